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
import { choice, type ParamSpecs } from "../base/params.js";
import { RandomState } from "../core/random-state.js";
import { BaseTreeModel, type TreeModelState, treeModelParts } from "./base-tree-model.js";
import { type PruningPath, pruningPath } from "./cost-complexity.js";
import { seenFeatures } from "./feature-roles.js";
import { growTrees } from "./grow-tree.js";
import { sumTreeValues } from "./predict-trees.js";
import { toRegressionData } from "./tree-input.js";
import {
  featureCount,
  type GrowthParams,
  growthParamSpecs,
  type MaxFeatures,
  maxFeaturesSpec,
} from "./tree-params.js";

/** Impurity of a regression tree. */
export type RegressionCriterion = "squared_error" | "absolute_error" | "poisson";

/** Hyper-parameters of {@link DecisionTreeRegressor}. */
export interface DecisionTreeRegressorParams extends GrowthParams {
  /**
   * Impurity: `"squared_error"` (default; leaves predict the mean), `"absolute_error"` (the median), or `"poisson"` (half the Poisson
   * deviance, for y >= 0).
   */
  readonly criterion: RegressionCriterion;
  /** `"best"` (default) tries every threshold, `"random"` one at random for each feature. */
  readonly splitter: "best" | "random";
  /** Features looked at for each split: a number, a share in (0, 1), `"sqrt"`, `"log2"`, or null (default) for all. */
  readonly maxFeatures: MaxFeatures;
}

/** Domain, default and help of {@link DecisionTreeRegressorParams}. */
export const decisionTreeRegressorParamSpecs: ParamSpecs<DecisionTreeRegressorParams> = {
  criterion: choice({
    default: "squared_error",
    options: ["squared_error", "absolute_error", "poisson"],
    help: "Impurity that splits decrease.",
  }),
  splitter: choice({
    default: "best",
    options: ["best", "random"],
    help: "Try every threshold, or one at random.",
  }),
  maxFeatures: maxFeaturesSpec(null),
  ...growthParamSpecs,
};

/**
 * Regression tree: splits the rows by one feature and threshold after the other, so that the target varies less, and predicts
 * the mean (or median) of a leaf. The tree equals scikit-learn's for the same seed, node for node.
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
 * const tree = await new DecisionTreeRegressor({ maxDepth: 1 }).fit([[0], [1], [2], [3]], [1, 1, 5, 7]);
 * Array.from(await tree.predict([[0.4], [9]])); // => [1, 6]
 * ```
 */
export class DecisionTreeRegressor extends BaseEstimator<DecisionTreeRegressorParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "DecisionTreeRegressor";
  readonly kind = "regressor" as const;

  constructor(params: Partial<DecisionTreeRegressorParams> = {}) {
    super(DecisionTreeRegressor.typeName, decisionTreeRegressorParamSpecs, params);
  }

  /** @internal */
  static fromState(state: DecisionTreeRegressorParams): DecisionTreeRegressor {
    return new DecisionTreeRegressor(state);
  }

  /**
   * Grows the tree.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN; neither kept nor changed.
   * @param y targets, shape (nSamples); not negative and not all 0 for `"poisson"`.
   * @param options.sampleWeight weight of each row; rows of weight 0 take no part.
   * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or a number beyond 32-bit floats, or y does not fit it.
   * @throws {InvalidParameterError} if `monotonicCst` or `categoricalFeatures` does not fit X.
   */
  async fit(
    X: MatrixLike,
    y: VectorLike<number>,
    options: FitOptions = {},
  ): Promise<DecisionTreeRegressorModel> {
    const where = "DecisionTreeRegressor.fit";
    startFit(where, options);
    const { splitter, randomState, ...growth } = this.params;
    const { matrix, target, roles } = toRegressionData(where, X, y, growth);
    const weight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const [tree] = await growTrees(
      { X: matrix, codes: undefined, y: target, nClasses: 1, weight, roles },
      { ...growth, randomSplits: splitter === "random", bootstrap: undefined },
      [randomState ?? new RandomState(null).uint32()],
      options,
    );
    return new DecisionTreeRegressorModel({
      tree: tree!,
      maxFeatures: featureCount(growth.maxFeatures, matrix.columns),
      ...seenFeatures(matrix, roles),
    });
  }

  /**
   * Effective alphas of minimal cost-complexity pruning: candidates for `ccpAlpha`.
   *
   * @throws {InvalidInputError} as {@link DecisionTreeRegressor.fit}.
   */
  async costComplexityPruningPath(
    X: MatrixLike,
    y: VectorLike<number>,
    options: FitOptions = {},
  ): Promise<PruningPath> {
    const model = await this.with({ ccpAlpha: 0 }).fit(X, y, options);
    return pruningPath(model.tree);
  }
}

/** Tree grown by {@link DecisionTreeRegressor}. */
export class DecisionTreeRegressorModel extends BaseTreeModel implements RegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "DecisionTreeRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "DecisionTreeRegressorModel";

  /** @internal */
  static fromState(state: TreeModelState): DecisionTreeRegressorModel {
    return new DecisionTreeRegressorModel(treeModelParts(state));
  }

  /**
   * The value of each row's leaf, shape (nSamples).
   *
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async predict(X: MatrixLike): Promise<Float64Array> {
    return sumTreeValues([this.tree], this.seen("predict", X));
  }

  /** Coefficient of determination R². */
  async score(X: MatrixLike, y: VectorLike<number>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    const predicted = await sumTreeValues([this.tree], this.seen("score", X));
    return scoreTargets(`${this.typeName}.score`, y, predicted, sampleWeight);
  }
}
