import { loadRuntime } from "../parallel/index.js";
import type { DistanceFunction } from "./distance-metric.js";
import type { Asking, NeighborIndex, TakeNeighbors } from "./neighbor-index.js";
import { copyPicked, type PickedRows, pickedData } from "./picked-rows.js";

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
  readonly #rows: PickedRows;
  readonly #distances: DistanceRow;

  /** Distances from a function of two samples. Rows are kept. */
  static byFunction(metric: DistanceFunction, rows: PickedRows): DistanceRows {
    const data = pickedData(rows);
    return new DistanceRows(rows, (query, out) => {
      for (let i = 0, at = 0; i < out.length; i++, at += rows.columns)
        out[i] = metric(query, data.subarray(at, at + rows.columns));
    });
  }

  /** Queries are rows of distances themselves; `rows` are those of the samples, shape (nSamples, nSamples). */
  static precomputed(rows: PickedRows): DistanceRows {
    return new DistanceRows(rows, (query, out) => out.set(query));
  }

  private constructor(rows: PickedRows, distances: DistanceRow) {
    this.#rows = rows;
    this.#distances = distances;
  }

  samples(): Float64Array {
    return pickedData(this.#rows);
  }

  async nearest(queries: PickedRows, k: number, { signal }: Asking, take: TakeNeighbors): Promise<void> {
    const { count } = queries;
    const n = this.#rows.count;
    const step = Math.max(1, Math.min(count, Math.floor(DISTANCES_AT_ONCE / n)));
    const query = new Float64Array(queries.columns);
    const runtime = await loadRuntime();
    await runtime.arena.scope(async (scope) => {
      const given = scope.f64(step * n);
      const found = { distances: scope.f64(step * k), indices: scope.i32(step * k) };
      for (let from = 0; from < count; from += step) {
        const total = Math.min(step, count - from);
        for (let i = 0; i < total; i++) {
          signal?.throwIfAborted();
          copyPicked(queries, from + i, from + i + 1, query);
          this.#distances(query, given.view().subarray(i * n, (i + 1) * n));
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
}
