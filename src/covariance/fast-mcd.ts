import type { MatrixLike } from "../base/estimator.js";
import { toMatrix } from "../base/input.js";
import { resolveParams } from "../base/params.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { type MinCovDetParams, minCovDetParamSpecs } from "./min-cov-det.js";
import { rawMcd, supportSize } from "./robust-covariance.js";
import { maskOf } from "./robust-covariance-model.js";

/** Options of {@link fastMcd}: those of {@link MinCovDet}. */
export type FastMcdOptions = Partial<Pick<MinCovDetParams, "supportFraction" | "randomState">>;

/** Raw minimum covariance determinant, neither corrected nor reweighted. */
export interface FastMcdResult {
  /** Mean of the support, shape (nFeatures). */
  readonly location: Float64Array;
  /** Covariance of the support, shape (nFeatures, nFeatures). */
  readonly covariance: Matrix;
  /** Which rows are the support, shape (nSamples). */
  readonly support: readonly boolean[];
  /** Squared Mahalanobis distance of each row, shape (nSamples). */
  readonly dist: Float64Array;
}

/**
 * Raw minimum covariance determinant by the FAST-MCD algorithm: of all halves of the rows that were tried, the one whose
 * covariance has the least determinant. {@link MinCovDet} corrects and reweights it.
 *
 * @param X shape (nSamples, nFeatures), at least 2 rows; not changed.
 * @throws {InvalidInputError} if X has fewer than 2 rows or is not finite.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @see Rousseeuw & Van Driessen (1999), doi:10.1080/00401706.1999.10485670.
 *
 * @example
 * ```ts
 * const { location, support } = await fastMcd([[1], [2], [3], [4], [90]], { supportFraction: 0.6 });
 * Array.from(location); // => [2.5]
 * support; // => [true, true, true, false, false]
 * ```
 */
export async function fastMcd(X: MatrixLike, options: FastMcdOptions = {}): Promise<FastMcdResult> {
  const where = "fastMcd";
  const { supportFraction, randomState } = minCovDetParamSpecs;
  const given = resolveParams(where, { supportFraction, randomState }, options);
  const matrix = toMatrix(where, X, { minRows: 2 });
  const nSupport = supportSize(where, matrix, given.supportFraction);
  const found = await rawMcd(matrix, nSupport, new RandomState(given.randomState));
  return {
    location: found.location,
    covariance: new Matrix(found.covariance, matrix.columns, matrix.columns),
    support: maskOf(found.support, matrix.rows),
    dist: found.distances,
  };
}
