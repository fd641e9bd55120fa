import { productError, sumError } from "./exact-sum.js";
import { logExact } from "./exp-log-exact.js";
import { LOG_HIGH, LOG_LOW, RECIPROCAL_512 } from "./exp-log-tables.js";

/** ln 2 to 42 binary digits, so that k times it is exact, and the rest. */
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;
/** First of the 128 parts of [1, 2) that lies above √2; from there on the logarithm of half the number is taken. */
const FIRST_HALVED = 53;
/** Bound of the relative error before the last rounding; the largest found in 400,000 arguments is 2^-66.8. */
const ERROR = 1.4 * 2 ** -66;
/** Smallest double with a full significand. */
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 2 ** 54;
// Scratch to look at the bits of a double; nothing is kept in it between calls. Little-endian, as WebAssembly is.
const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);

/**
 * Natural logarithm, correctly rounded: the double nearest to ln x, the same bits in every engine and on every processor.
 * `Math.log` is neither.
 *
 * Method: a table of logarithms, a Taylor polynomial and double-double sums; where that cannot decide the rounding (one case in 3000),
 * exact integers.
 *
 * Cost: about 40 ns.
 *
 * @returns NaN for x < 0, -Infinity for 0.
 * @see Tang (1990), doi:10.1145/98267.98294; Ziv (1991), doi:10.1145/114697.116813.
 * @example
 * ```ts
 * log(10); // => 2.302585092994046
 * ```
 */
export function log(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY))
    return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  const subnormal = x < SMALLEST_NORMAL;
  DOUBLE[0] = subnormal ? x * TWO_54 : x;
  const high = WORDS[1]!;
  const part = (high >>> 13) & 127;
  const halved = part >= FIRST_HALVED ? 1 : 0;
  const k = (high >>> 20) - 1023 + halved - (subnormal ? 54 : 0);
  // x = 2^k z with z in [0.707, 1.414]; zHigh is z to 21 bits.
  WORDS[1] = (high & 0xfffff) | (halved === 1 ? 0x3fe00000 : 0x3ff00000);
  const z = DOUBLE[0]!;
  WORDS[0] = 0;
  const zHigh = DOUBLE[0]!;

  // r = c z - 1, |r| < 2^-7, as an exact sum of two doubles.
  const c = RECIPROCAL_512[part]! / 512;
  const r1 = zHigh * c - 1;
  const r2 = (z - zHigh) * c;
  const r = r1 + r2;
  const rLow = sumError(r1, r2, r);

  // ln x = k ln 2 - ln c + r - r²/2 + (r³/3 - ...)
  const kLn2 = k * LN2_HIGH;
  const a = kLn2 + LOG_HIGH[part]!;
  const b = a + r;
  const square = r * r;
  const sum = b - 0.5 * square;
  const errors = sumError(kLn2, LOG_HIGH[part]!, a) + sumError(a, r, b) + sumError(b, -0.5 * square, sum);
  const tail =
    k * LN2_LOW +
    LOG_LOW[part]! +
    (rLow - r * rLow - 0.5 * productError(r, r, square)) +
    r * square * series(r);
  const low = errors + tail;
  const result = sum + low;
  const rest = sum - result + low;
  const error = Math.abs(result) * ERROR;
  const rounded = result + (rest + error);
  return rounded === result + (rest - error) ? rounded : logExact(k, z, result);
}

/** 1/3 - r/4 + r²/5 - ... to r⁸. */
function series(r: number): number {
  const upper = 1 / 7 - r * (1 / 8 - r * (1 / 9 - r * (1 / 10 - r * (1 / 11))));
  return 1 / 3 - r * (1 / 4 - r * (1 / 5 - r * (1 / 6 - r * upper)));
}
