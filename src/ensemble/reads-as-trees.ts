import type { AnyEstimator } from "../base/estimator.js";
import type { Matrix } from "../core/matrix.js";
import { pickRows } from "../core/picked-rows.js";
import { BaseTreeClassifier } from "../tree/base-tree-classifier.js";
import { BaseTreeRegressor } from "../tree/base-tree-regressor.js";
import { fitsFloat32 } from "../tree/tree-input.js";
import { BaseForestClassifier } from "./base-forest-classifier.js";
import { BaseForestRegressor } from "./base-forest-regressor.js";
import type { RowRoom } from "./row-room.js";

/** Estimators that hand the rows on to the estimator of each round. */
const BOOSTED: readonly string[] = ["AdaBoostClassifier", "AdaBoostRegressor"];

/** Whether an estimator and its models read rows as trees do: as 32-bit floats, and where they are, so that rows need not be copied for it. */
export function readsAsTrees(estimator: AnyEstimator | null): boolean {
  if (estimator === null) return true; // a tree, by default
  if (BOOSTED.includes(estimator.typeName))
    return readsAsTrees((estimator.params as { readonly estimator: AnyEstimator | null }).estimator);
  const isTree =
    estimator instanceof BaseTreeClassifier ||
    estimator instanceof BaseTreeRegressor ||
    estimator instanceof BaseForestClassifier ||
    estimator instanceof BaseForestRegressor;
  // Categories are checked before they are rounded.
  return isTree && (estimator.params.categoricalFeatures ?? null) === null;
}

/** Whether all that these estimators see of X are 32-bit floats. */
export function seeFloat32(estimators: readonly AnyEstimator[], X: Matrix): boolean {
  return estimators.every(readsAsTrees) && fitsFloat32(X);
}

/** The rows with these indices as an estimator takes them: trees read them where they are, others get a copy, in the room if there is one. */
export function rowsFor(estimator: AnyEstimator, X: Matrix, index: Int32Array, room?: RowRoom): Matrix {
  if (readsAsTrees(estimator) && index instanceof Int32Array) return pickRows(X, index);
  return room === undefined ? X.takeRows(index) : room.take(X, index);
}
