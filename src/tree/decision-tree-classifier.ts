import { type ClassWeight, classWeightSpec, computeSampleWeight } from "../base/class-weight.js";
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
import { RandomState } from "../core/random-state.js";
import {
  BaseTreeModel,
  type TreeModelParts,
  type TreeModelState,
  treeModelParts,
} from "./base-tree-model.js";
import { type PruningPath, pruningPath } from "./cost-complexity.js";
import { seenFeatures } from "./feature-roles.js";
import { growTrees } from "./grow-tree.js";
import { sumTreeValues } from "./predict-trees.js";
import { toClassificationData } from "./tree-input.js";
import {
  featureCount,
  type GrowthParams,
  growthParamSpecs,
  type MaxFeatures,
  maxFeaturesSpec,
} from "./tree-params.js";

/** Hyper-parameters of {@link DecisionTreeClassifier}. */
export interface DecisionTreeClassifierParams extends GrowthParams {
  /** Impurity: `"gini"` (default), or `"entropy"`, also called `"log_loss"`. */
  readonly criterion: "gini" | "entropy" | "log_loss";
  /** `"best"` (default) tries every threshold, `"random"` one at random for each feature. */
  readonly splitter: "best" | "random";
  /** Features looked at for each split: a number, a share in (0, 1), `"sqrt"`, `"log2"`, or null (default) for all. */
  readonly maxFeatures: MaxFeatures;
  /** Weights of the classes: `"balanced"`, a table by label, or null (default) for 1. */
  readonly classWeight: ClassWeight;
}

/** Domain, default and help of {@link DecisionTreeClassifierParams}. */
export const decisionTreeClassifierParamSpecs: ParamSpecs<DecisionTreeClassifierParams> = {
  criterion: choice({
    default: "gini",
    options: ["gini", "entropy", "log_loss"],
    help: "Impurity that splits decrease.",
  }),
  splitter: choice({
    default: "best",
    options: ["best", "random"],
    help: "Try every threshold, or one at random.",
  }),
  maxFeatures: maxFeaturesSpec(null),
  classWeight: classWeightSpec,
  ...growthParamSpecs,
};

/**
 * Classification tree: splits the rows by one feature and threshold after the other, so that the classes become pure, and
 * predicts the class shares of a leaf. The tree equals scikit-learn's for the same seed, node for node.
 *
 * X may hold NaN: each split sends missing values to the side that suits. Features are seen as 32-bit floats.
 *
 * Cost: O(nFeatures × nSamples × log nSamples × depth).
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Breiman, Friedman, Olshen & Stone (1984), Classification and Regression Trees.
 *
 * @example
 * ```ts
 * const tree = await new DecisionTreeClassifier().fit([[0], [1], [2], [3]], ["a", "a", "b", "b"]);
 * Array.from(tree.tree.threshold); // => [1.5, -2, -2]
 * await tree.predict([[0.4], [9]]); // => ["a", "b"]
 * ```
 */
export class DecisionTreeClassifier extends BaseEstimator<DecisionTreeClassifierParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "DecisionTreeClassifier";
  readonly kind = "classifier" as const;

  constructor(params: Partial<DecisionTreeClassifierParams> = {}) {
    super(DecisionTreeClassifier.typeName, decisionTreeClassifierParamSpecs, params);
  }

  /** @internal */
  static fromState(state: DecisionTreeClassifierParams): DecisionTreeClassifier {
    return new DecisionTreeClassifier(state);
  }

  /**
   * Grows the tree.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN; neither kept nor changed.
   * @param y labels, shape (nSamples).
   * @param options.sampleWeight weight of each row; rows of weight 0 take no part.
   * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or a number beyond 32-bit floats, or y does not fit it.
   * @throws {InvalidParameterError} if `monotonicCst` or `categoricalFeatures` does not fit X, or there are more than two classes with it.
   */
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<DecisionTreeClassifierModel<L>> {
    const where = "DecisionTreeClassifier.fit";
    startFit(where, options);
    const { classWeight, splitter, randomState, ...growth } = this.params;
    const { matrix, classes, codes, roles } = toClassificationData(where, X, y, growth);
    const sampleWeight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const balanced =
      classWeight === null ? undefined : computeSampleWeight(where, classWeight, classes, codes);
    const weight =
      balanced === undefined || sampleWeight === undefined
        ? (balanced ?? sampleWeight)
        : sampleWeight.map((w, i) => w * balanced[i]!);
    const [tree] = await growTrees(
      { X: matrix, codes, y: undefined, nClasses: classes.length, weight, roles },
      { ...growth, randomSplits: splitter === "random", bootstrap: undefined },
      [randomState ?? new RandomState(null).uint32()],
      options,
    );
    return new DecisionTreeClassifierModel({
      classes,
      tree: tree!,
      maxFeatures: featureCount(growth.maxFeatures, matrix.columns),
      ...seenFeatures(matrix, roles),
    });
  }

  /**
   * Effective alphas of minimal cost-complexity pruning: candidates for `ccpAlpha`.
   *
   * @throws {InvalidInputError} as {@link DecisionTreeClassifier.fit}.
   */
  async costComplexityPruningPath<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<PruningPath> {
    const model = await this.with({ ccpAlpha: 0 }).fit(X, y, options);
    return pruningPath(model.tree);
  }
}

interface ClassifierParts<L extends Label> extends TreeModelParts {
  readonly classes: readonly L[];
}

/** Tree grown by {@link DecisionTreeClassifier}. */
export class DecisionTreeClassifierModel<L extends Label = Label>
  extends BaseTreeModel
  implements ProbabilisticModel<L>
{
  /** Name under which the class is registered. */
  static readonly typeName = "DecisionTreeClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "DecisionTreeClassifierModel";
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];

  /** @internal */
  constructor(parts: ClassifierParts<L>) {
    super(parts);
    this.classes = parts.classes;
  }

  /** @internal */
  static fromState<L extends Label>(
    state: TreeModelState & { readonly classes: readonly L[] },
  ): DecisionTreeClassifierModel<L> {
    return new DecisionTreeClassifierModel({ ...treeModelParts(state), classes: state.classes });
  }

  /**
   * The most frequent class of each row's leaf.
   *
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async predict(X: MatrixLike): Promise<L[]> {
    return mostProbable(await this.#shares("predict", X), this.classes);
  }

  /**
   * Class shares of each row's leaf, shape (nSamples, nClasses).
   *
   * @throws {InvalidInputError} as {@link DecisionTreeClassifierModel.predict}.
   */
  async predictProba(X: MatrixLike): Promise<Matrix> {
    return this.#shares("predictProba", X);
  }

  /**
   * Natural logarithm of {@link DecisionTreeClassifierModel.predictProba}; -Infinity for a class that the leaf lacks.
   *
   * @throws {InvalidInputError} as {@link DecisionTreeClassifierModel.predict}.
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
    const matrix = this.seen(method, X);
    return new Matrix(await sumTreeValues([this.tree], matrix), matrix.rows, this.classes.length);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), classes: this.classes };
  }
}
