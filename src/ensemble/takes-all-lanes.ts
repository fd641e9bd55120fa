import type { AnyEstimator, TableLike } from "../base/estimator.js";
import { Matrix } from "../core/matrix.js";
import { BaseForestClassifier } from "./base-forest-classifier.js";
import { BaseForestRegressor } from "./base-forest-regressor.js";

/** From so many values on, the memory of fits that run at the same time counts for more than the moments in which a lane waits for another. */
const MANY_VALUES = 2 ** 20;

/** Whether a fit keeps all lanes busy by itself, so that nothing is gained, and much memory taken, if another runs at the same time. */
export function takesAllLanes(estimator: AnyEstimator): boolean {
  return estimator instanceof BaseForestClassifier || estimator instanceof BaseForestRegressor;
}

/** Whether an estimator's fits on parts of X are to run one after the other, each on all lanes. */
export function fitsOneByOne(estimator: AnyEstimator, X: TableLike): boolean {
  return takesAllLanes(estimator) && X instanceof Matrix && X.rows * X.columns >= MANY_VALUES;
}
