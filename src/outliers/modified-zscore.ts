import type { VectorLike } from "../base/estimator.js";
import { toNumbers } from "../base/input.js";
import { type ParamSpecs, real, resolveParams } from "../base/params.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { presentValues } from "../core/present-values.js";
import { medianAndDeviation } from "./location-and-spread.js";

/** Options of {@link modifiedZscoreOutliers}. */
export interface ModifiedZscoreOutlierOptions {
  /** Scores of greater magnitude are outlying; a number >= 0. Default 3.5, as Iglewicz and Hoaglin recommend. */
  readonly threshold: number;
}

const outlierSpecs: ParamSpecs<ModifiedZscoreOutlierOptions> = {
  threshold: real({ default: 3.5, min: 0, help: "Scores of greater magnitude are outlying." }),
};

/** Upper quartile of the normal distribution: its median absolute deviation is this many standard deviations. */
const MAD_OF_NORMAL = 0.6745;
/** √(π / 2): the standard deviation of a normal distribution is this many mean absolute deviations. */
const DEVIATION_OF_NORMAL = 1.253314;

/**
 * Modified z-scores of Iglewicz and Hoaglin: 0.6745 (x - median) / MAD, the MAD being the median absolute deviation from the
 * median. Outliers move neither, up to half of the values.
 *
 * Where more than half of the values are equal, the MAD is 0 and the mean absolute deviation takes its place:
 * (x - median) / (1.253314 meanAD). Equal values have scores of 0. A missing value (NaN or null) stays missing and is left out.
 *
 * @param values shape (n), an array or a column; not changed.
 * @returns shape (n).
 * @throws {InvalidInputError} if there is no value, or one is no finite number.
 * @see Iglewicz & Hoaglin (1993), How to detect and handle outliers, ASQC Quality Press; for a MAD of 0, IBM SPSS Statistics
 * algorithms, modified z score.
 *
 * @example
 * ```ts
 * Array.from(modifiedZscore([1, 2, 3, 4, 100]), (score) => Math.round(score * 100) / 100); // => [-1.35, -0.67, 0, 0.67, 65.43]
 * ```
 */
export function modifiedZscore(values: VectorLike<number | null>): Float64Array {
  return robustScores(toNumbers("modifiedZscore", "values", values));
}

/**
 * Which values have a {@link modifiedZscore} beyond the threshold. A missing value is no outlier, nor is any of equal values.
 *
 * @param values shape (n), an array or a column; not changed.
 * @returns shape (n).
 * @throws {InvalidInputError} if there is no value, or one is no finite number.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 *
 * @example
 * ```ts
 * modifiedZscoreOutliers([1, 2, 3, 4, 100]); // => [false, false, false, false, true]
 * ```
 */
export function modifiedZscoreOutliers(
  values: VectorLike<number | null>,
  options: Partial<ModifiedZscoreOutlierOptions> = {},
): boolean[] {
  const where = "modifiedZscoreOutliers";
  const { threshold } = resolveParams(where, outlierSpecs, options);
  return Array.from(robustScores(toNumbers(where, "values", values)), (score) => Math.abs(score) > threshold);
}

function robustScores(values: Float64Array): Float64Array {
  const present = presentValues(values);
  if (present.length === 0) return values;
  const { location, spread } = medianAndDeviation(present);
  const unit = spread > 0 ? spread / MAD_OF_NORMAL : DEVIATION_OF_NORMAL * meanDeviation(present, location);
  if (unit === 0) return values.map((value) => (value - location) * 0);
  return values.map((value) => (value / 2 - location / 2) / (unit / 2));
}

/** Mean absolute deviation; each share is taken before the sum, since the sum may overflow. */
function meanDeviation(values: Float64Array, location: number): number {
  return pairwiseSum(values.map((value) => Math.abs(value - location) / values.length));
}
