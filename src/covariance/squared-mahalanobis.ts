/**
 * Squared Mahalanobis distances (x − location)ᵀ P (x − location) of rows.
 *
 * A distance that rounding made negative counts as 0; one that overflowed as Infinity.
 * Cost: nSamples nFeatures² flops.
 *
 * @param X shape (nSamples, nFeatures), row-major.
 * @param location shape (nFeatures).
 * @param precision P, shape (nFeatures, nFeatures), symmetric.
 * @returns shape (nSamples).
 * @see Mahalanobis (1936), On the generalised distance in statistics.
 */
export function squaredMahalanobis(
  X: Float64Array,
  location: Float64Array,
  precision: Float64Array,
): Float64Array {
  const d = location.length;
  const out = new Float64Array(X.length / d);
  const centered = new Float64Array(d);
  for (let i = 0; i < out.length; i++) {
    for (let j = 0; j < d; j++) centered[j] = X[i * d + j]! - location[j]!;
    out[i] = squaredLength(centered, precision);
  }
  return out;
}

/** xᵀ P x from the lower triangle of P; a result that rounding made negative is 0, one that overflowed Infinity. */
export function squaredLength(x: Float64Array, precision: Float64Array): number {
  const d = x.length;
  let sum = 0;
  for (let j = 0; j < d; j++) {
    const value = x[j]!;
    let inner = 0;
    let p = j * d;
    for (let k = 0; k < j; k++) inner += precision[p++]! * x[k]!;
    sum += (2 * inner + precision[p]! * value) * value;
  }
  return Number.isNaN(sum) ? Number.POSITIVE_INFINITY : Math.max(sum, 0);
}
