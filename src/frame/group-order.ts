import { selectKth } from "../core/select-kth.js";
import type { RowGroups } from "./group-rows.js";
import type { QuantileInterpolation } from "./statistics/present-quantiles.js";

/** Values of each group: those of group g are values[starts[g] … starts[g + 1] - 1]. */
interface ValuesByGroup {
  readonly starts: Int32Array;
  readonly values: Float64Array;
}

/** Insertion is faster than the engine's sort up to about so many values. */
const SHORT = 32;

/** The values that are not NaN, group by group in row order. Cost: one counting sort. */
function valuesByGroup(values: Float64Array, groups: RowGroups): ValuesByGroup {
  const { codes, count } = groups;
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < codes.length; i++)
    if (codes[i]! >= 0 && !Number.isNaN(values[i]!)) starts[codes[i]! + 1]!++;
  for (let g = 0; g < count; g++) starts[g + 1]! += starts[g]!;
  const next = starts.slice();
  const grouped = new Float64Array(starts[count]!);
  for (let i = 0; i < codes.length; i++)
    if (codes[i]! >= 0 && !Number.isNaN(values[i]!)) grouped[next[codes[i]!]!++] = values[i]!;
  return { starts, values: grouped };
}

/** The same in ascending order within each group. Cost: O(n log(group size)). */
function sortedByGroup(values: Float64Array, groups: RowGroups): ValuesByGroup {
  const { starts, values: sorted } = valuesByGroup(values, groups);
  for (let g = 0; g < groups.count; g++) sortRange(sorted, starts[g]!, starts[g + 1]!);
  return { starts, values: sorted };
}

function sortRange(values: Float64Array, begin: number, end: number): void {
  if (end - begin > SHORT) {
    values.subarray(begin, end).sort();
    return;
  }
  for (let i = begin + 1; i < end; i++) {
    const value = values[i]!;
    let at = i;
    while (at > begin && values[at - 1]! > value) {
      values[at] = values[at - 1]!;
      at--;
    }
    values[at] = value;
  }
}

/** Quantile of each group; NaN where it has no values. */
export function groupQuantiles(
  values: Float64Array,
  groups: RowGroups,
  q: number,
  interpolation: QuantileInterpolation,
): Float64Array {
  const { starts, values: sorted } = sortedByGroup(values, groups);
  return new Float64Array(groups.count).map((_, g) => {
    const begin = starts[g]!;
    const n = starts[g + 1]! - begin;
    if (n === 0) return Number.NaN;
    const position = q * (n - 1);
    const below = Math.floor(position);
    const low = sorted[begin + below]!;
    if (position === below) return low;
    return between(low, sorted[begin + below + 1]!, position - below, below, interpolation);
  });
}

function between(
  low: number,
  high: number,
  part: number,
  below: number,
  interpolation: QuantileInterpolation,
): number {
  switch (interpolation) {
    case "lower":
      return low;
    case "higher":
      return high;
    case "midpoint":
      return (low + high) / 2;
    case "nearest":
      return part > 0.5 || (part === 0.5 && below % 2 === 1) ? high : low; // halves to even
    default:
      return low + (high - low) * part;
  }
}

/**
 * Median of each group: the middle value or the mean of the two middle ones; NaN where it has no values.
 *
 * Cost: O(n), by selection.
 */
export function groupMedians(values: Float64Array, groups: RowGroups): Float64Array {
  const { starts, values: grouped } = valuesByGroup(values, groups);
  const medians = new Float64Array(groups.count);
  for (let g = 0; g < medians.length; g++) medians[g] = medianOfRange(grouped, starts[g]!, starts[g + 1]!);
  return medians;
}

/** Median of values[begin … end), which are rearranged. */
function medianOfRange(values: Float64Array, begin: number, end: number): number {
  const n = end - begin;
  if (n === 0) return Number.NaN;
  const middle = begin + (n >> 1);
  if (n <= SHORT / 2) sortRange(values, begin, end);
  else selectKth(values, middle, begin, end);
  if (n % 2 === 1) return values[middle]!;
  let below = values[begin]!;
  for (let i = begin + 1; i < middle; i++) if (values[i]! > below) below = values[i]!;
  return (values[middle]! + below) / 2;
}

/** Most frequent value of each group, the smallest of equally frequent ones; NaN where it has no values. */
export function groupModes(values: Float64Array, groups: RowGroups): Float64Array {
  const { starts, values: sorted } = sortedByGroup(values, groups);
  return new Float64Array(groups.count).map((_, g) => {
    let mode = Number.NaN;
    let most = 0;
    let from = starts[g]!;
    for (let i = from + 1; i <= starts[g + 1]!; i++) {
      if (i < starts[g + 1]! && sorted[i] === sorted[from]) continue;
      if (i - from > most) {
        most = i - from;
        mode = sorted[from]!;
      }
      from = i;
    }
    return mode;
  });
}
