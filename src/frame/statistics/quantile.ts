import { selectKth } from "../../core/select-kth.js";
import { presentValues } from "./moments.js";
import { roundHalfEven } from "./round-half-even.js";

/** Where a quantile lies that falls between two values; `"linear"` is definition 7 of Hyndman & Fan. */
export type QuantileInterpolation = "linear" | "lower" | "higher" | "midpoint" | "nearest";

/** Ways of {@link QuantileInterpolation}. */
export const QUANTILE_INTERPOLATIONS: readonly QuantileInterpolation[] = [
  "linear",
  "lower",
  "higher",
  "midpoint",
  "nearest",
];

/**
 * Quantiles of the values that are not missing, as `numpy.quantile` has them; NaN if there is none.
 *
 * Cost: O(n log m) for m quantiles, by selection; one copy of the values.
 *
 * @param values with NaN for missing; not changed.
 * @param qs in [0, 1], in any order.
 * @see Hyndman & Fan (1996), Sample quantiles in statistical packages, doi:10.1080/00031305.1996.10473566.
 */
export function quantilesOf(
  values: Float64Array,
  qs: ArrayLike<number>,
  interpolation: QuantileInterpolation = "linear",
): Float64Array {
  const present = presentValues(values);
  const last = present.length - 1;
  const out = new Float64Array(qs.length).fill(Number.NaN);
  if (last < 0) return out;
  const ranks = new Set<number>();
  for (let k = 0; k < out.length; k++) {
    const below = Math.floor(last * qs[k]!);
    ranks.add(below).add(Math.min(below + 1, last));
  }
  const sorted = Int32Array.from(ranks).sort();
  selectRanks(present, sorted, 0, sorted.length, 0, present.length);
  for (let k = 0; k < out.length; k++) out[k] = quantileAt(present, last * qs[k]!, interpolation);
  return out;
}

/** Puts the values of these ranks (ascending) in their places: the middle rank first, then those on either side of it. */
function selectRanks(
  values: Float64Array,
  ranks: Int32Array,
  first: number,
  last: number,
  begin: number,
  end: number,
): void {
  if (first >= last) return;
  const middle = (first + last) >> 1;
  const rank = ranks[middle]!;
  selectKth(values, rank, begin, end);
  selectRanks(values, ranks, first, middle, begin, rank);
  selectRanks(values, ranks, middle + 1, last, rank + 1, end);
}

/** Quantile at a position between ranks that are in their places. */
function quantileAt(present: Float64Array, position: number, interpolation: QuantileInterpolation): number {
  const below = Math.floor(position);
  const a = present[below]!;
  const b = present[Math.min(below + 1, present.length - 1)]!;
  const t = position - below;
  if (interpolation === "lower") return a;
  if (interpolation === "higher") return t > 0 ? b : a;
  if (interpolation === "nearest") return roundHalfEven(position) === below ? a : b;
  return between(a, b, interpolation === "midpoint" && t > 0 ? 0.5 : t);
}

/** One of {@link quantilesOf}. */
export function quantileOf(
  values: Float64Array,
  q: number,
  interpolation: QuantileInterpolation = "linear",
): number {
  return quantilesOf(values, [q], interpolation)[0]!;
}

/** Median of the values that are not missing: the middle one, or the mean of the two in the middle; NaN if there is none. */
export function medianOf(values: Float64Array): number {
  const present = presentValues(values);
  const n = present.length;
  if (n === 0) return Number.NaN;
  const [lower, upper] = neighbours(present, (n - 1) >> 1);
  return n % 2 === 1 ? lower : (lower + upper) / 2;
}

/** The k-th smallest value and the one behind it, or itself at the end. */
function neighbours(present: Float64Array, k: number): readonly [number, number] {
  const n = present.length;
  const lower = selectKth(present, k, 0, n);
  if (k + 1 >= n) return [lower, lower];
  let upper = present[k + 1]!;
  for (let i = k + 2; i < n; i++) if (present[i]! < upper) upper = present[i]!;
  return [lower, upper];
}

/** From the nearer end, as NumPy does, so that the result never leaves [a, b]; NaN if one of them is infinite. */
function between(a: number, b: number, t: number): number {
  return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t;
}
