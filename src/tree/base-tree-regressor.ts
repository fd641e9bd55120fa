import { scoreTargets } from "../base/default-score.js";
import {
  BaseEstimator,
  type FitOptions,
  type MatrixLike,
  type RegressorModel,
  type ScoreOptions,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { toSampleWeight } from "../base/input.js";
import { choice, type ParamSpec, type ParamSpecs } from "../base/params.js";
import { RandomState } from "../core/random-state.js";
import { BaseTreeModel, type TreeModelParts } from "./base-tree-model.js";
import { type PruningPath, pruningPath } from "./cost-complexity.js";
import { seenFeatures } from "./feature-roles.js";
import { growTrees, type TreeBatch } from "./grow-tree.js";
import type { TargetTable } from "./multi-output.js";
import { toRegressionData } from "./tree-input.js";
import {
  featureCount,
  type GrowthParams,
  growthParamSpecs,
  type MaxFeatures,
  maxFeaturesSpec,
  splitterSpec,
  type TreeSplitter,
} from "./tree-params.js";

/** Impurity of a regression tree. */
export type RegressionCriterion = "squared_error" | "absolute_error" | "poisson";

/** Spec of a regression tree's `criterion`. */
export const regressionCriterionSpec: ParamSpec<RegressionCriterion> = choice({
  default: "squared_error",
  options: ["squared_error", "absolute_error", "poisson"],
  help: "Impurity that splits decrease.",
});

/** Hyper-parameters that the regression trees share. */
export interface TreeRegressorParams extends GrowthParams {
  /**
   * Impurity: `"squared_error"` (default; leaves predict the mean), `"absolute_error"` (the median), or `"poisson"` (half the Poisson
   * deviance, for y >= 0).
   */
  readonly criterion: RegressionCriterion;
  /** `"best"` tries every threshold, `"random"` one at random for each feature. */
  readonly splitter: TreeSplitter;
  /** Features looked at for each split: a number, a share in (0, 1), `"sqrt"`, `"log2"`, or null for all. */
  readonly maxFeatures: MaxFeatures;
}

/** Domain, default and help of {@link TreeRegressorParams}; two defaults differ between the trees. */
export function treeRegressorParamSpecs(
  splitter: TreeSplitter,
  maxFeatures: MaxFeatures,
): ParamSpecs<TreeRegressorParams> {
  return {
    criterion: regressionCriterionSpec,
    splitter: splitterSpec(splitter),
    maxFeatures: maxFeaturesSpec(maxFeatures),
    ...growthParamSpecs,
  };
}

/** A grown regression tree of one output or several. */
export interface GrownTreeRegressor extends TreeModelParts {
  readonly outputNames: readonly string[] | undefined;
}

/** What the estimators of single regression trees have in common. */
export abstract class BaseTreeRegressor extends BaseEstimator<TreeRegressorParams> {
  readonly kind = "regressor" as const;

  /** @internal Grows the tree; `params` may differ from the estimator's own. */
  protected async grow(
    X: MatrixLike,
    y: VectorLike<number> | TargetTable,
    options: FitOptions,
    params: Readonly<TreeRegressorParams> = this.params,
  ): Promise<GrownTreeRegressor> {
    const seeds = [params.randomState ?? new RandomState(null).uint32()];
    return (await this.growAll(X, y, options, { params, seeds }))[0]!;
  }

  /** @internal Grows a tree from each seed, each on the rows that it draws if there is a bootstrap. */
  protected async growAll(
    X: MatrixLike,
    y: VectorLike<number> | TargetTable,
    options: FitOptions,
    { params = this.params, seeds, bootstrap }: TreeBatch<TreeRegressorParams>,
  ): Promise<GrownTreeRegressor[]> {
    const where = `${this.typeName}.fit`;
    startFit(where, options);
    const { splitter, randomState: _, ...growth } = params;
    const { matrix, target, nOutputs, outputNames, roles } = toRegressionData(where, X, y, growth);
    const weight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const trees = await growTrees(
      { X: matrix, codes: undefined, y: target, nClasses: 1, nOutputs, weight, roles },
      { ...growth, randomSplits: splitter === "random", bootstrap },
      seeds,
      options,
    );
    return trees.map((tree) => ({
      tree,
      outputNames,
      maxFeatures: featureCount(growth.maxFeatures, matrix.columns),
      ...seenFeatures(matrix, roles),
    }));
  }

  /**
   * Effective alphas of minimal cost-complexity pruning: candidates for `ccpAlpha`.
   *
   * @throws {InvalidInputError} as `fit`.
   */
  async costComplexityPruningPath(
    X: MatrixLike,
    y: VectorLike<number> | TargetTable,
    options: FitOptions = {},
  ): Promise<PruningPath> {
    const { tree } = await this.grow(X, y, options, { ...this.params, ccpAlpha: 0 });
    return pruningPath(tree);
  }
}

/** What models of single regression trees have in common. */
export abstract class BaseTreeRegressorModel extends BaseTreeModel implements RegressorModel {
  /**
   * The value of each row's leaf, shape (nSamples).
   *
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async predict(X: MatrixLike): Promise<Float64Array> {
    return (await this.values("predict", X)).values;
  }

  /** @internal {@link BaseTreeRegressorModel.predict} into an array. */
  async predictInto(X: MatrixLike, out: Float64Array): Promise<Float64Array> {
    return (await this.values("predict", X, out)).values;
  }

  /** Coefficient of determination R². */
  async score(X: MatrixLike, y: VectorLike<number>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    const { values: predicted } = await this.values("score", X);
    return scoreTargets(`${this.typeName}.score`, y, predicted, sampleWeight);
  }
}
