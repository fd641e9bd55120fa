import { concatenate, takeIndices } from "../core/row-indices.js";
import { euclideanSearch } from "../neighbors/euclidean-search.js";
import type { NeighborSearch } from "../neighbors/neighbor-search.js";
import { mostVoted } from "../neighbors/neighbor-votes.js";
import type { ClassedSamples } from "./classed-samples.js";

/**
 * What a growing store of samples, the minority class and some of one other class, says of that other class's rows.
 *
 * Nothing is searched again as the store grows: the nearest minority samples of each row stay the same, and so a row asks only for
 * the stored samples of its class that lie nearer. Only where equally near samples of both classes compete for the last place is the
 * whole store searched, so that scikit-learn's choice among them is met.
 */
export class StoreVotes {
  readonly #samples: ClassedSamples;
  readonly #minority: Int32Array;
  readonly #rows: Int32Array;
  readonly #code: number;
  readonly #k: number;
  /** Distances of each row to its nearest minority samples, shape (rows, perRow), ascending. */
  readonly #distances: Float64Array;
  readonly #perRow: number;
  /** Whether the class wins where it has half the votes. */
  readonly #winsTies: boolean;
  /** Rows of the class in the store, and their features one after the other. */
  readonly #stored: number[];
  #features: Float64Array;
  /** Squared distances of the row that is asked about to the nearest of them, ascending. */
  readonly #nearest: Float64Array;
  #search: NeighborSearch | undefined = undefined;
  #added = 0;

  private constructor(
    samples: ClassedSamples,
    groups: { readonly minority: Int32Array; readonly rows: Int32Array; readonly seeds: Int32Array },
    k: number,
    distances: Float64Array,
  ) {
    const { codes, X } = samples;
    const { minority, rows, seeds } = groups;
    this.#samples = samples;
    this.#minority = minority;
    this.#rows = rows;
    this.#code = codes[rows[0]!]!;
    this.#k = k;
    this.#distances = distances;
    this.#perRow = distances.length / rows.length;
    this.#winsTies = this.#code < codes[minority[0]!]!;
    this.#stored = Array.from(seeds);
    this.#features = X.takeRows(seeds).data;
    this.#nearest = new Float64Array(k);
  }

  /**
   * @param groups rows of the minority class, of the other class, and those of the other class that are in the store from the start.
   * @param k number of neighbours that vote.
   */
  static async start(
    samples: ClassedSamples,
    groups: { readonly minority: Int32Array; readonly rows: Int32Array; readonly seeds: Int32Array },
    k: number,
  ): Promise<StoreVotes> {
    const { where, X, sparse, signal } = samples;
    const perRow = Math.min(k, groups.minority.length);
    const search = await euclideanSearch(where, X, perRow, sparse, { rows: groups.minority, signal });
    const { distances } = await search.nearest(where, X, perRow, { rows: groups.rows, signal });
    return new StoreVotes(samples, groups, k, distances);
  }

  /** Rows of the class in the store, in the order in which they came. */
  stored(): Int32Array {
    return Int32Array.from(this.#stored);
  }

  /** Takes a row of the class into the store. */
  add(row: number): void {
    const { X } = this.#samples;
    const at = this.#stored.length * X.columns;
    if (at === this.#features.length) {
      const grown = new Float64Array(2 * at + X.columns);
      grown.set(this.#features);
      this.#features = grown;
    }
    this.#features.set(X.row(row), at);
    this.#stored.push(row);
    this.#added++;
    this.#search = undefined;
  }

  /** Whether the store votes for the class of its i-th row; a promise only where the whole store has to be searched. */
  agree(i: number): boolean | Promise<boolean> {
    const { X } = this.#samples;
    const ofMinority = this.#distances.subarray(i * this.#perRow, (i + 1) * this.#perRow);
    const found = this.#findNearest(X.row(this.#rows[i]!), ofMinority);
    for (let j = 0; j < found; j++) this.#nearest[j] = Math.sqrt(this.#nearest[j]!);
    const own = this.#nearest.subarray(0, found);
    const last = lastOf(own, ofMinority, this.#k);
    const nearerOwn = countBelow(own, last);
    const nearerOthers = countBelow(ofMinority, last);
    const equalOwn = countBelow(own, last, true) - nearerOwn;
    const equalOthers = countBelow(ofMinority, last, true) - nearerOthers;
    const places = this.#k - nearerOwn - nearerOthers;
    if (equalOwn > 0 && equalOthers > 0 && equalOwn + equalOthers > places) return this.#searchWhole(i);
    const ownVotes = nearerOwn + Math.min(equalOwn, places);
    return 2 * ownVotes > this.#k || (2 * ownVotes === this.#k && this.#winsTies);
  }

  /** Fills in the squared distances to the k nearest stored rows of the class, and returns how many there are. */
  #findNearest(query: Float64Array, ofMinority: Float64Array): number {
    const { columns } = this.#samples.X;
    const nearest = this.#nearest;
    const features = this.#features;
    const end = this.#stored.length * columns;
    let found = 0;
    // One nearer than every minority sample wins the only vote: no need to look on.
    const enough = this.#k === 1 ? ofMinority[0]! : -1;
    for (let at = 0; at < end; at += columns) {
      let square = 0;
      for (let j = 0; j < columns; j++) {
        const difference = query[j]! - features[at + j]!;
        square += difference * difference;
      }
      if (found === this.#k && square >= nearest[found - 1]!) continue;
      let place = found < this.#k ? found++ : found - 1;
      for (; place > 0 && nearest[place - 1]! > square; place--) nearest[place] = nearest[place - 1]!;
      nearest[place] = square;
      if (Math.sqrt(square) < enough) break;
    }
    return found;
  }

  /** Asks the whole store: as imbalanced-learn does, once for all rows after each addition, and then for the row alone. */
  async #searchWhole(i: number): Promise<boolean> {
    const { where, X, codes, nClasses, sparse, signal } = this.#samples;
    const store = concatenate([this.#minority, this.stored()]);
    this.#search ??= await euclideanSearch(where, X, this.#k, sparse, { rows: store, signal });
    const rows = Int32Array.of(this.#rows[i]!);
    for (const asked of this.#added > 0 ? [this.#rows.length, 1] : [1]) {
      const table = await this.#search.nearest(where, X, this.#k, { rows, signal, asked });
      if (mostVoted(table, takeIndices(codes, store), undefined, nClasses)[0] === this.#code) return true;
    }
    return false;
  }
}

/** The k-th smallest of two ascending lists together. */
function lastOf(a: Float64Array, b: Float64Array, k: number): number {
  let i = 0;
  let last = 0;
  for (let j = 0; i + j < k; ) {
    const takesA = j === b.length || (i < a.length && a[i]! <= b[j]!);
    last = takesA ? a[i++]! : b[j++]!;
  }
  return last;
}

/** How many of an ascending list are below a bound, or at it. */
function countBelow(ascending: Float64Array, bound: number, atToo = false): number {
  let count = 0;
  while (count < ascending.length && (ascending[count]! < bound || (atToo && ascending[count] === bound)))
    count++;
  return count;
}
