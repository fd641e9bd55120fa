import type { Fold, HasRows } from "../base/cross-validation.js";
import type { Label, VectorLike } from "../base/estimator.js";
import { integer, type ParamSpecs, randomStateSpec } from "../base/params.js";
import { InvalidInputError } from "../core/errors.js";
import { RandomState } from "../core/random-state.js";
import { KFold, StratifiedKFold } from "./k-fold.js";
import { BaseSplitter } from "./splitter.js";

/** Parameters of {@link RepeatedKFold} and {@link RepeatedStratifiedKFold}. */
export interface RepeatedKFoldParams {
  /** Number of folds; an integer >= 2. Default 5. */
  readonly nSplits: number;
  /** Number of repeats; an integer >= 1. Default 10. */
  readonly nRepeats: number;
  /** Seed of the shuffles; the repeats go on with one stream. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

/** Domain, default and help of {@link RepeatedKFoldParams}. */
export const repeatedKFoldParamSpecs: ParamSpecs<RepeatedKFoldParams> = {
  nSplits: integer({ default: 5, min: 2, help: "Number of folds." }),
  nRepeats: integer({ default: 10, min: 1, help: "Number of repeats." }),
  randomState: randomStateSpec,
};

/**
 * Shuffled {@link KFold}, several times, each time shuffled anew.
 *
 * @example
 * ```ts
 * [...new RepeatedKFold({ nSplits: 2, nRepeats: 3 }).split([1, 2, 3, 4])].length; // => 6
 * ```
 */
export class RepeatedKFold extends BaseSplitter<RepeatedKFoldParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "RepeatedKFold";

  constructor(params: Partial<RepeatedKFoldParams> = {}) {
    super(RepeatedKFold.typeName, repeatedKFoldParamSpecs, params);
  }

  /** @internal */
  static fromState(state: RepeatedKFoldParams): RepeatedKFold {
    return new RepeatedKFold(state);
  }

  /**
   * @internal
   * @throws {InvalidInputError} if X has fewer rows than there are folds.
   */
  override *folds(X: HasRows): Iterable<Fold> {
    const { nSplits, nRepeats, randomState } = this.params;
    const random = new RandomState(randomState);
    const fold = new KFold({ nSplits, shuffle: true });
    for (let i = 0; i < nRepeats; i++) yield* fold.splitWith(random, X);
  }

  getNSplits(): number {
    return this.params.nSplits * this.params.nRepeats;
  }
}

/**
 * Shuffled {@link StratifiedKFold}, several times, each time shuffled anew.
 *
 * @example
 * ```ts
 * const y = [0, 0, 1, 1];
 * [...new RepeatedStratifiedKFold({ nSplits: 2, nRepeats: 3 }).split(y, y)].length; // => 6
 * ```
 */
export class RepeatedStratifiedKFold extends BaseSplitter<RepeatedKFoldParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "RepeatedStratifiedKFold";

  constructor(params: Partial<RepeatedKFoldParams> = {}) {
    super(RepeatedStratifiedKFold.typeName, repeatedKFoldParamSpecs, params);
  }

  /** @internal */
  static fromState(state: RepeatedKFoldParams): RepeatedStratifiedKFold {
    return new RepeatedStratifiedKFold(state);
  }

  /**
   * @internal
   * @throws {InvalidInputError} as {@link StratifiedKFold}.
   */
  override *folds(X: HasRows, y?: VectorLike<Label>): Iterable<Fold> {
    const { nSplits, nRepeats, randomState } = this.params;
    if (y === undefined) throw new InvalidInputError("RepeatedStratifiedKFold.split", "y must be given", y);
    const random = new RandomState(randomState);
    const fold = new StratifiedKFold({ nSplits, shuffle: true });
    for (let i = 0; i < nRepeats; i++) yield* fold.splitWith(random, X, y);
  }

  getNSplits(): number {
    return this.params.nSplits * this.params.nRepeats;
  }
}
