import { BaseEstimator, type FitOptions, type MatrixLike, type VectorLike } from "../base/estimator.js";
import type { ParamSpecs } from "../base/params.js";
import {
  fitNeighbors,
  type KNeighborsParams,
  kNeighborsParamSpecs,
  toSamples,
} from "./k-neighbors-params.js";
import { NeighborSearchModel, type NeighborSearchState, reviveNeighbors } from "./neighbor-search-model.js";

/** Hyper-parameters of {@link NearestNeighbors}. */
export type NearestNeighborsParams = Omit<KNeighborsParams, "weights">;

const { weights: _, ...searchSpecs } = kNeighborsParamSpecs;

/** Domain, default and help of {@link NearestNeighborsParams}. */
export const nearestNeighborsParamSpecs: ParamSpecs<NearestNeighborsParams> = searchSpecs;

/**
 * Searches the nearest training samples of any samples, without a target: what samplers take as their `kNeighbors`, and what
 * imputation or inspection by neighbours can be built on.
 *
 * Cost: as for {@link KNeighborsClassifier}; of equally near samples the same ones as scikit-learn's on one thread.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 *
 * @example
 * ```ts
 * const model = await new NearestNeighbors({ nNeighbors: 2 }).fit([[0], [1], [5]]);
 * const { distances, indices } = await model.kneighbors([[4]]);
 * distances.toArray(); // => [[1, 3]]
 * Array.from(indices[0]); // => [2, 1]
 * ```
 */
export class NearestNeighbors extends BaseEstimator<NearestNeighborsParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "NearestNeighbors";
  readonly kind = "neighbor_search" as const;

  constructor(params: Partial<NearestNeighborsParams> = {}) {
    super(NearestNeighbors.typeName, nearestNeighborsParamSpecs, params);
  }

  /** @internal */
  static fromState(state: NearestNeighborsParams): NearestNeighbors {
    return new NearestNeighbors(state);
  }

  /**
   * Arranges the samples for searching.
   *
   * @param X shape (nSamples, nFeatures), or (nSamples, nSamples) of distances for metric `"precomputed"`.
   * @throws {InvalidInputError} if X is empty or holds a value that the metric does not take.
   * @throws {InvalidParameterError} if metric and algorithm do not go together.
   */
  async fit(
    X: MatrixLike,
    _y?: VectorLike<unknown>,
    options: FitOptions = {},
  ): Promise<NearestNeighborsModel> {
    const where = "NearestNeighbors.fit";
    const samples = toSamples(where, X, this.params, options);
    const state = await fitNeighbors(where, samples, { ...this.params, weights: "uniform" }, options);
    return new NearestNeighborsModel(state);
  }
}

/** Fitted {@link NearestNeighbors}. */
export class NearestNeighborsModel extends NeighborSearchModel {
  /** Name under which the class is registered. */
  static readonly typeName = "NearestNeighborsModel";
  /** Name under which the class is registered. */
  readonly typeName = "NearestNeighborsModel";

  /** @internal */
  static fromState(state: NeighborSearchState): NearestNeighborsModel {
    return new NearestNeighborsModel(reviveNeighbors(state));
  }
}
