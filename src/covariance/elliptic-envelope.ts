import { scoreLabels } from "../base/default-score.js";
import {
  BaseEstimator,
  type FitOptions,
  type MatrixLike,
  type OutlierModel,
  type ScoreOptions,
  type VectorLike,
} from "../base/estimator.js";
import { type ParamSpecs, real } from "../base/params.js";
import { quantiles } from "../core/quantile.js";
import { fitRobust, type MinCovDetParams, minCovDetParamSpecs } from "./min-cov-det.js";
import { RobustCovarianceModel, type RobustState } from "./robust-covariance-model.js";

/** Hyper-parameters of {@link EllipticEnvelope}. */
export interface EllipticEnvelopeParams extends MinCovDetParams {
  /** Share of outliers among the training rows, in (0, 0.5]. Default 0.1. */
  readonly contamination: number;
}

/** Domain, default and help of {@link EllipticEnvelopeParams}. */
export const ellipticEnvelopeParamSpecs: ParamSpecs<EllipticEnvelopeParams> = {
  ...minCovDetParamSpecs,
  contamination: real({
    default: 0.1,
    above: 0,
    max: 0.5,
    help: "Share of outliers among the training rows.",
  }),
};

/**
 * Outliers of a normal distribution: rows far from a robust centre, by the Mahalanobis distance of the robust covariance of
 * {@link MinCovDet}. The share `contamination` of the training rows lies outside.
 *
 * Cost: that of {@link MinCovDet}.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Rousseeuw & Van Driessen (1999), doi:10.1080/00401706.1999.10485670.
 *
 * @example
 * ```ts
 * const X = [[0, 0], [1, 2], [2, 1], [3, 3], [4, 5], [5, 4], [6, 6], [50, -40]];
 * const model = await new EllipticEnvelope({ contamination: 0.2 }).fit(X);
 * Array.from(await model.predict([[2, 2], [9, -9]])); // => [1, -1]
 * ```
 */
export class EllipticEnvelope extends BaseEstimator<EllipticEnvelopeParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "EllipticEnvelope";
  readonly kind = "outlier_detector" as const;

  constructor(params: Partial<EllipticEnvelopeParams> = {}) {
    super(EllipticEnvelope.typeName, ellipticEnvelopeParamSpecs, params);
  }

  /** @internal */
  static fromState(state: EllipticEnvelopeParams): EllipticEnvelope {
    return new EllipticEnvelope(state);
  }

  /**
   * Finds the robust covariance, and the distance beyond which the share `contamination` of the rows lies.
   *
   * @param X shape (nSamples, nFeatures), at least 2 rows; neither kept nor changed.
   * @throws {InvalidInputError} if X has fewer than 2 rows, is not finite, or half of its rows or more are equal.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<EllipticEnvelopeModel> {
    const state = await fitRobust("EllipticEnvelope.fit", X, this.params, options);
    const scores = state.dist.map((distance) => -distance);
    // By way of per cent, as the incumbent rounds.
    const [offset] = quantiles(scores, [(this.params.contamination * 100) / 100]);
    return new EllipticEnvelopeModel({ ...state, offset: offset! });
  }

  /**
   * Fits and tells the rows of X apart: 1 for an ordinary row, -1 for an outlier; shape (nSamples).
   *
   * @throws what `fit` throws.
   */
  async fitPredict(X: MatrixLike, y?: unknown, options: FitOptions = {}): Promise<Int32Array> {
    return (await this.fit(X, y, options)).predict(X);
  }
}

interface EllipticEnvelopeState extends RobustState {
  readonly offset: number;
}

/** Ellipsoid found by {@link EllipticEnvelope}. */
export class EllipticEnvelopeModel extends RobustCovarianceModel implements OutlierModel {
  /** Name under which the class is registered. */
  static readonly typeName = "EllipticEnvelopeModel";
  /** Name under which the class is registered. */
  readonly typeName = "EllipticEnvelopeModel";
  /** `decisionFunction` is `scoreSamples` less this: minus the squared distance at the border. */
  readonly offset: number;

  /** @internal */
  constructor(state: EllipticEnvelopeState) {
    super(state);
    this.offset = state.offset;
  }

  /** @internal */
  static fromState(state: EllipticEnvelopeState): EllipticEnvelopeModel {
    return new EllipticEnvelopeModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), offset: this.offset };
  }

  /**
   * 1 for a row inside the ellipsoid or on its border, -1 for an outlier; shape (nSamples).
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async predict(X: MatrixLike): Promise<Int32Array> {
    const scores = this.#decide("EllipticEnvelopeModel.predict", X);
    return Int32Array.from(scores, (score) => (score >= 0 ? 1 : -1));
  }

  /**
   * `scoreSamples` less `offset`: negative outside; shape (nSamples).
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async decisionFunction(X: MatrixLike): Promise<Float64Array> {
    return this.#decide("EllipticEnvelopeModel.decisionFunction", X);
  }

  /**
   * Minus the squared Mahalanobis distance, shape (nSamples).
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async scoreSamples(X: MatrixLike): Promise<Float64Array> {
    return this.squaredDistances("EllipticEnvelopeModel.scoreSamples", X).map((distance) => -distance);
  }

  /**
   * Mean accuracy of the predicted labels.
   *
   * @param y 1 for ordinary rows, -1 for outliers, shape (nSamples).
   * @throws {InvalidInputError} if X has other features than in fit, or lengths differ.
   */
  async score(X: MatrixLike, y: VectorLike<number>, options: ScoreOptions = {}): Promise<number> {
    return scoreLabels("EllipticEnvelopeModel.score", y, await this.predict(X), options.sampleWeight);
  }

  #decide(where: string, X: MatrixLike): Float64Array {
    return this.squaredDistances(where, X).map((distance) => -distance - this.offset);
  }
}
