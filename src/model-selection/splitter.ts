import type { Label, VectorLike } from "../base/estimator.js";
import { isMarked, warnOfLeak } from "../base/leak-guard.js";
import { type ParamSpecs, resolveParams } from "../base/params.js";
import type { Persistent } from "../base/state.js";
import { rowsOf } from "../base/take-rows.js";

/** Row numbers of a training and a test part. */
export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** Anything that has rows: a matrix, a frame, a column, an array, a typed array. */
export type HasRows = { readonly rows: number } | { readonly length: number };

/** Makes training and test parts of data. */
export interface Splitter extends Persistent {
  /** Parts one after the other; the same ones each time, unless the seed is null. */
  split(X: HasRows, y?: VectorLike<Label>, groups?: VectorLike<Label>): Iterable<Fold>;
  /** Number of parts that `split` makes. */
  getNSplits(X?: HasRows, y?: VectorLike<Label>, groups?: VectorLike<Label>): number;
}

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

/** Folds of rows: rows whose fold is f are the test part of fold f; both parts ascending. */
export function* foldsOf(foldOfRow: Int32Array, nSplits: number): Iterable<Fold> {
  for (let f = 0; f < nSplits; f++) yield partsOf(foldOfRow, f);
}

function partsOf(foldOfRow: Int32Array, fold: number): Fold {
  let nTest = 0;
  for (let i = 0; i < foldOfRow.length; i++) if (foldOfRow[i] === fold) nTest++;
  const test = new Int32Array(nTest);
  const train = new Int32Array(foldOfRow.length - nTest);
  let t = 0;
  for (let i = 0; i < foldOfRow.length; i++) {
    if (foldOfRow[i] === fold) test[t++] = i;
    else train[i - t] = i;
  }
  return { train, test };
}
