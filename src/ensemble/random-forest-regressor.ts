import type { FitOptions, MatrixLike, VectorLike } from "../base/estimator.js";
import type { ParamSpecs } from "../base/params.js";
import { DecisionTreeRegressorModel } from "../tree/decision-tree-regressor.js";
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

/** Hyper-parameters of {@link RandomForestRegressor}; `maxFeatures` is null, all features, by default. */
export interface RandomForestRegressorParams extends ForestRegressorParams {
  /** Whether each tree draws its rows with replacement. Default true; false: every tree sees all rows. */
  readonly bootstrap: boolean;
}

/** Domain, default and help of {@link RandomForestRegressorParams}. */
export const randomForestRegressorParamSpecs: ParamSpecs<RandomForestRegressorParams> =
  forestRegressorParamSpecs(true);

/**
 * Random forest of regression trees: each tree grows on rows drawn with replacement; their predictions are averaged. The trees equal
 * scikit-learn's for the same seed, node for node, on any number of threads.
 *
 * X may hold NaN: each split sends missing values to the side that suits. Features are seen as 32-bit floats.
 *
 * A feature of codes 0, 1, 2, … may be named in `categoricalFeatures`: its splits send a set of categories to the left. y may be a table of
 * several outputs: the model then predicts one as well.
 *
 * Cost: O(nEstimators × maxFeatures × nSamples × log nSamples × depth), on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or contradicts `bootstrap: false`.
 * @see Breiman (2001), Random forests, doi:10.1023/A:1010933404324.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5]];
 * const forest = await new RandomForestRegressor({ nEstimators: 20, bootstrap: false }).fit(X, [0, 1, 2, 3, 4, 5]);
 * Array.from(await forest.predict([[2], [5]])); // => [2, 5]
 *
 * // The codes are categories, and there are two outputs.
 * const settings = { nEstimators: 5, bootstrap: false, categoricalFeatures: [0] };
 * const pairs = X.map(([code]) => [code! % 2, code!]);
 * const both = await new RandomForestRegressor(settings).fit(X, pairs);
 * Array.from((await both.predict([[3]])).data); // => [1, 3]
 * ```
 */
export class RandomForestRegressor extends BaseForestRegressor {
  /** Name under which the class is registered. */
  static readonly typeName = "RandomForestRegressor";

  constructor(params: Partial<RandomForestRegressorParams> = {}) {
    super(RandomForestRegressor.typeName, randomForestRegressorParamSpecs, params);
  }

  /** @internal */
  static fromState(state: RandomForestRegressorParams): RandomForestRegressor {
    return new RandomForestRegressor(state);
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
  fit(X: MatrixLike, y: VectorLike<number>, options?: FitOptions): Promise<RandomForestRegressorModel>;
  /** Grows a forest of several outputs. */
  fit(X: MatrixLike, Y: TargetTable, options?: FitOptions): Promise<MultiOutputForestRegressorModel>;
  /** As the first: the compiler infers fitted types from the last. */
  fit(X: MatrixLike, y: VectorLike<number>, options?: FitOptions): Promise<RandomForestRegressorModel>;
  async fit(
    X: MatrixLike,
    y: VectorLike<number> | TargetTable,
    options: FitOptions = {},
  ): Promise<RandomForestRegressorModel | MultiOutputForestRegressorModel> {
    const grown = await this.grow(X, y, options, false);
    return isTable(y) ? MultiOutputForestRegressorModel.of(grown) : new RandomForestRegressorModel(grown);
  }
}

/** Forest grown by {@link RandomForestRegressor}. */
export class RandomForestRegressorModel extends BaseForestRegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "RandomForestRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "RandomForestRegressorModel";

  /** @internal */
  static fromState(state: ForestRegressorState): RandomForestRegressorModel {
    return new RandomForestRegressorModel(forestRegressorParts(state));
  }

  /** The trees as models of their own, shape (nEstimators). */
  get estimators(): DecisionTreeRegressorModel[] {
    return this.treeParts().map((parts) => new DecisionTreeRegressorModel(parts));
  }
}
