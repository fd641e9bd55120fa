import { leastOf } from "./concentration-steps.js";

/**
 * Minimum covariance determinant of one feature: the middle of the shortest interval that holds more than `nSupport` values (the
 * mean of the middles where several are equally short), and the `nSupport` values nearest to it.
 *
 * Cost: a sort.
 *
 * @param values shape (n), finite.
 * @see Rousseeuw & Leroy (1987), Robust regression and outlier detection, section 4.2.
 */
export function shortestHalf(
  values: Float64Array,
  nSupport: number,
): { readonly location: number; readonly support: Int32Array } {
  const n = values.length;
  if (nSupport === n) return { location: meanOf(values), support: Int32Array.from(values.keys()) };
  const sorted = values.slice().sort();
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < n - nSupport; i++) shortest = Math.min(shortest, sorted[i + nSupport]! - sorted[i]!);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < n - nSupport; i++) {
    if (sorted[i + nSupport]! - sorted[i]! !== shortest) continue;
    sum += sorted[i + nSupport]! + sorted[i]!;
    count++;
  }
  const location = 0.5 * (sum / count);
  return {
    location,
    support: leastOf(
      values.map((value) => Math.abs(value - location)),
      nSupport,
    ),
  };
}

function meanOf(values: Float64Array): number {
  const first = values[0]!;
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length;
}
