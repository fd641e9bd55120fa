import { compareByCodePoint } from "../base/labels.js";
import { resolveParams } from "../base/params.js";
import { InvalidInputError } from "../core/errors.js";
import { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { type ColumnSource, columnFrom } from "./column-of.js";
import { missingColumn } from "./column-types.js";
import { formatDate, isDayOnly } from "./csv/iso-date.js";
import { findColumns, type NamedColumns } from "./find-column.js";
import { combineCodes, groupRows, numberGroups, type RowGroups } from "./group-rows.js";
import {
  GROUP_STATISTICS,
  type GroupStatistic,
  groupSizes,
  groupStatistic,
  type ResolvedStatisticOptions,
} from "./group-statistics.js";
import { numbersOf } from "./key-codes.js";
import { NumberColumn } from "./number-column.js";
import { pivotSpecs, type ResolvedPivot } from "./pivot-options.js";
import { stackColumns } from "./stack-columns.js";
import { meanOf, stdOf, sumOf, varOf } from "./statistics/moments.js";
import { takeOrMissing } from "./take-or-missing.js";

const DEFAULTS: ResolvedStatisticOptions = { ddof: 1, q: 0.5, interpolation: "linear" };
const WHERE = "Frame.pivotTable";

/** The parts of a frame that make its pivot table. */
interface Pivot {
  readonly index: readonly Column[];
  readonly columns: readonly Column[];
  readonly values: readonly Column[];
  /** Rows of the frame by row and by column of the table. */
  readonly rowGroups: RowGroups;
  readonly columnGroups: RowGroups;
  readonly options: Readonly<ResolvedPivot>;
}

/** The pivot table of a frame: the index columns, then a column for each value and combination of `columns`. */
export function pivotColumns(
  frame: NamedColumns,
  given: object,
): { readonly columns: Column[]; readonly rows: number } {
  const pivot = pivotOf(frame, resolveParams<ResolvedPivot>(WHERE, pivotSpecs, given));
  const cells = tableCells(pivot);
  // As in pandas, a table without cells has no margins.
  const margins = pivot.options.margins && (cells.rowCodes.length > 0 || pivot.columns.length === 0);
  const { marginsName } = pivot.options;
  const shown = pivot.values.flatMap((_, v) => piecesOf(pivot, cells, v, margins));
  const keys = pivot.index.map((key) => key.takeRows(cells.firstRows));
  const labels = margins ? keys.map((key, k) => withLabel(key, k === 0 ? marginsName : "")) : keys;
  return {
    columns: [
      ...labels,
      ...shown.filter(({ length, missingCount }) => missingCount < length || length === 0),
    ],
    rows: cells.firstRows.length + (margins ? 1 : 0),
  };
}

function pivotOf(frame: NamedColumns, options: Readonly<ResolvedPivot>): Pivot {
  const index = findColumns(WHERE, "index", frame, options.index ?? []);
  const columns = findColumns(WHERE, "columns", frame, options.columns ?? []);
  const keys = [...index, ...columns];
  if (index.length === 0)
    throw new InvalidInputError(WHERE, "index must name at least one column", options.index);
  const twice = columns.find((column) => index.includes(column));
  if (twice !== undefined)
    throw new InvalidInputError(WHERE, "index and columns must have no column in common", twice.name);
  const { types } = GROUP_STATISTICS[options.aggfunc];
  const values =
    options.values === null
      ? frame.columns.filter((column) => !keys.includes(column) && types.includes(column.type))
      : findColumns(WHERE, "values", frame, options.values);
  const grouping = { dropna: true, sort: true };
  return {
    index,
    columns,
    values: [...values].sort((a, b) => compareByCodePoint(a.name, b.name)),
    rowGroups: groupRows(index, frame.rows, grouping),
    columnGroups: groupRows(columns, frame.rows, grouping),
    options,
  };
}

/** Where the groups of equal row and column stand in the table. */
interface Cells {
  /** Statistic of each group, one column for each value. */
  readonly statistics: readonly Column[];
  /** Group of each cell, column by column, -1 where there is none. */
  readonly groups: Int32Array;
  /** First row of the frame for each row of the table. */
  readonly firstRows: Int32Array;
  /** Row group of each row of the table. */
  readonly rowCodes: Int32Array;
  /** Column group of each column of the table. */
  readonly columnCodes: Int32Array;
}

/** Groups without any value leave no trace, as in pandas. */
function tableCells({ values, rowGroups, columnGroups, options }: Pivot): Cells {
  const rows = rowGroups.codes.length;
  const groups = numberGroups(combineCodes([rowGroups, columnGroups], rows, true), true);
  const statistics = values.map((value) => groupStatistic(WHERE, value, groups, options.aggfunc, DEFAULTS));
  const kept: number[] = [];
  for (let g = 0; g < groups.count; g++) if (statistics.some((column) => !column.isMissing(g))) kept.push(g);
  const rowOf = (g: number): number => rowGroups.codes[groups.firstRows[g]!]!;
  const columnOf = (g: number): number => columnGroups.codes[groups.firstRows[g]!]!;
  const rowCodes = distinctCodes(kept.map(rowOf), rowGroups.count);
  const columnCodes = distinctCodes(kept.map(columnOf), columnGroups.count);
  const rowAt = positionsOf(rowCodes, rowGroups.count);
  const columnAt = positionsOf(columnCodes, columnGroups.count);
  const cells = new Int32Array(rowCodes.length * columnCodes.length).fill(-1);
  for (const g of kept) cells[columnAt[columnOf(g)]! * rowCodes.length + rowAt[rowOf(g)]!] = g;
  const firstRows = rowCodes.map((code) => rowGroups.firstRows[code]!);
  return { statistics, groups: cells, firstRows, rowCodes, columnCodes };
}

function distinctCodes(codes: readonly number[], count: number): Int32Array {
  const present = new Uint8Array(count);
  for (const code of codes) present[code] = 1;
  return Int32Array.from(present.keys()).filter((code) => present[code] === 1);
}

function positionsOf(codes: Int32Array, count: number): Int32Array {
  const positions = new Int32Array(count).fill(-1);
  for (let i = 0; i < codes.length; i++) positions[codes[i]!] = i;
  return positions;
}

/** The columns of one value, that over all columns last. */
function piecesOf(pivot: Pivot, cells: Cells, v: number, withMargins: boolean): Column[] {
  const { columns, columnGroups, options, values } = pivot;
  const height = cells.rowCodes.length;
  const prefix = columns.length === 0 || typeof options.values !== "string" ? values[v]!.name : undefined;
  const margins = withMargins ? marginsOf(pivot, values[v]!) : undefined;
  const pieces = Array.from(cells.columnCodes, (code, c) => {
    const column = takeOrMissing(cells.statistics[v]!, cells.groups.subarray(c * height, (c + 1) * height));
    const labels = columns.map((key) => labelOf(key, columnGroups.firstRows[code]!));
    const name = [...(prefix === undefined ? [] : [prefix]), ...labels].join("_");
    return withLast(name, filled(column, options.fillValue), margins?.ofColumns, code);
  });
  if (margins === undefined || columns.length === 0) return pieces;
  const name = prefix === undefined ? options.marginsName : `${prefix}_${options.marginsName}`;
  return [...pieces, withLast(name, takeOrMissing(margins.ofRows, cells.rowCodes), margins.ofAll, 0)];
}

/** A statistic over all columns for each row group, over all rows for each column group, and over all. */
interface Margins {
  readonly ofRows: Column;
  readonly ofColumns: Column;
  readonly ofAll: Column;
}

/** Margins are over the rows that miss neither a key nor a value, as in pandas. */
function marginsOf(
  { index, columns, values, rowGroups, columnGroups, options }: Pivot,
  value: Column,
): Margins {
  const used = [...index, ...columns, ...values].filter((column) => column.missingCount > 0);
  const complete = new Uint8Array(value.length).map((_, i) =>
    used.some((column) => column.isMissing(i)) ? 0 : 1,
  );
  const over = ({ codes, count, firstRows }: RowGroups): { sizes: Float64Array; statistic: Column } => {
    const groups = { codes: codes.map((code, i) => (complete[i] === 1 ? code : -1)), count, firstRows };
    const statistic = groupStatistic(WHERE, value, groups, options.aggfunc, DEFAULTS);
    return { sizes: groupSizes(groups), statistic };
  };
  const overEach = (groups: RowGroups, fillValue: ResolvedPivot["fillValue"]): Column => {
    const { sizes, statistic } = over(groups);
    return takeOrFill(
      statistic,
      new Int32Array(groups.count).map((_, g) => (sizes[g] === 0 ? -1 : g)),
      fillValue,
    );
  };
  const all = { codes: new Int32Array(value.length), count: 1, firstRows: new Int32Array(1) };
  const ofAll = ownStatistic(value, complete, options.aggfunc) ?? over(all).statistic;
  return {
    ofRows: overEach(rowGroups, null),
    ofColumns: columns.length === 0 ? ofAll : overEach(columnGroups, options.fillValue),
    ofAll,
  };
}

/** A sum or moment over all rows: as in pandas the column's own, which rounds otherwise than that of groups. */
function ownStatistic(value: Column, complete: Uint8Array, name: GroupStatistic): Column | undefined {
  if (value.type !== "number" && value.type !== "boolean") return undefined;
  const values = numbersOf(value).filter((_, i) => complete[i] === 1);
  const one = (of: number): Column => new NumberColumn(value.name, Float64Array.of(of));
  if (name === "sum") return one(sumOf(values));
  if (name === "mean") return one(meanOf(values));
  if (name === "var") return one(varOf(values));
  if (name === "std") return one(stdOf(values));
  return name === "sem" ? one(stdOf(values) / Math.sqrt(values.length)) : undefined;
}

/** A column under a name, with one cell of another behind its last, if there is one. */
function withLast(name: string, column: Column, last: Column | undefined, row: number): Column {
  if (last === undefined) return column.rename(name);
  return stackColumns(WHERE, name, [column, takeOrMissing(last, Int32Array.of(row))]);
}

function filled(column: Column, value: ResolvedPivot["fillValue"]): Column {
  if (column.missingCount === 0) return column;
  const rows = new Int32Array(column.length).map((_, i) => (column.isMissing(i) ? -1 : i));
  return takeOrFill(column, rows, value);
}

/** The rows of a column with these indices, -1 giving the value. */
function takeOrFill(column: Column, rows: Int32Array, value: ResolvedPivot["fillValue"]): Column {
  if (value === null) return takeOrMissing(column, rows);
  const one = columnFrom(WHERE, "fillValue", [value] as ColumnSource);
  if (one.type !== column.type)
    throw new InvalidInputError(WHERE, `fillValue must be of the type of the cells, ${column.type}`, value);
  const stacked = stackColumns(WHERE, column.name, [column, one]);
  return takeOrMissing(
    stacked,
    rows.map((row) => (row < 0 ? column.length : row)),
  );
}

/** A key as texts, with a label behind its last cell; numbers and dates have no label but the first key's. */
function withLabel(key: Column, label: string): Column {
  if (label === "" && key.type !== "category")
    return stackColumns(WHERE, key.name, [key, missingColumn("", key.type, 1)]);
  const texts = Array.from({ length: key.length }, (_, i) => labelOf(key, i));
  if (texts.includes(label))
    throw new InvalidInputError(WHERE, "marginsName must be no value of a key", label);
  return CategoryColumn.from(key.name, [...texts, label]);
}

/** A cell as the name of a column; a day without its time. */
function labelOf(key: Column, row: number): string {
  const cell = key.get(row);
  return cell instanceof Date
    ? formatDate(cell.getTime(), isDayOnly(Float64Array.of(cell.getTime())))
    : String(cell);
}
