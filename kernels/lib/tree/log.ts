// Natural logarithm, correctly rounded but for ties closer than 2^-90: the C library's is so in 99.9 % of all cases, so the
// two agree to the last bit almost always, and ours is the same on every machine.

const SPLITTER: f64 = 134217729.0; // 2^27 + 1: Dekker's split into two 26-bit halves
const LN2_HIGH: f64 = 0.69314718055989033; // the first 42 bits of ln 2: k * LN2_HIGH is exact for |k| < 2048
const LN2_LOW: f64 = 5.4979230187083712e-14;
const LN2_LOWEST: f64 = 1.94704509238075e-31;

// A double-double result is returned through these two: they carry no state from call to call.
let high: f64 = 0;
let low: f64 = 0;

@inline
function twoSum(a: f64, b: f64): void {
  const s = a + b;
  const v = s - a;
  low = a - (s - v) + (b - v);
  high = s;
}

@inline
function twoProduct(a: f64, b: f64): void {
  const p = a * b;
  let t = SPLITTER * a;
  const aHigh = t - (t - a);
  const aLow = a - aHigh;
  t = SPLITTER * b;
  const bHigh = t - (t - b);
  const bLow = b - bHigh;
  low = aLow * bLow - (p - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
  high = p;
}

@inline
function multiply(aH: f64, aL: f64, bH: f64, bL: f64): void {
  twoProduct(aH, bH);
  const p = high;
  const e = low + (aH * bL + aL * bH);
  high = p + e;
  low = e - (high - p);
}

@inline
function add(aH: f64, aL: f64, bH: f64, bL: f64): void {
  twoSum(aH, bH);
  const s = high;
  const e = low + (aL + bL);
  high = s + e;
  low = e - (high - s);
}

/** a / n for a whole number n. */
@inline
function divide(aH: f64, aL: f64, n: f64): void {
  const q = aH / n;
  twoProduct(q, n);
  const e = (aH - high - low + aL) / n;
  high = q + e;
  low = e - (high - q);
}

/**
 * ln x for x > 0 (Infinity gives Infinity): x = 2^k m, s = (m - 1) / (m + 1), ln m = 2 (s + s^3 / 3 + s^5 / 5 + ...).
 * The first four terms are added in double-double arithmetic, the rest, below 2^-20 of the sum, in double.
 * Dekker (1971), A floating-point technique for extending the available precision, doi:10.1007/BF01397083.
 */
export function log(x: f64): f64 {
  if (x == Infinity) return x;
  if (x == 1) return 0;
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984.0; // 2^54: a subnormal becomes normal
    k = -54;
  }
  const bits = reinterpret<u64>(x);
  // The mantissa is taken from [sqrt(1/2), sqrt(2)).
  const shifted = bits - 0x3fe6a09e667f3bcd;
  const exponent = <i32>(<i64>shifted >> 52);
  k += exponent;
  const m = reinterpret<f64>(bits - (<u64>(<i64>exponent) << 52));
  // s in double-double
  const d = m - 1; // exact
  twoSum(m, 1);
  const nH = high;
  const nL = low;
  const s0 = d / nH;
  twoProduct(s0, nH);
  const s1 = (d - high - low - s0 * nL) / nH;
  twoSum(s0, s1);
  const sH = high;
  const sL = low;
  multiply(sH, sL, sH, sL);
  const zH = high;
  const zL = low;
  // z^4 (1/9 + z/11 + ...)
  let tail = 1.0 / 31.0;
  tail = tail * zH + 1.0 / 29.0;
  tail = tail * zH + 1.0 / 27.0;
  tail = tail * zH + 1.0 / 25.0;
  tail = tail * zH + 1.0 / 23.0;
  tail = tail * zH + 1.0 / 21.0;
  tail = tail * zH + 1.0 / 19.0;
  tail = tail * zH + 1.0 / 17.0;
  tail = tail * zH + 1.0 / 15.0;
  tail = tail * zH + 1.0 / 13.0;
  tail = tail * zH + 1.0 / 11.0;
  tail = tail * zH + 1.0 / 9.0;
  tail *= zH;
  // 1 + z/3 + z^2/5 + z^3/7 + ... by Horner
  divide(1, 0, 7);
  add(high, low, tail, 0);
  multiply(high, low, zH, zL);
  let rH = high;
  let rL = low;
  divide(1, 0, 5);
  add(high, low, rH, rL);
  multiply(high, low, zH, zL);
  rH = high;
  rL = low;
  divide(1, 0, 3);
  add(high, low, rH, rL);
  multiply(high, low, zH, zL);
  add(1, 0, high, low);
  multiply(high, low, 2 * sH, 2 * sL);
  const lnH = high;
  const lnL = low;
  if (k == 0) return lnH + lnL;
  // k ln 2, then all together
  const kk = <f64>k;
  twoProduct(kk, LN2_LOW);
  const kH = high;
  const kL = low + kk * LN2_LOWEST;
  twoSum(kk * LN2_HIGH, kH);
  const aH = high;
  const aL = low + kL;
  add(aH, aL, lnH, lnL);
  return high + low;
}

/** ln x to about 1e-15 relative: for comparisons that an exact evaluation confirms. */
@inline
export function roughLog(x: f64): f64 {
  const bits = reinterpret<u64>(x);
  const shifted = bits - 0x3fe6a09e667f3bcd;
  const exponent = <i32>(<i64>shifted >> 52);
  const m = reinterpret<f64>(bits - (<u64>(<i64>exponent) << 52));
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let t = 1.0 / 21.0;
  t = t * z + 1.0 / 19.0;
  t = t * z + 1.0 / 17.0;
  t = t * z + 1.0 / 15.0;
  t = t * z + 1.0 / 13.0;
  t = t * z + 1.0 / 11.0;
  t = t * z + 1.0 / 9.0;
  t = t * z + 1.0 / 7.0;
  t = t * z + 1.0 / 5.0;
  t = t * z + 1.0 / 3.0;
  return <f64>exponent * 0.6931471805599453 + 2 * s * (1 + t * z);
}
