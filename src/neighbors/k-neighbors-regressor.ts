import { scoreTargets } from "../base/default-score.js";
import {
  BaseEstimator,
  type FitOptions,
  type MatrixLike,
  type RegressorModel,
  type ScoreOptions,
  type VectorLike,
} from "../base/estimator.js";
import { toTarget } from "../base/input.js";
import {
  fitNeighbors,
  type KNeighborsParams,
  kNeighborsParamSpecs,
  toSamples,
} from "./k-neighbors-params.js";
import { reviveNeighbors } from "./neighbor-search-model.js";
import { meanTargets } from "./neighbor-votes.js";
import { neighborWeights } from "./neighbor-weights.js";
import { NeighborsModel, type NeighborsState } from "./neighbors-model.js";

/** Hyper-parameters of {@link KNeighborsRegressor}. */
export interface KNeighborsRegressorParams extends KNeighborsParams {}

/**
 * Regression by the mean, weighted or not, of the targets of the k nearest training samples.
 *
 * Features count by their spread, so scale them first. Equally near samples are told apart as by
 * {@link KNeighborsClassifier}.
 *
 * Cost: `fit` O(n d log n) with a tree; a prediction O(d log n) in few dimensions, O(n d) in many.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Altman (1992), doi:10.1080/00031305.1992.10475879; Bentley (1975), doi:10.1145/361002.361007.
 *
 * @example
 * ```ts
 * const model = await new KNeighborsRegressor({ nNeighbors: 2 }).fit([[0], [1], [2], [3]], [0, 0, 1, 1]);
 * await model.predict([[1.5]]); // => Float64Array.of(0.5)
 * ```
 */
export class KNeighborsRegressor extends BaseEstimator<KNeighborsRegressorParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "KNeighborsRegressor";
  readonly kind = "regressor" as const;
  /** Neighbours have no weights. */
  readonly takesSampleWeight = false;

  constructor(params: Partial<KNeighborsRegressorParams> = {}) {
    super(KNeighborsRegressor.typeName, kNeighborsParamSpecs, params);
  }

  /** @internal */
  static fromState(state: KNeighborsRegressorParams): KNeighborsRegressor {
    return new KNeighborsRegressor(state);
  }

  /**
   * Keeps a copy of the samples, arranged for searching.
   *
   * @param X shape (nSamples, nFeatures), or (nSamples, nSamples) of distances for metric `"precomputed"`.
   * @param y targets, shape (nSamples), finite.
   * @throws {InvalidInputError} if X is empty, ragged or not finite, or y does not fit it.
   * @throws {InvalidParameterError} if metric, its parameters and algorithm do not go together.
   */
  async fit(
    X: MatrixLike,
    y: VectorLike<number>,
    options: FitOptions = {},
  ): Promise<KNeighborsRegressorModel> {
    const where = "KNeighborsRegressor.fit";
    const samples = toSamples(where, X, this.params, options);
    const targets = toTarget(where, y, samples.matrix.rows).slice();
    const neighbors = await fitNeighbors(where, samples, this.params, options);
    return new KNeighborsRegressorModel({ ...neighbors, targets });
  }
}

interface KNeighborsRegressorState extends NeighborsState {
  readonly targets: Float64Array;
}

/** Training samples with their targets, kept by {@link KNeighborsRegressor}. */
export class KNeighborsRegressorModel extends NeighborsModel implements RegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "KNeighborsRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "KNeighborsRegressorModel";
  readonly #targets: Float64Array;

  /** @internal */
  constructor(state: KNeighborsRegressorState) {
    super(state);
    this.#targets = state.targets;
  }

  /** @internal */
  static fromState(state: KNeighborsRegressorState): KNeighborsRegressorModel {
    return new KNeighborsRegressorModel(reviveNeighbors(state));
  }

  /**
   * @internal
   * @throws {InvalidParameterError} if weights or metric are functions, which no file can hold.
   */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), targets: this.#targets };
  }

  /**
   * Mean target of the neighbours of each row of X; NaN where a weight function gives all of them zero.
   *
   * @param X shape (nQueries, nFeatures); null: the training samples, each not its own neighbour.
   * @throws {InvalidInputError} if X has other features than in fit.
   */
  async predict(X: MatrixLike): Promise<Float64Array>;
  async predict(X: null): Promise<Float64Array>;
  async predict(X: MatrixLike | null): Promise<Float64Array> {
    const where = "KNeighborsRegressorModel.predict";
    const table = await this.nearest(where, X);
    return meanTargets(table, this.#targets, neighborWeights(where, table, this.weights));
  }

  /** Coefficient of determination R² on X and y, both as in fit. */
  async score(X: MatrixLike, y: VectorLike<number>, options: ScoreOptions = {}): Promise<number> {
    const where = "KNeighborsRegressorModel.score";
    return scoreTargets(where, y, await this.predict(X), options.sampleWeight);
  }
}
