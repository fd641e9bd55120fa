import type { CancelSignal } from "../parallel/index.js";
import type { NeighborTable } from "./neighbor-table.js";

/** Training samples, arranged for the search of nearest neighbours. */
export interface NeighborIndex {
  /** The samples, shape (nSamples, nFeatures), row-major. */
  samples(): Float64Array;
  /**
   * The k nearest samples of each query, shape (queries, nFeatures); 1 <= k <= nSamples.
   *
   * @param asked number of queries of which these are a part; default: these are all.
   */
  nearest(queries: Float64Array, k: number, signal?: CancelSignal, asked?: number): Promise<NeighborTable>;
}
