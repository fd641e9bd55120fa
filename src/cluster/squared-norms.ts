/**
 * Σ x² of `d` values from `from` on, in the order in which NumPy's einsum adds them: even and odd places apart, in blocks of eight from
 * the last pair to the first. Which of two nearly equally near centres is taken hangs on it.
 */
export function squaredNorm(values: Float64Array, from: number, d: number): number {
  let even = 0;
  let odd = 0;
  let j = from;
  const end = from + d;
  for (; j + 8 <= end; j += 8) {
    for (let p = j + 6; p >= j; p -= 2) {
      even += values[p]! * values[p]!;
      odd += values[p + 1]! * values[p + 1]!;
    }
  }
  for (; j + 2 <= end; j += 2) {
    even += values[j]! * values[j]!;
    odd += values[j + 1]! * values[j + 1]!;
  }
  if (j < end) even += values[j]! * values[j]!;
  return even + odd;
}

/** |x|² of each row of d values. */
export function squaredNorms(X: Float64Array, d: number): Float64Array {
  const norms = new Float64Array(X.length / d);
  for (let i = 0; i < norms.length; i++) norms[i] = squaredNorm(X, i * d, d);
  return norms;
}
