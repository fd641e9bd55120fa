import type { VectorLike } from "../base/estimator.js";
import { toNumbers } from "../base/input.js";
import { integer, type ParamSpecs, real, resolveParams } from "../base/params.js";
import { presentValues } from "../core/present-values.js";
import { meanAndDeviation } from "./location-and-spread.js";

/** Options of {@link zscore}. */
export interface ZscoreOptions {
  /** Delta degrees of freedom: the divisor of the variance is n - ddof. An integer >= 0. Default 0. */
  readonly ddof: number;
}

/** Options of {@link zscoreOutliers}. */
export interface ZscoreOutlierOptions extends ZscoreOptions {
  /** Scores of greater magnitude are outlying; a number >= 0. Default 3. */
  readonly threshold: number;
}

const scoreSpecs: ParamSpecs<ZscoreOptions> = {
  ddof: integer({ default: 0, min: 0, help: "Delta degrees of freedom of the standard deviation." }),
};

const outlierSpecs: ParamSpecs<ZscoreOutlierOptions> = {
  ...scoreSpecs,
  threshold: real({ default: 3, min: 0, help: "Scores of greater magnitude are outlying." }),
};

/**
 * Standard scores: how many standard deviations each value lies from the mean, `scipy.stats.zscore`.
 *
 * A missing value (NaN or null) stays missing and is left out of mean and deviation (SciPy's `nan_policy="omit"`). Values
 * without spread have no scores: all are NaN, as in SciPy.
 *
 * @param values shape (n), an array or a column; not changed.
 * @returns shape (n).
 * @throws {InvalidInputError} if there is no value, or one is no finite number.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 *
 * @example
 * ```ts
 * Array.from(zscore([2, 4, 4, 4, 5, 5, 7, 9])); // => [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]
 * ```
 */
export function zscore(
  values: VectorLike<number | null>,
  options: Partial<ZscoreOptions> = {},
): Float64Array {
  const { ddof } = resolveParams("zscore", scoreSpecs, options);
  return standardScores(toNumbers("zscore", "values", values), ddof);
}

/**
 * Which values have a {@link zscore} beyond the threshold. A missing value is no outlier, nor is any of values without spread.
 *
 * In a sample of n values no score exceeds (n - 1) / √n: of fewer than 11, none is beyond 3. {@link modifiedZscoreOutliers} has no
 * such limit.
 *
 * @param values shape (n), an array or a column; not changed.
 * @returns shape (n).
 * @throws {InvalidInputError} if there is no value, or one is no finite number.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @see Shiffler (1988), Maximum Z scores and outliers, doi:10.1080/00031305.1988.10475530.
 *
 * @example
 * ```ts
 * zscoreOutliers([1, 2, 1, 2, 1, 9], { threshold: 2 }); // => [false, false, false, false, false, true]
 * ```
 */
export function zscoreOutliers(
  values: VectorLike<number | null>,
  options: Partial<ZscoreOutlierOptions> = {},
): boolean[] {
  const where = "zscoreOutliers";
  const { ddof, threshold } = resolveParams(where, outlierSpecs, options);
  const scores = standardScores(toNumbers(where, "values", values), ddof);
  return Array.from(scores, (score) => Math.abs(score) > threshold);
}

function standardScores(values: Float64Array, ddof: number): Float64Array {
  const { location, spread } = meanAndDeviation(presentValues(values), ddof);
  // Halves, since the difference of two large values may overflow.
  return values.map((value) => (value / 2 - location / 2) / (spread / 2));
}
