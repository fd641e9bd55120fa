import type { ColumnType } from "../base/estimator.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { DateColumn } from "./date-column.js";
import { toMilliseconds } from "./date-parts.js";
import { groupMedians, groupModes, groupQuantiles } from "./group-order.js";
import { type RowGroups, rowsByGroup } from "./group-rows.js";
import { groupExtremes, groupMeans, groupSums, groupVariances } from "./group-sums.js";
import { codeValues, numbersOf } from "./key-codes.js";
import { NumberColumn } from "./number-column.js";
import type { QuantileInterpolation } from "./statistics/present-quantiles.js";
import { takeOrMissing } from "./take-or-missing.js";

/** Statistics of any column: numbers of rows or values. */
export type CountStatistic = "count" | "size" | "nunique";

/** Statistics of any column that are one of its values. */
export type ValueStatistic = "min" | "max" | "first" | "last" | "mode";

/** Statistics of numbers, of booleans as 1 and 0, and of dates as their times. */
export type MiddleStatistic = "mean" | "median" | "quantile";

/** Statistics of numbers, and of booleans as 1 and 0. */
export type NumberStatistic = "sum" | "std" | "var" | "sem" | "prod";

/** Names of the statistics of a group, as pandas has them. */
export type GroupStatistic = CountStatistic | ValueStatistic | MiddleStatistic | NumberStatistic;

/** Settings of a statistic. */
export interface GroupStatisticOptions {
  /** Divisor of `std`, `var` and `sem` is n - ddof; an integer >= 0; default 1. */
  readonly ddof?: number;
  /** Share of the values below the `quantile`; in [0, 1]; default 0.5. */
  readonly q?: number;
  /** How a `quantile` between two values is taken; default "linear". */
  readonly interpolation?: QuantileInterpolation;
}

/** The same with all defaults filled in. */
export type ResolvedStatisticOptions = Readonly<Required<GroupStatisticOptions>>;

interface Statistic {
  readonly types: readonly ColumnType[];
  readonly of: (column: Column, groups: RowGroups, options: ResolvedStatisticOptions) => Column;
}

const ALL: readonly ColumnType[] = ["number", "boolean", "category", "date"];
const NUMERIC: readonly ColumnType[] = ["number", "boolean"];
const WITH_MIDDLE: readonly ColumnType[] = ["number", "boolean", "date"];

type OfNumbers = (values: Float64Array, groups: RowGroups, options: ResolvedStatisticOptions) => Float64Array;

const numeric = (of: OfNumbers): Statistic => ({
  types: NUMERIC,
  of: (column, groups, options) => new NumberColumn(column.name, of(numbersOf(column), groups, options)),
});

const middle = (of: OfNumbers): Statistic => ({
  types: WITH_MIDDLE,
  of: (column, groups, options) => {
    const numbers = of(numbersOf(column), groups, options);
    return column instanceof DateColumn
      ? new DateColumn(column.name, numbers.map(toMilliseconds))
      : new NumberColumn(column.name, numbers);
  },
});

/** One of the values of the column, found among its numbers or, for categories and booleans, its ranks. */
const value = (of: OfNumbers): Statistic => ({
  types: ALL,
  of: (column, groups, options) => {
    if (column instanceof NumberColumn)
      return new NumberColumn(column.name, of(column.values, groups, options));
    if (column instanceof DateColumn) return new DateColumn(column.name, of(column.times, groups, options));
    const { parts, count } = codeValues([column], true);
    const ranks = numbersOf(new CategoryColumn(column.name, parts[0]!, []));
    const rowOf = new Int32Array(count).fill(-1);
    for (let i = 0; i < ranks.length; i++) if (!Number.isNaN(ranks[i]!)) rowOf[ranks[i]!] = i;
    const rows = Int32Array.from(of(ranks, groups, options), (rank) =>
      Number.isNaN(rank) ? -1 : rowOf[rank]!,
    );
    return takeOrMissing(column, rows);
  },
});

const end = (fromLast: boolean): Statistic => ({
  types: ALL,
  of: (column, groups) => takeOrMissing(column, endRows(column, groups, fromLast)),
});

const counted = (of: (column: Column, groups: RowGroups) => Float64Array): Statistic => ({
  types: ALL,
  of: (column, groups) => new NumberColumn(column.name, of(column, groups)),
});

/** What each statistic is defined for, and how it is computed. */
export const GROUP_STATISTICS: Readonly<Record<GroupStatistic, Statistic>> = {
  count: counted(presentCounts),
  size: counted((_, groups) => groupSizes(groups)),
  nunique: counted(distinctCounts),
  sum: numeric(groupSums),
  mean: middle(groupMeans),
  median: middle(groupMedians),
  quantile: middle((values, groups, { q, interpolation }) =>
    groupQuantiles(values, groups, q, interpolation),
  ),
  var: numeric((values, groups, { ddof }) => groupVariances(values, groups, ddof)),
  std: numeric((values, groups, { ddof }) => groupVariances(values, groups, ddof).map(Math.sqrt)),
  sem: numeric(standardErrors),
  prod: numeric(groupProducts),
  min: value((values, groups) => groupExtremes(values, groups, 1)),
  max: value((values, groups) => groupExtremes(values, groups, -1)),
  mode: value(groupModes),
  first: end(false),
  last: end(true),
};

/**
 * A statistic of one column for each group, under the name of the column; missing values are left out.
 *
 * @throws {InvalidInputError} if the statistic is not defined for the type of the column.
 */
export function groupStatistic(
  where: string,
  column: Column,
  groups: RowGroups,
  name: GroupStatistic,
  options: ResolvedStatisticOptions,
): Column {
  const { types, of } = GROUP_STATISTICS[name];
  if (!types.includes(column.type)) {
    const rule = `${name} must be taken of a ${types.slice(0, -1).join(", ")} or ${types.at(-1)} column`;
    throw new InvalidInputError(where, rule, new Described(`a ${column.type} column`), {
      column: column.name,
    });
  }
  return of(column, groups, options);
}

/** Number of rows of each group. */
export function groupSizes({ codes, count }: RowGroups): Float64Array {
  const sizes = new Float64Array(count);
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) sizes[codes[i]!]!++;
  return sizes;
}

function presentCounts(column: Column, groups: RowGroups): Float64Array {
  if (column.missingCount === 0) return groupSizes(groups);
  const counts = new Float64Array(groups.count);
  for (let i = 0; i < groups.codes.length; i++)
    if (groups.codes[i]! >= 0 && !column.isMissing(i)) counts[groups.codes[i]!]!++;
  return counts;
}

function distinctCounts(column: Column, groups: RowGroups): Float64Array {
  const { parts, count } = codeValues([column], false);
  const codes = parts[0]!;
  const { starts, rows } = rowsByGroup(groups.codes, groups.count);
  const seenIn = new Int32Array(count).fill(-1);
  const distinct = new Float64Array(groups.count);
  for (let g = 0; g < groups.count; g++) {
    for (let r = starts[g]!; r < starts[g + 1]!; r++) {
      const code = codes[rows[r]!]!;
      if (code < 0 || seenIn[code] === g) continue;
      seenIn[code] = g;
      distinct[g]!++;
    }
  }
  return distinct;
}

/** Row of the first or last value of each group that is not missing, -1 where it has none. */
function endRows(column: Column, { codes, count }: RowGroups, fromLast: boolean): Int32Array {
  const rows = new Int32Array(count).fill(-1);
  for (let i = 0; i < codes.length; i++) {
    const group = codes[i]!;
    if (group >= 0 && (fromLast || rows[group]! < 0) && !column.isMissing(i)) rows[group] = i;
  }
  return rows;
}

function standardErrors(
  values: Float64Array,
  groups: RowGroups,
  { ddof }: ResolvedStatisticOptions,
): Float64Array {
  const counts = presentCounts(new NumberColumn("", values), groups);
  return groupVariances(values, groups, ddof).map((variance, g) => Math.sqrt(variance / counts[g]!));
}

function groupProducts(values: Float64Array, { codes, count }: RowGroups): Float64Array {
  const products = new Float64Array(count).fill(1);
  for (let i = 0; i < codes.length; i++)
    if (codes[i]! >= 0 && !Number.isNaN(values[i]!)) products[codes[i]!]! *= values[i]!;
  return products;
}
