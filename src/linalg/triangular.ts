/**
 * Solves L x = b in place, L lower triangular.
 *
 * @param L shape (n, n), row-major; only the lower triangle is read.
 * @param x IN b, OUT x, shape (n).
 */
export function solveLower(L: Float64Array, n: number, x: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= L[i * n + k]! * x[k]!;
    x[i] = sum / L[i * n + i]!;
  }
}

/**
 * Solves Lᵀ x = b in place, L lower triangular.
 *
 * @param L shape (n, n), row-major; only the lower triangle is read.
 * @param x IN b, OUT x, shape (n).
 */
export function solveLowerTransposed(L: Float64Array, n: number, x: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    const value = x[i]! / L[i * n + i]!;
    x[i] = value;
    for (let k = 0; k < i; k++) x[k]! -= L[i * n + k]! * value;
  }
}

/**
 * Solves R x = b in place, R the leading upper triangle of a matrix.
 *
 * @param R row-major with `stride` columns; only the upper triangle of its leading n × n part is read.
 * @param x IN b, OUT x, its first n elements.
 */
export function solveUpper(R: Float64Array, n: number, stride: number, x: Float64Array): void {
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= R[i * stride + k]! * x[k]!;
    x[i] = sum / R[i * stride + i]!;
  }
}
