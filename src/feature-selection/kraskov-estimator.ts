import { sortDescending } from "../core/radix-sort.js";
import { digamma } from "../stats/digamma.js";
import { CountTally, countNearer } from "./information-tally.js";
import { PlaneTree } from "./plane-tree.js";

/** A variable with its samples in order. */
export interface RankedVariable {
  readonly values: Float64Array;
  /** The values in descending order. */
  readonly sorted: Float64Array;
  /** Place of each sample in the order. */
  readonly rank: Int32Array;
}

/** Sorts a variable. */
export function rankVariable(values: Float64Array): RankedVariable {
  const { order, sorted } = sortDescending(values);
  const rank = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) rank[order[k]!] = k;
  return { values, sorted, rank };
}

/**
 * Mutual information of two continuous variables, in nats, by the first estimator of Kraskov: the distance to the k-th nearest neighbour under the
 * maximum norm, and how many samples lie nearer in each variable alone.
 *
 * Cost: O(n log n).
 *
 * @param nNeighbors k < n.
 * @returns 0 where the estimate is negative.
 * @see Kraskov, Stögbauer & Grassberger (2004), doi:10.1103/PhysRevE.69.066138.
 */
export function kraskovInformation(x: RankedVariable, y: RankedVariable, nNeighbors: number): number {
  const n = x.values.length;
  const nearerX = new CountTally(n);
  const nearerY = new CountTally(n);
  const radii = new PlaneTree(x.values, y.values).kthDistances(nNeighbors);
  for (let i = 0; i < n; i++) {
    const radius = radii[i]!;
    nearerX.add(countNearer(x.sorted, x.rank[i]!, radius));
    nearerY.add(countNearer(y.sorted, y.rank[i]!, radius));
  }
  const information = digamma(n) + digamma(nNeighbors) - nearerX.meanDigamma() - nearerY.meanDigamma();
  return Math.max(0, information);
}
