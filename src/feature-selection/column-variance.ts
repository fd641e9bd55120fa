import { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";

/** Spread of each column; missing values (NaN) are left out of the variance and the range alike. */
export interface ColumnSpread {
  /** Mean of (x - mean x)², shape (nFeatures); NaN for a column without values. */
  readonly variances: Float64Array;
  /** Greatest less least value, shape (nFeatures); NaN for a column that misses a value. */
  readonly ranges: Float64Array;
}

/**
 * Variance and range of each column. Sums run over the rows in order, as NumPy adds along the first axis, so that a variance at a threshold falls
 * on the same side of it. Cost: two passes over X.
 */
export function columnSpread(X: Matrix | CsrMatrix): ColumnSpread {
  if (X instanceof CsrMatrix) return sparseSpread(X);
  return X.columns === 1 ? oneColumn(X.data) : denseSpread(X);
}

function denseSpread({ data, rows, columns }: Matrix): ColumnSpread {
  const counts = new Float64Array(columns);
  const means = new Float64Array(columns);
  const low = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0, p = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, p++) {
      const value = data[p]!;
      if (Number.isNaN(value)) continue;
      counts[j]!++;
      means[j]! += value;
      if (value < low[j]!) low[j] = value;
      if (value > high[j]!) high[j] = value;
    }
  }
  for (let j = 0; j < columns; j++) means[j]! /= counts[j]!;
  const variances = new Float64Array(columns);
  for (let i = 0, p = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, p++) {
      const deviation = data[p]! - means[j]!;
      if (!Number.isNaN(deviation)) variances[j]! += deviation * deviation;
    }
  }
  for (let j = 0; j < columns; j++) variances[j]! /= counts[j]!;
  const ranges = high.map((value, j) => (counts[j] === rows ? value - low[j]! : Number.NaN));
  return { variances, ranges };
}

/** A single column is contiguous, and so added by halves. */
function oneColumn(data: Float64Array): ColumnSpread {
  const zeroed = data.map((value) => (Number.isNaN(value) ? 0 : value));
  const present = data.filter((value) => !Number.isNaN(value));
  const mean = pairwiseSum(zeroed) / present.length;
  const squares = data.map((value) => (Number.isNaN(value) ? 0 : (value - mean) * (value - mean)));
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of present) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return {
    variances: Float64Array.of(pairwiseSum(squares) / present.length),
    ranges: Float64Array.of(present.length === data.length ? high - low : Number.NaN),
  };
}

/** Elements that are not stored are zeros. */
function sparseSpread({ data, indices, rows, columns }: CsrMatrix): ColumnSpread {
  const stored = new Float64Array(columns);
  const missing = new Float64Array(columns);
  const means = new Float64Array(columns);
  const low = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  for (let k = 0; k < data.length; k++) {
    const j = indices[k]!;
    const value = data[k]!;
    stored[j]!++;
    if (Number.isNaN(value)) {
      missing[j]!++;
      continue;
    }
    means[j]! += value;
    if (value < low[j]!) low[j] = value;
    if (value > high[j]!) high[j] = value;
  }
  const counts = missing.map((count) => rows - count);
  for (let j = 0; j < columns; j++) means[j]! /= counts[j]!;
  // Deviations sum to 0 but for rounding, which they correct: Chan, Golub & LeVeque (1983), equation 1.7.
  const deviations = new Float64Array(columns);
  const variances = new Float64Array(columns);
  for (let k = 0; k < data.length; k++) {
    const deviation = data[k]! - means[indices[k]!]!;
    if (Number.isNaN(deviation)) continue;
    deviations[indices[k]!]! += deviation;
    variances[indices[k]!]! += deviation * deviation;
  }
  const ranges = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    const zeros = rows - stored[j]!;
    if (zeros > 0) {
      deviations[j]! -= zeros * means[j]!;
      variances[j]! += zeros * means[j]! * means[j]!;
      low[j] = Math.min(low[j]!, 0);
      high[j] = Math.max(high[j]!, 0);
    }
    variances[j] = (variances[j]! - (deviations[j]! * deviations[j]!) / counts[j]!) / counts[j]!;
    ranges[j] = missing[j]! > 0 ? Number.NaN : high[j]! - low[j]!;
  }
  return { variances, ranges };
}
