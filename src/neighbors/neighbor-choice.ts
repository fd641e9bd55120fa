import { custom, either, integer, type ParamSpec } from "../base/params.js";
import type { Matrix } from "../core/matrix.js";
import { NearestNeighbors } from "./nearest-neighbors.js";
import { type Building, NeighborSearch } from "./neighbor-search.js";

/**
 * How many neighbours a sampler asks, the sample itself apart, or a search of one's own, whose `nNeighbors` counts the sample
 * itself.
 */
export type NeighborChoice = number | NearestNeighbors;

/** Spec of a {@link NeighborChoice}. */
export function neighborChoice(options: {
  readonly default: number;
  readonly help: string;
}): ParamSpec<NeighborChoice> {
  return either<number, NearestNeighbors>(
    options.default,
    integer({ ...options, min: 1 }),
    custom<NearestNeighbors>({
      default: new NearestNeighbors(),
      help: options.help,
      domain: "a NearestNeighbors with nNeighbors >= 2",
      outside: ["NearestNeighbors", {}, new NearestNeighbors({ nNeighbors: 1 })],
      accepts: (value) => value instanceof NearestNeighbors && value.params.nNeighbors >= 2,
    }),
  );
}

/** Number of neighbours to ask, the sample itself among them. */
export function neighborsWithSelf(choice: NeighborChoice): number {
  return typeof choice === "number" ? choice + 1 : choice.params.nNeighbors;
}

/** What samples are that a sampler searches: rows, or those of a sparse matrix. */
export type SearchedSamples = "rows" | "sparse rows";

/**
 * Arranges samples for the search that was chosen.
 *
 * @param X shape (nSamples, nFeatures); not changed, and not to be changed while the search is in use.
 */
export function searchAmong(
  where: string,
  choice: NeighborChoice,
  X: Matrix,
  kind: SearchedSamples,
  { signal, rows }: Omit<Building, "owned">,
): Promise<NeighborSearch> {
  const search =
    typeof choice === "number" ? new NearestNeighbors({ nNeighbors: neighborsWithSelf(choice) }) : choice;
  return NeighborSearch.build(
    where,
    X,
    { ...search.params, sparse: kind === "sparse rows", rounded: true },
    { signal, rows, owned: true },
  );
}
