import { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { presentValues } from "../core/present-values.js";

// 256 rows: a block of 20 columns is 40 kB, so that its columns come out of the cache one after the other.
const BLOCK_ROWS = 256;

/** Spread of each column; missing values (NaN) are left out of the variance and the range alike. */
export interface ColumnSpread {
  /** Mean of (x - mean x)², shape (nFeatures); NaN for a column without values. */
  readonly variances: Float64Array;
  /** Greatest less least value, shape (nFeatures); NaN for a column that misses a value. Undefined where it was not asked for. */
  readonly ranges: Float64Array | undefined;
}

/**
 * Variance and range of each column. Sums run over the rows in order, as NumPy adds along the first axis, so that a variance at a threshold falls
 * on the same side of it. Cost: two passes over X, three with ranges.
 */
export function columnSpread(X: Matrix | CsrMatrix, withRanges: boolean): ColumnSpread {
  if (X instanceof CsrMatrix) return sparseSpread(X);
  return X.columns === 1 ? oneColumn(X.data) : denseSpread(X, withRanges);
}

function denseSpread(X: Matrix, withRanges: boolean): ColumnSpread {
  const { rows, columns } = X;
  const counts = new Float64Array(columns).fill(rows);
  const means = new Float64Array(columns);
  addPowers(X, new Float64Array(columns), 1, means);
  const holed = [...means.keys()].filter((j) => Number.isNaN(means[j]!));
  for (const j of holed) [counts[j], means[j]] = presentSum(X, j);
  for (let j = 0; j < columns; j++) means[j]! /= counts[j]!;
  const variances = new Float64Array(columns);
  addPowers(X, means, 2, variances);
  for (const j of holed) variances[j] = presentSquares(X, j, means[j]!);
  for (let j = 0; j < columns; j++) variances[j]! /= counts[j]!;
  const ranges = withRanges ? rangesOf(X) : undefined;
  for (const j of holed) if (ranges !== undefined) ranges[j] = Number.NaN;
  return { variances, ranges };
}

/** Adds (x - centre)^power of each column to its sum, row after row; four columns at a time, since each addition waits for the one before it. */
function addPowers(X: Matrix, centres: Float64Array, power: 1 | 2, sums: Float64Array): void {
  const { data, rows, columns } = X;
  for (let begin = 0; begin < rows; begin += BLOCK_ROWS) {
    const end = Math.min(begin + BLOCK_ROWS, rows) * columns;
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      const [ca, cb, cc, cd] = [centres[j]!, centres[j + 1]!, centres[j + 2]!, centres[j + 3]!];
      let a = sums[j]!;
      let b = sums[j + 1]!;
      let c = sums[j + 2]!;
      let d = sums[j + 3]!;
      for (let p = begin * columns + j; p < end; p += columns) {
        const xa = data[p]! - ca;
        const xb = data[p + 1]! - cb;
        const xc = data[p + 2]! - cc;
        const xd = data[p + 3]! - cd;
        a += power === 1 ? xa : xa * xa;
        b += power === 1 ? xb : xb * xb;
        c += power === 1 ? xc : xc * xc;
        d += power === 1 ? xd : xd * xd;
      }
      sums[j] = a;
      sums[j + 1] = b;
      sums[j + 2] = c;
      sums[j + 3] = d;
    }
    for (; j < columns; j++) {
      let sum = sums[j]!;
      for (let p = begin * columns + j; p < end; p += columns) {
        const x = data[p]! - centres[j]!;
        sum += power === 1 ? x : x * x;
      }
      sums[j] = sum;
    }
  }
}

/** Number and sum of the values of a column that are not missing. */
function presentSum({ data, columns }: Matrix, j: number): [count: number, sum: number] {
  let count = 0;
  let sum = 0;
  for (let p = j; p < data.length; p += columns) {
    if (Number.isNaN(data[p]!)) continue;
    count++;
    sum += data[p]!;
  }
  return [count, sum];
}

/** Σ (x - mean)² over the values of a column that are not missing. */
function presentSquares({ data, columns }: Matrix, j: number, mean: number): number {
  let sum = 0;
  for (let p = j; p < data.length; p += columns) {
    const deviation = data[p]! - mean;
    if (!Number.isNaN(deviation)) sum += deviation * deviation;
  }
  return sum;
}

/** Greatest less least value of each column, missing ones left out. */
function rangesOf({ data, rows, columns }: Matrix): Float64Array {
  const low = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0, p = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, p++) {
      const value = data[p]!;
      if (value < low[j]!) low[j] = value;
      if (value > high[j]!) high[j] = value;
    }
  }
  return high.map((value, j) => value - low[j]!);
}

/** A single column is contiguous, and so added by halves. */
function oneColumn(data: Float64Array): ColumnSpread {
  const zeroed = data.map((value) => (Number.isNaN(value) ? 0 : value));
  const present = presentValues(data);
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
