import type { Cell, ColumnType } from "../base/estimator.js";
import { type CodedColumn, compareCells, isMissing } from "../base/table.js";
import { InvalidParameterError } from "../core/errors.js";
import { median } from "../core/quantile.js";

/** What {@link SimpleImputer} puts in the place of missing values. */
export type ImputeStrategy = "mean" | "median" | "most_frequent" | "constant";

/** What decides the values to fill in. */
export interface FillRules {
  readonly strategy: ImputeStrategy | ((values: Float64Array) => number);
  readonly fillValue: Cell;
  readonly keepEmptyFeatures: boolean;
}

/**
 * What missing values of a numeric column become; NaN if it has no value and is to be dropped.
 *
 * @param present values that are not missing; they are rearranged.
 * @throws {InvalidParameterError} if the constant is no number.
 */
export function numberToFill(
  present: Float64Array,
  { strategy, fillValue, keepEmptyFeatures }: FillRules,
): number {
  if (present.length === 0 && !keepEmptyFeatures) return Number.NaN;
  if (strategy === "constant") {
    if (fillValue === null || typeof fillValue === "number") return fillValue ?? 0;
    throw new InvalidParameterError("SimpleImputer", "fillValue", "a number, as the columns of X", fillValue);
  }
  if (present.length === 0) return 0;
  if (typeof strategy === "function") return strategy(present.slice());
  if (strategy === "mean") return mean(present);
  return strategy === "median" ? median(present) : mostFrequent(present);
}

// What a kept column without any value is filled with, and the default constant.
const EMPTY: Readonly<Record<Exclude<ColumnType, "number">, Cell>> = {
  category: "missing_value",
  boolean: false,
  date: new Date(0),
};

/**
 * What missing values of a column of texts, booleans or dates become; null if it has no value and is to be dropped.
 *
 * @param strategy "most_frequent" or "constant".
 * @throws {InvalidParameterError} if the constant is of another type.
 */
export function levelToFill(
  column: CodedColumn,
  type: Exclude<ColumnType, "number">,
  { strategy, fillValue, keepEmptyFeatures }: FillRules,
): Cell {
  const frequent = mostFrequentLevel(column);
  if (frequent === null && !keepEmptyFeatures) return null;
  if (strategy !== "constant") return frequent ?? EMPTY[type];
  const constant = fillValue ?? (type === "category" ? EMPTY.category : null);
  if (typeOfCell(constant) === type) return constant;
  const rule = `a ${type === "category" ? "string" : type}, as the columns of X`;
  throw new InvalidParameterError("SimpleImputer", "fillValue", rule, constant);
}

/** Type of a column that holds this cell; undefined if it is missing. */
export function typeOfCell(cell: Cell): ColumnType | undefined {
  if (typeof cell === "string") return "category";
  if (typeof cell === "boolean") return "boolean";
  if (cell instanceof Date) return "date";
  return isMissing(cell) ? undefined : "number";
}

/** Arithmetic mean, summed in order. */
function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Most frequent value; the least of those that are equally frequent. The values are rearranged. */
export function mostFrequent(values: Float64Array): number {
  values.sort();
  let best = values[0]!;
  let bestCount = 0;
  for (let i = 0; i < values.length; ) {
    const start = i;
    while (i < values.length && values[i] === values[start]) i++;
    if (i - start > bestCount) {
      best = values[start]!;
      bestCount = i - start;
    }
  }
  return best;
}

/** Most frequent level of a column; the first in order of those that are equally frequent; null if all are missing. */
export function mostFrequentLevel({ levels, codes }: CodedColumn): Cell {
  const counts = new Int32Array(levels.length);
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) counts[codes[i]!]!++;
  let best: number | undefined;
  for (let code = 0; code < levels.length; code++) {
    if (counts[code] === 0) continue;
    if (
      best === undefined ||
      counts[code]! > counts[best]! ||
      (counts[code] === counts[best] && compareCells(levels[code], levels[best]) < 0)
    )
      best = code;
  }
  return best === undefined ? null : levels[best];
}
