import type { CancelSignal } from "../parallel/index.js";
import type { NeighborTable } from "./neighbor-table.js";
import type { RowView } from "./row-view.js";

/** How neighbours are asked. */
export interface Asking {
  readonly signal?: CancelSignal | undefined;
  /**
   * Number of queries of which these are a part; default: these are all. An exhaustive search of many queries takes equally
   * near samples in another order than one of few.
   */
  readonly asked?: number | undefined;
}

/** Takes the neighbours of some of the queries, from query number `from` on. What it is given changes afterwards, so it must copy. */
export type TakeNeighbors = (part: NeighborTable, from: number) => void;

/** Training samples, arranged for the search of nearest neighbours. */
export interface NeighborIndex {
  /** The samples, shape (nSamples, nFeatures), row-major. */
  samples(): Float64Array;
  /** Finds the k nearest samples of each query, stretch by stretch; 1 <= k <= nSamples. */
  nearest(queries: RowView, k: number, asking: Asking, take: TakeNeighbors): Promise<void>;
}
