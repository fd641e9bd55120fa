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
import type { ParamSpecs } from "../base/params.js";
import { log } from "../core/log.js";
import { Matrix } from "../core/matrix.js";
import {
  type ClassificationCriterion,
  classificationCriterionSpec,
  codedData,
  type TreeClassifierParts,
} from "../tree/base-tree-classifier.js";
import { seenFeatures } from "../tree/feature-roles.js";
import type { TreeData } from "../tree/grow-tree.js";
import {
  type CodedOutputs,
  isTable,
  type LabelTable,
  mostProbableRows,
  outputWeights,
  scoreLabelTable,
  sharesByOutput,
} from "../tree/multi-output.js";
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
  type OutOfBagScore,
} from "./forest-params.js";
import { type ForestSettings, type GrownForest, growForest } from "./grow-forest.js";
import { outOfBagMeans } from "./out-of-bag.js";

/** Hyper-parameters that the forests of classification trees share; `maxFeatures` is `"sqrt"` by default. */
export interface ForestClassifierParams extends ForestParams {
  /** Impurity: `"gini"` (default), or `"entropy"`, also called `"log_loss"`. */
  readonly criterion: ClassificationCriterion;
  /**
   * Weights of the classes: `"balanced"`, `"balanced_subsample"` (balanced among the rows that each tree draws), a table by label, or
   * null (default) for 1. With `bootstrap` they weigh the draw of rows, as `sampleWeight` does; `"balanced_subsample"` weighs the rows drawn.
   */
  readonly classWeight: ForestClassWeight;
}

/** Domain, default and help of {@link ForestClassifierParams}; `bootstrap` has a default of its own in each forest. */
export function forestClassifierParamSpecs(bootstrap: boolean): ParamSpecs<ForestClassifierParams> {
  return {
    criterion: classificationCriterionSpec,
    maxFeatures: maxFeaturesSpec("sqrt"),
    classWeight: forestClassWeightSpec,
    ...forestParamSpecs(bootstrap),
  };
}

/** What a forest of classification trees is made of. */
export interface ForestClassifierParts<L extends Label> extends ForestModelParts {
  readonly classes: readonly L[];
  readonly oobDecisionFunction: Matrix | undefined;
}

/** A grown forest of classification trees of one output or several. */
export interface GrownForestClassifier<L extends Label> extends ForestClassifierParts<L> {
  readonly outputClasses: readonly (readonly L[])[];
  readonly outputNames: readonly string[] | undefined;
  readonly oobDecisionFunctions: readonly Matrix[] | undefined;
}

/** What the trees of a forest grow from. */
export interface ForestGrowth {
  readonly data: TreeData;
  readonly settings: ForestSettings;
  /** Whether classes weigh inversely to their frequency among the rows that a tree draws. */
  readonly balance: boolean;
  /** Labels of the first output. */
  readonly classes: readonly Label[];
}

/** What the estimators of forests of classification trees have in common. */
export abstract class BaseForestClassifier<
  P extends ForestClassifierParams = ForestClassifierParams,
> extends BaseEstimator<P> {
  readonly kind = "classifier" as const;

  constructor(typeName: string, specs: ParamSpecs<P>, params: Partial<P>) {
    super(typeName, specs, params);
    checkForestParams(typeName, this.params);
  }

  /** @internal Grows the forest; `randomSplits`: by one random threshold for each feature that a node looks at. */
  protected async grow<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L> | LabelTable<L>,
    options: FitOptions,
    randomSplits: boolean,
  ): Promise<GrownForestClassifier<L>> {
    const where = `${this.typeName}.fit`;
    startFit(where, options);
    const { classWeight, oobScore, ...settings }: ForestClassifierParams = this.params;
    const { matrix, roles, ...coded } = toClassificationData(where, X, y, settings);
    const sampleWeight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const balanceDrawn = classWeight === "balanced_subsample" && settings.bootstrap;
    const weight = balanceDrawn ? sampleWeight : combinedWeight(where, classWeight, coded, sampleWeight);
    const data = { X: matrix, y: undefined, ...codedData(coded), weight, roles };
    const classes = coded.outputClasses[0]!;
    const growth = { data, settings: { ...settings, randomSplits }, balance: balanceDrawn, classes };
    const forest = await this.growTrees(where, growth, options);
    const means = oobScore === false ? undefined : await outOfBagMeans(forest, matrix, options.signal);
    const decisions = means && sharesByOutput(means, matrix.rows, coded.outputClasses);
    return {
      ...forest,
      classes,
      outputClasses: coded.outputClasses,
      outputNames: coded.outputNames,
      oobDecisionFunction: decisions?.[0],
      oobDecisionFunctions: decisions,
      oobScore: decisions && outOfBagScore(where, oobScore, y, decisions, coded.outputClasses),
      maxFeatures: featureCount(settings.maxFeatures, matrix.columns),
      ...seenFeatures(matrix, roles),
    };
  }

  /** @internal Grows the trees; a forest whose trees draw their rows in another way overrides it. */
  protected growTrees(
    _where: string,
    { data, settings, balance }: ForestGrowth,
    options: FitOptions,
  ): Promise<GrownForest> {
    return growForest(data, settings, balance, options);
  }
}

/** Sample weights times class weights; undefined if both are 1 everywhere. */
function combinedWeight(
  where: string,
  classWeight: ForestClassWeight,
  coded: CodedOutputs<Label>,
  sampleWeight: Float64Array | undefined,
): Float64Array | undefined {
  if (classWeight === null) return sampleWeight;
  const named = classWeight === "balanced_subsample" ? "balanced" : classWeight;
  const byClass = outputWeights(where, named, coded, sampleWeight);
  return sampleWeight === undefined ? byClass : byClass.map((weight, i) => sampleWeight[i]! * weight);
}

function outOfBagScore<L extends Label>(
  where: string,
  score: boolean | OutOfBagScore,
  y: VectorLike<L> | LabelTable<L>,
  decisions: readonly Matrix[],
  outputClasses: readonly (readonly L[])[],
): number {
  const predicted = mostProbableRows(decisions, outputClasses);
  if (isTable(y))
    return typeof score === "function" ? score(y, predicted) : scoreLabelTable(where, y, predicted);
  const labels = predicted.map((row) => row[0]!);
  return typeof score === "function" ? score(y, labels) : scoreLabels(where, y as VectorLike<L>, labels);
}

/** State of a forest of classification trees. */
export interface ForestClassifierState<L extends Label> extends ForestModelState {
  readonly classes: readonly L[];
  readonly oobDecisionFunction: Matrix | undefined;
}

/** Parts of a forest of classification trees from its state. */
export function forestClassifierParts<L extends Label>(
  state: ForestClassifierState<L>,
): ForestClassifierParts<L> {
  const { classes, oobDecisionFunction } = state;
  return { ...forestModelParts(state), classes, oobDecisionFunction };
}

/** What models of forests of classification trees have in common. */
export abstract class BaseForestClassifierModel<L extends Label = Label>
  extends BaseForestModel
  implements ProbabilisticModel<L>
{
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];
  /**
   * Class shares of the training rows by the trees that did not draw them, shape (nSamples, nClasses), 0 where every tree drew the row;
   * undefined unless `oobScore` was set.
   */
  readonly oobDecisionFunction: Matrix | undefined;

  /** @internal */
  constructor(parts: ForestClassifierParts<L>) {
    super(parts);
    this.classes = parts.classes;
    this.oobDecisionFunction = parts.oobDecisionFunction;
  }

  /** @internal The trees with what models of their own need, shape (nEstimators). */
  protected treeParts(): TreeClassifierParts<L>[] {
    const { nFeatures, featureNames, categoricalFeatures, maxFeatures, classes } = this;
    const shared = { nFeatures, featureNames, categoricalFeatures, maxFeatures, classes };
    return this.trees.map((tree) => ({ tree, ...shared }));
  }

  /**
   * The class of the largest mean share.
   *
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async predict(X: MatrixLike): Promise<L[]> {
    return this.labels("predict", X, this.classes);
  }

  /**
   * Mean over the trees of the class shares of each row's leaf, shape (nSamples, nClasses), added in the order of the trees.
   *
   * @throws {InvalidInputError} as {@link BaseForestClassifierModel.predict}.
   */
  async predictProba(X: MatrixLike): Promise<Matrix> {
    return this.#shares("predictProba", X);
  }

  /**
   * Natural logarithm of {@link BaseForestClassifierModel.predictProba}; -Infinity for probability 0.
   *
   * @throws {InvalidInputError} as {@link BaseForestClassifierModel.predict}.
   */
  async predictLogProba(X: MatrixLike): Promise<Matrix> {
    const { data, rows, columns } = await this.#shares("predictLogProba", X);
    return new Matrix(data.map(log), rows, columns);
  }

  /** Mean accuracy. */
  async score(X: MatrixLike, y: VectorLike<L>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    const labels = await this.labels("score", X, this.classes);
    return scoreLabels(`${this.typeName}.score`, y, labels, sampleWeight);
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
