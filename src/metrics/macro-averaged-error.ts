import type { VectorLike } from "../base/estimator.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { toLabelPairs } from "./label-pairs.js";

/** Options of {@link macroAveragedMeanAbsoluteError}. */
export interface MacroAveragedErrorOptions {
  /** Weight of each sample, >= 0; those of a class must not all be 0. Default: 1 each. */
  readonly sampleWeight?: VectorLike<number>;
}

/**
 * Mean absolute error of ordered classes, class by class: the mean over the classes of the mean of |predicted - true| among the samples of a
 * class, so that a rare class counts as much as a frequent one.
 *
 * Cost: O(nSamples).
 *
 * @param yTrue true classes, whole numbers in the order of the classes, shape (nSamples).
 * @param yPred predicted classes, shape (nSamples); each of them must be the true class of a sample.
 * @returns 0 for perfect predictions.
 * @throws {InvalidInputError} if the two differ in length, hold other than whole numbers, or yPred holds a class that yTrue does not.
 * @see Baccianella, Esuli & Sebastiani (2009), Evaluation measures for ordinal regression, doi:10.1109/ISDA.2009.230.
 *
 * @example
 * ```ts
 * macroAveragedMeanAbsoluteError([1, 1, 1, 2, 2, 2], [1, 2, 1, 2, 1, 2]); // => 0.3333333333333333
 * macroAveragedMeanAbsoluteError([1, 1, 1, 2], [1, 1, 1, 1]); // => 0.5
 * ```
 */
export function macroAveragedMeanAbsoluteError(
  yTrue: VectorLike<number>,
  yPred: VectorLike<number>,
  { sampleWeight }: MacroAveragedErrorOptions = {},
): number {
  const where = "macroAveragedMeanAbsoluteError";
  const pairs = toLabelPairs<number>(where, yTrue, yPred, sampleWeight);
  const { classes, trueCodes, predCodes } = pairs;
  if (typeof classes[0] !== "number")
    throw new InvalidInputError(
      where,
      "yTrue must hold whole numbers, whose difference is the error",
      classes[0],
    );
  const means = classes.map((label, code) => {
    const rows = Array.from(trueCodes.keys()).filter((i) => trueCodes[i] === code);
    if (rows.length === 0) {
      const row = predCodes.indexOf(code);
      throw new InvalidInputError(where, "yPred must hold classes that yTrue holds", label, { row });
    }
    const weights = Float64Array.from(rows, (i) => pairs.sampleWeight?.[i] ?? 1);
    const total = pairwiseSum(weights);
    if (total === 0) {
      const rule = `sampleWeight must be > 0 for a sample of each class, here of class ${label}`;
      throw new InvalidInputError(where, rule, new Described("0"));
    }
    return (
      pairwiseSum(weights.map((weight, k) => weight * Math.abs(classes[predCodes[rows[k]!]!]! - label))) /
      total
    );
  });
  return pairwiseSum(Float64Array.from(means)) / means.length;
}
