import type { ColumnType } from "../base/estimator.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { BooleanColumn } from "./boolean-column.js";
import { CategoryColumn } from "./category-column.js";
import { type Column, TypedColumn } from "./column.js";
import { DateColumn } from "./date-column.js";
import { NumberColumn } from "./number-column.js";

/** Class of column for each type. */
export interface ColumnClasses {
  readonly number: NumberColumn;
  readonly category: CategoryColumn;
  readonly boolean: BooleanColumn;
  readonly date: DateColumn;
}

/** Class of a column of this type; any column where the type is only known at run time. */
export type ColumnOf<T extends ColumnType> = [ColumnType] extends [T] ? Column : ColumnClasses[T];

/** Values that {@link columnFrom} makes a column of: an array of cells, a typed array, or a column. */
export type ColumnSource = Column | ArrayLike<string | number | boolean | Date | null | undefined>;

/** Type of the column that {@link columnFrom} makes of a source. */
export type TypeOfSource<V> = V extends NumberColumn
  ? "number"
  : V extends CategoryColumn
    ? "category"
    : V extends BooleanColumn
      ? "boolean"
      : V extends DateColumn
        ? "date"
        : V extends ArrayLike<infer C>
          ? TypeOfCell<NonNullable<C>>
          : ColumnType;

type TypeOfCell<C> = [C] extends [never]
  ? ColumnType
  : [C] extends [number]
    ? "number"
    : [C] extends [string]
      ? "category"
      : [C] extends [boolean]
        ? "boolean"
        : [C] extends [Date]
          ? "date"
          : ColumnType;

/**
 * The column itself, if it holds this type or none is asked for.
 *
 * @throws {InvalidInputError} if it holds another.
 */
export function ofType(where: string, column: Column, type: ColumnType | undefined): Column {
  if (type === undefined || column.type === type) return column;
  const rule = `the column ${JSON.stringify(column.name)} must hold the type ${type}`;
  throw new InvalidInputError(where, rule, new Described(column.type));
}

/**
 * Makes a column of cells: the first that is not missing decides the type. null, undefined, NaN and invalid dates are
 * missing; a column without any value is a number column.
 *
 * @throws {InvalidInputError} naming the first row whose cell is of another type.
 */
export function columnFrom(where: string, name: string, source: ColumnSource): Column {
  if (source instanceof TypedColumn) return (source.name === name ? source : source.rename(name)) as Column;
  const isNumbers = ArrayBuffer.isView(source) && !(source instanceof DataView);
  if (isNumbers && typeof (source as ArrayLike<unknown>)[0] !== "bigint")
    return new NumberColumn(name, Float64Array.from(source as ArrayLike<number>));
  if (source === null || typeof source !== "object" || !Number.isSafeInteger(source.length))
    throw new InvalidInputError(where, "a column must be an array of cells", source, { column: name });
  const cells = source as ArrayLike<unknown>;
  const type = typeOfCells(where, name, cells);
  if (type === "category") return CategoryColumn.from(name, cells as ArrayLike<string | null>);
  if (type === "boolean") return new BooleanColumn(name, Int8Array.from(cells, booleanCode));
  const values = Float64Array.from(cells, (cell) => (isMissing(cell) ? Number.NaN : Number(cell)));
  return type === "date" ? new DateColumn(name, values) : new NumberColumn(name, values);
}

function booleanCode(cell: unknown): number {
  return isMissing(cell) ? -1 : Number(cell);
}

function isMissing(cell: unknown): boolean {
  return cell === null || cell === undefined;
}

function typeOfCells(where: string, name: string, cells: ArrayLike<unknown>): ColumnType {
  let type: ColumnType | undefined;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    if (isMissing(cell)) continue;
    const found = typeOfCell(cell);
    if (found === undefined) {
      const rule = "a cell must be a number, a string, a boolean, a Date or null";
      throw new InvalidInputError(where, rule, cell, { row: i, column: name });
    }
    type ??= found;
    if (found === type) continue;
    const rule = `the cells of a column must be of one type, here ${type}`;
    throw new InvalidInputError(where, rule, cell, { row: i, column: name });
  }
  return type ?? "number";
}

function typeOfCell(cell: unknown): ColumnType | undefined {
  if (typeof cell === "number") return "number";
  if (typeof cell === "string") return "category";
  if (typeof cell === "boolean") return "boolean";
  return cell instanceof Date ? "date" : undefined;
}
