/** Median; with weights the value at which half of the weight is reached, averaged with the next where it is reached exactly. */
export function weightedMedian(values: Float64Array, weights?: Float64Array): number {
  if (weights === undefined) return median(values);
  const order = Array.from(values.keys())
    .filter((i) => weights[i] !== 0)
    .sort((a, b) => values[a]! - values[b]! || a - b);
  const total = order.reduce((sum, i) => sum + weights[i]!, 0);
  let reached = 0;
  for (const [k, i] of order.entries()) {
    reached += weights[i]!;
    if (reached < 0.5 * total) continue;
    const next = order[k + 1];
    const exact = reached - 0.5 * total <= Number.EPSILON;
    return exact && next !== undefined ? (values[i]! + values[next]!) / 2 : values[i]!;
  }
  return Number.NaN;
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
