import { type CancelSignal, loadRuntime } from "../parallel/index.js";
import type { TakeNeighbors } from "./neighbor-index.js";

// Distances that are held at a time: a few megabytes.
const DISTANCES_AT_ONCE = 500_000;
// Scratch of a sorting network, in kernels/lib/arg-partition.ts as well.
const NETWORK_BYTES = 256 * 12;
// Distances worth a block: about a quarter of a millisecond.
const DISTANCES_A_BLOCK = 30_000;

/** Queries whose distances from all samples are computed on this thread. */
export interface MeasuredQueries {
  /** Number of queries. */
  readonly count: number;
  readonly nSamples: number;
  /** Writes the distances of query i from all samples to `out`, shape (nSamples), which holds anything before. */
  measure(i: number, out: Float64Array): void;
}

/** Takes the k nearest samples of each query by an unstable selection, as scikit-learn does of distances that are given. */
export async function selectNearest(
  { count, nSamples: n, measure }: MeasuredQueries,
  k: number,
  signal: CancelSignal | undefined,
  take: TakeNeighbors,
): Promise<void> {
  const step = Math.max(1, Math.min(count, Math.floor(DISTANCES_AT_ONCE / n)));
  const runtime = await loadRuntime();
  await runtime.arena.scope(async (scope) => {
    const given = scope.f64(step * n);
    const found = { distances: scope.f64(step * k), indices: scope.i32(step * k) };
    for (let from = 0; from < count; from += step) {
      const total = Math.min(step, count - from);
      for (let i = 0; i < total; i++) {
        signal?.throwIfAborted();
        measure(from + i, given.view().subarray(i * n, (i + 1) * n));
      }
      await runtime.runBlocks("selectDistances", {
        total,
        blockSize: Math.ceil(DISTANCES_A_BLOCK / n),
        scratchBytes: NETWORK_BYTES + 4 * (n + k),
        signal,
        args: [n, k, given.pointer, found.distances.pointer, found.indices.pointer],
      });
      const distances = found.distances.view().subarray(0, total * k);
      const indices = found.indices.view().subarray(0, total * k);
      take({ distances, indices, queries: total, k }, from);
    }
  });
}
