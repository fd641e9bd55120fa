import { presentValues } from "../../core/present-values.js";
import { arrangeRanks, between, median } from "../../core/quantile.js";
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
 * Cost: O(n log m) for m quantiles, by selection, or a sort of few values; one copy of the values.
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
  const below = Array.from(qs, (q) => Math.floor(last * q));
  arrangeRanks(
    present,
    below.flatMap((rank) => [rank, Math.min(rank + 1, last)]),
  );
  for (let k = 0; k < out.length; k++) out[k] = quantileAt(present, last * qs[k]!, interpolation);
  return out;
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
  return present.length === 0 ? Number.NaN : median(present);
}
