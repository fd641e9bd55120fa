import type { RandomState } from "../core/random-state.js";

/**
 * How many of `nDraws` go to each class so that their shares are as near as integers allow to those of the classes: the most likely draw
 * without replacement, approximately. Remainders that tie are broken at random.
 *
 * @param counts samples of each class.
 * @see scikit-learn's `_approximate_mode`; Mood, Graybill & Boes (1974), the mode of the multivariate hypergeometric distribution.
 */
export function approximateMode(counts: Int32Array, nDraws: number, random: RandomState): Int32Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const exact = Float64Array.from(counts, (count) => (count / total) * nDraws);
  const floored = Int32Array.from(exact, Math.floor);
  let missing = nDraws - floored.reduce((sum, count) => sum + count, 0);
  if (missing <= 0) return floored;
  const remainders = exact.map((value, k) => value - floored[k]!);
  for (const remainder of [...new Set(remainders)].sort((a, b) => b - a)) {
    const tied = Array.from(remainders.keys()).filter((k) => remainders[k] === remainder);
    const add = Math.min(tied.length, missing);
    for (const chosen of random.choice(tied, add, { replace: false })) floored[chosen]! += 1;
    missing -= add;
    if (missing === 0) break;
  }
  return floored;
}
