import type { Matrix } from "../core/matrix.js";
import { type Building, NeighborSearch } from "./neighbor-search.js";

/**
 * A search of Euclidean neighbours that is set up as scikit-learn's NearestNeighbors is by default.
 *
 * @param X shape (nSamples, nFeatures), finite; not changed, and not to be changed while the search is in use.
 * @param nNeighbors number of neighbours that will be asked; it decides between a tree and an exhaustive search.
 * @param sparse whether X was given as a sparse matrix: scikit-learn searches that exhaustively.
 */
export function euclideanSearch(
  where: string,
  X: Matrix,
  nNeighbors: number,
  sparse: boolean,
  { signal, rows }: Omit<Building, "owned"> = {},
): Promise<NeighborSearch> {
  const choice = {
    nNeighbors,
    algorithm: "auto",
    metric: "minkowski",
    p: 2,
    metricParams: null,
    leafSize: 30,
    sparse,
    rounded: true,
  } as const;
  return NeighborSearch.build(where, X, choice, { signal, rows, owned: true });
}
