import type { ColumnType } from "../base/estimator.js";
import { BooleanColumn } from "./boolean-column.js";
import { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { DateColumn } from "./date-column.js";
import { NumberColumn } from "./number-column.js";

/** A column of this type without any value. */
export function missingColumn(name: string, type: ColumnType, length: number): Column {
  switch (type) {
    case "category":
      return new CategoryColumn(name, new Int8Array(length).fill(-1), []);
    case "boolean":
      return new BooleanColumn(name, new Int8Array(length).fill(-1));
    case "date":
      return new DateColumn(name, new Float64Array(length).fill(Number.NaN));
    default:
      return new NumberColumn(name, new Float64Array(length).fill(Number.NaN));
  }
}

/** A column without any value as one of another type: nothing but missing values tells the types apart. */
export function emptyOfType(column: Column, type: ColumnType): Column {
  return missingColumn(column.name, type, column.length);
}
