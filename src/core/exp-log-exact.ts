/** Binary digits after the point; the hardest double needs about 120 for its exponential or logarithm. */
const PLACES = 220;
const SHIFT = BigInt(PLACES);
const ONE = 1n << SHIFT;
/** ln 2 with 220 places. */
const LN2 = 0xb17217f7d1cf79abc9e3b39803f2f6af40f343267298b62d8a0d176n;
/** Halvings of the argument before the Taylor series of exp. */
const HALVINGS = 8n;
const TWO_110 = 2 ** 110;

/**
 * exp(x) to 200 binary digits and more, rounded once; slow. For finite |x| in (2⁻⁵⁴, 746).
 *
 * @internal
 */
export function expExact(x: number): number {
  const binaryExponent = Math.round(x / Math.LN2);
  const rest = toFixed(x) - BigInt(binaryExponent) * LN2;
  return roundScaled(expFixed(rest), binaryExponent - PLACES);
}

/**
 * log(2^k z) to 200 binary digits and more, rounded once; slow. For z in [0.5, 2).
 *
 * @param estimate the logarithm to nearly double precision.
 * @internal
 */
export function logExact(k: number, z: number, estimate: number): number {
  // log(2^k z) = y + log(1 + d), where 1 + d = z exp(k ln 2 - y) and d is tiny.
  const y = toFixed(estimate);
  const d = ((toFixed(z) * expFixed(BigInt(k) * LN2 - y)) >> SHIFT) - ONE;
  let sum = y;
  let power = d;
  for (let n = 1n; power !== 0n && n < 8n; n++) {
    sum += n % 2n === 1n ? power / n : -power / n;
    power = (power * d) >> SHIFT;
  }
  return roundScaled(sum, -PLACES);
}

/** Fixed-point value of a double whose last bit is not below 2⁻²²⁰. */
function toFixed(value: number): bigint {
  let scaled = value;
  let shift = PLACES;
  while (!Number.isInteger(scaled) && shift > 0) {
    scaled *= shift >= 110 ? TWO_110 : 2;
    shift -= shift >= 110 ? 110 : 1;
  }
  return BigInt(Math.round(scaled)) << BigInt(shift);
}

function expFixed(value: bigint): bigint {
  const x = value >> HALVINGS;
  let term = ONE;
  let sum = ONE;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = ((term * x) >> SHIFT) / n;
    sum += term;
  }
  for (let i = 0n; i < HALVINGS; i++) sum = (sum * sum) >> SHIFT;
  return sum;
}

/** value × 2^exponent, rounded to nearest, subnormal results included. */
function roundScaled(value: bigint, exponent: number): number {
  const bits = value.toString(16).length * 4;
  const lost = -1074 - exponent;
  if (bits + exponent > -1000) return Number(value) * 2 ** (exponent + 200) * 2 ** -200;
  // The result is subnormal: its last place is 2^-1074.
  const half = 1n << BigInt(lost - 1);
  return Number((value + half) >> BigInt(lost)) * 2 ** -1074;
}
