import { pairwiseSum } from "../core/pairwise-sum.js";

/** How strongly the mean of a category is drawn towards that of all: by an empirical Bayes estimate, or a number of samples. */
export type Smoothing = "auto" | number;

/** Mean of a target, added as NumPy adds. */
export function targetMean(target: Float64Array): number {
  return pairwiseSum(target) / target.length;
}

/**
 * Mean of the target in each category, drawn towards the mean of all.
 *
 * A number m draws as m more samples at that mean would. "auto" weighs the mean of a category by
 * λ = s² n / (s² n + q / n), with the variance s² of the target, and the number n and the sum of squared deviations q of the
 * samples of the category. A category without samples gets the mean of all.
 *
 * Cost: two passes over the samples. Sums run in the order of the samples, as scikit-learn's do.
 *
 * @param categoryOf category of each sample, shape (nSamples).
 * @param target shape (nSamples).
 * @param mean of the target.
 * @returns shape (nCategories).
 * @see Micci-Barreca (2001), doi:10.1145/507533.507538, equations 3 to 7.
 */
export function encodeTarget(
  categoryOf: Int32Array,
  target: Float64Array,
  nCategories: number,
  smooth: Smoothing,
  mean: number,
): Float64Array {
  return smooth === "auto"
    ? empiricalBayes(categoryOf, target, nCategories, mean)
    : additive(categoryOf, target, nCategories, smooth, mean);
}

function additive(
  categoryOf: Int32Array,
  target: Float64Array,
  nCategories: number,
  smooth: number,
  mean: number,
): Float64Array {
  const sums = new Float64Array(nCategories).fill(smooth * mean);
  const counts = new Float64Array(nCategories).fill(smooth);
  for (let i = 0; i < categoryOf.length; i++) {
    const c = categoryOf[i]!;
    sums[c]! += target[i]!;
    counts[c]! += 1;
  }
  return sums.map((sum, c) => (counts[c] === 0 ? mean : sum / counts[c]!));
}

function empiricalBayes(
  categoryOf: Int32Array,
  target: Float64Array,
  nCategories: number,
  mean: number,
): Float64Array {
  const means = new Float64Array(nCategories);
  const counts = new Float64Array(nCategories);
  for (let i = 0; i < categoryOf.length; i++) {
    const c = categoryOf[i]!;
    counts[c]! += 1;
    means[c]! += target[i]!;
  }
  for (let c = 0; c < nCategories; c++) means[c]! /= counts[c]!;
  const squares = new Float64Array(nCategories);
  for (let i = 0; i < categoryOf.length; i++) {
    const c = categoryOf[i]!;
    const deviation = target[i]! - means[c]!;
    squares[c]! += deviation * deviation;
  }
  const variance = targetVariance(target);
  return means.map((own, c) => {
    const between = variance * counts[c]!;
    const weight = between / (between + squares[c]! / counts[c]!);
    return Number.isNaN(weight) ? mean : weight * own + (1 - weight) * mean;
  });
}

/** Mean of the squared deviations, added as NumPy adds. */
function targetVariance(target: Float64Array): number {
  const mean = targetMean(target);
  return (
    pairwiseSum(
      target.map((value) => {
        const deviation = value - mean;
        return deviation * deviation;
      }),
    ) / target.length
  );
}
