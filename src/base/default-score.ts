import type { Label, VectorLike } from "./estimator.js";
import { checkLength, toSampleWeight, toTarget, toVector } from "./input.js";
import { checkLabel, refuseFraction } from "./labels.js";

/**
 * Mean accuracy of predicted labels: what `score` of every classifier returns.
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
  let right = 0;
  let total = 0;
  for (let i = 0; i < predicted.length; i++) {
    const weight = weights?.[i] ?? 1;
    if (labels[i] === predicted[i]) right += weight;
    else {
      checkLabel(where, labels[i], typeof predicted[i], i);
      refuseFraction(where, "y", labels[i]!, i);
    }
    total += weight;
  }
  return right / total;
}

/**
 * Coefficient of determination R² = 1 - Σ w (y - ŷ)² / Σ w (y - ȳ)²: what `score` of every regressor returns.
 * A constant y gives 1 for a perfect prediction, else 0; fewer than two samples give NaN.
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
  let sum = 0;
  let total = 0;
  for (let i = 0; i < targets.length; i++) {
    const weight = weights?.[i] ?? 1;
    sum += weight * targets[i]!;
    total += weight;
  }
  const mean = sum / total;
  let residual = 0;
  let spread = 0;
  for (let i = 0; i < targets.length; i++) {
    const weight = weights?.[i] ?? 1;
    residual += weight * (targets[i]! - predicted[i]!) ** 2;
    spread += weight * (targets[i]! - mean) ** 2;
  }
  if (spread === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / spread;
}
