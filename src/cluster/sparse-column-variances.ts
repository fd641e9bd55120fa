/**
 * Variance of each column of row-major values, n in the denominator, by the corrected two-pass algorithm in which zeros are counted
 * and not added: the sums that scikit-learn takes of sparse rows.
 *
 * @see Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance, The American Statistician 37(3).
 */
export function sparseColumnVariances(values: Float64Array, rows: number, columns: number): Float64Array {
  const out = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    let mean = 0;
    let stored = 0;
    for (let p = j; p < values.length; p += columns) {
      if (values[p] === 0) continue;
      mean += values[p]!;
      stored++;
    }
    mean /= rows;
    let correction = 0;
    let sum = 0;
    for (let p = j; p < values.length; p += columns) {
      if (values[p] === 0) continue;
      const difference = values[p]! - mean;
      correction += difference;
      sum += difference * difference;
    }
    if (stored !== rows) {
      correction -= (rows - stored) * mean;
      sum += (rows - stored) * (mean * mean);
    }
    out[j] = (sum - (correction * correction) / rows) / rows;
  }
  return out;
}
