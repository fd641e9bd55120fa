import type { Column } from "./column.js";
import { NumberColumn } from "./number-column.js";
import type { Row, Schema } from "./schema.js";

/** One row object that is moved along a frame: reading a cell costs one look-up, making a row costs nothing. */
export interface RowCursor<S extends Schema> {
  /** The cells of the current row, read when they are asked for. */
  readonly row: Row<S>;
  /** Moves to row i. */
  moveTo(i: number): void;
}

/** A cursor over columns of equal length. */
export function rowCursor<S extends Schema>(columns: readonly Column[]): RowCursor<S> {
  let at = 0;
  const row = {};
  for (const column of columns) {
    const get =
      column instanceof NumberColumn ? (): number => column.values[at]! : (): unknown => column.get(at);
    Object.defineProperty(row, column.name, { enumerable: true, get });
  }
  return {
    row: row as Row<S>,
    moveTo(i) {
      at = i;
    },
  };
}
