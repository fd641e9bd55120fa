import { COLUMN_BYTES, CR, endsField, lineEnd, LF, MEMO, plainCell, plainEnd, QUOTE, quotedEnd, SKIPPED, UNKNOWN } from "./lib/csv-cells";
import { afterRecords, indexRecords, mostRecords, noteFlagged, readIndexed } from "./lib/csv-rows";

/*
 * Reads pieces of CSV on all lanes: each begins where a record does, so far as is known. A cell that is unusual is noted
 * and passed; the caller reads it when the piece's turn comes.
 */

// Table of pieces, 32-bit integers.
const PIECE_BYTES: usize = 48;
const START: usize = 0; // IN where the piece begins
const LIMIT: usize = 4; // IN records that begin before this are of the piece
const END: usize = 8; // IN end of the input
const PIECE_VALUES: usize = 12; // IN pointer to (width, rowCapacity) doubles, or codes in the first half of a column's place
const NOTES: usize = 16; // IN pointer to (noteCapacity) notes
const ROWS: usize = 20; // OUT rows read
const LINES: usize = 24; // OUT lines read
const NOTE_COUNT: usize = 28; // OUT cells noted
const POSITION: usize = 32; // OUT where it stopped, at the start of a record
const WHOLE: usize = 36; // OUT whether all of the piece is read

// A note, 32-bit integers: position, row, column, line since the start of the piece.
const NOTE_BYTES: usize = 16;

// Line breaks in the cell that was passed last.
let passedLines: i32 = 0;

/** Reads the pieces [begin, end). */
export function readCsvPieces(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize, // 75,008 bytes
  input: usize, // IN, with at least 128 line feeds after it
  pieces: usize, // IN and OUT table
  columns: usize, // IN (width) table
  width: i32,
  delimiter: i32,
  rowCapacity: i32,
  noteCapacity: i32,
  tables: usize, // IN, see kernel-tables.ts
): void {
  for (let i = begin; i < end; i++)
    readPiece(input, pieces + <usize>i * PIECE_BYTES, columns, width, delimiter, rowCapacity, noteCapacity, tables, scratch);
}

function readPiece(
  input: usize,
  piece: usize,
  columns: usize,
  width: i32,
  delimiter: i32,
  rowCapacity: i32,
  noteCapacity: i32,
  tables: usize,
  scratch: usize,
): void {
  const limit = load<i32>(piece, LIMIT);
  const end = load<i32>(piece, END);
  const values = <usize>load<u32>(piece, PIECE_VALUES);
  const notes = <usize>load<u32>(piece, NOTES);
  const columnBytes = <usize>rowCapacity << 3;
  const delimiters = i8x16.splat(<i8>delimiter);
  const last = width - 1;
  let p = load<i32>(piece, START);
  let row = 0;
  let lines = 0;
  let noteCount = 0;
  let whole = 1;
  while (p < limit) {
    const c = <i32>load<u8>(input + p);
    if (c == LF || c == CR) {
      p = lineEnd(input, p, end, 1);
      lines++;
      continue;
    }
    if (row == rowCapacity) {
      whole = 0;
      break;
    }
    const most = min(mostRecords(width), rowCapacity - row);
    const records = most > 0 ? indexRecords(input, p, limit, width, most, delimiter, scratch) : 0;
    if (records > 0) {
      const left = readIndexed(input, records, width, columns, values, row, columnBytes, tables, scratch);
      if (noteCount + left <= noteCapacity) {
        if (left > 0) noteFlagged(records, width, row, lines, notes + <usize>noteCount * NOTE_BYTES, scratch);
        noteCount += left;
        p = afterRecords(records, width, scratch);
        lines += records;
        row += records;
        continue;
      }
    }
    const recordNotes = noteCount;
    const recordLines = lines;
    let from = p;
    let column = 0;
    let number = values + (<usize>row << 3);
    let code = values + (<usize>row << 2);
    let entry = columns;
    for (; column < width; column++) {
      const kind = load<i32>(entry);
      const quoted = <i32>load<u8>(input + from) == QUOTE;
      let q = quoted ? quotedEnd(input, from + 1, delimiter, tables) : plainEnd(input, from, delimiters, tables);
      const inset = <i32>quoted;
      if (
        q < 0 ||
        !plainCell(input, from + inset, q - inset, quoted, kind, number, code, <usize>load<u32>(entry, MEMO), tables)
      ) {
        const cellLines = lines;
        q = passCell(input, from, end, delimiter, delimiters, tables);
        if (q < 0) break;
        lines += passedLines;
        if (kind != SKIPPED && (kind != UNKNOWN || q > from)) {
          if (noteCount == noteCapacity) break;
          const note = notes + <usize>noteCount * NOTE_BYTES;
          store<i32>(note, from);
          store<i32>(note, row, 4);
          store<i32>(note, column, 8);
          store<i32>(note, cellLines, 12);
          noteCount++;
        }
      }
      const atDelimiter = <i32>load<u8>(input + q) == delimiter;
      from = q + 1;
      if (atDelimiter != (column < last)) break;
      number += columnBytes;
      code += columnBytes;
      entry += COLUMN_BYTES;
    }
    if (column < width || from > end) {
      noteCount = recordNotes;
      lines = recordLines;
      whole = 0;
      break;
    }
    p = lineEnd(input, from - 1, end, 1);
    lines++;
    row++;
  }
  store<i32>(piece, row, ROWS);
  store<i32>(piece, lines, LINES);
  store<i32>(piece, noteCount, NOTE_COUNT);
  store<i32>(piece, p, POSITION);
  store<i32>(piece, whole, WHOLE);
}

/** Where any cell ends; negative if it has no end, or text after its closing quote. Counts its line breaks. */
function passCell(input: usize, p: i32, end: i32, delimiter: i32, delimiters: v128, tables: usize): i32 {
  passedLines = 0;
  if (<i32>load<u8>(input + p) != QUOTE) return plainEnd(input, p, delimiters, tables);
  for (p++; p < end; p++) {
    const c = <i32>load<u8>(input + p);
    if (c == LF || (c == CR && <i32>load<u8>(input + p + 1) != LF)) passedLines++;
    if (c != QUOTE) continue;
    p++;
    const next = <i32>load<u8>(input + p);
    if (next == QUOTE && p < end) continue;
    return endsField(next, delimiter) ? p : -1;
  }
  return -1;
}

/** Whether the number of quotes in a range is odd. */
export function csvQuoteParity(
  bytes: usize, // IN (length)
  length: i32,
): i32 {
  let count = 0;
  let p = 0;
  for (; p + 16 <= length; p += 16)
    count += popcnt(i8x16.bitmask(i8x16.eq(v128.load(bytes + p), i8x16.splat(<i8>QUOTE))));
  for (; p < length; p++) count += <i32>(<i32>load<u8>(bytes + p) == QUOTE);
  return count & 1;
}
