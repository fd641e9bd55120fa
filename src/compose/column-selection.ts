import type { ColumnType, TableLike, Transformer } from "../base/estimator.js";
import type { SeenFeatures } from "../base/input.js";
import { nearestName, unknownName } from "../base/params.js";
import { columnTypes } from "../base/table.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";

/** Columns by type and by a pattern of their names. */
export interface ColumnSelector {
  /** Regular expression that the name must match somewhere. */
  readonly pattern?: string;
  /** Types that a column may have. */
  readonly dtypeInclude?: ColumnType | readonly ColumnType[];
  /** Types that a column must not have. */
  readonly dtypeExclude?: ColumnType | readonly ColumnType[];
}

/**
 * Which columns a transformer gets: their names, their positions (negative: from the end), a mask, all of a type, a
 * {@link ColumnSelector}, or a function of X that returns names or positions. An estimator with a function cannot be saved;
 * its model can.
 */
export type ColumnSelection =
  | readonly string[]
  | readonly number[]
  | readonly boolean[]
  | ColumnType
  | ColumnSelector
  | ((X: TableLike) => readonly string[] | readonly number[]);

/** A part of a column transformer: a name, what its columns go through, and which columns these are. */
export type ColumnStep = readonly [
  name: string,
  transformer: Transformer | "drop" | "passthrough",
  columns: ColumnSelection,
];

/** Parts of a column transformer. */
export type ColumnSteps = readonly ColumnStep[];

const TYPES: readonly string[] = ["number", "category", "boolean", "date"];

const SELECTOR_KEYS: readonly string[] = ["pattern", "dtypeInclude", "dtypeExclude"];

/**
 * Selects columns by type and name when the transformer is fitted; all columns if nothing is said.
 *
 * @throws {InvalidParameterError} if a name is unknown, the pattern is no regular expression, or a type is none.
 *
 * @example
 * ```ts
 * makeColumnSelector({ pattern: "^size", dtypeInclude: "number" }); // => { pattern: "^size", dtypeInclude: "number" }
 * ```
 */
export function makeColumnSelector(selector: ColumnSelector = {}): ColumnSelector {
  checkSelector("makeColumnSelector", selector);
  return Object.freeze({ ...selector });
}

/**
 * Refuses a selector with misspelt names or wrong values.
 *
 * @throws {InvalidParameterError} naming the fault.
 */
export function checkSelector(where: string, selector: object): void {
  for (const name of Object.keys(selector))
    if (!SELECTOR_KEYS.includes(name)) throw unknownName(where, name, SELECTOR_KEYS);
  const { pattern, dtypeInclude, dtypeExclude } = selector as ColumnSelector;
  if (pattern !== undefined && !isPattern(pattern))
    throw new InvalidParameterError(where, "pattern", "the text of a regular expression", pattern);
  for (const [name, types] of Object.entries({ dtypeInclude, dtypeExclude }))
    for (const type of [types ?? []].flat())
      if (!TYPES.includes(type))
        throw new InvalidParameterError(where, name, `one or more of ${TYPES.join(", ")}`, type);
}

function isPattern(pattern: unknown): boolean {
  try {
    return typeof pattern === "string" && new RegExp(pattern, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

/** Whether a value is a column selection. */
export function isColumnSelection(value: unknown): value is ColumnSelection {
  if (typeof value === "string") return TYPES.includes(value);
  if (Array.isArray(value)) {
    const types = new Set(value.map((item) => typeof item));
    return types.size <= 1 && [...types].every((type) => ["string", "number", "boolean"].includes(type));
  }
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

/**
 * Positions of the selected columns.
 *
 * @throws {InvalidInputError} if X has no such column, or has no names to select by.
 */
export function resolveColumns(
  where: string,
  X: TableLike,
  features: SeenFeatures,
  selection: ColumnSelection,
): readonly number[] {
  if (typeof selection === "function") return resolveColumns(where, X, features, selection(X));
  if (typeof selection === "string") return matching(where, X, features, { dtypeInclude: selection });
  if (!Array.isArray(selection)) return matching(where, X, features, selection as ColumnSelector);
  const list = selection as readonly (string | number | boolean)[];
  if (typeof list[0] === "boolean") {
    if (list.length !== features.nFeatures)
      throw new InvalidInputError(where, "a mask must have one entry for each column of X", list);
    return list.flatMap((chosen, j) => (chosen === true ? [j] : []));
  }
  return list.map((column) =>
    typeof column === "string"
      ? positionOf(where, features, column)
      : checkPosition(where, features, Number(column)),
  );
}

/** Position of a named column. */
export function positionOf(where: string, { featureNames }: SeenFeatures, name: string): number {
  if (featureNames === undefined)
    throw new InvalidInputError(
      where,
      "X must have column names, so that columns can be selected by name",
      name,
    );
  const position = featureNames.indexOf(name);
  if (position >= 0) return position;
  const near = nearestName(name, featureNames);
  const hint = near === undefined ? "" : ` (did you mean ${JSON.stringify(near)}?)`;
  throw new InvalidInputError(where, `X must have the column ${JSON.stringify(name)}${hint}`, featureNames);
}

function checkPosition(where: string, { nFeatures }: SeenFeatures, column: number): number {
  const position = column < 0 ? column + nFeatures : column;
  if (!Number.isInteger(position) || position < 0 || position >= nFeatures)
    throw new InvalidInputError(
      where,
      `columns must be positions within the ${nFeatures} columns of X`,
      column,
    );
  return position;
}

function matching(
  where: string,
  X: TableLike,
  features: SeenFeatures,
  selector: ColumnSelector,
): readonly number[] {
  const { pattern, dtypeInclude, dtypeExclude } = selector;
  const { featureNames } = features;
  if (pattern !== undefined && featureNames === undefined)
    throw new InvalidInputError(where, "X must have column names, so that they can match a pattern", pattern);
  const regex = pattern === undefined ? undefined : new RegExp(pattern, "u");
  const included = dtypeInclude === undefined ? undefined : [dtypeInclude].flat();
  const excluded = [dtypeExclude ?? []].flat();
  return columnTypes(X).flatMap((type, j) =>
    (included?.includes(type) ?? true) && !excluded.includes(type) && (regex?.test(featureNames![j]!) ?? true)
      ? [j]
      : [],
  );
}
