import type { ColumnLike, ColumnType } from "../base/estimator.js";
import { missingMask } from "./compare.js";
import { backwardFill, type FillableArray, type FillLimits, forwardFill } from "./fill/directional-fill.js";
import { toFillLimits } from "./fill/fill-options.js";

/** Indices of rows: any array of integers. */
export type RowIndex = ArrayLike<number>;

/**
 * One named column of a {@link Frame}: values of one type, any of which may be missing. Immutable.
 *
 * It is one of {@link NumberColumn}, {@link CategoryColumn}, {@link BooleanColumn} and {@link DateColumn}; tell them
 * apart by `type` or `instanceof`. It can be passed wherever a target or weights are taken.
 */
// biome-ignore lint/suspicious/noExplicitAny: a column of a type that only the file knows
export interface Column<T = any> extends ColumnLike<T>, Iterable<T | null> {
  readonly name: string;
  readonly type: ColumnType;
  /** Number of rows. */
  readonly length: number;
  /** Number of missing values. Cost: O(rows) the first time. */
  readonly missingCount: number;
  /** Value of row i; null if it is missing. */
  get(i: number): T | null;
  /** Whether the value of row i is missing. */
  isMissing(i: number): boolean;
  /** Values in row order, missing ones as null. A number column without missing values gives its Float64Array itself. */
  toArray(): ArrayLike<T | null>;
  /** Distinct values in order of first appearance, without missing ones. */
  unique(): T[];
  /** Number of distinct values, without missing ones. */
  nunique(): number;
  /** The most frequent values, in order: several where they are equally frequent, none if all are missing. */
  mode(): T[];
  /** Where the value is missing. */
  isna(): Column<boolean>;
  /** Where the value is not missing. */
  notna(): Column<boolean>;
  /** The last value before it in the place of each missing one; those before the first stay missing. */
  ffill(limits?: FillLimits): Column<T>;
  /** The next value behind it in the place of each missing one; those behind the last stay missing. */
  bfill(limits?: FillLimits): Column<T>;
  /** One value in the place of each missing one, or a statistic of the column. */
  fillna(value: T): Column<T>;
  /** The result of a function for each value that is not missing, null for the others: cells that {@link Frame.assign} takes. */
  map<U>(f: (value: T) => U): (U | null)[];
  /** The rows with these indices, in the given order; a row may repeat. */
  takeRows(index: RowIndex): Column<T>;
  /** The same values under another name. */
  rename(name: string): Column<T>;
}

/** Values as a column holds them: numbers of which NaN, or codes of which -1 is missing. */
export interface Storage {
  readonly values: FillableArray;
  readonly missing: number;
}

/** What the kinds of column share: walking over the values and counting the missing ones. */
export abstract class TypedColumn<T> implements Column<T> {
  readonly name: string;
  abstract readonly type: ColumnType;
  abstract readonly length: number;
  #missingCount: number | undefined;

  constructor(name: string) {
    this.name = name;
  }

  get missingCount(): number {
    this.#missingCount ??= this.countMissing();
    return this.#missingCount;
  }

  abstract get(i: number): T | null;
  abstract isMissing(i: number): boolean;
  abstract toArray(): ArrayLike<T | null>;
  abstract unique(): T[];
  abstract nunique(): number;
  abstract mode(): T[];
  abstract isna(): TypedColumn<boolean>;
  abstract notna(): TypedColumn<boolean>;
  abstract fillna(value: T): TypedColumn<T>;
  abstract takeRows(index: RowIndex): TypedColumn<T>;
  abstract rename(name: string): TypedColumn<T>;

  /** What holds the values, and what stands for a missing one in it. */
  protected abstract storage(): Storage;
  /** A column of the same kind around other storage. */
  protected abstract withStorage(values: FillableArray): this;

  ffill(limits: FillLimits = {}): this {
    const { values, missing } = this.storage();
    const checked = toFillLimits(`${this.constructor.name}.ffill`, limits);
    return this.missingCount === 0 ? this : this.withStorage(forwardFill(values, missing, checked));
  }

  bfill(limits: FillLimits = {}): this {
    const { values, missing } = this.storage();
    const checked = toFillLimits(`${this.constructor.name}.bfill`, limits);
    return this.missingCount === 0 ? this : this.withStorage(backwardFill(values, missing, checked));
  }

  map<U>(f: (value: T) => U): (U | null)[] {
    return Array.from({ length: this.length }, (_, i) => {
      const value = this.get(i);
      return value === null ? null : f(value);
    });
  }

  *[Symbol.iterator](): Iterator<T | null> {
    for (let i = 0; i < this.length; i++) yield this.get(i);
  }

  /** 1 where the value is missing, else 0. */
  protected missingCodes(): Int8Array {
    const { values, missing } = this.storage();
    return missingMask(values, missing);
  }

  protected countMissing(): number {
    let count = 0;
    for (let i = 0; i < this.length; i++) if (this.isMissing(i)) count++;
    return count;
  }

  protected boxed(): (T | null)[] {
    return Array.from({ length: this.length }, (_, i) => this.get(i));
  }
}

/** Columns of equal length: what printing and writing need of a frame. */
export interface Columns {
  readonly columns: readonly Column[];
  readonly rows: number;
}
