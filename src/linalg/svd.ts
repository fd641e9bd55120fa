import { householderQr, transposed } from "./householder-qr.js";
import { norm2 } from "./vector.js";

/** Thin singular value decomposition A = U diag(s) Vᵀ with r = min(rows, columns). */
export interface SvdFactors {
  /** Uᵀ, shape (r, rows), row-major: row i is the i-th left singular vector. */
  readonly Ut: Float64Array;
  /** Singular values, descending, shape (r). */
  readonly s: Float64Array;
  /** Vᵀ, shape (r, columns), row-major. Where s is 0, the row of the longer of U and V is orthonormal and that of the shorter is 0. */
  readonly Vt: Float64Array;
}

/** Singular values with Uᵀb and V: what solutions of least-squares problems are made of. */
export interface SvdSolution {
  /** Uᵀ b, shape (r). */
  readonly projections: Float64Array;
  /** Singular values, descending, shape (r). */
  readonly s: Float64Array;
  /** Vᵀ, shape (r, columns), row-major. */
  readonly Vt: Float64Array;
}

/**
 * Singular value decomposition by one-sided Jacobi rotations on the rows of R, from a QR factorisation with column pivoting.
 *
 * Small singular values come out to high relative accuracy. Cost: 2 max min² flops for QR, about 6 sweeps of 6 min³ for Jacobi.
 *
 * @param A shape (rows, columns), row-major; not changed.
 * @see Demmel & Veselić (1992), Jacobi's method is more accurate than QR, SIAM J. Matrix Anal. Appl. 13(4);
 *   Drmač & Veselić (2008), New fast and accurate Jacobi SVD algorithm, SIAM J. Matrix Anal. Appl. 29(4).
 *
 * @example
 * ```ts
 * const { s } = svd(Float64Array.of(3, 0, 0, -2), 2, 2);
 * Array.from(s); // => [3, 2]
 * ```
 */
export function svd(A: Float64Array, rows: number, columns: number): SvdFactors {
  if (rows < columns) {
    const { Ut, s, Vt } = svd(transposed(A, rows, columns), columns, rows);
    return { Ut: Vt, s, Vt: Ut };
  }
  const n = columns;
  const qr = householderQr(A, rows, n, true);
  const rotations = new Float64Array(n * n);
  for (let j = 0; j < n; j++) rotations[j * n + j] = 1;
  const { s, vectors, carried } = rotateRows(qr.R, n, qr.order, rotations, n);
  const Ut = new Float64Array(n * rows);
  for (let i = 0; i < n; i++) {
    const u = Ut.subarray(i * rows, (i + 1) * rows);
    u.set(carried.subarray(i * n, (i + 1) * n));
    qr.apply(u);
  }
  return { Ut, s, Vt: vectors };
}

/**
 * Uᵀb, s and Vᵀ. Where A is tall it does without U: the rotations are applied to b instead.
 *
 * @param A shape (rows, columns), row-major; not changed.
 * @param b shape (rows); not changed.
 */
export function svdSolution(
  A: Float64Array,
  rows: number,
  columns: number,
  b: ArrayLike<number>,
): SvdSolution {
  if (rows >= columns) {
    const qr = householderQr(A, rows, columns, true);
    const c = Float64Array.from(b);
    qr.applyTransposed(c);
    const { s, vectors, carried } = rotateRows(qr.R, columns, qr.order, c.slice(0, columns), 1);
    return { projections: carried, s, Vt: vectors };
  }
  const { Ut, s, Vt } = svd(A, rows, columns);
  const projections = new Float64Array(s.length);
  for (let i = 0; i < s.length; i++)
    for (let k = 0; k < rows; k++) projections[i]! += Ut[i * rows + k]! * b[k]!;
  return { projections, s, Vt };
}

interface RotatedRows {
  readonly s: Float64Array;
  /** Normalised rows, back in the order of A's columns, largest singular value first. */
  readonly vectors: Float64Array;
  /** What was carried along, in the same order of rows. */
  readonly carried: Float64Array;
}

/**
 * Rotates pairs of rows of R until all are orthogonal; the same rotations go to the rows of `carry`.
 *
 * @param R shape (n, n); not changed.
 * @param order column of A at each column of R.
 * @param carry shape (n, m); changed.
 */
function rotateRows(
  R: Float64Array,
  n: number,
  order: Int32Array,
  carry: Float64Array,
  m: number,
): RotatedRows {
  const W = R.slice();
  const tolerance = n * 2 ** -53;
  const squares = new Float64Array(n);
  for (let sweep = 0; sweep < 60; sweep++) {
    for (let j = 0; j < n; j++) squares[j] = product(W, n, j, j);
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const pq = product(W, n, p, q);
        if (pq === 0 || Math.abs(pq) <= tolerance * Math.sqrt(squares[p]!) * Math.sqrt(squares[q]!)) continue;
        const zeta = (squares[q]! - squares[p]!) / (2 * pq);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        rotate(W, n, p, q, c, c * t);
        rotate(carry, m, p, q, c, c * t);
        squares[p] = Math.max(0, squares[p]! - t * pq);
        squares[q]! += t * pq;
        rotated = true;
      }
    }
    if (!rotated) break;
  }
  return sortRows(W, n, order, carry, m);
}

/** Inner product of rows p and q; two sums, since one waits for itself. */
function product(W: Float64Array, n: number, p: number, q: number): number {
  let even = 0;
  let odd = 0;
  let a = p * n;
  let b = q * n;
  for (const end = a + n - 1; a < end; a += 2, b += 2) {
    even += W[a]! * W[b]!;
    odd += W[a + 1]! * W[b + 1]!;
  }
  if (a < (p + 1) * n) even += W[a]! * W[b]!;
  return even + odd;
}

function rotate(W: Float64Array, n: number, p: number, q: number, c: number, s: number): void {
  for (let k = 0, a = p * n, b = q * n; k < n; k++, a++, b++) {
    const x = W[a]!;
    const y = W[b]!;
    W[a] = c * x - s * y;
    W[b] = s * x + c * y;
  }
}

function sortRows(
  W: Float64Array,
  n: number,
  order: Int32Array,
  carry: Float64Array,
  m: number,
): RotatedRows {
  const norms = Float64Array.from({ length: n }, (_, j) => norm2(W.subarray(j * n, (j + 1) * n)));
  const ranked = Array.from(norms.keys()).sort((a, b) => norms[b]! - norms[a]!);
  const s = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  const carried = new Float64Array(n * m);
  ranked.forEach((j, i) => {
    s[i] = norms[j]!;
    carried.set(carry.subarray(j * m, (j + 1) * m), i * m);
    if (norms[j] === 0) return;
    for (let k = 0; k < n; k++) vectors[i * n + order[k]!] = W[j * n + k]! / norms[j]!;
  });
  return { s, vectors, carried };
}
