import type { FitOptions, MatrixLike, VectorLike } from "../base/estimator.js";
import type { ParamSpecs } from "../base/params.js";
import { type TreeModelState, treeModelParts } from "./base-tree-model.js";
import {
  BaseTreeRegressor,
  BaseTreeRegressorModel,
  type TreeRegressorParams,
  treeRegressorParamSpecs,
} from "./base-tree-regressor.js";
import type { TreeBatch } from "./grow-tree.js";
import { isTable, type TargetTable } from "./multi-output.js";
import { MultiOutputTreeRegressorModel } from "./multi-output-tree.js";
import type { MaxFeatures, TreeSplitter } from "./tree-params.js";

/** Hyper-parameters of {@link DecisionTreeRegressor}. */
export interface DecisionTreeRegressorParams extends TreeRegressorParams {
  /** `"best"` (default) tries every threshold, `"random"` one at random for each feature. */
  readonly splitter: TreeSplitter;
  /** Features looked at for each split: a number, a share in (0, 1), `"sqrt"`, `"log2"`, or null (default) for all. */
  readonly maxFeatures: MaxFeatures;
}

/** Domain, default and help of {@link DecisionTreeRegressorParams}. */
export const decisionTreeRegressorParamSpecs: ParamSpecs<DecisionTreeRegressorParams> =
  treeRegressorParamSpecs("best", null);

/**
 * Regression tree: splits the rows by one feature and threshold after the other, so that the target varies less, and predicts
 * the mean (or median) of a leaf. The tree equals scikit-learn's for the same seed, node for node.
 *
 * X may hold NaN: each split sends missing values to the side that suits. Features are seen as 32-bit floats.
 *
 * A feature of codes 0, 1, 2, … may be named in `categoricalFeatures`: its splits send a set of categories to the left. y may be a table of
 * several outputs: the model then predicts one as well.
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
 *
 * // Codes of categories: 0 and 2 are alike.
 * const coded = new DecisionTreeRegressor({ categoricalFeatures: [0], maxDepth: 1 });
 * const bySet = await coded.fit([[0], [1], [2], [3]], [1, 5, 1, 5]);
 * Array.from(await bySet.predict([[2], [3]])); // => [1, 5]
 *
 * // Two outputs.
 * const both = await new DecisionTreeRegressor().fit([[0], [1], [2]], [[1, 10], [2, 20], [3, 30]]);
 * Array.from((await both.predict([[1]])).data); // => [2, 20]
 * ```
 */
export class DecisionTreeRegressor extends BaseTreeRegressor {
  /** Name under which the class is registered. */
  static readonly typeName = "DecisionTreeRegressor";

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
   * @param y targets, shape (nSamples), or a table of shape (nSamples, nOutputs) for a model of several outputs; not negative and not all 0 for `"poisson"`.
   * @param options.sampleWeight weight of each row; rows of weight 0 take no part.
   * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or a number beyond 32-bit floats, or y does not fit it.
   * @throws {InvalidParameterError} if `monotonicCst` or `categoricalFeatures` does not fit X.
   */
  fit(X: MatrixLike, y: VectorLike<number>, options?: FitOptions): Promise<DecisionTreeRegressorModel>;
  /** Grows a tree of several outputs. */
  fit(X: MatrixLike, Y: TargetTable, options?: FitOptions): Promise<MultiOutputTreeRegressorModel>;
  /** As the first: the compiler infers fitted types from the last. */
  fit(X: MatrixLike, y: VectorLike<number>, options?: FitOptions): Promise<DecisionTreeRegressorModel>;
  async fit(
    X: MatrixLike,
    y: VectorLike<number> | TargetTable,
    options: FitOptions = {},
  ): Promise<DecisionTreeRegressorModel | MultiOutputTreeRegressorModel> {
    const grown = await this.grow(X, y, options);
    return isTable(y) ? new MultiOutputTreeRegressorModel(grown) : new DecisionTreeRegressorModel(grown);
  }

  /** @internal Grows several trees on the same data at once. */
  async fitAll(
    X: MatrixLike,
    y: VectorLike<number>,
    options: FitOptions,
    batch: TreeBatch<TreeRegressorParams>,
  ): Promise<DecisionTreeRegressorModel[]> {
    return (await this.growAll(X, y, options, batch)).map((parts) => new DecisionTreeRegressorModel(parts));
  }
}

/** Tree grown by {@link DecisionTreeRegressor}. */
export class DecisionTreeRegressorModel extends BaseTreeRegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "DecisionTreeRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "DecisionTreeRegressorModel";

  /** @internal */
  static fromState(state: TreeModelState): DecisionTreeRegressorModel {
    return new DecisionTreeRegressorModel(treeModelParts(state));
  }
}
