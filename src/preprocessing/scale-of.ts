/** A divisor this small is taken for what rounding leaves of 0, as the incumbent does. */
const NEAR_ZERO = 10 * Number.EPSILON;

/** Divisors with 1 in the place of those that are as good as 0, so that a constant column is left as it is. */
export function onesForZeros(scale: Float64Array): Float64Array {
  return scale.map((value) => (value < NEAR_ZERO ? 1 : value));
}

/**
 * Whether a column is constant but for rounding.
 *
 * @see Chan, Golub & LeVeque (1983), doi:10.1080/00031305.1983.10483115: the bound of the error of a variance.
 */
export function isConstant(count: number, mean: number, variance: number): boolean {
  const rounding = count * mean * Number.EPSILON;
  return variance <= count * Number.EPSILON * variance + rounding * rounding;
}

/** Standard deviations of columns; 1 for a constant one. */
export function deviationsOf(count: Float64Array, mean: Float64Array, variance: Float64Array): Float64Array {
  return variance.map((v, j) => (isConstant(count[j]!, mean[j]!, v) ? 1 : Math.sqrt(v)));
}
