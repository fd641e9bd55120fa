import {
  type CrossValidation,
  type Fold,
  foldsBy,
  type HasRows,
  isCrossValidation,
  type Splitter,
} from "../base/cross-validation.js";
import type { EstimatorKind, Label, VectorLike } from "../base/estimator.js";
import { rowsOf } from "../base/take-rows.js";
import { InvalidParameterError } from "../core/errors.js";
import { KFold, StratifiedKFold } from "./k-fold.js";
import { watchFolds } from "./splitter.js";

/**
 * The folds of some data: a number means {@link StratifiedKFold} for classifiers and {@link KFold} for others, without shuffling.
 *
 * @throws {InvalidParameterError} if `cv` is none of the accepted things, or makes no fold.
 * @throws {InvalidInputError} if the data cannot be split so.
 */
export function validationFolds(
  where: string,
  cv: CrossValidation,
  kind: EstimatorKind,
  X: HasRows,
  y: VectorLike<Label> | undefined,
  groups: VectorLike<Label> | undefined,
): readonly Fold[] {
  if (!isCrossValidation(cv))
    throw new InvalidParameterError(where, "cv", "an integer >= 2, a splitter or an array of folds", cv);
  if (typeof cv !== "number") {
    const folds = Array.isArray(cv) ? (cv as readonly Fold[]) : [...foldsBy(cv as Splitter, X, y, groups)];
    if (folds.length === 0) throw new InvalidParameterError(where, "cv", "a splitter that makes folds", cv);
    const rows = rowsOf(where, "X", X);
    for (const { train, test } of folds) {
      checkRows(where, "train", train, rows);
      checkRows(where, "test", test, rows);
    }
    return [...watchFolds(where, X, folds)];
  }
  const splitter =
    kind === "classifier" && y !== undefined
      ? new StratifiedKFold({ nSplits: cv })
      : new KFold({ nSplits: cv });
  return [...watchFolds(where, X, splitter.folds(X, y))];
}

function checkRows(where: string, part: string, index: Int32Array, rows: number): void {
  if (!(index instanceof Int32Array) || index.length === 0)
    throw new InvalidParameterError(where, "cv", `folds whose ${part} part is a non-empty Int32Array`, index);
  for (const row of index) {
    if (row < 0 || row >= rows)
      throw new InvalidParameterError(where, "cv", `folds of rows in [0, ${rows})`, row);
  }
}
