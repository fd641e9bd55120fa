import { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";

/** Sums over the rows of each class: entry [c * nFeatures + j] is class c's of column j. */
export interface ClassSums {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/**
 * Σ x and Σ x² of each column within each class, in the order of the rows, as NumPy adds along the first axis.
 *
 * @param codes class of each row, shape (nSamples).
 */
export function classSums(X: Matrix | CsrMatrix, codes: Int32Array, nClasses: number): ClassSums {
  const { columns } = X;
  const sums = new Float64Array(nClasses * columns);
  const squares = new Float64Array(nClasses * columns);
  if (X instanceof CsrMatrix) addSparse(X, codes, sums, squares);
  else if (columns === 1) addOneColumn(X, codes, sums, squares);
  else addDense(X, codes, sums, squares);
  return { sums, squares };
}

function addDense(
  { data, rows, columns }: Matrix,
  codes: Int32Array,
  sums: Float64Array,
  squares: Float64Array,
): void {
  for (let i = 0, p = 0; i < rows; i++) {
    for (let at = codes[i]! * columns, end = at + columns; at < end; at++, p++) {
      const value = data[p]!;
      sums[at]! += value;
      squares[at]! += value * value;
    }
  }
}

function addSparse(
  { data, indices, indptr, rows, columns }: CsrMatrix,
  codes: Int32Array,
  sums: Float64Array,
  squares: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    const start = codes[i]! * columns;
    for (let k = indptr[i]!; k < indptr[i + 1]!; k++) {
      const value = data[k]!;
      sums[start + indices[k]!]! += value;
      squares[start + indices[k]!]! += value * value;
    }
  }
}

/** A single column is contiguous, and so added by halves. */
function addOneColumn({ data }: Matrix, codes: Int32Array, sums: Float64Array, squares: Float64Array): void {
  for (let c = 0; c < sums.length; c++) {
    const values = data.filter((_, i) => codes[i] === c);
    sums[c] = pairwiseSum(values);
    squares[c] = pairwiseSum(values.map((value) => value * value));
  }
}

/** Number of rows of each class. */
export function classCounts(codes: Int32Array, nClasses: number): Float64Array {
  const counts = new Float64Array(nClasses);
  for (const code of codes) counts[code]!++;
  return counts;
}
