import { gatherRows } from "../core/gather-rows.js";
import type { Matrix } from "../core/matrix.js";

/** Rows of a matrix: all of them, or those of some numbers, in the order of these. */
export interface RowView {
  /** The matrix, row-major. */
  readonly data: Float64Array;
  readonly columns: number;
  /** Numbers of the rows; undefined: all rows. */
  readonly index: Int32Array | undefined;
  /** How many rows there are. */
  readonly count: number;
}

/** Rows of a matrix, without a copy of them. */
export function viewRows({ data, rows, columns }: Matrix, index?: Int32Array): RowView {
  return { data, columns, index, count: index?.length ?? rows };
}

/** All rows of an array, shape (count, columns), row-major. */
export function rowsOfArray(data: Float64Array, columns: number): RowView {
  return { data, columns, index: undefined, count: data.length / columns };
}

/** Writes the picked rows [begin, end), shape (end - begin, columns), row-major. */
export function copyView(rows: RowView, begin: number, end: number, out: Float64Array): void {
  const { data, columns, index } = rows;
  if (index === undefined) out.set(data.subarray(begin * columns, end * columns));
  else gatherRows(data, columns, index.subarray(begin, end), out);
}

/** The picked rows by themselves, shape (count, columns): a copy where they are not all rows of their matrix. */
export function viewedData(rows: RowView): Float64Array {
  if (rows.index === undefined) return rows.data;
  const out = new Float64Array(rows.count * rows.columns);
  copyView(rows, 0, rows.count, out);
  return out;
}
