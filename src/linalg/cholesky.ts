import { InvalidInputError } from "../core/errors.js";
import { solveLower, solveLowerTransposed } from "./triangular.js";

/**
 * Cholesky factorisation A = L Lᵀ of a symmetric matrix.
 *
 * Cost: n³/3 flops.
 *
 * @param A shape (n, n), row-major; only the lower triangle is read; not changed.
 * @returns L, shape (n, n), its upper triangle zero; undefined if a pivot is not > 0, that is, A is not positive definite.
 * @see Golub & Van Loan (2013), Matrix Computations, algorithm 4.2.1.
 */
export function tryCholesky(A: Float64Array, n: number): Float64Array | undefined {
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = A[i * n + j]!;
      for (let k = 0, p = i * n, q = j * n; k < j; k++) sum -= L[p++]! * L[q++]!;
      if (i === j) {
        if (!(sum > 0) || sum === Number.POSITIVE_INFINITY) return undefined;
        L[i * n + i] = Math.sqrt(sum);
      } else {
        L[i * n + j] = sum / L[j * n + j]!;
      }
    }
  }
  return L;
}

/**
 * Cholesky factorisation A = L Lᵀ of a symmetric positive definite matrix.
 *
 * @param A shape (n, n), row-major; only the lower triangle is read; not changed.
 * @returns L, shape (n, n), its upper triangle zero.
 * @throws {InvalidInputError} if a pivot is not > 0, that is, A is not positive definite.
 * @see Golub & Van Loan (2013), Matrix Computations, algorithm 4.2.1.
 *
 * @example
 * ```ts
 * Array.from(cholesky(Float64Array.of(4, 2, 2, 5), 2)); // => [2, 0, 1, 2]
 * ```
 */
export function cholesky(A: Float64Array, n: number): Float64Array {
  const L = tryCholesky(A, n);
  if (L === undefined) throw new InvalidInputError("cholesky", "A must be positive definite", A);
  return L;
}

/**
 * Solves A x = b from the Cholesky factor of A.
 *
 * @param L shape (n, n), as {@link cholesky} returns it.
 * @param b shape (n); not changed.
 * @returns x, shape (n).
 *
 * @example
 * ```ts
 * const L = cholesky(Float64Array.of(4, 2, 2, 5), 2);
 * Array.from(choleskySolve(L, 2, Float64Array.of(8, 8))); // => [1.5, 1]
 * ```
 */
export function choleskySolve(L: Float64Array, n: number, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  solveLower(L, n, x);
  solveLowerTransposed(L, n, x);
  return x;
}

/**
 * Reciprocal condition number 1 / (‖A‖₁ ‖A⁻¹‖₁) of a matrix with a Cholesky factor, by forming the inverse's columns.
 *
 * Cost: n³ flops.
 */
export function reciprocalCondition(A: Float64Array, L: Float64Array, n: number): number {
  let norm = 0;
  let inverseNorm = 0;
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    const column = choleskySolve(L, n, unit);
    let sum = 0;
    let inverseSum = 0;
    for (let i = 0; i < n; i++) {
      sum += Math.abs(i >= j ? A[i * n + j]! : A[j * n + i]!);
      inverseSum += Math.abs(column[i]!);
    }
    norm = Math.max(norm, sum);
    inverseNorm = Math.max(inverseNorm, inverseSum);
  }
  return 1 / (norm * inverseNorm);
}
