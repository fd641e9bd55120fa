import { classRows } from "../base/class-rows.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { RandomState } from "../core/random-state.js";
import { takeIndices } from "../core/row-indices.js";
import { type Bootstrap, bootstrapRows } from "../tree/bootstrap.js";

/** How the trees of a balanced forest draw their rows: some of each class, then, with bootstrap, again among those. */
export interface BalancedDraw {
  readonly nClasses: number;
  /** Rows to choose of each class; -1: all that there are. */
  readonly wanted: readonly number[];
  /** Whether a row may be chosen twice. */
  readonly replacement: boolean;
  /** Rows chosen, of all classes together. */
  readonly size: number;
  /** Draws, with replacement, among the rows chosen; undefined: the tree sees each of them once. */
  readonly draws: number | undefined;
  /** Such draws by which imbalanced-learn tells the rows out of bag; undefined without bootstrap. */
  readonly outOfBagDraws: number | undefined;
  /** Whether classes weigh inversely to their frequency among the rows drawn. */
  readonly balance: boolean;
}

/** What a balanced forest remembers, to draw the rows of its trees again. */
export interface BalancedSampling {
  readonly draw: BalancedDraw;
  /** Class of each row. */
  readonly codes: Int32Array;
  /** Weight of each row, where rows are drawn by weight. */
  readonly weight: Float64Array | undefined;
  /** Seed of each tree's choice of rows, shape (nEstimators). */
  readonly choiceSeeds: readonly number[];
}

/**
 * Rows chosen by this seed, class by class.
 *
 * @param ofClasses rows of each class.
 * @param out OUT, shape (size); returned.
 */
export function chooseBalanced(
  { wanted, replacement, size }: BalancedDraw,
  ofClasses: readonly Int32Array[],
  seed: number,
  out: Int32Array = new Int32Array(size),
): Int32Array {
  const random = new RandomState(seed);
  let at = 0;
  for (const [code, rows] of ofClasses.entries()) {
    if (wanted[code]! < 0) {
      out.set(rows, at);
      at += rows.length;
      continue;
    }
    const chosen = out.subarray(at, at + wanted[code]!);
    if (replacement) random.choiceInto(rows.length, chosen);
    else chosen.set(random.choice(rows.length, chosen.length, { replace: false }));
    for (let i = 0; i < chosen.length; i++) chosen[i] = rows[chosen[i]!]!;
    at += chosen.length;
  }
  return out;
}

/** How a tree draws among the rows chosen for it; undefined without bootstrap. */
export function bootstrapAmong(
  { draws, balance, nClasses }: BalancedDraw,
  codes: Int32Array,
  weight: Float64Array | undefined,
): Bootstrap | undefined {
  if (draws === undefined) return undefined;
  const total = weight && pairwiseSum(weight);
  return {
    size: draws,
    probability: weight?.map((w) => w / total!),
    balance: balance ? { codes, nClasses, nOutputs: 1 } : undefined,
  };
}

/** Rows that tree t was grown on, with repetitions. */
export function balancedTreeRows(
  { draw, codes, weight, choiceSeeds }: BalancedSampling,
  seed: number,
  t: number,
): Int32Array {
  const chosen = chooseBalanced(draw, classRows(codes, draw.nClasses), choiceSeeds[t]!);
  const own = weight && Float64Array.from(chosen, (row) => weight[row]!);
  const bootstrap = bootstrapAmong({ ...draw, balance: false }, codes, own);
  return bootstrap === undefined
    ? chosen
    : takeIndices(chosen, bootstrapRows(bootstrap, seed, chosen.length));
}

/**
 * Marks the rows that are out of bag of tree t with 0, all others with 1. Out of bag is what was chosen for the tree and then not drawn;
 * as in imbalanced-learn, the draw is one without weights.
 */
export function markBalanced(
  { draw, codes, choiceSeeds }: BalancedSampling,
  seed: number,
  t: number,
): Uint8Array {
  const chosen = chooseBalanced(draw, classRows(codes, draw.nClasses), choiceSeeds[t]!);
  const bootstrap: Bootstrap = { size: draw.outOfBagDraws!, probability: undefined, balance: undefined };
  const drawn = new Uint8Array(chosen.length);
  for (const at of bootstrapRows(bootstrap, seed, chosen.length)) drawn[at] = 1;
  const marks = new Uint8Array(codes.length).fill(1);
  for (let k = 0; k < chosen.length; k++) if (drawn[k] === 0) marks[chosen[k]!] = 0;
  return marks;
}
