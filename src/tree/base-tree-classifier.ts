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
import { choice, type ParamSpec, type ParamSpecs } from "../base/params.js";
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
import { growTrees, type TreeBatch } from "./grow-tree.js";
import {
  type CodedOutputs,
  type LabelTable,
  outputWeights,
  type TreeClassWeight,
  treeClassWeightSpec,
} from "./multi-output.js";
import { toClassificationData } from "./tree-input.js";
import {
  featureCount,
  type GrowthParams,
  growthParamSpecs,
  type MaxFeatures,
  maxFeaturesSpec,
  splitterSpec,
  type TreeSplitter,
} from "./tree-params.js";

/** Impurity of a classification tree. */
export type ClassificationCriterion = "gini" | "entropy" | "log_loss";

/** Spec of a classification tree's `criterion`. */
export const classificationCriterionSpec: ParamSpec<ClassificationCriterion> = choice({
  default: "gini",
  options: ["gini", "entropy", "log_loss"],
  help: "Impurity that splits decrease.",
});

/** Hyper-parameters that the classification trees share. */
export interface TreeClassifierParams extends GrowthParams {
  /** Impurity: `"gini"` (default), or `"entropy"`, also called `"log_loss"`. */
  readonly criterion: ClassificationCriterion;
  /** `"best"` tries every threshold, `"random"` one at random for each feature. */
  readonly splitter: TreeSplitter;
  /** Features looked at for each split: a number, a share in (0, 1), `"sqrt"`, `"log2"`, or null for all. */
  readonly maxFeatures: MaxFeatures;
  /** Weights of the classes: `"balanced"`, a table by label, an array of tables for several outputs, or null (default) for 1. */
  readonly classWeight: TreeClassWeight;
}

/** Domain, default and help of {@link TreeClassifierParams}; two defaults differ between the trees. */
export function treeClassifierParamSpecs(
  splitter: TreeSplitter,
  maxFeatures: MaxFeatures,
): ParamSpecs<TreeClassifierParams> {
  return {
    criterion: classificationCriterionSpec,
    splitter: splitterSpec(splitter),
    maxFeatures: maxFeaturesSpec(maxFeatures),
    classWeight: treeClassWeightSpec,
    ...growthParamSpecs,
  };
}

/** What a classification tree is made of. */
export interface TreeClassifierParts<L extends Label> extends TreeModelParts {
  readonly classes: readonly L[];
}

/** A grown classification tree of one output or several. */
export interface GrownTreeClassifier<L extends Label> extends TreeClassifierParts<L> {
  readonly outputClasses: readonly (readonly L[])[];
  readonly outputNames: readonly string[] | undefined;
}

/** Codes and their numbers as trees are grown on them. */
export function codedData({ codes, outputClasses }: CodedOutputs<Label>): {
  readonly codes: Int32Array;
  readonly nClasses: number;
  readonly nOutputs: number;
} {
  const nClasses = Math.max(...outputClasses.map((classes) => classes.length));
  return { codes, nClasses, nOutputs: outputClasses.length };
}

/** What the estimators of single classification trees have in common. */
export abstract class BaseTreeClassifier extends BaseEstimator<TreeClassifierParams> {
  readonly kind = "classifier" as const;

  /** @internal Grows the tree; `params` may differ from the estimator's own. */
  protected async grow<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L> | LabelTable<L>,
    options: FitOptions,
    params: Readonly<TreeClassifierParams> = this.params,
  ): Promise<GrownTreeClassifier<L>> {
    const seeds = [params.randomState ?? new RandomState(null).uint32()];
    return (await this.growAll(X, y, options, { params, seeds }))[0]!;
  }

  /** @internal Grows a tree from each seed, each on the rows that it draws if there is a bootstrap. */
  protected async growAll<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L> | LabelTable<L>,
    options: FitOptions,
    { params = this.params, seeds, bootstrap }: TreeBatch<TreeClassifierParams>,
  ): Promise<GrownTreeClassifier<L>[]> {
    const where = `${this.typeName}.fit`;
    startFit(where, options);
    const { classWeight, splitter, randomState: _, ...growth } = params;
    const { matrix, roles, ...coded } = toClassificationData(where, X, y, growth);
    const sampleWeight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const balanced = classWeight === null ? undefined : outputWeights(where, classWeight, coded);
    const weight =
      balanced === undefined || sampleWeight === undefined
        ? (balanced ?? sampleWeight)
        : sampleWeight.map((w, i) => w * balanced[i]!);
    const trees = await growTrees(
      { X: matrix, y: undefined, ...codedData(coded), weight, roles },
      { ...growth, randomSplits: splitter === "random", bootstrap },
      seeds,
      options,
    );
    return trees.map((tree) => ({
      classes: coded.outputClasses[0]!,
      outputClasses: coded.outputClasses,
      outputNames: coded.outputNames,
      tree,
      maxFeatures: featureCount(growth.maxFeatures, matrix.columns),
      ...seenFeatures(matrix, roles),
    }));
  }

  /**
   * Effective alphas of minimal cost-complexity pruning: candidates for `ccpAlpha`.
   *
   * @throws {InvalidInputError} as `fit`.
   */
  async costComplexityPruningPath<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L> | LabelTable<L>,
    options: FitOptions = {},
  ): Promise<PruningPath> {
    const { tree } = await this.grow(X, y, options, { ...this.params, ccpAlpha: 0 });
    return pruningPath(tree);
  }
}

/** State of a classification tree. */
export interface TreeClassifierState<L extends Label> extends TreeModelState {
  readonly classes: readonly L[];
}

/** Parts of a classification tree from its state. */
export function treeClassifierParts<L extends Label>(state: TreeClassifierState<L>): TreeClassifierParts<L> {
  return { ...treeModelParts(state), classes: state.classes };
}

/** What models of single classification trees have in common. */
export abstract class BaseTreeClassifierModel<L extends Label = Label>
  extends BaseTreeModel
  implements ProbabilisticModel<L>
{
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];

  /** @internal */
  constructor(parts: TreeClassifierParts<L>) {
    super(parts);
    this.classes = parts.classes;
  }

  /**
   * The most frequent class of each row's leaf.
   *
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async predict(X: MatrixLike): Promise<L[]> {
    return this.labels("predict", X, this.classes);
  }

  /**
   * Class shares of each row's leaf, shape (nSamples, nClasses).
   *
   * @throws {InvalidInputError} as {@link BaseTreeClassifierModel.predict}.
   */
  async predictProba(X: MatrixLike): Promise<Matrix> {
    return this.#shares("predictProba", X);
  }

  /**
   * Natural logarithm of {@link BaseTreeClassifierModel.predictProba}; -Infinity for a class that the leaf lacks.
   *
   * @throws {InvalidInputError} as {@link BaseTreeClassifierModel.predict}.
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
    const { values, rows } = await this.values(method, X);
    return new Matrix(values, rows, this.classes.length);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), classes: this.classes };
  }
}
