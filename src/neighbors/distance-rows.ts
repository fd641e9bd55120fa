import { type CancelSignal, loadRuntime } from "../parallel/index.js";
import type { DistanceFunction } from "./distance-metric.js";
import type { NeighborIndex } from "./neighbor-index.js";
import type { NeighborTable } from "./neighbor-table.js";

/** Writes the distances of one query to all samples. */
type DistanceRow = (query: Float64Array, out: Float64Array) => void;

// Distances that are held at a time: a few megabytes.
const DISTANCES_AT_ONCE = 500_000;
// Scratch of a sorting network, in kernels/lib/arg-partition.ts as well.
const NETWORK_BYTES = 256 * 12;
// Distances worth a block: about a quarter of a millisecond.
const DISTANCES_A_BLOCK = 30_000;

/** Exhaustive search where distances come from a function, on this thread, or are given; the nearest are taken by an unstable selection. */
export class DistanceRows implements NeighborIndex {
  readonly #rows: Float64Array;
  readonly #columns: number;
  readonly #distances: DistanceRow;

  /** Distances from a function of two samples. Rows have shape (nSamples, nFeatures) and are kept. */
  static byFunction(metric: DistanceFunction, rows: Float64Array, nFeatures: number): DistanceRows {
    return new DistanceRows(rows, nFeatures, (query, out) => {
      for (let i = 0; i < out.length; i++)
        out[i] = metric(query, rows.subarray(i * nFeatures, (i + 1) * nFeatures));
    });
  }

  /** Queries are rows of distances themselves; `rows` are those of the samples, shape (nSamples, nSamples). */
  static precomputed(rows: Float64Array, nSamples: number): DistanceRows {
    return new DistanceRows(rows, nSamples, (query, out) => out.set(query));
  }

  private constructor(rows: Float64Array, columns: number, distances: DistanceRow) {
    this.#rows = rows;
    this.#columns = columns;
    this.#distances = distances;
  }

  samples(): Float64Array {
    return this.#rows;
  }

  async nearest(queries: Float64Array, k: number, signal?: CancelSignal): Promise<NeighborTable> {
    const columns = this.#columns;
    const count = queries.length / columns;
    const n = this.#rows.length / columns;
    const distances = new Float64Array(count * k);
    const indices = new Int32Array(count * k);
    const step = Math.max(1, Math.floor(DISTANCES_AT_ONCE / n));
    const runtime = await loadRuntime();
    for (let from = 0; from < count; from += step) {
      const total = Math.min(step, count - from);
      await runtime.arena.scope(async (scope) => {
        const given = scope.f64(total * n);
        for (let i = 0; i < total; i++) {
          signal?.throwIfAborted();
          const query = queries.subarray((from + i) * columns, (from + i + 1) * columns);
          this.#distances(query, given.view().subarray(i * n, (i + 1) * n));
        }
        const found = { distances: scope.f64(total * k), indices: scope.i32(total * k) };
        await runtime.runBlocks("selectDistances", {
          total,
          blockSize: Math.ceil(DISTANCES_A_BLOCK / n),
          scratchBytes: NETWORK_BYTES + 4 * (n + k),
          signal,
          args: [n, k, given.pointer, found.distances.pointer, found.indices.pointer],
        });
        distances.set(found.distances.view(), from * k);
        indices.set(found.indices.view(), from * k);
      });
    }
    return { distances, indices, queries: count, k };
  }
}
