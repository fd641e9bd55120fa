import type { Fold, HasRows } from "../base/cross-validation.js";
import type { Label, VectorLike } from "../base/estimator.js";
import {
  custom,
  integer,
  nullByDefault,
  type ParamSpec,
  type ParamSpecs,
  randomStateSpec,
} from "../base/params.js";
import { randomSplit, stratifiedSplit, toStrata } from "../base/random-splits.js";
import { splitSizes } from "../base/split-sizes.js";
import { InvalidInputError } from "../core/errors.js";
import { RandomState } from "../core/random-state.js";
import { BaseSplitter, countRows } from "./splitter.js";

/** Parameters of {@link ShuffleSplit} and {@link StratifiedShuffleSplit}. */
export interface ShuffleSplitParams {
  /** Number of splits; an integer >= 1. Default 10. */
  readonly nSplits: number;
  /** Share in (0, 1) or number of test samples. Default null: what `trainSize` leaves, or 0.1. */
  readonly testSize: number | null;
  /** Share in (0, 1) or number of training samples. Default null: what `testSize` leaves. */
  readonly trainSize: number | null;
  /** Seed; the splits go on with one stream. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

const DEFAULT_TEST_SIZE = 0.1;

/** Spec of the size of a part. */
export function sizeSpec(part: string): ParamSpec<number | null> {
  return nullByDefault(
    custom<number>({
      default: DEFAULT_TEST_SIZE,
      domain: "a number in (0, 1), or an integer >= 1",
      help: `Share or number of ${part} samples.`,
      outside: [0, -1, 1.5, Number.NaN, "0.1", true],
      accepts: (value) =>
        typeof value === "number" &&
        ((value > 0 && value < 1) || (Number.isSafeInteger(value) && value >= 1)),
    }),
    "what the other part leaves",
  );
}

/** Domain, default and help of {@link ShuffleSplitParams}. */
export const shuffleSplitParamSpecs: ParamSpecs<ShuffleSplitParams> = {
  nSplits: integer({ default: 10, min: 1, help: "Number of splits." }),
  testSize: sizeSpec("test"),
  trainSize: sizeSpec("training"),
  randomState: randomStateSpec,
};

/**
 * Independent random splits; a row may be in several test parts. Rows of both parts are in random order.
 *
 * @example
 * ```ts
 * const [first] = new ShuffleSplit({ nSplits: 3, testSize: 0.25 }).split([10, 20, 30, 40]);
 * first.test.length; // => 1
 * first.train.length; // => 3
 * ```
 */
export class ShuffleSplit extends BaseSplitter<ShuffleSplitParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "ShuffleSplit";

  constructor(params: Partial<ShuffleSplitParams> = {}) {
    super(ShuffleSplit.typeName, shuffleSplitParamSpecs, params);
  }

  /** @internal */
  static fromState(state: ShuffleSplitParams): ShuffleSplit {
    return new ShuffleSplit(state);
  }

  /**
   * @internal
   * @throws {InvalidParameterError} if a part would be empty or larger than X.
   */
  override *folds(X: HasRows): Iterable<Fold> {
    const { nSplits, testSize, trainSize, randomState } = this.params;
    const n = countRows("ShuffleSplit", X);
    const sizes = splitSizes("ShuffleSplit.split", n, testSize, trainSize, DEFAULT_TEST_SIZE);
    const random = new RandomState(randomState);
    for (let i = 0; i < nSplits; i++) yield randomSplit(n, sizes, random);
  }

  getNSplits(): number {
    return this.params.nSplits;
  }
}

/**
 * Independent random splits in which both parts have the classes in the proportions of the whole.
 *
 * @example
 * ```ts
 * const y = ["a", "a", "a", "b", "b", "b"];
 * const [first] = new StratifiedShuffleSplit({ testSize: 2 }).split(y, y);
 * Array.from(first.test, (i) => y[i]).sort(); // => ["a", "b"]
 * ```
 */
export class StratifiedShuffleSplit extends BaseSplitter<ShuffleSplitParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "StratifiedShuffleSplit";

  constructor(params: Partial<ShuffleSplitParams> = {}) {
    super(StratifiedShuffleSplit.typeName, shuffleSplitParamSpecs, params);
  }

  /** @internal */
  static fromState(state: ShuffleSplitParams): StratifiedShuffleSplit {
    return new StratifiedShuffleSplit(state);
  }

  /**
   * @internal
   * @throws {InvalidInputError} if y is missing, of another length, or a class has one sample only.
   * @throws {InvalidParameterError} if a part has no room for every class.
   */
  override *folds(X: HasRows, y?: VectorLike<Label>): Iterable<Fold> {
    const where = "StratifiedShuffleSplit.split";
    const { nSplits, testSize, trainSize, randomState } = this.params;
    if (y === undefined) throw new InvalidInputError(where, "y must be given", y);
    const n = countRows("StratifiedShuffleSplit", X);
    const sizes = splitSizes(where, n, testSize, trainSize, DEFAULT_TEST_SIZE);
    const strata = toStrata(where, "y", y, n);
    const random = new RandomState(randomState);
    for (let i = 0; i < nSplits; i++) yield stratifiedSplit(where, strata, sizes, random);
  }

  getNSplits(): number {
    return this.params.nSplits;
  }
}
