import type { Label } from "../../base/estimator.js";
import { randomSplit, stratifiedSplit, toStrata } from "../../base/random-splits.js";
import { splitSizes } from "../../base/split-sizes.js";
import { Described, InvalidInputError, InvalidParameterError } from "../../core/errors.js";
import type { Matrix } from "../../core/matrix.js";
import { RandomState } from "../../core/random-state.js";
import type { TrainingRows } from "./bin-thresholds.js";

/** Rows with their targets, checked and coded. */
export interface Samples {
  readonly X: Matrix;
  /** Targets, or class codes. */
  readonly y: Float64Array;
  readonly weight: Float64Array | undefined;
}

/** Some rows of a matrix with their targets. */
export interface TargetRows extends TrainingRows {
  readonly y: Float64Array;
}

/** All rows of samples. */
export function allRows({ X, y, weight }: Samples): TargetRows {
  return { data: X.data, columns: X.columns, rows: X.rows, index: undefined, weight, y };
}

/** Runs a split whose size has another name here. */
function naming<R>(fraction: number, split: () => R): R {
  try {
    return split();
  } catch (error) {
    if (!(error instanceof InvalidParameterError)) throw error;
    throw new InvalidParameterError(error.where, "validationFraction", error.rule, fraction);
  }
}

/**
 * Parts samples at random into rows to learn from and rows to score on, classes in their proportions.
 *
 * @param fraction share or number of the rows to score on.
 * @throws {InvalidParameterError} if a part would be empty or has no room for the classes.
 * @throws {InvalidInputError} if a class has one row only.
 */
export function holdOut(
  where: string,
  { X, y, weight }: Samples,
  fraction: number,
  classes: readonly Label[] | undefined,
  seed: number,
): { readonly train: TargetRows; readonly held: TargetRows } {
  if (X.rows < 2)
    throw new InvalidInputError(
      where,
      "X must have at least 2 rows for early stopping",
      new Described("1 row"),
    );
  const random = new RandomState(seed);
  const split = naming(fraction, () => {
    const sizes = splitSizes(where, X.rows, fraction, null, fraction);
    return classes === undefined
      ? randomSplit(X.rows, sizes, random)
      : stratifiedSplit(where, toStrata(where, "y", y, X.rows), sizes, random);
  });
  const pick = (values: Float64Array, index: Int32Array): Float64Array =>
    Float64Array.from(index, (i) => values[i]!);
  const part = (index: Int32Array): TargetRows => ({
    data: X.data,
    columns: X.columns,
    rows: index.length,
    index,
    weight: weight && pick(weight, index),
    y: pick(y, index),
  });
  return { train: part(split.train), held: part(split.test) };
}
