import { knownOrigin, passRows } from "../core/row-origin.js";
import { BooleanColumn } from "./boolean-column.js";
import type { CategoryCodes } from "./category-codes.js";
import type { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { DateColumn } from "./date-column.js";
import { NumberColumn } from "./number-column.js";

/** The rows of a column with these indices; -1 gives a missing value. */
export function takeOrMissing(column: Column, rows: Int32Array): Column {
  const taken = takeOf(column, rows);
  if (knownOrigin(column) !== undefined && !rows.includes(-1)) passRows(column, taken, rows);
  return taken;
}

function takeOf(column: Column, rows: Int32Array): Column {
  if (column instanceof NumberColumn) return new NumberColumn(column.name, takeNumbers(column.values, rows));
  if (column instanceof DateColumn) return new DateColumn(column.name, takeNumbers(column.times, rows));
  if (column instanceof BooleanColumn)
    return new BooleanColumn(column.name, takeCodes(column.codes, rows, new Int8Array(rows.length)));
  const texts = column as CategoryColumn;
  const Codes = texts.codes.constructor as new (length: number) => CategoryCodes;
  return texts.withCodes(takeCodes(texts.codes, rows, new Codes(rows.length)));
}

function takeNumbers(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < out.length; i++) out[i] = rows[i]! < 0 ? Number.NaN : values[rows[i]!]!;
  return out;
}

function takeCodes<C extends CategoryCodes>(codes: CategoryCodes, rows: Int32Array, out: C): C {
  for (let i = 0; i < out.length; i++) out[i] = rows[i]! < 0 ? -1 : codes[rows[i]!]!;
  return out;
}
