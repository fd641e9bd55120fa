import type { MatrixLike } from "../base/estimator.js";
import { type ParamSpecs, real, resolveParams } from "../base/params.js";
import { MinCovDet, type MinCovDetParams, minCovDetParamSpecs } from "../covariance/min-cov-det.js";
import { chiSquaredIsf } from "../stats/chi-squared-distribution.js";

/** Options of {@link robustMahalanobis}: those of the robust covariance. */
export type RobustMahalanobisOptions = Pick<
  MinCovDetParams,
  "assumeCentered" | "supportFraction" | "randomState"
>;

/** Options of {@link mahalanobisOutliers}. */
export interface MahalanobisOutlierOptions extends RobustMahalanobisOptions {
  /** Share of the rows of a normal distribution that counts as outlying, in (0, 1). Default 0.025. */
  readonly alpha: number;
}

const { storePrecision: _, ...covarianceSpecs } = minCovDetParamSpecs;

const outlierSpecs: ParamSpecs<MahalanobisOutlierOptions> = {
  ...covarianceSpecs,
  alpha: real({ default: 0.025, above: 0, below: 1, help: "Share of normal rows that counts as outlying." }),
};

/**
 * Squared Mahalanobis distance of each row to the robust centre, by the robust covariance of {@link MinCovDet}: outliers do not
 * hide each other, as they do where they take part in mean and covariance.
 *
 * @param X shape (nSamples, nFeatures), at least 2 rows; not changed.
 * @returns shape (nSamples); of a normal distribution about χ² with nFeatures degrees of freedom.
 * @throws {InvalidInputError} if X has fewer than 2 rows, is not finite, or half of its rows or more are equal.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @see Rousseeuw & Van Zomeren (1990), Unmasking multivariate outliers and leverage points,
 * doi:10.1080/01621459.1990.10474920.
 *
 * @example
 * ```ts
 * const X = [[0, 0], [1, 2], [2, 1], [3, 3], [4, 5], [5, 4], [6, 6], [50, -40]];
 * const distances = await robustMahalanobis(X);
 * distances.indexOf(Math.max(...distances)); // => 7
 * ```
 */
export async function robustMahalanobis(
  X: MatrixLike,
  options: Partial<RobustMahalanobisOptions> = {},
): Promise<Float64Array> {
  const { dist } = await new MinCovDet(resolveParams("robustMahalanobis", covarianceSpecs, options)).fit(X);
  return dist;
}

/**
 * Which rows lie beyond the ellipsoid that holds all but the share `alpha` of a normal distribution, by
 * {@link robustMahalanobis}: their distance exceeds the quantile of the χ² distribution with nFeatures degrees of freedom.
 *
 * @param X shape (nSamples, nFeatures), at least 2 rows; not changed.
 * @returns shape (nSamples).
 * @throws {InvalidInputError} if X has fewer than 2 rows, is not finite, or half of its rows or more are equal.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @see Rousseeuw & Van Zomeren (1990), doi:10.1080/01621459.1990.10474920.
 *
 * @example
 * ```ts
 * const X = [[0, 0], [1, 2], [2, 1], [3, 3], [4, 5], [5, 4], [6, 6], [50, -40]];
 * await mahalanobisOutliers(X); // => [false, false, false, false, false, false, false, true]
 * ```
 */
export async function mahalanobisOutliers(
  X: MatrixLike,
  options: Partial<MahalanobisOutlierOptions> = {},
): Promise<boolean[]> {
  const { alpha, ...params } = resolveParams("mahalanobisOutliers", outlierSpecs, options);
  const { dist, nFeatures } = await new MinCovDet(params).fit(X);
  const bound = chiSquaredIsf(alpha, nFeatures);
  return Array.from(dist, (distance) => distance > bound);
}
