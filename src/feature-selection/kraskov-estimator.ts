import { sortDescending } from "../core/radix-sort.js";
import { digamma } from "../stats/digamma.js";
import { CountTally, countNearer } from "./information-tally.js";

/** A variable with its samples in order. */
export interface RankedVariable {
  readonly values: Float64Array;
  /** The values in descending order. */
  readonly sorted: Float64Array;
  /** Sample at each place of the order. */
  readonly order: Int32Array;
  /** Place of each sample in the order. */
  readonly rank: Int32Array;
}

/** Sorts a variable. */
export function rankVariable(values: Float64Array): RankedVariable {
  const { order, sorted } = sortDescending(values);
  const rank = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) rank[order[k]!] = k;
  return { values, sorted, order, rank };
}

/**
 * Mutual information of two continuous variables, in nats, by the first estimator of Kraskov: the distance to the k-th nearest neighbour under the
 * maximum norm, and how many samples lie nearer in each variable alone.
 *
 * The neighbours of a sample are sought outwards from its place in both orders at once, until one of the two has nothing left that could be nearer.
 * Cost: O(n log n) to sort, and for each sample about twice the smaller of the two numbers of samples that lie nearer in one variable.
 *
 * @param nNeighbors k < n.
 * @returns 0 where the estimate is negative.
 * @see Kraskov, Stögbauer & Grassberger (2004), doi:10.1103/PhysRevE.69.066138.
 */
export function kraskovInformation(x: RankedVariable, y: RankedVariable, nNeighbors: number): number {
  const n = x.values.length;
  const nearerX = new CountTally(n);
  const nearerY = new CountTally(n);
  const best = new Float64Array(nNeighbors);
  for (let i = 0; i < n; i++) {
    const radius = kthNeighbor(x, y, i, best);
    nearerX.add(countNearer(x.sorted, x.rank[i]!, radius));
    nearerY.add(countNearer(y.sorted, y.rank[i]!, radius));
  }
  const information = digamma(n) + digamma(nNeighbors) - nearerX.meanDigamma() - nearerY.meanDigamma();
  return Math.max(0, information);
}

/** Distance of sample i to its k-th nearest under the maximum norm; `best` is room for the k least distances. */
function kthNeighbor(x: RankedVariable, y: RankedVariable, i: number, best: Float64Array): number {
  best.fill(Number.POSITIVE_INFINITY);
  const last = best.length - 1;
  const inX = new Outwards(x, i);
  const inY = new Outwards(y, i);
  for (;;) {
    if (inX.distance() >= best[last]!) return best[last]!;
    const a = inX.take();
    if (!inY.passed(a)) insert(best, Math.max(distanceIn(x, i, a), distanceIn(y, i, a)));
    if (inY.distance() >= best[last]!) return best[last]!;
    const b = inY.take();
    if (!inX.passed(b)) insert(best, Math.max(distanceIn(x, i, b), distanceIn(y, i, b)));
  }
}

const distanceIn = ({ values }: RankedVariable, i: number, j: number): number =>
  Math.abs(values[i]! - values[j]!);

/** Puts a distance into the sorted list of the least ones. */
function insert(best: Float64Array, distance: number): void {
  let at = best.length - 1;
  if (distance >= best[at]!) return;
  for (; at > 0 && best[at - 1]! > distance; at--) best[at] = best[at - 1]!;
  best[at] = distance;
}

/** Samples in the order of their distance from one of them in one variable. */
class Outwards {
  readonly #variable: RankedVariable;
  readonly #value: number;
  #left: number;
  #right: number;

  constructor(variable: RankedVariable, i: number) {
    this.#variable = variable;
    this.#value = variable.values[i]!;
    this.#left = variable.rank[i]! - 1;
    this.#right = variable.rank[i]! + 1;
  }

  #toLeft(): number {
    return this.#left >= 0 ? this.#variable.sorted[this.#left]! - this.#value : Number.POSITIVE_INFINITY;
  }

  #toRight(): number {
    const { sorted } = this.#variable;
    return this.#right < sorted.length ? this.#value - sorted[this.#right]! : Number.POSITIVE_INFINITY;
  }

  /** Distance of the next sample; Infinity if there is none. */
  distance(): number {
    return Math.min(this.#toLeft(), this.#toRight());
  }

  /** The next sample. */
  take(): number {
    const { order } = this.#variable;
    return this.#toLeft() < this.#toRight() ? order[this.#left--]! : order[this.#right++]!;
  }

  /** Whether a sample has been taken already. */
  passed(j: number): boolean {
    const rank = this.#variable.rank[j]!;
    return rank > this.#left && rank < this.#right;
  }
}
