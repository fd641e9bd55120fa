import { nearestName } from "../base/params.js";
import { InvalidInputError } from "../core/errors.js";
import type { Column } from "./column.js";

/** Columns that are found by name. */
export interface NamedColumns {
  readonly columns: readonly Column[];
  readonly columnNames: readonly string[];
  readonly rows: number;
  has(name: string): boolean;
}

/** Error for a column that is not there; the message names the nearest that is. */
export function unknownColumn(where: string, name: unknown, names: readonly string[]): InvalidInputError {
  if (names.length === 0)
    return new InvalidInputError(where, "the frame must have columns for one to be named", name);
  const near = typeof name === "string" ? nearestName(name, names) : undefined;
  const hint = near === undefined ? "" : ` (did you mean ${JSON.stringify(near)}?)`;
  const shown = names.slice(0, 12).join(", ");
  const more = names.length > 12 ? `, … ${names.length} columns` : "";
  return new InvalidInputError(where, `column must be one of ${shown}${more}${hint}`, name);
}

/**
 * The column of this name.
 *
 * @throws {InvalidInputError} if there is none; the message names the nearest.
 */
export function findColumn(where: string, frame: NamedColumns, name: string): Column {
  if (typeof name !== "string" || !frame.has(name)) throw unknownColumn(where, name, frame.columnNames);
  return frame.columns[frame.columnNames.indexOf(name)]!;
}

/**
 * The columns of one name or of several.
 *
 * @throws {InvalidInputError} if there is none of a name, or a name is given twice.
 */
export function findColumns(
  where: string,
  parameter: string,
  frame: NamedColumns,
  names: string | readonly string[],
): Column[] {
  const list = typeof names === "string" ? [names] : names;
  if (!Array.isArray(list))
    throw new InvalidInputError(where, `${parameter} must be a column name or an array of them`, names);
  const columns = list.map((name) => findColumn(where, frame, name));
  const twice = list.find((name, i) => list.indexOf(name) !== i);
  if (twice !== undefined)
    throw new InvalidInputError(where, `${parameter} must not name a column twice`, twice);
  return columns;
}

/**
 * Refuses what is no frame.
 *
 * @throws {InvalidInputError} naming the parameter.
 */
export function checkFrame(where: string, parameter: string, frame: unknown): void {
  const given = frame as Partial<NamedColumns> | null | undefined;
  if (typeof given?.has !== "function" || !Array.isArray(given.columns))
    throw new InvalidInputError(where, `${parameter} must be a Frame`, frame);
}
