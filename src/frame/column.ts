import type { ColumnLike, ColumnType } from "../base/estimator.js";

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
  /** The rows with these indices, in the given order; a row may repeat. */
  takeRows(index: RowIndex): Column<T>;
  /** The same values under another name. */
  rename(name: string): Column<T>;
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
  abstract takeRows(index: RowIndex): TypedColumn<T>;
  abstract rename(name: string): TypedColumn<T>;

  *[Symbol.iterator](): Iterator<T | null> {
    for (let i = 0; i < this.length; i++) yield this.get(i);
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
