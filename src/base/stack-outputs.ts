import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";

/** Share of elements that are stored, were the parts put side by side. */
export function density(parts: readonly (Matrix | CsrMatrix)[]): number {
  let stored = 0;
  let total = 0;
  for (const part of parts) {
    stored += part instanceof CsrMatrix ? part.nnz : part.data.length;
    total += part.rows * part.columns;
  }
  return stored / total;
}

/** Puts parts with equally many rows side by side. */
export function stackDense(
  parts: readonly (Matrix | CsrMatrix)[],
  rows: number,
  names: readonly string[] | undefined,
): Matrix {
  const columns = parts.reduce((sum, part) => sum + part.columns, 0);
  const out = new Float64Array(rows * columns);
  let start = 0;
  for (const part of parts) {
    if (part instanceof CsrMatrix) {
      for (let i = 0; i < rows; i++) {
        for (let k = part.indptr[i]!; k < part.indptr[i + 1]!; k++)
          out[i * columns + start + part.indices[k]!]! += part.data[k]!;
      }
    } else {
      for (let i = 0, p = 0; i < rows; i++) {
        const to = i * columns + start;
        for (let j = 0; j < part.columns; j++) out[to + j] = part.data[p++]!;
      }
    }
    start += part.columns;
  }
  return new Matrix(out, rows, columns, names);
}

/** {@link stackDense} into a sparse matrix; zeros of dense parts are not stored. */
export function stackSparse(
  parts: readonly (Matrix | CsrMatrix)[],
  rows: number,
  names: readonly string[] | undefined,
): CsrMatrix {
  const sparse = parts.map((part) => (part instanceof CsrMatrix ? part : CsrMatrix.fromMatrix(part)));
  const nnz = sparse.reduce((sum, part) => sum + part.nnz, 0);
  const data = new Float64Array(nnz);
  const indices = new Int32Array(nnz);
  const indptr = new Int32Array(rows + 1);
  let at = 0;
  for (let i = 0; i < rows; i++) {
    let start = 0;
    for (const part of sparse) {
      for (let k = part.indptr[i]!; k < part.indptr[i + 1]!; k++) {
        data[at] = part.data[k]!;
        indices[at++] = part.indices[k]! + start;
      }
      start += part.columns;
    }
    indptr[i + 1] = at;
  }
  const columns = sparse.reduce((sum, part) => sum + part.columns, 0);
  return new CsrMatrix(data, indices, indptr, columns, names);
}
