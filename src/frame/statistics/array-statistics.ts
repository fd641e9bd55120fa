import { Described, InvalidInputError } from "../../core/errors.js";
import { type ColumnSource, columnFrom } from "../column-of.js";
import { NumberColumn } from "../number-column.js";
import type { QuantileInterpolation } from "./present-quantiles.js";

/** Numbers, some of which may be missing (null, undefined or NaN): an array, a typed array or a number column. */
export type NumberSource = NumberColumn | ArrayLike<number | null | undefined>;

/**
 * Arithmetic mean of the numbers that are not missing; NaN if there is none.
 *
 * @throws {InvalidInputError} naming the first row that holds no number.
 * @example
 * ```ts
 * mean([1, null, 4]); // => 2.5
 * ```
 */
export function mean(values: NumberSource): number {
  return toNumberColumn("mean", values).mean();
}

/**
 * Median of the numbers that are not missing: the middle one, or the mean of the two in the middle; NaN if there is none.
 *
 * Cost: O(n), by selection.
 *
 * @throws {InvalidInputError} naming the first row that holds no number.
 * @example
 * ```ts
 * median([7, 1, null, 3]); // => 3
 * ```
 */
export function median(values: NumberSource): number {
  return toNumberColumn("median", values).median();
}

/**
 * Standard deviation √(Σ (x - mean)² / (n - ddof)) of the numbers that are not missing; NaN if n <= ddof.
 *
 * @param options `ddof`: what is taken from the number of values, an integer >= 0; default 1.
 * @throws {InvalidInputError} naming the first row that holds no number.
 * @example
 * ```ts
 * std([1, 2, 3, null]); // => 1
 * std([1, 3], { ddof: 0 }); // => 1
 * ```
 */
export function std(values: NumberSource, options: { readonly ddof?: number } = {}): number {
  return toNumberColumn("std", values).std(options);
}

/**
 * Variance Σ (x - mean)² / (n - ddof) of the numbers that are not missing; NaN if n <= ddof. It is the method `var` of
 * a column, a word that no function can have.
 *
 * @param options `ddof`: what is taken from the number of values, an integer >= 0; default 1.
 * @throws {InvalidInputError} naming the first row that holds no number.
 * @example
 * ```ts
 * variance([1, 3]); // => 2
 * ```
 */
export function variance(values: NumberSource, options: { readonly ddof?: number } = {}): number {
  return toNumberColumn("variance", values).var(options);
}

/**
 * Quantiles of the numbers that are not missing; NaN if there is none.
 *
 * @param q in [0, 1], one or several.
 * @param options `interpolation`: where a quantile lies that falls between two values: "linear" (default), "lower", "higher", "midpoint" or "nearest".
 * @throws {InvalidInputError} naming the first row that holds no number.
 * @throws {InvalidParameterError} if a q is not in [0, 1].
 * @example
 * ```ts
 * quantile([1, 2, null, 5], 0.25); // => 1.5
 * quantile([1, 2, 5], [0, 1]); // => Float64Array.of(1, 5)
 * ```
 */
export function quantile(
  values: NumberSource,
  q: number,
  options?: { readonly interpolation?: QuantileInterpolation },
): number;
export function quantile(
  values: NumberSource,
  q: readonly number[],
  options?: { readonly interpolation?: QuantileInterpolation },
): Float64Array;
export function quantile(
  values: NumberSource,
  q: number | readonly number[],
  options: { readonly interpolation?: QuantileInterpolation } = {},
): number | Float64Array {
  return toNumberColumn("quantile", values).quantile(q as number, options);
}

/**
 * Skewness, adjusted for bias, of the numbers that are not missing; NaN for constant numbers and for less than 3.
 *
 * @throws {InvalidInputError} naming the first row that holds no number.
 * @example
 * ```ts
 * skew([1, 2, 3]); // => 0
 * ```
 */
export function skew(values: NumberSource): number {
  return toNumberColumn("skew", values).skew();
}

/**
 * Excess kurtosis, adjusted for bias, of the numbers that are not missing; NaN for constant numbers and for less than 4.
 *
 * @throws {InvalidInputError} naming the first row that holds no number.
 * @example
 * ```ts
 * kurt([1, 1, 3, 3]); // => -6
 * ```
 */
export function kurt(values: NumberSource): number {
  return toNumberColumn("kurt", values).kurt();
}

/**
 * The most frequent values, in order (numbers by value, texts by code point, false before true): several where they are equally
 * frequent, none if all are missing.
 *
 * @throws {InvalidInputError} naming the first row of another type than the first.
 * @example
 * ```ts
 * mode([2, 3, 3, null, 2]); // => [2, 3]
 * mode(["b", "a", "b"]); // => ["b"]
 * ```
 */
export function mode<T extends number | string | boolean | Date>(
  values: ArrayLike<T | null | undefined>,
): T[] {
  const column = columnFrom("mode", "values", values as ColumnSource);
  return column.mode();
}

/**
 * Number of distinct values that are not missing.
 *
 * @throws {InvalidInputError} naming the first row of another type than the first.
 * @example
 * ```ts
 * nunique(["a", "b", null, "a"]); // => 2
 * ```
 */
export function nunique(values: ArrayLike<number | string | boolean | Date | null | undefined>): number {
  return columnFrom("nunique", "values", values as ColumnSource).nunique();
}

/** Numbers as a column; a number column passes through. */
export function toNumberColumn(where: string, values: NumberSource): NumberColumn {
  if (values instanceof NumberColumn) return values;
  if (values instanceof Float64Array) return new NumberColumn("values", values);
  const column = columnFrom(where, "values", values as ColumnSource);
  if (column instanceof NumberColumn) return column;
  const row = column.missingCount === 0 ? 0 : Array.from(column).findIndex((cell) => cell !== null);
  const received = new Described(`a ${column.type}`);
  throw new InvalidInputError(where, "values must be numbers", received, { row });
}
