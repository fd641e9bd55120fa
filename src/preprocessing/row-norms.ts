import type { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { onesForZeros } from "./scale-of.js";

/** Length of a sample: sum of absolute values, Euclidean length, or greatest absolute value. */
export type Norm = "l1" | "l2" | "max";

/** Norm of the elements data[begin … end), added from left to right. */
function normOf(data: Float64Array, begin: number, end: number, norm: Norm): number {
  let sum = 0;
  if (norm === "l1") for (let p = begin; p < end; p++) sum += Math.abs(data[p]!);
  else if (norm === "l2") for (let p = begin; p < end; p++) sum += data[p]! * data[p]!;
  else for (let p = begin; p < end; p++) sum = Math.max(sum, Math.abs(data[p]!));
  return norm === "l2" ? Math.sqrt(sum) : sum;
}

/** Rows divided by their norms. */
export interface NormalizedRows {
  readonly data: Float64Array;
  /** What each row was divided by, shape (nSamples). */
  readonly norms: Float64Array;
}

/** Divides each row of a dense matrix by its norm; a row that is as good as zero is left as it is. */
export function normalizeRows({ data, rows, columns }: Matrix, norm: Norm): NormalizedRows {
  const found = new Float64Array(rows);
  for (let i = 0; i < rows; i++) found[i] = normOf(data, i * columns, (i + 1) * columns, norm);
  const norms = onesForZeros(found);
  const out = new Float64Array(data.length);
  for (let i = 0; i < rows; i++)
    for (let p = i * columns; p < (i + 1) * columns; p++) out[p] = data[p]! / norms[i]!;
  return { data: out, norms };
}

/** Divides each row of a sparse matrix by its norm; a row of zeros is left as it is, and its norm is 0. */
export function normalizeSparseRows({ data, indptr, rows }: CsrMatrix, norm: Norm): NormalizedRows {
  const norms = new Float64Array(rows);
  const out = data.slice();
  for (let i = 0; i < rows; i++) {
    norms[i] = normOf(data, indptr[i]!, indptr[i + 1]!, norm);
    if (norms[i] === 0) continue;
    for (let k = indptr[i]!; k < indptr[i + 1]!; k++) out[k] = data[k]! / norms[i]!;
  }
  return { data: out, norms };
}
