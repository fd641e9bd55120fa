import { pairwiseSum } from "../../core/pairwise-sum.js";
import { sumOfTerms } from "./pairwise.js";

/** Number of values that are not missing (NaN). */
export function countOf(values: Float64Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) count++;
  return count;
}

/** Sum without the missing values, in the order of `numpy.sum`; 0 if there is none. */
export function sumOf(values: Float64Array): number {
  const sum = pairwiseSum(values);
  if (!Number.isNaN(sum)) return sum;
  return sumOfTerms(values.length, (block, from, count) => {
    for (let k = 0; k < count; k++) {
      const value = values[from + k]!;
      block[k] = !Number.isNaN(value) ? value : 0;
    }
  });
}

/** Arithmetic mean of the values that are not missing; NaN if there is none. */
export function meanOf(values: Float64Array): number {
  return sumOf(values) / countOf(values);
}

/**
 * Variance Σ (x - mean)² / (n - ddof) of the values that are not missing, in two passes as pandas has it;
 * NaN if n <= ddof.
 */
export function varOf(values: Float64Array, ddof = 1): number {
  const n = countOf(values);
  return n <= ddof ? Number.NaN : sumOfPowers(values, sumOf(values) / n, 2) / (n - ddof);
}

/** Standard deviation: the square root of {@link varOf}. */
export function stdOf(values: Float64Array, ddof = 1): number {
  return Math.sqrt(varOf(values, ddof));
}

/**
 * Skewness, adjusted for bias (G₁): n √(n - 1) / (n - 2) · M₃ / M₂^1.5, M the sums of powers about the mean;
 * NaN for constant values and for less than 3.
 *
 * @see Joanes & Gill (1998), Comparing measures of sample skewness and kurtosis, doi:10.1111/1467-9884.00122.
 */
export function skewOf(values: Float64Array): number {
  const n = countOf(values);
  if (n < 3 || isConstant(values)) return Number.NaN;
  const mean = sumOf(values) / n;
  const m2 = sumOfPowers(values, mean, 2, rest(values, mean, n));
  const m3 = sumOfPowers(values, mean, 3, rest(values, mean, n));
  return ((n * Math.sqrt(n - 1)) / (n - 2)) * (m3 / (m2 * Math.sqrt(m2)));
}

/**
 * Excess kurtosis, adjusted for bias (G₂); NaN for constant values and for less than 4.
 *
 * @see Joanes & Gill (1998), doi:10.1111/1467-9884.00122.
 */
export function kurtOf(values: Float64Array): number {
  const n = countOf(values);
  if (n < 4 || isConstant(values)) return Number.NaN;
  const mean = sumOf(values) / n;
  const m2 = sumOfPowers(values, mean, 2, rest(values, mean, n));
  const m4 = sumOfPowers(values, mean, 4, rest(values, mean, n));
  const scale = (n - 2) * (n - 3);
  return (n * (n + 1) * (n - 1) * m4) / (scale * m2 * m2) - (3 * (n - 1) * (n - 1)) / scale;
}

/** Least value; NaN if all are missing. */
export function minOf(values: Float64Array): number {
  let least = Number.NaN;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least || (Number.isNaN(least) && !Number.isNaN(value))) least = value;
  }
  return least;
}

/** Greatest value; NaN if all are missing. */
export function maxOf(values: Float64Array): number {
  let greatest = Number.NaN;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value > greatest || (Number.isNaN(greatest) && !Number.isNaN(value))) greatest = value;
  }
  return greatest;
}

/** Σ (x - mean - rest)^power over the values that are not missing. */
function sumOfPowers(values: Float64Array, mean: number, power: 1 | 2 | 3 | 4, rest = 0): number {
  return sumOfTerms(values.length, (block, from, count) => {
    for (let k = 0; k < count; k++) {
      const value = values[from + k]!;
      const d = value - mean - rest;
      if (Number.isNaN(value)) block[k] = 0;
      else if (power === 1) block[k] = d;
      else block[k] = power === 2 ? d * d : power === 3 ? d * d * d : d * d * (d * d);
    }
  });
}

/** What rounding left out of the mean: of values that differ in their last digits it is not small beside their deviations. */
function rest(values: Float64Array, mean: number, n: number): number {
  return sumOfPowers(values, mean, 1) / n;
}

function isConstant(values: Float64Array): boolean {
  return minOf(values) === maxOf(values);
}
