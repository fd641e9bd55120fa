import { type Dictionary, HASH_FACTOR, HASH_SEED } from "./dictionary.js";
import { daysFromCivil } from "./iso-date.js";

/*
 * The fast way through a cell, one function a kind. Each reads the cell that starts at `p`, stores its value and returns
 * where it ends: at the delimiter or the line break. NOT_SIMPLE stands for anything unusual, which is left to
 * `RecordReader`. The bytes end with a line break, so that no loop needs to look for the end.
 */

/** The cell is not of the plain form that the fast way knows. */
export const NOT_SIMPLE = -1;
/** Line feed. */
export const LF = 0x0a;
/** Carriage return. */
export const CR = 0x0d;
/** Double quote. */
export const QUOTE = 0x22;

const MINUS = 0x2d;
const POINT = 0x2e;
const DAY = 86_400_000;

/** A decimal of at most nine digits without exponent, or nothing (missing). */
export function numberCell(
  bytes: Uint8Array,
  p: number,
  delimiter: number,
  values: Float64Array, // OUT (rows)
  row: number,
  powers: Float64Array,
): number {
  let c = bytes[p]!;
  let q = p;
  const negative = c === MINUS;
  if (negative) c = bytes[++q]!;
  let mantissa = c - 48;
  if (mantissa >>> 0 > 9) {
    if (negative || (c !== delimiter && c !== LF && c !== CR)) return NOT_SIMPLE;
    values[row] = Number.NaN;
    return q;
  }
  const first = q;
  let digit = (c = bytes[++q]!) - 48;
  if (mantissa === 0 && digit >>> 0 <= 9) return NOT_SIMPLE; // a code
  while (digit >>> 0 <= 9) {
    mantissa = (mantissa * 10 + digit) | 0;
    digit = (c = bytes[++q]!) - 48;
  }
  let length = q - first;
  let decimals = 0;
  if (c === POINT) {
    const start = ++q;
    digit = (c = bytes[q]!) - 48;
    while (digit >>> 0 <= 9) {
      mantissa = (mantissa * 10 + digit) | 0;
      digit = (c = bytes[++q]!) - 48;
    }
    decimals = q - start;
    length += decimals;
  }
  if (length > 9 || (c !== delimiter && c !== LF && c !== CR)) return NOT_SIMPLE;
  // Both are exact, so the quotient is rounded once: the nearest double.
  const value = decimals === 0 ? mantissa : mantissa / powers[decimals]!;
  values[row] = negative ? -value : value;
  return q;
}

/** A text without doubled quotes: one that is in the dictionary already, or a new one in ASCII without quotes. */
export function textCell(
  bytes: Uint8Array,
  p: number,
  end: number,
  delimiter: number,
  codes: Int32Array, // OUT (rows)
  row: number,
  dictionary: Dictionary,
  quotedFrom: number, // keys below it may not be meant by a quoted text
): number {
  let hash = HASH_SEED;
  let q = p;
  let c = bytes[q]!;
  if (c === QUOTE) {
    const start = ++q;
    c = bytes[q]!;
    while (c !== QUOTE && c !== LF && c !== CR) {
      hash = Math.imul(hash ^ c, HASH_FACTOR);
      c = bytes[++q]!;
    }
    if (c !== QUOTE || q >= end || q === start) return NOT_SIMPLE;
    const after = bytes[q + 1]!;
    if (after !== delimiter && after !== LF && after !== CR) return NOT_SIMPLE;
    const key = dictionary.find(bytes, start, q, hash);
    if (key < quotedFrom) return NOT_SIMPLE;
    codes[row] = key;
    return q + 1;
  }
  while (c !== delimiter && c !== LF && c !== CR) {
    hash = Math.imul(hash ^ c, HASH_FACTOR);
    c = bytes[++q]!;
  }
  let key = dictionary.find(bytes, p, q, hash);
  if (key < 0) {
    if (q >= end || !isAscii(bytes, p, q)) return NOT_SIMPLE;
    key = dictionary.add(bytes, p, q, hash);
  }
  codes[row] = key;
  return q;
}

/** Whether all bytes are ASCII and none is NUL. */
function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let p = from; p < to; p++) if ((bytes[p]! - 1) >>> 0 >= 0x7f) return false;
  return true;
}

/** `2012-01-31` or `2012/01/31`. */
export function dateCell(
  bytes: Uint8Array,
  p: number,
  delimiter: number,
  values: Float64Array, // OUT (rows)
  row: number,
): number {
  const separator = bytes[p + 4];
  if ((separator !== MINUS && separator !== 0x2f) || bytes[p + 7] !== separator) return NOT_SIMPLE;
  const after = bytes[p + 10];
  if (after !== delimiter && after !== LF && after !== CR) return NOT_SIMPLE;
  const year = twoDigits(bytes, p) * 100 + twoDigits(bytes, p + 2);
  const days = daysFromCivil(year, twoDigits(bytes, p + 5), twoDigits(bytes, p + 8));
  if (Number.isNaN(days)) return NOT_SIMPLE;
  values[row] = days * DAY;
  return p + 10;
}

function twoDigits(bytes: Uint8Array, p: number): number {
  const tens = bytes[p]! - 48;
  const ones = bytes[p + 1]! - 48;
  return tens >>> 0 <= 9 && ones >>> 0 <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Passes over a cell without quotes. */
export function skippedCell(bytes: Uint8Array, p: number, delimiter: number): number {
  if (bytes[p] === QUOTE) return NOT_SIMPLE;
  let c = bytes[p];
  while (c !== delimiter && c !== LF && c !== CR) c = bytes[++p];
  return p;
}
