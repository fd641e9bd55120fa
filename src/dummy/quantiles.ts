/**
 * Quantile with linear interpolation between order statistics, as `numpy.percentile` has it.
 *
 * @param values shape (n), n >= 1, no NaN; not changed.
 * @param q in [0, 1].
 * @see Hyndman & Fan (1996), doi:10.1080/00031305.1996.10473566, definition 7.
 */
export function quantile(values: Float64Array, q: number): number {
  const sorted = values.slice().sort();
  const position = (sorted.length - 1) * ((q * 100) / 100); // by way of per cent, as the incumbent rounds
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  const fraction = position - below;
  return fraction < 0.5 ? low + (high - low) * fraction : high - (high - low) * (1 - fraction);
}

/** Median: the middle value, or the mean of the two middle ones. */
export function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Weighted quantile: the least value up to which the weights sum to at least the share q of their total.
 *
 * @param values shape (n), n >= 1, no NaN; not changed.
 * @param weights shape (n), >= 0, not all 0.
 * @param q in [0, 1].
 * @see Hyndman & Fan (1996), doi:10.1080/00031305.1996.10473566, definition 1 (inverted distribution function).
 */
export function weightedQuantile(values: Float64Array, weights: Float64Array, q: number): number {
  const order = Int32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  let total = 0;
  for (const i of order) total += weights[i]!;
  // A share of 0 asks for the least value that has weight.
  const wanted = ((q * 100) / 100) * total || Number.MIN_VALUE;
  let sum = 0;
  for (const i of order) {
    sum += weights[i]!;
    if (sum >= wanted) return values[i]!;
  }
  return values[order[order.length - 1]!]!;
}
