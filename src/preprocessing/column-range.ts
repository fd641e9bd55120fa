import type { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";

// 256 rows: a block of 20 columns is 40 kB, so that all groups of four columns find it in the cache.
const BLOCK_ROWS = 256;

/** Least and greatest value of each column; missing values (NaN) are left out. */
export interface ColumnRange {
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/** Range of no rows: everything lies outside. */
export function emptyRange(columns: number): ColumnRange {
  return {
    min: new Float64Array(columns).fill(Number.POSITIVE_INFINITY),
    max: new Float64Array(columns).fill(Number.NEGATIVE_INFINITY),
  };
}

/** Adds the range of other rows. */
export function mergeRange(into: ColumnRange, from: ColumnRange): void {
  for (let j = 0; j < into.min.length; j++) {
    if (from.min[j]! < into.min[j]!) into.min[j] = from.min[j]!;
    if (from.max[j]! > into.max[j]!) into.max[j] = from.max[j]!;
  }
}

/** The range with NaN for columns without values. */
export function finishRange({ min, max }: ColumnRange): ColumnRange {
  const hasValues = (j: number): boolean => min[j]! <= max[j]!;
  return {
    min: min.map((value, j) => (hasValues(j) ? value : Number.NaN)),
    max: max.map((value, j) => (hasValues(j) ? value : Number.NaN)),
  };
}

/** Range of each column of a dense matrix, in one pass. */
export function columnRange({ data, rows, columns }: Matrix): ColumnRange {
  const { min, max } = emptyRange(columns);
  for (let begin = 0; begin < rows; begin += BLOCK_ROWS) {
    const last = Math.min(begin + BLOCK_ROWS, rows) * columns;
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      let a0 = min[j]!;
      let a1 = min[j + 1]!;
      let a2 = min[j + 2]!;
      let a3 = min[j + 3]!;
      let b0 = max[j]!;
      let b1 = max[j + 1]!;
      let b2 = max[j + 2]!;
      let b3 = max[j + 3]!;
      for (let p = begin * columns + j; p < last; p += columns) {
        const x0 = data[p]!;
        const x1 = data[p + 1]!;
        const x2 = data[p + 2]!;
        const x3 = data[p + 3]!;
        if (x0 < a0) a0 = x0; // false for NaN
        if (x0 > b0) b0 = x0;
        if (x1 < a1) a1 = x1;
        if (x1 > b1) b1 = x1;
        if (x2 < a2) a2 = x2;
        if (x2 > b2) b2 = x2;
        if (x3 < a3) a3 = x3;
        if (x3 > b3) b3 = x3;
      }
      min.set([a0, a1, a2, a3], j);
      max.set([b0, b1, b2, b3], j);
    }
    for (; j < columns; j++) {
      for (let p = begin * columns + j; p < last; p += columns) {
        if (data[p]! < min[j]!) min[j] = data[p]!;
        if (data[p]! > max[j]!) max[j] = data[p]!;
      }
    }
  }
  return { min, max };
}

/** Range of each column of a sparse matrix; elements that are not stored are zeros. */
export function sparseColumnRange({ data, indices, rows, columns }: CsrMatrix): ColumnRange {
  const { min, max } = emptyRange(columns);
  const stored = new Int32Array(columns);
  for (let k = 0; k < data.length; k++) {
    const j = indices[k]!;
    stored[j]!++;
    if (data[k]! < min[j]!) min[j] = data[k]!;
    if (data[k]! > max[j]!) max[j] = data[k]!;
  }
  for (let j = 0; j < columns; j++) {
    if (stored[j]! === rows) continue;
    if (min[j]! > 0) min[j] = 0;
    if (max[j]! < 0) max[j] = 0;
  }
  return { min, max };
}
