const POWERS: Float64Array = Float64Array.from({ length: 23 }, (_, e) => Number(`1e${e}`)); // 10^22 is the last exact one

/** Exact powers of ten, 10^0 to 10^22. */
export function powersOfTen(): Float64Array {
  return POWERS;
}

/**
 * The double nearest to a decimal in ASCII: digits with perhaps a sign, a point, an exponent; `inf`, `infinity`; spaces
 * around. Correctly rounded: up to 15 digits by one exact division or product, up to 19 digits in double-double
 * arithmetic where that decides the rounding, else by the engine.
 *
 * @returns NaN for any other text.
 * @see Clinger (1990), How to read floating point numbers accurately, PLDI; Dekker (1971), doi:10.1007/BF01397083.
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  while (start < end && isBlank(bytes[start]!)) start++;
  while (end > start && isBlank(bytes[end - 1]!)) end--;
  let p = start;
  const sign = bytes[p];
  if (sign === 0x2d || sign === 0x2b) p++;
  let high = 0; // the first 15 significant digits
  let low = 0; // the next 4
  let significant = 0;
  let digits = 0;
  let fraction = 0;
  let point = false;
  for (; p < end; p++) {
    const digit = bytes[p]! - 48;
    if (digit >= 0 && digit <= 9) {
      digits++;
      if (point) fraction++;
      if (significant < 15) high = high * 10 + digit;
      else if (significant < 19) low = low * 10 + digit;
      if (significant > 0 || digit > 0) significant++;
    } else if (bytes[p] === 0x2e && !point) point = true;
    else break;
  }
  if (digits === 0) return p === end || point ? Number.NaN : infinity(bytes, start, p, end);
  let exponent = -fraction;
  if (p < end) {
    const written = readExponent(bytes, p, end);
    if (Number.isNaN(written)) return Number.NaN;
    exponent += written;
  }
  const magnitude = scaled(high, low, significant, exponent);
  if (Number.isNaN(magnitude)) return Number(new TextDecoder().decode(bytes.subarray(start, end)));
  return sign === 0x2d ? -magnitude : magnitude;
}

/** (high · 10^k + low) · 10^exponent with k the digits in low, correctly rounded; NaN if that cannot be told cheaply. */
function scaled(high: number, low: number, significant: number, exponent: number): number {
  if (significant === 0) return 0;
  if (exponent < -22 || exponent > 22) return Number.NaN;
  if (significant <= 15) return exponent < 0 ? high / POWERS[-exponent]! : exactOrNaN(high, exponent);
  if (significant > 19 || exponent > 0) return Number.NaN;
  const shift = POWERS[significant - 15]!;
  // m + n = high · shift + low exactly: |high| < 2^50, so the product has at most 64 bits, in two doubles.
  const product = high * shift;
  const m = product + low;
  const n = productError(high, shift, product) + (low - (m - product));
  const divisor = POWERS[-exponent]!;
  const quotient = m / divisor;
  const back = quotient * divisor;
  const rest = m - back - productError(quotient, divisor, back) + n;
  const correction = rest / divisor;
  // The error of quotient + correction is below 2^-100 of the quotient; where that can turn the rounding, ask the engine.
  const doubt = quotient * 2 ** -98;
  const result = quotient + (correction - doubt);
  return result === quotient + (correction + doubt) ? result : Number.NaN;
}

function exactOrNaN(high: number, exponent: number): number {
  return high * POWERS[exponent]!; // both factors are exact, so the product is rounded once
}

/** a · b - product, exactly, where product is a · b rounded: Dekker's product by Veltkamp's split. */
function productError(a: number, b: number, product: number): number {
  const splitA = a * 134217729; // 2^27 + 1
  const aHigh = splitA - (splitA - a);
  const aLow = a - aHigh;
  const splitB = b * 134217729;
  const bHigh = splitB - (splitB - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function readExponent(bytes: Uint8Array, p: number, end: number): number {
  if ((bytes[p]! | 32) !== 0x65) return Number.NaN;
  p++;
  const negative = bytes[p] === 0x2d;
  if (negative || bytes[p] === 0x2b) p++;
  if (p === end) return Number.NaN;
  let value = 0;
  for (; p < end; p++) {
    const digit = bytes[p]! - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = Math.min(value * 10 + digit, 100_000);
  }
  return negative ? -value : value;
}

function infinity(bytes: Uint8Array, start: number, p: number, end: number): number {
  if (end - p !== 3 && end - p !== 8) return Number.NaN;
  const word = String.fromCharCode(...bytes.subarray(p, end)).toLowerCase();
  if (word !== "inf" && word !== "infinity") return Number.NaN;
  return bytes[start] === 0x2d ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/**
 * Whether a number is written as codes are: with a leading zero (`00123`), as a whole number that no double holds
 * exactly (more than 2^53), or beyond the range of doubles (`1e400`). As numbers they would lose digits.
 */
export function looksLikeCode(bytes: Uint8Array, start: number, end: number, value: number): boolean {
  let p = start;
  while (isBlank(bytes[p]!)) p++;
  if (bytes[p] === 0x2d || bytes[p] === 0x2b) p++;
  if (bytes[p] === 0x30 && p + 1 < end && isDigit(bytes[p + 1]!)) return true;
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER || Number.isNaN(value)) return false;
  if (!Number.isFinite(value)) return overflows(bytes, start, value);
  for (; p < end && !isBlank(bytes[p]!); p++) if (!isDigit(bytes[p]!)) return false;
  return true;
}

/** Whether an infinite value was not written as one, but as a decimal beyond the range of doubles. */
export function overflows(bytes: Uint8Array, start: number, value: number): boolean {
  if (value !== Number.POSITIVE_INFINITY && value !== Number.NEGATIVE_INFINITY) return false;
  let p = start;
  while (isBlank(bytes[p]!) || bytes[p] === 0x2d || bytes[p] === 0x2b) p++;
  return isDigit(bytes[p]!) || bytes[p] === 0x2e;
}

/**
 * A decimal with a point, of one that is written with another mark and with marks between thousands; null if it has a point of
 * its own.
 */
export function withPoint(
  bytes: Uint8Array,
  start: number,
  end: number,
  decimal: number,
  thousands: number | undefined,
): Uint8Array | null {
  const plain = new Uint8Array(end - start);
  let length = 0;
  for (let p = start; p < end; p++) {
    const c = bytes[p]!;
    if (c === thousands) {
      if (p === start || !isDigit(bytes[p - 1]!) || p + 1 === end || !isDigit(bytes[p + 1]!)) return null;
    } else if (c === decimal) plain[length++] = 0x2e;
    else if (c === 0x2e) return null;
    else plain[length++] = c;
  }
  return plain.subarray(0, length);
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

/** Shortest decimal that reads back as the same number; large whole numbers with an exponent, so that they stay numbers. */
export function formatDecimal(value: number): string {
  if (Object.is(value, -0)) return "-0";
  if (value === Number.POSITIVE_INFINITY) return "inf";
  if (value === Number.NEGATIVE_INFINITY) return "-inf";
  return Math.abs(value) > Number.MAX_SAFE_INTEGER ? value.toExponential() : String(value);
}
