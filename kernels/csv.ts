import { COLUMN_BYTES, CR, LF, lineEnd, MEMO, plainCell, plainEnd, QUOTE, quotedEnd, rememberText, VALUES } from "./lib/csv-cells";

/*
 * Reads records of CSV into columns. Whatever is unusual (doubled quotes, long decimals, a text that was not seen lately,
 * a column whose type is open) is left to the caller, cell by cell, who then calls again.
 */

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

/**
 * Reads records from where the state says until the input ends, the rows are full, or a cell is unusual.
 * Returns 0: the records that are complete are read; 1: `capacity` rows are read; 2: the cell at the state's
 * position, row and column is unusual; 3: the record has another number of fields than `width`.
 */
export function readCsvRecords(
  input: usize, // IN (end + 128), line feeds after end
  end: i32,
  final: i32, // whether the file ends with the input
  width: i32,
  delimiter: i32,
  capacity: i32,
  columns: usize, // IN (width) table
  tables: usize, // IN, see kernel-tables.ts
  state: usize, // IN and OUT: position, row, column, start of the record, lines, lines at the start of the record, end of the last cell or -1
): i32 {
  let p = load<i32>(state, POSITION);
  let row = load<i32>(state, ROW);
  let column = load<i32>(state, COLUMN);
  let record = load<i32>(state, RECORD);
  let lines = load<i32>(state, LINES);
  let recordLines = load<i32>(state, RECORD_LINES);
  let q = load<i32>(state, CELL_END);
  const delimiters = i8x16.splat(<i8>delimiter);
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
        const place = <usize>load<u32>(entry, VALUES);
        const memo = <usize>load<u32>(entry, MEMO);
        const quoted = <i32>load<u8>(input + p) == QUOTE;
        q = quoted ? quotedEnd(input, p + 1, delimiter, tables) : plainEnd(input, p, delimiters, tables);
        const from = quoted ? p + 1 : p;
        const to = quoted ? q - 1 : q;
        const number = place + (<usize>row << 3);
        const code = place + (<usize>row << 2);
        if (q < 0 || !plainCell(input, from, to, quoted, load<i32>(entry), number, code, memo, tables)) {
          q = -1;
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

/** Writes a text into a memo, in place of the older one of its two; texts of more than 32 bytes are left out. */
export function rememberCsvText(
  text: usize, // IN (length), then at least 32 more bytes
  length: i32,
  quoted: i32,
  code: i32,
  memo: usize, // OUT (4096 entries)
  tables: usize, // IN
): void {
  rememberText(text, length, quoted, code, memo, tables);
}
