import type { Fold, HasRows, Splitter } from "../base/cross-validation.js";
import type { Label, VectorLike } from "../base/estimator.js";
import { isMarked, warnOfLeak } from "../base/leak-guard.js";
import { type ParamSpecs, resolveParams } from "../base/params.js";
import { rowsOf } from "../base/take-rows.js";

/**
 * Base of every splitter: checks the parameters once and keeps them, frozen.
 *
 * @example
 * ```ts
 * new KFold({ nSplits: 3 }) instanceof BaseSplitter; // => true
 * ```
 */
export abstract class BaseSplitter<P extends object> implements Splitter {
  /** Parameters with defaults filled in; frozen. */
  readonly params: Readonly<P>;
  /** Name of the splitter, as scikit-learn has it. */
  readonly typeName: string;

  /** @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain. */
  constructor(typeName: string, specs: ParamSpecs<P>, params: Partial<P>) {
    this.typeName = typeName;
    this.params = resolveParams(typeName, specs, params);
  }

  /**
   * Parts one after the other; test rows that a transformer of X was fitted on are reported, see {@link onWarning}.
   *
   * @param X samples, shape (nSamples, …); only their number counts.
   * @param y labels, shape (nSamples), for splitters that keep the proportions of classes.
   * @param groups group of each sample, shape (nSamples), for splitters that keep groups whole.
   * @throws {InvalidInputError} if y or groups are needed and missing or of another length, or X has too few rows.
   */
  split(X: HasRows, y?: VectorLike<Label>, groups?: VectorLike<Label>): Iterable<Fold> {
    return watchFolds(`${this.typeName}.split`, X, this.folds(X, y, groups));
  }

  /** @internal The parts, unwatched. */
  abstract folds(X: HasRows, y?: VectorLike<Label>, groups?: VectorLike<Label>): Iterable<Fold>;

  abstract getNSplits(X?: HasRows, y?: VectorLike<Label>, groups?: VectorLike<Label>): number;

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.params };
  }
}

/** The same folds; reports the first that leaks. */
export function watchFolds(where: string, X: HasRows, folds: Iterable<Fold>): Iterable<Fold> {
  return isMarked(X) ? reportingFolds(where, X, folds) : folds;
}

function* reportingFolds(where: string, X: HasRows, folds: Iterable<Fold>): Iterable<Fold> {
  let watching = true;
  for (const fold of folds) {
    if (watching) watching = !warnOfLeak(where, X, fold.test);
    yield fold;
  }
}

/** Number of rows of X for a splitter. */
export function countRows(where: string, X: unknown): number {
  return rowsOf(`${where}.split`, "X", X);
}
