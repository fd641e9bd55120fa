import type { ColumnType } from "../base/estimator.js";
import { TypedColumn } from "./column.js";
import { type ColumnSource, columnFrom, type TypeOfSource } from "./column-of.js";
import { Frame } from "./frame.js";
import { type CountColumn, countValues, type ValueCountsOptions } from "./value-count-rows.js";

/**
 * Distinct values of a column or an array, the most frequent first, and how often each occurs: `Series.value_counts`.
 * Equally frequent ones come in order of first appearance.
 *
 * Cost: O(n).
 *
 * @returns a frame of the values, under the name of the column (of an array: `value`), and of `count` or, with
 *   `normalize`, `proportion`.
 * @throws {InvalidParameterError} if an option lies outside its domain.
 * @example
 * ```ts
 * valueCounts(["a", "b", "b", null]).toRows(); // => [{ value: "b", count: 2 }, { value: "a", count: 1 }]
 * const cars = Frame.fromColumns({ maker: ["Fiat", "Alfa", "Fiat"] });
 * valueCounts(cars.column("maker"), { normalize: true }).column("proportion").get(0); // => 0.6666666666666666
 * ```
 */
export function valueCounts<const V extends ColumnSource, const N extends boolean = false>(
  values: V,
  options: ValueCountsOptions<N> = {},
): Frame<Readonly<Record<string, ColumnType>> & { readonly value: TypeOfSource<V> } & CountColumn<N>> {
  const name = values instanceof TypedColumn ? values.name : "value";
  const column = columnFrom("valueCounts", name, values);
  const { columns, rows } = countValues("valueCounts", [column], column.length, options);
  return new Frame(columns, rows);
}
