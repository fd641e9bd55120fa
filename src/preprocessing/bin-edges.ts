import { fitKMeans, type KMeansControl } from "../cluster/fit-k-means.js";
import { Matrix } from "../core/matrix.js";
import { type QuantileMethod, quantiles } from "../core/quantile.js";
import { weightedQuantiles } from "../core/weighted-quantile.js";
import { linspace } from "./linspace.js";

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
const CLUSTERING = { nInit: 1, maxIter: 300, tol: 1e-4, algorithm: "lloyd", randomState: 0 } as const;
const ONE_BIN: Float64Array = Float64Array.of(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);

/**
 * Edges of the bins of a column, from the least to the greatest value, shape (bins + 1); fewer bins than asked for where they would be
 * narrower than 1e-8. A column that is constant, or left without a bin by that rule (where scikit-learn fails), has one bin, from -∞ to ∞.
 *
 * @param values shape (nSamples), finite; rearranged.
 * @param weights of the samples, shape (nSamples); those of weight 0 do not count.
 * @throws {InvalidInputError} if clusters are asked for and squared distances overflow.
 */
export async function binEdges(
  where: string,
  values: Float64Array,
  weights: Float64Array | undefined,
  rules: BinRules,
  control: KMeansControl,
): Promise<Float64Array> {
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
  const start = middles(linspace(least, greatest, nBins + 1));
  const params = { ...CLUSTERING, nClusters: nBins, init: Array.from(start, (center) => [center]) };
  const column = new Matrix(values, values.length, 1);
  const centers = (await fitKMeans(where, column, weights, params, control)).centers.sort();
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
