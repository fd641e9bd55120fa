import { sortDescending } from "../core/radix-sort.js";

// Settings of scikit-learn's KMeans.
const MOST_ITERATIONS = 300;
const TOLERANCE = 1e-4;

/** Values in ascending order. */
export interface WeightedValues {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** Where each stood before it was sorted. */
  readonly rows: Int32Array;
}

/** Values and weights sorted by value. */
export function sortWeighted(values: Float64Array, weights: Float64Array | undefined): WeightedValues {
  const rows = sortDescending(values).order.reverse();
  return {
    values: Float64Array.from(rows, (i) => values[i]!),
    weights: Float64Array.from(rows, (i) => (weights === undefined ? 1 : weights[i]!)),
    rows,
  };
}

/**
 * Centres of clusters of numbers, by Lloyd's algorithm: each number goes to the nearest centre, each centre to the mean of its numbers,
 * until nothing moves, or all centres together less than 1e-4 of the variance. A cluster that loses all its numbers gets the one
 * farthest from its centre.
 *
 * Cost: a pass over the numbers for each iteration.
 *
 * @param sorted numbers in ascending order, with weights.
 * @param start first centres, shape (nClusters), ascending.
 * @returns the centres, ascending.
 * @see Lloyd (1982), Least squares quantization in PCM, doi:10.1109/TIT.1982.1056489.
 */
export function oneDimensionalKMeans(sorted: WeightedValues, start: Float64Array): Float64Array {
  const n = sorted.values.length;
  const mean = sorted.values.reduce((sum, value) => sum + value, 0) / n;
  const values = sorted.values.map((value) => value - mean);
  const tolerance = TOLERANCE * (values.reduce((sum, value) => sum + value * value, 0) / n);
  let clusters: Clusters = {
    centers: start.map((center) => center - mean),
    order: new Int32Array(0),
    bounds: new Int32Array(0),
  };
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const next = nextClusters({ ...sorted, values }, clusters.centers);
    const settled = sameNumbers(next.bounds, clusters.bounds) && sameNumbers(next.order, clusters.order);
    const shift = next.centers.reduce((sum, center, k) => sum + (center - clusters.centers[k]!) ** 2, 0);
    clusters = next;
    if (settled || shift <= tolerance) break;
  }
  return clusters.centers.map((center) => center + mean).sort();
}

interface Clusters {
  /** Centre of each cluster. */
  readonly centers: Float64Array;
  /** The clusters in ascending order of the centres that the numbers were assigned to; one of each centre. */
  readonly order: Int32Array;
  /** Where the segment of each cluster in the sorted numbers begins, in that order, and the end. */
  readonly bounds: Int32Array;
}

function sameNumbers(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, k) => value === b[k]);
}

/** One step: assign, then average. */
function nextClusters(sorted: WeightedValues, centers: Float64Array): Clusters {
  const { values, weights } = sorted;
  const n = values.length;
  // Of clusters with the same centre the first gets all.
  const order = Int32Array.from(centers, (_, k) => k)
    .sort((a, b) => centers[a]! - centers[b]! || a - b)
    .filter((cluster, k, all) => k === 0 || centers[cluster] !== centers[all[k - 1]!]);
  const bounds = new Int32Array(order.length + 1);
  for (let k = 1; k < order.length; k++)
    bounds[k] = Math.max(bounds[k - 1]!, firstNearer(values, centers, order[k - 1]!, order[k]!));
  bounds[order.length] = n;
  const sums = new Float64Array(centers.length);
  const totals = new Float64Array(centers.length);
  order.forEach((cluster, k) => {
    let sum = 0;
    let total = 0;
    for (let i = bounds[k]!; i < bounds[k + 1]!; i++) {
      sum += values[i]! * weights[i]!;
      total += weights[i]!;
    }
    sums[cluster] = sum;
    totals[cluster] = total;
  });
  fillEmpty(sorted, centers, { order, bounds }, sums, totals);
  return { centers: averages(sums, totals), order, bounds };
}

/**
 * Means of the clusters. A cluster that is still without weight, where there are fewer different numbers than clusters, is put at the
 * heaviest one's mean; or at its sum, if that one comes later, since scikit-learn has not divided it yet.
 */
function averages(sums: Float64Array, totals: Float64Array): Float64Array {
  const heaviest = totals.indexOf(Math.max(...totals));
  const means = sums.map((sum, k) => (totals[k]! > 0 ? sum * (1 / totals[k]!) : sum));
  return means.map((mean, k) => {
    if (totals[k]! > 0) return mean;
    return heaviest > k ? sums[heaviest]! : means[heaviest]!;
  });
}

/** First of the sorted numbers that is nearer to the centre `right` than to `left`; at equal distance the smaller number of cluster wins. */
function firstNearer(values: Float64Array, centers: Float64Array, left: number, right: number): number {
  const distance = (x: number, k: number): number => centers[k]! * centers[k]! - 2 * x * centers[k]!;
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const difference = distance(values[middle]!, right) - distance(values[middle]!, left);
    if (difference < 0 || (difference === 0 && right < left)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Gives each cluster without weight the number that lies farthest from its centre (of several, the last row), which that one loses. */
function fillEmpty(
  { values, weights, rows }: WeightedValues,
  centers: Float64Array,
  { order, bounds }: { readonly order: Int32Array; readonly bounds: Int32Array },
  sums: Float64Array,
  totals: Float64Array,
): void {
  const empty = Array.from(totals.keys()).filter((k) => totals[k] === 0);
  if (empty.length === 0) return;
  const clusterOf = new Int32Array(values.length);
  order.forEach((cluster, k) => {
    clusterOf.fill(cluster, bounds[k]!, bounds[k + 1]!);
  });
  const distances = values.map((value, i) => (value - centers[clusterOf[i]!]!) ** 2);
  const farthest = Int32Array.from(values, (_, i) => i)
    .sort((a, b) => distances[b]! - distances[a]! || rows[b]! - rows[a]!)
    .subarray(0, empty.length);
  if (distances[farthest[0]!] === 0) return; // fewer different numbers than clusters
  farthest.forEach((i, e) => {
    const taken = empty[e]!;
    const loser = clusterOf[i]!;
    sums[loser]! -= values[i]! * weights[i]!;
    sums[taken] = values[i]! * weights[i]!;
    totals[taken] = weights[i]!;
    totals[loser]! -= weights[i]!;
  });
}
