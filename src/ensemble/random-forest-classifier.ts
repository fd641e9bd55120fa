import { computeClassWeight } from "../base/class-weight.js";
import { scoreLabels } from "../base/default-score.js";
import {
  BaseEstimator,
  type FitOptions,
  type Label,
  type MatrixLike,
  type ProbabilisticModel,
  type ScoreOptions,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { toSampleWeight } from "../base/input.js";
import { mostProbable } from "../base/most-probable.js";
import { choice, type ParamSpecs } from "../base/params.js";
import { log } from "../core/log.js";
import { Matrix } from "../core/matrix.js";
import { DecisionTreeClassifierModel } from "../tree/decision-tree-classifier.js";
import { seenFeatures } from "../tree/feature-roles.js";
import { toClassificationData } from "../tree/tree-input.js";
import { featureCount, maxFeaturesSpec } from "../tree/tree-params.js";
import {
  BaseForestModel,
  type ForestModelParts,
  type ForestModelState,
  forestModelParts,
} from "./base-forest-model.js";
import {
  checkForestParams,
  type ForestClassWeight,
  type ForestParams,
  forestClassWeightSpec,
  forestParamSpecs,
} from "./forest-params.js";
import { growForest } from "./grow-forest.js";
import { outOfBagMeans } from "./out-of-bag.js";

/** Hyper-parameters of {@link RandomForestClassifier}; `maxFeatures` is `"sqrt"` by default. */
export interface RandomForestClassifierParams extends ForestParams {
  /** Impurity: `"gini"` (default), or `"entropy"`, also called `"log_loss"`. */
  readonly criterion: "gini" | "entropy" | "log_loss";
  /**
   * Weights of the classes: `"balanced"`, `"balanced_subsample"` (balanced among the rows that each tree draws), a table by label, or
   * null (default) for 1. With `bootstrap` they weigh the draw of rows, as `sampleWeight` does; `"balanced_subsample"` weighs the rows drawn.
   */
  readonly classWeight: ForestClassWeight;
}

/** Domain, default and help of {@link RandomForestClassifierParams}. */
export const randomForestClassifierParamSpecs: ParamSpecs<RandomForestClassifierParams> = {
  criterion: choice({
    default: "gini",
    options: ["gini", "entropy", "log_loss"],
    help: "Impurity that splits decrease.",
  }),
  maxFeatures: maxFeaturesSpec("sqrt"),
  classWeight: forestClassWeightSpec,
  ...forestParamSpecs,
};

/**
 * Random forest of classification trees: each tree grows on rows drawn with replacement and looks at a few random features for each
 * split; their class shares are averaged. The trees equal scikit-learn's for the same seed, node for node, on any number of threads.
 *
 * X may hold NaN: each split sends missing values to the side that suits. Features are seen as 32-bit floats.
 *
 * Cost: O(nEstimators × maxFeatures × nSamples × log nSamples × depth), on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or contradicts `bootstrap: false`.
 * @see Breiman (2001), Random forests, doi:10.1023/A:1010933404324.
 *
 * @example
 * ```ts
 * const X = [[0, 1], [1, 1], [2, 0], [3, 1], [4, 0], [5, 0]];
 * const forest = await new RandomForestClassifier({ nEstimators: 20 }).fit(X, ["a", "a", "a", "b", "b", "b"]);
 * await forest.predict([[0, 0], [5, 1]]); // => ["a", "b"]
 * ```
 */
export class RandomForestClassifier extends BaseEstimator<RandomForestClassifierParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "RandomForestClassifier";
  readonly kind = "classifier" as const;

  constructor(params: Partial<RandomForestClassifierParams> = {}) {
    super(RandomForestClassifier.typeName, randomForestClassifierParamSpecs, params);
    checkForestParams(this.typeName, this.params);
  }

  /** @internal */
  static fromState(state: RandomForestClassifierParams): RandomForestClassifier {
    return new RandomForestClassifier(state);
  }

  /**
   * Grows the forest; `onProgress` counts trees.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN; neither kept nor changed.
   * @param y labels, shape (nSamples).
   * @param options.sampleWeight weight of each row: its chance to be drawn, or, without bootstrap, its weight in every tree.
   * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or a number beyond 32-bit floats, or y does not fit it.
   * @throws {InvalidParameterError} if `monotonicCst` or `categoricalFeatures` does not fit X, or there are more than two classes with it.
   */
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<RandomForestClassifierModel<L>> {
    const where = "RandomForestClassifier.fit";
    startFit(where, options);
    const { classWeight, oobScore, ...settings } = this.params;
    const { matrix, classes, codes, roles } = toClassificationData(where, X, y, settings);
    const sampleWeight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const balanceDrawn = classWeight === "balanced_subsample" && settings.bootstrap;
    const weight = balanceDrawn
      ? sampleWeight
      : combinedWeight(where, classWeight, classes, codes, sampleWeight);
    const data = { X: matrix, codes, y: undefined, nClasses: classes.length, weight, roles };
    const forest = await growForest(data, settings, balanceDrawn, options);
    const shares = oobScore ? await outOfBagMeans(forest, matrix, options.signal) : undefined;
    const decision = shares && new Matrix(shares, matrix.rows, classes.length);
    return new RandomForestClassifierModel({
      ...forest,
      classes,
      oobDecisionFunction: decision,
      oobScore: decision && scoreLabels(where, y, mostProbable(decision, classes)),
      maxFeatures: featureCount(settings.maxFeatures, matrix.columns),
      ...seenFeatures(matrix, roles),
    });
  }
}

/** Sample weights times class weights; undefined if both are 1 everywhere. */
function combinedWeight(
  where: string,
  classWeight: ForestClassWeight,
  classes: readonly Label[],
  codes: Int32Array,
  sampleWeight: Float64Array | undefined,
): Float64Array | undefined {
  if (classWeight === null) return sampleWeight;
  const named = classWeight === "balanced_subsample" ? "balanced" : classWeight;
  const byClass = computeClassWeight(where, named, classes, codes, sampleWeight);
  return Float64Array.from(codes, (code, i) =>
    sampleWeight === undefined ? byClass[code]! : sampleWeight[i]! * byClass[code]!,
  );
}

interface ClassifierParts<L extends Label> extends ForestModelParts {
  readonly classes: readonly L[];
  readonly oobDecisionFunction: Matrix | undefined;
}

/** Forest grown by {@link RandomForestClassifier}. */
export class RandomForestClassifierModel<L extends Label = Label>
  extends BaseForestModel
  implements ProbabilisticModel<L>
{
  /** Name under which the class is registered. */
  static readonly typeName = "RandomForestClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "RandomForestClassifierModel";
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];
  /**
   * Class shares of the training rows by the trees that did not draw them, shape (nSamples, nClasses), 0 where every tree drew the row;
   * undefined unless `oobScore` was set.
   */
  readonly oobDecisionFunction: Matrix | undefined;

  /** @internal */
  constructor(parts: ClassifierParts<L>) {
    super(parts);
    this.classes = parts.classes;
    this.oobDecisionFunction = parts.oobDecisionFunction;
  }

  /** @internal */
  static fromState<L extends Label>(
    state: ForestModelState & Pick<ClassifierParts<L>, "classes" | "oobDecisionFunction">,
  ): RandomForestClassifierModel<L> {
    const { classes, oobDecisionFunction } = state;
    return new RandomForestClassifierModel({ ...forestModelParts(state), classes, oobDecisionFunction });
  }

  /** The trees as models of their own, shape (nEstimators). */
  get estimators(): DecisionTreeClassifierModel<L>[] {
    const { nFeatures, featureNames, categoricalFeatures, maxFeatures, classes } = this;
    return this.trees.map(
      (tree) =>
        new DecisionTreeClassifierModel({
          tree,
          nFeatures,
          featureNames,
          categoricalFeatures,
          maxFeatures,
          classes,
        }),
    );
  }

  /**
   * The class of the largest mean share.
   *
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async predict(X: MatrixLike): Promise<L[]> {
    return mostProbable(await this.#shares("predict", X), this.classes);
  }

  /**
   * Mean over the trees of the class shares of each row's leaf, shape (nSamples, nClasses), added in the order of the trees.
   *
   * @throws {InvalidInputError} as {@link RandomForestClassifierModel.predict}.
   */
  async predictProba(X: MatrixLike): Promise<Matrix> {
    return this.#shares("predictProba", X);
  }

  /**
   * Natural logarithm of {@link RandomForestClassifierModel.predictProba}; -Infinity for probability 0.
   *
   * @throws {InvalidInputError} as {@link RandomForestClassifierModel.predict}.
   */
  async predictLogProba(X: MatrixLike): Promise<Matrix> {
    const { data, rows, columns } = await this.#shares("predictLogProba", X);
    return new Matrix(data.map(log), rows, columns);
  }

  /** Mean accuracy. */
  async score(X: MatrixLike, y: VectorLike<L>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    const shares = await this.#shares("score", X);
    return scoreLabels(`${this.typeName}.score`, y, mostProbable(shares, this.classes), sampleWeight);
  }

  async #shares(method: string, X: MatrixLike): Promise<Matrix> {
    const { values, rows } = await this.means(method, X);
    return new Matrix(values, rows, this.classes.length);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { classes, oobDecisionFunction } = this;
    return { ...super.toState(), classes, oobDecisionFunction };
  }
}
