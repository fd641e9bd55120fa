import type { Fold, HasRows } from "../base/cross-validation.js";
import type { Label, VectorLike } from "../base/estimator.js";
import { checkLength } from "../base/input.js";
import { encodeLabels } from "../base/labels.js";
import { rememberRows, warnOfLeak } from "../base/leak-guard.js";
import {
  custom,
  flag,
  nullByDefault,
  type ParamSpec,
  type ParamSpecs,
  randomStateSpec,
  resolveParams,
} from "../base/params.js";
import { groupSplit, randomSplit, stratifiedSplit, toStrata } from "../base/random-splits.js";
import { splitSizes } from "../base/split-sizes.js";
import { type RowsOf, rowsOf, takeRows } from "../base/take-rows.js";
import { InvalidParameterError } from "../core/errors.js";
import { RandomState } from "../core/random-state.js";
import { sizeSpec } from "./shuffle-split.js";

/** Options of {@link trainTestSplit}. */
export interface TrainTestSplitOptions {
  /** Share in (0, 1) or number of test samples. Default: what `trainSize` leaves, or 0.25. */
  readonly testSize?: number | null;
  /** Share in (0, 1) or number of training samples. Default: what `testSize` leaves. */
  readonly trainSize?: number | null;
  /** Seed. Default 0; null: fresh entropy. */
  readonly randomState?: number | null;
  /** false takes the head of the data for training and what follows for testing. Default true. */
  readonly shuffle?: boolean;
  /** Labels whose proportions both parts shall have, shape (nSamples). */
  readonly stratify?: VectorLike<Label> | null;
  /** Groups of which none may be in both parts, shape (nSamples); sizes then count groups. */
  readonly groups?: VectorLike<Label> | null;
}

/** Parts of X and y, of the kinds that were given, and the rows they are made of. */
export interface TrainTestSplit<X, Y> {
  readonly XTrain: RowsOf<X>;
  readonly XTest: RowsOf<X>;
  readonly yTrain: RowsOf<Y>;
  readonly yTest: RowsOf<Y>;
  /** Rows of the training part, shape (nTrain). */
  readonly trainIndex: Int32Array;
  /** Rows of the test part, shape (nTest). */
  readonly testIndex: Int32Array;
}

const DEFAULT_TEST_SIZE = 0.25;

const trainTestSplitSpecs: ParamSpecs<Required<TrainTestSplitOptions>> = {
  testSize: sizeSpec("test"),
  trainSize: sizeSpec("training"),
  randomState: randomStateSpec,
  shuffle: flag({ default: true, help: "Draws the rows at random." }),
  stratify: labelsSpec("Labels whose proportions both parts shall have."),
  groups: labelsSpec("Groups of which none may be in both parts."),
};

function labelsSpec(help: string): ParamSpec<VectorLike<Label> | null> {
  return nullByDefault(
    custom<VectorLike<Label>>({
      default: [],
      domain: "an array, a typed array or a column",
      help,
      outside: ["y", 1, true],
      accepts: (value) => typeof value === "object" && value !== null && "length" in value,
    }),
    "none",
  );
}

/**
 * Splits data at random into a training and a test part, the same rows as scikit-learn for the same seed.
 *
 * Where a transformer of X was fitted on rows that become test rows, a warning tells so; see {@link onWarning}.
 *
 * Cost: one permutation and one copy of the data.
 *
 * @param X samples: a matrix, a frame, or an array of rows; not changed.
 * @param y targets, shape (nSamples): an array, a typed array or a column; may be left out (undefined).
 * @returns parts of the kinds that were given (a column without `takeRows` gives an array), rows in random order.
 * @throws {InvalidInputError} if X and y differ in length, or a class to stratify by has one sample.
 * @throws {InvalidParameterError} if an option is outside its domain, or a part would be empty.
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [6], [7], [8], [9]];
 * const y = ["a", "b", "a", "b", "a", "b", "a", "b", "a", "b"];
 * const { XTrain, XTest, yTest } = trainTestSplit(X, y, { testSize: 0.3, randomState: 42 });
 * XTest; // => [[8], [1], [5]]
 * yTest; // => ["a", "b", "b"]
 * XTrain.length; // => 7
 * ```
 */
export function trainTestSplit<X extends HasRows, Y extends HasRows | undefined = undefined>(
  X: X,
  y?: Y,
  options: TrainTestSplitOptions = {},
): TrainTestSplit<X, Y> {
  const where = "trainTestSplit";
  const n = rowsOf(where, "X", X);
  if (y !== undefined) checkLength(where, "y", rowsOf(where, "y", y), n);
  const { train, test } = splitRows(where, n, options);
  warnOfLeak(where, X, test);
  const [XTrain, XTest] = [takeRows(where, "X", X, train), takeRows(where, "X", X, test)];
  rememberRows(X, XTrain as object, train);
  rememberRows(X, XTest as object, test);
  return {
    XTrain,
    XTest,
    yTrain: takeRows(where, "y", y as Y, train),
    yTest: takeRows(where, "y", y as Y, test),
    trainIndex: train,
    testIndex: test,
  };
}

function splitRows(where: string, n: number, options: TrainTestSplitOptions): Fold {
  const { testSize, trainSize, randomState, shuffle, stratify, groups } = resolveParams(
    where,
    trainTestSplitSpecs,
    options,
  );
  if (stratify !== null && groups !== null)
    throw new InvalidParameterError(where, "groups", "left out where stratify is given", groups);
  if (!shuffle) {
    const given = stratify !== null ? "stratify" : groups !== null ? "groups" : undefined;
    if (given !== undefined)
      throw new InvalidParameterError(where, given, "left out where shuffle is false", stratify ?? groups);
    const { nTrain, nTest } = splitSizes(where, n, testSize, trainSize, DEFAULT_TEST_SIZE);
    const order = Int32Array.from({ length: nTrain + nTest }, (_, i) => i);
    return { train: order.slice(0, nTrain), test: order.slice(nTrain) };
  }
  const random = new RandomState(randomState);
  if (groups !== null) {
    checkLength(where, "groups", groups.length, n);
    const { classes, codes } = encodeLabels(where, groups);
    const sizes = splitSizes(where, classes.length, testSize, trainSize, DEFAULT_TEST_SIZE);
    return groupSplit(codes, classes.length, sizes, random);
  }
  const sizes = splitSizes(where, n, testSize, trainSize, DEFAULT_TEST_SIZE);
  if (stratify === null) return randomSplit(n, sizes, random);
  return stratifiedSplit(where, toStrata(where, "stratify", stratify, n), sizes, random);
}
