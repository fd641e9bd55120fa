import { InvalidInputError } from "../core/errors.js";
import type { ColumnLike } from "./estimator.js";

/** Something that knows how to pick its rows: a matrix, a frame, a column. */
interface RowTaker {
  takeRows(index: ArrayLike<number>): unknown;
}

/** Type of some rows of T: the same kind of thing; a plain column becomes an array. */
export type RowsOf<T> = T extends { takeRows(index: ArrayLike<number>): infer R }
  ? R
  : T extends ArrayBufferView
    ? T
    : T extends readonly (infer R)[]
      ? R[]
      : T extends ColumnLike<infer V>
        ? V[]
        : T;

/**
 * The rows with these indices, in the given order, of a matrix, a frame, a column, an array or a typed array.
 *
 * @param name what the thing is called in messages: `X`, `y`.
 * @throws {InvalidInputError} if it has no rows.
 */
export function takeRows<T>(where: string, name: string, values: T, index: Int32Array): RowsOf<T> {
  if (values === undefined || values === null) return values as RowsOf<T>;
  if (typeof values === "object" && "takeRows" in values)
    return (values as unknown as RowTaker).takeRows(index) as RowsOf<T>;
  if (Array.isArray(values)) return takeItems(values, index) as RowsOf<T>;
  if (ArrayBuffer.isView(values) && "length" in values) {
    const typed = values as unknown as Float64Array;
    const Type = typed.constructor as new (length: number) => Float64Array;
    const out = new Type(index.length);
    for (let i = 0; i < index.length; i++) out[i] = typed[index[i]!]!;
    return out as RowsOf<T>;
  }
  if (typeof values === "object" && "toArray" in values && typeof values.toArray === "function")
    return takeItems(values.toArray() as ArrayLike<unknown>, index) as RowsOf<T>;
  throw new InvalidInputError(where, `${name} must be a matrix, a frame, a column or an array`, values);
}

function takeItems(items: ArrayLike<unknown>, index: Int32Array): unknown[] {
  const out = new Array<unknown>(index.length);
  for (let i = 0; i < index.length; i++) out[i] = items[index[i]!];
  return out;
}

/**
 * Number of rows of a matrix, a frame, a column, an array or a typed array.
 *
 * @param name what the thing is called in messages.
 * @throws {InvalidInputError} if it has no rows.
 */
export function rowsOf(where: string, name: string, values: unknown): number {
  if (typeof values === "object" && values !== null) {
    if ("rows" in values && typeof values.rows === "number") return values.rows;
    if ("length" in values && typeof values.length === "number") return values.length;
  }
  throw new InvalidInputError(where, `${name} must be a matrix, a frame, a column or an array`, values);
}
