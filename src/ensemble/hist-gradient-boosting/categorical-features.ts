import type { Cell, MatrixLike, TableLike } from "../../base/estimator.js";
import { isFrameLike, type SeenFeatures, toMatrix, toSeenMatrix } from "../../base/input.js";
import {
  type CodedColumn,
  checkSeenTable,
  checkTable,
  codedColumn,
  columnTypes,
  compareCells,
  denseTable,
  matrixOfCells,
  tableRows,
} from "../../base/table.js";
import type { CsrMatrix } from "../../core/csr-matrix.js";
import { InvalidInputError, InvalidParameterError } from "../../core/errors.js";
import { Matrix } from "../../core/matrix.js";
import { unknownFeature } from "./constraints.js";
import type { HistCategoricalFeatures } from "./hist-params.js";

/** Features as trees see them: numbers as they are, categories as positions in their sorted list. */
export interface FeatureCoding extends SeenFeatures {
  /** Sorted categories of each feature, undefined for one of numbers; undefined if there is no feature of categories. */
  readonly categories: readonly (readonly Cell[] | undefined)[] | undefined;
}

/**
 * Which features are categories.
 *
 * @returns a mask, shape (nFeatures); undefined if none is.
 * @throws {InvalidParameterError} if a mask is of another length, a position or a name is none of X.
 */
export function categoricalMask(
  where: string,
  X: TableLike,
  given: HistCategoricalFeatures,
  { nFeatures, featureNames }: SeenFeatures,
): boolean[] | undefined {
  if (given === null || given.length === 0) return undefined;
  let mask = new Array<boolean>(nFeatures).fill(false);
  if (given === "from_dtype") {
    if (!isFrameLike(X)) return undefined;
    mask = columnTypes(X).map((type) => type === "category");
  } else if (typeof given[0] === "boolean") {
    if (given.length !== nFeatures)
      throw new InvalidParameterError(
        where,
        "categoricalFeatures",
        `a mask of the ${nFeatures} features`,
        given,
      );
    mask = [...(given as readonly boolean[])];
  } else
    for (const feature of given as readonly (number | string)[]) {
      const at = typeof feature === "number" ? feature : positionOfName(where, feature, featureNames);
      if (at >= nFeatures) {
        const rule = `positions below ${nFeatures}, the number of features`;
        throw new InvalidParameterError(where, "categoricalFeatures", rule, feature);
      }
      mask[at] = true;
    }
  return mask.includes(true) ? mask : undefined;
}

function positionOfName(where: string, name: string, known: readonly string[] | undefined): number {
  if (known === undefined) {
    const rule = "positions or a mask where X has no names of columns";
    throw new InvalidParameterError(where, "categoricalFeatures", rule, name);
  }
  const at = known.indexOf(name);
  if (at < 0) throw unknownFeature(where, "categoricalFeatures", name, known);
  return at;
}

/** Learns the categories and codes the features. */
export function learnCoding(
  where: string,
  X: TableLike,
  given: HistCategoricalFeatures,
  maxBins: number,
): { readonly coding: FeatureCoding; readonly matrix: Matrix } {
  const mask = categoricalMask(where, X, given, checkTable(where, X));
  if (mask === undefined) {
    const matrix = toMatrix(where, X as MatrixLike, { allowMissing: true });
    return {
      matrix,
      coding: { nFeatures: matrix.columns, featureNames: matrix.columnNames, categories: undefined },
    };
  }
  const table = denseTable(X);
  const seen = checkTable(where, table);
  const columns = mask.map((is, j) => (is ? codedColumn(where, table, j) : undefined));
  const categories = columns.map((column, j) => {
    if (column === undefined) return undefined;
    const present = presentLevels(column);
    if (present.length <= maxBins) return present;
    throw new InvalidInputError(
      where,
      `a feature of categories must have at most maxBins, here ${maxBins}, of them`,
      present.length,
      { column: seen.featureNames?.[j] ?? j },
    );
  });
  const coding = { ...seen, categories };
  return { coding, matrix: codeFeatures(where, table, coding, columns) };
}

/** Codes the features as they were coded in fit; unknown categories are missing. */
export function applyCoding(where: string, X: TableLike, coding: FeatureCoding): Matrix {
  const { categories } = coding;
  if (categories === undefined) return toSeenMatrix(where, X as MatrixLike, coding, { allowMissing: true });
  checkSeenTable(where, X, coding);
  const table = denseTable(X);
  const columns = categories.map((known, j) =>
    known === undefined ? undefined : codedColumn(where, table, j),
  );
  return codeFeatures(where, table, coding, columns);
}

/** Values that occur in a column, sorted. */
function presentLevels({ levels, codes }: CodedColumn): Cell[] {
  const occurs = new Uint8Array(levels.length);
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) occurs[codes[i]!] = 1;
  return levels.filter((_, code) => occurs[code] === 1).sort(compareCells);
}

const keyOf = (cell: Cell): unknown => (cell instanceof Date ? cell.getTime() : cell);

function codeFeatures(
  where: string,
  X: Exclude<TableLike, CsrMatrix>,
  { nFeatures, featureNames, categories }: FeatureCoding,
  columns: readonly (CodedColumn | undefined)[],
): Matrix {
  const rows = tableRows(X);
  const out = new Float64Array(rows * nFeatures);
  const numeric = columns.flatMap((column, j) => (column === undefined ? [j] : []));
  if (numeric.length > 0) {
    const numbers = toMatrix(where, numericColumns(where, X, numeric), { allowMissing: true });
    for (const [k, j] of numeric.entries())
      for (let i = 0; i < rows; i++) out[i * nFeatures + j] = numbers.data[i * numeric.length + k]!;
  }
  for (const [j, column] of columns.entries()) {
    if (column === undefined) continue;
    const position = new Map(categories![j]!.map((cell, k) => [keyOf(cell), k]));
    const code = column.levels.map((cell) => position.get(keyOf(cell)) ?? Number.NaN);
    for (let i = 0; i < rows; i++)
      out[i * nFeatures + j] = column.codes[i]! < 0 ? Number.NaN : code[column.codes[i]!]!;
  }
  return new Matrix(out, rows, nFeatures, featureNames);
}

function numericColumns(where: string, X: Exclude<TableLike, CsrMatrix>, index: readonly number[]): Matrix {
  if (X instanceof Matrix) return X.takeColumns(index);
  if (isFrameLike(X)) return X.X(index.map((j) => X.columnNames[j]!));
  return matrixOfCells(where, X as readonly (readonly Cell[])[], index);
}
