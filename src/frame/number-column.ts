import { integer, type ParamSpec, resolveParams } from "../base/params.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { exp } from "../core/exp.js";
import { expm1 } from "../core/expm1.js";
import { log } from "../core/log.js";
import { log1p } from "../core/log1p.js";
import { clipNumbers, combineNumbers, type Operation, roundNumbers, whereNumbers } from "./arithmetic.js";
import { type BooleanColumn, truthsOf } from "./boolean-column.js";
import type { RowIndex, Storage } from "./column.js";
import { type Comparison, compareNumbers, numbersAmong } from "./compare.js";
import type { FillableArray } from "./fill/directional-fill.js";
import { type InterpolateOptions, interpolateValues } from "./fill/interpolate-values.js";
import { NumberStatistics } from "./number-statistics.js";

/** A number, or a column with one for each row. */
export type NumberOperand = number | NumberColumn;

/** A statistic of a column of numbers or dates that missing values can be filled with; `"mode"` is the least of the most frequent values. */
export type FillStatistic = "mean" | "median" | "mode" | "min" | "max";

/** Statistics of {@link FillStatistic}. */
export const FILL_STATISTICS: readonly FillStatistic[] = ["mean", "median", "mode", "min", "max"];

const roundSpecs: { readonly decimals: ParamSpec<number> } = {
  decimals: integer({
    default: 0,
    min: -308,
    max: 308,
    help: "Decimal places; negative for tens, hundreds, …",
  }),
};

/**
 * Column of numbers. Missing values are NaN: arithmetic with one gives a missing value, statistics leave it out, comparisons with it are
 * false.
 *
 * @example
 * ```ts
 * const age = new NumberColumn("age", Float64Array.of(31, NaN, 44));
 * age.missingCount; // => 1
 * age.get(1); // => null
 * age.takeRows([2, 0]).toArray(); // => Float64Array.of(44, 31)
 * age.mean(); // => 37.5
 * age.gt(40).toArray(); // => [false, false, true]
 * age.fillna("median").div(2).toArray(); // => Float64Array.of(15.5, 18.75, 22)
 * ```
 */
export class NumberColumn extends NumberStatistics {
  readonly type = "number" as const;
  /** Values, shape (length); a missing value is NaN. Treat it as immutable. */
  readonly values: Float64Array;

  /** Wraps the values without copying them. */
  constructor(name: string, values: Float64Array) {
    super(name);
    this.values = values;
  }

  get length(): number {
    return this.values.length;
  }

  get(i: number): number | null {
    const value = this.values[i]!;
    return Number.isNaN(value) ? null : value;
  }

  isMissing(i: number): boolean {
    return Number.isNaN(this.values[i]);
  }

  toArray(): ArrayLike<number | null> {
    return this.missingCount === 0 ? this.values : this.boxed();
  }

  unique(): number[] {
    return [...new Set(this.values)].filter((value) => !Number.isNaN(value));
  }

  takeRows(index: RowIndex): NumberColumn {
    return this.#with(gather(this.values, index));
  }

  rename(name: string): NumberColumn {
    return new NumberColumn(name, this.values);
  }

  /** Sum with a number or, row by row, with a column. */
  add(other: NumberOperand): NumberColumn {
    return this.#combine("add", other);
  }

  /** Difference. */
  sub(other: NumberOperand): NumberColumn {
    return this.#combine("sub", other);
  }

  /** Product. */
  mul(other: NumberOperand): NumberColumn {
    return this.#combine("mul", other);
  }

  /** Quotient; ±Infinity for a number by 0, missing for 0 by 0. */
  div(other: NumberOperand): NumberColumn {
    return this.#combine("div", other);
  }

  /** Quotient rounded down. */
  floordiv(other: NumberOperand): NumberColumn {
    return this.#combine("floordiv", other);
  }

  /** Remainder with the sign of the divisor, as in Python; missing where the divisor is 0. */
  mod(other: NumberOperand): NumberColumn {
    return this.#combine("mod", other);
  }

  /** Power; missing for a negative number to a fractional power. */
  pow(other: NumberOperand): NumberColumn {
    return this.#combine("pow", other);
  }

  /** The other sign. */
  neg(): NumberColumn {
    return this.#with(this.values.map((value) => -value));
  }

  /** Absolute value. */
  abs(): NumberColumn {
    return this.#with(this.values.map(Math.abs));
  }

  /** Square root; missing for a negative number. */
  sqrt(): NumberColumn {
    return this.#with(this.values.map(Math.sqrt));
  }

  /** Natural logarithm; -Infinity for 0, missing for a negative number. */
  log(): NumberColumn {
    return this.#with(this.values.map(log));
  }

  /** ln(1 + x), with all digits near 0. */
  log1p(): NumberColumn {
    return this.#with(this.values.map(log1p));
  }

  /** eˣ - 1, with all digits near 0. */
  expm1(): NumberColumn {
    return this.#with(this.values.map(expm1));
  }

  /** Exponential. */
  exp(): NumberColumn {
    return this.#with(this.values.map(exp));
  }

  /** Rounds to decimal places (negative: tens, hundreds, …), halves to even, as NumPy does. */
  round(decimals = 0): NumberColumn {
    resolveParams("NumberColumn.round", roundSpecs, { decimals });
    return this.#with(roundNumbers(this.values, decimals));
  }

  /** Values below `lower` become it, those above `upper` that; null or a missing value bounds nothing. */
  clip(lower: NumberOperand | null, upper: NumberOperand | null = null): NumberColumn {
    const low = lower === null ? Number.NaN : this.#other("clip", lower);
    const high = upper === null ? Number.NaN : this.#other("clip", upper);
    return this.#with(clipNumbers(this.values, low, high));
  }

  /** Keeps the values where the mask is true, takes `other` elsewhere; by default it is missing there. */
  where(mask: BooleanColumn, other: NumberOperand | null = null): NumberColumn {
    const truths = truthsOf("NumberColumn.where", "mask", mask, this.length);
    const others = other === null ? Number.NaN : this.#other("where", other);
    return this.#with(whereNumbers(this.values, truths, others));
  }

  /**
   * Puts another value in the place of one, or others in the place of several: `replace(-99, null)`, `replace([[1, 10], [2, 20]])`,
   * `replace(new Map(…))`. null as a new value makes it missing, NaN as an old one stands for missing values.
   */
  replace(from: number, to: number | null): NumberColumn;
  replace(pairs: Iterable<readonly [number, number | null]>): NumberColumn;
  replace(from: number | Iterable<readonly [number, number | null]>, to?: number | null): NumberColumn {
    const pairs = typeof from === "number" ? [[from, to ?? null] as const] : [...from];
    const next = new Map(pairs.map(([old, value]) => [old, value ?? Number.NaN] as const));
    return this.#with(this.values.map((value) => next.get(value) ?? value));
  }

  /** One number, or a statistic of the column, in the place of each missing one. */
  fillna(value: number | FillStatistic): NumberColumn {
    const where = "NumberColumn.fillna";
    if (typeof value !== "number" && !FILL_STATISTICS.includes(value))
      throw new InvalidInputError(
        where,
        `value must be a number or one of ${FILL_STATISTICS.join(", ")}`,
        value,
      );
    if (this.missingCount === 0) return this;
    const fill = typeof value === "number" ? value : this.#statistic(value);
    return this.#with(this.values.map((own) => (Number.isNaN(own) ? fill : own)));
  }

  /**
   * Fills missing numbers between their neighbours; see the function {@link interpolate}.
   *
   * @throws {InvalidParameterError} if an option is unknown or out of its domain.
   */
  interpolate(options: InterpolateOptions = {}): NumberColumn {
    return this.#with(interpolateValues("NumberColumn.interpolate", this.values, options));
  }

  protected compareWith(comparison: Comparison, other: unknown): Int8Array {
    return compareNumbers(this.values, comparison, this.#other(comparison, other));
  }

  protected amongCodes(values: readonly (number | null)[]): Int8Array {
    const where = "NumberColumn.isin";
    if (!Array.isArray(values)) throw new InvalidInputError(where, "values must be an array", values);
    const members = new Set<number>();
    for (const [row, value] of values.entries()) {
      if (value !== null && typeof value !== "number")
        throw new InvalidInputError(where, "values must be numbers or null", value, { row });
      members.add(value ?? Number.NaN);
    }
    return numbersAmong(this.values, members);
  }

  protected storage(): Storage {
    return { values: this.values, missing: Number.NaN };
  }

  protected withStorage(values: FillableArray): this {
    return this.#with(values as Float64Array) as this;
  }

  #with(values: Float64Array): NumberColumn {
    return new NumberColumn(this.name, values);
  }

  #statistic(name: FillStatistic): number {
    return name === "mode" ? (this.mode()[0] ?? Number.NaN) : this[name]();
  }

  #combine(operation: Operation, other: NumberOperand): NumberColumn {
    return this.#with(combineNumbers(this.values, operation, this.#other(operation, other)));
  }

  #other(method: string, other: unknown): number | Float64Array {
    if (typeof other === "number") return other;
    const where = `NumberColumn.${method}`;
    if (!(other instanceof NumberColumn))
      throw new InvalidInputError(where, "other must be a number or a number column", other);
    if (other.length === this.length) return other.values;
    const rule = `other must have ${this.length} values, one for each row`;
    throw new InvalidInputError(where, rule, new Described(`${other.length} values`));
  }
}

/** The values at these indices. */
export function gather(values: Float64Array, index: RowIndex): Float64Array {
  return index instanceof Int32Array ? gatherRows(values, index) : gatherRows(values, Int32Array.from(index));
}

// Of its own: a loop that sees one kind of index is five times faster than one that sees several.
function gatherRows(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < out.length; i++) out[i] = values[rows[i]!]!;
  return out;
}
