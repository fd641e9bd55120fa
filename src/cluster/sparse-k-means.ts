import type { CsrMatrix } from "../core/csr-matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import type { RandomState } from "../core/random-state.js";
import type { Runtime } from "../parallel/index.js";
import { breathing } from "../parallel/platform.js";
import { averageCenters, type ClusterSums, centerShifts, relocateRows } from "./center-update.js";
import { chooseGreedily, type Measure } from "./k-means-plus-plus.js";
import { type Clustering, type LloydSettings, sameLabels } from "./lloyd.js";
import { orderedPotentials } from "./ordered-potentials.js";
import { squaredNorm, squaredNorms } from "./squared-norms.js";

/** Sparse rows with weights. */
export interface WeightedSparseRows {
  readonly X: CsrMatrix;
  /** Shape (nSamples). */
  readonly weights: Float64Array;
}

/** |x|² of each row, added element by element. */
export function sparseNorms({ data, indptr, rows }: CsrMatrix): Float64Array {
  const norms = new Float64Array(rows);
  for (let i = 0; i < rows; i++)
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) norms[i]! += data[p]! * data[p]!;
  return norms;
}

/**
 * First centres of sparse rows by greedy k-means++, in scikit-learn's order of operations: products of sparse rows are added element by
 * element.
 *
 * Cost: 2 nnz nClusters (2 + ln nClusters) flops.
 *
 * @returns rows of the centres in X, shape (nClusters).
 * @see Arthur & Vassilvitskii (2007), k-means++: The advantages of careful seeding, SODA.
 */
export async function sparsePlusPlus(
  { X, weights }: WeightedSparseRows,
  nClusters: number,
  random: RandomState,
  trials: number,
): Promise<Int32Array> {
  const total = pairwiseSum(weights);
  const first = random.choice(weights.length, undefined, { p: weights.map((weight) => weight / total) });
  const draws = (): Float64Array => random.uniform(0, 1, trials);
  return (await chooseGreedily(
    sparseMeasure(X, weights, trials),
    { first, nClusters, weights, draws },
    undefined,
  ))!;
}

function sparseMeasure(X: CsrMatrix, weights: Float64Array, trials: number): Measure {
  const n = X.rows;
  const norms = sparseNorms(X);
  const closest = new Float64Array(n);
  const left = new Float64Array(n * trials);
  const breathe = breathing();
  let isFirst = true;
  const potentials = async (candidates: Int32Array): Promise<Float64Array> => {
    await breathe();
    for (const [k, candidate] of candidates.entries()) {
      const center = denseRow(X, candidate);
      // The first centre stands among the dense ones, whose norms are added in another order.
      const norm = isFirst ? squaredNorm(center, 0, center.length) : norms[candidate]!;
      for (let i = 0; i < n; i++) {
        const distance = Math.max(0, -2 * productOf(X, i, center, 0) + norm + norms[i]!);
        left[k * n + i] = Math.min(closest[i]!, distance);
      }
    }
    isFirst = false;
    return orderedPotentials(left.subarray(0, candidates.length * n), candidates.length, weights);
  };
  return { closest: { view: () => closest }, left: { view: () => left }, potentials };
}

/** Row i as a dense one. */
function denseRow({ data, indices, indptr, columns }: CsrMatrix, i: number): Float64Array {
  const row = new Float64Array(columns);
  for (let p = indptr[i]!; p < indptr[i + 1]!; p++) row[indices[p]!] = data[p]!;
  return row;
}

/** Copies of some rows, dense, shape (rows.length, columns). */
export function takeSparseRows(X: CsrMatrix, rows: ArrayLike<number>): Float64Array {
  const taken = new Float64Array(rows.length * X.columns);
  for (let k = 0; k < rows.length; k++) taken.set(denseRow(X, rows[k]!), k * X.columns);
  return taken;
}

/** Scalar product of row i with the d values of `dense` from `from` on, element by element. */
function productOf(
  { data, indices, indptr }: CsrMatrix,
  i: number,
  dense: Float64Array,
  from: number,
): number {
  let sum = 0;
  for (let p = indptr[i]!; p < indptr[i + 1]!; p++) sum += dense[from + indices[p]!]! * data[p]!;
  return sum;
}

/**
 * One run of Lloyd's algorithm on sparse rows, in scikit-learn's order of operations: rows are not centred, nearest is the centre of least
 * |c|² - 2 c·x, and rows are added to the sums of their clusters one after the other.
 *
 * Cost: 2 nnz nClusters flops an iteration, on this thread.
 *
 * @param start first centres, shape (nClusters, nFeatures).
 * @see Lloyd (1982), Least squares quantization in PCM, doi:10.1109/TIT.1982.1056489.
 */
export async function sparseLloyd(
  runtime: Runtime,
  data: WeightedSparseRows,
  start: Float64Array,
  { maxIter, tolerance, signal }: Omit<LloydSettings, "algorithm">,
): Promise<Clustering> {
  const d = data.X.columns;
  const nClusters = start.length / d;
  const breathe = breathing();
  let centers = start;
  let labels: Int32Array = new Int32Array(0);
  let settled = false;
  let converged = false;
  let nIter = 0;
  while (nIter < maxIter && !converged) {
    nIter++;
    await breathe();
    signal?.throwIfAborted();
    const next = nearestOf(data.X, centers, d);
    const found = sumsOf(data, next, nClusters);
    relocate(runtime, data, centers, next, found);
    averageCenters(found, d);
    const shift = pairwiseSum(centerShifts(centers, found.sums, nClusters).map((x) => x * x));
    centers = found.sums;
    settled = sameLabels(next, labels);
    converged = settled || shift <= tolerance;
    labels = next;
  }
  if (!settled) labels = nearestOf(data.X, centers, d);
  const distances = distancesFrom(data.X, centers, labels);
  const inertia = distances.reduce((sum, distance, i) => sum + distance * data.weights[i]!, 0);
  return { centers, labels, inertia, nIter, converged };
}

/** Nearest centre of each row, the first of equally near ones. */
function nearestOf(X: CsrMatrix, centers: Float64Array, d: number): Int32Array {
  const norms = squaredNorms(centers, d);
  const labels = new Int32Array(X.rows);
  for (let i = 0; i < X.rows; i++) {
    let least = Number.MAX_VALUE;
    for (let c = 0; c < norms.length; c++) {
      const value = norms[c]! - 2 * productOf(X, i, centers, c * d);
      if (!(value < least)) continue;
      least = value;
      labels[i] = c;
    }
  }
  return labels;
}

function sumsOf({ X, weights }: WeightedSparseRows, labels: Int32Array, nClusters: number): ClusterSums {
  const { data, indices, indptr, columns } = X;
  const sums = new Float64Array(nClusters * columns);
  const totals = new Float64Array(nClusters);
  for (let i = 0; i < labels.length; i++) {
    const weight = weights[i]!;
    const at = labels[i]! * columns;
    totals[labels[i]!]! += weight;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) sums[at + indices[p]!]! += data[p]! * weight;
  }
  return { sums, totals };
}

/** Squared distance of each row from its centre: |c|² and what the elements of the row change of it. */
function distancesFrom(X: CsrMatrix, centers: Float64Array, labels: Int32Array): Float64Array {
  const { data, indices, indptr, columns } = X;
  const norms = squaredNorms(centers, columns);
  return Float64Array.from(labels, (label, i) => {
    let sum = 0;
    for (let p = indptr[i]!; p < indptr[i + 1]!; p++) {
      const at = centers[label * columns + indices[p]!]!;
      const difference = data[p]! - at;
      sum += difference * difference - at * at;
    }
    return Math.max(0, sum + norms[label]!);
  });
}

function relocate(
  runtime: Runtime,
  { X, weights }: WeightedSparseRows,
  centers: Float64Array,
  labels: Int32Array,
  found: ClusterSums,
): void {
  if (found.totals.every((total) => total !== 0)) return;
  const distances = distancesFrom(X, centers, labels);
  relocateRows(runtime, { distances, labels, weights, rowOf: (i) => denseRow(X, i) }, found);
}
