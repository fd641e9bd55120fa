import type { DistanceFunction } from "./distance-metric.js";
import type { Asking, NeighborIndex, TakeNeighbors } from "./neighbor-index.js";
import { copyView, type RowView, viewedData } from "./row-view.js";
import { selectNearest } from "./select-nearest.js";

/** Writes the distances of one query to all samples. */
type DistanceRow = (query: Float64Array, out: Float64Array) => void;

/** Exhaustive search where distances come from a function, on this thread, or are given; the nearest are taken by an unstable selection. */
export class DistanceRows implements NeighborIndex {
  readonly #rows: RowView;
  readonly #distances: DistanceRow;

  /** Distances from a function of two samples. Rows are kept. */
  static byFunction(metric: DistanceFunction, rows: RowView): DistanceRows {
    const data = viewedData(rows);
    return new DistanceRows(rows, (query, out) => {
      for (let i = 0, at = 0; i < out.length; i++, at += rows.columns)
        out[i] = metric(query, data.subarray(at, at + rows.columns));
    });
  }

  /** Queries are rows of distances themselves; `rows` are those of the samples, shape (nSamples, nSamples). */
  static precomputed(rows: RowView): DistanceRows {
    return new DistanceRows(rows, (query, out) => out.set(query));
  }

  private constructor(rows: RowView, distances: DistanceRow) {
    this.#rows = rows;
    this.#distances = distances;
  }

  samples(): Float64Array {
    return viewedData(this.#rows);
  }

  async nearest(queries: RowView, k: number, { signal }: Asking, take: TakeNeighbors): Promise<void> {
    const query = new Float64Array(queries.columns);
    const measure = (i: number, out: Float64Array): void => {
      copyView(queries, i, i + 1, query);
      this.#distances(query, out);
    };
    await selectNearest({ count: queries.count, nSamples: this.#rows.count, measure }, k, signal, take);
  }
}
