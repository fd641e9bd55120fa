import { InvalidParameterError } from "../../core/errors.js";
import { BooleanColumn } from "../boolean-column.js";
import type { Column, Columns } from "../column.js";
import { DateColumn } from "../date-column.js";
import { NumberColumn } from "../number-column.js";
import { formatDecimal } from "./decimal.js";
import { formatDate, isDayOnly } from "./iso-date.js";
import { MISSING_MARKERS } from "./missing.js";

/** How CSV is written. */
export interface CsvWriteOptions {
  /** One character between fields. Default `","`. */
  readonly delimiter?: string;
  /** Whether the first line holds the column names. Default true. */
  readonly header?: boolean;
}

// 4,096 rows a piece: some hundred kilobytes, so that a large frame is never one string when it goes to a file.
const ROWS_AT_ONCE = 4096;

/** The frame as CSV in pieces of some thousand lines. */
export function* formatCsv(where: string, frame: Columns, options: CsvWriteOptions): Generator<string> {
  const { delimiter = ",", header = true } = options;
  checkDelimiter(where, delimiter);
  const quote = quoter(delimiter);
  // A lone column may not write a missing value as nothing: readers skip empty lines.
  const missing = frame.columns.length === 1 ? "NA" : "";
  const cells = frame.columns.map((column) => cellFormat(column, quote));
  if (header) yield `${frame.columns.map((column) => quote(column.name)).join(delimiter)}\n`;
  for (let from = 0; from < frame.rows; from += ROWS_AT_ONCE) {
    const to = Math.min(frame.rows, from + ROWS_AT_ONCE);
    let text = "";
    for (let i = from; i < to; i++) {
      for (let j = 0; j < cells.length; j++) {
        if (j > 0) text += delimiter;
        text += frame.columns[j]!.isMissing(i) ? missing : cells[j]!(i);
      }
      text += "\n";
    }
    yield text;
  }
}

/** @throws {InvalidParameterError} if it is not one character that can stand between fields. */
export function checkDelimiter(where: string, delimiter: unknown): void {
  if (typeof delimiter === "string" && /^[^\w\s".+-]$|^[\t ]$/.test(delimiter) && delimiter < "\x7f") return;
  const domain = "one ASCII character that is no letter, digit, quote, line break or part of a number";
  throw new InvalidParameterError(where, "delimiter", domain, delimiter);
}

function cellFormat(column: Column, quote: (text: string) => string): (row: number) => string {
  if (column instanceof NumberColumn) return (row) => formatDecimal(column.values[row]!);
  if (column instanceof BooleanColumn) return (row) => (column.codes[row] === 1 ? "true" : "false");
  if (column instanceof DateColumn) {
    const dayOnly = isDayOnly(column.times);
    return (row) => formatDate(column.times[row]!, dayOnly);
  }
  return (row) => quote(String(column.get(row)));
}

function quoter(delimiter: string): (text: string) => string {
  const markers = new Set(MISSING_MARKERS);
  return (text) => {
    const plain = !text.includes(delimiter) && !/["\n\r]|^\s|\s$|^\ufeff/.test(text) && !markers.has(text);
    return plain ? text : `"${text.replaceAll('"', '""')}"`;
  };
}
