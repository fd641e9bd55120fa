import { sortDescending } from "./radix-sort.js";

/**
 * Weighted quantiles: the least value up to which the weights sum to at least a share of their total.
 *
 * Cost: O(n) for the sort, O(log n) for each share.
 *
 * @param values shape (n), n >= 1, no NaN; not changed.
 * @param weights shape (n), >= 0.
 * @param shares each in [0, 1].
 * @param average whether to take the mean with the next value that has weight where a share is met exactly.
 * @returns the greatest value for every share if there is no weight.
 * @see Hyndman & Fan (1996), Sample quantiles in statistical packages, doi:10.1080/00031305.1996.10473566, definition 1
 * (inverted distribution function) and 2 (averaged).
 */
export function weightedQuantiles(
  values: Float64Array,
  weights: Float64Array,
  shares: ArrayLike<number>,
  average: boolean,
): Float64Array {
  const { order } = sortDescending(values.map((value) => -value));
  const sums = new Float64Array(order.length);
  let total = 0;
  for (let i = 0; i < sums.length; i++) sums[i] = total += weights[order[i]!]!;
  return Float64Array.from(shares, (share) => {
    const wanted = share * total || Number.MIN_VALUE; // a share of 0: the first value that has weight
    const at = Math.min(
      firstIndex(sums, (sum) => sum >= wanted),
      sums.length - 1,
    );
    const value = values[order[at]!]!;
    if (!average || sums[at]! - wanted > Number.EPSILON) return value;
    const next = firstIndex(sums, (sum) => sum > sums[at]!);
    return next === sums.length ? value : (value + values[order[next]!]!) / 2;
  });
}

/** Median of weighted values: the mean of two where half of the weight is reached exactly. */
export function weightedMedian(values: Float64Array, weights: Float64Array): number {
  return weightedQuantiles(values, weights, [0.5], true)[0]!;
}

/** First position of an ascending array where a condition holds, which then does for all later ones; its length if there is none. */
function firstIndex(values: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(values[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
