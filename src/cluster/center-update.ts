import { pairwiseSum } from "../core/pairwise-sum.js";
import type { Runtime } from "../parallel/index.js";

// Scratch of a sorting network, in kernels/lib/arg-partition.ts as well.
const NETWORK_BYTES = 256 * 12;

/** Rows with weights, row-major. */
export interface WeightedRows {
  /** Shape (nSamples, nFeatures). */
  readonly X: Float64Array;
  /** Shape (nSamples). */
  readonly weights: Float64Array;
  readonly columns: number;
}

/** Weighted sums of the rows of each cluster. */
export interface ClusterSums {
  /** Shape (nClusters, nFeatures). */
  readonly sums: Float64Array;
  /** Weights of the clusters, shape (nClusters). */
  readonly totals: Float64Array;
}

/** Squared Euclidean distance of row `i` of X from row `c` of `centers`; four squares at a time, as scikit-learn adds them. */
export function squaredDistance(
  X: Float64Array,
  i: number,
  centers: Float64Array,
  c: number,
  d: number,
): number {
  let sum = 0;
  let x = i * d;
  let y = c * d;
  let j = 0;
  for (; j + 4 <= d; j += 4, x += 4, y += 4) {
    const t0 = X[x]! - centers[y]!;
    const t1 = X[x + 1]! - centers[y + 1]!;
    const t2 = X[x + 2]! - centers[y + 2]!;
    const t3 = X[x + 3]! - centers[y + 3]!;
    sum += t0 * t0 + t1 * t1 + t2 * t2 + t3 * t3;
  }
  for (; j < d; j++, x++, y++) {
    const t = X[x]! - centers[y]!;
    sum += t * t;
  }
  return sum;
}

/** Sum over the rows of weight × squared distance from their centres. */
export function inertiaOf(
  { X, weights, columns }: WeightedRows,
  centers: Float64Array,
  labels: Int32Array,
): number {
  let inertia = 0;
  for (let i = 0; i < labels.length; i++)
    inertia += squaredDistance(X, i, centers, labels[i]!, columns) * weights[i]!;
  return inertia;
}

/**
 * Gives each cluster without weight the row that lies farthest from its centre, which the row's cluster loses: changes `found`. Of rows
 * equally far those are taken that NumPy's argpartition leaves last.
 *
 * @param centers those that the rows were assigned to, shape (nClusters, nFeatures).
 */
export function relocateEmptyClusters(
  runtime: Runtime,
  { X, weights, columns: d }: WeightedRows,
  centers: Float64Array,
  labels: Int32Array,
  found: ClusterSums,
): void {
  if (found.totals.every((total) => total !== 0)) return;
  const squares = new Float64Array(d);
  const distances = Float64Array.from(labels, (label, i) => {
    for (let j = 0; j < d; j++) squares[j] = (X[i * d + j]! - centers[label * d + j]!) ** 2;
    return pairwiseSum(squares, 0, d);
  });
  relocateRows(runtime, { distances, labels, weights, rowOf: (i) => X.subarray(i * d, (i + 1) * d) }, found);
}

/** Rows with their distances from their centres. */
interface MeasuredRows {
  /** Squared distances, shape (nSamples). */
  readonly distances: Float64Array;
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  rowOf(i: number): Float64Array;
}

/** {@link relocateEmptyClusters} where the distances are known. */
export function relocateRows(
  runtime: Runtime,
  { distances, labels, weights, rowOf }: MeasuredRows,
  { sums, totals }: ClusterSums,
): void {
  const d = sums.length / totals.length;
  const empty = Array.from(totals.keys()).filter((k) => totals[k] === 0);
  const farthest = farthestRows(runtime, distances, empty.length);
  if (distances[farthest[0]!] === 0) return; // fewer different rows than clusters
  for (const [e, i] of farthest.entries()) {
    const taken = empty[e]!;
    const loser = labels[i]!;
    const row = rowOf(i);
    for (let j = 0; j < d; j++) {
      const value = row[j]! * weights[i]!;
      sums[loser * d + j]! -= value;
      sums[taken * d + j] = value;
    }
    totals[taken] = weights[i]!;
    totals[loser]! -= weights[i]!;
  }
}

/** The `count` largest distances' rows, the largest last in NumPy's selection and first here. */
function farthestRows(runtime: Runtime, distances: Float64Array, count: number): Int32Array {
  const n = distances.length;
  return runtime.arena.scopeSync((scope) => {
    const order = scope.i32(n);
    const scratch = scope.u8(NETWORK_BYTES);
    const values = scope.copyF64(distances);
    runtime.kernels.partitionIndices(values.pointer, n, n - count, scratch.pointer, order.pointer);
    return order
      .view()
      .slice(n - count)
      .reverse();
  });
}

/**
 * Makes means of the sums, in place. A cluster that is still without weight is put where the heaviest one's row stands: at its mean, or
 * at its sum, if that one comes later, since scikit-learn has not divided it yet.
 */
export function averageCenters({ sums, totals }: ClusterSums, d: number): void {
  let heaviest = 0;
  for (let k = 1; k < totals.length; k++) if (totals[k]! > totals[heaviest]!) heaviest = k;
  for (let k = 0; k < totals.length; k++) {
    if (totals[k]! > 0) {
      const share = 1 / totals[k]!;
      for (let j = k * d; j < (k + 1) * d; j++) sums[j]! *= share;
    } else sums.copyWithin(k * d, heaviest * d, (heaviest + 1) * d);
  }
}

/** How far each centre moved, shape (nClusters). */
export function centerShifts(from: Float64Array, to: Float64Array, nClusters: number): Float64Array {
  const d = from.length / nClusters;
  return Float64Array.from({ length: nClusters }, (_, k) => Math.sqrt(squaredDistance(to, k, from, k, d)));
}
