import { classRows, countClasses } from "../base/class-rows.js";
import type { RandomState } from "../core/random-state.js";
import { concatenate, takeIndices } from "../core/row-indices.js";
import { euclideanSearch } from "../neighbors/euclidean-search.js";
import { mostVoted } from "../neighbors/neighbor-votes.js";
import { breathing } from "../parallel/platform.js";
import { type ClassedSamples, checkNeighbors, minorityClass, selectByClass } from "./classed-samples.js";

import { StoreVotes } from "./store-votes.js";

// A few milliseconds of distances.
const ROWS_BETWEEN_LOOKS = 256;

const FIRST_VOTERS = "that many samples vote at first: the smallest class and nSeedsS of another";

/** What condensing depends on. */
export interface CondensingRule {
  /** Neighbours that vote. */
  readonly nNeighbors: number;
  /** Samples of a targeted class that are in the store from the start. */
  readonly nSeedsS: number;
}

/**
 * A store of samples that classifies the others: the minority class, a few random samples of a targeted class, and then, in
 * their order, those which the store so far classifies wrongly.
 *
 * Cost: a search of the nearest minority samples for every targeted row, and a distance to every stored sample of its class.
 *
 * @returns indices, class by class; those of a targeted class in the order in which they came into the store.
 * @see Hart (1968), The condensed nearest neighbor rule, doi:10.1109/TIT.1968.1054155.
 */
export async function condense(
  samples: ClassedSamples,
  targets: { has(code: number): boolean },
  rule: CondensingRule,
  random: RandomState,
): Promise<Int32Array> {
  const { codes, nClasses } = samples;
  const rowsOf = classRows(codes, nClasses);
  const minority = rowsOf[minorityClass(codes, countClasses(codes, nClasses))]!;
  return selectByClass(rowsOf, targets, (_, rows) => {
    const seeds = drawSeeds(rows, rule, random);
    return growStore(samples, rule.nNeighbors, minority, rows, seeds);
  });
}

function drawSeeds(rows: Int32Array, { nSeedsS }: CondensingRule, random: RandomState): Int32Array {
  return takeIndices(rows, Int32Array.from(random.randint(0, rows.length, nSeedsS)));
}

async function growStore(
  samples: ClassedSamples,
  nNeighbors: number,
  minority: Int32Array,
  rows: Int32Array,
  seeds: Int32Array,
): Promise<Int32Array> {
  const { where, signal } = samples;
  checkNeighbors(where, "nNeighbors", nNeighbors, minority.length + seeds.length, FIRST_VOTERS);
  if (rows[0] === minority[0]) return seeds; // every vote is for the smallest class itself
  const votes = await StoreVotes.start(samples, { minority, rows, seeds }, nNeighbors);
  const stored = new Set(seeds);
  const breathe = breathing();
  for (let i = 0; i < rows.length; i++) {
    if (i % ROWS_BETWEEN_LOOKS === 0) {
      await breathe();
      signal?.throwIfAborted();
    }
    // imbalanced-learn compares positions within the class with indices of all samples here, and so do we.
    if (stored.has(i)) continue;
    const answer = votes.agree(i);
    if (typeof answer === "boolean" ? answer : await answer) continue;
    votes.add(rows[i]!);
    stored.add(rows[i]!);
  }
  return votes.stored();
}

/**
 * Rows left by one round of condensing, of which Tomek's links are to be taken still: random samples of each targeted class, and
 * those of the class that these and the minority class classify wrongly.
 *
 * @returns indices, class by class, the random ones of a class first.
 * @see Kubat & Matwin (1997), Addressing the curse of imbalanced training sets: one-sided selection.
 */
export async function selectMisclassified(
  samples: ClassedSamples,
  targets: { has(code: number): boolean },
  rule: CondensingRule,
  random: RandomState,
): Promise<Int32Array> {
  const { where, X, codes, nClasses, sparse, signal } = samples;
  const { nNeighbors } = rule;
  const rowsOf = classRows(codes, nClasses);
  const minority = rowsOf[minorityClass(codes, countClasses(codes, nClasses))]!;
  return selectByClass(rowsOf, targets, async (code, rows) => {
    const seeds = drawSeeds(rows, rule, random);
    const seeded = new Set(seeds);
    const others = rows.filter((i) => !seeded.has(i));
    const store = concatenate([minority, seeds]);
    checkNeighbors(where, "nNeighbors", nNeighbors, store.length, FIRST_VOTERS);
    if (others.length === 0) return seeds;
    const search = await euclideanSearch(where, X, nNeighbors, sparse, { rows: store, signal });
    const table = await search.nearest(where, X, nNeighbors, { rows: others, signal });
    const voted = mostVoted(table, takeIndices(codes, store), undefined, nClasses);
    return concatenate([seeds, others.filter((_, i) => voted[i] !== code)]);
  });
}
