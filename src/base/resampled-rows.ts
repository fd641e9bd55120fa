import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError } from "../core/errors.js";
import { gatherRows } from "../core/gather-rows.js";
import { Matrix } from "../core/matrix.js";
import type { Cell, FrameLike, TableLike } from "./estimator.js";
import { allFinite, isFrameLike } from "./input.js";

/** Rows of the given samples, in order; a row may repeat. */
export interface SelectedRows {
  readonly rows: Int32Array;
}

/** New rows of numbers that are not yet written, so that they are written to where they stay. */
export interface RowsToWrite {
  readonly rows: number;
  readonly columns: number;
  /** Writes the rows, shape (rows, columns), row-major. */
  writeTo(out: Float64Array): void;
}

/** New rows of one class. */
export interface MadeRows {
  /** Features of the new rows: numbers, written or not, or by column numbers or rows whose cells they take. */
  readonly made: Matrix | CsrMatrix | RowsToWrite | MadeColumns;
  /** Class of the new rows, as its position among the classes. */
  readonly code: number;
  /** A row that each new row was made from, shape (rows made). */
  readonly from: Int32Array;
}

/** Columns of new rows: each holds numbers (Float64Array), or rows of the given samples whose cells it takes (Int32Array). */
export type MadeColumns = readonly (Float64Array | Int32Array)[];

/** A stretch of resampled rows. */
export type ResampledPart = SelectedRows | MadeRows;

/** {@link ResampledPart} whose rows are written. */
type WrittenPart = SelectedRows | (MadeRows & { readonly made: Matrix | CsrMatrix | MadeColumns });

/** Type of resampled samples: what they were before; rows of numbers become a matrix. */
export type ResampledTable<T> = T extends Matrix | CsrMatrix
  ? T
  : T extends { takeRows(index: ArrayLike<number>): infer F }
    ? F
    : T extends readonly ArrayLike<number>[]
      ? Matrix
      : Matrix | Cell[][];

/** For each resampled row, the given row that it is or was made from. */
export function originsOf(parts: readonly ResampledPart[]): Int32Array {
  return joined(parts.map((part) => ("rows" in part ? part.rows : part.from)));
}

/** The given rows that resampled rows are copies of; undefined if some are made. */
export function copiedRows(parts: readonly ResampledPart[]): Int32Array | undefined {
  return parts.every((part) => "rows" in part) ? originsOf(parts) : undefined;
}

/**
 * For each resampled row, a given row with its label.
 *
 * @param codes class of each given row; every class that rows are made of occurs.
 */
export function labelRows(parts: readonly ResampledPart[], codes: Int32Array): Int32Array {
  return joined(
    parts.map((part) =>
      "rows" in part ? part.rows : new Int32Array(part.from.length).fill(codes.indexOf(part.code)),
    ),
  );
}

function joined(pieces: readonly Int32Array[]): Int32Array {
  const out = new Int32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/**
 * Puts resampled rows together, as the kind of table that was given.
 *
 * Cost: one write of the result.
 *
 * @param X the given samples, checked; not changed, shares nothing with the result.
 * @returns a Matrix, a CsrMatrix or a frame as X is; of rows of numbers a Matrix; of rows of cells rows of cells.
 * @throws {InvalidInputError} if a new row is not finite.
 */
export function assembleRows(where: string, X: TableLike, parts: readonly ResampledPart[]): TableLike {
  if (X instanceof Matrix) return assembleMatrix(where, X, parts);
  const written = parts.map(writtenPart);
  for (const part of written) if (!("rows" in part)) checkMade(where, part.made);
  if (X instanceof CsrMatrix) return assembleSparse(X, written);
  if (isFrameLike(X)) return assembleFrame(where, X, written);
  return assembleArrays(X as readonly (readonly Cell[])[], written);
}

function writtenPart(part: ResampledPart): WrittenPart {
  if ("rows" in part) return part;
  const { made, ...rest } = part;
  if (!("writeTo" in made)) return { made, ...rest };
  const matrix = Matrix.zeros(made.rows, made.columns);
  made.writeTo(matrix.data);
  return { made: matrix, ...rest };
}

/** New rows of given ones near the largest numbers may overflow. */
function checkMade(where: string, made: Matrix | CsrMatrix | MadeColumns): void {
  const pieces = made instanceof Matrix || made instanceof CsrMatrix ? [made.data] : made;
  for (const piece of pieces) if (!(piece instanceof Int32Array)) checkMadeNumbers(where, piece);
}

function checkMadeNumbers(where: string, numbers: Float64Array): void {
  if (allFinite(numbers)) return;
  const rule = "X must hold numbers small enough for new rows to be finite";
  throw new InvalidInputError(
    where,
    rule,
    numbers.find((value) => !Number.isFinite(value)),
  );
}

function assembleMatrix(where: string, X: Matrix, parts: readonly ResampledPart[]): Matrix {
  const { columns, columnNames } = X;
  const rows = originsOf(parts).length;
  const out = new Matrix(new Float64Array(rows * columns), rows, columns, columnNames);
  let at = 0;
  for (const part of parts) {
    const end = at + ("rows" in part ? part.rows : part.from).length * columns;
    const block = out.data.subarray(at, end);
    if ("rows" in part) gatherRows(X.data, columns, part.rows, block);
    else {
      if ("writeTo" in part.made) part.made.writeTo(block);
      else writeMade(X, part.made, block);
      checkMadeNumbers(where, block);
    }
    at = end;
  }
  return out;
}

/** Writes made rows, shape (rows made, columns of X), row-major. */
function writeMade(X: Matrix, made: Matrix | CsrMatrix | MadeColumns, out: Float64Array): void {
  if (made instanceof Matrix) out.set(made.data);
  else if (made instanceof CsrMatrix) out.set(made.toMatrix().data);
  else {
    const { data, columns: d } = X;
    for (const [j, column] of made.entries()) {
      const isNumbers = column instanceof Float64Array;
      for (let i = 0, to = j; i < column.length; i++, to += d)
        out[to] = isNumbers ? column[i]! : data[column[i]! * d + j]!;
    }
  }
}

function assembleSparse(X: CsrMatrix, parts: readonly WrittenPart[]): CsrMatrix {
  const pieces = parts.map((part) => sparseOf(X, part));
  const stored = pieces.reduce((sum, piece) => sum + piece.nnz, 0);
  const rows = pieces.reduce((sum, piece) => sum + piece.rows, 0);
  const data = new Float64Array(stored);
  const indices = new Int32Array(stored);
  const indptr = new Int32Array(rows + 1);
  let row = 0;
  let at = 0;
  for (const piece of pieces) {
    data.set(piece.data, at);
    indices.set(piece.indices, at);
    for (let i = 0; i < piece.rows; i++) indptr[++row] = at + piece.indptr[i + 1]!;
    at += piece.nnz;
  }
  return new CsrMatrix(data, indices, indptr, X.columns, X.columnNames);
}

function sparseOf(X: CsrMatrix, part: WrittenPart): CsrMatrix {
  if ("rows" in part) return X.takeRows(part.rows);
  if (part.made instanceof CsrMatrix) return part.made;
  if (part.made instanceof Matrix) return CsrMatrix.fromMatrix(part.made);
  const rows = Matrix.zeros(part.from.length, X.columns);
  writeMade(X.toMatrix(), part.made, rows.data);
  return CsrMatrix.fromMatrix(rows);
}

function assembleFrame(where: string, X: FrameLike, parts: readonly WrittenPart[]): FrameLike {
  const copied = copiedRows(parts);
  if (copied !== undefined) return X.takeRows(copied);
  if (X.remade === undefined) throw new InvalidInputError(where, "X must be a Frame or a matrix", X);
  const columns = X.columnNames.map((name, j) => columnOf(X, name, j, parts));
  return X.remade(columns);
}

/** Column j of the result: rows to pick from the given one, or numbers. */
function columnOf(
  X: FrameLike,
  name: string,
  j: number,
  parts: readonly WrittenPart[],
): Float64Array | Int32Array {
  const picked = parts.every((part) => "rows" in part || takesCells(part, j));
  if (picked)
    return joined(parts.map((part) => ("rows" in part ? part.rows : (part.made as Int32Array[])[j]!)));
  const given = X.X([name]).data;
  const pieces = parts.map((part) => numbersOf(given, j, part));
  const out = new Float64Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function takesCells({ made }: Extract<WrittenPart, MadeRows>, j: number): boolean {
  return !(made instanceof Matrix || made instanceof CsrMatrix) && made[j] instanceof Int32Array;
}

function numbersOf(given: Float64Array, j: number, part: WrittenPart): Float64Array {
  if ("rows" in part) return Float64Array.from(part.rows, (row) => given[row]!);
  const { made } = part;
  if (made instanceof CsrMatrix) return made.toMatrix().column(j);
  if (made instanceof Matrix) return made.column(j);
  const column = made[j]!;
  return column instanceof Float64Array ? column : Float64Array.from(column, (row) => given[row]!);
}

function assembleArrays(X: readonly (readonly Cell[])[], parts: readonly WrittenPart[]): TableLike {
  const cells = parts.flatMap((part) => cellRows(X, part));
  const areNumbers = X.every((row) => Array.from(row).every((cell) => typeof cell === "number"));
  return areNumbers ? Matrix.from(cells as number[][]) : cells;
}

function cellRows(X: readonly (readonly Cell[])[], part: WrittenPart): Cell[][] {
  if ("rows" in part) return Array.from(part.rows, (row) => Array.from(X[row]!));
  const { made } = part;
  if (made instanceof Matrix || made instanceof CsrMatrix) return made.toArray();
  return Array.from(part.from, (_, i) =>
    made.map((column, j) => (column instanceof Float64Array ? column[i]! : (X[column[i]!]![j] ?? null))),
  );
}
