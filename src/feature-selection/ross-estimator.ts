import { digamma } from "../stats/digamma.js";
import { CountTally, countNearer } from "./information-tally.js";

/**
 * Mutual information of a continuous and a discrete variable, in nats: for each sample the distance to its k-th nearest neighbour of the same class
 * is compared with how many samples of any class lie nearer.
 *
 * In one dimension neighbours stand beside each other in sorted order. Cost: O(n log n + n k).
 *
 * @param values the continuous variable, shape (n).
 * @param codes the class of each sample, shape (n); classes of one sample are left out.
 * @returns 0 where the estimate is negative; undefined if no class has two samples.
 * @see Ross (2014), doi:10.1371/journal.pone.0087357.
 */
export function rossInformation(
  values: Float64Array,
  codes: Int32Array,
  nClasses: number,
  nNeighbors: number,
): number | undefined {
  const groups = sortedGroups(values, codes, nClasses).filter((group) => group.length > 1);
  const n = groups.reduce((sum, group) => sum + group.length, 0);
  if (n === 0) return undefined;
  const all = new Float64Array(n);
  let filled = 0;
  for (const group of groups) {
    all.set(group, filled);
    filled += group.length;
  }
  all.sort();
  const neighbours = new CountTally(nNeighbors);
  const sizes = new CountTally(n);
  const nearer = new CountTally(n);
  for (const group of groups) {
    const k = Math.min(nNeighbors, group.length - 1);
    neighbours.add(k, group.length);
    sizes.add(group.length, group.length);
    // Few samples are searched exhaustively by the incumbent, with the rounding errors of |a|² - 2ab + |b|².
    const radiusOf = k < group.length >> 1 ? kthNeighbor : kthByExpansion;
    let at = 0;
    for (let p = 0; p < group.length; p++) {
      while (all[at]! < group[p]!) at++;
      nearer.add(countNearer(all, at, radiusOf(group, p, k)));
    }
  }
  const information = digamma(n) + neighbours.meanDigamma() - sizes.meanDigamma() - nearer.meanDigamma();
  return Math.max(0, information);
}

/** The values of each class, sorted. */
function sortedGroups(values: Float64Array, codes: Int32Array, nClasses: number): Float64Array[] {
  const counts = new Int32Array(nClasses);
  for (const code of codes) counts[code]!++;
  const groups = Array.from(counts, (count) => new Float64Array(count));
  const filled = new Int32Array(nClasses);
  for (let i = 0; i < codes.length; i++) groups[codes[i]!]![filled[codes[i]!]!++] = values[i]!;
  for (const group of groups) group.sort();
  return groups;
}

/** Distance from sorted[at] to its k-th nearest neighbour. */
function kthNeighbor(sorted: Float64Array, at: number, k: number): number {
  const value = sorted[at]!;
  let below = at - 1;
  let above = at + 1;
  let distance = 0;
  for (let found = 0; found < k; found++) {
    const down = below >= 0 ? value - sorted[below]! : Number.POSITIVE_INFINITY;
    const up = above < sorted.length ? sorted[above]! - value : Number.POSITIVE_INFINITY;
    if (down < up) {
      distance = down;
      below--;
    } else {
      distance = up;
      above++;
    }
  }
  return distance;
}

/** The same by √(|a|² - 2ab + |b|²). */
function kthByExpansion(group: Float64Array, at: number, k: number): number {
  const value = group[at]!;
  const squares = group.map((other) => Math.max(0, value * value - 2 * value * other + other * other));
  squares[at] = -1;
  return Math.sqrt(squares.sort()[k]!);
}
