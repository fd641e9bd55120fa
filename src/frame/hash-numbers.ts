/** Numbers coded in order of first appearance. */
export interface HashedNumbers {
  /** Code of each number, -1 for NaN; one array for each given. */
  readonly codes: readonly Int32Array[];
  /** The distinct numbers by code; -0 counts as 0. */
  readonly values: Float64Array;
}

/** Slots of the smallest table. */
const FIRST_SLOTS = 1024;

/** Open addressing: `slots` holds code + 1, 0 where it is free; at most half of the slots are taken. */
class NumberTable {
  #slots = new Int32Array(FIRST_SLOTS);
  #values = new Float64Array(FIRST_SLOTS / 2);
  #words = new Uint32Array(this.#values.buffer);
  count = 0;

  get values(): Float64Array {
    return this.#values.slice(0, this.count);
  }

  /** Codes of all numbers; new ones are added. Stops with undefined once there are more than `most`. */
  codeAll(numbers: Float64Array, most: number): Int32Array | undefined {
    const codes = new Int32Array(numbers.length);
    const number = new Float64Array(1);
    const words = new Uint32Array(number.buffer);
    for (let i = 0; i < codes.length; i++) {
      const value = numbers[i]! + 0; // -0 becomes 0
      if (Number.isNaN(value)) {
        codes[i] = -1;
        continue;
      }
      number[0] = value;
      codes[i] = this.#codeOf(value, hash(words[0]!, words[1]!));
      if (this.count > most) return undefined;
    }
    return codes;
  }

  #codeOf(value: number, hashed: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashed & mask;
    for (let entry = this.#slots[slot]!; entry !== 0; entry = this.#slots[slot]!) {
      if (this.#values[entry - 1] === value) return entry - 1;
      slot = (slot + 1) & mask;
    }
    if (this.count === this.#values.length) {
      this.#grow();
      return this.#codeOf(value, hashed);
    }
    this.#values[this.count] = value;
    this.#slots[slot] = ++this.count;
    return this.count - 1;
  }

  #grow(): void {
    const values = new Float64Array(2 * this.#values.length);
    values.set(this.#values);
    this.#values = values;
    this.#words = new Uint32Array(values.buffer);
    const slots = new Int32Array(2 * this.#slots.length);
    const mask = slots.length - 1;
    for (let code = 0; code < this.count; code++) {
      let slot = hash(this.#words[2 * code]!, this.#words[2 * code + 1]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code + 1;
    }
    this.#slots = slots;
  }
}

/** Mixes the words of a double; the multipliers are those of MurmurHash3 (Appleby 2011). */
function hash(low: number, high: number): number {
  let h = Math.imul(low ^ (low >>> 15), 0x85ebca6b) ^ Math.imul(high, 0xc2b2ae35);
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  return h ^ (h >>> 13);
}

/**
 * Numbers doubles by value; undefined where more than `most` are distinct, so that the table leaves the cache.
 *
 * Cost: O(n), about 20 ns a number where the distinct ones fit into the cache.
 */
export function codeByHash(parts: readonly Float64Array[], most: number): HashedNumbers | undefined {
  const table = new NumberTable();
  const codes: Int32Array[] = [];
  for (const part of parts) {
    const coded = table.codeAll(part, most);
    if (coded === undefined) return undefined;
    codes.push(coded);
  }
  return { codes, values: table.values };
}
