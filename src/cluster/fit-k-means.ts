import { allFinite } from "../base/input.js";
import type { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { RandomState } from "../core/random-state.js";
import { type CancelSignal, loadRuntime } from "../parallel/index.js";
import { breathing } from "../parallel/platform.js";
import { checkNorms, initialCenters, isSafeNorm, startCount } from "./initial-centers.js";
import type { KMeansParams } from "./k-means-params.js";
import { candidateCount } from "./k-means-plus-plus.js";
import { type Clustering, isSameClustering, lloyd } from "./lloyd.js";
import { sparseColumnVariances } from "./sparse-column-variances.js";
import { sparseLloyd, sparseNorms, sparsePlusPlus, takeSparseRows } from "./sparse-k-means.js";
import { squaredNorms } from "./squared-norms.js";

/** Control of {@link fitKMeans}. */
export interface KMeansControl {
  /** Name of the only column of X, for messages. */
  readonly column?: string | number;
  readonly signal?: CancelSignal | undefined;
  /** Called after each start. */
  readonly onStart?: ((done: number, total: number) => void) | undefined;
}

/**
 * Clusters rows about nClusters centres; of several starts the one of least inertia. Rows are centred before distances are taken.
 *
 * @param X shape (nSamples, nFeatures), finite.
 * @param weights shape (nSamples).
 * @throws {InvalidInputError} if squared distances overflow.
 */
export async function fitKMeans(
  where: string,
  X: Matrix,
  weights: Float64Array | undefined,
  params: KMeansParams,
  { signal, onStart, column }: KMeansControl = {},
): Promise<Clustering> {
  const { nClusters, init, maxIter, tol, algorithm } = params;
  const means = columnMeans(X);
  const centred = shifted(X.data, means, -1);
  checkNorms(where, X, squaredNorms(centred, X.columns), column);
  const data = {
    X: centred,
    weights: weights ?? new Float64Array(X.rows).fill(1),
    columns: X.columns,
  };
  const given = typeof init === "string" ? init : shifted(Float64Array.from(init.flat()), means, -1);
  if (given instanceof Float64Array && !allFinite(squaredNorms(given, X.columns)))
    throw new InvalidParameterError(where, "init", "centres whose squared distances are finite", init);
  const settings = { maxIter, tolerance: tol * meanVariance(X), algorithm, signal };
  const runtime = await loadRuntime();
  const control = { signal, onStart };
  const { centers, ...rest } = await bestOfStarts(params, control, async (random) => {
    const first = await initialCenters(runtime, data, given, nClusters, random, signal);
    return lloyd(runtime, data, first, settings);
  });
  return { ...rest, centers: shifted(centers, means, 1) };
}

/**
 * {@link fitKMeans} of sparse rows, which are not centred, as in scikit-learn.
 *
 * @throws {InvalidInputError} if squared distances overflow.
 */
export async function fitSparseKMeans(
  where: string,
  X: CsrMatrix,
  weights: Float64Array | undefined,
  params: KMeansParams,
  control: KMeansControl = {},
): Promise<Clustering> {
  const { nClusters, init, maxIter, tol } = params;
  const { signal } = control;
  const norms = sparseNorms(X);
  if (!norms.every(isSafeNorm)) checkNorms(where, X.toMatrix(), norms);
  const data = { X, weights: weights ?? new Float64Array(X.rows).fill(1) };
  const given = typeof init === "string" ? init : Float64Array.from(init.flat());
  if (given instanceof Float64Array && !allFinite(squaredNorms(given, X.columns)))
    throw new InvalidParameterError(where, "init", "centres whose squared distances are finite", init);
  const dense = X.toMatrix();
  const tolerance =
    tol * (tol === 0 ? 0 : pairwiseSum(sparseColumnVariances(dense.data, X.rows, X.columns)) / X.columns);
  const runtime = await loadRuntime();
  return bestOfStarts(params, control, async (random) => {
    const first =
      given === "k-means++"
        ? takeSparseRows(X, await sparsePlusPlus(data, nClusters, random, candidateCount(nClusters)))
        : await initialCenters(
            runtime,
            { X: dense.data, weights: data.weights, columns: X.columns },
            given,
            nClusters,
            random,
            signal,
          );
    return sparseLloyd(runtime, data, first, { maxIter, tolerance, signal });
  });
}

/** Of several starts the one of least inertia. */
async function bestOfStarts(
  params: KMeansParams,
  { signal, onStart }: KMeansControl,
  run: (random: RandomState) => Promise<Clustering>,
): Promise<Clustering> {
  const random = new RandomState(params.randomState);
  const starts = startCount(params, 10);
  let best: Clustering | undefined;
  const breathe = breathing();
  for (let start = 0; start < starts; start++) {
    await breathe();
    signal?.throwIfAborted();
    const found = await run(random);
    if (best === undefined || (found.inertia < best.inertia && !isSameClustering(found.labels, best.labels)))
      best = found;
    onStart?.(start + 1, starts);
  }
  return best!;
}

/** Rows with a shift added, or subtracted where `sign` is -1. */
function shifted(rows: Float64Array, shift: Float64Array, sign: 1 | -1): Float64Array {
  const out = new Float64Array(rows.length);
  for (let p = 0, j = 0; p < rows.length; p++) {
    out[p] = rows[p]! + sign * shift[j]!;
    if (++j === shift.length) j = 0;
  }
  return out;
}

/** Mean of each column, added up as NumPy does. */
function columnMeans({ data, rows, columns }: Matrix): Float64Array {
  if (columns === 1) return Float64Array.of(pairwiseSum(data) / rows);
  const sums = new Float64Array(columns);
  for (let p = 0, j = 0; p < data.length; p++) {
    sums[j]! += data[p]!;
    if (++j === columns) j = 0;
  }
  return sums.map((sum) => sum / rows);
}

/** Mean over the columns of their variances. */
export function meanVariance(X: Matrix): number {
  const { data, rows, columns } = X;
  const means = columnMeans(X);
  if (columns === 1)
    return pairwiseSum(data.map((value) => (value - means[0]!) * (value - means[0]!))) / rows;
  const sums = new Float64Array(columns);
  for (let p = 0, j = 0; p < data.length; p++) {
    const difference = data[p]! - means[j]!;
    sums[j]! += difference * difference;
    if (++j === columns) j = 0;
  }
  return pairwiseSum(sums.map((sum) => sum / rows)) / columns;
}
