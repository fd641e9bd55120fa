import { pairwiseSum } from "../core/pairwise-sum.js";
import type { NeighborTable } from "./neighbor-table.js";

// scikit-learn adds it, so that k samples at one place have a density.
const LEAST_REACH = 1e-10;

/**
 * Local reachability density of each query: the reciprocal of its mean reach distance to its neighbours, the reach distance to a
 * neighbour being its distance, but at least the distance of that neighbour to its own k-th neighbour.
 *
 * @param table neighbours of the queries among the samples.
 * @param kDistance distance of each sample to its k-th neighbour, shape (nSamples).
 * @returns shape (queries).
 * @see Breunig, Kriegel, Ng & Sander (2000), definition 6, doi:10.1145/335191.335388.
 */
export function reachabilityDensity(
  { distances, indices, queries, k }: NeighborTable,
  kDistance: Float64Array,
): Float64Array {
  const density = new Float64Array(queries);
  const reach = new Float64Array(k);
  for (let i = 0, p = 0; i < queries; i++) {
    for (let j = 0; j < k; j++, p++) reach[j] = Math.max(distances[p]!, kDistance[indices[p]!]!);
    density[i] = 1 / (pairwiseSum(reach) / k + LEAST_REACH);
  }
  return density;
}

/**
 * Opposite of the local outlier factor of each query: minus the mean ratio of its neighbours' densities to its own; near -1 where
 * it lies as densely as they do, far below where it does not; -Infinity where it lies so far off that distances overflow.
 *
 * @param table neighbours of the queries among the samples.
 * @param sampleDensity density of each sample, shape (nSamples).
 * @param density density of each query, shape (queries).
 * @returns shape (queries).
 * @see Breunig, Kriegel, Ng & Sander (2000), definition 7, doi:10.1145/335191.335388.
 */
export function negativeFactors(
  { indices, queries, k }: NeighborTable,
  sampleDensity: Float64Array,
  density: Float64Array,
): Float64Array {
  const factors = new Float64Array(queries);
  const ratios = new Float64Array(k);
  for (let i = 0; i < queries; i++) {
    const own = density[i]!;
    for (let j = 0, p = i * k; j < k; j++, p++) ratios[j] = sampleDensity[indices[p]!]! / own;
    factors[i] = own === 0 ? Number.NEGATIVE_INFINITY : -(pairwiseSum(ratios) / k);
  }
  return factors;
}

/** Distance of each query to its last neighbour, shape (queries). */
export function kDistances({ distances, queries, k }: NeighborTable): Float64Array {
  return Float64Array.from({ length: queries }, (_, i) => distances[(i + 1) * k - 1]!);
}
