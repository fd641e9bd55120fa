import { type QuantileMethod, quantiles } from "../core/quantile.js";
import { linspace } from "./linspace.js";
import { oneDimensionalKMeans, sortWeighted } from "./one-dimensional-k-means.js";

/** How the edges of bins are found. */
export type BinStrategy = "uniform" | "quantile" | "kmeans";

/** What decides the edges of the bins of a column. */
export interface BinRules {
  readonly strategy: BinStrategy;
  readonly quantileMethod: QuantileMethod;
  readonly nBins: number;
}

/** Bins that are narrower are joined with the next one. */
const LEAST_WIDTH = 1e-8;
const ONE_BIN: Float64Array = Float64Array.of(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);

/**
 * Edges of the bins of a column, from the least to the greatest value, shape (bins + 1); fewer bins than asked for where they would be
 * narrower than 1e-8. A column that is constant, or left without a bin by that rule (where scikit-learn fails), has one bin, from -∞ to ∞.
 *
 * @param values shape (nSamples), finite; rearranged.
 * @param weights of the samples, shape (nSamples); those of weight 0 do not count.
 */
export function binEdges(
  values: Float64Array,
  weights: Float64Array | undefined,
  rules: BinRules,
): Float64Array {
  const { strategy, nBins } = rules;
  // Of a weighted quantile the incumbent looks at all samples here.
  const counts = strategy === "quantile" ? undefined : weights;
  let least = Number.POSITIVE_INFINITY;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (counts !== undefined && counts[i] === 0) continue;
    if (values[i]! < least) least = values[i]!;
    if (values[i]! > greatest) greatest = values[i]!;
  }
  if (least === greatest) return ONE_BIN.slice();
  if (strategy === "uniform") return linspace(least, greatest, nBins + 1);
  if (strategy === "quantile") return withoutNarrow(quantileEdges(values, weights, rules));
  const uniform = linspace(least, greatest, nBins + 1);
  const start = middles(uniform);
  const centers = oneDimensionalKMeans(sortWeighted(values, weights), start);
  return withoutNarrow(Float64Array.of(least, ...middles(centers), greatest));
}

/** Means of neighbours. */
export function middles(edges: Float64Array): Float64Array {
  return Float64Array.from({ length: edges.length - 1 }, (_, i) => (edges[i + 1]! + edges[i]!) * 0.5);
}

function withoutNarrow(edges: Float64Array): Float64Array {
  const kept = edges.filter((edge, i) => i === 0 || edge - edges[i - 1]! > LEAST_WIDTH);
  return kept.length > 1 ? kept : ONE_BIN.slice();
}

function quantileEdges(
  values: Float64Array,
  weights: Float64Array | undefined,
  { nBins, quantileMethod }: BinRules,
): Float64Array {
  const levels = linspace(0, 100, nBins + 1).map((percent) => percent / 100);
  if (weights === undefined) return quantiles(values, levels, quantileMethod);
  return weightedQuantiles(values, weights, levels, quantileMethod === "averaged_inverted_cdf");
}

/**
 * Weighted quantiles by the inverted distribution function.
 *
 * @param average whether to take the mean with the next value where a level is met exactly.
 * @see Hyndman & Fan (1996), doi:10.1080/00031305.1996.10473566, definitions 1 and 2.
 */
function weightedQuantiles(
  values: Float64Array,
  weights: Float64Array,
  levels: Float64Array,
  average: boolean,
): Float64Array {
  const sorted = sortWeighted(values, weights);
  const sums = new Float64Array(values.length);
  let total = 0;
  for (let i = 0; i < sums.length; i++) sums[i] = total += sorted.weights[i]!;
  const last = sums.length - 1;
  return levels.map((level) => {
    const wanted = level * total || Number.MIN_VALUE; // level 0: the first value that has weight
    const at = Math.min(
      firstIndex(sums, (sum) => sum >= wanted),
      last,
    );
    const value = sorted.values[at]!;
    if (!average || sums[at]! - wanted > Number.EPSILON) return value;
    const next = firstIndex(sums, (sum) => sum > sums[at]!);
    return (value + sorted.values[next > last ? at : next]!) / 2;
  });
}

/** First position of an ascending array where a condition holds, which then does for all later ones. */
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
