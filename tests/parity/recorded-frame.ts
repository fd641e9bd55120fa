import { BooleanColumn, CategoryColumn, type Column, DateColumn, Frame, NumberColumn } from "learnkit";
import { expect } from "vitest";
import { expectClose, type ToleranceReason } from "./fixtures.js";

type Cell = number | string | boolean | null;

/** Columns in order, as parity/record/frame_relational.py writes them: name, type, cells; dates as milliseconds. */
export type RecordedFrame = readonly (readonly [name: string, type: string, cells: readonly Cell[]])[];

function columnOf([name, type, cells]: RecordedFrame[number]): Column {
  const numbers = (): Float64Array =>
    Float64Array.from(cells as readonly (number | null)[], (cell) => cell ?? Number.NaN);
  if (type === "number") return new NumberColumn(name, numbers());
  if (type === "date") return new DateColumn(name, numbers());
  if (type === "category") return CategoryColumn.from(name, cells as readonly (string | null)[]);
  return new BooleanColumn(
    name,
    Int8Array.from(cells, (cell) => (cell === null ? -1 : Number(cell))),
  );
}

/** The frame that was recorded. */
export function frameOf(recorded: RecordedFrame): Frame {
  return new Frame(recorded.map(columnOf), recorded[0]?.[2].length ?? 0);
}

/** Cells of a column as they are recorded. */
export function cellsOf(column: Column): Cell[] {
  return Array.from(column, (cell: unknown) => (cell instanceof Date ? cell.getTime() : (cell as Cell)));
}

/**
 * Asserts that a frame has the recorded columns, in their order, with their cells. Numbers may differ as `reason` says;
 * a column without any value may be of any type.
 */
export function expectFrame(frame: Frame, recorded: RecordedFrame, reason: ToleranceReason = "bits"): void {
  expect(frame.columnNames).toEqual(recorded.map(([name]) => name));
  for (const [name, type, cells] of recorded) {
    const column = frame.column(name);
    if (cells.some((cell) => cell !== null)) expect([name, column.type]).toEqual([name, type]);
    if (type === "number") expectClose(cellsOf(column), cells as readonly number[], reason);
    else expect([name, cellsOf(column)]).toEqual([name, cells]);
  }
}
