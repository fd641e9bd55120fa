// 16 rows: a block in and out fits the first-level cache; four columns at a time keep their constants in registers.
const BLOCK_ROWS = 16;

/** An affine map of columns; `finite` tells whether every input was, at no cost of its own. */
export interface AffineResult {
  readonly out: Float64Array;
  readonly finite: boolean;
}

/**
 * (x - shift) / scale for each column.
 *
 * @param data shape (n, columns), row-major.
 * @param shift shape (columns).
 * @param scale shape (columns).
 */
export function subtractDivide(
  data: Float64Array,
  columns: number,
  shift: Float64Array,
  scale: Float64Array,
): AffineResult {
  const out = new Float64Array(data.length);
  let probe = 0; // Σ 0·x is 0 if and only if every x is finite
  for (let begin = 0; begin < data.length; begin += BLOCK_ROWS * columns) {
    const end = Math.min(begin + BLOCK_ROWS * columns, data.length);
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      const a0 = shift[j]!;
      const a1 = shift[j + 1]!;
      const a2 = shift[j + 2]!;
      const a3 = shift[j + 3]!;
      const b0 = scale[j]!;
      const b1 = scale[j + 1]!;
      const b2 = scale[j + 2]!;
      const b3 = scale[j + 3]!;
      let even = 0;
      let odd = 0;
      for (let p = begin + j; p < end; p += columns) {
        const x0 = data[p]!;
        const x1 = data[p + 1]!;
        const x2 = data[p + 2]!;
        const x3 = data[p + 3]!;
        even += x0 * 0 + x2 * 0;
        odd += x1 * 0 + x3 * 0;
        out[p] = (x0 - a0) / b0;
        out[p + 1] = (x1 - a1) / b1;
        out[p + 2] = (x2 - a2) / b2;
        out[p + 3] = (x3 - a3) / b3;
      }
      probe += even + odd;
    }
    for (; j < columns; j++) {
      for (let p = begin + j; p < end; p += columns) {
        probe += data[p]! * 0;
        out[p] = (data[p]! - shift[j]!) / scale[j]!;
      }
    }
  }
  return { out, finite: probe === 0 };
}

/**
 * x · scale + shift for each column.
 *
 * @param data shape (n, columns), row-major.
 * @param scale shape (columns).
 * @param shift shape (columns).
 */
export function multiplyAdd(
  data: Float64Array,
  columns: number,
  scale: Float64Array,
  shift: Float64Array,
): AffineResult {
  const out = new Float64Array(data.length);
  let probe = 0;
  for (let begin = 0; begin < data.length; begin += BLOCK_ROWS * columns) {
    const end = Math.min(begin + BLOCK_ROWS * columns, data.length);
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      const a0 = shift[j]!;
      const a1 = shift[j + 1]!;
      const a2 = shift[j + 2]!;
      const a3 = shift[j + 3]!;
      const b0 = scale[j]!;
      const b1 = scale[j + 1]!;
      const b2 = scale[j + 2]!;
      const b3 = scale[j + 3]!;
      let even = 0;
      let odd = 0;
      for (let p = begin + j; p < end; p += columns) {
        const x0 = data[p]!;
        const x1 = data[p + 1]!;
        const x2 = data[p + 2]!;
        const x3 = data[p + 3]!;
        even += x0 * 0 + x2 * 0;
        odd += x1 * 0 + x3 * 0;
        out[p] = x0 * b0 + a0;
        out[p + 1] = x1 * b1 + a1;
        out[p + 2] = x2 * b2 + a2;
        out[p + 3] = x3 * b3 + a3;
      }
      probe += even + odd;
    }
    for (; j < columns; j++) {
      for (let p = begin + j; p < end; p += columns) {
        probe += data[p]! * 0;
        out[p] = data[p]! * scale[j]! + shift[j]!;
      }
    }
  }
  return { out, finite: probe === 0 };
}

/** What to add in order to change nothing, not even the sign of a zero. */
export function addsNothing(columns: number): Float64Array {
  return new Float64Array(columns).fill(-0);
}
