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

/** Hyper-parameters of {@link ExtraTreeRegressor}. */
export interface ExtraTreeRegressorParams extends TreeRegressorParams {
  /** `"random"` (default) tries one threshold at random for each feature, `"best"` every threshold. */
  readonly splitter: TreeSplitter;
  /** Features looked at for each split: a number, a share in (0, 1), `"sqrt"`, `"log2"`, or null (default) for all. */
  readonly maxFeatures: MaxFeatures;
}

/** Domain, default and help of {@link ExtraTreeRegressorParams}. */
export const extraTreeRegressorParamSpecs: ParamSpecs<ExtraTreeRegressorParams> = treeRegressorParamSpecs(
  "random",
  null,
);

/**
 * Extremely randomized regression tree: at each node a random threshold is drawn for each feature (or for a few, see `maxFeatures`), and
 * the best of these splits is taken. Meant for ensembles ({@link ExtraTreesRegressor}). The tree equals scikit-learn's for the same
 * seed, node for node.
 *
 * X may hold NaN: each split sends missing values to a side at random (scikit-learn refuses them with `splitter: "best"`). Features are seen as 32-bit floats.
 *
 * Cost: O(maxFeatures × nSamples × depth); nothing is sorted.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Geurts, Ernst & Wehenkel (2006), Extremely randomized trees, doi:10.1007/s10994-006-6226-1.
 *
 * @example
 * ```ts
 * const tree = await new ExtraTreeRegressor().fit([[0], [1], [2], [3]], [1, 1, 5, 7]);
 * Array.from(await tree.predict([[0], [3]])); // => [1, 7]
 * ```
 */
export class ExtraTreeRegressor extends BaseTreeRegressor {
  /** Name under which the class is registered. */
  static readonly typeName = "ExtraTreeRegressor";

  constructor(params: Partial<ExtraTreeRegressorParams> = {}) {
    super(ExtraTreeRegressor.typeName, extraTreeRegressorParamSpecs, params);
  }

  /** @internal */
  static fromState(state: ExtraTreeRegressorParams): ExtraTreeRegressor {
    return new ExtraTreeRegressor(state);
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
  fit(X: MatrixLike, y: VectorLike<number>, options?: FitOptions): Promise<ExtraTreeRegressorModel>;
  /** Grows a tree of several outputs. */
  fit(X: MatrixLike, Y: TargetTable, options?: FitOptions): Promise<MultiOutputTreeRegressorModel>;
  /** As the first: the compiler infers fitted types from the last. */
  fit(X: MatrixLike, y: VectorLike<number>, options?: FitOptions): Promise<ExtraTreeRegressorModel>;
  async fit(
    X: MatrixLike,
    y: VectorLike<number> | TargetTable,
    options: FitOptions = {},
  ): Promise<ExtraTreeRegressorModel | MultiOutputTreeRegressorModel> {
    const grown = await this.grow(X, y, options);
    return isTable(y) ? new MultiOutputTreeRegressorModel(grown) : new ExtraTreeRegressorModel(grown);
  }

  /** @internal Grows several trees on the same data at once. */
  async fitAll(
    X: MatrixLike,
    y: VectorLike<number>,
    options: FitOptions,
    batch: TreeBatch<TreeRegressorParams>,
  ): Promise<ExtraTreeRegressorModel[]> {
    return (await this.growAll(X, y, options, batch)).map((parts) => new ExtraTreeRegressorModel(parts));
  }
}

/** Tree grown by {@link ExtraTreeRegressor}. */
export class ExtraTreeRegressorModel extends BaseTreeRegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "ExtraTreeRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "ExtraTreeRegressorModel";

  /** @internal */
  static fromState(state: TreeModelState): ExtraTreeRegressorModel {
    return new ExtraTreeRegressorModel(treeModelParts(state));
  }
}
