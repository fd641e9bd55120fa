import type { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";

// 256 rows: a block of 20 columns is 40 kB, so that the second look at it comes out of the cache.
const BLOCK_ROWS = 256;

/** Count, sum and squared deviations of each column over some rows; missing values (NaN) are left out. */
export interface ColumnMoments {
  /** Number, or total weight, of the values of each column, shape (nFeatures). */
  readonly count: Float64Array;
  /** A value near those of each column, shape (nFeatures); the same in all moments that are merged. */
  readonly shift: Float64Array;
  /** Σ w (x - shift), shape (nFeatures): far from zero, plain sums would lose the digits that tell blocks apart. */
  readonly sum: Float64Array;
  /** Σ w (x - mean)², shape (nFeatures). */
  readonly squares: Float64Array;
}

/** Moments of no rows. */
export function emptyMoments(shift: Float64Array): ColumnMoments {
  const columns = shift.length;
  return {
    count: new Float64Array(columns),
    shift,
    sum: new Float64Array(columns),
    squares: new Float64Array(columns),
  };
}

/** Mean of each column; NaN without values. */
export function meanOf({ count, shift, sum }: ColumnMoments): Float64Array {
  return sum.map((s, j) => shift[j]! + s / count[j]!);
}

/** First value of each column that is not missing; 0 without values. */
export function firstValues({ data, columns }: Matrix): Float64Array {
  return Float64Array.from({ length: columns }, (_, j) => {
    for (let p = j; p < data.length; p += columns) if (!Number.isNaN(data[p]!)) return data[p]!;
    return 0;
  });
}

/**
 * Adds the moments of other rows: m₂ = m₂ₐ + m₂ᵦ + (meanᵦ - meanₐ)² nₐ nᵦ / (nₐ + nᵦ).
 *
 * @see Chan, Golub & LeVeque (1983), doi:10.1080/00031305.1983.10483115, equation 1.5.
 */
export function mergeMoments(into: ColumnMoments, from: ColumnMoments): void {
  for (let j = 0; j < into.count.length; j++) {
    const a = into.count[j]!;
    const b = from.count[j]!;
    if (b === 0) continue;
    if (a > 0) {
      const delta = from.sum[j]! / b - into.sum[j]! / a;
      into.squares[j]! += from.squares[j]! + delta * delta * ((a * b) / (a + b));
    } else {
      into.squares[j]! = from.squares[j]!;
    }
    into.count[j]! += b;
    into.sum[j]! += from.sum[j]!;
  }
}

/**
 * Moments of each column of a dense matrix, in one pass over memory: each block of rows is summed, then its squared
 * deviations are taken about its own means while it is in the cache, then it is merged in row order.
 *
 * @param weight of each row, shape (rows); undefined for ones.
 * @param shift a value near those of each column; of several chunks of rows, those of the first.
 */
export function columnMoments(
  X: Matrix,
  weight?: Float64Array,
  shift: Float64Array = firstValues(X),
): ColumnMoments {
  const total = emptyMoments(shift);
  const block = emptyMoments(shift);
  for (let begin = 0; begin < X.rows; begin += BLOCK_ROWS) {
    const end = Math.min(begin + BLOCK_ROWS, X.rows);
    for (let j = 0; j < X.columns; ) {
      if (weight === undefined && j + 4 <= X.columns && fourColumns(X, begin, end, j, block)) {
        j += 4;
      } else {
        oneColumn(X, begin, end, j, weight, block);
        j++;
      }
    }
    mergeMoments(total, block);
  }
  return total;
}

/** Moments of rows [begin, end) of columns j … j + 3 without weights; false if a value is missing. */
function fourColumns(
  { data, columns }: Matrix,
  begin: number,
  end: number,
  j: number,
  block: ColumnMoments,
): boolean {
  const first = begin * columns + j;
  const last = end * columns;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let p = first; p < last; p += columns) {
    s0 += data[p]!;
    s1 += data[p + 1]!;
    s2 += data[p + 2]!;
    s3 += data[p + 3]!;
  }
  if (Number.isNaN(s0 + s1 + s2 + s3)) return false;
  const n = end - begin;
  const m0 = s0 / n;
  const m1 = s1 / n;
  const m2 = s2 / n;
  const m3 = s3 / n;
  // Deviations d sum to 0 but for rounding, which they correct: Chan, Golub & LeVeque, equation 1.7.
  let d0 = 0;
  let d1 = 0;
  let d2 = 0;
  let d3 = 0;
  let q0 = 0;
  let q1 = 0;
  let q2 = 0;
  let q3 = 0;
  for (let p = first; p < last; p += columns) {
    const x0 = data[p]! - m0;
    const x1 = data[p + 1]! - m1;
    const x2 = data[p + 2]! - m2;
    const x3 = data[p + 3]! - m3;
    d0 += x0;
    d1 += x1;
    d2 += x2;
    d3 += x3;
    q0 += x0 * x0;
    q1 += x1 * x1;
    q2 += x2 * x2;
    q3 += x3 * x3;
  }
  block.count.fill(n, j, j + 4);
  const { shift } = block;
  block.sum[j] = n * (m0 - shift[j]!) + d0;
  block.sum[j + 1] = n * (m1 - shift[j + 1]!) + d1;
  block.sum[j + 2] = n * (m2 - shift[j + 2]!) + d2;
  block.sum[j + 3] = n * (m3 - shift[j + 3]!) + d3;
  block.squares.set([q0 - (d0 * d0) / n, q1 - (d1 * d1) / n, q2 - (d2 * d2) / n, q3 - (d3 * d3) / n], j);
  return true;
}

/** Moments of rows [begin, end) of column j; missing values are left out. */
function oneColumn(
  X: Matrix,
  begin: number,
  end: number,
  j: number,
  weight: Float64Array | undefined,
  block: ColumnMoments,
): void {
  const { data, columns } = X;
  let count = 0;
  let sum = 0;
  for (let i = begin; i < end; i++) {
    const value = data[i * columns + j]!;
    if (Number.isNaN(value)) continue;
    const w = weight === undefined ? 1 : weight[i]!;
    count += w;
    sum += w * value;
  }
  const mean = sum / count;
  let deviation = 0;
  let squares = 0;
  for (let i = begin; i < end; i++) {
    const d = data[i * columns + j]! - mean;
    if (Number.isNaN(d)) continue;
    const w = weight === undefined ? 1 : weight[i]!;
    deviation += w * d;
    squares += w * d * d;
  }
  block.count[j] = count;
  block.sum[j] = count > 0 ? count * (mean - block.shift[j]!) + deviation : 0;
  block.squares[j] = count > 0 ? squares - (deviation * deviation) / count : 0;
}

/** Moments of each column of a sparse matrix; elements that are not stored are zeros. */
export function sparseColumnMoments(X: CsrMatrix, weight?: Float64Array): ColumnMoments {
  const { data, indices, indptr, rows, columns } = X;
  const weightOf = (i: number): number => (weight === undefined ? 1 : weight[i]!);
  const moments = emptyMoments(new Float64Array(columns));
  const { count, sum, squares } = moments;
  const stored = new Float64Array(columns); // weight of the stored elements that are not missing
  let totalWeight = 0;
  for (let i = 0; i < rows; i++) totalWeight += weightOf(i);
  count.fill(totalWeight);
  for (let i = 0; i < rows; i++) {
    for (let k = indptr[i]!; k < indptr[i + 1]!; k++) {
      const j = indices[k]!;
      if (Number.isNaN(data[k]!)) {
        count[j]! -= weightOf(i);
      } else {
        stored[j]! += weightOf(i);
        sum[j]! += weightOf(i) * data[k]!;
      }
    }
  }
  const mean = sum.map((s, j) => s / count[j]!);
  for (let i = 0; i < rows; i++) {
    for (let k = indptr[i]!; k < indptr[i + 1]!; k++) {
      const d = data[k]! - mean[indices[k]!]!;
      if (!Number.isNaN(d)) squares[indices[k]!]! += weightOf(i) * d * d;
    }
  }
  for (let j = 0; j < columns; j++) squares[j]! += (count[j]! - stored[j]!) * mean[j]! * mean[j]!;
  return moments;
}
