import { pairwiseSum } from "../core/pairwise-sum.js";

/** How strongly the mean of a category is drawn towards that of all: by an empirical Bayes estimate, or a number of samples. */
export type Smoothing = "auto" | number;

/** Mean of a target, added as NumPy adds. */
export function targetMean(target: Float64Array): number {
  return pairwiseSum(target) / target.length;
}

/** A target, with what its categories are drawn towards, and how. */
export interface TargetStatistics {
  readonly mean: number;
  /** Mean of the squared deviations; 0 where "auto" does not ask for it. */
  readonly variance: number;
}

/** Mean and, for "auto", variance of a target, added as NumPy adds. */
export function targetStatistics(target: Float64Array, smooth: Smoothing): TargetStatistics {
  const mean = targetMean(target);
  if (smooth !== "auto") return { mean, variance: 0 };
  const squares = new Float64Array(target.length);
  for (let i = 0; i < squares.length; i++) squares[i] = (target[i]! - mean) * (target[i]! - mean);
  return { mean, variance: pairwiseSum(squares) / target.length };
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
 * @returns shape (nCategories).
 * @see Micci-Barreca (2001), doi:10.1145/507533.507538, equations 3 to 7.
 */
export function encodeTarget(
  categoryOf: Int32Array,
  target: Float64Array,
  nCategories: number,
  smooth: Smoothing,
  statistics: TargetStatistics,
): Float64Array {
  // One fold that no sample is in: nothing is left out.
  const nowhere = { foldOf: null, nFolds: 1, statistics: [statistics] };
  return encodeWithoutFolds(categoryOf, target, nCategories, smooth, nowhere);
}

/** Parts of the samples to be left out in turn. */
export interface LeftOut {
  /** Fold of each sample, shape (nSamples); null: no sample is ever left out. */
  readonly foldOf: Int32Array | null;
  readonly nFolds: number;
  /** Of the target without each fold. */
  readonly statistics: readonly TargetStatistics[];
}

/**
 * {@link encodeTarget} of the samples outside each fold, all folds in the same two passes.
 *
 * @returns shape (nCategories, nFolds), row-major: the value of a category that the samples outside a fold give.
 */
export function encodeWithoutFolds(
  categoryOf: Int32Array,
  target: Float64Array,
  nCategories: number,
  smooth: Smoothing,
  { foldOf, nFolds, statistics }: LeftOut,
): Float64Array {
  const counts = countsWithoutFolds(categoryOf, nCategories, foldOf, nFolds);
  const sums = new Float64Array(nCategories * nFolds);
  if (smooth !== "auto")
    for (let k = 0; k < sums.length; k++) sums[k] = smooth * statistics[k % nFolds]!.mean;
  for (let i = 0; i < categoryOf.length; i++) {
    const start = categoryOf[i]! * nFolds;
    const own = foldOf === null ? -1 : foldOf[i]!;
    const value = target[i]!;
    for (let f = 0; f < nFolds; f++) if (f !== own) sums[start + f]! += value;
  }
  if (smooth !== "auto")
    return sums.map((sum, k) => {
      const count = smoothedCount(smooth, counts[k]!);
      return count === 0 ? statistics[k % nFolds]!.mean : sum / count;
    });
  const means = sums.map((sum, k) => sum / counts[k]!);
  const squares = new Float64Array(sums.length);
  for (let i = 0; i < categoryOf.length; i++) {
    const start = categoryOf[i]! * nFolds;
    const own = foldOf === null ? -1 : foldOf[i]!;
    const value = target[i]!;
    for (let f = 0; f < nFolds; f++) {
      if (f === own) continue;
      const deviation = value - means[start + f]!;
      squares[start + f]! += deviation * deviation;
    }
  }
  return means.map((own, k) => {
    const { mean, variance } = statistics[k % nFolds]!;
    const between = variance * counts[k]!;
    const weight = between / (between + squares[k]! / counts[k]!);
    return Number.isNaN(weight) ? mean : weight * own + (1 - weight) * mean;
  });
}

/** Samples of each category outside each fold, shape (nCategories, nFolds). */
function countsWithoutFolds(
  categoryOf: Int32Array,
  nCategories: number,
  foldOf: Int32Array | null,
  nFolds: number,
): Float64Array {
  const totals = new Int32Array(nCategories);
  for (let i = 0; i < categoryOf.length; i++) totals[categoryOf[i]!]!++;
  const counts = new Float64Array(nCategories * nFolds);
  for (let k = 0; k < counts.length; k++) counts[k] = totals[Math.floor(k / nFolds)]!;
  if (foldOf !== null)
    for (let i = 0; i < categoryOf.length; i++) counts[categoryOf[i]! * nFolds + foldOf[i]!]! -= 1;
  return counts;
}

/** smooth + 1 + 1 + …: scikit-learn counts on from `smooth`, which rounds at each step if it is not whole. */
function smoothedCount(smooth: number, count: number): number {
  if (Number.isInteger(smooth)) return smooth + count;
  let sum = smooth;
  for (let n = 0; n < count; n++) sum += 1;
  return sum;
}
