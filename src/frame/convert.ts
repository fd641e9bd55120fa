import type { ColumnType } from "../base/estimator.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { BooleanColumn } from "./boolean-column.js";
import { CategoryColumn } from "./category-column.js";
import type { Column } from "./column.js";
import { parseIsoDate } from "./csv/iso-date.js";
import { DateColumn } from "./date-column.js";
import { NumberColumn } from "./number-column.js";

const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const TRUTHS: Readonly<Record<string, boolean>> = { true: true, false: false, True: true, False: false };

/**
 * A column as one of another type. Missing values stay missing; a value that has no equal of the new type is an error, nothing is lost:
 * numbers from decimals, truths (0, 1) and dates (milliseconds since 1970); categories from any, dates in ISO 8601; booleans from 0 and 1
 * and from true, false, True, False; dates from ISO 8601 (UTC where no zone is given) and milliseconds.
 *
 * @throws {InvalidInputError} naming the first row that cannot be converted.
 */
export function convertColumn(where: string, column: Column, type: ColumnType): Column {
  if (column.type === type) return column;
  const { name } = column;
  switch (type) {
    case "number":
      return new NumberColumn(name, numbersFrom(where, column, toNumber, "a decimal number"));
    case "date":
      return new DateColumn(name, numbersFrom(where, column, toTime, "a date in ISO 8601"));
    case "boolean": {
      const truths = numbersFrom(where, column, toTruth, "0, 1, true or false");
      return new BooleanColumn(
        name,
        Int8Array.from(truths, (truth) => (Number.isNaN(truth) ? -1 : truth)),
      );
    }
    case "category":
      return CategoryColumn.from(name, column.map(toText));
    default:
      throw new InvalidParameterError(where, name, "one of number, category, boolean, date", type);
  }
}

function numbersFrom(
  where: string,
  column: Column,
  convert: (cell: unknown) => number,
  kind: string,
): Float64Array {
  const converted = column.map(convert);
  return Float64Array.from(converted, (value, row) => {
    if (value === null) return Number.NaN;
    if (!Number.isNaN(value)) return value;
    throw new InvalidInputError(where, `a value must be ${kind}`, column.get(row), {
      row,
      column: column.name,
    });
  });
}

function toNumber(cell: unknown): number {
  if (typeof cell !== "string") return Number(cell);
  return DECIMAL.test(cell) ? Number(cell) : infinite(cell);
}

function infinite(text: string): number {
  const [, sign, word] = /^([+-]?)(inf|infinity)$/i.exec(text) ?? [];
  return word === undefined ? Number.NaN : sign === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function toTime(cell: unknown): number {
  if (typeof cell === "number") return new Date(cell).getTime() === cell ? cell : Number.NaN;
  return typeof cell === "string" ? parseIsoDate(cell) : Number.NaN;
}

function toTruth(cell: unknown): number {
  if (typeof cell === "string") return Object.hasOwn(TRUTHS, cell) ? Number(TRUTHS[cell]) : Number.NaN;
  return cell === 0 || cell === 1 ? cell : Number.NaN;
}

function toText(cell: unknown): string {
  return cell instanceof Date ? cell.toISOString() : String(cell);
}
