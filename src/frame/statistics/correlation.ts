import { maxOf, meanOf, minOf } from "./moments.js";
import { sumOfTerms } from "./pairwise.js";

/** How two columns vary together: linearly, by ranks, or by the order of pairs. */
export type CorrelationMethod = "pearson" | "spearman" | "kendall";

/**
 * Correlation of the rows in which neither value is missing; NaN if there are less than `minPeriods`, or one side is constant.
 *
 * Cost: O(n); by ranks or pairs O(n log n).
 */
export function correlationOf(
  x: Float64Array,
  y: Float64Array,
  method: CorrelationMethod,
  minPeriods: number,
): number {
  const [a, b] = completePairs(x, y);
  if (a.length < Math.max(1, minPeriods)) return Number.NaN;
  if (method === "kendall") return kendall(a, b);
  return method === "pearson" ? pearson(a, b) : pearson(averageRanks(a), averageRanks(b));
}

function completePairs(x: Float64Array, y: Float64Array): readonly [Float64Array, Float64Array] {
  const a = new Float64Array(x.length);
  const b = new Float64Array(x.length);
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]!) || Number.isNaN(y[i]!)) continue;
    a[count] = x[i]!;
    b[count++] = y[i]!;
  }
  return [a.subarray(0, count), b.subarray(0, count)];
}

/**
 * Σ (a - ā)(b - b̄) / √(Σ (a - ā)² Σ (b - b̄)²), in two passes; NaN where a side is constant. More digits are right than of
 * `DataFrame.corr`, whose running means lose those of values far from zero.
 */
function pearson(a: Float64Array, b: Float64Array): number {
  if (minOf(a) === maxOf(a) || minOf(b) === maxOf(b)) return Number.NaN;
  const da = deviations(a);
  const db = deviations(b);
  const squaresA = sumOfProducts(da, da);
  const squaresB = sumOfProducts(db, db);
  const both = squaresA * squaresB;
  // The root of a square is exact: a column is correlated with itself by 1.
  const norm =
    both > 1e-290 && both < Number.POSITIVE_INFINITY
      ? Math.sqrt(both)
      : Math.sqrt(squaresA) * Math.sqrt(squaresB);
  return Math.max(-1, Math.min(1, sumOfProducts(da, db) / norm));
}

/** Distances from the mean, which is corrected by the mean of the distances. */
function deviations(values: Float64Array): Float64Array {
  const mean = meanOf(values);
  const out = values.map((value) => value - mean);
  const rest = meanOf(out);
  return out.map((value) => value - rest);
}

function sumOfProducts(a: Float64Array, b: Float64Array): number {
  return sumOfTerms(a.length, (block, from, count) => {
    for (let k = 0; k < count; k++) block[k] = a[from + k]! * b[from + k]!;
  });
}

/** Ranks from 1; equal values share the mean of theirs. */
export function averageRanks(values: Float64Array): Float64Array {
  const order = sortedOrder(values);
  const ranks = new Float64Array(values.length);
  for (let i = 0; i < order.length; ) {
    const start = i;
    while (i < order.length && values[order[i]!] === values[order[start]!]) i++;
    const rank = (start + i + 1) / 2;
    for (let k = start; k < i; k++) ranks[order[k]!] = rank;
  }
  return ranks;
}

function sortedOrder(values: Float64Array): Int32Array {
  const order = Int32Array.from(values, (_, i) => i);
  return order.sort((i, j) => (values[i]! < values[j]! ? -1 : values[i]! > values[j]! ? 1 : i - j));
}

/**
 * Kendall's τ-b by sorting and counting exchanges.
 *
 * @see Knight (1966), A computer method for calculating Kendall's tau with ungrouped data, doi:10.1080/01621459.1966.10480879.
 */
function kendall(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const order = Int32Array.from(a, (_, i) => i).sort(
    (i, j) => compare(a[i]!, a[j]!) || compare(b[i]!, b[j]!),
  );
  let tiedA = 0;
  let tiedBoth = 0;
  for (let i = 0; i < n; ) {
    const start = i;
    while (i < n && a[order[i]!] === a[order[start]!]) i++;
    tiedA += pairs(i - start);
    for (let k = start; k < i; ) {
      const first = k;
      while (k < i && b[order[k]!] === b[order[first]!]) k++;
      tiedBoth += pairs(k - first);
    }
  }
  const sorted = Float64Array.from(order, (i) => b[i]!);
  const discordant = countInversions(sorted);
  let tiedB = 0;
  for (let i = 0; i < n; ) {
    const start = i;
    while (i < n && sorted[i] === sorted[start]) i++;
    tiedB += pairs(i - start);
  }
  const total = pairs(n);
  if (tiedA === total || tiedB === total) return Number.NaN;
  const excess = total - tiedA - tiedB + tiedBoth - 2 * discordant;
  return Math.max(-1, Math.min(1, excess / Math.sqrt(total - tiedA) / Math.sqrt(total - tiedB)));
}

/** Pairs i < j with values[i] > values[j]; sorts the values by merging. */
function countInversions(values: Float64Array): number {
  let inversions = 0;
  let from: Float64Array = values;
  let to: Float64Array = new Float64Array(values.length);
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const middle = Math.min(start + width, values.length);
      const end = Math.min(start + 2 * width, values.length);
      for (let k = start, i = start, j = middle; k < end; k++) {
        if (i < middle && (j >= end || from[i]! <= from[j]!)) to[k] = from[i++]!;
        else {
          to[k] = from[j++]!;
          inversions += middle - i;
        }
      }
    }
    [from, to] = [to, from];
  }
  if (from !== values) values.set(from);
  return inversions;
}

function pairs(n: number): number {
  return (n * (n - 1)) / 2;
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
