import { solveLinear } from "../linalg/linear-solve.js";

/**
 * Inverse of A, shape (n, n), row-major. A singular A gives elements that are not finite.
 *
 * Cost: 2 n⁴/3 flops: one elimination a column, for matrices of a few features.
 */
export function invertMatrix(A: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    const column = solveLinear(A, n, unit);
    for (let i = 0; i < n; i++) inverse[i * n + j] = column[i]!;
  }
  return inverse;
}
