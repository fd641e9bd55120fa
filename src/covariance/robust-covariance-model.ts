import { Matrix } from "../core/matrix.js";
import { CovarianceModel, type CovarianceState, precisionOf } from "./covariance-model.js";
import type { RobustCovariance } from "./robust-covariance.js";

/** What a fitted robust covariance consists of. */
export interface RobustState extends CovarianceState {
  readonly rawLocation: Float64Array;
  readonly rawCovariance: Matrix;
  readonly rawSupport: readonly boolean[];
  readonly support: readonly boolean[];
  readonly dist: Float64Array;
}

/** What every fitted robust covariance has. */
export abstract class RobustCovarianceModel extends CovarianceModel {
  /** Location before correction and reweighting, shape (nFeatures). */
  readonly rawLocation: Float64Array;
  /** Covariance before correction and reweighting, shape (nFeatures, nFeatures). */
  readonly rawCovariance: Matrix;
  /** Which training rows the raw estimate is taken of, shape (nSamples). */
  readonly rawSupport: readonly boolean[];
  /** Which training rows location and covariance are taken of, shape (nSamples). */
  readonly support: readonly boolean[];
  /** Squared Mahalanobis distance of each training row, shape (nSamples). */
  readonly dist: Float64Array;

  /** @internal */
  constructor(state: RobustState) {
    super(state);
    this.rawLocation = state.rawLocation;
    this.rawCovariance = state.rawCovariance;
    this.rawSupport = state.rawSupport;
    this.support = state.support;
    this.dist = state.dist;
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { rawLocation, rawCovariance, rawSupport, support, dist } = this;
    return { ...super.toState(), rawLocation, rawCovariance, rawSupport, support, dist };
  }
}

/** The state of a model from what was found. */
export function robustState(
  { raw, location, covariance, support, distances }: RobustCovariance,
  storePrecision: boolean,
  featureNames: readonly string[] | undefined,
): RobustState {
  const d = location.length;
  const square = new Matrix(covariance, d, d);
  return {
    location,
    covariance: square,
    precision: storePrecision ? precisionOf(square) : null,
    rawLocation: raw.location,
    rawCovariance: new Matrix(raw.covariance, d, d),
    rawSupport: maskOf(raw.support, distances.length),
    support: maskOf(support, distances.length),
    dist: distances,
    nFeatures: d,
    featureNames,
  };
}

/** Whether each of `length` rows is among `rows`. */
export function maskOf(rows: Int32Array, length: number): boolean[] {
  const mask = new Array<boolean>(length).fill(false);
  for (const i of rows) mask[i] = true;
  return mask;
}
