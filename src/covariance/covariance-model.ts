import type { AnyModel, MatrixLike } from "../base/estimator.js";
import { toSeenMatrix } from "../base/input.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { log } from "../core/log.js";
import { Matrix } from "../core/matrix.js";
import { logDeterminant } from "../linalg/log-determinant.js";
import { symmetricEigen } from "../linalg/symmetric-eigen.js";
import { symmetricInverse } from "../linalg/symmetric-inverse.js";
import { squaredMahalanobis } from "./squared-mahalanobis.js";

/** Options of {@link CovarianceModel.errorNorm}. */
export interface ErrorNormOptions {
  /** `"frobenius"`: root of the sum of the squared elements; `"spectral"`: largest singular value. Default `"frobenius"`. */
  readonly norm?: "frobenius" | "spectral";
  /** Whether the squared norm is divided by the number of features. Default true. */
  readonly scaling?: boolean;
  /** Whether the norm is returned squared. Default true. */
  readonly squared?: boolean;
}

/** What every covariance model consists of. */
export interface CovarianceState {
  readonly location: Float64Array;
  readonly covariance: Matrix;
  readonly precision: Matrix | null;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
}

/** What every fitted covariance can do. */
export abstract class CovarianceModel implements AnyModel {
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  /** Centre of the distribution, shape (nFeatures). */
  readonly location: Float64Array;
  /** Covariance matrix, shape (nFeatures, nFeatures). */
  readonly covariance: Matrix;
  /** (Pseudo-)inverse of the covariance, shape (nFeatures, nFeatures); null if `storePrecision` was false. */
  readonly precision: Matrix | null;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;

  /** @internal */
  constructor(state: CovarianceState) {
    this.location = state.location;
    this.covariance = state.covariance;
    this.precision = state.precision;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { location, covariance, precision, nFeatures, featureNames } = this;
    return { location, covariance, precision, nFeatures, featureNames };
  }

  /** The (pseudo-)inverse of the covariance: the stored one, or made anew where it was not stored. */
  getPrecision(): Matrix {
    return this.precision ?? precisionOf(this.covariance);
  }

  /**
   * Squared Mahalanobis distance of each row of X to the location, (x − location)ᵀ P (x − location), shape (nSamples).
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async mahalanobis(X: MatrixLike): Promise<Float64Array> {
    return this.squaredDistances(`${this.typeName}.mahalanobis`, X);
  }

  /** @internal */
  protected squaredDistances(where: string, X: MatrixLike): Float64Array {
    const matrix = toSeenMatrix(where, X, this);
    return squaredMahalanobis(matrix.data, this.location, this.getPrecision().data);
  }

  /** @internal Mean log-likelihood of the rows of X under the normal distribution of this location and covariance. */
  protected logLikelihood(where: string, X: MatrixLike): number {
    const distances = this.squaredDistances(where, X);
    const mean = distances.reduce((sum, distance) => sum + distance / distances.length, 0);
    const logPrecision = logDeterminant(this.getPrecision().data, this.nFeatures);
    return (logPrecision - mean - this.nFeatures * log(2 * Math.PI)) / 2;
  }

  /**
   * How far this covariance lies from another one of the same features.
   *
   * @param compCov shape (nFeatures, nFeatures).
   * @throws {InvalidInputError} if compCov is not finite or of another shape.
   * @throws {InvalidParameterError} if norm is neither name.
   */
  errorNorm(
    compCov: Matrix | readonly ArrayLike<number>[],
    { norm = "frobenius", scaling = true, squared = true }: ErrorNormOptions = {},
  ): number {
    const where = `${this.typeName}.errorNorm`;
    if (norm !== "frobenius" && norm !== "spectral")
      throw new InvalidParameterError(where, "norm", '"frobenius" or "spectral"', norm);
    const d = this.nFeatures;
    const other = comparable(where, compCov, d);
    const error = other.data.map((value, p) => value - this.covariance.data[p]!);
    let size = norm === "spectral" ? largestSquaredSingular(error, d) : sumOfSquares(error);
    if (scaling) size /= d;
    return squared ? size : Math.sqrt(size);
  }
}

/** The (pseudo-)inverse of a covariance. */
export function precisionOf(covariance: Matrix): Matrix {
  const d = covariance.rows;
  return new Matrix(symmetricInverse(covariance.data, d), d, d);
}

function comparable(where: string, compCov: Matrix | readonly ArrayLike<number>[], d: number): Matrix {
  const other = compCov instanceof Matrix ? compCov : Matrix.from(compCov);
  if (other.rows !== d || other.columns !== d || !other.data.every(Number.isFinite))
    throw new InvalidInputError(
      where,
      `compCov must be a finite matrix of ${d} × ${d}`,
      new Described(`${other.rows} × ${other.columns}`),
    );
  return other;
}

function sumOfSquares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

/** Largest eigenvalue of EᵀE. */
function largestSquaredSingular(E: Float64Array, d: number): number {
  const gram = new Float64Array(d * d);
  for (let k = 0; k < d; k++)
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) gram[i * d + j]! += E[k * d + i]! * E[k * d + j]!;
  return symmetricEigen(gram, d).values[d - 1]!;
}
