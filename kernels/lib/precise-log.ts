// Natural logarithm in two doubles: the method of src/core/log.ts, by a table of logarithms, a Taylor polynomial and double-double sums.
// Tang (1990), doi:10.1145/98267.98294.
import { LOG_HIGH, LOG_LOW, RECIPROCAL_512 } from "./log-tables";

/** ln 2 to 42 binary digits, so that k times it is exact, and the rest. */
const LN2_HIGH: f64 = 0.6931471805598903;
const LN2_LOW: f64 = 5.497923018708371e-14;
/** First of the 128 parts of [1, 2) that lies above √2; from there on the logarithm of half the number is taken. */
const FIRST_HALVED: i32 = 53;
/** Bound of the relative error; the largest found in 400,000 arguments is 2^-66.8. */
export const LOG_ERROR: f64 = 1.897353989120239e-20; // 1.4 × 2^-66

/** Rounding error of `sum = a + b`. */
@inline
export function sumError(a: f64, b: f64, sum: f64): f64 {
  const bPart = sum - a;
  return a - (sum - bPart) + (b - bPart);
}

/** Rounding error of `product = a b`, barring overflow and underflow. Dekker (1971), doi:10.1007/BF01397083. */
@inline
export function productError(a: f64, b: f64, product: f64): f64 {
  const aWide = a * 134217729;
  const aHigh = aWide - (aWide - a);
  const aLow = a - aHigh;
  const bWide = b * 134217729;
  const bHigh = bWide - (bWide - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** What {@link preciseLog} leaves beside its result: ln x less it. */
export let logRest: f64 = 0;

/** ln x, and its rest in {@link logRest}, for normal x > 0. */
@inline
export function preciseLog(x: f64): f64 {
  const bits = reinterpret<u64>(x);
  const part = <i32>(bits >>> 45) & 127;
  const halved = i32(part >= FIRST_HALVED);
  const k = <f64>(<i32>(bits >>> 52) - 1023 + halved);
  // x = 2^k z with z in [0.707, 1.414]; zHigh is z to 21 bits.
  const zBits = (bits & 0xfffffffffffff) | (halved ? 0x3fe0000000000000 : 0x3ff0000000000000);
  const z = reinterpret<f64>(zBits);
  const zHigh = reinterpret<f64>(zBits & 0xffffffff00000000);

  // r = c z - 1, |r| < 2^-7, as an exact sum of two doubles.
  const c = unchecked(RECIPROCAL_512[part]) / 512;
  const r1 = zHigh * c - 1;
  const r2 = (z - zHigh) * c;
  const r = r1 + r2;
  const rLow = sumError(r1, r2, r);

  // ln x = k ln 2 - ln c + r - r²/2 + (r³/3 - ...)
  const high = unchecked(LOG_HIGH[part]);
  const kLn2 = k * LN2_HIGH;
  const a = kLn2 + high;
  const b = a + r;
  const square = r * r;
  const half = -0.5 * square;
  const sum = b + half;
  const errors = sumError(kLn2, high, a) + sumError(a, r, b) + sumError(b, half, sum);
  const tail =
    k * LN2_LOW + unchecked(LOG_LOW[part]) + (rLow - r * rLow - 0.5 * productError(r, r, square)) + r * square * series(r);
  const low = errors + tail;
  const result = sum + low;
  logRest = sum - result + low;
  return result;
}

/** 1/3 - r/4 + r²/5 - ... to r⁸. */
@inline
function series(r: f64): f64 {
  const upper = 1.0 / 7 - r * (1.0 / 8 - r * (1.0 / 9 - r * (1.0 / 10 - r * (1.0 / 11))));
  return 1.0 / 3 - r * (1.0 / 4 - r * (1.0 / 5 - r * (1.0 / 6 - r * upper)));
}
