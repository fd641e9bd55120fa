import type { Asking, NeighborIndex } from "./neighbor-index.js";
import type { NeighborTable } from "./neighbor-table.js";
import type { RowView } from "./row-view.js";

/** The k nearest samples of each query, all in one table. */
export async function collectTable(
  index: Pick<NeighborIndex, "nearest">,
  queries: RowView,
  k: number,
  asking: Asking = {},
): Promise<NeighborTable> {
  const { count } = queries;
  const distances = new Float64Array(count * k);
  const indices = new Int32Array(count * k);
  await index.nearest(queries, k, asking, (part, from) => {
    distances.set(part.distances, from * k);
    indices.set(part.indices, from * k);
  });
  return { distances, indices, queries: count, k };
}
