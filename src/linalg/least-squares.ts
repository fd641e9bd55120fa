import { svdSolution } from "./svd.js";

/** Minimum-norm solution of a least-squares problem. */
export interface LeastSquaresSolution {
  /** shape (columns). */
  readonly x: Float64Array;
  /** Number of singular values above rcond × the largest. */
  readonly rank: number;
  /** Singular values, descending, shape (min(rows, columns)). */
  readonly singular: Float64Array;
}

/**
 * Solves min ‖A x − b‖₂, and of all minimisers takes the one of least ‖x‖₂; singular values <= rcond × the largest count as 0.
 * This is what LAPACK's gelsd answers.
 *
 * @param A shape (rows, columns), row-major; not changed.
 * @param b shape (rows); not changed.
 * @see Golub & Van Loan (2013), Matrix Computations, theorem 5.5.1.
 *
 * @example
 * ```ts
 * const twice = Float64Array.of(1, 1, 2, 2);
 * const { x, rank } = leastSquares(twice, 2, 2, Float64Array.of(2, 4), 1e-6);
 * rank; // => 1
 * Array.from(x); // => [1, 1]
 * ```
 */
export function leastSquares(
  A: Float64Array,
  rows: number,
  columns: number,
  b: ArrayLike<number>,
  rcond: number,
): LeastSquaresSolution {
  const { projections, s, Vt } = svdSolution(A, rows, columns, b);
  const x = new Float64Array(columns);
  const threshold = rcond * (s[0] ?? 0);
  let rank = 0;
  for (let i = 0; i < s.length && s[i]! > threshold; i++) {
    rank++;
    const factor = projections[i]! / s[i]!;
    for (let j = 0; j < columns; j++) x[j]! += factor * Vt[i * columns + j]!;
  }
  return { x, rank, singular: s };
}
