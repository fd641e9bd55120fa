import { BooleanColumn } from "./boolean-column.js";
import type { Column } from "./column.js";
import { DateColumn } from "./date-column.js";
import { NumberColumn } from "./number-column.js";

/**
 * A column of the same name and type, of picked rows or of numbers. Numbers of a column of booleans are true where they
 * are not zero, as in pandas, and missing where they are NaN; those of a column of dates are milliseconds.
 */
export function remadeColumn(column: Column, content: Int32Array | Float64Array): Column {
  if (content instanceof Int32Array) return column.takeRows(content);
  if (column instanceof BooleanColumn) {
    const codes = Int8Array.from(content, (value) => (Number.isNaN(value) ? -1 : Number(value !== 0)));
    return new BooleanColumn(column.name, codes);
  }
  if (column instanceof DateColumn) return new DateColumn(column.name, content);
  return new NumberColumn(column.name, content);
}
