import { pairwiseSum } from "../core/pairwise-sum.js";
import { median } from "../core/quantile.js";

/** Where values lie, and how far they spread. */
export interface LocationAndSpread {
  readonly location: number;
  readonly spread: number;
}

// Squares of values up to here are finite.
const LARGEST = 2 ** 500;
/** Brings the largest double to 2⁵⁰⁰. */
const SHRINK = 2 ** -524;

/**
 * Mean and standard deviation; of values too large for their squares to be finite, too.
 *
 * Equal values have their value for mean and a spread of 0, whatever rounding does to their sum.
 *
 * @param values shape (n), without NaN.
 * @param ddof what is taken off n in the divisor.
 * @returns NaN for no values, and a spread of NaN for no more than `ddof`.
 */
export function meanAndDeviation(values: Float64Array, ddof: number): LocationAndSpread {
  const n = values.length;
  if (values.every((value) => value === values[0]))
    return { location: values[0] ?? Number.NaN, spread: n > ddof ? 0 : Number.NaN };
  const scale = values.some((value) => Math.abs(value) > LARGEST) ? SHRINK : 1;
  const scaled = scale === 1 ? values : values.map((value) => value * scale);
  const mean = pairwiseSum(scaled) / n;
  const squares = scaled.map((value) => (value - mean) * (value - mean));
  const spread = n > ddof ? Math.sqrt(pairwiseSum(squares) / (n - ddof)) : Number.NaN;
  return { location: mean / scale, spread: spread / scale };
}

/**
 * Median and median absolute deviation from it.
 *
 * @param values shape (n), without NaN; n >= 1.
 */
export function medianAndDeviation(values: Float64Array): LocationAndSpread {
  const location = median(values.slice());
  return { location, spread: median(values.map((value) => Math.abs(value - location))) };
}
