import { classRows, countClasses } from "../base/class-rows.js";
import { plural } from "../base/input.js";
import { euclideanSearch } from "../neighbors/euclidean-search.js";
import { mostVoted } from "../neighbors/neighbor-votes.js";
import { type ClassedSamples, checkNeighbors, minorityClass } from "./classed-samples.js";

/** What the neighbourhood cleaning rule depends on. */
export interface CleaningRule {
  readonly nNeighbors: number;
  /** A class is cleaned if it has more than this share of the minority's samples. */
  readonly thresholdCleaning: number;
}

/**
 * Rows that are neither edited away nor among the neighbours by which a minority sample is taken for another class.
 *
 * Cost: that of finding nNeighbors + 1 neighbours of every minority sample.
 *
 * @param edited rows that editing has left.
 * @param targets whether a class is targeted.
 * @returns indices, ascending.
 * @see Laurikkala (2001), Improving identification of difficult small classes by balancing class distribution.
 */
export async function cleanNeighborhoods(
  { where, X, sparse, codes, nClasses, signal }: ClassedSamples,
  targets: { has(code: number): boolean },
  edited: Int32Array,
  { nNeighbors, thresholdCleaning }: CleaningRule,
): Promise<Int32Array> {
  const counts = countClasses(codes, nClasses);
  const minority = minorityClass(codes, counts);
  const cleans = (code: number) => targets.has(code) && counts[code]! > counts[minority]! * thresholdCleaning;
  checkNeighbors(
    where,
    "nNeighbors",
    nNeighbors,
    X.rows - 1,
    `there are ${plural(X.rows, "row")}, one of which asks`,
  );
  const search = await euclideanSearch(where, X, nNeighbors, sparse, { signal });
  const rows = classRows(codes, nClasses)[minority]!;
  const voters = await search.nearest(where, X, nNeighbors, { rows, signal });
  const voted = mostVoted(voters, codes, undefined, nClasses);
  const indices = await search.othersNearest(where, X, nNeighbors + 1, { rows, signal });
  const keeps = new Uint8Array(codes.length);
  for (const i of edited) keeps[i] = 1;
  for (let p = 0; p < indices.length; p++) {
    const i = indices[p]!;
    if (voted[Math.floor(p / nNeighbors)] !== minority && cleans(codes[i]!)) keeps[i] = 0;
  }
  return Int32Array.from(codes, (_, i) => i).filter((i) => keeps[i] === 1);
}
