/**
 * Set of byte strings, numbered in order of first appearance: texts are told apart by their bytes, and no string is made.
 * Open addressing with linear probing; all keys stand in one run of bytes.
 */
export class Dictionary {
  /** Number of keys. */
  size = 0;
  /** Bytes of all keys, one after another. */
  bytes: Uint8Array = new Uint8Array(1024);
  /** Start of each key in the bytes; key k ends where key k + 1 starts. */
  offsets: Uint32Array = new Uint32Array(65);
  #hashes: Int32Array = new Int32Array(64);
  /** Key number + 1 by slot; 0 where empty. Its length is a power of two. */
  #slots: Int32Array = new Int32Array(256);

  /**
   * Number of a key, or -1 if it is not in the set.
   *
   * @param hash {@link hashBytes} of the key.
   */
  find(source: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const key = slots[slot]! - 1;
      if (key < 0) return -1;
      if (this.#hashes[key] === hash && this.#equals(key, source, start, end)) return key;
    }
  }

  /** Adds a key that is not in the set; returns its number. */
  add(source: Uint8Array, start: number, end: number, hash: number): number {
    const key = this.size;
    const from = this.offsets[key]!;
    const to = from + end - start;
    if (to > this.bytes.length) this.bytes = grown(this.bytes, new Uint8Array(growth(this.bytes.length, to)));
    if (key + 2 > this.offsets.length) {
      const length = growth(this.#hashes.length, key + 1);
      this.offsets = grown(this.offsets, new Uint32Array(length + 1));
      this.#hashes = grown(this.#hashes, new Int32Array(length));
    }
    this.bytes.set(source.subarray(start, end), from);
    this.offsets[key + 1] = to;
    this.#hashes[key] = hash;
    this.size++;
    if (this.size * 2 > this.#slots.length) this.#rehash(this.#slots.length * 4);
    else this.#place(key);
    return key;
  }

  #equals(key: number, source: Uint8Array, start: number, end: number): boolean {
    let at = this.offsets[key]!;
    if (this.offsets[key + 1]! - at !== end - start) return false;
    for (let p = start; p < end; p++, at++) if (this.bytes[at] !== source[p]) return false;
    return true;
  }

  #place(key: number): void {
    const mask = this.#slots.length - 1;
    const hash = this.#hashes[key]!;
    let slot = (hash ^ (hash >>> 15)) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = key + 1;
  }

  #rehash(length: number): void {
    this.#slots = new Int32Array(length);
    for (let key = 0; key < this.size; key++) this.#place(key);
  }
}

/** Half as much again, and at least what is needed. */
function growth(length: number, needed: number): number {
  return Math.max(needed, Math.ceil(length * 1.5));
}

function grown<A extends Uint8Array | Uint32Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** Start of {@link hashBytes}. */
const HASH_SEED = 0x811c9dc5 | 0;
/** Factor of {@link hashBytes}. */
const HASH_FACTOR = 0x01000193;

/**
 * 32-bit hash of bytes, FNV-1a.
 *
 * @see Fowler, Noll, Vo & Eastlake (2019), draft-eastlake-fnv-17.
 */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_SEED;
  for (let p = start; p < end; p++) hash = Math.imul(hash ^ bytes[p]!, HASH_FACTOR);
  return hash;
}

/** A dictionary of these texts. */
export function dictionaryOf(texts: readonly string[]): Dictionary {
  const dictionary = new Dictionary();
  const encoder = new TextEncoder();
  for (const text of texts) {
    const bytes = encoder.encode(text);
    const hash = hashBytes(bytes, 0, bytes.length);
    if (dictionary.find(bytes, 0, bytes.length, hash) < 0) dictionary.add(bytes, 0, bytes.length, hash);
  }
  return dictionary;
}
