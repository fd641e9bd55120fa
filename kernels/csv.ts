/*
 * Reads records of CSV into columns. Whatever is unusual (doubled quotes, long decimals, a text that was not seen lately,
 * a column whose type is open) is left to the caller, cell by cell, who then calls again.
 */

// Column table, 16 bytes a column: kind, pointer to the column's values, pointer to its memo of texts.
const COLUMN_BYTES: usize = 16;
const VALUES: usize = 4;
const MEMO: usize = 8;

// Kinds of column.
const SKIPPED: i32 = 0;
const NUMBER: i32 = 2;
const TEXT: i32 = 3;
const DATE: i32 = 4;
const BOOLEAN: i32 = 5;

// A memo has 2,048 entries of 48 bytes: hash, code, length, then up to 32 bytes of text; the hash chooses the entry.
const MEMO_MASK: u32 = 2047;
const MEMO_ENTRY_BYTES: usize = 48;
const MEMO_TEXT: usize = 12;
const MEMO_LONGEST: i32 = 32;

// State, 32-bit integers.
const POSITION: usize = 0;
const ROW: usize = 4;
const COLUMN: usize = 8;
const RECORD: usize = 12;
const LINES: usize = 16;
const RECORD_LINES: usize = 20;
const CELL_END: usize = 24;

// Why it stopped.
const AT_END: i32 = 0;
const FULL: i32 = 1;
const UNUSUAL: i32 = 2;
const WRONG_WIDTH: i32 = 3;

const LF: i32 = 0x0a;
const CR: i32 = 0x0d;
const QUOTE: i32 = 0x22;
const MINUS: i32 = 0x2d;
const POINT: i32 = 0x2e;
const SLASH: i32 = 0x2f;
const NOT_SIMPLE: i32 = -1;

/**
 * Reads records from where the state says until the input ends, the rows are full, or a cell is unusual.
 * Returns 0: the records that are complete are read; 1: `capacity` rows are read; 2: the cell at the state's
 * position, row and column is unusual; 3: the record has another number of fields than `width`.
 */
export function readCsvRecords(
  input: usize, // IN (end + 16), line feeds after end
  end: i32,
  final: i32, // whether the file ends with the input
  width: i32,
  delimiter: i32,
  capacity: i32,
  columns: usize, // IN (width) table
  powers: usize, // IN (23) powers of ten
  state: usize, // IN and OUT: position, row, column, start of the record, lines, lines at the start of the record, end of the last cell or -1
): i32 {
  let p = load<i32>(state, POSITION);
  let row = load<i32>(state, ROW);
  let column = load<i32>(state, COLUMN);
  let record = load<i32>(state, RECORD);
  let lines = load<i32>(state, LINES);
  let recordLines = load<i32>(state, RECORD_LINES);
  let q = load<i32>(state, CELL_END);
  const last = width - 1;
  let stop = -1;
  while (stop < 0) {
    if (column == 0 && q < 0) {
      record = p;
      recordLines = lines;
      if (row == capacity) {
        stop = FULL;
        break;
      }
      if (p >= end) {
        stop = AT_END;
        break;
      }
      const c = <i32>load<u8>(input + p);
      if (c == LF || c == CR) {
        const next = lineEnd(input, p, end, final);
        if (next < 0) {
          stop = AT_END;
          break;
        }
        p = next;
        lines++;
        continue;
      }
    }
    while (true) {
      if (q < 0) {
        const entry = columns + <usize>column * COLUMN_BYTES;
        const kind = load<i32>(entry);
        const values = <usize>load<u32>(entry, VALUES);
        if (kind == NUMBER) q = numberCell(input, p, delimiter, values + (<usize>row << 3), powers);
        else if (kind == TEXT || kind == BOOLEAN)
          q = textCell(input, p, delimiter, values + (<usize>row << 2), <usize>load<u32>(entry, MEMO));
        else if (kind == DATE) q = dateCell(input, p, delimiter, values + (<usize>row << 3));
        else if (kind == SKIPPED) q = skippedCell(input, p, delimiter);
        if (q < 0) {
          stop = UNUSUAL;
          break;
        }
      }
      if (q >= end && !final) {
        stop = AT_END;
        break;
      }
      const atDelimiter = q < end && <i32>load<u8>(input + q) == delimiter;
      if (column < last) {
        if (!atDelimiter) {
          stop = WRONG_WIDTH;
          break;
        }
        p = q + 1;
        q = -1;
        column++;
        continue;
      }
      if (atDelimiter) {
        stop = WRONG_WIDTH;
        break;
      }
      if (q < end) {
        q = lineEnd(input, q, end, final);
        if (q < 0) {
          stop = AT_END;
          break;
        }
        lines++;
      }
      p = q;
      q = -1;
      row++;
      column = 0;
      break;
    }
  }
  if (stop == AT_END) lines = recordLines;
  store<i32>(state, p, POSITION);
  store<i32>(state, row, ROW);
  store<i32>(state, column, COLUMN);
  store<i32>(state, record, RECORD);
  store<i32>(state, lines, LINES);
  store<i32>(state, recordLines, RECORD_LINES);
  store<i32>(state, -1, CELL_END);
  return stop;
}

/** Where the line after LF, CR LF or CR starts; negative if that cannot be told yet. */
// @ts-ignore: decorator
@inline
function lineEnd(input: usize, p: i32, end: i32, final: i32): i32 {
  if (<i32>load<u8>(input + p) == CR) {
    if (p + 1 >= end) return final ? p + 1 : -1;
    if (<i32>load<u8>(input + p + 1) == LF) return p + 2;
  }
  return p + 1;
}

// @ts-ignore: decorator
@inline
function endsField(c: i32, delimiter: i32): bool {
  return c == delimiter || c == LF || c == CR;
}

/** A decimal of at most 18 significant digits without exponent, or nothing (missing); correctly rounded. */
// @ts-ignore: decorator
@inline
function numberCell(input: usize, p: i32, delimiter: i32, value: usize, powers: usize): i32 {
  let c = <i32>load<u8>(input + p);
  let q = p;
  const negative = c == MINUS;
  if (negative) c = <i32>load<u8>(input + ++q);
  let digit = <u32>(c - 48);
  if (digit > 9) {
    if (negative || !endsField(c, delimiter)) return NOT_SIMPLE;
    store<f64>(value, NaN);
    return q;
  }
  const first = q;
  let mantissa = <u64>digit;
  c = <i32>load<u8>(input + ++q);
  digit = <u32>(c - 48);
  if (mantissa == 0 && digit <= 9) return NOT_SIMPLE; // a code
  while (digit <= 9) {
    mantissa = mantissa * 10 + digit;
    c = <i32>load<u8>(input + ++q);
    digit = <u32>(c - 48);
  }
  let length = q - first;
  let decimals = 0;
  if (c == POINT) {
    const start = ++q;
    c = <i32>load<u8>(input + q);
    digit = <u32>(c - 48);
    while (digit <= 9) {
      mantissa = mantissa * 10 + digit;
      c = <i32>load<u8>(input + ++q);
      digit = <u32>(c - 48);
    }
    decimals = q - start;
    length += decimals;
  }
  if (<i32>load<u8>(input + first) == 0x30) length--;
  if (length > 18 || decimals > 22 || !endsField(c, delimiter)) return NOT_SIMPLE;
  const power = load<f64>(powers + (<usize>decimals << 3));
  let magnitude: f64;
  if (mantissa <= 9007199254740991) {
    magnitude = <f64>(<i64>mantissa) / power; // both are exact, so the quotient is rounded once: the nearest double
  } else {
    if (decimals == 0) return NOT_SIMPLE;
    magnitude = longQuotient(<i64>mantissa, power);
    if (magnitude != magnitude) return NOT_SIMPLE;
  }
  store<f64>(value, negative ? -magnitude : magnitude);
  return q;
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

/** A text that the memo has, with or without quotes but without doubled quotes. */
// @ts-ignore: decorator
@inline
function textCell(input: usize, p: i32, delimiter: i32, code: usize, memo: usize): i32 {
  let hash: u32 = 0x811c9dc5;
  let from = p;
  let q = p;
  let c = <i32>load<u8>(input + q);
  const quoted = c == QUOTE;
  if (quoted) {
    from = ++q;
    c = <i32>load<u8>(input + q);
    while (c != QUOTE && c != LF && c != CR) {
      hash = (hash ^ c) * 0x01000193;
      c = <i32>load<u8>(input + ++q);
    }
    if (c != QUOTE || !endsField(<i32>load<u8>(input + q + 1), delimiter)) return NOT_SIMPLE;
    hash ^= 1; // quoted texts have entries of their own: some are missing markers only without quotes
  } else {
    while (!endsField(c, delimiter)) {
      hash = (hash ^ c) * 0x01000193;
      c = <i32>load<u8>(input + ++q);
    }
  }
  const length = q - from;
  const entry = memo + <usize>((hash ^ (hash >>> 15)) & MEMO_MASK) * MEMO_ENTRY_BYTES;
  if (load<u32>(entry) != hash || load<i32>(entry, 8) != length) return NOT_SIMPLE;
  const known = entry + MEMO_TEXT;
  for (let k = 0; k < length; k++)
    if (load<u8>(known + k) != load<u8>(input + from + k)) return NOT_SIMPLE;
  store<i32>(code, load<i32>(entry, 4));
  return quoted ? q + 1 : q;
}

/** `2012-01-31` or `2012/01/31`. */
// @ts-ignore: decorator
@inline
function dateCell(input: usize, p: i32, delimiter: i32, value: usize): i32 {
  const at = input + p;
  if (endsField(<i32>load<u8>(at), delimiter)) {
    store<f64>(value, NaN);
    return p;
  }
  const separator = <i32>load<u8>(at, 4);
  if ((separator != MINUS && separator != SLASH) || <i32>load<u8>(at, 7) != separator) return NOT_SIMPLE;
  if (!endsField(<i32>load<u8>(at, 10), delimiter)) return NOT_SIMPLE;
  const century = twoDigits(at);
  const yearOfCentury = twoDigits(at + 2);
  const month = twoDigits(at + 5);
  const day = twoDigits(at + 8);
  if ((century | yearOfCentury | month | day) < 0) return NOT_SIMPLE;
  const year = century * 100 + yearOfCentury;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return NOT_SIMPLE;
  // Hinnant (2013), days_from_civil: the year starts in March, so that the leap day is its last; the year 400 earlier keeps all signs plus.
  const shifted = (month <= 2 ? year - 1 : year) + 400;
  const era = shifted / 400;
  const yearOfEra = shifted - era * 400;
  const dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const days = (era - 1) * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
  store<f64>(value, <f64>days * 86400000.0);
  return p + 10;
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

/** Passes over a cell without quotes. */
// @ts-ignore: decorator
@inline
function skippedCell(input: usize, p: i32, delimiter: i32): i32 {
  let c = <i32>load<u8>(input + p);
  if (c == QUOTE) return NOT_SIMPLE;
  while (!endsField(c, delimiter)) c = <i32>load<u8>(input + ++p);
  return p;
}

/** Writes a text into a memo, in place of the one that has its entry; texts of more than 32 bytes are left out. */
export function rememberCsvText(
  text: usize, // IN (length)
  length: i32,
  quoted: i32,
  code: i32,
  memo: usize, // OUT (2048 entries)
): void {
  if (length > MEMO_LONGEST) return;
  let hash: u32 = 0x811c9dc5;
  for (let k = 0; k < length; k++) hash = (hash ^ load<u8>(text + k)) * 0x01000193;
  if (quoted) hash ^= 1;
  const entry = memo + <usize>((hash ^ (hash >>> 15)) & MEMO_MASK) * MEMO_ENTRY_BYTES;
  store<u32>(entry, hash);
  store<i32>(entry, code, 4);
  store<i32>(entry, length, 8);
  memory.copy(entry + MEMO_TEXT, text, length);
}
