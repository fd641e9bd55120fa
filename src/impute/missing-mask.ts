import type { TableLike } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { tableFeatures } from "../base/input.js";
import { columnTypes, tableRows } from "../base/table.js";
import type { Matrix } from "../core/matrix.js";
import { isNumeric, numericSamples } from "./numeric-samples.js";
import { asFrame, imputedColumn } from "./table-statistics.js";

/** Which cells of a table are missing. */
export interface MissingMask {
  /** 1 where a value is missing, else 0; shape (rows, columns), row-major. */
  readonly mask: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

/**
 * The missing cells of a checked table.
 *
 * @throws {InvalidInputError} if it holds Infinity, a column mixes types, or NaN where another value stands for a missing one.
 */
export function missingMask(where: string, X: TableLike, missingValues: number | string): MissingMask {
  const types = columnTypes(X);
  if (isNumeric(X, types)) return missingNumbers(numericSamples(where, X, missingValues), missingValues);
  const features = tableFeatures(where, X);
  const frame = asFrame(X, inputNames(features));
  const [rows, columns] = [tableRows(X), types.length];
  const mask = new Uint8Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    const place = features.featureNames?.[j] ?? j;
    const column = imputedColumn(where, frame, j, types[j]!, missingValues, place);
    for (let i = 0; i < rows; i++) {
      const missing = column.type === "number" ? Number.isNaN(column.values[i]!) : column.coded.codes[i]! < 0;
      if (missing) mask[i * columns + j] = 1;
    }
  }
  return { mask, rows, columns };
}

/** The missing values of a matrix. */
export function missingNumbers({ data, rows, columns }: Matrix, missingValues: number | string): MissingMask {
  const mask = new Uint8Array(data.length);
  const marker = typeof missingValues === "number" ? missingValues : Number.NaN;
  for (let p = 0; p < data.length; p++) {
    const value = data[p]!;
    if (value === marker || Number.isNaN(value)) mask[p] = 1;
  }
  return { mask, rows, columns };
}

/** Number of missing values of each column. */
export function missingCounts({ mask, columns }: MissingMask): Int32Array {
  const counts = new Int32Array(columns);
  for (let p = 0; p < mask.length; ) for (let j = 0; j < columns; j++, p++) counts[j]! += mask[p]!;
  return counts;
}
