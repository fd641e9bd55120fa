import type { Cell, ColumnType, FrameLike, TableLike } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { checkFinite, type SeenFeatures } from "../base/input.js";
import {
  type CodedColumn,
  cellAt,
  codedColumn,
  columnTypes,
  firstRowOf,
  takeColumns,
} from "../base/table.js";
import { InvalidInputError } from "../core/errors.js";
import { presentValues } from "../core/present-values.js";
import { type FillRules, levelToFill, numberToFill, typeOfCell } from "./fill-statistic.js";

/** A column of a table as the imputer sees it: numbers, or codes of texts, booleans or dates; -1 and NaN are missing. */
export type ImputedColumn =
  | { readonly type: "number"; readonly values: Float64Array }
  | { readonly type: Exclude<ColumnType, "number">; readonly coded: CodedColumn };

/** Statistics of the columns of a table that holds more than numbers. */
export interface TableStatistics {
  readonly statistics: readonly Cell[];
  /** Positions of the features that had missing values. */
  readonly incomplete: readonly number[];
  readonly types: readonly ColumnType[];
}

/**
 * What the missing values of each column become.
 *
 * @throws {InvalidInputError} if a column holds what the strategy cannot use, or cells of several types.
 * @throws {InvalidParameterError} if the constant does not fit a column.
 */
export function tableStatistics(
  where: string,
  X: TableLike,
  seen: SeenFeatures,
  rules: FillRules & { readonly missingValues: number | string },
): TableStatistics {
  const types = columnTypes(X);
  const frame = asFrame(X, inputNames(seen));
  const incomplete: number[] = [];
  const statistics = types.map((type, j): Cell => {
    const column = imputedColumn(where, frame, j, type, rules.missingValues, seen.featureNames?.[j] ?? j);
    if (hasMissing(column)) incomplete.push(j);
    if (column.type === "number") {
      const fill = numberToFill(presentValues(column.values), rules);
      return Number.isNaN(fill) ? null : fill;
    }
    checkStrategy(where, column.coded, rules, seen.featureNames?.[j] ?? j);
    return levelToFill(column.coded, column.type, rules);
  });
  return { statistics, incomplete, types };
}

/** Any table as a frame with these names. */
export function asFrame(X: TableLike, names: readonly string[]): FrameLike {
  const all = names.map((_, j) => j);
  return takeColumns(X, all, names) as FrameLike;
}

/**
 * One column with what stands for a missing value taken out.
 *
 * @throws {InvalidInputError} if it holds Infinity, cells of another type, or is missing while another value stands for that.
 */
export function imputedColumn(
  where: string,
  frame: FrameLike,
  j: number,
  type: ColumnType,
  missingValues: number | string,
  place: number | string,
): ImputedColumn {
  if (type === "number") {
    const matrix = frame.X([frame.columnNames[j]!]);
    checkFinite(where, matrix, Number.isNaN(missingValues));
    const values = matrix.data.map((value) => (value === missingValues ? Number.NaN : value));
    return { type, values };
  }
  const coded = codedColumn(where, frame, j);
  const foreign = firstRowOf(coded, (cell) => (typeOfCell(cell) ?? type) !== type);
  if (foreign !== undefined) {
    const rule = `X must hold ${type === "category" ? "text" : `${type}s`} in this column, as in fit`;
    throw new InvalidInputError(where, rule, cellAt(coded, foreign), { row: foreign, column: place });
  }
  if (Number.isNaN(missingValues)) return { type, coded };
  const row = firstRowOf(coded, (cell) => cell === null);
  if (row !== undefined) {
    const rule = "X must have no missing value but missingValues";
    throw new InvalidInputError(where, rule, null, { row, column: place });
  }
  const marker = coded.levels.indexOf(missingValues);
  return {
    type,
    coded: { levels: coded.levels, codes: coded.codes.map((code) => (code === marker ? -1 : code)) },
  };
}

/** Whether a value of the column is missing. */
function hasMissing(column: ImputedColumn): boolean {
  return column.type === "number" ? column.values.some(Number.isNaN) : column.coded.codes.includes(-1);
}

function checkStrategy(
  where: string,
  coded: CodedColumn,
  { strategy }: FillRules,
  place: number | string,
): void {
  if (strategy === "most_frequent" || strategy === "constant") return;
  const row = firstRowOf(coded, (cell) => cell !== null) ?? 0;
  const name = typeof strategy === "function" ? "given" : JSON.stringify(strategy);
  throw new InvalidInputError(where, `X must hold numbers for the strategy ${name}`, cellAt(coded, row), {
    row,
    column: place,
  });
}
