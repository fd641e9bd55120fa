import { dealClasses, dealRows, type Fold, foldsOf, type HasRows } from "../base/cross-validation.js";
import type { Label, VectorLike } from "../base/estimator.js";
import { checkLength } from "../base/input.js";
import { encodeDistinct } from "../base/labels.js";
import { flag, integer, type ParamSpecs, randomStateSpec } from "../base/params.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { RandomState } from "../core/random-state.js";
import { BaseSplitter, countRows } from "./splitter.js";

/** Parameters of {@link KFold} and {@link StratifiedKFold}. */
export interface KFoldParams {
  /** Number of folds; an integer >= 2. Default 5. */
  readonly nSplits: number;
  /** Shuffles the rows before they are dealt to folds. Default false. */
  readonly shuffle: boolean;
  /** Seed of the shuffle. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

/** Domain, default and help of {@link KFoldParams}. */
export const kFoldParamSpecs: ParamSpecs<KFoldParams> = {
  nSplits: integer({ default: 5, min: 2, help: "Number of folds." }),
  shuffle: flag({ default: false, help: "Shuffles the rows before they are dealt to folds." }),
  randomState: randomStateSpec,
};

/**
 * k folds of consecutive rows (shuffled on request); each is the test part once, the others are the training part. Sizes differ by
 * one at most, larger folds first. Rows of both parts ascend.
 *
 * @example
 * ```ts
 * const folds = [...new KFold({ nSplits: 2 }).split([10, 20, 30])];
 * folds[0].test; // => new Int32Array([0, 1])
 * folds[0].train; // => new Int32Array([2])
 * ```
 */
export class KFold extends BaseSplitter<KFoldParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "KFold";

  constructor(params: Partial<KFoldParams> = {}) {
    super(KFold.typeName, kFoldParamSpecs, params);
  }

  /** @internal */
  static fromState(state: KFoldParams): KFold {
    return new KFold(state);
  }

  /**
   * @internal
   * @throws {InvalidInputError} if X has fewer rows than there are folds.
   */
  override folds(X: HasRows): Iterable<Fold> {
    return this.splitWith(new RandomState(this.params.randomState), X);
  }

  /** @internal The split with a generator that goes on. */
  splitWith(random: RandomState, X: HasRows): Iterable<Fold> {
    const { nSplits, shuffle } = this.params;
    const n = countRows("KFold", X);
    const foldOfRow = dealRows("KFold.split", n, nSplits, shuffle ? random : null);
    return foldsOf(foldOfRow, nSplits);
  }

  getNSplits(): number {
    return this.params.nSplits;
  }
}

/**
 * k folds in which the classes of y have the proportions of the whole. Rows of both parts ascend.
 *
 * @see scikit-learn's StratifiedKFold, whose folds these are.
 * @example
 * ```ts
 * const y = ["a", "a", "b", "b", "a", "b"];
 * const folds = [...new StratifiedKFold({ nSplits: 3 }).split(y, y)];
 * folds.map(({ test }) => Array.from(test)); // => [[0, 2], [1, 3], [4, 5]]
 * ```
 */
export class StratifiedKFold extends BaseSplitter<KFoldParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "StratifiedKFold";

  constructor(params: Partial<KFoldParams> = {}) {
    super(StratifiedKFold.typeName, kFoldParamSpecs, params);
  }

  /** @internal */
  static fromState(state: KFoldParams): StratifiedKFold {
    return new StratifiedKFold(state);
  }

  /**
   * @internal
   * @throws {InvalidInputError} if y is missing, of another length, or every class has fewer rows than there are folds.
   */
  override folds(X: HasRows, y?: VectorLike<Label>): Iterable<Fold> {
    return this.splitWith(new RandomState(this.params.randomState), X, y);
  }

  /** @internal The split with a generator that goes on. */
  splitWith(random: RandomState, X: HasRows, y?: VectorLike<Label>): Iterable<Fold> {
    const where = "StratifiedKFold.split";
    const { nSplits, shuffle } = this.params;
    const n = countRows("StratifiedKFold", X);
    if (y === undefined) throw new InvalidInputError(where, "y must be given", y);
    checkLength(where, "y", y.length, n);
    const foldOfRow = dealClasses(where, y, nSplits, shuffle ? random : null);
    return foldsOf(foldOfRow, nSplits);
  }

  getNSplits(): number {
    return this.params.nSplits;
  }
}

/**
 * k folds that keep groups whole: no group is in the training and the test part of a fold. Without shuffling folds are balanced by size,
 * larger groups first; with shuffling groups are dealt at random.
 *
 * @see scikit-learn's GroupKFold, whose folds these are.
 * @example
 * ```ts
 * const groups = ["x", "x", "y", "z"];
 * const folds = [...new GroupKFold({ nSplits: 2 }).split(groups, undefined, groups)];
 * folds.map(({ test }) => Array.from(test)); // => [[0, 1], [2, 3]]
 * ```
 */
export class GroupKFold extends BaseSplitter<KFoldParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "GroupKFold";

  constructor(params: Partial<KFoldParams> = {}) {
    super(GroupKFold.typeName, kFoldParamSpecs, params);
  }

  /** @internal */
  static fromState(state: KFoldParams): GroupKFold {
    return new GroupKFold(state);
  }

  /**
   * @internal
   * @throws {InvalidInputError} if groups are missing, of another length, or fewer than folds.
   */
  override folds(X: HasRows, _y?: VectorLike<Label>, groups?: VectorLike<Label>): Iterable<Fold> {
    const where = "GroupKFold.split";
    const { nSplits, shuffle, randomState } = this.params;
    const n = countRows("GroupKFold", X);
    if (groups === undefined) throw new InvalidInputError(where, "groups must be given", groups);
    checkLength(where, "groups", groups.length, n);
    const { classes, codes } = encodeDistinct(where, groups);
    if (classes.length < nSplits) {
      throw new InvalidInputError(
        where,
        `groups must hold at least ${nSplits} groups, one a fold`,
        new Described(`${classes.length} groups`),
      );
    }
    const foldOfGroup = shuffle
      ? dealtGroups(classes.length, nSplits, new RandomState(randomState))
      : balancedGroups(codes, classes.length, nSplits);
    return foldsOf(
      codes.map((code) => foldOfGroup[code]!),
      nSplits,
    );
  }

  getNSplits(): number {
    return this.params.nSplits;
  }
}

function dealtGroups(nGroups: number, nSplits: number, random: RandomState): Int32Array {
  const order = random.permutation(nGroups);
  const foldOfGroup = new Int32Array(nGroups);
  for (let f = 0, at = 0; f < nSplits; f++) {
    const end = at + Math.floor(nGroups / nSplits) + (f < nGroups % nSplits ? 1 : 0);
    for (; at < end; at++) foldOfGroup[order[at]!] = f;
  }
  return foldOfGroup;
}

/** Groups from the largest to the smallest (of equal ones the last first), each to the lightest fold. */
function balancedGroups(codes: Int32Array, nGroups: number, nSplits: number): Int32Array {
  const sizes = new Int32Array(nGroups);
  for (const code of codes) sizes[code]! += 1;
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || b - a);
  const load = new Array<number>(nSplits).fill(0);
  const foldOfGroup = new Int32Array(nGroups);
  for (const group of order) {
    const lightest = load.indexOf(Math.min(...load));
    load[lightest]! += sizes[group]!;
    foldOfGroup[group] = lightest;
  }
  return foldOfGroup;
}
