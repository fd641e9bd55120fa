import { Described, InvalidInputError } from "../core/errors.js";
import { type RowIndex, type Storage, TypedColumn } from "./column.js";
import { combineTruths, compareNumbers, negate, type TruthTable } from "./compare.js";
import type { FillableArray } from "./fill/directional-fill.js";
import { countCodes, modesOfCodes } from "./statistics/mode.js";
import { AND, OR, SAME, XOR } from "./truth-tables.js";

/**
 * Column of true and false; also what a comparison gives, to filter by.
 *
 * @example
 * ```ts
 * const smokes = new BooleanColumn("smokes", Int8Array.of(1, 0, -1));
 * smokes.toArray(); // => [true, false, null]
 * smokes.not().toArray(); // => [false, true, null]
 * ```
 */
export class BooleanColumn extends TypedColumn<boolean> {
  readonly type = "boolean" as const;
  /** 1 for true, 0 for false, -1 for missing, shape (length). Treat it as immutable. */
  readonly codes: Int8Array;

  /** Value of each code. */
  readonly levels: readonly boolean[] = [false, true];

  /** Wraps the codes without copying them. */
  constructor(name: string, codes: Int8Array) {
    super(name);
    this.codes = codes;
  }

  get length(): number {
    return this.codes.length;
  }

  get(i: number): boolean | null {
    const code = this.codes[i]!;
    return code < 0 ? null : code === 1;
  }

  isMissing(i: number): boolean {
    return this.codes[i]! < 0;
  }

  toArray(): (boolean | null)[] {
    return this.boxed();
  }

  unique(): boolean[] {
    return [...new Set(this.codes)].filter((code) => code >= 0).map((code) => code === 1);
  }

  nunique(): number {
    return this.unique().length;
  }

  mode(): boolean[] {
    return modesOfCodes(this.codes, 2).map((code) => code === 1);
  }

  /** Number of rows that are true; missing ones count as nothing. */
  sum(): number {
    return countCodes(this.codes, 2)[1]!;
  }

  /** Share of true among the values; NaN if all are missing. */
  mean(): number {
    return this.sum() / (this.length - this.missingCount);
  }

  /** Whether any value is true. */
  any(): boolean {
    return this.codes.includes(1);
  }

  /** Whether no value is false. */
  all(): boolean {
    return !this.codes.includes(0);
  }

  /** Where both are true. With a missing one the result is missing, unless the other is false. */
  and(other: BooleanColumn | boolean): BooleanColumn {
    return this.#combine("and", other, AND);
  }

  /** Where one of the two is true. With a missing one the result is missing, unless the other is true. */
  or(other: BooleanColumn | boolean): BooleanColumn {
    return this.#combine("or", other, OR);
  }

  /** Where exactly one of the two is true; missing where one is. */
  xor(other: BooleanColumn | boolean): BooleanColumn {
    return this.#combine("xor", other, XOR);
  }

  /** True where it is false, and the other way round; missing values stay missing. */
  not(): BooleanColumn {
    return new BooleanColumn(this.name, negate(this.codes));
  }

  /** Where the value is this one, or that of the other column in the same row; false with a missing value. */
  eq(other: BooleanColumn | boolean): BooleanColumn {
    return this.#combine("eq", other, SAME);
  }

  /** Where the value is another, or one of the two is missing. */
  ne(other: BooleanColumn | boolean): BooleanColumn {
    return this.#combine("ne", other, SAME).not();
  }

  isna(): BooleanColumn {
    return new BooleanColumn(this.name, this.missingCodes());
  }

  notna(): BooleanColumn {
    return new BooleanColumn(this.name, compareNumbers(this.codes, "ge", 0));
  }

  /** One truth, or the most frequent one, in the place of each missing one. */
  fillna(value: boolean | "mode"): BooleanColumn {
    const truth = value === "mode" ? this.mode()[0] : value;
    if (this.missingCount === 0 || truth === undefined) return this;
    const code = codeOf("BooleanColumn.fillna", truth);
    return new BooleanColumn(
      this.name,
      this.codes.map((own) => (own < 0 ? code : own)),
    );
  }

  /** Keeps the values where the mask is true, takes `other` elsewhere; by default it is missing there. */
  where(mask: BooleanColumn, other: boolean | BooleanColumn | null = null): BooleanColumn {
    const truths = truthsOf("BooleanColumn.where", "mask", mask, this.length);
    const others = other === null ? -1 : this.#other("where", other);
    const at = (i: number): number => (typeof others === "number" ? others : others[i]!);
    return new BooleanColumn(
      this.name,
      this.codes.map((own, i) => (truths[i] === 1 ? own : at(i))),
    );
  }

  takeRows(index: RowIndex): BooleanColumn {
    const codes = new Int8Array(index.length);
    for (let i = 0; i < codes.length; i++) codes[i] = this.codes[index[i]!]!;
    return new BooleanColumn(this.name, codes);
  }

  rename(name: string): BooleanColumn {
    return new BooleanColumn(name, this.codes);
  }

  protected storage(): Storage {
    return { values: this.codes, missing: -1 };
  }

  protected withStorage(values: FillableArray): this {
    return new BooleanColumn(this.name, values as Int8Array) as this;
  }

  #combine(method: string, other: BooleanColumn | boolean, table: TruthTable): BooleanColumn {
    return new BooleanColumn(this.name, combineTruths(this.codes, this.#other(method, other), table));
  }

  #other(method: string, other: BooleanColumn | boolean): number | Int8Array {
    const where = `BooleanColumn.${method}`;
    if (other instanceof BooleanColumn) return truthsOf(where, "other", other, this.length);
    return codeOf(where, other);
  }
}

/**
 * Codes of a mask of as many rows.
 *
 * @throws {InvalidInputError} if it is no boolean column or its length differs.
 */
export function truthsOf(where: string, name: string, mask: unknown, rows: number): Int8Array {
  if (!(mask instanceof BooleanColumn))
    throw new InvalidInputError(where, `${name} must be a boolean column`, mask);
  if (mask.length === rows) return mask.codes;
  const rule = `${name} must have ${rows} values, as there are rows`;
  throw new InvalidInputError(where, rule, new Described(`${mask.length} values`));
}

function codeOf(where: string, truth: unknown): 0 | 1 {
  if (typeof truth === "boolean") return truth ? 1 : 0;
  throw new InvalidInputError(where, "other must be true, false or a boolean column", truth);
}
