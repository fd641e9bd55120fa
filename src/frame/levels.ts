/** Distinct texts of a category column, by code. */
export interface Levels {
  /** Number of levels. */
  readonly length: number;
  /** Text of a code in [0, length). */
  at(code: number): string;
  /** All texts by code. */
  toArray(): readonly string[];
}

/** Levels as strings: what a few levels are kept as. */
export class StringLevels implements Levels {
  readonly #texts: readonly string[];

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  get length(): number {
    return this.#texts.length;
  }

  at(code: number): string {
    return this.#texts[code]!;
  }

  toArray(): readonly string[] {
    return this.#texts;
  }
}

/**
 * Levels as one run of UTF-8 bytes: what many levels, such as a free text in each row, are kept as.
 * A text is decoded when it is asked for, so that a million of them cost their bytes and no objects.
 */
export class EncodedLevels implements Levels {
  readonly #bytes: Uint8Array;
  /** Start of each text in the bytes, and the end of the last, shape (length + 1). */
  readonly #offsets: Uint32Array;
  readonly #decoder: TextDecoder = new TextDecoder("utf-8", { ignoreBOM: true });

  constructor(bytes: Uint8Array, offsets: Uint32Array) {
    this.#bytes = bytes;
    this.#offsets = offsets;
  }

  get length(): number {
    return this.#offsets.length - 1;
  }

  at(code: number): string {
    return this.#decoder.decode(this.#bytes.subarray(this.#offsets[code]!, this.#offsets[code + 1]!));
  }

  toArray(): readonly string[] {
    return Array.from({ length: this.length }, (_, code) => this.at(code));
  }
}
