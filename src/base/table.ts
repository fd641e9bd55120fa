import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import type { Cell, ColumnLike, ColumnType, FrameLike, TableLike } from "./estimator.js";
import { distinctNames } from "./feature-names.js";
import { checkSeenFeatures, isFrameLike, plural, type SeenFeatures, tableFeatures } from "./input.js";
import { compareLabels } from "./labels.js";

/** A column with its distinct values numbered; missing ones (null, undefined, NaN) are left out. */
export interface CodedColumn {
  /** Distinct values by code, in any order; some may occur in no row. */
  readonly levels: readonly Cell[];
  /** Code of each row; -1 if it is missing. */
  readonly codes: Int8Array | Int16Array | Int32Array;
}

/** A table whose columns can be read one by one. */
export type DenseTable = Exclude<TableLike, CsrMatrix>;

/** A sparse matrix as a dense one; every other table as it is. */
export function denseTable(X: TableLike): DenseTable {
  return X instanceof CsrMatrix ? X.toMatrix() : X;
}

/** Whether a cell is missing. */
export function isMissing(cell: unknown): boolean {
  return cell === null || cell === undefined || Number.isNaN(cell);
}

/**
 * The one check of samples that may hold categories: X has rows and columns, all rows of one length.
 *
 * @returns number and names of the columns.
 * @throws {InvalidInputError} if X is empty, ragged, or none of the accepted kinds.
 */
export function checkTable(where: string, X: TableLike): SeenFeatures {
  const features = tableFeatures(where, X);
  const rows = tableRows(X);
  if (rows === 0) throw new InvalidInputError(where, "X must have at least 1 row", new Described("0 rows"));
  if (features.nFeatures === 0)
    throw new InvalidInputError(where, "X must have at least 1 column", new Described("0 columns"));
  if (Array.isArray(X)) checkRagged(where, X, features.nFeatures);
  return features;
}

/**
 * {@link checkTable} for a fitted model: X must have the features that were seen in fit, in that order.
 *
 * @throws {InvalidInputError} if they differ.
 */
export function checkSeenTable(where: string, X: TableLike, seen: SeenFeatures): void {
  const { nFeatures, featureNames } = checkTable(where, X);
  checkSeenFeatures(where, { columns: nFeatures, columnNames: featureNames }, seen);
}

function checkRagged(where: string, rows: readonly unknown[], columns: number): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!Array.isArray(row) && !ArrayBuffer.isView(row))
      throw new InvalidInputError(where, "every row of X must be an array", row, { row: i });
    const { length } = row as unknown as ArrayLike<unknown>;
    if (length !== columns) {
      const rule = `every row of X must have ${plural(columns, "column")}, as the first row has`;
      throw new InvalidInputError(where, rule, new Described(plural(length, "column")), { row: i });
    }
  }
}

/** Number of rows of a checked table. */
export function tableRows(X: TableLike): number {
  return Array.isArray(X) ? X.length : (X as Matrix | CsrMatrix | FrameLike).rows;
}

/** What each column of a checked table holds; a column of cells is a category if one of its cells is a text. */
export function columnTypes(X: TableLike): readonly ColumnType[] {
  if (X instanceof Matrix || X instanceof CsrMatrix) return new Array<ColumnType>(X.columns).fill("number");
  if (isFrameLike(X)) return X.columnNames.map((name) => typeOfColumn(X.column(name)));
  const rows = X as readonly (readonly Cell[])[];
  return Array.from(rows[0]!, (_, j) => typeOfCells(rows.length, (i) => rows[i]![j]));
}

function typeOfColumn(column: ColumnLike<Cell>): ColumnType {
  if (column.type !== undefined) return column.type;
  const cells = column.toArray();
  return typeOfCells(cells.length, (i) => cells[i]);
}

/** Type of the first cell that is not missing; "number" if all are. */
function typeOfCells(length: number, cellAt: (i: number) => Cell): ColumnType {
  for (let i = 0; i < length; i++) {
    const cell = cellAt(i);
    if (isMissing(cell)) continue;
    if (typeof cell === "string") return "category";
    if (typeof cell === "boolean") return "boolean";
    return cell instanceof Date ? "date" : "number";
  }
  return "number";
}

/**
 * The distinct values of column j of a checked table, numbered. A column that is dictionary-coded already is taken as
 * it is, without a look at its texts.
 *
 * @throws {InvalidInputError} if values are of several types, infinite, or are not cells.
 */
export function codedColumn(where: string, X: DenseTable, j: number): CodedColumn {
  if (X instanceof Matrix) return codeNumbers(where, X.columnNames?.[j] ?? j, X.data, j, X.columns);
  if (isFrameLike(X)) {
    const name = X.columnNames[j]!;
    const { levels, codes, values, toArray } = X.column(name);
    if (levels !== undefined && codes !== undefined) return { levels, codes };
    if (values !== undefined) return codeNumbers(where, name, values, 0, 1);
    const cells = toArray.call(X.column(name));
    return codeCells(where, name, cells.length, (i) => cells[i]);
  }
  const rows = X as readonly (readonly Cell[])[];
  return codeCells(where, j, rows.length, (i) => rows[i]![j]);
}

function codeNumbers(
  where: string,
  column: number | string,
  values: ArrayLike<number>,
  start: number,
  stride: number,
): CodedColumn {
  const codeOf = new Map<number, number>();
  const codes = new Int32Array(values.length / stride);
  for (let i = 0, p = start; i < codes.length; i++, p += stride) {
    const value = values[p]!;
    let code = codeOf.get(value);
    if (code === undefined) {
      checkCell(where, column, i, value, 0);
      code = Number.isNaN(value) ? -1 : codeOf.size - (codeOf.has(Number.NaN) ? 1 : 0);
      codeOf.set(value, code);
    }
    codes[i] = code;
  }
  codeOf.delete(Number.NaN);
  return { levels: [...codeOf.keys()], codes };
}

function codeCells(
  where: string,
  column: number | string,
  rows: number,
  cellAt: (i: number) => Cell,
): CodedColumn {
  const codeOf = new Map<unknown, number>();
  const levels: Cell[] = [];
  const codes = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    const cell = cellAt(i);
    if (isMissing(cell)) {
      codes[i] = -1;
      continue;
    }
    const key = cell instanceof Date ? cell.getTime() : cell;
    let code = codeOf.get(key);
    if (code === undefined) {
      checkCell(where, column, i, cell, levels[0] ?? cell);
      code = levels.push(cell) - 1;
      codeOf.set(key, code);
    }
    codes[i] = code;
  }
  return { levels, codes };
}

function checkCell(where: string, column: number | string, row: number, cell: Cell, first: Cell): void {
  const type = typeof cell;
  if (type !== "string" && type !== "number" && type !== "boolean" && !(cell instanceof Date))
    throw new InvalidInputError(where, "cells must be strings, numbers, booleans, dates or missing", cell, {
      row,
      column,
    });
  if (cell === Number.POSITIVE_INFINITY || cell === Number.NEGATIVE_INFINITY)
    throw new InvalidInputError(where, "X must hold no Infinity", cell, { row, column });
  if (type !== typeof first) {
    const rule = `values of a column must all be of one type, here ${typeof first}`;
    throw new InvalidInputError(where, rule, cell, { row, column });
  }
}

/** First row whose value satisfies a test; undefined if none does. Cost: the test runs once for each distinct value. */
export function firstRowOf(
  { levels, codes }: CodedColumn,
  test: (cell: Cell) => boolean,
): number | undefined {
  const hit = [...levels, null].map(test);
  if (!hit.includes(true)) return undefined;
  for (let i = 0; i < codes.length; i++) if (hit[codes[i]! < 0 ? levels.length : codes[i]!]) return i;
  return undefined;
}

/** Value of one row; null if it is missing. */
export function cellAt({ levels, codes }: CodedColumn, row: number): Cell {
  return codes[row]! < 0 ? null : levels[codes[row]!];
}

/**
 * Some columns of a checked table under given names. Cells are shared; a matrix is copied.
 *
 * @param index positions of the columns.
 * @param names of the columns, one for each position.
 */
export function takeColumns(X: TableLike, index: readonly number[], names: readonly string[]): TableLike {
  if (X instanceof Matrix) {
    return new Matrix(X.takeColumns(index).data, X.rows, index.length, distinctNames(names));
  }
  if (X instanceof CsrMatrix) return takeSparseColumns(X, index, names);
  if (isFrameLike(X)) return selectColumns(X, names);
  return frameOfCells(X as readonly (readonly Cell[])[], index, names);
}

function takeSparseColumns(X: CsrMatrix, index: readonly number[], names: readonly string[]): CsrMatrix {
  const columns = Array.from({ length: X.columns }, (): number[] => []);
  for (const [to, j] of index.entries()) columns[j]!.push(to);
  const data: number[] = [];
  const indices: number[] = [];
  const indptr = new Int32Array(X.rows + 1);
  for (let i = 0; i < X.rows; i++) {
    const row: [number, number][] = [];
    for (let k = X.indptr[i]!; k < X.indptr[i + 1]!; k++)
      for (const to of columns[X.indices[k]!]!) row.push([to, X.data[k]!]);
    for (const [to, value] of row.sort((a, b) => a[0] - b[0])) {
      indices.push(to);
      data.push(value);
    }
    indptr[i + 1] = data.length;
  }
  return new CsrMatrix(
    Float64Array.from(data),
    Int32Array.from(indices),
    indptr,
    index.length,
    distinctNames(names),
  );
}

/** The columns with these names, as a frame that shares them. */
function selectColumns(frame: FrameLike, names: readonly string[]): FrameLike {
  return {
    columnNames: names,
    rows: frame.rows,
    column: (name) => frame.column(name),
    X: (columns = names) => frame.X(columns),
    takeRows: (index) => selectColumns(frame.takeRows(index), names),
  };
}

/** Some columns of rows of cells, as a frame. */
function frameOfCells(
  rows: readonly (readonly Cell[])[],
  index: readonly number[],
  names: readonly string[],
): FrameLike {
  const position = new Map(names.map((name, k) => [name, index[k]!]));
  const cells = (name: string): Cell[] => rows.map((row) => row[position.get(name)!]);
  return {
    columnNames: names,
    rows: rows.length,
    column: (name) => ({
      name,
      length: rows.length,
      toArray: () => cells(name).map((cell) => cell ?? null),
    }),
    X: (columns = names) =>
      matrixOfCells(
        "Frame.X",
        rows,
        columns.map((name) => position.get(name)!),
        columns,
      ),
    takeRows: (rowIndex) =>
      frameOfCells(
        Array.from(rowIndex, (i) => rows[i]!),
        index,
        names,
      ),
  };
}

/**
 * Some columns of rows of cells as a matrix: missing cells are NaN, true is 1, false is 0.
 *
 * @throws {InvalidInputError} naming row and column of a cell that is none of these.
 */
export function matrixOfCells(
  where: string,
  rows: readonly (readonly Cell[])[],
  index: readonly number[],
  names?: readonly string[],
): Matrix {
  const out = new Float64Array(rows.length * index.length);
  for (let i = 0, p = 0; i < rows.length; i++) {
    for (const j of index) out[p++] = numberOf(where, rows[i]![j], i, j);
  }
  return new Matrix(out, rows.length, index.length, names);
}

function numberOf(where: string, cell: Cell, row: number, column: number): number {
  if (typeof cell === "number") return cell;
  if (cell === null || cell === undefined) return Number.NaN;
  if (typeof cell === "boolean") return Number(cell);
  throw new InvalidInputError(where, "X must hold numbers", cell, { row, column });
}

/** Order of cells of one type: numbers and dates by value, strings by code point, false before true. */
export function compareCells(a: Cell, b: Cell): number {
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  return compareLabels(a as string, b as string);
}
