/** Numbers of which the least is known at any time, the first of equal ones; NaN counts as Infinity. A change costs O(log n). */
export class Tournament {
  readonly #keys: Float64Array;
  readonly #size: number;
  /** Winner below each match, the last matches those of the numbers themselves: a complete binary tree, root at 1. */
  readonly #winners: Int32Array;

  /** @param keys the numbers, at least one; kept and changed. */
  constructor(keys: Float64Array) {
    this.#keys = keys;
    this.#size = 2 ** Math.ceil(Math.log2(Math.max(2, keys.length)));
    this.#winners = new Int32Array(2 * this.#size).fill(-1);
    for (let i = 0; i < keys.length; i++) this.#winners[this.#size + i] = i;
    for (let match = this.#size - 1; match >= 1; match--) this.#winners[match] = this.#play(match);
  }

  /** Place of the least number. */
  get first(): number {
    return this.#winners[1]!;
  }

  /** The number at a place. */
  at(place: number): number {
    return this.#keys[place]!;
  }

  /** Puts another number at a place. */
  set(place: number, key: number): void {
    this.#keys[place] = key;
    for (let match = (this.#size + place) >> 1; match >= 1; match >>= 1)
      this.#winners[match] = this.#play(match);
  }

  #play(match: number): number {
    const a = this.#winners[2 * match]!;
    const b = this.#winners[2 * match + 1]!;
    if (b < 0) return a;
    return this.#keys[b]! < this.#keys[a]! || Number.isNaN(this.#keys[a]!) ? b : a;
  }
}
