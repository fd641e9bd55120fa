import type { Label, VectorLike } from "../base/estimator.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { crossTable } from "./confusion-matrix.js";
import { type LabelPairs, toLabelPairs } from "./label-pairs.js";

/** Options of {@link accuracyScore} and {@link zeroOneLoss}. */
export interface AccuracyOptions {
  /** Share of the samples (true), or their number or weight (false). Default true. */
  readonly normalize?: boolean;
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
}

/**
 * Share of the samples whose predicted label is the true one.
 *
 * @param yTrue true labels, shape (nSamples).
 * @param yPred predicted labels, shape (nSamples).
 * @throws {InvalidInputError} if the two are empty, of different lengths or of different types.
 * @example
 * ```ts
 * accuracyScore(["a", "b", "b", "c"], ["a", "b", "c", "c"]); // => 0.75
 * ```
 */
export function accuracyScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  { normalize = true, sampleWeight }: AccuracyOptions = {},
): number {
  const pairs = toLabelPairs("accuracyScore", yTrue, yPred, sampleWeight);
  const agreeing = agreement(pairs);
  return normalize ? agreeing / totalWeight(pairs) : agreeing;
}

/**
 * Share of the samples whose predicted label is not the true one: 1 − accuracy.
 *
 * @throws {InvalidInputError} as {@link accuracyScore}.
 * @example
 * ```ts
 * zeroOneLoss([1, 2, 3, 4], [2, 2, 3, 4]); // => 0.25
 * ```
 */
export function zeroOneLoss<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  { normalize = true, sampleWeight }: AccuracyOptions = {},
): number {
  const pairs = toLabelPairs("zeroOneLoss", yTrue, yPred, sampleWeight);
  const agreeing = agreement(pairs);
  const total = totalWeight(pairs);
  return normalize ? 1 - agreeing / total : total - agreeing;
}

/**
 * Share of labels that differ; for one label a sample the zero-one loss.
 *
 * @throws {InvalidInputError} as {@link accuracyScore}.
 * @example
 * ```ts
 * hammingLoss([1, 2, 3, 4], [2, 2, 3, 4]); // => 0.25
 * ```
 */
export function hammingLoss<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  { sampleWeight }: Pick<AccuracyOptions, "sampleWeight"> = {},
): number {
  const pairs = toLabelPairs("hammingLoss", yTrue, yPred, sampleWeight);
  const differing = new Float64Array(pairs.trueCodes.length);
  for (let i = 0; i < differing.length; i++) {
    differing[i] = pairs.trueCodes[i] === pairs.predCodes[i] ? 0 : (pairs.sampleWeight?.[i] ?? 1);
  }
  return pairwiseSum(differing) / totalWeight(pairs);
}

/** Options of {@link balancedAccuracyScore}. */
export interface BalancedAccuracyOptions {
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
  /** Rescales so that guessing scores 0 and perfection 1. Default false. */
  readonly adjusted?: boolean;
}

/**
 * Mean of the recalls of the classes that occur in `yTrue`.
 *
 * @throws {InvalidInputError} as {@link accuracyScore}.
 * @see Brodersen et al. (2010), The balanced accuracy and its posterior distribution, doi:10.1109/ICPR.2010.764.
 * @example
 * ```ts
 * balancedAccuracyScore([0, 1, 0, 0, 1, 0], [0, 1, 0, 0, 0, 1]); // => 0.625
 * ```
 */
export function balancedAccuracyScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  { sampleWeight, adjusted = false }: BalancedAccuracyOptions = {},
): number {
  const C = crossTable(
    "balancedAccuracyScore",
    yTrue,
    yPred,
    sampleWeight === undefined ? {} : { sampleWeight },
  );
  const recalls: number[] = [];
  for (let k = 0; k < C.rows; k++) {
    const total = pairwiseSum(C.row(k));
    if (total !== 0) recalls.push(C.get(k, k) / total);
  }
  const score = pairwiseSum(recalls) / recalls.length;
  const chance = 1 / recalls.length;
  return adjusted ? (score - chance) / (1 - chance) : score;
}

function agreement({ trueCodes, predCodes, sampleWeight }: LabelPairs<Label>): number {
  if (sampleWeight === undefined) {
    let count = 0;
    for (let i = 0; i < trueCodes.length; i++) if (trueCodes[i] === predCodes[i]) count++;
    return count;
  }
  return pairwiseSum(sampleWeight.map((weight, i) => (trueCodes[i] === predCodes[i] ? weight : 0)));
}

function totalWeight({ trueCodes, sampleWeight }: LabelPairs<Label>): number {
  return sampleWeight === undefined ? trueCodes.length : pairwiseSum(sampleWeight);
}
