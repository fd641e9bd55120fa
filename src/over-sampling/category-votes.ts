import type { RandomState } from "../core/random-state.js";

/** Which neighbours vote for which new rows. */
export interface Voters {
  /** Rows of the neighbours, shape (samples, perSample), among those that `codes` are of. */
  readonly neighbors: Int32Array;
  readonly perSample: number;
  /** Sample of each new row, shape (nNew). */
  readonly bases: Int32Array;
}

/**
 * The most frequent category among the neighbours of each new row's sample; of several, one by chance.
 *
 * Ties are put in one list, new row by new row and category by category, the list is shuffled, and the first entry of each new row
 * counts.
 *
 * @param codes category of each row, in [0, nCategories).
 * @param weight of one vote. Sums within 1e-8 + 1e-5 of the greatest count as ties.
 * @returns categories, shape (nNew).
 */
export function voteCategories(
  random: RandomState,
  codes: Int32Array,
  nCategories: number,
  { neighbors, perSample, bases }: Voters,
  weight: number,
): Int32Array {
  const votes = new Float64Array(nCategories);
  const eachTied = (take: (row: number, category: number) => void): void => {
    for (let row = 0; row < bases.length; row++) {
      votes.fill(0);
      let most = 0;
      const begin = bases[row]! * perSample;
      for (let at = begin; at < begin + perSample; at++) {
        const sum = (votes[codes[neighbors[at]!]!]! += weight);
        if (sum > most) most = sum;
      }
      for (let category = 0; category < nCategories; category++)
        if (!(most - votes[category]! > 1e-8 + 1e-5 * most)) take(row, category);
    }
  };
  // Counted first, so that the list is made in one piece.
  let tied = 0;
  eachTied(() => tied++);
  const tiedRows = new Int32Array(tied);
  const tiedCategories = new Int32Array(tied);
  tied = 0;
  eachTied((row, category) => {
    tiedRows[tied] = row;
    tiedCategories[tied++] = category;
  });
  const out = new Int32Array(bases.length).fill(-1);
  for (const at of random.permutation(tiedRows.length))
    if (out[tiedRows[at]!]! < 0) out[tiedRows[at]!] = tiedCategories[at]!;
  return out;
}
