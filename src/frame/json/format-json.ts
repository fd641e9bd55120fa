import { Described, InvalidInputError } from "../../core/errors.js";
import { BooleanColumn } from "../boolean-column.js";
import type { Column, Columns } from "../column.js";
import { formatDecimal } from "../csv/decimal.js";
import { formatDate, isDayOnly } from "../csv/iso-date.js";
import { DateColumn } from "../date-column.js";
import { NumberColumn } from "../number-column.js";

/** How JSON is written. */
export interface JsonWriteOptions {
  /** Whether to write one record a line (JSON lines) in place of one array. Default false. */
  readonly lines?: boolean;
}

// 4,096 rows a piece: some hundred kilobytes, so that a large frame is never one string when it goes to a file.
const ROWS_AT_ONCE = 4096;

/** The frame as JSON in pieces of some thousand records. */
export function* formatJson(where: string, frame: Columns, options: JsonWriteOptions): Generator<string> {
  const { lines = false } = options;
  const cells = frame.columns.map((column) => cellFormat(where, column));
  const names = frame.columns.map((column, j) => `${j === 0 ? "" : ","}${JSON.stringify(column.name)}:`);
  let separator = lines ? "" : "[";
  for (let from = 0; from < frame.rows; from += ROWS_AT_ONCE) {
    const to = Math.min(frame.rows, from + ROWS_AT_ONCE);
    let text = "";
    for (let i = from; i < to; i++) {
      text += `${separator}{`;
      for (let j = 0; j < cells.length; j++)
        text += names[j]! + (frame.columns[j]!.isMissing(i) ? "null" : cells[j]!(i));
      text += "}";
      separator = lines ? "\n" : ",\n";
    }
    yield text;
  }
  if (!lines) yield frame.rows === 0 ? "[]\n" : "]\n";
  else if (frame.rows > 0) yield "\n";
}

function cellFormat(where: string, column: Column): (row: number) => string {
  if (column instanceof NumberColumn) return (row) => formatNumber(where, column, row);
  if (column instanceof BooleanColumn) return (row) => (column.codes[row] === 1 ? "true" : "false");
  if (column instanceof DateColumn) {
    const dayOnly = isDayOnly(column.times);
    return (row) => `"${formatDate(column.times[row]!, dayOnly)}"`;
  }
  return (row) => JSON.stringify(column.get(row));
}

function formatNumber(where: string, column: NumberColumn, row: number): string {
  const value = column.values[row]!;
  if (Number.isFinite(value)) return formatDecimal(value);
  const received = new Described(String(value));
  throw new InvalidInputError(where, "JSON holds finite numbers only", received, {
    row,
    column: column.name,
  });
}
