import { classRows, countClasses } from "../base/class-rows.js";
import { plural } from "../base/input.js";
import { takeIndices } from "../core/row-indices.js";
import { euclideanSearch } from "../neighbors/euclidean-search.js";
import type { NeighborIndices } from "../neighbors/neighbor-table.js";
import { mostVoted } from "../neighbors/neighbor-votes.js";
import {
  type ClassedSamples,
  checkNeighbors,
  minorityClass,
  rowsAt,
  selectByClass,
  takeSamples,
} from "./classed-samples.js";

/** How a sample's neighbours judge it: all of them, or most of them, must be of its class for it to stay. */
export type SelectionKind = "all" | "mode";

/** What an edition by neighbours depends on. */
export interface EditingRule {
  /** Neighbours asked beside the sample itself. */
  readonly nNeighbors: number;
  readonly kindSel: SelectionKind;
}

/** Classes to clean, by the classes that are there; asked anew before every round. */
export type TargetClasses = (codes: Int32Array) => { has(code: number): boolean };

/**
 * Rows of targeted classes whose neighbours agree with them, and all rows of the others, class by class.
 *
 * Cost: that of finding nNeighbors + 1 neighbours of every targeted row.
 *
 * @see Wilson (1972), Asymptotic properties of nearest neighbor rules using edited data, doi:10.1109/TSMC.1972.4309137.
 */
export async function edit(
  samples: ClassedSamples,
  targets: { has(code: number): boolean },
  { nNeighbors, kindSel }: EditingRule,
): Promise<Int32Array> {
  const { where, X, codes, picked, nClasses, sparse, signal } = samples;
  checkNeighbors(
    where,
    "nNeighbors",
    nNeighbors,
    codes.length - 1,
    `${plural(codes.length, "row")} are left, one of which asks`,
  );
  const search = await euclideanSearch(where, X, nNeighbors + 1, sparse, { rows: picked, signal });
  return selectByClass(classRows(codes, nClasses), targets, async (code, rows) => {
    const asking = { rows: rowsAt(samples, rows), signal };
    const indices = await search.othersNearest(where, X, nNeighbors + 1, asking);
    return agreeing({ indices, queries: rows.length, k: nNeighbors }, codes, nClasses, code, rows, kindSel);
  });
}

function agreeing(
  table: NeighborIndices,
  codes: Int32Array,
  nClasses: number,
  code: number,
  rows: Int32Array,
  kindSel: SelectionKind,
): Int32Array {
  if (kindSel === "mode") {
    const voted = mostVoted(table, codes, undefined, nClasses);
    return rows.filter((_, i) => voted[i] === code);
  }
  const { indices, k } = table;
  return rows.filter((_, i) => {
    for (let p = i * k; p < (i + 1) * k; p++) if (codes[indices[p]!] !== code) return false;
    return true;
  });
}

/** What is left after several rounds. */
export interface EditedRows {
  readonly index: Int32Array;
  /** Rounds that were run. */
  readonly nIter: number;
}

/**
 * {@link edit}, again and again, until nothing changes, a class other than the minority falls below it, a class is
 * lost, or `maxIter` rounds are over.
 *
 * @see Tomek (1976), An experiment with the edited nearest-neighbor rule, doi:10.1109/TSMC.1976.4309523.
 */
export async function editRepeatedly(
  samples: ClassedSamples,
  targets: TargetClasses,
  rule: EditingRule,
  maxIter: number,
): Promise<EditedRows> {
  const rounds = Array.from({ length: maxIter }, () => rule);
  return editInRounds(samples, targets, rounds, { untilStable: true, allowMinority: false });
}

/**
 * {@link edit} by one neighbour, two, … `nNeighbors`, until a class other than the minority falls below it (unless that
 * is allowed) or a class is lost.
 *
 * @see Tomek (1976), An experiment with the edited nearest-neighbor rule, doi:10.1109/TSMC.1976.4309523.
 */
export async function editByMoreAndMore(
  samples: ClassedSamples,
  targets: TargetClasses,
  { nNeighbors, kindSel }: EditingRule,
  allowMinority: boolean,
): Promise<EditedRows> {
  const rounds = Array.from({ length: nNeighbors }, (_, i) => ({ nNeighbors: i + 1, kindSel }));
  return editInRounds(samples, targets, rounds, { untilStable: false, allowMinority });
}

async function editInRounds(
  samples: ClassedSamples,
  targets: TargetClasses,
  rounds: readonly EditingRule[],
  stop: { readonly untilStable: boolean; readonly allowMinority: boolean },
): Promise<EditedRows> {
  const { codes, nClasses } = samples;
  const before = countClasses(codes, nClasses);
  const minority = minorityClass(codes, before);
  const fewest = before[minority]!;
  let index: Int32Array = Int32Array.from(codes, (_, i) => i);
  let left = samples;
  let nIter = 0;
  for (const rule of rounds) {
    nIter++;
    const kept = await edit(left, targets(left.codes), rule);
    const stable = kept.length === index.length;
    index = takeIndices(index, kept);
    left = takeSamples(left, kept);
    const counts = countClasses(left.codes, nClasses);
    const lost = counts.some((count, code) => count === 0 && before[code]! > 0);
    const fallen = counts.some((count, code) => code !== minority && count > 0 && count < fewest);
    if (lost || (fallen && !stop.allowMinority) || (stable && stop.untilStable)) break;
  }
  return { index, nIter };
}
