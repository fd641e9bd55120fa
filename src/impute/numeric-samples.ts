import type { Cell, ColumnType, FrameLike, MatrixLike, TableLike } from "../base/estimator.js";
import { checkFinite, isFrameLike, toMatrix } from "../base/input.js";
import { matrixOfCells } from "../base/table.js";
import { Matrix } from "../core/matrix.js";

/** Samples that are numbers throughout, so that imputing gives a matrix. */
export type NumericLike =
  | Exclude<MatrixLike, FrameLike>
  | readonly (readonly (number | null | undefined)[])[];

/** Samples of numbers, some of them missing: NaN, or null and undefined in rows. */
export type HoledLike = MatrixLike | readonly (readonly (number | null | undefined)[])[];

/** Whether all columns are numbers; the booleans of a frame count as 0 and 1. */
export function isNumeric(X: TableLike, types: readonly ColumnType[]): boolean {
  return types.every((type) => type === "number" || (type === "boolean" && isFrameLike(X)));
}

/**
 * A table of numbers as a matrix; in rows of cells, null and undefined are NaN. NaN is welcome if it stands for a
 * missing value.
 *
 * @param deferFinite leaves Infinity to the caller, who finds it as it goes.
 * @throws {InvalidInputError} if a cell is no number, infinite, or NaN where another value stands for a missing one.
 */
export function numericSamples(
  where: string,
  X: TableLike,
  missingValues: number | string,
  deferFinite = false,
): Matrix {
  const allowMissing = Number.isNaN(missingValues);
  if (!Array.isArray(X)) return toMatrix(where, X as MatrixLike, { allowMissing, deferFinite });
  const rows = X as readonly (readonly Cell[])[];
  const matrix = matrixOfCells(
    where,
    rows,
    Array.from(rows[0]!, (_, j) => j),
  );
  checkFinite(where, matrix, allowMissing);
  return matrix;
}

/**
 * Samples of numbers with NaN wherever a value is missing; a copy where another number stands for that.
 *
 * @throws {InvalidInputError} as {@link numericSamples}.
 */
export function holedSamples(where: string, X: TableLike, missingValues: number): Matrix {
  const matrix = numericSamples(where, X, missingValues);
  if (Number.isNaN(missingValues)) return matrix;
  const data = matrix.data.map((value) => (value === missingValues ? Number.NaN : value));
  return new Matrix(data, matrix.rows, matrix.columns, matrix.columnNames);
}
