import { checkLength } from "../base/input.js";
import type { Column } from "./column.js";
import { type ColumnSource, columnFrom, type TypeOfSource } from "./column-of.js";
import type { Schema } from "./schema.js";

/** Values of a column, or a function of the frame that makes them. */
export type AssignedSource<F> = ColumnSource | ((frame: F) => ColumnSource);

/** Schema of a frame with more columns. */
export type Assigned<S extends Schema, A> = Omit<S, keyof A> & {
  readonly [K in keyof A]: TypeOfSource<A[K] extends (...frame: never[]) => infer V ? V : A[K]>;
};

/**
 * The columns with another at the end, or in the place of the one of that name.
 *
 * @throws {InvalidInputError} if its length is another than theirs.
 */
export function assignColumn(
  columns: readonly Column[],
  name: string,
  source: ColumnSource,
): readonly Column[] {
  const added = columnFrom("Frame.assign", name, source);
  if (columns.length > 0) checkLength("Frame.assign", name, added.length, columns[0]!.length);
  if (!columns.some((column) => column.name === name)) return [...columns, added];
  return columns.map((column) => (column.name === name ? added : column));
}
