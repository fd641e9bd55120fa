import { InvalidParameterError } from "../core/errors.js";
import { BooleanColumn, truthsOf } from "./boolean-column.js";
import type { Column } from "./column.js";
import { rowCursor } from "./row-cursor.js";
import type { Row, Schema } from "./schema.js";

/** Numbers of the rows for which a predicate or a mask holds; a missing truth does not. */
export function filteredRows<S extends Schema>(
  columns: readonly Column[],
  rows: number,
  condition: BooleanColumn | ((row: Row<S>, index: number) => boolean),
): Int32Array {
  const kept = new Int32Array(rows);
  let count = 0;
  if (condition instanceof BooleanColumn) {
    const truths = truthsOf("Frame.filter", "mask", condition, rows);
    // Without a branch: each number is written, the next one over it where the row is left out.
    for (let i = 0; i < truths.length; i++) {
      kept[count] = i;
      count += +(truths[i] === 1);
    }
    return kept.subarray(0, count);
  }
  if (typeof condition !== "function") {
    const rule = "a function of a row or a boolean column";
    throw new InvalidParameterError("Frame.filter", "predicate", rule, condition);
  }
  const cursor = rowCursor<S>(columns);
  for (let i = 0; i < rows; i++) {
    cursor.moveTo(i);
    if (condition(cursor.row, i)) kept[count++] = i;
  }
  return kept.subarray(0, count);
}
