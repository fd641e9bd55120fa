import { Described, InvalidInputError } from "./errors.js";
import { Matrix } from "./matrix.js";
import { passRows } from "./row-origin.js";

/**
 * Sparse matrix in compressed sparse row form: the stored elements of row i are `data[k]` in column `indices[k]`
 * for `indptr[i] <= k < indptr[i + 1]`. Treat it as immutable.
 *
 * @example
 * ```ts
 * const S = CsrMatrix.fromMatrix(Matrix.from([[0, 2], [0, 0]]));
 * S.nnz; // => 1
 * S.toMatrix().toArray(); // => [[0, 2], [0, 0]]
 * ```
 */
export class CsrMatrix {
  /** Stored elements, shape (nnz). */
  readonly data: Float64Array;
  /** Column of each stored element, shape (nnz). */
  readonly indices: Int32Array;
  /** Start of each row in `data`, shape (rows + 1). */
  readonly indptr: Int32Array;
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly columns: number;
  /** Names of the columns, where the source had names. */
  readonly columnNames: readonly string[] | undefined;

  /**
   * Wraps the arrays without copying them.
   *
   * @throws {InvalidInputError} if the arrays do not fit each other or the shape.
   */
  constructor(
    data: Float64Array,
    indices: Int32Array,
    indptr: Int32Array,
    columns: number,
    columnNames?: readonly string[],
  ) {
    if (
      indptr.length === 0 ||
      indptr[0] !== 0 ||
      indptr[indptr.length - 1] !== data.length ||
      data.length !== indices.length
    ) {
      throw new InvalidInputError(
        "CsrMatrix",
        "indptr must run from 0 to the number of elements, one index an element",
        new Described(
          `${data.length} elements, ${indices.length} indices, indptr ending in ${indptr[indptr.length - 1]}`,
        ),
      );
    }
    this.data = data;
    this.indices = indices;
    this.indptr = indptr;
    this.rows = indptr.length - 1;
    this.columns = columns;
    this.columnNames = columnNames;
  }

  /** Number of stored elements. */
  get nnz(): number {
    return this.data.length;
  }

  /** Keeps the elements of a dense matrix that are not zero (NaN is kept). */
  static fromMatrix(matrix: Matrix): CsrMatrix {
    const { data, rows, columns } = matrix;
    const indptr = new Int32Array(rows + 1);
    let nnz = 0;
    for (let i = 0; i < rows; i++) {
      for (let p = i * columns; p < (i + 1) * columns; p++) if (data[p] !== 0) nnz++;
      indptr[i + 1] = nnz;
    }
    const values = new Float64Array(nnz);
    const indices = new Int32Array(nnz);
    for (let p = 0, k = 0; p < data.length; p++) {
      if (data[p] === 0) continue;
      values[k] = data[p]!;
      indices[k++] = p % columns;
    }
    return new CsrMatrix(values, indices, indptr, columns, matrix.columnNames);
  }

  /** Dense copy. */
  toMatrix(): Matrix {
    const out = new Float64Array(this.rows * this.columns);
    for (let i = 0; i < this.rows; i++) {
      for (let k = this.indptr[i]!; k < this.indptr[i + 1]!; k++) {
        out[i * this.columns + this.indices[k]!]! += this.data[k]!;
      }
    }
    const dense = new Matrix(out, this.rows, this.columns, this.columnNames);
    passRows(this, dense);
    return dense;
  }

  /** Copy of the named rows in the given order; a row may repeat. */
  takeRows(index: ArrayLike<number>): CsrMatrix {
    const indptr = new Int32Array(index.length + 1);
    for (let i = 0; i < index.length; i++) {
      indptr[i + 1] = indptr[i]! + this.indptr[index[i]! + 1]! - this.indptr[index[i]!]!;
    }
    const data = new Float64Array(indptr[index.length]!);
    const indices = new Int32Array(data.length);
    for (let i = 0; i < index.length; i++) {
      const from = this.indptr[index[i]!]!;
      const to = this.indptr[index[i]! + 1]!;
      data.set(this.data.subarray(from, to), indptr[i]!);
      indices.set(this.indices.subarray(from, to), indptr[i]!);
    }
    const taken = new CsrMatrix(data, indices, indptr, this.columns, this.columnNames);
    passRows(this, taken, index);
    return taken;
  }

  /** Copy with rows and columns exchanged; names of columns are lost. Stored elements of a column keep their order. */
  transpose(): CsrMatrix {
    const { data, indices, rows, columns } = this;
    const indptr = new Int32Array(columns + 1);
    for (let k = 0; k < indices.length; k++) indptr[indices[k]! + 1]!++;
    for (let j = 0; j < columns; j++) indptr[j + 1]! += indptr[j]!;
    const next = indptr.slice();
    const values = new Float64Array(data.length);
    const rowOf = new Int32Array(data.length);
    for (let i = 0; i < rows; i++) {
      for (let k = this.indptr[i]!; k < this.indptr[i + 1]!; k++) {
        const at = next[indices[k]!]!++;
        values[at] = data[k]!;
        rowOf[at] = i;
      }
    }
    return new CsrMatrix(values, rowOf, indptr, rows);
  }

  /** Dense copy as an array of rows. */
  toArray(): number[][] {
    return this.toMatrix().toArray();
  }
}
