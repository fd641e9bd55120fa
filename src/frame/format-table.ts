import type { Column, Columns } from "./column.js";
import { formatDate, isDayOnly } from "./csv/iso-date.js";
import { DateColumn } from "./date-column.js";
import { NumberColumn } from "./number-column.js";

/** How a frame is printed. */
export interface TableOptions {
  /** Most rows shown; of more, the first and the last. Default 12. */
  readonly maxRows?: number;
  /** Most characters a line; columns that do not fit are named below. Default 110. */
  readonly width?: number;
  /** Most characters a cell. Default 32. */
  readonly cellWidth?: number;
}

const MISSING = "–";
const GAP = "   ";

/** The frame as an aligned table for people. */
export function formatTable(frame: Columns, options: TableOptions = {}): string {
  const { maxRows = 12, width = 110, cellWidth = 32 } = options;
  const rows = shownRows(frame.rows, maxRows);
  const index = aligned(
    "",
    rows.map((row) => (row < 0 ? "⋮" : String(row))),
    true,
  );
  const shown: string[][] = [index];
  const hidden: string[] = [];
  let used = index[0]!.length - 1; // the first gap is narrower by one
  for (const column of frame.columns) {
    const cells = hidden.length > 0 ? [] : formatColumn(column, rows, cellWidth);
    const grown = used + GAP.length + [...(cells[0] ?? "")].length;
    if (hidden.length === 0 && (shown.length === 1 || grown <= width)) {
      shown.push(cells);
      used = grown;
    } else hidden.push(column.name);
  }
  const lines = index.map((_, line) =>
    shown
      .map((cells, at) => (at === 1 ? "  " : at === 0 ? "" : GAP) + cells[line]!)
      .join("")
      .trimEnd(),
  );
  lines.push(`${frame.rows} rows × ${frame.columns.length} columns`);
  if (hidden.length > 0) lines.push(`not shown: ${hidden.join(", ")}`);
  return lines.join("\n");
}

/** Indices of the rows to show; -1 stands for those left out. */
function shownRows(rows: number, maxRows: number): number[] {
  if (rows <= maxRows) return Array.from({ length: rows }, (_, i) => i);
  const top = Math.ceil(maxRows / 2);
  const bottom = maxRows - top;
  const first = Array.from({ length: top }, (_, i) => i);
  return [...first, -1, ...Array.from({ length: bottom }, (_, i) => rows - bottom + i)];
}

function formatColumn(column: Column, rows: readonly number[], cellWidth: number): string[] {
  const format = formatterOf(column, rows);
  const cells = rows.map((row) => {
    if (row < 0) return "⋮";
    return column.isMissing(row) ? MISSING : clip(format(row), cellWidth);
  });
  return aligned(clip(column.name, cellWidth), cells, column.type === "number");
}

function formatterOf(column: Column, rows: readonly number[]): (row: number) => string {
  if (column instanceof NumberColumn) {
    const shown = rows.filter((row) => row >= 0).map((row) => column.values[row]!);
    const format = numberFormat(shown.filter((value) => !Number.isNaN(value)));
    return (row) => format(column.values[row]!);
  }
  if (column instanceof DateColumn) {
    const dayOnly = isDayOnly(column.times);
    return (row) => formatDate(column.times[row]!, dayOnly);
  }
  return (row) => String(column.get(row)).replace(/[\n\r\t]/g, " ");
}

/** One format for all numbers of a column: as many decimals as they need, up to 2, 4 or 6 by their size. */
function numberFormat(values: readonly number[]): (value: number) => string {
  const finite = values.filter(Number.isFinite);
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const smallest = finite.reduce(
    (least, value) => (value === 0 ? least : Math.min(least, Math.abs(value))),
    1,
  );
  if (largest >= 1e15 || smallest < 1e-4) return (value) => String(Number(value.toPrecision(6)));
  const room = largest >= 1e5 ? 2 : smallest < 0.01 ? 6 : 4;
  const decimals = finite.reduce((most, value) => Math.max(most, decimalsOf(value, room)), 0);
  return (value) => value.toFixed(decimals);
}

function decimalsOf(value: number, most: number): number {
  const text = value.toFixed(most);
  return most === 0 ? 0 : (text.replace(/\.?0+$/, "").split(".")[1]?.length ?? 0);
}

function clip(text: string, width: number): string {
  const letters = [...text];
  return letters.length <= width ? text : `${letters.slice(0, width - 1).join("")}…`;
}

function aligned(title: string, cells: readonly string[], right: boolean): string[] {
  const all = [title, ...cells];
  const width = all.reduce((widest, cell) => Math.max(widest, [...cell].length), 0);
  return all.map((cell) => {
    const space = " ".repeat(width - [...cell].length);
    return right ? space + cell : cell + space;
  });
}
