/**
 * Solves A x = b by Gaussian elimination with partial pivoting.
 *
 * Cost: 2 n³/3 flops. A singular A gives elements that are not finite.
 *
 * @param A shape (n, n), row-major; not changed.
 * @param b shape (n); not changed.
 * @see Golub & Van Loan (2013), Matrix Computations, section 3.4.
 */
export function solveLinear(A: Float64Array, n: number, b: Float64Array): Float64Array {
  const U = A.slice();
  const x = b.slice();
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(U[i * n + k]!) > Math.abs(U[pivot * n + k]!)) pivot = i;
    if (pivot !== k) swapRows(U, x, n, k, pivot);
    for (let i = k + 1; i < n; i++) {
      const factor = U[i * n + k]! / U[k * n + k]!;
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) U[i * n + j]! -= factor * U[k * n + j]!;
      x[i]! -= factor * x[k]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let j = i + 1; j < n; j++) sum -= U[i * n + j]! * x[j]!;
    x[i] = sum / U[i * n + i]!;
  }
  return x;
}

function swapRows(U: Float64Array, x: Float64Array, n: number, a: number, b: number): void {
  for (let j = 0; j < n; j++) [U[a * n + j], U[b * n + j]] = [U[b * n + j]!, U[a * n + j]!];
  [x[a], x[b]] = [x[b]!, x[a]!];
}
