import { choice, custom, integer, nullByDefault, type ParamSpecs, resolveParams } from "../base/params.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Column } from "./column.js";
import { DateColumn } from "./date-column.js";
import { toMilliseconds } from "./date-parts.js";
import type { AxisSource, InterpolateOptions } from "./fill/interpolate-values.js";
import { interpolateValues } from "./fill/interpolate-values.js";
import { FILL_STATISTICS, type FillStatistic, NumberColumn } from "./number-column.js";
import type { NameOf, Schema } from "./schema.js";

/** What missing values of a column can be filled with: one of its values, or a statistic that its type has. */
export interface FillTypes {
  readonly number: number | FillStatistic;
  readonly category: string;
  readonly boolean: boolean | "mode";
  readonly date: Date | FillStatistic;
}

/** Values to fill by name of the column. */
export type FillByColumn<S extends Schema> = { readonly [K in NameOf<S>]?: FillTypes[S[K]] };

/** Options of {@link Frame.dropna}. */
export interface DropnaOptions<Name extends string = string> {
  /** What is dropped: rows (0, "index") or columns (1, "columns"). Default 0. */
  readonly axis?: 0 | 1 | "index" | "columns";
  /** Dropped if "any" value is missing, or if "all" are; columns without rows miss none. Default "any". */
  readonly how?: "any" | "all";
  /** Least number of values that keeps a row or column; in the place of `how`. Default null. */
  readonly thresh?: number | null;
  /** Columns that are looked at, where rows are dropped. Default: all. */
  readonly subset?: readonly Name[] | null;
}

const dropnaSpecs: ParamSpecs<DropnaOptions> = {
  axis: custom({
    default: 0,
    domain: 'one of 0, 1, "index", "columns"',
    help: "What is dropped: rows or columns.",
    outside: [2, "rows", null],
    accepts: (value) => [0, 1, "index", "columns"].includes(value as string),
  }),
  how: choice({
    default: "any",
    options: ["any", "all"],
    help: "Whether one or all values must be missing.",
  }),
  thresh: nullByDefault(
    integer({ default: 0, min: 0, help: "Least number of values that keeps a row or column." }),
    "how decides",
  ),
  subset: nullByDefault(
    custom<readonly string[]>({
      default: [],
      domain: "an array of names",
      help: "Columns that are looked at.",
      outside: ["name", 1],
      accepts: (value) => Array.isArray(value),
    }),
    "all columns",
  ),
};

/** What {@link Frame.dropna} keeps: rows by their numbers, or columns. */
export type Kept = { readonly rows: Int32Array } | { readonly columns: readonly Column[] };

/** What is left when rows or columns with missing values are dropped. */
export function dropMissing(
  columns: readonly Column[],
  rows: number,
  options: DropnaOptions,
  named: (name: string) => Column,
): Kept {
  const where = "Frame.dropna";
  const { axis = 0, how = "any", thresh = null, subset = null } = resolveParams(where, dropnaSpecs, options);
  if (thresh !== null && options.how !== undefined)
    throw new InvalidParameterError(where, "how", "left out where thresh is given", how);
  const needed = (cells: number): number => thresh ?? (how === "any" ? cells : Math.min(1, cells));
  if (axis === 1 || axis === "columns") {
    if (subset !== null)
      throw new InvalidParameterError(where, "subset", "left out where columns are dropped", subset);
    return { columns: columns.filter((column) => rows - column.missingCount >= needed(rows)) };
  }
  const looked = subset === null ? columns : subset.map(named);
  const present = new Int32Array(rows).fill(looked.length);
  for (const column of looked) {
    if (column.missingCount === 0) continue;
    for (let i = 0; i < rows; i++) if (column.isMissing(i)) present[i]!--;
  }
  const least = needed(looked.length);
  const kept = new Int32Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) if (present[i]! >= least) kept[count++] = i;
  return { rows: kept.subarray(0, count) };
}

/**
 * Fills every column with one value, or those by name. A column without missing values is shared.
 *
 * @throws {InvalidInputError} if a column has missing values of another type than the one value.
 */
export function fillMissing(columns: readonly Column[], value: unknown): Column[] {
  if (isByName(value)) {
    return columns.map((column) => {
      const own = Object.hasOwn(value, column.name) ? value[column.name] : undefined;
      return own === undefined ? column : column.fillna(own);
    });
  }
  const isStatistic = FILL_STATISTICS.includes(value as FillStatistic);
  return columns.map((column) => {
    if (column.missingCount === 0) return column;
    if (isStatistic && (value === "mode" || column.type === "number" || column.type === "date"))
      return column.fillna(value);
    if (isStatistic) return column;
    checkFillType(column, value);
    return column.fillna(value);
  });
}

/** Names of the columns that values are given for. */
export function namesToFill(value: unknown): readonly string[] {
  return isByName(value) ? Object.keys(value) : [];
}

function isByName(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !(value instanceof Date) && !Array.isArray(value);
}

const TYPE_OF: Readonly<Record<string, string>> = {
  number: "number",
  string: "category",
  boolean: "boolean",
};

function checkFillType(column: Column, value: unknown): void {
  const type = value instanceof Date ? "date" : TYPE_OF[typeof value];
  if (type === column.type) return;
  const rule = `value must be a ${column.type}, as the column with missing values, or given by name: { column: value }`;
  throw new InvalidInputError("Frame.fillna", rule, value, { column: column.name });
}

/** Options of {@link Frame.interpolate}; `index` may name a column. */
export interface FrameInterpolateOptions<Name extends string = string>
  extends Omit<InterpolateOptions, "index"> {
  /** Place of each row on the axis: the name of a column, a column or an array. */
  readonly index?: Name | AxisSource;
}

/**
 * Interpolates the columns of numbers and dates; others are shared.
 *
 * @throws {InvalidInputError} if a column of categories or booleans has missing values.
 */
export function interpolateColumns(
  columns: readonly Column[],
  { index, ...rest }: FrameInterpolateOptions,
  named: (name: string) => Column,
): Column[] {
  const where = "Frame.interpolate";
  const axis = typeof index === "string" ? named(index) : index;
  const options = axis === undefined ? rest : { ...rest, index: axis };
  return columns.map((column) => {
    if (column === axis) return column;
    if (column instanceof NumberColumn) return column.interpolate(options);
    if (column instanceof DateColumn) {
      const times = interpolateValues(where, column.times, options).map(toMilliseconds);
      return new DateColumn(column.name, times);
    }
    if (column.missingCount === 0) return column;
    const rule = `a ${column.type} column cannot be interpolated: fill it or leave it out first`;
    throw new InvalidInputError(where, rule, null, { column: column.name });
  });
}
