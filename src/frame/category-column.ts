import { compareByCodePoint } from "../base/labels.js";
import { type RowIndex, TypedColumn } from "./column.js";
import { type Levels, StringLevels } from "./levels.js";
import { countCodes, modesOfCodes } from "./statistics/mode.js";

/** Codes of a category column: the narrowest signed type that holds them. */
export type CategoryCodes = Int8Array | Int16Array | Int32Array;

/**
 * Column of texts, dictionary-coded: each distinct text is kept once, and each row holds its code.
 *
 * @example
 * ```ts
 * const city = CategoryColumn.from("city", ["Oslo", "Rome", null, "Oslo"]);
 * city.levels; // => ["Oslo", "Rome"]
 * city.codes; // => Int8Array.of(0, 1, -1, 0)
 * city.get(2); // => null
 * ```
 */
export class CategoryColumn extends TypedColumn<string> {
  readonly type = "category" as const;
  /** Code of each row, shape (length); -1 if missing. Treat it as immutable. */
  readonly codes: CategoryCodes;
  readonly #levels: Levels;

  /**
   * Wraps codes and levels without copying them.
   *
   * @param levels distinct texts by code; some may occur in no row.
   */
  constructor(name: string, codes: CategoryCodes, levels: Levels | readonly string[]) {
    super(name);
    this.codes = codes;
    this.#levels = Array.isArray(levels) ? new StringLevels(levels) : (levels as Levels);
  }

  /** Codes texts in order of first appearance; null and undefined are missing. */
  static from(name: string, texts: ArrayLike<string | null | undefined>): CategoryColumn {
    const codeOf = new Map<string, number>();
    const codes = new Int32Array(texts.length);
    for (let i = 0; i < codes.length; i++) {
      const text = texts[i];
      if (text === null || text === undefined) {
        codes[i] = -1;
        continue;
      }
      let code = codeOf.get(text);
      if (code === undefined) codeOf.set(text, (code = codeOf.size));
      codes[i] = code;
    }
    return new CategoryColumn(name, narrowCodes(codes, codeOf.size), [...codeOf.keys()]);
  }

  get length(): number {
    return this.codes.length;
  }

  /** Number of levels. */
  get levelCount(): number {
    return this.#levels.length;
  }

  /** Distinct texts by code; after rows were taken, some may occur in no row. Cost: one string a level where there are many. */
  get levels(): readonly string[] {
    return this.#levels.toArray();
  }

  /** Text of a code in [0, levelCount). */
  level(code: number): string {
    return this.#levels.at(code);
  }

  get(i: number): string | null {
    const code = this.codes[i]!;
    return code < 0 ? null : this.#levels.at(code);
  }

  isMissing(i: number): boolean {
    return this.codes[i]! < 0;
  }

  toArray(): (string | null)[] {
    const levels = this.#levels.toArray();
    return Array.from(this.codes, (code) => (code < 0 ? null : levels[code]!));
  }

  unique(): string[] {
    return [...new Set<number>(this.codes)].filter((code) => code >= 0).map((code) => this.#levels.at(code));
  }

  nunique(): number {
    return countCodes(this.codes, this.levelCount).reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  }

  /** The most frequent texts, by code point; see {@link Column.mode}. */
  mode(): string[] {
    return modesOfCodes(this.codes, this.levelCount)
      .map((code) => this.level(code))
      .sort(compareByCodePoint);
  }

  /** Least text by code point; null if all are missing. */
  min(): string | null {
    return this.#extreme(-1);
  }

  /** Greatest text by code point; null if all are missing. */
  max(): string | null {
    return this.#extreme(1);
  }

  takeRows(index: RowIndex): CategoryColumn {
    const Codes = this.codes.constructor as new (length: number) => CategoryCodes;
    const codes = new Codes(index.length);
    for (let i = 0; i < codes.length; i++) codes[i] = this.codes[index[i]!]!;
    return new CategoryColumn(this.name, codes, this.#levels);
  }

  rename(name: string): CategoryColumn {
    return new CategoryColumn(name, this.codes, this.#levels);
  }

  #extreme(sign: 1 | -1): string | null {
    const counts = countCodes(this.codes, this.levelCount);
    let found: string | null = null;
    for (let code = 0; code < counts.length; code++) {
      if (counts[code] === 0) continue;
      const text = this.level(code);
      if (found === null || sign * compareByCodePoint(text, found) > 0) found = text;
    }
    return found;
  }

  /** Other rows of the same levels. */
  withCodes(codes: CategoryCodes): CategoryColumn {
    return new CategoryColumn(this.name, codes, this.#levels);
  }
}

/** The codes in the narrowest type that holds `levelCount` levels and -1. */
export function narrowCodes(codes: Int32Array, levelCount: number): CategoryCodes {
  if (levelCount <= 128) return new Int8Array(codes);
  return levelCount <= 32768 ? new Int16Array(codes) : codes;
}
