import { InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { passRows } from "../core/row-origin.js";
import { BooleanColumn } from "./boolean-column.js";
import type { Column } from "./column.js";
import { NumberColumn } from "./number-column.js";

// 512 rows × 20 columns × 8 bytes: the rows that are written together stay in the second-level cache.
const ROWS_AT_ONCE = 512;

/**
 * Numeric columns side by side as a matrix: missing values NaN, true 1, false 0. Cost: O(rows × columns).
 *
 * @throws {InvalidInputError} naming the first column that holds categories or dates.
 */
export function designMatrix(where: string, columns: readonly Column[], rows: number): Matrix {
  const sources = columns.map((column) => numericValues(where, column));
  const width = columns.length;
  const data = new Float64Array(rows * width);
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    const to = Math.min(rows, from + ROWS_AT_ONCE);
    for (let j = 0; j < width; j++) {
      const values = sources[j]!;
      for (let i = from, p = from * width + j; i < to; i++, p += width) data[p] = values[i]!;
    }
  }
  const names = columns.map((column) => column.name);
  const matrix = new Matrix(data, rows, width, names);
  for (const column of columns) passRows(column, matrix);
  return matrix;
}

function numericValues(where: string, column: Column): Float64Array {
  if (column instanceof NumberColumn) return column.values;
  if (column instanceof BooleanColumn)
    return Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code));
  const remedy =
    column.type === "date"
      ? "dates must be turned into numbers first or left out"
      : "categories must be encoded first, for example by OneHotEncoder in a ColumnTransformer";
  throw new InvalidInputError(
    where,
    `X must have numeric columns; ${remedy}`,
    column.get(firstValue(column)),
    {
      column: column.name,
    },
  );
}

function firstValue(column: Column): number {
  for (let i = 0; i < column.length; i++) if (!column.isMissing(i)) return i;
  return 0;
}
