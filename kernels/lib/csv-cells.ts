// Cells of CSV, read straight from the bytes. After the input come at least 128 line feeds, so that no look ahead leaves it.

// Kinds of column.
export const SKIPPED: i32 = 0;
export const UNKNOWN: i32 = 1;
export const NUMBER: i32 = 2;
export const TEXT: i32 = 3;
export const DATE: i32 = 4;
export const BOOLEAN: i32 = 5;

// Column table, 16 bytes a column: kind, pointer to the column's values, pointer to its memo of texts.
export const COLUMN_BYTES: usize = 16;
export const VALUES: usize = 4;
export const MEMO: usize = 8;

export const LF: i32 = 0x0a;
export const CR: i32 = 0x0d;
export const QUOTE: i32 = 0x22;
const MINUS: i32 = 0x2d;
const POINT: i32 = 0x2e;
const SLASH: i32 = 0x2f;
/** What is no plain cell: the caller has a longer way. */
export const NOT_SIMPLE: i32 = -1;

// Tables (src/frame/csv/kernel-tables.ts): powers of ten, 16 bytes of ones and 16 of zeros, then for (length, digits before the point) which
// characters are the digits, right-aligned.
// Vectors that several cells need are loaded from there as well: engines make a constant of 16 bytes anew each time.
const ONES: usize = 192;
const ZEROS_TEXT: usize = 224;
const TENS: usize = 240;
const WEIGHTS_2: usize = 256;
const WEIGHTS_4: usize = 272;
const WEIGHTS_8: usize = 288;
const LINE_FEEDS: usize = 304;
const RETURNS: usize = 320;
const QUOTES: usize = 336;
const LOW_BYTES: usize = 352;
const SHUFFLES: usize = 512;

// A memo has 2,048 pairs of entries of 48 bytes: code, length (plus 64 if quoted, plus 128), 8 bytes unused, 32 bytes of text with zeros after
// it. The hash chooses the pair.
const MEMO_BITS: u64 = 11;
const MEMO_ENTRY_BYTES: usize = 48;
const MEMO_TEXT: usize = 16;
const MEMO_LONGEST: i32 = 32;
const QUOTED: i32 = 64;
const USED: i32 = 128;

/** Where the line after LF, CR LF or CR starts; negative if that cannot be told yet. */
// @ts-ignore: decorator
@inline
export function lineEnd(input: usize, p: i32, end: i32, final: i32): i32 {
  if (<i32>load<u8>(input + p) == CR) {
    if (p + 1 >= end) return final ? p + 1 : -1;
    if (<i32>load<u8>(input + p + 1) == LF) return p + 2;
  }
  return p + 1;
}

// @ts-ignore: decorator
@inline
export function endsField(c: i32, delimiter: i32): bool {
  return c == delimiter || c == LF || c == CR;
}

/** Which of 16 bytes end a line, a byte each. */
// @ts-ignore: decorator
@inline
function breaksOf(v: v128, tables: usize): v128 {
  return v128.or(i8x16.eq(v, v128.load(tables, LINE_FEEDS)), i8x16.eq(v, v128.load(tables, RETURNS)));
}

/** Which of 16 bytes end a field, a bit each. */
// @ts-ignore: decorator
@inline
function endsOf(v: v128, delimiters: v128, tables: usize): i32 {
  return i8x16.bitmask(v128.or(breaksOf(v, tables), i8x16.eq(v, delimiters)));
}

/** Where a cell without quotes ends. */
// @ts-ignore: decorator
@inline
export function plainEnd(input: usize, p: i32, delimiters: v128, tables: usize): i32 {
  let ends = endsOf(v128.load(input + p), delimiters, tables);
  while (ends == 0) {
    p += 16;
    ends = endsOf(v128.load(input + p), delimiters, tables);
  }
  return p + <i32>ctz(ends);
}

/** Where a quoted cell ends whose text starts at p; negative if it has doubled quotes or line breaks, or does not end. */
// @ts-ignore: decorator
@inline
export function quotedEnd(input: usize, p: i32, delimiter: i32, tables: usize): i32 {
  let stops = 0;
  for (p -= 16; stops == 0; ) {
    p += 16;
    const v = v128.load(input + p);
    stops = i8x16.bitmask(v128.or(breaksOf(v, tables), i8x16.eq(v, v128.load(tables, QUOTES))));
  }
  p += <i32>ctz(stops);
  return <i32>load<u8>(input + p) == QUOTE && endsField(<i32>load<u8>(input + p + 1), delimiter) ? p + 1 : NOT_SIMPLE;
}

/** Up to 8 digits, one a byte, as a vector in a word: the value of each, the first in the lowest place that is used. */
// @ts-ignore: decorator
@inline
function digitsAt(at: usize, length: i32): u64 {
  return (load<u64>(at) ^ 0x3030303030303030) << (64 - ((<u64>length) << 3));
}

// @ts-ignore: decorator
@inline
function areDigits(digits: u64): bool {
  return (((digits + 0x7676767676767676) | digits) & 0x8080808080808080) == 0;
}

/** The number that 8 digits are; pairs, fours and eights in one go: Lemire (2021), doi:10.1002/spe.2984. */
// @ts-ignore: decorator
@inline
function numberOf(digits: u64): i64 {
  const pairs = digits * 10 + (digits >> 8);
  const even = (pairs & 0x000000ff000000ff) * 0x000f424000000064;
  const odd = ((pairs >> 16) & 0x000000ff000000ff) * 0x0000271000000001;
  return <i64>((even + odd) >> 32);
}

// @ts-ignore: decorator
@inline
function signed(magnitude: f64, negative: i32): u64 {
  return reinterpret<u64>(magnitude) | ((<u64>negative) << 63); // no branch: half of all guesses would be wrong
}

/**
 * The plain decimal at [p, q), without exponent, or nothing (missing); correctly rounded. Up to 16 characters in one go: the
 * digits are gathered by a shuffle and added up pairwise; Mula (2014), SIMD-ized conversion of strings to integers.
 *
 * @returns whether it is one.
 */
// @ts-ignore: decorator
@inline
export function numberCell(input: usize, p: i32, q: i32, value: usize, tables: usize): bool {
  if (p == q) {
    store<f64>(value, NaN);
    return true;
  }
  const at = input + p;
  const negative = <i32>(<i32>load<u8>(at) == MINUS);
  const length = q - p - negative;
  const first = <u32>load<u8>(at + negative) - 48;
  if (<i32>load<u8>(at + negative, 1) == POINT && length > 2 && length <= 10) {
    const fraction = digitsAt(at + negative + 2, length - 2);
    if (first > 9 || !areDigits(fraction)) return false;
    const power = load<f64>(tables + (<usize>(length - 2) << 3));
    store<u64>(value, signed((<f64>first * power + <f64>numberOf(fraction)) / power, negative)); // rounded once, as below
    return true;
  }
  if (length <= 8 && length > 0) {
    const digits = digitsAt(at + negative, length);
    if (areDigits(digits)) {
      if (first == 0 && length > 1) return false; // a code
      store<u64>(value, signed(<f64>numberOf(digits), negative));
      return true;
    }
  }
  if (length > 16) return longNumberCell(input, p, q, value, tables);
  const digits = i8x16.sub(v128.load(at + negative), v128.load(tables, ZEROS_TEXT));
  const others = ~i8x16.bitmask(i8x16.lt_u(digits, v128.load(tables, TENS))) & ((1 << length) - 1);
  const whole = others == 0 ? length : <i32>ctz(others);
  if (whole == 0) return false;
  if (others != 0 && ((others & (others - 1)) != 0 || <i32>load<u8>(at + negative + whole) != POINT)) return false;
  if (whole > 1 && <i32>load<u8>(at + negative) == 0x30) return false; // a code
  const shuffle = v128.load(tables + SHUFFLES + ((<usize>(length * 17 + whole)) << 4));
  const aligned = v128.swizzle(digits, shuffle);
  const firsts = i16x8.mul(v128.and(aligned, v128.load(tables, LOW_BYTES)), v128.load(tables, WEIGHTS_2));
  const pairs = i16x8.add(firsts, i16x8.shr_u(aligned, 8));
  const fours = i32x4.dot_i16x8_s(pairs, v128.load(tables, WEIGHTS_4));
  const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), v128.load(tables, WEIGHTS_8));
  const halves = i64x2.extract_lane(eights, 0);
  const mantissa = (halves & 0xffffffff) * 100000000 + (halves >> 32);
  const decimals = others == 0 ? 0 : length - whole - 1;
  const power = load<f64>(tables + (<usize>decimals << 3));
  let magnitude: f64;
  if (mantissa <= 9007199254740991) {
    magnitude = <f64>mantissa / power; // both are exact, so the quotient is rounded once: the nearest double
  } else {
    if (decimals == 0) return false;
    magnitude = longQuotient(mantissa, power);
    if (magnitude != magnitude) return false;
  }
  store<u64>(value, signed(magnitude, negative));
  return true;
}

/** {@link numberCell} of more than 16 characters, of which at most 18 are significant digits. */
function longNumberCell(input: usize, p: i32, end: i32, value: usize, tables: usize): bool {
  const negative = <i32>load<u8>(input + p) == MINUS;
  let q = negative ? p + 1 : p;
  const first = q;
  let mantissa: u64 = 0;
  let digit = <u32>load<u8>(input + q) - 48;
  for (; digit <= 9; digit = <u32>load<u8>(input + q) - 48) {
    mantissa = mantissa * 10 + digit;
    q++;
  }
  let length = q - first;
  if (length == 0 || (length > 1 && <i32>load<u8>(input + first) == 0x30)) return false; // a code
  let decimals = 0;
  if (<i32>load<u8>(input + q) == POINT) {
    const start = ++q;
    for (digit = <u32>load<u8>(input + q) - 48; digit <= 9; digit = <u32>load<u8>(input + q) - 48) {
      mantissa = mantissa * 10 + digit;
      q++;
    }
    decimals = q - start;
    length += decimals;
  }
  if (<i32>load<u8>(input + first) == 0x30) length--;
  if (q != end || length > 18 || decimals > 22) return false;
  const power = load<f64>(tables + (<usize>decimals << 3));
  let magnitude = <f64>(<i64>mantissa) / power; // both are exact, so the quotient is rounded once: the nearest double
  if (mantissa > 9007199254740991) {
    if (decimals == 0) return false;
    magnitude = longQuotient(<i64>mantissa, power);
    if (magnitude != magnitude) return false;
  }
  store<f64>(value, negative ? -magnitude : magnitude);
  return true;
}

/**
 * mantissa / power, correctly rounded, in double-double arithmetic; NaN where that does not decide the rounding.
 * Dekker (1971), doi:10.1007/BF01397083; the same as `scaled` in src/frame/csv/decimal.ts.
 */
function longQuotient(mantissa: i64, power: f64): f64 {
  const m = <f64>mantissa;
  const n = <f64>(mantissa - <i64>m); // m + n = mantissa exactly
  const quotient = m / power;
  const back = quotient * power;
  const splitQ = quotient * 134217729.0; // 2^27 + 1
  const highQ = splitQ - (splitQ - quotient);
  const lowQ = quotient - highQ;
  const splitP = power * 134217729.0;
  const highP = splitP - (splitP - power);
  const lowP = power - highP;
  const error = lowQ * lowP - (back - highQ * highP - lowQ * highP - highQ * lowP);
  const correction = (m - back - error + n) / power;
  const doubt = quotient * 3.1554436208840472e-30; // 2^-98, far above the error of quotient + correction
  const result = quotient + (correction - doubt);
  return result == quotient + (correction + doubt) ? result : NaN;
}

/** The first `length` of 16 bytes, zeros after them. */
// @ts-ignore: decorator
@inline
function firstBytes(at: usize, length: i32, tables: usize): v128 {
  return v128.and(v128.load(at), v128.load(tables + ONES + 16 - <usize>max(0, min(16, length))));
}

/** The pair of entries of a text. */
// @ts-ignore: decorator
@inline
function memoPair(low: v128, high: v128, length: i32): usize {
  let hash = i64x2.extract_lane(low, 0) * 0x1f83d9abfb41bd6b + i64x2.extract_lane(low, 1) * 0x5be0cd19137e2179;
  hash += i64x2.extract_lane(high, 0) * 0x428a2f98d728ae23 + i64x2.extract_lane(high, 1) * 0x7137449123ef65cd;
  hash = (hash ^ (hash >> 32) ^ length) * -7046029254386353131; // 2^64 / golden ratio
  return <usize>(<u64>hash >> (64 - MEMO_BITS)) * (2 * MEMO_ENTRY_BYTES);
}

// @ts-ignore: decorator
@inline
function isEntry(entry: usize, low: v128, high: v128, length: i32): bool {
  if (load<i32>(entry, 4) != length) return false;
  const difference = v128.or(v128.xor(low, v128.load(entry, MEMO_TEXT)), v128.xor(high, v128.load(entry, MEMO_TEXT + 16)));
  return !v128.any_true(difference);
}

/** The text at [from, from + length), if the memo has it; texts in quotes have entries of their own. */
// @ts-ignore: decorator
@inline
export function textCell(input: usize, from: i32, length: i32, quoted: bool, code: usize, memo: usize, tables: usize): bool {
  if (length > MEMO_LONGEST) return false;
  const key = quoted ? length | QUOTED | USED : length | USED; // some texts are missing markers only without quotes
  const low = firstBytes(input + from, length, tables);
  const high = length > 16 ? firstBytes(input + from + 16, length - 16, tables) : i64x2.splat(0);
  const entry = memo + memoPair(low, high, key);
  if (isEntry(entry, low, high, key)) store<i32>(code, load<i32>(entry));
  else if (isEntry(entry + MEMO_ENTRY_BYTES, low, high, key)) store<i32>(code, load<i32>(entry + MEMO_ENTRY_BYTES));
  else return false;
  return true;
}

/** Writes a text into a memo; the older entry of its pair makes room. Texts of more than 32 bytes are left out. */
export function rememberText(
  text: usize, // IN (length), then at least 32 more bytes
  length: i32,
  quoted: i32,
  code: i32,
  memo: usize, // OUT (4096 entries)
  tables: usize,
): void {
  if (length > MEMO_LONGEST) return;
  const low = firstBytes(text, length, tables);
  const high = firstBytes(text + 16, length - 16, tables);
  const key = quoted ? length | QUOTED | USED : length | USED;
  const entry = memo + memoPair(low, high, key);
  memory.copy(entry + MEMO_ENTRY_BYTES, entry, MEMO_ENTRY_BYTES);
  store<i32>(entry, code);
  store<i32>(entry, key, 4);
  v128.store(entry, low, MEMO_TEXT);
  v128.store(entry, high, MEMO_TEXT + 16);
}

/** `2012-01-31` or `2012/01/31`. */
// @ts-ignore: decorator
@inline
export function dateCell(input: usize, p: i32, q: i32, value: usize): bool {
  const at = input + p;
  if (p == q) {
    store<f64>(value, NaN);
    return true;
  }
  if (q - p != 10) return false;
  const separator = <i32>load<u8>(at, 4);
  if ((separator != MINUS && separator != SLASH) || <i32>load<u8>(at, 7) != separator) return false;
  const century = twoDigits(at);
  const yearOfCentury = twoDigits(at + 2);
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  if ((century | yearOfCentury | month | day) < 0) return false;
  const year = century * 100 + yearOfCentury;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return false;
  // Hinnant (2013), days_from_civil: the year starts in March, so that the leap day is its last; the year 400 earlier keeps all signs plus.
  const shifted = (month <= 2 ? year - 1 : year) + 400;
  const era = shifted / 400;
  const yearOfEra = shifted - era * 400;
  const dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const days = (era - 1) * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
  store<f64>(value, <f64>days * 86400000.0);
  return true;
}

// @ts-ignore: decorator
@inline
function twoDigits(at: usize): i32 {
  const tens = <u32>load<u8>(at) - 48;
  const ones = <u32>load<u8>(at, 1) - 48;
  return tens <= 9 && ones <= 9 ? <i32>(tens * 10 + ones) : -1;
}

// @ts-ignore: decorator
@inline
function daysIn(year: i32, month: i32): i32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/** Reads the plain cell at [p, q), inside its quotes if it has some; false if the caller must read it. */
// @ts-ignore: decorator
@inline
export function plainCell(
  input: usize,
  p: i32,
  q: i32,
  quoted: bool,
  kind: i32,
  number: usize, // OUT a double
  code: usize, // OUT a code
  memo: usize,
  tables: usize,
): bool {
  if (kind == NUMBER) return numberCell(input, p, q, number, tables);
  if (kind == TEXT || kind == BOOLEAN) return textCell(input, p, q - p, quoted, code, memo, tables);
  if (kind == DATE) return dateCell(input, p, q, number);
  return kind == SKIPPED;
}
