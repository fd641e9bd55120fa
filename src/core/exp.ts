import { productError, sumError } from "./exact-sum.js";
import { expExact } from "./exp-log-exact.js";
import { EXP_HIGH, EXP_LOW } from "./exp-log-tables.js";

/** ln 2 / 128 in three parts; the first two have so few digits that n times them is exact for |n| < 2¹⁷. */
const STEP_HIGH = 0.005415212347998022;
const STEP_MIDDLE = 1.2655086083012853e-13;
const STEP_LOW = 3.1258479278239995e-24;
const STEPS_PER_UNIT = 128 / Math.LN2;
/** Above it exp overflows. */
const LARGEST = 709.782712893384;
/** Below it exp rounds to zero. */
const SMALLEST = -745.1332191019412;
/** Below it exp may be subnormal, where rounding happens at another place. */
const SMALLEST_NORMAL = -708;
/** Bound of the relative error before the last rounding; the largest found in 400,000 arguments is 2^-69.6. */
const ERROR = 2 ** -68;
// Scratch to make powers of two; nothing is kept in it between calls. Little-endian, as WebAssembly is.
const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);
const TINY = 2 ** -54;

/**
 * Exponential function, correctly rounded: the double nearest to eˣ, the same bits in every engine and on every processor.
 * `Math.exp` is neither.
 *
 * Method: e^x = 2^(n/128) e^r with a table of 2^(i/128), a Taylor polynomial and double-double sums; where that cannot decide the
 * rounding (one case in 16,000), and for subnormal results, exact integers.
 *
 * Cost: about 30 ns.
 *
 * @see Tang (1989), doi:10.1145/63522.214389; Ziv (1991), doi:10.1145/114697.116813.
 * @example
 * ```ts
 * exp(1); // => 2.718281828459045
 * ```
 */
export function exp(x: number): number {
  if (!(x <= LARGEST && x >= SMALLEST_NORMAL)) return extremeExp(x);
  if (x < TINY && x > -TINY) return 1 + x;
  const n = Math.round(x * STEPS_PER_UNIT);
  const i = n & 127;

  // r = x - n ln 2 / 128, |r| < 2^-8.4, as a sum of two doubles.
  const r1 = x - n * STEP_HIGH;
  const r2 = -n * STEP_MIDDLE;
  const r = r1 + r2;
  const rLow = sumError(r1, r2, r) - n * STEP_LOW;

  // u = e^r - 1
  const tail = rLow + (r * rLow + r * r * series(r));
  const u = r + tail;
  const uLow = r - u + tail;

  const high = EXP_HIGH[i]!;
  const product = high * u;
  const sum = high + product;
  const low =
    high - sum + product + (productError(high, u, product) + (EXP_LOW[i]! + (high * uLow + EXP_LOW[i]! * u)));
  const result = sum + low;
  const rest = sum - result + low;
  const rounded = result + (rest + ERROR);
  return rounded === result + (rest - ERROR) ? scale(rounded, (n - i) / 128) : expExact(x);
}

/** 1/2 + r/6 + r²/24 + ... to r⁶. */
function series(r: number): number {
  return (
    1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040 + r * (1 / 40320))))))
  );
}

function extremeExp(x: number): number {
  if (x > LARGEST) return Number.POSITIVE_INFINITY;
  if (x < SMALLEST) return 0;
  return x < SMALLEST_NORMAL ? expExact(x) : Number.NaN;
}

// Two factors, since 2^1024 is no double.
function scale(value: number, exponent: number): number {
  const half = exponent >> 1;
  return value * powerOfTwo(half) * powerOfTwo(exponent - half);
}

function powerOfTwo(exponent: number): number {
  WORDS[1] = (exponent + 1023) << 20;
  return DOUBLE[0]!;
}
