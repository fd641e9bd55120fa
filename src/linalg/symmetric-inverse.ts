import { tryCholesky } from "./cholesky.js";
import { symmetricEigen } from "./symmetric-eigen.js";

/**
 * Inverse of a symmetric matrix, or its Moore-Penrose pseudo-inverse where it is singular: eigenvalues of magnitude at most
 * n ε times the largest count as zero.
 *
 * A matrix that is plainly positive definite is inverted by Cholesky factorisation, any other one by its eigenvalues.
 * Cost: n³ flops, or about 11 n³.
 *
 * @param A shape (n, n), row-major, symmetric and finite; not changed.
 * @returns shape (n, n), symmetric.
 * @see Golub & Van Loan (2013), Matrix Computations, section 5.5.2.
 *
 * @example
 * ```ts
 * Array.from(symmetricInverse(Float64Array.of(2, 0, 0, 4), 2)); // => [0.5, 0, 0, 0.25]
 * Array.from(symmetricInverse(Float64Array.of(2, 0, 0, 0), 2)); // => [0.5, 0, 0, 0]
 * ```
 */
export function symmetricInverse(A: Float64Array, n: number): Float64Array {
  return inverseByCholesky(A, n) ?? inverseByEigenvalues(A, n);
}

/** A⁻¹ = L⁻ᵀ L⁻¹; undefined unless every eigenvalue is sure to exceed n ε times the largest. */
function inverseByCholesky(A: Float64Array, n: number): Float64Array | undefined {
  const L = tryCholesky(A, n);
  if (L === undefined) return undefined;
  const inverse = lowerInverse(L, n);
  let largest = 0;
  let smallest = 0;
  for (let j = 0; j < n; j++) largest += A[j * n + j]!;
  for (let p = 0; p < inverse.length; p++) smallest += inverse[p]! * inverse[p]!;
  // The traces of A and of its inverse bound the eigenvalues: λ max < largest, λ min > 1 / smallest.
  if (!(largest * smallest * n * Number.EPSILON < 1)) return undefined;
  const out = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const row = inverse.subarray(k * n, k * n + k + 1);
    for (let i = 0; i <= k; i++) for (let j = 0; j <= i; j++) out[i * n + j]! += row[i]! * row[j]!;
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) out[j * n + i] = out[i * n + j]!;
  return out;
}

/** L⁻¹ of a lower triangular L, its upper triangle zero. */
function lowerInverse(L: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = inverse.subarray(i * n, (i + 1) * n);
    for (let k = 0; k < i; k++) {
      const factor = L[i * n + k]!;
      for (let j = 0, p = k * n; j <= k; j++, p++) row[j]! -= factor * inverse[p]!;
    }
    const pivot = L[i * n + i]!;
    for (let j = 0; j < i; j++) row[j]! /= pivot;
    row[i] = 1 / pivot;
  }
  return inverse;
}

function inverseByEigenvalues(A: Float64Array, n: number): Float64Array {
  const { values, vectors } = symmetricEigen(A, n, true);
  const V = vectors!;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const out = new Float64Array(n * n);
  for (let k = 0; k < n; k++) {
    const value = values[k]!;
    if (!(Math.abs(value) > largest * n * Number.EPSILON)) continue;
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) out[i * n + j]! += (V[i * n + k]! / value) * V[j * n + k]!;
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) out[j * n + i] = out[i * n + j]!;
  return out;
}
