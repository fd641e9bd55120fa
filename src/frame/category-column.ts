import { compareByCodePoint } from "../base/labels.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { type BooleanColumn, truthsOf } from "./boolean-column.js";
import { type CategoryCodes, narrowCodes } from "./category-codes.js";
import type { RowIndex, Storage } from "./column.js";
import { ComparableColumn } from "./comparable-column.js";
import { type Comparison, compareNumbers, lookUpCodes } from "./compare.js";
import type { FillableArray } from "./fill/directional-fill.js";
import { type Levels, StringLevels } from "./levels.js";
import { type Coded, chooseCodes, rankTexts, recode } from "./recode.js";
import { countCodes, modesOfCodes } from "./statistics/mode.js";
import { TextMethods } from "./text-methods.js";

/**
 * Column of texts, dictionary-coded: each distinct text is kept once, and each row holds its code. Texts are compared by code point.
 *
 * @example
 * ```ts
 * const city = CategoryColumn.from("city", ["Oslo", "Rome", null, "Oslo"]);
 * city.levels; // => ["Oslo", "Rome"]
 * city.codes; // => Int8Array.of(0, 1, -1, 0)
 * city.get(2); // => null
 * city.isin(["Rome", "Paris"]).toArray(); // => [false, true, false, false]
 * city.str.upper().toArray(); // => ["OSLO", "ROME", null, "OSLO"]
 * ```
 */
export class CategoryColumn extends ComparableColumn<string> {
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
    const texts = modesOfCodes(this.codes, this.levelCount).map((code) => this.level(code));
    return texts.sort(compareByCodePoint);
  }

  /** Least text by code point; null if all are missing. */
  min(): string | null {
    return this.#extreme(-1);
  }

  /** Greatest text by code point; null if all are missing. */
  max(): string | null {
    return this.#extreme(1);
  }

  /** Methods of texts, done once for each level. */
  get str(): TextMethods<CategoryColumn> {
    return new TextMethods(this.name, this.#coded(), (texts) => this.#with(recode(this.codes, texts)));
  }

  /** As of any column; the function is called once for each level. */
  override map<U>(f: (text: string) => U): (U | null)[] {
    const used = countCodes(this.codes, this.levelCount);
    const results = this.levels.map((text, code) => (used[code] === 0 ? null : f(text)));
    return Array.from(this.codes, (code) => (code < 0 ? null : results[code]!));
  }

  /**
   * Puts another text in the place of one, or others in the place of several: `replace("n/a", null)`, `replace({ m: "male", f: "female" })`.
   * Whole texts are replaced; for parts of them see `str.replace`. null makes it missing.
   */
  replace(from: string, to: string | null): CategoryColumn;
  replace(texts: Readonly<Record<string, string | null>>): CategoryColumn;
  replace(from: string | Readonly<Record<string, string | null>>, to: string | null = null): CategoryColumn {
    const next = typeof from === "string" ? { [from]: to } : from;
    for (const text of Object.values(next)) if (text !== null) checkText("replace", text);
    return this.#with(
      recode(
        this.codes,
        this.levels.map((text) => (Object.hasOwn(next, text) ? next[text]! : text)),
      ),
    );
  }

  /** One text in the place of each missing one; `"mode"` stands for the most frequent, the first by code point of equals. */
  fillna(value: string): CategoryColumn {
    checkText("fillna", value);
    const text = value === "mode" ? this.mode()[0] : value;
    if (this.missingCount === 0 || text === undefined) return this;
    return this.where(this.notna(), text);
  }

  /** Keeps the texts where the mask is true, takes `other` elsewhere; by default it is missing there. */
  where(mask: BooleanColumn, other: string | CategoryColumn | null = null): CategoryColumn {
    const truths = truthsOf("CategoryColumn.where", "mask", mask, this.length);
    const others = other === null ? undefined : this.#other("where", other);
    return this.#with(chooseCodes(this.#coded(), truths, others));
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

  protected compareWith(comparison: Comparison, other: unknown): Int8Array {
    const { codes, levels } = this.#other(comparison, other);
    const [own, others] = rankTexts(this.levels, levels);
    const missing = comparison === "ne" ? 1 : 0;
    if (typeof other === "string")
      return lookUpCodes(this.codes, compareNumbers(own, comparison, others[0]!), missing);
    const ranks = (of: CategoryCodes, table: Float64Array): Float64Array =>
      Float64Array.from(of, (code) => (code < 0 ? Number.NaN : table[code]!));
    return compareNumbers(ranks(this.codes, own), comparison, ranks(codes, others));
  }

  protected amongCodes(values: readonly (string | null)[]): Int8Array {
    if (!Array.isArray(values))
      throw new InvalidInputError("CategoryColumn.isin", "values must be an array", values);
    for (const value of values) if (value !== null) checkText("isin", value);
    const members = new Set(values);
    const table = Int8Array.from(this.levels, (text) => Number(members.has(text)));
    return lookUpCodes(this.codes, table, members.has(null) ? 1 : 0);
  }

  protected storage(): Storage {
    return { values: this.codes, missing: -1 };
  }

  protected withStorage(values: FillableArray): this {
    return new CategoryColumn(this.name, values as CategoryCodes, this.#levels) as this;
  }

  #coded(): Coded {
    return { codes: this.codes, levels: this.levels };
  }

  #with({ codes, levels }: Coded): CategoryColumn {
    return new CategoryColumn(this.name, codes, levels);
  }

  #other(method: string, other: unknown): Coded {
    if (!(other instanceof CategoryColumn)) {
      checkText(method, other);
      return { codes: Int8Array.of(0), levels: [other] };
    }
    if (other.length === this.length) return other.#coded();
    const rule = `other must have ${this.length} values, one for each row`;
    throw new InvalidInputError(`CategoryColumn.${method}`, rule, new Described(`${other.length} values`));
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

function checkText(method: string, value: unknown): asserts value is string {
  if (typeof value !== "string")
    throw new InvalidInputError(
      `CategoryColumn.${method}`,
      "a value must be a string or a category column",
      value,
    );
}
