import { pairwiseSum } from "../core/pairwise-sum.js";
import type { RandomState } from "../core/random-state.js";
import type { Runtime } from "../parallel/index.js";
import { breathing } from "../parallel/platform.js";
import { inertiaOf, type WeightedRows } from "./center-update.js";
import type { KMeansControl } from "./fit-k-means.js";
import { initialCenters, startCount } from "./initial-centers.js";
import type { MiniBatchKMeansParams } from "./k-means-params.js";
import { takeRows } from "./k-means-plus-plus.js";
import { nearestCenters } from "./row-assignment.js";

/** Where the batches ended. */
export interface MiniBatchResult {
  /** Shape (nClusters, nFeatures). */
  readonly centers: Float64Array;
  /** Batches seen. */
  readonly nSteps: number;
  /** Passes over as many rows as X has, rounded up. */
  readonly nIter: number;
  /** Whether the batches ended before `maxIter`. */
  readonly converged: boolean;
  /** Smoothed inertia of a row, null if one batch was all. */
  readonly smoothedInertia: number | null;
}

/** Numbers that the hyper-parameters come to for given data. */
interface Sizes {
  readonly batch: number;
  readonly init: number;
  readonly tolerance: number;
}

function sizesFor(
  { batchSize, initSize, nClusters, tol }: MiniBatchKMeansParams,
  rows: number,
  variance: number,
): Sizes {
  const batch = Math.min(batchSize, rows);
  const wanted = initSize ?? 3 * batch;
  const init = Math.min(wanted < nClusters ? 3 * nClusters : wanted, rows);
  return { batch, init, tolerance: tol * variance };
}

/**
 * k-means on batches of rows drawn with replacement: each centre is the mean of all rows that ever were nearest to it. Ends when the
 * smoothed inertia stops falling, the centres hardly move, or after `maxIter` times as many rows as X has.
 *
 * Cost: 2 batchSize nClusters nFeatures flops a batch.
 *
 * @param variance mean variance of the features, that `tol` refers to.
 * @see Sculley (2010), Web-scale k-means clustering, doi:10.1145/1772690.1772862.
 */
export async function miniBatchKMeans(
  runtime: Runtime,
  data: WeightedRows,
  params: MiniBatchKMeansParams,
  random: RandomState,
  variance: number,
  { signal, onStart }: KMeansControl,
): Promise<MiniBatchResult> {
  const n = data.weights.length;
  const sizes = sizesFor(params, n, variance);
  const start = await bestStart(runtime, data, params, sizes.init, random);
  const steps = new BatchSteps(runtime, data.columns, start, params, random);
  const progress = new Smoothing(params.maxNoImprovement, sizes, n);
  const total = pairwiseSum(data.weights);
  const p = data.weights.map((weight) => weight / total);
  const most = Math.floor((params.maxIter * n) / sizes.batch);
  const breathe = breathing();
  let step = 0;
  let converged = false;
  while (step < most && !converged) {
    await breathe();
    signal?.throwIfAborted();
    const rows = random.choice(n, sizes.batch, { p });
    const { inertia, shift } = await steps.take(takeRows(data.X, rows, data.columns), sizes.batch);
    step++;
    converged = progress.ended(step, inertia, shift);
    onStart?.(step, most);
  }
  return {
    centers: steps.centers,
    nSteps: step,
    nIter: Math.ceil((step * sizes.batch) / n),
    converged,
    smoothedInertia: progress.smoothed,
  };
}

/** Of several starts on drawn rows, the one of least inertia on other drawn rows. */
async function bestStart(
  runtime: Runtime,
  data: WeightedRows,
  params: MiniBatchKMeansParams,
  size: number,
  random: RandomState,
): Promise<Float64Array> {
  const { init, nClusters } = params;
  const n = data.weights.length;
  const sample = (rows: ArrayLike<number>): WeightedRows => ({
    X: takeRows(data.X, rows, data.columns),
    weights: Float64Array.from(rows, (i) => data.weights[i]!),
    columns: data.columns,
  });
  const validation = sample(random.randint(0, n, size));
  const given = typeof init === "string" ? init : Float64Array.from(init.flat());
  const starts = startCount(params, 3);
  let best: Float64Array | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let start = 0; start < starts; start++) {
    const rows = size < n ? sample(random.randint(0, n, size)) : data;
    const centers = await initialCenters(runtime, rows, given, nClusters, random);
    const labels = await nearestCenters(runtime, validation.X, centers, data.columns);
    const inertia = inertiaOf(validation, centers, labels);
    if (best !== undefined && inertia >= least) continue;
    best = centers;
    least = inertia;
  }
  return best!;
}

/** The centres and what they have seen. */
class BatchSteps {
  /** Shape (nClusters, nFeatures). */
  centers: Float64Array;
  readonly #runtime: Runtime;
  readonly #columns: number;
  readonly #counts: Float64Array;
  readonly #ratio: number;
  readonly #random: RandomState;
  #sinceReassignment = 0;

  constructor(
    runtime: Runtime,
    columns: number,
    start: Float64Array,
    { nClusters, reassignmentRatio }: MiniBatchKMeansParams,
    random: RandomState,
  ) {
    this.#runtime = runtime;
    this.#columns = columns;
    this.centers = start;
    this.#counts = new Float64Array(nClusters);
    this.#ratio = reassignmentRatio;
    this.#random = random;
  }

  /** Takes in a batch; returns its inertia before, and the squared shift of the centres. */
  async take(X: Float64Array, rows: number): Promise<{ inertia: number; shift: number }> {
    const d = this.#columns;
    const reassigns = this.#isDue(rows);
    const labels = await nearestCenters(this.#runtime, X, this.centers, d);
    const batch = { X, weights: new Float64Array(rows).fill(1), columns: d };
    const inertia = inertiaOf(batch, this.centers, labels);
    const next = movedCenters(X, labels, this.centers, this.#counts, d);
    if (reassigns && this.#ratio > 0) this.#reassign(X, rows, next);
    let shift = 0;
    for (let p = 0; p < next.length; p++)
      shift += (next[p]! - this.centers[p]!) * (next[p]! - this.centers[p]!);
    this.centers = next;
    return { inertia, shift };
  }

  /** Whether rare clusters are looked at: each 10 nClusters rows, and while one is empty. */
  #isDue(rows: number): boolean {
    this.#sinceReassignment += rows;
    if (!this.#counts.includes(0) && this.#sinceReassignment < 10 * this.#counts.length) return false;
    this.#sinceReassignment = 0;
    return true;
  }

  /** Moves the centres of rare clusters to drawn rows of the batch. */
  #reassign(X: Float64Array, rows: number, next: Float64Array): void {
    const counts = this.#counts;
    const largest = counts.reduce((most, count) => Math.max(most, count), 0);
    const rare = counts.map((count) => (count < this.#ratio * largest ? 1 : 0));
    if (rare.reduce((sum, flag) => sum + flag, 0) > 0.5 * rows) {
      const byCount = Array.from(counts.keys()).sort((a, b) => counts[a]! - counts[b]!);
      for (const k of byCount.slice(Math.floor(0.5 * rows))) rare[k] = 0;
    }
    const moved = Array.from(rare.keys()).filter((k) => rare[k] === 1);
    if (moved.length === 0) return;
    const d = this.#columns;
    const drawn = this.#random.choice(rows, moved.length, { replace: false });
    const least = counts.reduce((low, count, k) => (rare[k] === 1 ? low : Math.min(low, count)), largest);
    moved.forEach((k, m) => {
      next.set(X.subarray(drawn[m]! * d, (drawn[m]! + 1) * d), k * d);
      counts[k] = least; // not so few that it is moved again at once
    });
  }
}

/** Centres with the rows of a batch taken in; raises `counts`. */
function movedCenters(
  X: Float64Array,
  labels: Int32Array,
  centers: Float64Array,
  counts: Float64Array,
  d: number,
): Float64Array {
  const next = centers.slice();
  const added = new Float64Array(counts.length);
  for (const label of labels) added[label]! += 1;
  for (let k = 0; k < counts.length; k++)
    if (added[k]! > 0) for (let p = k * d; p < (k + 1) * d; p++) next[p]! *= counts[k]!;
  for (let i = 0; i < labels.length; i++)
    for (let j = 0; j < d; j++) next[labels[i]! * d + j]! += X[i * d + j]!;
  for (let k = 0; k < counts.length; k++) {
    if (added[k] === 0) continue;
    counts[k]! += added[k]!;
    const share = 1 / counts[k]!;
    for (let p = k * d; p < (k + 1) * d; p++) next[p]! *= share;
  }
  return next;
}

/** Exponentially smoothed inertia, and when it has stopped falling. */
class Smoothing {
  smoothed: number | null = null;
  readonly #most: number | null;
  readonly #sizes: Sizes;
  readonly #share: number;
  #least = Number.POSITIVE_INFINITY;
  #without = 0;

  constructor(most: number | null, sizes: Sizes, rows: number) {
    this.#most = most;
    this.#sizes = sizes;
    this.#share = Math.min((sizes.batch * 2) / (rows + 1), 1);
  }

  /** Whether to end after `step` batches. */
  ended(step: number, inertia: number, shift: number): boolean {
    if (step === 1) return false; // the inertia of the start
    const own = inertia / this.#sizes.batch;
    this.smoothed = this.smoothed === null ? own : this.smoothed * (1 - this.#share) + own * this.#share;
    if (this.#sizes.tolerance > 0 && shift <= this.#sizes.tolerance) return true;
    if (this.smoothed < this.#least) {
      this.#least = this.smoothed;
      this.#without = 0;
    } else this.#without++;
    return this.#most !== null && this.#without >= this.#most;
  }
}
