import type { ColumnType } from "../base/estimator.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { BooleanColumn } from "./boolean-column.js";
import { narrowCodes } from "./category-codes.js";
import { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { emptyOfType } from "./column-types.js";
import { DateColumn } from "./date-column.js";
import { codeBooks, numbersOf, recode } from "./key-codes.js";
import { NumberColumn } from "./number-column.js";
import { takeOrMissing } from "./take-or-missing.js";

/**
 * The values of columns of one type, one column after the other. A column without any value may be of any type.
 *
 * @throws {InvalidInputError} if the types differ.
 */
export function stackColumns(where: string, name: string, columns: readonly Column[]): Column {
  if (columns.length === 1) return columns[0]!.name === name ? columns[0]! : columns[0]!.rename(name);
  const type = commonType(where, name, columns);
  const parts = columns.map((column) => (column.type === type ? column : emptyOfType(column, type)));
  if (type === "category") return stackTexts(name, parts as CategoryColumn[]);
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (type === "boolean") {
    const codes = new Int8Array(length);
    fillInTurn(
      codes,
      (parts as BooleanColumn[]).map((part) => part.codes),
    );
    return new BooleanColumn(name, codes);
  }
  const numbers = new Float64Array(length);
  fillInTurn(numbers, parts.map(numbersOf));
  return type === "date" ? new DateColumn(name, numbers) : new NumberColumn(name, numbers);
}

function fillInTurn<A extends Int8Array | Int32Array | Float64Array>(out: A, parts: readonly A[]): void {
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
}

function commonType(where: string, name: string, columns: readonly Column[]): ColumnType {
  const withValues = columns.filter((column) => column.missingCount < column.length);
  const first = withValues[0] ?? columns[0]!;
  const other = withValues.find((column) => column.type !== first.type);
  if (other === undefined) return first.type;
  const received = new Described(`a ${first.type} column and a ${other.type} column`);
  throw new InvalidInputError(where, `the columns "${name}" must be of one type`, received);
}

function stackTexts(name: string, columns: readonly CategoryColumn[]): CategoryColumn {
  const { books, texts } = codeBooks(columns);
  const codes = new Int32Array(columns.reduce((sum, column) => sum + column.length, 0));
  fillInTurn(
    codes,
    columns.map((column, c) => recode(column.codes, books[c]!)),
  );
  return new CategoryColumn(name, narrowCodes(codes, texts.length), texts);
}

/**
 * The value of row firstRows[i] of one column, or where that is -1 of row secondRows[i] of another, under the name of
 * the first.
 *
 * @param firstRows undefined: all rows in their order.
 */
export function coalesce(
  where: string,
  first: Column,
  firstRows: Int32Array | undefined,
  second: Column,
  secondRows: Int32Array | undefined,
): Column {
  if (firstRows === undefined) return first;
  if (!firstRows.includes(-1)) return takeOrMissing(first, firstRows);
  const rows = new Int32Array(firstRows.length);
  for (let i = 0; i < rows.length; i++)
    rows[i] = firstRows[i]! >= 0 ? firstRows[i]! : first.length + (secondRows?.[i] ?? i);
  return takeOrMissing(stackColumns(where, first.name, [first, second]), rows);
}
