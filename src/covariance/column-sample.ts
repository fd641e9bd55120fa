import { squaredLength } from "./squared-mahalanobis.js";

/** Rows of a matrix, held column by column: what a concentration step reads. */
export interface ColumnSample {
  /** Column j at [j rows, (j + 1) rows). */
  readonly columns: Float64Array;
  readonly rows: number;
  readonly features: number;
}

/** Location and covariance of some rows. */
export interface Moments {
  /** shape (features). */
  readonly location: Float64Array;
  /** shape (features, features), symmetric. */
  readonly covariance: Float64Array;
}

/** Some rows of X, shape (nSamples, features) row-major, in the given order, as columns. */
export function sampleOf(X: Float64Array, features: number, rows: ArrayLike<number>): ColumnSample {
  const n = rows.length;
  const columns = new Float64Array(n * features);
  for (let i = 0; i < n; i++)
    for (let j = 0, from = rows[i]! * features; j < features; j++) columns[j * n + i] = X[from++]!;
  return { columns, rows: n, features };
}

/**
 * Mean and covariance (divided by their number) of some rows, in two passes; with `assumeCentered` about zero.
 *
 * A constant column has its value for mean and variance zero exactly, since the mean is taken about the first row.
 */
export function momentsOf(
  { columns, rows, features: d }: ColumnSample,
  support: ArrayLike<number>,
  assumeCentered = false,
): Moments {
  const h = support.length;
  const location = new Float64Array(d);
  const centered = new Float64Array(d * h);
  for (let j = 0; j < d; j++) {
    const column = columns.subarray(j * rows, (j + 1) * rows);
    const first = assumeCentered ? 0 : column[support[0]!]!;
    let sum = 0;
    for (let i = 0; i < h; i++) sum += column[support[i]!]! - first;
    const mean = assumeCentered ? 0 : first + sum / h;
    location[j] = mean;
    for (let i = 0; i < h; i++) centered[j * h + i] = column[support[i]!]! - mean;
  }
  const covariance = new Float64Array(d * d);
  for (let j = 0; j < d; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = 0;
      for (let i = 0, p = j * h, q = k * h; i < h; i++) sum += centered[p++]! * centered[q++]!;
      covariance[j * d + k] = sum / h;
      covariance[k * d + j] = sum / h;
    }
  }
  return { location, covariance };
}

/** Squared Mahalanobis distance of every row, shape (rows); negative ones count as 0, overflown ones as Infinity. */
export function sampleDistances(
  { columns, rows, features: d }: ColumnSample,
  location: Float64Array,
  precision: Float64Array,
): Float64Array {
  const out = new Float64Array(rows);
  const x = new Float64Array(d);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < d; j++) x[j] = columns[j * rows + i]! - location[j]!;
    out[i] = squaredLength(x, precision);
  }
  return out;
}
