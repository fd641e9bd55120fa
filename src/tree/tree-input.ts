import type { Label, MatrixLike, VectorLike } from "../base/estimator.js";
import { checkFinite, type MatrixRules, type SeenFeatures, toMatrix, toSeenMatrix } from "../base/input.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { pickOf, type RowPick } from "../core/picked-rows.js";
import {
  checkSeenCategories,
  type FeatureRoles,
  featureRoles,
  type SeenTreeFeatures,
} from "./feature-roles.js";
import {
  type CodedOutputs,
  type LabelTable,
  type Targets,
  type TargetTable,
  toCodedOutputs,
  toTargets,
} from "./multi-output.js";
import type { GrowthParams } from "./tree-params.js";

/** From here on a number rounds to Infinity as a 32-bit float. */
const FLOAT32_OVERFLOW = 3.4028235677973366e38;

/**
 * Samples for trees, which see 32-bit floats: NaN is welcome and means missing, unless the rules say otherwise.
 *
 * @throws {InvalidInputError} as {@link toMatrix}, or if a value lies beyond the 32-bit floats.
 */
export function toTreeMatrix(
  where: string,
  X: MatrixLike,
  rules: MatrixRules = { allowMissing: true },
): Matrix {
  return checkFloat32(
    where,
    toMatrix(where, X, { ...rules, deferFinite: true }),
    rules.allowMissing === true,
  );
}

/** {@link toTreeMatrix} for a fitted model. */
export function toSeenTreeMatrix(where: string, X: MatrixLike, seen: SeenTreeFeatures): Matrix {
  const rules = { allowMissing: true, deferFinite: true };
  const matrix = checkFloat32(where, toSeenMatrix(where, X, seen, rules), true);
  checkSeenCategories(where, matrix, seen);
  return matrix;
}

/** {@link toTreeMatrix} for a model that was fitted without missing values and categories. */
export function toFiniteTreeMatrix(where: string, X: MatrixLike, seen: SeenFeatures): Matrix {
  return checkFloat32(where, toSeenMatrix(where, X, seen, { deferFinite: true }), false);
}

/** Samples whose values were not looked at yet. */
export interface UncheckedRows {
  readonly matrix: Matrix;
  /** Throws if a value is not welcome: for those who notice that one is missing or beyond the 32-bit floats. */
  readonly check: () => void;
}

/** {@link toSeenTreeMatrix} that leaves the values to who walks the trees. */
export function seenTreeRows(where: string, X: MatrixLike, seen: SeenTreeFeatures): UncheckedRows {
  const matrix = toSeenMatrix(where, X, seen, { allowMissing: true, deferFinite: true });
  const check = (): void => void checkFloat32(where, matrix, true);
  // Categories are compared as they come, so all values must be in order before.
  if (seen.categoricalFeatures.length > 0) {
    check();
    checkSeenCategories(where, matrix, seen);
  }
  return { matrix, check };
}

/** {@link toFiniteTreeMatrix} that leaves the values to who walks the trees. */
export function finiteTreeRows(where: string, X: MatrixLike, seen: SeenFeatures): UncheckedRows {
  const matrix = toSeenMatrix(where, X, seen, { deferFinite: true });
  return { matrix, check: () => void checkFloat32(where, matrix, false) };
}

/** One pass that refuses Infinity, values that round to it as 32-bit floats, and, unless allowed, NaN. */
function checkFloat32(where: string, matrix: Matrix, allowMissing: boolean): Matrix {
  const { columns, columnNames } = matrix;
  const pick = pickOf(matrix);
  if (allowMissing ? !holdsBeyond(pick, columns) : allWithin(pick, columns)) return matrix;
  checkFinite(where, matrix, allowMissing);
  const { data } = matrix;
  const p = data.findIndex((value) => Math.abs(value) >= FLOAT32_OVERFLOW);
  const j = p % columns;
  throw new InvalidInputError(where, "X must hold values within the range of 32-bit floats", data[p], {
    row: Math.floor(p / columns),
    column: columnNames?.[j] ?? j,
  });
}

/** Whether no value lies beyond the 32-bit floats. */
export function fitsFloat32(X: Matrix): boolean {
  return !holdsBeyond(pickOf(X), X.columns);
}

/** Whether a value lies beyond the 32-bit floats; NaN does not. */
function holdsBeyond({ source, index }: RowPick, columns: number): boolean {
  if (index === undefined) return holdsBeyondIn(source, 0, source.length);
  for (const row of index) if (holdsBeyondIn(source, row * columns, (row + 1) * columns)) return true;
  return false;
}

function holdsBeyondIn(values: RowPick["source"], from: number, end: number): boolean {
  for (let p = from; p < end; p++) if (Math.abs(values[p]!) >= FLOAT32_OVERFLOW) return true;
  return false;
}

/** Whether a value is missing. */
export function holdsMissing(X: Matrix): boolean {
  const { columns } = X;
  const { source, index } = pickOf(X);
  if (index === undefined) return holdsMissingIn(source, 0, source.length);
  for (const row of index) if (holdsMissingIn(source, row * columns, (row + 1) * columns)) return true;
  return false;
}

function holdsMissingIn(values: RowPick["source"], from: number, end: number): boolean {
  for (let p = from; p < end; p++) if (Number.isNaN(values[p]!)) return true;
  return false;
}

/** Whether all values lie within the 32-bit floats; NaN does not. */
function allWithin({ source, index }: RowPick, columns: number): boolean {
  if (index === undefined) return allWithinIn(source, 0, source.length);
  for (const row of index) if (!allWithinIn(source, row * columns, (row + 1) * columns)) return false;
  return true;
}

function allWithinIn(values: RowPick["source"], from: number, end: number): boolean {
  for (let p = from; p < end; p++) if (!(Math.abs(values[p]!) < FLOAT32_OVERFLOW)) return false;
  return true;
}

/** The features, or those from `first` up to `end`, as 32-bit floats, one column after the other; -0 becomes 0. Says which columns have missing values. */
export function fillColumns(
  matrix: Matrix,
  out: Float32Array,
  missing: Uint8Array,
  first = 0,
  end: number = matrix.columns,
): void {
  const { rows, columns } = matrix;
  const { source, index } = pickOf(matrix);
  if (index !== undefined) {
    fillPicked({ source, index }, columns, out, missing, first, end);
    return;
  }
  // 64 rows: their part of X and of every column stays in the first-level cache.
  for (let from = 0; from < rows; from += 64) {
    const to = Math.min(rows, from + 64);
    for (let j = first, start = from; j < end; j++, start += rows) {
      let nans = 0;
      for (let i = from, p = from * columns + j, q = start; i < to; i++, p += columns, q++) {
        const value = source[p]! + 0;
        if (Number.isNaN(value)) nans = 1;
        out[q] = value;
      }
      if (nans === 1) missing[j - first] = 1;
    }
  }
}

/** {@link fillColumns} of picked rows. */
function fillPicked(
  { source, index }: { readonly source: Float64Array | Float32Array; readonly index: Int32Array },
  columns: number,
  out: Float32Array,
  missing: Uint8Array,
  first: number,
  end: number,
): void {
  const rows = index.length;
  const starts = new Int32Array(64);
  for (let from = 0; from < rows; from += 64) {
    const count = Math.min(rows - from, 64);
    for (let i = 0; i < count; i++) starts[i] = index[from + i]! * columns;
    for (let j = first, q = from; j < end; j++, q += rows) {
      let nans = 0;
      for (let i = 0; i < count; i++) {
        const value = source[starts[i]! + j]! + 0;
        if (Number.isNaN(value)) nans = 1;
        out[q + i] = value;
      }
      if (nans === 1) missing[j - first] = 1;
    }
  }
}

/** Samples and class codes of a classification. */
export interface ClassificationData<L extends Label> extends CodedOutputs<L> {
  readonly matrix: Matrix;
  readonly roles: FeatureRoles;
}

/** Samples and targets of a regression. */
export interface RegressionData extends Targets {
  readonly matrix: Matrix;
  readonly roles: FeatureRoles;
}

/** The hyper-parameters that must fit X. */
type FeatureParams = Pick<GrowthParams, "monotonicCst" | "categoricalFeatures">;

/**
 * The checks of `fit` in classification.
 *
 * @throws {InvalidInputError} if X or y are not fit to be learned from.
 * @throws {InvalidParameterError} if there are constraints but more than two classes, or they or the categories do not fit X.
 */
export function toClassificationData<L extends Label>(
  where: string,
  X: MatrixLike,
  y: VectorLike<L> | LabelTable<L>,
  params: FeatureParams,
): ClassificationData<L> {
  const matrix = toTreeMatrix(where, X);
  const coded = toCodedOutputs(where, y, matrix.rows);
  const roles = featureRoles(where, matrix, params);
  const most = Math.max(...coded.outputClasses.map((classes) => classes.length));
  if (roles.monotonic !== undefined && most > 2) {
    const rule = `null where y has more than 2 classes, here ${most}`;
    throw new InvalidParameterError(where, "monotonicCst", rule, params.monotonicCst);
  }
  checkUnconstrained(where, coded.outputClasses.length, roles, params);
  return { ...coded, matrix, roles };
}

function checkUnconstrained(
  where: string,
  nOutputs: number,
  roles: FeatureRoles,
  params: FeatureParams,
): void {
  if (roles.monotonic === undefined || nOutputs === 1) return;
  throw new InvalidParameterError(
    where,
    "monotonicCst",
    `null where y has ${nOutputs} outputs`,
    params.monotonicCst,
  );
}

/**
 * The checks of `fit` in regression.
 *
 * @throws {InvalidInputError} if X or y are not fit to be learned from.
 * @throws {InvalidParameterError} if constraints or categories do not fit X.
 */
export function toRegressionData(
  where: string,
  X: MatrixLike,
  y: VectorLike<number> | TargetTable,
  params: FeatureParams & { readonly criterion: string },
): RegressionData {
  const matrix = toTreeMatrix(where, X);
  const targets = toTargets(where, y, matrix.rows);
  const roles = featureRoles(where, matrix, params);
  checkUnconstrained(where, targets.nOutputs, roles, params);
  if (params.criterion === "poisson") checkCounts(where, targets);
  return { ...targets, matrix, roles };
}

function checkCounts(where: string, { target, nOutputs }: Targets): void {
  let total = 0;
  for (let i = 0; i < target.length; i++) {
    if (target[i]! < 0)
      throw new InvalidInputError(where, 'y must not be negative for criterion "poisson"', target[i], {
        row: Math.floor(i / nOutputs),
      });
    total += target[i]!;
  }
  if (!(total > 0))
    throw new InvalidInputError(where, 'y must not be 0 everywhere for criterion "poisson"', target);
}
