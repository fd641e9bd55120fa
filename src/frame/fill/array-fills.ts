import { InvalidInputError } from "../../core/errors.js";
import { type NumberSource, toNumberColumn } from "../statistics/array-statistics.js";
import { backwardFill, type FillLimits, forwardFill } from "./directional-fill.js";
import { toFillLimits } from "./fill-options.js";
import { type InterpolateOptions, interpolateValues } from "./interpolate-values.js";

/**
 * Puts the last value before it in the place of each missing one (null, undefined, NaN).
 *
 * @returns a new array; missing values before the first stay null.
 * @throws {InvalidParameterError} if an option is unknown or out of its domain.
 * @example
 * ```ts
 * ffill([1, null, null, 2]); // => [1, 1, 1, 2]
 * ffill(["a", null, null], { limit: 1 }); // => ["a", "a", null]
 * ```
 */
export function ffill<T>(values: ArrayLike<T | null | undefined>, options: FillLimits = {}): (T | null)[] {
  return takeCells(values, forwardFill(presentRows("ffill", values), -1, toFillLimits("ffill", options)));
}

/**
 * Puts the next value behind it in the place of each missing one (null, undefined, NaN).
 *
 * @returns a new array; missing values behind the last stay null.
 * @throws {InvalidParameterError} if an option is unknown or out of its domain.
 * @example
 * ```ts
 * bfill([null, 1, null, 2]); // => [1, 1, 2, 2]
 * ```
 */
export function bfill<T>(values: ArrayLike<T | null | undefined>, options: FillLimits = {}): (T | null)[] {
  return takeCells(values, backwardFill(presentRows("bfill", values), -1, toFillLimits("bfill", options)));
}

/**
 * Puts one value in the place of each missing one (null, undefined, NaN).
 *
 * @returns a new array.
 * @throws {InvalidInputError} if `value` is missing itself.
 * @example
 * ```ts
 * fillna([1, null, 3], 0); // => [1, 0, 3]
 * ```
 */
export function fillna<T>(values: ArrayLike<T | null | undefined>, value: T): T[] {
  if (isMissingCell(value)) throw new InvalidInputError("fillna", "value must not be missing", value);
  return takeCells(values, presentRows("fillna", values)).map((cell) => (cell === null ? value : cell));
}

/**
 * Fills missing numbers between their neighbours, as `Series.interpolate` of pandas does. By default the numbers before
 * the first stay missing and those behind the last become it: see `limitDirection` and `limitArea`.
 *
 * @returns a new array; what stays missing is null.
 * @throws {InvalidInputError} naming the first row that holds no number, or whose place on the axis is missing.
 * @throws {InvalidParameterError} if an option is unknown or out of its domain.
 * @example
 * ```ts
 * interpolate([1, null, null, 4]); // => [1, 2, 3, 4]
 * interpolate([1, null, 4], { method: "index", index: [0, 1, 3] }); // => [1, 2, 4]
 * ```
 */
export function interpolate(values: NumberSource, options: InterpolateOptions = {}): (number | null)[] {
  const filled = interpolateValues("interpolate", toNumberColumn("interpolate", values).values, options);
  return Array.from(filled, (value) => (Number.isNaN(value) ? null : value));
}

/** Its own number for each row with a value, -1 for the others. */
function presentRows<T>(where: string, values: ArrayLike<T | null | undefined>): Int32Array {
  if (values === null || typeof values !== "object" || !Number.isSafeInteger(values.length))
    throw new InvalidInputError(where, "values must be an array", values);
  const rows = new Int32Array(values.length);
  for (let i = 0; i < rows.length; i++) rows[i] = isMissingCell(values[i]) ? -1 : i;
  return rows;
}

function takeCells<T>(values: ArrayLike<T | null | undefined>, rows: Int32Array): (T | null)[] {
  return Array.from(rows, (row) => (row < 0 ? null : (values[row] as T)));
}

function isMissingCell(cell: unknown): boolean {
  return cell === null || cell === undefined || Number.isNaN(cell);
}
