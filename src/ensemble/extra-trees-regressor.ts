import type { FitOptions, MatrixLike, VectorLike } from "../base/estimator.js";
import type { ParamSpecs } from "../base/params.js";
import { ExtraTreeRegressorModel } from "../tree/extra-tree-regressor.js";
import { isTable, type TargetTable } from "../tree/multi-output.js";
import {
  BaseForestRegressor,
  BaseForestRegressorModel,
  type ForestRegressorParams,
  type ForestRegressorState,
  forestRegressorParamSpecs,
  forestRegressorParts,
} from "./base-forest-regressor.js";
import { MultiOutputForestRegressorModel } from "./multi-output-forest.js";

/** Hyper-parameters of {@link ExtraTreesRegressor}; `maxFeatures` is null, all features, by default. */
export interface ExtraTreesRegressorParams extends ForestRegressorParams {
  /** Whether each tree draws its rows with replacement. Default false: every tree sees all rows. */
  readonly bootstrap: boolean;
}

/** Domain, default and help of {@link ExtraTreesRegressorParams}. */
export const extraTreesRegressorParamSpecs: ParamSpecs<ExtraTreesRegressorParams> =
  forestRegressorParamSpecs(false);

/**
 * Forest of extremely randomized regression trees: each draws one random threshold for every feature at each split (or for a few, see
 * `maxFeatures`) and takes the best; their predictions are averaged. Smoother and cheaper than a random forest. The trees equal
 * scikit-learn's for the same seed, node for node, on any number of threads.
 *
 * X may hold NaN: each split sends missing values to a side at random. Features are seen as 32-bit floats.
 *
 * Cost: O(nEstimators × maxFeatures × nSamples × depth), on all cores; nothing is sorted.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or contradicts `bootstrap: false`.
 * @see Geurts, Ernst & Wehenkel (2006), Extremely randomized trees, doi:10.1007/s10994-006-6226-1.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5]];
 * const forest = await new ExtraTreesRegressor({ nEstimators: 20 }).fit(X, [0, 1, 2, 3, 4, 5]);
 * Array.from(await forest.predict([[2], [5]])); // => [2, 5]
 * ```
 */
export class ExtraTreesRegressor extends BaseForestRegressor {
  /** Name under which the class is registered. */
  static readonly typeName = "ExtraTreesRegressor";

  constructor(params: Partial<ExtraTreesRegressorParams> = {}) {
    super(ExtraTreesRegressor.typeName, extraTreesRegressorParamSpecs, params);
  }

  /** @internal */
  static fromState(state: ExtraTreesRegressorParams): ExtraTreesRegressor {
    return new ExtraTreesRegressor(state);
  }

  /**
   * Grows the forest; `onProgress` counts trees.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN; neither kept nor changed.
   * @param y targets, shape (nSamples), or a table of shape (nSamples, nOutputs) for a model of several outputs; not negative and not all 0 for `"poisson"`.
   * @param options.sampleWeight weight of each row: its chance to be drawn, or, without bootstrap, its weight in every tree.
   * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or a number beyond 32-bit floats, or y does not fit it.
   * @throws {InvalidParameterError} if `monotonicCst` or `categoricalFeatures` does not fit X.
   */
  fit(X: MatrixLike, y: VectorLike<number>, options?: FitOptions): Promise<ExtraTreesRegressorModel>;
  /** Grows a forest of several outputs. */
  fit(X: MatrixLike, Y: TargetTable, options?: FitOptions): Promise<MultiOutputForestRegressorModel>;
  /** As the first: the compiler infers fitted types from the last. */
  fit(X: MatrixLike, y: VectorLike<number>, options?: FitOptions): Promise<ExtraTreesRegressorModel>;
  async fit(
    X: MatrixLike,
    y: VectorLike<number> | TargetTable,
    options: FitOptions = {},
  ): Promise<ExtraTreesRegressorModel | MultiOutputForestRegressorModel> {
    const grown = await this.grow(X, y, options, true);
    return isTable(y) ? MultiOutputForestRegressorModel.of(grown) : new ExtraTreesRegressorModel(grown);
  }
}

/** Forest grown by {@link ExtraTreesRegressor}. */
export class ExtraTreesRegressorModel extends BaseForestRegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "ExtraTreesRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "ExtraTreesRegressorModel";

  /** @internal */
  static fromState(state: ForestRegressorState): ExtraTreesRegressorModel {
    return new ExtraTreesRegressorModel(forestRegressorParts(state));
  }

  /** The trees as models of their own, shape (nEstimators). */
  get estimators(): ExtraTreeRegressorModel[] {
    return this.treeParts().map((parts) => new ExtraTreeRegressorModel(parts));
  }
}
