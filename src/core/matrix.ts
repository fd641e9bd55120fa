import { Described, InvalidInputError } from "./errors.js";
import { gatherRows } from "./gather-rows.js";
import { passRows } from "./row-origin.js";

/** Most elements of a new matrix: 8 GiB, twice the memory of the kernels. */
const MOST_ELEMENTS = 2 ** 30;

/**
 * Dense matrix, row-major: element (i, j) is `data[i * columns + j]`. Treat it as immutable.
 *
 * @example
 * ```ts
 * const X = Matrix.from([[1, 2], [3, 4]]);
 * X.get(1, 0); // => 3
 * X.toArray(); // => [[1, 2], [3, 4]]
 * ```
 */
export class Matrix {
  /** Elements, row-major, length `rows * columns`. */
  readonly data: Float64Array;
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly columns: number;
  /** Names of the columns, where the source had names. */
  readonly columnNames: readonly string[] | undefined;

  /**
   * Wraps `data` without copying it.
   *
   * @throws {InvalidInputError} if the length of `data` is not `rows * columns`, or names are missing or duplicate.
   */
  constructor(data: Float64Array, rows: number, columns: number, columnNames?: readonly string[]) {
    if (!(data instanceof Float64Array))
      throw new InvalidInputError("Matrix", "data must be a Float64Array", data);
    if (!isSize(rows) || !isSize(columns) || data.length !== rows * columns) {
      throw new InvalidInputError(
        "Matrix",
        `data must have rows × columns = ${rows} × ${columns} elements`,
        new Described(`${data.length} elements`),
      );
    }
    if (columnNames !== undefined) checkNames(columnNames, columns);
    this.data = data;
    this.rows = rows;
    this.columns = columns;
    this.columnNames = columnNames;
  }

  /**
   * Copies an array of rows.
   *
   * @throws {InvalidInputError} if the rows differ in length or an element is not a number.
   */
  static from(rows: readonly ArrayLike<number>[], columnNames?: readonly string[]): Matrix {
    if (!Array.isArray(rows))
      throw new InvalidInputError("Matrix.from", "rows must be an array of rows", rows);
    const columns = rows[0]?.length ?? columnNames?.length ?? 0;
    const data = new Float64Array(rows.length * columns);
    for (let i = 0; i < rows.length; i++) copyRow(rows[i]!, i, columns, data);
    return new Matrix(data, rows.length, columns, columnNames);
  }

  /**
   * Matrix of zeros.
   *
   * @throws {InvalidInputError} if a size is no integer >= 0, or so large a matrix cannot be had.
   */
  static zeros(rows: number, columns: number): Matrix {
    if (!isSize(rows) || !isSize(columns) || rows * columns > MOST_ELEMENTS)
      throw new InvalidInputError(
        "Matrix.zeros",
        `rows and columns must be integers >= 0 with at most ${MOST_ELEMENTS} elements`,
        new Described(`${rows} × ${columns}`),
      );
    return new Matrix(new Float64Array(rows * columns), rows, columns);
  }

  /** Element (i, j), unchecked. */
  get(i: number, j: number): number {
    return this.data[i * this.columns + j]!;
  }

  /** View of row i, shape (columns); shares memory with the matrix. */
  row(i: number): Float64Array {
    return this.data.subarray(i * this.columns, (i + 1) * this.columns);
  }

  /** Copy of column j, shape (rows). */
  column(j: number): Float64Array {
    const { data, rows, columns } = this;
    const out = new Float64Array(rows);
    for (let i = 0, p = j; i < rows; i++, p += columns) out[i] = data[p]!;
    return out;
  }

  /** Copy of the named rows in the given order; a row may repeat. It goes to `out`, if given, which must be as long. */
  takeRows(
    index: ArrayLike<number>,
    out: Float64Array = new Float64Array(index.length * this.columns),
  ): Matrix {
    const { data, columns } = this;
    gatherRows(data, columns, index, out);
    const taken = new Matrix(out, index.length, columns, this.columnNames);
    passRows(this, taken, index);
    return taken;
  }

  /** Copy of the columns with these indices, in the given order. */
  takeColumns(index: readonly number[]): Matrix {
    const { data, rows, columns } = this;
    const all = index.length === columns && index.every((j, k) => j === k);
    const out = all ? data.slice() : pickColumns(data, rows, columns, Int32Array.from(index));
    const names = this.columnNames;
    const taken = new Matrix(out, this.rows, index.length, names && index.map((j) => names[j]!));
    passRows(this, taken);
    return taken;
  }

  /** Copy with rows and columns exchanged; names of columns are lost. */
  transpose(): Matrix {
    const { data, rows, columns } = this;
    const out = new Float64Array(data.length);
    // 32 rows at a time: a line of the cache is used up before it is left.
    for (let begin = 0; begin < rows; begin += 32) {
      const end = Math.min(begin + 32, rows);
      for (let j = 0; j < columns; j++) {
        for (let i = begin; i < end; i++) out[j * rows + i] = data[i * columns + j]!;
      }
    }
    return new Matrix(out, columns, rows);
  }

  /** Copy as an array of rows. */
  toArray(): number[][] {
    return Array.from({ length: this.rows }, (_, i) => Array.from(this.row(i)));
  }
}

function pickColumns(data: Float64Array, rows: number, columns: number, index: Int32Array): Float64Array {
  const count = index.length;
  const out = new Float64Array(rows * count);
  for (let i = 0, from = 0, to = 0; i < rows; i++, from += columns) {
    for (let k = 0; k < count; k++) out[to++] = data[from + index[k]!]!;
  }
  return out;
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function checkNames(names: readonly string[], columns: number): void {
  if (names.length !== columns) {
    throw new InvalidInputError(
      "Matrix",
      `columnNames must have ${columns} names`,
      new Described(`${names.length} names`),
    );
  }
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new InvalidInputError("Matrix", "columnNames must be distinct", name);
    seen.add(name);
  }
}

function copyRow(row: ArrayLike<number>, i: number, columns: number, out: Float64Array): void {
  if (row === null || typeof row !== "object")
    throw new InvalidInputError("Matrix.from", "every row must be an array", row, { row: i });
  if (row.length !== columns) {
    throw new InvalidInputError(
      "Matrix.from",
      `every row must have ${columns} columns, as the first row has`,
      new Described(`${row.length} columns`),
      { row: i },
    );
  }
  for (let j = 0; j < columns; j++) {
    const value = row[j];
    if (typeof value !== "number")
      throw new InvalidInputError("Matrix.from", "every element must be a number", value, {
        row: i,
        column: j,
      });
    out[i * columns + j] = value;
  }
}
