import type { ColumnType } from "../base/estimator.js";
import { choice, custom, flag, nearestName, type ParamSpecs, real, resolveParams } from "../base/params.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Column } from "./column.js";
import { type ColumnSource, columnFrom } from "./column-of.js";
import type { FillLimits } from "./fill/directional-fill.js";
import { toFillLimits } from "./fill/fill-options.js";
import { findColumn, findColumns } from "./find-column.js";
import type { Frame } from "./frame.js";
import type {
  AggregateCell,
  Aggregated,
  AggregatedByColumn,
  Aggregations,
  EachStatistic,
  StatisticByColumn,
  ValueNames,
} from "./group-by-types.js";
import {
  filledWithStatistic,
  type GroupFillStatistic,
  type GroupInterpolateOptions,
  groupCumcounts,
  groupCumsums,
  groupFilled,
  groupInterpolated,
  groupShifted,
} from "./group-fill.js";
import { groupRanks, type RankOptions, rankSpecs } from "./group-rank.js";
import { groupRows, type RowGroups, rowsByGroup } from "./group-rows.js";
import {
  GROUP_STATISTICS,
  type GroupStatistic,
  type GroupStatisticOptions,
  groupSizes,
  groupStatistic,
  type ResolvedStatisticOptions,
} from "./group-statistics.js";
import { numbersOf } from "./key-codes.js";
import { NumberColumn } from "./number-column.js";
import type { NameOf, Row, Schema } from "./schema.js";
import { takeOrMissing } from "./take-or-missing.js";

/** How rows are grouped. */
export interface GroupByOptions {
  /** Whether rows with a missing key are left out; else missing is a key of its own, behind the others; default true. */
  readonly dropna?: boolean;
  /** Whether groups come in the order of their keys; else in order of first appearance; default true. */
  readonly sort?: boolean;
}

const groupBySpecs: ParamSpecs<Required<GroupByOptions>> = {
  dropna: flag({ default: true, help: "Leave out rows with a missing key." }),
  sort: flag({ default: true, help: "Groups in the order of their keys." }),
};

const statisticSpecs: ParamSpecs<ResolvedStatisticOptions> = {
  ddof: custom({
    default: 1,
    help: "Divisor is n - ddof.",
    domain: "an integer >= 0",
    outside: [-1, 0.5],
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  }),
  q: real({ default: 0.5, min: 0, max: 1, help: "Share of the values below the quantile." }),
  interpolation: choice({
    default: "linear",
    options: ["linear", "lower", "higher", "midpoint", "nearest"],
    help: "How a quantile between two values is taken.",
  }),
};

const GROUP_FILL_STATISTICS: readonly GroupFillStatistic[] = [
  "mean",
  "median",
  "mode",
  "min",
  "max",
  "first",
  "last",
];

/** Makes a frame of columns: how the verbs of a group give frames. */
export type MakeFrame = (columns: readonly Column[], rows: number) => Frame;

/** One group: its keys and its rows. */
export interface Group<S extends Schema, K extends NameOf<S>> {
  /** The cells of the keys. */
  readonly key: Row<Pick<S, K>>;
  /** The rows of the group, keys included, in their order. */
  readonly frame: Frame<S>;
}

/**
 * Rows of a frame by the values of one or more keys, made by {@link Frame.groupBy}. Results have the keys as their first
 * columns (pandas' `as_index=False`). Missing values are left out of every statistic.
 *
 * @example
 * ```ts
 * const sales = Frame.fromColumns({ city: ["Oslo", "Rome", "Oslo"], price: [3, 5, 4], kind: ["a", "b", "b"] });
 * sales.groupBy("city").agg({ meanPrice: ["price", "mean"], kinds: ["kind", "nunique"] }).toRows(); // => [{ city: "Oslo", meanPrice: 3.5, kinds: 2 }, { city: "Rome", meanPrice: 5, kinds: 1 }]
 * sales.groupBy("city").size().column("size").toArray(); // => Float64Array.of(2, 1)
 * sales.groupBy("city").transform("max").column("price").toArray(); // => Float64Array.of(4, 5, 4)
 * ```
 */
export class GroupBy<S extends Schema, K extends NameOf<S>, V extends NameOf<S> = ValueNames<S, K>> {
  readonly #frame: Frame<S>;
  readonly #keys: readonly Column[];
  readonly #values: readonly Column[];
  readonly #options: Readonly<Required<GroupByOptions>>;
  readonly #make: MakeFrame;
  #groups: RowGroups | undefined;

  /** @internal */
  constructor(
    frame: Frame<S>,
    keys: K | readonly K[],
    options: GroupByOptions,
    make: MakeFrame,
    values?: readonly Column[],
  ) {
    this.#options = resolveParams("Frame.groupBy", groupBySpecs, options);
    this.#frame = frame;
    this.#keys = findColumns("Frame.groupBy", "keys", frame, keys);
    if (this.#keys.length === 0)
      throw new InvalidInputError("Frame.groupBy", "keys must name at least one column", keys);
    this.#values = values ?? frame.columns.filter((column) => !this.#keys.includes(column));
    this.#make = make;
  }

  /** Number of groups. */
  get ngroups(): number {
    return this.#rowGroups().count;
  }

  /**
   * Restricts the verbs that take all columns to these.
   *
   * @throws {InvalidInputError} if there is no column of a name.
   */
  select<C extends V>(columns: readonly C[]): GroupBy<S, K, C> {
    const values = findColumns("GroupBy.select", "columns", this.#frame, columns);
    const keys = this.#keys.map((key) => key.name as K);
    const selected = new GroupBy<S, K, C>(this.#frame, keys, this.#options, this.#make, values);
    selected.#groups = this.#groups;
    return selected;
  }

  /**
   * Statistics of each group: `{ meanPrice: ["price", "mean"], top: ["price", "quantile", { q: 0.9 }] }`, or by column
   * `{ price: "mean" }`, or one statistic of every column for which it is defined: `"mean"` (of numbers and booleans).
   * A function gets the group's part of the column and answers one cell.
   *
   * Sums are compensated and variances computed as pandas does, in row order.
   *
   * Cost: O(rows) for each statistic; `quantile` and `mode` sort within the groups.
   *
   * @throws {InvalidInputError} if there is no such column, or the statistic is not defined for its type.
   * @throws {InvalidParameterError} if there is no such statistic, or a setting lies outside its domain.
   */
  agg<const A extends Aggregations<S>>(aggregations: A): Frame<Pick<S, K> & Aggregated<S, A>>;
  agg<const A extends StatisticByColumn<S>>(statistics: A): Frame<Pick<S, K> & AggregatedByColumn<S, A>>;
  agg<F extends GroupStatistic>(
    statistic: F,
    options?: GroupStatisticOptions,
  ): Frame<Pick<S, K> & EachStatistic<S, V, F>>;
  agg(
    given: Aggregations<S> | StatisticByColumn<S> | GroupStatistic,
    options: GroupStatisticOptions = {},
  ): Frame {
    const where = "GroupBy.agg";
    if (typeof given === "string") return this.#framed(this.#each(where, given, options));
    if (typeof given !== "object" || given === null || Array.isArray(given))
      throw new InvalidParameterError(
        where,
        "aggregations",
        "an object of [column, statistic] by name",
        given,
      );
    return this.#framed(Object.entries(given).map(([name, spec]) => this.#aggregate(where, name, spec)));
  }

  /** Number of rows of each group, in a column `size`. */
  size(): Frame<Pick<S, K> & { readonly size: "number" }> {
    return this.#framed([new NumberColumn("size", groupSizes(this.#rowGroups()))]);
  }

  /** Number of values that are not missing of each column, by group. */
  count(): Frame<Pick<S, K> & EachStatistic<S, V, "count">> {
    return this.agg("count");
  }

  /** Sum of each column of numbers or booleans, by group; 0 where there are no values. */
  sum(): Frame<Pick<S, K> & EachStatistic<S, V, "sum">> {
    return this.agg("sum");
  }

  /** Mean of each column of numbers or booleans, by group. */
  mean(): Frame<Pick<S, K> & EachStatistic<S, V, "mean">> {
    return this.agg("mean");
  }

  /** Median of each column of numbers or booleans, by group. */
  median(): Frame<Pick<S, K> & EachStatistic<S, V, "median">> {
    return this.agg("median");
  }

  /** Standard deviation of each column of numbers or booleans, by group; the divisor is n - ddof (default 1). */
  std(options: Pick<GroupStatisticOptions, "ddof"> = {}): Frame<Pick<S, K> & EachStatistic<S, V, "std">> {
    return this.agg("std", options);
  }

  /** Variance of each column of numbers or booleans, by group; the divisor is n - ddof (default 1). */
  var(options: Pick<GroupStatisticOptions, "ddof"> = {}): Frame<Pick<S, K> & EachStatistic<S, V, "var">> {
    return this.agg("var", options);
  }

  /** Smallest value of each column, by group: texts by code point. */
  min(): Frame<Pick<S, K> & EachStatistic<S, V, "min">> {
    return this.agg("min");
  }

  /** Largest value of each column, by group: texts by code point. */
  max(): Frame<Pick<S, K> & EachStatistic<S, V, "max">> {
    return this.agg("max");
  }

  /** First value of each column that is not missing, by group. */
  first(): Frame<Pick<S, K> & EachStatistic<S, V, "first">> {
    return this.agg("first");
  }

  /** Last value of each column that is not missing, by group. */
  last(): Frame<Pick<S, K> & EachStatistic<S, V, "last">> {
    return this.agg("last");
  }

  /** Number of distinct values of each column, by group. */
  nunique(): Frame<Pick<S, K> & EachStatistic<S, V, "nunique">> {
    return this.agg("nunique");
  }

  /** Quantile of each column of numbers or booleans, by group. */
  quantile(
    q = 0.5,
    options: Pick<GroupStatisticOptions, "interpolation"> = {},
  ): Frame<Pick<S, K> & EachStatistic<S, V, "quantile">> {
    return this.agg("quantile", { q, ...options });
  }

  /**
   * A statistic of its group for each row: columns of as many rows as the frame has, without the keys. Rows in no group
   * have missing values.
   *
   * @throws {InvalidParameterError} if there is no such statistic, or a setting lies outside its domain.
   */
  transform<F extends GroupStatistic>(
    statistic: F,
    options: GroupStatisticOptions = {},
  ): Frame<EachStatistic<S, V, F>> {
    const { codes } = this.#rowGroups();
    const columns = this.#each("GroupBy.transform", statistic, options);
    return this.#make(
      columns.map((column) => takeOrMissing(column, codes)),
      codes.length,
    );
  }

  /**
   * Each missing value as the last before it in its group: columns of as many rows as the frame has, without the keys.
   * Rows in no group become missing, as in pandas.
   *
   * @param options `limit`: most missing values filled in a row, an integer >= 1 or null for all (default).
   */
  ffill(options: Pick<FillLimits, "limit"> = {}): Frame<Pick<S, V>> {
    const { limit } = toFillLimits("GroupBy.ffill", options);
    return this.#mapped((column, groups) => groupFilled(column, groups, 1, limit));
  }

  /** Each missing value as the next behind it in its group; else as {@link GroupBy.ffill}. */
  bfill(options: Pick<FillLimits, "limit"> = {}): Frame<Pick<S, V>> {
    const { limit } = toFillLimits("GroupBy.bfill", options);
    return this.#mapped((column, groups) => groupFilled(column, groups, -1, limit));
  }

  /**
   * Each missing value as a statistic of its group (pandas: `x.fillna(groups.transform("mean"))`). Columns for which it is
   * not defined, and rows in no group, stay as they are; for one value whatever the group there is {@link Frame.fillna}.
   *
   * @example
   * ```ts
   * const frame = Frame.fromColumns({ k: ["a", "b", "a", "a"], x: [1, 5, null, 4] });
   * frame.groupBy("k").fillna("mean").column("x").toArray(); // => Float64Array.of(1, 5, 2.5, 4)
   * ```
   */
  fillna(statistic: GroupFillStatistic): Frame<Pick<S, V>> {
    const where = "GroupBy.fillna";
    if (!GROUP_FILL_STATISTICS.includes(statistic))
      throw new InvalidParameterError(
        where,
        "statistic",
        `one of ${GROUP_FILL_STATISTICS.join(", ")}`,
        statistic,
      );
    const options = resolveParams(where, statisticSpecs, {});
    return this.#mapped((column, groups) => filledWithStatistic(where, column, groups, statistic, options));
  }

  /**
   * Missing numbers between those of their group, never across groups; see {@link interpolate}. Other columns, and rows in
   * no group, stay as they are.
   */
  interpolate(options: GroupInterpolateOptions = {}): Frame<Pick<S, V>> {
    return this.#mapped((column, groups) =>
      groupInterpolated("GroupBy.interpolate", column, groups, options),
    );
  }

  /** The value so many rows before in the group of each row (behind, if negative); missing where there is none. */
  shift(periods = 1): Frame<Pick<S, V>> {
    if (!Number.isSafeInteger(periods))
      throw new InvalidParameterError("GroupBy.shift", "periods", "an integer", periods);
    return this.#mapped((column, groups) => groupShifted(column, groups, periods));
  }

  /** Sum of the group up to each row, of each column of numbers or booleans; missing values are skipped and stay missing. Behind an infinity the sum stays infinite (pandas' becomes missing). */
  cumsum(): Frame<EachStatistic<S, V, "sum">> {
    return this.#numbered(["number", "boolean"], (column, groups) => groupCumsums(numbersOf(column), groups));
  }

  /** Number of rows of the group before each row; missing for rows in no group. */
  cumcount(): NumberColumn {
    return new NumberColumn("cumcount", groupCumcounts(this.#rowGroups()));
  }

  /** Rank of each value within its group, from 1 on; missing values have none. */
  rank(options: RankOptions = {}): Frame<EachStatistic<S, V, "count">> {
    const resolved = resolveParams("GroupBy.rank", rankSpecs, options);
    const types = ["number", "boolean", "category", "date"] as const;
    return this.#numbered(types, (column, groups) => groupRanks(column, groups, resolved));
  }

  /**
   * The groups in order, each with its rows as a frame.
   *
   * @example
   * ```ts
   * const frame = Frame.fromColumns({ k: ["b", "a", "b"], x: [1, 2, 3] });
   * [...frame.groupBy("k").groups()].map(({ key, frame }) => [key.k, frame.rows]); // => [["a", 1], ["b", 2]]
   * ```
   */
  *groups(): Generator<Group<S, K>> {
    const { codes, count, firstRows } = this.#rowGroups();
    const { starts, rows } = rowsByGroup(codes, count);
    for (let g = 0; g < count; g++) {
      const frame = this.#frame.takeRows(rows.subarray(starts[g], starts[g + 1]));
      const key = this.#make(this.#keys, codes.length)
        .takeRows(firstRows.subarray(g, g + 1))
        .toRows()[0];
      yield { key: key as Row<Pick<S, K>>, frame };
    }
  }

  /** The value columns, each made another of as many rows. */
  #mapped(make: (column: Column, groups: RowGroups) => Column): Frame {
    const groups = this.#rowGroups();
    return this.#make(
      this.#values.map((column) => make(column, groups)),
      groups.codes.length,
    );
  }

  /** The value columns of some types, each made numbers. */
  #numbered(types: readonly ColumnType[], make: (column: Column, groups: RowGroups) => Float64Array): Frame {
    const groups = this.#rowGroups();
    const columns = this.#values.filter((column) => types.includes(column.type));
    return this.#make(
      columns.map((column) => new NumberColumn(column.name, make(column, groups))),
      groups.codes.length,
    );
  }

  #rowGroups(): RowGroups {
    const known = { sums: new Map() };
    this.#groups ??= { ...groupRows(this.#keys, this.#frame.rows, this.#options), ...known };
    return this.#groups;
  }

  /** The keys of the groups, then these columns. */
  #framed(columns: readonly Column[]): Frame {
    const { firstRows, count } = this.#rowGroups();
    return this.#make([...this.#keys.map((key) => key.takeRows(firstRows)), ...columns], count);
  }

  /** A statistic of each column for which it is defined. */
  #each(where: string, statistic: GroupStatistic, given: GroupStatisticOptions): Column[] {
    checkStatistic(where, statistic);
    const options = resolveParams(where, statisticSpecs, given);
    const types = typesOfEach(statistic);
    return this.#values
      .filter((column) => types.includes(column.type))
      .map((column) => groupStatistic(where, column, this.#rowGroups(), statistic, options));
  }

  #aggregate(where: string, name: string, spec: unknown): Column {
    if (typeof spec === "string") return this.#aggregate(where, name, [name, spec]);
    if (!Array.isArray(spec) || spec.length < 2)
      throw new InvalidParameterError(where, name, "[column, statistic] or a statistic", spec);
    const [of, statistic, options = {}] = spec as [string, unknown, GroupStatisticOptions?];
    const column = findColumn(where, this.#frame, of);
    if (typeof statistic === "function")
      return this.#ownStatistic(where, name, column, statistic as (column: Column) => AggregateCell);
    checkStatistic(where, statistic);
    const resolved = resolveParams(where, statisticSpecs, options);
    return groupStatistic(where, column, this.#rowGroups(), statistic, resolved).rename(name);
  }

  #ownStatistic(where: string, name: string, column: Column, of: (column: Column) => AggregateCell): Column {
    const { codes, count } = this.#rowGroups();
    const { starts, rows } = rowsByGroup(codes, count);
    const cells = Array.from({ length: count }, (_, g) =>
      of(column.takeRows(rows.subarray(starts[g], starts[g + 1]))),
    );
    return columnFrom(where, name, cells as ColumnSource);
  }
}

/** Types of the columns that a statistic of every column is taken of: those of `numeric_only=True`. */
function typesOfEach(statistic: GroupStatistic): readonly ColumnType[] {
  const { types } = GROUP_STATISTICS[statistic];
  return types.includes("category") ? types : types.filter((type) => type !== "date");
}

function checkStatistic(where: string, statistic: unknown): asserts statistic is GroupStatistic {
  if (typeof statistic === "string" && Object.hasOwn(GROUP_STATISTICS, statistic)) return;
  const names = Object.keys(GROUP_STATISTICS);
  const near = typeof statistic === "string" ? nearestName(statistic, names) : undefined;
  const hint = near === undefined ? "" : ` (did you mean ${JSON.stringify(near)}?)`;
  throw new InvalidParameterError(
    where,
    "statistic",
    `one of ${names.join(", ")} or a function${hint}`,
    statistic,
  );
}
