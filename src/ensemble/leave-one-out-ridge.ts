import type { Matrix } from "../core/matrix.js";
import { cholesky, choleskySolve } from "../linalg/index.js";

/** Penalties that scikit-learn's RidgeCV tries. */
const ALPHAS = [0.1, 1, 10] as const;

/**
 * The penalty of a ridge regression, of 0.1, 1 and 10, whose predictions of rows left out have the least mean squared error; the first of equal
 * ones. The errors come without fitting again, from e / (1 - h) with the leverage h.
 *
 * Cost: O(nSamples × nFeatures²) for each penalty.
 *
 * @see Golub, Heath & Wahba (1979), doi:10.1080/00401706.1979.10489751.
 */
export function leaveOneOutAlpha(X: Matrix, y: Float64Array, weight: Float64Array | undefined): number {
  const { rows, columns } = X;
  const w = weight ?? new Float64Array(rows).fill(1);
  const total = w.reduce((sum, value) => sum + value, 0);
  const centre = new Float64Array(columns);
  let mean = 0;
  for (let i = 0; i < rows; i++) {
    mean += (w[i]! * y[i]!) / total;
    for (let j = 0; j < columns; j++) centre[j]! += (w[i]! * X.get(i, j)) / total;
  }
  const Z = X.data.map((value, p) => value - centre[p % columns]!);
  const gram = new Float64Array(columns * columns);
  const moment = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    const row = Z.subarray(i * columns, (i + 1) * columns);
    for (let j = 0; j < columns; j++) {
      moment[j]! += w[i]! * row[j]! * (y[i]! - mean);
      for (let k = 0; k < columns; k++) gram[j * columns + k]! += w[i]! * row[j]! * row[k]!;
    }
  }
  let best: number = ALPHAS[0];
  let least = Number.POSITIVE_INFINITY;
  for (const alpha of ALPHAS) {
    const L = cholesky(
      gram.map((value, p) => (p % (columns + 1) === 0 ? value + alpha : value)),
      columns,
    );
    const coef = choleskySolve(L, columns, moment);
    let error = 0;
    for (let i = 0; i < rows; i++) {
      const row = Z.subarray(i * columns, (i + 1) * columns);
      const leverage = w[i]! * (dot(row, choleskySolve(L, columns, row)) + 1 / total);
      error += w[i]! * ((y[i]! - mean - dot(row, coef)) / (1 - leverage)) ** 2;
    }
    if (error < least) [best, least] = [alpha, error];
  }
  return best;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}
