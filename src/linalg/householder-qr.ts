import { norm2 } from "./vector.js";

/** A P = Q R, Q kept as reflections. */
export interface QrFactors {
  readonly rows: number;
  readonly columns: number;
  /** R, shape (min(rows, columns), columns), row-major, upper trapezoidal. */
  readonly R: Float64Array;
  /** Column of A that stands at each column of A P. */
  readonly order: Int32Array;
  /** b ← Qᵀ b, shape (rows). */
  applyTransposed(b: Float64Array): void;
  /** b ← Q b, shape (rows). */
  apply(b: Float64Array): void;
}

/**
 * QR factorisation by Householder reflections.
 *
 * Works on a column-major copy, so that a reflection runs along memory. Cost: 2 rows columns² flops.
 *
 * @param A shape (rows, columns), row-major; not changed.
 * @param pivot whether each step takes the column with the largest remainder, so that R's rows come out in falling size.
 * @see Golub & Van Loan (2013), Matrix Computations, algorithms 5.2.1 and 5.4.1.
 */
export function householderQr(A: Float64Array, rows: number, columns: number, pivot = false): QrFactors {
  const Q = transposed(A, rows, columns); // column j at Q[j * rows]
  const steps = Math.min(rows, columns);
  const scales = new Float64Array(steps); // H = I - scale v vᵀ
  const diagonal = new Float64Array(steps);
  const order = Int32Array.from({ length: columns }, (_, j) => j);
  for (let k = 0; k < steps; k++) {
    if (pivot) swapColumns(Q, rows, order, k, largestRemainder(Q, rows, columns, k));
    const v = Q.subarray(k * rows + k, (k + 1) * rows);
    const norm = norm2(v);
    if (norm === 0) continue;
    const alpha = v[0]! > 0 ? -norm : norm;
    diagonal[k] = alpha;
    v[0]! -= alpha;
    scales[k] = -1 / (alpha * v[0]!);
    for (let j = k + 1; j < columns; j++) reflect(v, scales[k]!, Q.subarray(j * rows + k, (j + 1) * rows));
  }
  const R = new Float64Array(steps * columns);
  for (let i = 0; i < steps; i++) {
    R[i * columns + i] = diagonal[i]!;
    for (let j = i + 1; j < columns; j++) R[i * columns + j] = Q[j * rows + i]!;
  }
  const reflectBy = (k: number, b: Float64Array): void =>
    reflect(Q.subarray(k * rows + k, (k + 1) * rows), scales[k]!, b.subarray(k));
  return {
    rows,
    columns,
    R,
    order,
    applyTransposed(b) {
      for (let k = 0; k < steps; k++) reflectBy(k, b);
    },
    apply(b) {
      for (let k = steps - 1; k >= 0; k--) reflectBy(k, b);
    },
  };
}

/** Of the columns from k on, the one with the largest norm below row k. */
function largestRemainder(Q: Float64Array, rows: number, columns: number, k: number): number {
  let best = k;
  let largest = -1;
  for (let j = k; j < columns; j++) {
    let square = 0;
    for (let p = j * rows + k; p < (j + 1) * rows; p++) square += Q[p]! * Q[p]!;
    if (square > largest) {
      largest = square;
      best = j;
    }
  }
  return best;
}

function swapColumns(Q: Float64Array, rows: number, order: Int32Array, a: number, b: number): void {
  if (a === b) return;
  const column = Q.slice(a * rows, (a + 1) * rows);
  Q.copyWithin(a * rows, b * rows, (b + 1) * rows);
  Q.set(column, b * rows);
  const moved = order[a]!;
  order[a] = order[b]!;
  order[b] = moved;
}

/** x ← x - scale (vᵀx) v. */
function reflect(v: Float64Array, scale: number, x: Float64Array): void {
  if (scale === 0) return;
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i]! * x[i]!;
  sum *= scale;
  for (let i = 0; i < v.length; i++) x[i]! -= sum * v[i]!;
}

/** Aᵀ, shape (columns, rows), row-major. */
export function transposed(A: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(A.length);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) out[j * rows + i] = A[i * columns + j]!;
  return out;
}
