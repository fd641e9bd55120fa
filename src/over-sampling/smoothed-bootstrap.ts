import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { pow } from "../core/pow.js";
import type { RandomState } from "../core/random-state.js";

/**
 * Copies of rows of one class, each moved by normal noise whose standard deviation in feature j is
 * shrinkage · (4 / ((d + 2) n))^(1 / (d + 4)) · the standard deviation of feature j within the class, where n counts all samples.
 *
 * @param X all samples, shape (n, d).
 * @param ofClass rows of the class.
 * @param drawn rows to copy.
 * @see Bowman & Azzalini (1997), Applied Smoothing Techniques for Data Analysis; Menardi & Torelli (2014).
 */
export function smoothedRows(
  X: Matrix | CsrMatrix,
  ofClass: Int32Array,
  drawn: Int32Array,
  shrinkage: number,
  random: RandomState,
): Matrix {
  const { rows: n, columns: d } = X;
  const width = pow(4 / ((d + 2) * n), 1 / (d + 4));
  const taken = X.takeRows(ofClass);
  const scale = standardDeviations(taken instanceof CsrMatrix ? taken.toMatrix() : taken);
  for (let j = 0; j < d; j++) scale[j] = shrinkage * width * scale[j]!;
  const out = random.normal(0, 1, drawn.length * d);
  const base = X.takeRows(drawn);
  const copies = base instanceof CsrMatrix ? base.toMatrix() : base;
  for (let p = 0, j = 0; p < out.length; p++) {
    out[p] = out[p]! * scale[j]! + copies.data[p]!;
    if (++j === d) j = 0;
  }
  return new Matrix(out, drawn.length, d);
}

/** Standard deviation of each column, n in the denominator; sums go row by row, as NumPy's do. */
function standardDeviations({ data, rows, columns }: Matrix): Float64Array {
  const mean = new Float64Array(columns);
  const variance = new Float64Array(columns);
  for (let p = 0, j = 0; p < data.length; p++) {
    mean[j]! += data[p]!;
    if (++j === columns) j = 0;
  }
  for (let j = 0; j < columns; j++) mean[j]! /= rows;
  for (let p = 0, j = 0; p < data.length; p++) {
    const deviation = data[p]! - mean[j]!;
    variance[j]! += deviation * deviation;
    if (++j === columns) j = 0;
  }
  return variance.map((sum) => Math.sqrt(sum / rows));
}
