import type { ColumnType } from "../base/estimator.js";

/** Type of each column of a frame, by name. */
export type Schema = Readonly<Record<string, ColumnType>>;

/** Value of a cell that is not missing, for each type of column. */
export interface CellTypes {
  readonly number: number;
  readonly category: string;
  readonly boolean: boolean;
  readonly date: Date;
}

/**
 * Value of a cell that is not missing. Where the type of a column is only known at run time, it is checked there and
 * the compiler lets it pass.
 */
// biome-ignore lint/suspicious/noExplicitAny: a column of a type that only the file knows
export type CellOf<T extends ColumnType> = [ColumnType] extends [T] ? any : CellTypes[T];

/**
 * One row of a frame by column name. A missing number is NaN, so that every comparison with it is false; other
 * missing cells are null.
 */
export type Row<S extends Schema> = {
  readonly [K in keyof S]: [ColumnType] extends [S[K]]
    ? CellOf<S[K]>
    : S[K] extends "number"
      ? number
      : CellTypes[S[K]] | null;
};

/** Names of the columns of a schema. */
export type NameOf<S extends Schema> = keyof S & string;
