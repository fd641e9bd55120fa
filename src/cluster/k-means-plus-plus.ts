import { log } from "../core/log.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import type { RandomState } from "../core/random-state.js";
import type { ArenaScope, Block, CancelSignal, Runtime } from "../parallel/index.js";
import type { WeightedRows } from "./center-update.js";
import { orderedPotentials } from "./ordered-potentials.js";
import { packCenters, rowsABlock } from "./row-assignment.js";
import { squaredNorms } from "./squared-norms.js";

/** Measures what is left of the squared distances of the rows if a candidate becomes a centre. */
export interface Measure {
  /** Squared distances to the centres so far, shape (nSamples). */
  readonly closest: Pick<Block<Float64Array>, "view">;
  /** The same with each candidate, shape (nCandidates, nSamples); overwritten by the next call. */
  readonly left: Pick<Block<Float64Array>, "view">;
  /** Weighted sums of `left`, shape (nCandidates). */
  potentials(candidates: Int32Array): Promise<Float64Array>;
}

/**
 * First centres by greedy k-means++: rows drawn with probability proportional to weight × squared distance from the nearest centre so
 * far; of 2 + ⌊ln nClusters⌋ candidates the one that leaves the least sum of squares.
 *
 * Where two candidates are as good within rounding (two rows that are each other's nearest always are), all is measured once more in the
 * order in which scikit-learn's products add up.
 *
 * Cost: 2 nSamples nFeatures nClusters (2 + ln nClusters) flops, on all lanes.
 *
 * @returns rows of the centres in X, shape (nClusters).
 * @see Arthur & Vassilvitskii (2007), k-means++: The advantages of careful seeding, SODA.
 */
export async function kMeansPlusPlus(
  runtime: Runtime,
  data: WeightedRows,
  nClusters: number,
  random: RandomState,
  signal?: CancelSignal,
): Promise<Int32Array> {
  const { X, weights, columns: d } = data;
  const total = pairwiseSum(weights);
  const first = random.choice(weights.length, undefined, { p: weights.map((weight) => weight / total) });
  const trials = candidateCount(nClusters);
  const drawn: Float64Array[] = [];
  const draws = (c: number): Float64Array => {
    drawn[c] ??= random.uniform(0, 1, trials);
    return drawn[c];
  };
  return runtime.arena.scope(async (scope) => {
    const norms = squaredNorms(X, d);
    const rows = { X: scope.copyF64(X), norms: scope.copyF64(norms), weights: scope.copyF64(weights) };
    const seeding = { runtime, scope, data, rows, trials, signal };
    const search = { first, nClusters, weights, draws };
    const slack = roundingOf(norms, weights, d);
    return (
      (await chooseGreedily(blockMeasure(seeding), search, slack)) ??
      (await chooseGreedily(orderedMeasure(seeding), search, undefined))!
    );
  });
}

/** Candidates for each centre. */
export function candidateCount(nClusters: number): number {
  return 2 + Math.floor(log(nClusters));
}

/** Bound of the error of a sum of squared distances: 2 d + 16 roundings of terms up to 4 |x|², n roundings of the sum. */
function roundingOf(norms: Float64Array, weights: Float64Array, d: number): number {
  const largest = norms.reduce((most, norm) => Math.max(most, norm), 0);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return 2 ** -53 * sum * largest * (2 * d + 16 + 4 * weights.length);
}

interface Search {
  readonly first: number;
  readonly nClusters: number;
  readonly weights: Float64Array;
  /** Numbers in [0, 1) for the candidates of centre c; the same at each call. */
  readonly draws: (c: number) => Float64Array;
}

/** The centres; undefined if a choice hangs on less than `slack`. */
export async function chooseGreedily(
  { closest, left, potentials }: Measure,
  { first, nClusters, weights, draws }: Search,
  slack: number | undefined,
): Promise<Int32Array | undefined> {
  const n = weights.length;
  const chosen = new Int32Array(nClusters);
  closest.view().fill(Number.POSITIVE_INFINITY);
  let candidates: Int32Array = Int32Array.of(first);
  for (let c = 0; ; c++) {
    const sums = await potentials(candidates);
    const best = sums.indexOf(sums.reduce((least, value) => Math.min(least, value)));
    const near = (sum: number, k: number): boolean =>
      candidates[k] !== candidates[best] && sum - sums[best]! <= slack!;
    if (slack !== undefined && sums.some(near)) return undefined;
    closest.view().set(left.view().subarray(best * n, (best + 1) * n));
    chosen[c] = candidates[best]!;
    if (c + 1 === nClusters) return chosen;
    const targets = draws(c + 1).map((value) => value * sums[best]!);
    const drawn = drawByDistance(closest.view(), weights, targets, slack);
    if (drawn === undefined) return undefined;
    candidates = drawn;
  }
}

interface Seeding {
  readonly runtime: Runtime;
  readonly scope: ArenaScope;
  readonly data: WeightedRows;
  /** The rows, their squared norms and weights in kernel memory. */
  readonly rows: Readonly<Record<"X" | "norms" | "weights", Block<Float64Array>>>;
  /** Most candidates at a time. */
  readonly trials: number;
  readonly signal: CancelSignal | undefined;
}

/** Measures by tiles, in sums of blocks. */
function blockMeasure({ runtime, scope, data, rows, trials, signal }: Seeding): Measure {
  const n = data.weights.length;
  const d = data.columns;
  const [closest, left] = [scope.f64(n), scope.f64(n * trials)];
  const blockSize = rowsABlock(n);
  const blocks = Math.ceil(n / blockSize);
  const sums = scope.f64(blocks * trials);
  const potentials = async (candidates: Int32Array): Promise<Float64Array> => {
    const m = candidates.length;
    await runtime.arena.scope(async (inner) => {
      const { panels, norms } = packCenters(takeRows(data.X, candidates, d), m, d);
      const packed = [panels, norms].map((values) => inner.copyF64(values).pointer);
      const given = [rows.X.pointer, rows.norms.pointer, rows.weights.pointer];
      const args = [n, d, m, ...given, ...packed, closest.pointer, left.pointer, sums.pointer];
      await runtime.runBlocks("candidateDistances", { total: n, blockSize, scratchBytes: 128, args, signal });
    });
    const added = new Float64Array(m);
    const parts = sums.view().subarray(0, m * blocks);
    for (const [p, value] of parts.entries()) added[p % m]! += value;
    return added;
  };
  return { closest, left, potentials };
}

/** Measures in the order of scikit-learn's products. */
function orderedMeasure({ runtime, scope, data, rows, trials, signal }: Seeding): Measure {
  const n = data.weights.length;
  const d = data.columns;
  const [closest, left] = [scope.f64(n), scope.f64(n * trials)];
  const potentials = async (candidates: Int32Array): Promise<Float64Array> => {
    const m = candidates.length;
    await runtime.arena.scope(async (inner) => {
      const centers = takeRows(data.X, candidates, d);
      const given = [centers, squaredNorms(centers, d)].map((values) => inner.copyF64(values).pointer);
      const args = [n, d, m, rows.X.pointer, rows.norms.pointer, ...given, closest.pointer, left.pointer];
      await runtime.runBlocks("orderedDistances", {
        total: n,
        blockSize: rowsABlock(n),
        scratchBytes: 0,
        args,
        signal,
      });
    });
    return orderedPotentials(left.view(), m, data.weights);
  };
  return { closest, left, potentials };
}

/** Copies of some rows. */
export function takeRows(X: Float64Array, rows: ArrayLike<number>, d: number): Float64Array {
  const taken = new Float64Array(rows.length * d);
  for (let k = 0; k < rows.length; k++) taken.set(X.subarray(rows[k]! * d, (rows[k]! + 1) * d), k * d);
  return taken;
}

/**
 * For each target the first row at which the running sum of weight × distance reaches it; undefined if the sum comes within `slack` of a
 * target.
 */
function drawByDistance(
  distances: Float64Array,
  weights: Float64Array,
  targets: Float64Array,
  slack: number | undefined,
): Int32Array | undefined {
  const drawn = new Int32Array(targets.length).fill(distances.length - 1);
  const order = Array.from(targets.keys()).sort((a, b) => targets[a]! - targets[b]!);
  let sum = 0;
  let next = 0;
  for (let i = 0; i < distances.length && next < order.length; i++) {
    const before = sum;
    sum += weights[i]! * distances[i]!;
    while (next < order.length && sum >= targets[order[next]!]!) {
      const target = targets[order[next]!]!;
      if (slack !== undefined && (sum - target <= slack || (i > 0 && target - before <= slack)))
        return undefined;
      drawn[order[next++]!] = i;
    }
  }
  return drawn;
}
