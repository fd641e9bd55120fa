import { KernelError } from "../core/errors.js";
/** Eigenvalues and, where asked for, eigenvectors of a symmetric matrix. */
export interface EigenFactors {
  /** Ascending, shape (n). */
  readonly values: Float64Array;
  /** shape (n, n), row-major: column j belongs to the j-th value; undefined if only values were asked for. */
  readonly vectors: Float64Array | undefined;
}

/**
 * Eigenvalues, and if asked for eigenvectors, of a symmetric matrix: Householder reduction to tridiagonal form, then implicit QL.
 *
 * Cost: 4/3 n³ flops for values, about 9 n³ with vectors. Absolute error of a value: a small multiple of ε times the largest.
 *
 * @param A shape (n, n), row-major, symmetric; not changed.
 * @throws {Error} never for finite A: QL takes fewer than 60 turns a value.
 * @see Bowdler, Martin, Reinsch & Wilkinson (1968), The QR and QL algorithms for symmetric matrices, Numer. Math. 11.
 *
 * @example
 * ```ts
 * Array.from(symmetricEigen(Float64Array.of(2, 1, 1, 2), 2).values); // => [1, 3]
 * ```
 */
export function symmetricEigen(A: Float64Array, n: number, wantVectors = false): EigenFactors {
  const V = A.slice();
  const diagonal = new Float64Array(n);
  const off = new Float64Array(n);
  tridiagonalise(V, n, diagonal, off, wantVectors);
  implicitQl(diagonal, off, wantVectors ? V : undefined, n);
  return sortAscending(diagonal, wantVectors ? V : undefined, n);
}

/** A = Q T Qᵀ; T into `diagonal` and `off` (off[0] unused); with vectors, Q into A. */
function tridiagonalise(
  A: Float64Array,
  n: number,
  diagonal: Float64Array,
  off: Float64Array,
  wantVectors: boolean,
): void {
  for (let i = n - 1; i > 0; i--) {
    const row = A.subarray(i * n, i * n + i);
    let scale = 0;
    for (let k = 0; k < i; k++) scale += Math.abs(row[k]!);
    if (i === 1 || scale === 0) {
      off[i] = row[i - 1]!;
      diagonal[i] = 0;
      continue;
    }
    let h = 0;
    for (let k = 0; k < i; k++) {
      row[k]! /= scale;
      h += row[k]! * row[k]!;
    }
    const f = row[i - 1]!;
    const g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
    off[i] = scale * g;
    h -= f * g;
    row[i - 1] = f - g;
    diagonal[i] = h;
    twoSidedReflection(A, n, i, h, off, wantVectors);
  }
  diagonal[0] = 0;
  off[0] = 0;
  accumulate(A, n, diagonal, wantVectors);
}

/** A ← (I − u uᵀ/h) A (I − u uᵀ/h) on the leading i × i block, u = row i of A; lower triangle only. */
function twoSidedReflection(
  A: Float64Array,
  n: number,
  i: number,
  h: number,
  work: Float64Array,
  wantVectors: boolean,
): void {
  const u = A.subarray(i * n, i * n + i);
  // A u from the lower triangle, each row once, along memory.
  work.fill(0, 0, i);
  for (let j = 0; j < i; j++) {
    if (wantVectors) A[j * n + i] = u[j]! / h;
    const uj = u[j]!;
    let sum = 0;
    for (let k = 0, p = j * n; k < j; k++, p++) {
      const a = A[p]!;
      sum += a * u[k]!;
      work[k]! += a * uj;
    }
    work[j]! += sum + A[j * n + j]! * uj;
  }
  let uAu = 0;
  for (let j = 0; j < i; j++) {
    work[j]! /= h;
    uAu += work[j]! * u[j]!;
  }
  const half = uAu / (h + h);
  for (let j = 0; j < i; j++) {
    const f = u[j]!;
    const g = work[j]! - half * f;
    work[j] = g;
    for (let k = 0; k <= j; k++) A[j * n + k]! -= f * work[k]! + g * u[k]!;
  }
}

function accumulate(A: Float64Array, n: number, diagonal: Float64Array, wantVectors: boolean): void {
  for (let i = 0; i < n; i++) {
    if (!wantVectors) {
      diagonal[i] = A[i * n + i]!;
      continue;
    }
    if (diagonal[i] !== 0) {
      const sums = new Float64Array(i);
      for (let k = 0; k < i; k++)
        for (let j = 0, p = k * n; j < i; j++, p++) sums[j]! += A[i * n + k]! * A[p]!;
      for (let k = 0; k < i; k++)
        for (let j = 0, p = k * n; j < i; j++, p++) A[p]! -= sums[j]! * A[k * n + i]!;
    }
    diagonal[i] = A[i * n + i]!;
    A[i * n + i] = 1;
    for (let j = 0; j < i; j++) {
      A[j * n + i] = 0;
      A[i * n + j] = 0;
    }
  }
}

/** Eigenvalues of the tridiagonal matrix into `d`; rotations applied to the columns of V. */
function implicitQl(d: Float64Array, e: Float64Array, V: Float64Array | undefined, n: number): void {
  e.copyWithin(0, 1);
  e[n - 1] = 0;
  for (let l = 0; l < n; l++) {
    for (let turn = 0; ; turn++) {
      let m = l;
      while (m < n - 1) {
        const size = Math.abs(d[m]!) + Math.abs(d[m + 1]!);
        if (Math.abs(e[m]!) + size === size) break;
        m++;
      }
      if (m === l) break;
      if (turn === 60)
        throw new KernelError(
          "symmetricEigen: implicit QL must converge within 60 turns; the matrix may hold a number that is not finite",
        );
      qlSweep(d, e, V, n, l, m);
    }
  }
}

function qlSweep(
  d: Float64Array,
  e: Float64Array,
  V: Float64Array | undefined,
  n: number,
  l: number,
  m: number,
): void {
  let g = (d[l + 1]! - d[l]!) / (2 * e[l]!);
  let r = pythagoras(g, 1);
  g = d[m]! - d[l]! + e[l]! / (g + (g >= 0 ? r : -r));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i]!;
    const b = c * e[i]!;
    r = pythagoras(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1]! -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1]! - p;
    r = (d[i]! - g) * s + 2 * c * b;
    p = s * r;
    d[i + 1] = g + p;
    g = c * r - b;
    if (V !== undefined) rotateColumns(V, n, i, c, s);
  }
  d[l]! -= p;
  e[l] = g;
  e[m] = 0;
}

function rotateColumns(V: Float64Array, n: number, i: number, c: number, s: number): void {
  for (let k = 0, p = i; k < n; k++, p += n) {
    const f = V[p + 1]!;
    V[p + 1] = s * V[p]! + c * f;
    V[p] = c * V[p]! - s * f;
  }
}

// Not Math.hypot: its last bit differs between engines.
function pythagoras(a: number, b: number): number {
  const x = Math.max(Math.abs(a), Math.abs(b));
  const y = Math.min(Math.abs(a), Math.abs(b));
  return x === 0 ? 0 : x * Math.sqrt(1 + (y / x) * (y / x));
}

function sortAscending(d: Float64Array, V: Float64Array | undefined, n: number): EigenFactors {
  const order = Array.from(d.keys()).sort((a, b) => d[a]! - d[b]!);
  const values = Float64Array.from(order, (j) => d[j]!);
  if (V === undefined) return { values, vectors: undefined };
  const vectors = new Float64Array(n * n);
  order.forEach((from, j) => {
    for (let i = 0; i < n; i++) vectors[i * n + j] = V[i * n + from]!;
  });
  return { values, vectors };
}
