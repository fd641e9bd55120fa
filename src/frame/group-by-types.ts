import type { ColumnType } from "../base/estimator.js";
import type { ColumnOf, TypeOfSource } from "./column-of.js";
import type {
  CountStatistic,
  GroupStatistic,
  GroupStatisticOptions,
  MiddleStatistic,
  NumberStatistic,
  ValueStatistic,
} from "./group-statistics.js";
import type { NameOf, Schema } from "./schema.js";

/** Columns that are no keys; any where only the file knows them. */
export type ValueNames<S extends Schema, K extends NameOf<S>> = string extends K
  ? NameOf<S>
  : Exclude<NameOf<S>, K>;

/** What an own statistic may answer: one cell. */
export type AggregateCell = string | number | boolean | Date | null;

/** Statistics that are defined for columns of a type. */
export type StatisticOf<T extends ColumnType> =
  | CountStatistic
  | ValueStatistic
  | (T extends "number" | "boolean"
      ? NumberStatistic | MiddleStatistic
      : T extends "date"
        ? MiddleStatistic
        : never);

/** A column and what to make of it: a statistic by name, with its settings, or a function of the group's part of the column. */
export type Aggregation<S extends Schema> = {
  readonly [C in NameOf<S>]:
    | readonly [column: C, statistic: StatisticOf<S[C]>, options?: GroupStatisticOptions]
    | readonly [column: C, of: (column: ColumnOf<S[C]>) => AggregateCell];
}[NameOf<S>];

/** Aggregations by the name of the column that they make. */
export type Aggregations<S extends Schema> = Readonly<Record<string, Aggregation<S>>>;

/** A statistic for each of some columns; the result keeps the name of the column. */
export type StatisticByColumn<S extends Schema> = { readonly [C in NameOf<S>]?: StatisticOf<S[C]> };

/** Type of the column that a statistic of a column of type T is. */
export type TypeOfStatistic<T extends ColumnType, F> = F extends CountStatistic | NumberStatistic
  ? "number"
  : F extends ValueStatistic
    ? T
    : F extends MiddleStatistic
      ? T extends "date"
        ? "date"
        : "number"
      : F extends (...column: never[]) => infer R
        ? TypeOfSource<ArrayLike<R>>
        : never;

/** Columns that {@link Aggregations} make. */
export type Aggregated<S extends Schema, A> = {
  readonly [N in keyof A]: A[N] extends readonly [infer C extends NameOf<S>, infer F, ...unknown[]]
    ? TypeOfStatistic<S[C], F>
    : never;
};

/** Columns that {@link StatisticByColumn} makes. */
export type AggregatedByColumn<S extends Schema, A> = {
  readonly [C in keyof A & NameOf<S>]: TypeOfStatistic<S[C], A[C]>;
};

/** Columns for which a statistic is defined, with the type of the statistic. */
export type EachStatistic<S extends Schema, V extends NameOf<S>, F extends GroupStatistic> = {
  readonly [C in V as F extends CountStatistic | ValueStatistic
    ? C
    : S[C] extends "number" | "boolean"
      ? C
      : never]: TypeOfStatistic<S[C], F>;
};
