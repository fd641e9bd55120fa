import type { CancelSignal } from "../parallel/index.js";
import type { DistanceFunction } from "./distance-metric.js";
import type { NeighborIndex } from "./neighbor-index.js";
import type { NeighborTable } from "./neighbor-table.js";

/** Writes the distances of one query to all samples. */
type DistanceRow = (query: Float64Array, out: Float64Array) => void;

/**
 * Exhaustive search where distances come from a function or are given: on this thread; of equally near samples the one
 * with the lowest index comes first.
 */
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
    const row = new Float64Array(this.#rows.length / columns);
    const distances = new Float64Array(count * k);
    const indices = new Int32Array(count * k);
    for (let i = 0; i < count; i++) {
      signal?.throwIfAborted();
      this.#distances(queries.subarray(i * columns, (i + 1) * columns), row);
      const order = Int32Array.from(row, (_, j) => j).sort((a, b) => row[a]! - row[b]! || a - b);
      for (let j = 0; j < k; j++) {
        indices[i * k + j] = order[j]!;
        distances[i * k + j] = row[order[j]!]!;
      }
    }
    return { distances, indices, queries: count, k };
  }
}
