/** An affine map of columns; `finite` tells whether every input was, at no cost of its own. */
export interface AffineResult {
  readonly out: Float64Array;
  readonly finite: boolean;
}

/** Constants of columns, repeated to a multiple of four numbers: a walk along the rows needs no other index than that of the tile. */
function tileOf(constants: Float64Array): Float64Array {
  const { length } = constants;
  const repeats = length % 4 === 0 ? 1 : length % 2 === 0 ? 2 : 4;
  return Float64Array.from({ length: length * repeats }, (_, k) => constants[k % length]!);
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
  const a = tileOf(shift);
  const b = tileOf(scale);
  const tile = a.length;
  const whole = tile === 0 ? 0 : data.length - (data.length % tile);
  let probe = 0; // Σ 0·x is 0 if and only if every x is finite
  for (let base = 0; base < whole; base += tile) {
    let even = 0;
    let odd = 0;
    for (let k = 0; k < tile; k += 4) {
      const p = base + k;
      const x0 = data[p]!;
      const x1 = data[p + 1]!;
      const x2 = data[p + 2]!;
      const x3 = data[p + 3]!;
      even += x0 * 0 + x2 * 0;
      odd += x1 * 0 + x3 * 0;
      out[p] = (x0 - a[k]!) / b[k]!;
      out[p + 1] = (x1 - a[k + 1]!) / b[k + 1]!;
      out[p + 2] = (x2 - a[k + 2]!) / b[k + 2]!;
      out[p + 3] = (x3 - a[k + 3]!) / b[k + 3]!;
    }
    probe += even + odd;
  }
  for (let p = whole; p < data.length; p++) {
    probe += data[p]! * 0;
    out[p] = (data[p]! - shift[p % columns]!) / scale[p % columns]!;
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
  const a = tileOf(shift);
  const b = tileOf(scale);
  const tile = a.length;
  const whole = tile === 0 ? 0 : data.length - (data.length % tile);
  let probe = 0;
  for (let base = 0; base < whole; base += tile) {
    let even = 0;
    let odd = 0;
    for (let k = 0; k < tile; k += 4) {
      const p = base + k;
      const x0 = data[p]!;
      const x1 = data[p + 1]!;
      const x2 = data[p + 2]!;
      const x3 = data[p + 3]!;
      even += x0 * 0 + x2 * 0;
      odd += x1 * 0 + x3 * 0;
      out[p] = x0 * b[k]! + a[k]!;
      out[p + 1] = x1 * b[k + 1]! + a[k + 1]!;
      out[p + 2] = x2 * b[k + 2]! + a[k + 2]!;
      out[p + 3] = x3 * b[k + 3]! + a[k + 3]!;
    }
    probe += even + odd;
  }
  for (let p = whole; p < data.length; p++) {
    probe += data[p]! * 0;
    out[p] = data[p]! * scale[p % columns]! + shift[p % columns]!;
  }
  return { out, finite: probe === 0 };
}

/** What to add in order to change nothing, not even the sign of a zero. */
export function addsNothing(columns: number): Float64Array {
  return new Float64Array(columns).fill(-0);
}
