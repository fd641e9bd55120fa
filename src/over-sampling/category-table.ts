import type { Cell, TableLike } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { checkFinite, isFrameLike } from "../base/input.js";
import type { LabelledSamples } from "../base/sampler.js";
import { cellAt, codedColumn, denseTable, matrixOfCells, takeColumns } from "../base/table.js";
import { InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { categoryKey } from "../preprocessing/category-groups.js";

/** A column of categories, numbered in the order of an encoder. */
export interface CategoryCodes {
  /** Number of categories of the encoder. */
  readonly nCategories: number;
  /** Position of each row's category, shape (rows). */
  readonly codes: Int32Array;
  /** A row with each category, shape (nCategories); -1 for one that does not occur. */
  readonly rowOf: Int32Array;
}

/**
 * Numbers a column by the categories of an encoder.
 *
 * @throws {InvalidInputError} naming the first row whose category the encoder does not know.
 */
export function codeByCategories(
  where: string,
  X: TableLike,
  column: number,
  name: string | number,
  categories: readonly Cell[],
): CategoryCodes {
  const coded = codedColumn(where, denseTable(X), column);
  const positions = new Map(categories.map((category, position) => [categoryKey(category), position]));
  const ofLevel = Int32Array.from(coded.levels, (level) => positions.get(categoryKey(level)) ?? -1);
  const ofMissing = positions.get(null) ?? -1;
  const codes = new Int32Array(coded.codes.length);
  const rowOf = new Int32Array(categories.length).fill(-1);
  for (let i = 0; i < codes.length; i++) {
    const position = coded.codes[i]! < 0 ? ofMissing : ofLevel[coded.codes[i]!]!;
    if (position < 0) {
      const rule = "X must hold categories that the categoricalEncoder knows";
      throw new InvalidInputError(where, rule, cellAt(coded, i), { row: i, column: name });
    }
    codes[i] = position;
    if (rowOf[position]! < 0) rowOf[position] = i;
  }
  return { nCategories: categories.length, codes, rowOf };
}

/**
 * Some columns as numbers, all finite.
 *
 * @throws {InvalidInputError} naming the first offending row and column of X.
 */
export function numericColumns(
  { where, X, rows, features }: LabelledSamples,
  index: readonly number[],
): Matrix {
  const names = index.map((j) => inputNames(features)[j]!);
  const table = denseTable(X);
  const numbers =
    table instanceof Matrix
      ? table.takeColumns(index)
      : isFrameLike(table)
        ? (takeColumns(table, index, names) as typeof table).X()
        : matrixOfCells(where, table as readonly (readonly Cell[])[], index);
  const whole = new Matrix(
    new Float64Array(rows * features.nFeatures),
    rows,
    features.nFeatures,
    features.featureNames,
  );
  for (let i = 0; i < rows; i++)
    for (const [k, j] of index.entries())
      whole.data[i * whole.columns + j] = numbers.data[i * index.length + k]!;
  checkFinite(where, whole, false);
  return numbers;
}
