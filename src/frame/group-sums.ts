import type { RowGroups } from "./group-rows.js";

/** Number of values of each group that are not NaN, shape (groups). */
export function groupCounts(values: Float64Array, { codes, count }: RowGroups): Float64Array {
  const counts = new Float64Array(count);
  for (let i = 0; i < codes.length; i++)
    if (codes[i]! >= 0 && !Number.isNaN(values[i]!)) counts[codes[i]!]!++;
  return counts;
}

/** Sum and number of the values of each group, alternating, shape (2 groups). */
type SumsAndCounts = Float64Array;

/**
 * Compensated sums in row order, NaN left out: the bits of pandas' group sums.
 *
 * @see Kahan (1965), Communications of the ACM 8(1).
 */
function kahanSums(values: Float64Array, groups: RowGroups): SumsAndCounts {
  const { codes, count, sums: known } = groups;
  const computed = known?.get(values);
  if (computed !== undefined) return computed;
  const state = new Float64Array(4 * count); // sum, compensation, number
  for (let i = 0; i < codes.length; i++) {
    const value = values[i]!;
    const at = codes[i]! << 2;
    if (at < 0 || Number.isNaN(value)) continue;
    const sum = state[at]!;
    const term = value - state[at + 1]!;
    const grown = sum + term;
    const lost = grown - sum - term;
    state[at] = grown;
    state[at + 1] = Number.isNaN(lost) ? 0 : lost; // of infinities
    state[at + 2]!++;
  }
  const out = new Float64Array(2 * count);
  for (let g = 0; g < count; g++) {
    out[2 * g] = state[4 * g]!;
    out[2 * g + 1] = state[4 * g + 2]!;
  }
  known?.set(values, out);
  return out;
}

/** Sum of each group; 0 where it has no values. */
export function groupSums(values: Float64Array, groups: RowGroups): Float64Array {
  const sums = kahanSums(values, groups);
  return new Float64Array(groups.count).map((_, g) => sums[2 * g]!);
}

/** Mean of each group; NaN where it has no values. */
export function groupMeans(values: Float64Array, groups: RowGroups): Float64Array {
  const sums = kahanSums(values, groups);
  return new Float64Array(groups.count).map((_, g) => sums[2 * g]! / sums[2 * g + 1]!);
}

/**
 * Variance of each group, the divisor being n - ddof; NaN where n <= ddof.
 *
 * @see Welford (1962), Technometrics 4(3): one pass in row order, the bits of pandas.
 */
export function groupVariances(values: Float64Array, groups: RowGroups, ddof: number): Float64Array {
  const { codes, count } = groups;
  const state = new Float64Array(4 * count); // number, mean, sum of squared deviations
  for (let i = 0; i < codes.length; i++) {
    const value = values[i]!;
    const at = codes[i]! << 2;
    if (at < 0 || Number.isNaN(value)) continue;
    const n = state[at]! + 1;
    const before = state[at + 1]!;
    const mean = before + (value - before) / n;
    state[at] = n;
    state[at + 1] = mean;
    state[at + 2]! += (value - mean) * (value - before);
  }
  const variances = new Float64Array(count);
  for (let g = 0; g < count; g++) {
    const n = state[4 * g]!;
    variances[g] = n <= ddof ? Number.NaN : state[4 * g + 2]! / (n - ddof);
  }
  return variances;
}

/** Smallest (`sign` 1) or largest (`sign` -1) value of each group; NaN where it has none. */
export function groupExtremes(values: Float64Array, { codes, count }: RowGroups, sign: 1 | -1): Float64Array {
  const extremes = new Float64Array(count).fill(Number.NaN);
  for (let i = 0; i < codes.length; i++) {
    const group = codes[i]!;
    const value = values[i]!;
    if (group < 0 || Number.isNaN(value)) continue;
    const best = extremes[group]!;
    if (Number.isNaN(best) || sign * value < sign * best) extremes[group] = value;
  }
  return extremes;
}
