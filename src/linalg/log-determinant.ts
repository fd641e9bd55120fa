import { log } from "../core/log.js";

/**
 * Natural logarithm of the determinant of a square matrix, by elimination with partial pivoting; -Infinity where the
 * determinant is zero or negative.
 *
 * Cost: 2 n³/3 flops.
 *
 * @param A shape (n, n), row-major; not changed.
 * @see Golub & Van Loan (2013), Matrix Computations, section 3.4.
 *
 * @example
 * ```ts
 * logDeterminant(Float64Array.of(1, 0, 0, 1), 2); // => 0
 * logDeterminant(Float64Array.of(1, 2, 2, 4), 2); // => -Infinity
 * ```
 */
export function logDeterminant(A: Float64Array, n: number): number {
  const U = A.slice();
  let positive = true;
  let sum = 0;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(U[i * n + k]!) > Math.abs(U[pivot * n + k]!)) pivot = i;
    if (pivot !== k) {
      swapRows(U, n, k, pivot);
      positive = !positive;
    }
    const value = U[k * n + k]!;
    if (value === 0) return Number.NEGATIVE_INFINITY;
    if (value < 0) positive = !positive;
    sum += log(Math.abs(value));
    for (let i = k + 1; i < n; i++) {
      const factor = U[i * n + k]! / value;
      if (factor !== 0) for (let j = k + 1; j < n; j++) U[i * n + j]! -= factor * U[k * n + j]!;
    }
  }
  return positive ? sum : Number.NEGATIVE_INFINITY;
}

function swapRows(U: Float64Array, n: number, a: number, b: number): void {
  for (let j = 0; j < n; j++) {
    const held = U[a * n + j]!;
    U[a * n + j] = U[b * n + j]!;
    U[b * n + j] = held;
  }
}
