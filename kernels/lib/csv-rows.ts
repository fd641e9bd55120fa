import { BOOLEAN, COLUMN_BYTES, CR, DATE, dateCell, LF, MEMO, NUMBER, numberCell, QUOTE, SKIPPED, TEXT, textCell, UNKNOWN } from "./csv-cells";

/*
 * Reads many plain records at once: first where all fields end, from bits of 64 bytes at a time (Langdale & Lemire (2019),
 * doi:10.1007/s00778-019-00578-5), then column by column. Records with doubled quotes, line breaks in quotes, quotes within
 * a text or another number of fields are left to the caller.
 */

// Scratch: a word for where the first record starts less one, the ends of all fields, a byte for each cell that was left,
// a byte for each row that has such.
const MOST_CELLS: i32 = 8192;
const MOST_ROWS: i32 = 64;
const ENDS: usize = 16;
const CELL_FLAGS: usize = 66560;
const ROW_FLAGS: usize = 74752;

/** Most records that {@link indexRecords} finds, 0 where records are too wide or too narrow for it. */
// @ts-ignore: decorator
@inline
export function mostRecords(width: i32): i32 {
  return width < 2 ? 0 : min(MOST_ROWS, MOST_CELLS / width);
}

/** Which of 64 bytes equal one, a bit each. */
// @ts-ignore: decorator
@inline
function bitsOf(a: v128, b: v128, c: v128, d: v128, byte: v128): u64 {
  const low = <u32>i8x16.bitmask(i8x16.eq(a, byte)) | (<u32>i8x16.bitmask(i8x16.eq(b, byte)) << 16);
  const high = <u32>i8x16.bitmask(i8x16.eq(c, byte)) | (<u32>i8x16.bitmask(i8x16.eq(d, byte)) << 16);
  return <u64>low | (<u64>high << 32);
}

/** Whether one of 64 bytes equals one. */
// @ts-ignore: decorator
@inline
function hasByte(a: v128, b: v128, c: v128, d: v128, byte: v128): bool {
  const low = v128.or(i8x16.eq(a, byte), i8x16.eq(b, byte));
  return v128.any_true(v128.or(low, v128.or(i8x16.eq(c, byte), i8x16.eq(d, byte))));
}

/** Bit i is the parity of the bits up to i. */
// @ts-ignore: decorator
@inline
function parities(bits: u64): u64 {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ (bits << 32);
}

/** Writes base + the place of each bit, and up to 8 words of no meaning. */
// @ts-ignore: decorator
@inline
function writePlaces(bits: u64, base: i32, out: usize): void {
  for (;;) {
    for (let k: usize = 0; k < 32; k += 8) {
      store<i32>(out + k, base + <i32>ctz(bits));
      bits &= bits - 1;
      store<i32>(out + k, base + <i32>ctz(bits), 4);
      bits &= bits - 1;
    }
    if (bits == 0) return;
    out += 32;
  }
}

/** Finds where the fields end of the plain records from p on that begin before `limit`; returns the number of records. */
export function indexRecords(input: usize, p: i32, limit: i32, width: i32, most: i32, delimiter: i32, scratch: usize): i32 {
  const delimiters = i8x16.splat(<i8>delimiter);
  const ends = scratch + ENDS;
  store<i32>(ends - 4, p - 1);
  let count = 0;
  let rows = 0;
  let inside: u64 = 0; // all bits, if the block begins in quotes
  let afterEnd: u64 = 1;
  let afterQuote: u64 = 0;
  let afterReturn: u64 = 0;
  let stopped = false;
  for (let base = p; !stopped; base += 64) {
    const a = v128.load(input + base);
    const b = v128.load(input + base, 16);
    const c = v128.load(input + base, 32);
    const d = v128.load(input + base, 48);
    const feeds = bitsOf(a, b, c, d, i8x16.splat(<i8>LF));
    const returns = hasByte(a, b, c, d, i8x16.splat(<i8>CR)) ? bitsOf(a, b, c, d, i8x16.splat(<i8>CR)) : 0;
    const quotes = bitsOf(a, b, c, d, i8x16.splat(<i8>QUOTE));
    const quoted = parities(quotes) ^ inside; // with the opening quote, without the closing one
    let fields = (bitsOf(a, b, c, d, delimiters) | feeds) & ~quoted;
    const closing = quotes & ~quoted;
    const unusual =
      ((feeds | returns) & quoted) |
      (quotes & quoted & ~((fields << 1) | afterEnd)) |
      (((closing << 1) | afterQuote) & ~(fields | returns)) |
      (((returns << 1) | afterReturn) & ~feeds);
    if (unusual != 0) fields &= (unusual & (0 - unusual)) - 1;
    writePlaces(fields, base, ends + (<usize>count << 2));
    for (let lines = fields & feeds; lines != 0; lines &= lines - 1) {
      const before = (lines & (0 - lines)) - 1;
      if (count + <i32>popcnt(fields & before) != (rows + 1) * width - 1) return rows;
      rows++;
      if (rows == most || base + <i32>ctz(lines) + 1 >= limit) return rows;
    }
    count += <i32>popcnt(fields);
    stopped = unusual != 0 || count >= (rows + 1) * width;
    inside = <u64>(<i64>quoted >> 63);
    afterEnd = fields >> 63;
    afterQuote = closing >> 63;
    afterReturn = returns >> 63;
  }
  return rows;
}

/** Reads column `column` of indexed records; returns the number of cells left. */
// @ts-ignore: decorator
@inline
function readCells(
  kind: i32,
  input: usize,
  rows: i32,
  column: i32,
  width: i32,
  values: usize,
  memo: usize,
  tables: usize,
  scratch: usize,
): i32 {
  let left = 0;
  const step = <usize>width << 2;
  let at = scratch + ENDS + (<usize>column << 2);
  const last = column == width - 1;
  for (let row = 0; row < rows; row++, at += step) {
    let from = load<i32>(at - 4) + 1;
    let to = load<i32>(at);
    if (last) to -= <i32>(to > from && <i32>load<u8>(input + to - 1) == CR);
    const quoted = <i32>(<i32>load<u8>(input + from) == QUOTE);
    let done: bool;
    if (kind == UNKNOWN) done = to == from;
    else if (kind == NUMBER) done = numberCell(input, from + quoted, to - quoted, values + (<usize>row << 3), tables);
    else if (kind == TEXT)
      done = textCell(input, from + quoted, to - from - 2 * quoted, <bool>quoted, values + (<usize>row << 2), memo, tables);
    else if (kind == DATE) done = dateCell(input, from + quoted, to - quoted, values + (<usize>row << 3));
    else done = false;
    if (done) continue;
    left++;
    flagCell(row, column, width, scratch);
  }
  return left;
}

function flagCell(row: i32, column: i32, width: i32, scratch: usize): void {
  const cells = scratch + CELL_FLAGS + <usize>(row * width);
  const flag = scratch + ROW_FLAGS + <usize>row;
  if (load<u8>(flag) == 0) memory.fill(cells, 0, <usize>width);
  store<u8>(flag, 1);
  store<u8>(cells + <usize>column, 1);
}

/** Reads indexed records column by column and flags the cells that it leaves; returns their number. */
export function readIndexed(
  input: usize,
  rows: i32,
  width: i32,
  columns: usize, // IN (width) table
  values: usize, // OUT the first row's place in the first column
  row: usize,
  columnBytes: usize,
  tables: usize,
  scratch: usize,
): i32 {
  memory.fill(scratch + ROW_FLAGS, 0, <usize>rows);
  let left = 0;
  for (let column = 0; column < width; column++, columns += COLUMN_BYTES, values += columnBytes) {
    const kind = load<i32>(columns);
    const memo = <usize>load<u32>(columns, MEMO);
    const numbers = values + (row << 3);
    const codes = values + (row << 2);
    if (kind == SKIPPED) continue;
    if (kind == NUMBER) left += readCells(NUMBER, input, rows, column, width, numbers, memo, tables, scratch);
    else if (kind == TEXT || kind == BOOLEAN) left += readCells(TEXT, input, rows, column, width, codes, memo, tables, scratch);
    else if (kind == DATE) left += readCells(DATE, input, rows, column, width, numbers, memo, tables, scratch);
    else left += readCells(kind, input, rows, column, width, numbers, memo, tables, scratch);
  }
  return left;
}

/** Writes notes of the flagged cells in order of rows: position, row, column, line. */
export function noteFlagged(rows: i32, width: i32, firstRow: i32, firstLine: i32, notes: usize, scratch: usize): void {
  for (let row = 0; row < rows; row++) {
    if (load<u8>(scratch + ROW_FLAGS + <usize>row) == 0) continue;
    for (let column = 0; column < width; column++) {
      const cell = row * width + column;
      if (load<u8>(scratch + CELL_FLAGS + <usize>cell) == 0) continue;
      store<i32>(notes, load<i32>(scratch + ENDS - 4 + (<usize>cell << 2)) + 1);
      store<i32>(notes, firstRow + row, 4);
      store<i32>(notes, column, 8);
      store<i32>(notes, firstLine + row, 12);
      notes += 16;
    }
  }
}

/** Where the record after the first `rows` starts. */
// @ts-ignore: decorator
@inline
export function afterRecords(rows: i32, width: i32, scratch: usize): i32 {
  return load<i32>(scratch + ENDS - 4 + (<usize>(rows * width) << 2)) + 1;
}
