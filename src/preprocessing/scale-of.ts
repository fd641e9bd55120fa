/** A divisor this small is taken for what rounding leaves of 0, as the incumbent does. */
const NEAR_ZERO = 10 * Number.EPSILON;

/** Divisors with 1 in the place of those that are as good as 0, so that a constant column is left as it is. */
export function onesForZeros(scale: Float64Array): Float64Array {
  return scale.map((value) => (value < NEAR_ZERO ? 1 : value));
}
