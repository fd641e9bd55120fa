import { pairwiseSum } from "../core/pairwise-sum.js";
import type { Label, VectorLike } from "./estimator.js";
import { checkLength, toSampleWeight, toTarget, toVector } from "./input.js";
import { checkLabel, refuseFraction } from "./labels.js";

/**
 * Mean accuracy of predicted labels: what `score` of every classifier returns. Sums are added up as NumPy adds them.
 *
 * @throws {InvalidInputError} if the lengths differ, a label is a fraction or of another type than in fit, or a weight is negative.
 */
export function scoreLabels<L extends Label>(
  where: string,
  y: VectorLike<L>,
  predicted: ArrayLike<L>,
  sampleWeight?: VectorLike<number>,
): number {
  const labels = toVector(where, "y", y);
  checkLength(where, "y", labels.length, predicted.length);
  const weights = toSampleWeight(where, sampleWeight, predicted.length);
  const right = new Float64Array(predicted.length);
  for (let i = 0; i < predicted.length; i++) {
    if (labels[i] === predicted[i]) right[i] = weights?.[i] ?? 1;
    else {
      checkLabel(where, labels[i], typeof predicted[i], i);
      refuseFraction(where, "y", labels[i]!, i);
    }
  }
  const total = weights === undefined ? right.length : pairwiseSum(weights);
  return pairwiseSum(right) / total;
}

/**
 * Coefficient of determination R² = 1 - Σ w (y - ŷ)² / Σ w (y - ȳ)²: what `score` of every regressor returns.
 * A constant y gives 1 for a perfect prediction, else 0; fewer than two samples give NaN. Sums are added up as NumPy adds them.
 *
 * @throws {InvalidInputError} if the lengths differ, y is not finite or a weight is negative.
 */
export function scoreTargets(
  where: string,
  y: VectorLike<number>,
  predicted: ArrayLike<number>,
  sampleWeight?: VectorLike<number>,
): number {
  const targets = toTarget(where, y, predicted.length);
  const weights = toSampleWeight(where, sampleWeight, predicted.length);
  if (targets.length < 2) return Number.NaN;
  const weigh = (values: Float64Array): Float64Array =>
    weights === undefined ? values : values.map((value, i) => value * weights[i]!);
  const total = weights === undefined ? targets.length : pairwiseSum(weights);
  const mean = pairwiseSum(weigh(targets)) / total;
  const residual = pairwiseSum(weigh(targets.map((target, i) => square(target - predicted[i]!))));
  const spread = pairwiseSum(weigh(targets.map((target) => square(target - mean))));
  if (spread === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / spread;
}

const square = (x: number): number => x * x;
