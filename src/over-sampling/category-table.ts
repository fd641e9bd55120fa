import type { Cell, TableLike } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { isFrameLike, type SeenFeatures } from "../base/input.js";
import type { LabelledSamples } from "../base/sampler.js";
import {
  cellAt,
  codedColumn,
  type DenseTable,
  denseTable,
  matrixOfCells,
  takeColumns,
} from "../base/table.js";
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

/** Columns of numbers among the columns of a matrix. */
export interface NumericColumns {
  readonly matrix: Matrix;
  /** Their positions in the matrix. */
  readonly at: readonly number[];
}

/**
 * Some columns as numbers, all finite; those of a Matrix where they are.
 *
 * @throws {InvalidInputError} naming the first offending row and column of X.
 */
export function numericColumns(
  { where, X, features }: LabelledSamples,
  index: readonly number[],
): NumericColumns {
  const table = denseTable(X);
  const columns =
    table instanceof Matrix ? { matrix: table, at: index } : copiedColumns(where, table, index, features);
  const { matrix, at } = columns;
  for (let i = 0; i < matrix.rows; i++) {
    for (let k = 0; k < at.length; k++) {
      const value = matrix.data[i * matrix.columns + at[k]!]!;
      if (Number.isFinite(value)) continue;
      const column = features.featureNames?.[index[k]!] ?? index[k]!;
      throw new InvalidInputError(where, "X must be finite", value, { row: i, column });
    }
  }
  return columns;
}

function copiedColumns(
  where: string,
  table: Exclude<DenseTable, Matrix>,
  index: readonly number[],
  features: SeenFeatures,
): NumericColumns {
  const names = index.map((j) => inputNames(features)[j]!);
  const matrix = isFrameLike(table)
    ? (takeColumns(table, index, names) as typeof table).X()
    : matrixOfCells(where, table as readonly (readonly Cell[])[], index);
  return { matrix, at: index.map((_, k) => k) };
}

/** Some rows of the columns, shape (rows.length, columns). */
export function rowsOfColumns({ matrix, at }: NumericColumns, rows: Int32Array): Matrix {
  const out = Matrix.zeros(rows.length, at.length);
  for (let i = 0, to = 0; i < rows.length; i++) {
    const from = rows[i]! * matrix.columns;
    for (let k = 0; k < at.length; k++) out.data[to++] = matrix.data[from + at[k]!]!;
  }
  return out;
}
