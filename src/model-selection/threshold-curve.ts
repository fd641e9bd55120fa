import type { Label, VectorLike } from "../base/estimator.js";
import { Described, InvalidInputError } from "../core/errors.js";
import type { Scorer } from "../metrics/scorer.js";
import { linspace } from "../preprocessing/linspace.js";
import { labelsByThreshold } from "./threshold-model.js";

/** Scores of a model's labels by threshold. */
export interface ThresholdCurve {
  /** Ascending. */
  readonly thresholds: Float64Array;
  readonly scores: Float64Array;
}

/** Two classes, and which of them is positive. */
export interface TwoClasses {
  readonly classes: readonly Label[];
  readonly positive: number;
}

/**
 * Scores the labels that each threshold gives.
 *
 * @param scores of the positive class, shape (nSamples).
 * @param thresholds their number, between the least and the greatest score; or the thresholds.
 */
export function thresholdCurve(
  scores: Float64Array,
  yTrue: VectorLike<Label>,
  scorer: Scorer,
  thresholds: number | readonly number[],
  { classes, positive }: TwoClasses,
): ThresholdCurve {
  let tried: Float64Array;
  if (typeof thresholds === "number") {
    let least = Number.POSITIVE_INFINITY;
    let greatest = Number.NEGATIVE_INFINITY;
    for (const score of scores) {
      if (score < least) least = score;
      if (score > greatest) greatest = score;
    }
    tried = linspace(least, greatest, thresholds);
  } else tried = Float64Array.from(thresholds);
  return {
    thresholds: tried,
    scores: tried.map((threshold) => {
      const output = labelsByThreshold(scores, threshold, classes, positive);
      if (scorer.needs === "predict") return scorer.score(yTrue, { output, classes });
      // It takes labels for scores, and does not learn the classes, so that it does not turn them round.
      const numbers = output.map((label) => (typeof label === "boolean" ? Number(label) : label));
      return scorer.score(yTrue, { output: numbers, classes: undefined });
    }),
  };
}

/**
 * Mean over curves, each interpolated linearly to common thresholds, those given or as many from the least to the greatest of all.
 *
 * @throws {InvalidInputError} if a curve begins where it ends: constant scores decide nothing.
 */
export function meanCurve(
  where: string,
  curves: readonly ThresholdCurve[],
  thresholds: number | readonly number[],
): ThresholdCurve {
  for (const { thresholds: own } of curves) {
    const [first, last] = [own[0]!, own[own.length - 1]!];
    // The tolerances of numpy.isclose.
    if (Math.abs(first - last) > 1e-8 + 1e-5 * Math.abs(last)) continue;
    const rule =
      "there must be thresholds to choose from: the classifier must not give every row the same score";
    throw new InvalidInputError(where, rule, new Described(`thresholds from ${first} to ${last}`));
  }
  const common =
    typeof thresholds === "number"
      ? linspace(
          Math.min(...curves.map((curve) => curve.thresholds[0]!)),
          Math.max(...curves.map((curve) => curve.thresholds[curve.thresholds.length - 1]!)),
          thresholds,
        )
      : Float64Array.from(thresholds);
  const sums = new Float64Array(common.length);
  for (const curve of curves) {
    const own = interpolate(common, curve);
    for (let i = 0; i < sums.length; i++) sums[i]! += own[i]!;
  }
  return { thresholds: common, scores: sums.map((sum) => sum / curves.length) };
}

/** Values of a curve at ascending places, constant beyond its ends, rounded as `numpy.interp` does. */
function interpolate(places: Float64Array, { thresholds, scores }: ThresholdCurve): Float64Array {
  const last = thresholds.length - 1;
  let j = 0;
  return places.map((x) => {
    if (x <= thresholds[0]!) return scores[0]!;
    if (x >= thresholds[last]!) return scores[last]!;
    while (j < last && thresholds[j + 1]! <= x) j++;
    const slope = (scores[j + 1]! - scores[j]!) / (thresholds[j + 1]! - thresholds[j]!);
    return slope * (x - thresholds[j]!) + scores[j]!;
  });
}
