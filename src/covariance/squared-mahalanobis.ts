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

function squaredLength(x: Float64Array, precision: Float64Array): number {
  let sum = 0;
  for (let j = 0, p = 0; j < x.length; j++) {
    let inner = 0;
    for (let k = 0; k < x.length; k++) inner += precision[p++]! * x[k]!;
    sum += inner * x[j]!;
  }
  return Number.isNaN(sum) ? Number.POSITIVE_INFINITY : Math.max(sum, 0);
}
