import { log } from "../core/log.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import type { RandomState } from "../core/random-state.js";
import type { CancelSignal, Runtime } from "../parallel/index.js";
import type { WeightedRows } from "./center-update.js";
import { packCenters, rowsABlock } from "./row-assignment.js";
import { squaredNorms } from "./squared-norms.js";

/**
 * First centres by greedy k-means++: rows drawn with probability proportional to weight × squared distance from the nearest centre so
 * far; of 2 + ⌊ln nClusters⌋ candidates the one that leaves the least sum of squares.
 *
 * Cost: 2 nSamples nFeatures nClusters (2 + ln nClusters) flops, on all lanes.
 *
 * @returns rows of the centres in X, shape (nClusters).
 * @see Arthur & Vassilvitskii (2007), k-means++: The advantages of careful seeding, SODA.
 */
export async function kMeansPlusPlus(
  runtime: Runtime,
  { X, weights, columns: d }: WeightedRows,
  nClusters: number,
  random: RandomState,
  signal?: CancelSignal,
): Promise<Int32Array> {
  const n = weights.length;
  const total = pairwiseSum(weights);
  const trials = 2 + Math.floor(log(nClusters));
  const chosen = new Int32Array(nClusters);
  chosen[0] = random.choice(n, undefined, { p: weights.map((weight) => weight / total) });
  return runtime.arena.scope(async (scope) => {
    const rows = scope.copyF64(X);
    const rowNorms = scope.copyF64(squaredNorms(X, d));
    const rowWeights = scope.copyF64(weights);
    const closest = scope.f64(n);
    closest.view().fill(Number.POSITIVE_INFINITY);
    const out = scope.f64(n * trials);
    const blockSize = rowsABlock(n);
    const potentials = scope.f64(Math.ceil(n / blockSize) * trials);

    /** Measures candidates and keeps the best; returns its place and what it leaves. */
    const keepBest = async (candidates: Int32Array): Promise<[number, number]> => {
      const m = candidates.length;
      await runtime.arena.scope(async (inner) => {
        const { panels, norms } = packCenters(takeRows(X, candidates, d), m, d);
        const packed = [panels, norms].map((values) => inner.copyF64(values).pointer);
        const [at, normsAt, weightsAt] = [rows.pointer, rowNorms.pointer, rowWeights.pointer];
        const results = [closest.pointer, out.pointer, potentials.pointer];
        const args = [n, d, m, at, normsAt, weightsAt, ...packed, ...results];
        await runtime.runBlocks("candidateDistances", {
          total: n,
          blockSize,
          scratchBytes: 128,
          args,
          signal,
        });
      });
      const left = new Float64Array(m);
      for (const [p, value] of potentials
        .view()
        .subarray(0, m * Math.ceil(n / blockSize))
        .entries())
        left[p % m]! += value;
      const best = left.indexOf(left.reduce((least, value) => Math.min(least, value)));
      closest.view().set(out.view().subarray(best * n, (best + 1) * n));
      return [best, left[best]!];
    };

    let [, potential] = await keepBest(chosen.slice(0, 1));
    for (let c = 1; c < nClusters; c++) {
      const targets = random.uniform(0, 1, trials).map((value) => value * potential);
      const candidates = drawByDistance(closest.view(), weights, targets);
      const [best, left] = await keepBest(candidates);
      chosen[c] = candidates[best]!;
      potential = left;
    }
    return chosen;
  });
}

/** Copies of some rows. */
export function takeRows(X: Float64Array, rows: ArrayLike<number>, d: number): Float64Array {
  const taken = new Float64Array(rows.length * d);
  for (let k = 0; k < rows.length; k++) taken.set(X.subarray(rows[k]! * d, (rows[k]! + 1) * d), k * d);
  return taken;
}

/** For each target the first row at which the running sum of weight × distance reaches it. */
function drawByDistance(distances: Float64Array, weights: Float64Array, targets: Float64Array): Int32Array {
  const drawn = new Int32Array(targets.length).fill(distances.length - 1);
  const order = Array.from(targets.keys()).sort((a, b) => targets[a]! - targets[b]!);
  let sum = 0;
  let next = 0;
  for (let i = 0; i < distances.length && next < order.length; i++) {
    sum += weights[i]! * distances[i]!;
    while (next < order.length && sum >= targets[order[next]!]!) drawn[order[next++]!] = i;
  }
  return drawn;
}
