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
 * Cost: O(n) for each quantile, by selection; one copy of the values.
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
  const out = new Float64Array(qs.length);
  for (let k = 0; k < out.length; k++) out[k] = selectQuantile(present, qs[k]!, interpolation);
  return out;
}

/** One of {@link quantilesOf}. */
export function quantileOf(
  values: Float64Array,
  q: number,
  interpolation: QuantileInterpolation = "linear",
): number {
  return selectQuantile(presentValues(values), q, interpolation);
}

/** Median of the values that are not missing: the middle one, or the mean of the two in the middle; NaN if there is none. */
export function medianOf(values: Float64Array): number {
  const present = presentValues(values);
  const n = present.length;
  if (n === 0) return Number.NaN;
  const [lower, upper] = neighbours(present, (n - 1) >> 1);
  return n % 2 === 1 ? lower : (lower + upper) / 2;
}

/** Quantile of values without NaN, which are rearranged. */
function selectQuantile(present: Float64Array, q: number, interpolation: QuantileInterpolation): number {
  const n = present.length;
  if (n === 0) return Number.NaN;
  const position = (n - 1) * q;
  if (interpolation === "lower") return selectKth(present, Math.floor(position), 0, n);
  if (interpolation === "higher") return selectKth(present, Math.ceil(position), 0, n);
  if (interpolation === "nearest") return selectKth(present, roundHalfEven(position), 0, n);
  const below = Math.floor(position);
  const t = position - below;
  const [a, b] = neighbours(present, below);
  if (interpolation === "midpoint") return between(a, b, t === 0 ? 0 : 0.5);
  return between(a, b, t);
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
