import type { SeenFeatures } from "../base/input.js";
import { nearestName } from "../base/params.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import type { CategoricalFeatures, GrowthParams, MonotonicConstraints } from "./tree-params.js";

/** Number of categories that a feature may have: codes 0 to 1023. A node keeps a bit for each. */
export const MOST_CATEGORIES = 1024;

/** What is special about some features. */
export interface FeatureRoles {
  /** Direction of each feature's effect, shape (nFeatures); undefined: all are free. */
  readonly monotonic: Int8Array | undefined;
  /** Columns that hold categories, ascending. */
  readonly categorical: readonly number[];
}

/** Features without constraints or categories. */
export const PLAIN_FEATURES: FeatureRoles = { monotonic: undefined, categorical: [] };

/** What a tree model remembers of the X it was fitted on. */
export interface SeenTreeFeatures extends SeenFeatures {
  /** Columns that hold categories, ascending. */
  readonly categoricalFeatures: readonly number[];
}

/** {@link SeenTreeFeatures} of training data. */
export function seenFeatures(matrix: Matrix, roles: FeatureRoles): SeenTreeFeatures {
  return {
    nFeatures: matrix.columns,
    featureNames: matrix.columnNames,
    categoricalFeatures: roles.categorical,
  };
}

/**
 * Resolves constraints and categories to columns of X, and checks the categories.
 *
 * @throws {InvalidParameterError} if they do not fit X or each other.
 * @throws {InvalidInputError} if a feature with categories holds anything but integers from 0 to 1023 and NaN.
 */
export function featureRoles(
  where: string,
  matrix: Matrix,
  { monotonicCst, categoricalFeatures }: Pick<GrowthParams, "monotonicCst" | "categoricalFeatures">,
): FeatureRoles {
  const categorical = categoricalColumns(where, matrix, categoricalFeatures);
  const monotonic = directions(where, matrix, monotonicCst);
  const both = categorical.find((j) => monotonic !== undefined && monotonic[j] !== 0);
  if (both !== undefined)
    throw new InvalidParameterError(
      where,
      "monotonicCst",
      `0 for the feature with categories at column ${both}`,
      monotonicCst,
    );
  checkCategories(where, matrix, categorical, MOST_CATEGORIES);
  return { monotonic, categorical };
}

function categoricalColumns(where: string, matrix: Matrix, given: CategoricalFeatures): number[] {
  const columns = (given ?? []).map((feature) => {
    if (typeof feature === "string") return columnNamed(where, "categoricalFeatures", matrix, feature);
    if (feature < matrix.columns) return feature;
    throw new InvalidParameterError(
      where,
      "categoricalFeatures",
      `columns of X, from 0 to ${matrix.columns - 1}`,
      feature,
    );
  });
  return [...new Set(columns)].sort((a, b) => a - b);
}

function columnNamed(where: string, parameter: string, { columnNames }: Matrix, name: string): number {
  const at = columnNames?.indexOf(name) ?? -1;
  if (at >= 0) return at;
  if (columnNames === undefined)
    throw new InvalidParameterError(where, parameter, "given by column number where X has no names", name);
  const near = nearestName(name, columnNames);
  const hint = near === undefined ? "" : ` (did you mean ${JSON.stringify(near)}?)`;
  throw new InvalidParameterError(
    where,
    parameter,
    `of columns of X: ${columnNames.join(", ")}${hint}`,
    name,
  );
}

function directions(where: string, matrix: Matrix, given: MonotonicConstraints): Int8Array | undefined {
  if (given === null) return undefined;
  const { columns } = matrix;
  if (!Array.isArray(given)) {
    const out = new Int8Array(columns);
    for (const [name, direction] of Object.entries(given))
      out[columnNamed(where, "monotonicCst", matrix, name)] = direction;
    return out;
  }
  if (given.length !== columns)
    throw new InvalidParameterError(
      where,
      "monotonicCst",
      `null or ${columns} long, one for each feature`,
      given,
    );
  return Int8Array.from(given);
}

/** Refuses values that are no categories; NaN is one that is missing. */
function checkCategories(where: string, matrix: Matrix, categorical: readonly number[], most: number): void {
  if (categorical.length === 0) return;
  const { data, rows, columns, columnNames } = matrix;
  for (const j of categorical) {
    for (let i = 0; i < rows; i++) {
      const value = data[i * columns + j]!;
      if (Number.isNaN(value) || (Number.isInteger(value) && value >= 0 && value < most)) continue;
      const range = most === Number.POSITIVE_INFINITY ? "integers >= 0" : `integers from 0 to ${most - 1}`;
      throw new InvalidInputError(where, `a feature with categories must hold ${range}`, value, {
        row: i,
        column: columnNames?.[j] ?? j,
      });
    }
  }
}

/** One more than the largest category of the training data; 0 if no feature has categories. */
export function categoryBound(matrix: Matrix, categorical: readonly number[]): number {
  if (categorical.length === 0) return 0;
  const { data, columns } = matrix;
  let largest = 0;
  for (const j of categorical)
    for (let p = j; p < data.length; p += columns) if (data[p]! > largest) largest = data[p]!;
  return largest + 1;
}

/**
 * Checks the categories of samples for a fitted tree model: one may be missing, or one that fit did not see.
 *
 * @throws {InvalidInputError} if a feature with categories holds something else.
 */
export function checkSeenCategories(where: string, matrix: Matrix, seen: SeenTreeFeatures): void {
  checkCategories(where, matrix, seen.categoricalFeatures, Number.POSITIVE_INFINITY);
}
