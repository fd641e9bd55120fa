import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { pickOf, type RowPick } from "../core/picked-rows.js";
import type { FrameLike, MatrixLike, TableLike, VectorLike } from "./estimator.js";

/** What X must satisfy beside being a matrix of numbers. */
export interface MatrixRules {
  /** Least number of rows; default 1. */
  readonly minRows?: number;
  /** Least number of columns; default 1. */
  readonly minColumns?: number;
  /** Whether NaN (missing) is welcome; default false. Infinity never is. */
  readonly allowMissing?: boolean;
  /** Leaves the values unread: the caller finds out as it goes whether all are finite, and calls {@link checkFinite} if not. */
  readonly deferFinite?: boolean;
}

/** What a model remembers of the X it was fitted on. */
export interface SeenFeatures {
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
}

/** Whether a value is a frame. */
export function isFrameLike(value: unknown): value is FrameLike {
  return (
    typeof value === "object" &&
    value !== null &&
    "columnNames" in value &&
    "column" in value &&
    typeof value.column === "function" &&
    "X" in value
  );
}

/**
 * Number of rows of any X.
 *
 * @throws {InvalidInputError} if X is none of the accepted kinds.
 */
export function rowCount(where: string, X: unknown): number {
  if (X instanceof Matrix || X instanceof CsrMatrix || isFrameLike(X)) return X.rows;
  if (Array.isArray(X)) return X.length;
  throw new InvalidInputError(where, "X must be a Matrix, a CsrMatrix, a Frame or an array of rows", X);
}

/**
 * Number and names of the columns of any X.
 *
 * @throws {InvalidInputError} if X is none of the accepted kinds.
 */
export function tableFeatures(where: string, X: TableLike): SeenFeatures {
  if (X instanceof Matrix || X instanceof CsrMatrix)
    return { nFeatures: X.columns, featureNames: X.columnNames };
  if (isFrameLike(X)) return { nFeatures: X.columnNames.length, featureNames: X.columnNames };
  rowCount(where, X);
  return { nFeatures: (X as readonly ArrayLike<unknown>[])[0]?.length ?? 0, featureNames: undefined };
}

/**
 * The one check of numeric samples: any accepted kind of X becomes a {@link Matrix}, whose rules hold.
 * A Matrix passes through without a copy.
 *
 * @throws {InvalidInputError} naming the first offending row and column.
 */
export function toMatrix(where: string, X: MatrixLike, rules: MatrixRules = {}): Matrix {
  const matrix = asMatrix(where, X);
  const { minRows = 1, minColumns = 1, allowMissing = false, deferFinite = false } = rules;
  if (matrix.rows < minRows)
    throw new InvalidInputError(
      where,
      `X must have at least ${plural(minRows, "row")}`,
      new Described(plural(matrix.rows, "row")),
    );
  if (matrix.columns < minColumns) {
    throw new InvalidInputError(
      where,
      `X must have at least ${plural(minColumns, "column")}`,
      new Described(plural(matrix.columns, "column")),
    );
  }
  if (!deferFinite) checkFinite(where, matrix, allowMissing);
  return matrix;
}

/**
 * {@link toMatrix} for a fitted model: X must have the features that were seen in fit, in that order.
 *
 * @throws {InvalidInputError} if the number or the names of the features differ.
 */
export function toSeenMatrix(
  where: string,
  X: MatrixLike,
  seen: SeenFeatures,
  rules: MatrixRules = {},
): Matrix {
  const matrix = toMatrix(where, X, { minRows: 1, minColumns: 0, ...rules });
  checkSeenFeatures(where, matrix, seen);
  return matrix;
}

/**
 * Compares the features of X with those seen in fit: their number and, where both have names, their names in order.
 *
 * @throws {InvalidInputError} if they differ.
 */
export function checkSeenFeatures(
  where: string,
  X: { readonly columns: number; readonly columnNames: readonly string[] | undefined },
  seen: SeenFeatures,
): void {
  const names = X.columnNames;
  if (names !== undefined && seen.featureNames !== undefined) {
    const known = new Set(seen.featureNames);
    const missing = seen.featureNames.filter((name) => !names.includes(name));
    if (missing.length > 0)
      throw new InvalidInputError(
        where,
        `X must have the column ${JSON.stringify(missing[0])}, as in fit`,
        names,
      );
    const extra = names.find((name) => !known.has(name));
    if (extra !== undefined)
      throw new InvalidInputError(where, "X must have the columns seen in fit and no others", extra);
    const moved = seen.featureNames.findIndex((name, j) => name !== names[j]);
    if (moved >= 0) {
      throw new InvalidInputError(
        where,
        `X must have its columns in the order of fit, ${JSON.stringify(seen.featureNames[moved])} at ${moved}`,
        names[moved],
        { column: moved },
      );
    }
  }
  if (X.columns !== seen.nFeatures) {
    throw new InvalidInputError(
      where,
      `X must have ${plural(seen.nFeatures, "feature")}, as in fit`,
      new Described(plural(X.columns, "feature")),
    );
  }
}

function asMatrix(where: string, X: MatrixLike): Matrix {
  if (X instanceof Matrix) return X;
  if (X instanceof CsrMatrix) return X.toMatrix();
  if (isFrameLike(X)) return X.X();
  if (!Array.isArray(X))
    throw new InvalidInputError(where, "X must be a Matrix, a CsrMatrix, a Frame or an array of rows", X);
  return fromRows(where, X as readonly ArrayLike<number>[]);
}

function fromRows(where: string, rows: readonly ArrayLike<number>[]): Matrix {
  if (rows.length === 0) return Matrix.zeros(0, 0);
  const columns = rows[0]?.length;
  const data = new Float64Array(rows.length * (columns ?? 0));
  for (let i = 0; i < rows.length; i++) {
    const row: unknown = rows[i];
    if (!Array.isArray(row) && !ArrayBuffer.isView(row))
      throw new InvalidInputError(where, "every row of X must be an array", row, { row: i });
    const values = row as unknown as ArrayLike<unknown>;
    if (values.length !== columns) {
      throw new InvalidInputError(
        where,
        `every row of X must have ${plural(columns ?? 0, "column")}, as the first row has`,
        new Described(plural(values.length, "column")),
        { row: i },
      );
    }
    for (let j = 0; j < values.length; j++) {
      const value = values[j];
      if (typeof value !== "number")
        throw new InvalidInputError(where, "X must hold numbers", value, { row: i, column: j });
      data[i * columns + j] = value;
    }
  }
  return new Matrix(data, rows.length, columns ?? 0);
}

/**
 * Refuses Infinity and, unless allowed, NaN.
 *
 * @throws {InvalidInputError} naming the first offending row and column.
 */
export function checkFinite(where: string, matrix: Matrix, allowMissing: boolean): void {
  const pick = pickOf(matrix);
  if (pick.index !== undefined && pickedFinite(pick, matrix.columns)) return;
  if (allFinite(matrix.data) || (allowMissing && !holdsInfinity(matrix.data))) return;
  const { data, columns, columnNames } = matrix;
  for (let p = 0; p < data.length; p++) {
    const value = data[p]!;
    if (Number.isFinite(value) || (allowMissing && Number.isNaN(value))) continue;
    const j = p % columns;
    const rule = allowMissing ? "X must hold no Infinity" : "X must be finite";
    throw new InvalidInputError(where, rule, value, {
      row: Math.floor(p / columns),
      column: columnNames?.[j] ?? j,
    });
  }
}

/**
 * {@link checkFinite} of the stored elements of a sparse matrix, which it returns.
 *
 * @throws {InvalidInputError} naming the first offending row and column.
 */
export function checkSparseFinite(where: string, X: CsrMatrix, allowMissing: boolean): CsrMatrix {
  const { data, indices, indptr } = X;
  for (let i = 0, k = 0; k < data.length; k++) {
    while (indptr[i + 1]! <= k) i++;
    if (Number.isFinite(data[k]!) || (allowMissing && Number.isNaN(data[k]!))) continue;
    const rule = allowMissing ? "X must hold no Infinity" : "X must be finite";
    throw new InvalidInputError(where, rule, data[k], {
      row: i,
      column: X.columnNames?.[indices[k]!] ?? indices[k]!,
    });
  }
  return X;
}

/** Whether every value of picked rows is finite. */
function pickedFinite({ source, index }: RowPick, columns: number): boolean {
  let zero = 0;
  for (const row of index!) for (let p = row * columns; p < (row + 1) * columns; p++) zero += source[p]! * 0;
  return zero === 0;
}

/** Whether a value is infinite; NaN is not. */
function holdsInfinity(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) {
    if (values[i]! > Number.MAX_VALUE || values[i]! < -Number.MAX_VALUE) return true;
  }
  return false;
}

/** Whether every value is finite; four sums of 0·x stay 0 exactly then. */
export function allFinite(values: Float64Array): boolean {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 4 <= values.length; i += 4) {
    a += values[i]! * 0;
    b += values[i + 1]! * 0;
    c += values[i + 2]! * 0;
    d += values[i + 3]! * 0;
  }
  for (; i < values.length; i++) a += values[i]! * 0;
  return a + b + c + d === 0;
}

/**
 * Values of an array, a typed array or a column, none of them missing.
 *
 * @param name what the vector is called in messages: `y`, `sampleWeight`.
 * @throws {InvalidInputError} if it is none of these or a value is missing.
 */
export function toVector<T>(where: string, name: string, values: VectorLike<T>): ArrayLike<T> {
  if (values === null || typeof values !== "object")
    throw new InvalidInputError(where, `${name} must be an array, a typed array or a column`, values);
  const array: ArrayLike<T | null> =
    "toArray" in values && typeof values.toArray === "function" ? values.toArray() : (values as ArrayLike<T>);
  if (!Number.isSafeInteger(array.length) || array.length < 0)
    throw new InvalidInputError(where, `${name} must be an array, a typed array or a column`, values);
  if (ArrayBuffer.isView(array)) return array as unknown as ArrayLike<T>;
  for (let i = 0; i < array.length; i++) {
    if (array[i] === null || array[i] === undefined)
      throw new InvalidInputError(where, `${name} must have no missing value`, array[i], { row: i });
  }
  return array as ArrayLike<T>;
}

/**
 * A numeric target as a Float64Array. A Float64Array passes through without a copy.
 *
 * @throws {InvalidInputError} if its length is not `rows` or a value is not a finite number.
 */
export function toTarget(where: string, y: VectorLike<number>, rows: number, name = "y"): Float64Array {
  const values = toVector(where, name, y);
  checkLength(where, name, values.length, rows);
  if (values instanceof Float64Array && allFinite(values)) return values;
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const value: unknown = values[i];
    if (typeof value !== "number" || !Number.isFinite(value))
      throw new InvalidInputError(where, `${name} must hold finite numbers`, value, { row: i });
    out[i] = value;
  }
  return out;
}

/**
 * Numbers of an array or a column of which some may be missing, as a new Float64Array with NaN for those.
 *
 * @throws {InvalidInputError} if there is no value, or one is neither a finite number nor missing.
 */
export function toNumbers(where: string, name: string, values: VectorLike<number | null>): Float64Array {
  const kinds = `${name} must be an array, a typed array or a column`;
  if (values === null || typeof values !== "object") throw new InvalidInputError(where, kinds, values);
  const array: ArrayLike<unknown> =
    "toArray" in values && typeof values.toArray === "function"
      ? values.toArray()
      : (values as ArrayLike<unknown>);
  if (!Number.isSafeInteger(array.length) || array.length < 0)
    throw new InvalidInputError(where, kinds, values);
  if (array.length === 0) throw new InvalidInputError(where, `${name} must hold a value`, values);
  const out = new Float64Array(array.length);
  for (let i = 0; i < out.length; i++) {
    const value = array[i] ?? Number.NaN;
    if (typeof value !== "number" || Math.abs(value) === Number.POSITIVE_INFINITY)
      throw new InvalidInputError(where, `${name} must hold finite numbers or missing values`, value, {
        row: i,
      });
    out[i] = value;
  }
  return out;
}

/**
 * Sample weights, or undefined where none were given.
 *
 * @throws {InvalidInputError} if their number is not `rows`, one is not finite, or one is negative.
 */
export function toSampleWeight(
  where: string,
  weight: VectorLike<number> | undefined,
  rows: number,
): Float64Array | undefined {
  if (weight === undefined) return undefined;
  const values = toTarget(where, weight, rows, "sampleWeight");
  let total = 0;
  for (let i = 0; i < rows; i++) {
    if (values[i]! < 0)
      throw new InvalidInputError(where, "sampleWeight must hold no negative number", values[i], { row: i });
    total += values[i]!;
  }
  if (total === 0) throw new InvalidInputError(where, "sampleWeight must not be zero everywhere", values);
  return values;
}

/**
 * Refuses weights where fit cannot use them: they must not be lost in silence.
 *
 * @throws {InvalidInputError} if weights are given.
 */
export function refuseSampleWeight(where: string, weight: VectorLike<number> | undefined): void {
  if (weight !== undefined)
    throw new InvalidInputError(where, "sampleWeight must not be given, since fit cannot use it", weight);
}

/**
 * Refuses a vector of another length than X.
 *
 * @throws {InvalidInputError} if `length` is not `rows`.
 */
export function checkLength(where: string, name: string, length: number, rows: number): void {
  if (length !== rows)
    throw new InvalidInputError(
      where,
      `${name} must have ${plural(rows, "value")}, one for each row of X`,
      new Described(plural(length, "value")),
    );
}

/** `1 row`, `2 rows`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
