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
 * Parts the numbers of rows at random into those to learn from and those to score on, classes in their proportions.
 *
 * @param y targets, or class codes.
 * @param fraction share or number of the rows to score on.
 * @throws {InvalidParameterError} if a part would be empty or has no room for the classes.
 * @throws {InvalidInputError} if a class has one row only.
 */
export function splitHeldOut(
  where: string,
  y: Float64Array | Int32Array,
  fraction: number,
  classes: readonly Label[] | undefined,
  seed: number,
): { readonly train: Int32Array; readonly test: Int32Array } {
  const rows = y.length;
  if (rows < 2)
    throw new InvalidInputError(
      where,
      "X must have at least 2 rows for early stopping",
      new Described("1 row"),
    );
  const random = new RandomState(seed);
  return naming(fraction, () => {
    const sizes = splitSizes(where, rows, fraction, null, fraction);
    return classes === undefined
      ? randomSplit(rows, sizes, random)
      : stratifiedSplit(where, toStrata(where, "y", y, rows), sizes, random);
  });
}

/** Parts samples as {@link splitHeldOut} does. */
export function holdOut(
  where: string,
  { X, y, weight }: Samples,
  fraction: number,
  classes: readonly Label[] | undefined,
  seed: number,
): { readonly train: TargetRows; readonly held: TargetRows } {
  const split = splitHeldOut(where, y, fraction, classes, seed);
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
