import type { Label, VectorLike } from "../base/estimator.js";
import { InvalidParameterError } from "../core/errors.js";
import { exp } from "../core/exp.js";
import { log } from "../core/log.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { type LabelPairs, toLabelPairs } from "./label-pairs.js";
import {
  type Average,
  type ClassScoreOptions,
  classCounts,
  countsFor,
  type EachClass,
  summed,
} from "./precision-recall.js";
import { weightedAverage } from "./weighted-average.js";

/** Options of sensitivity and specificity. */
export type SensitivityOptions<L extends Label> = Omit<ClassScoreOptions<L>, "zeroDivision">;

/** Sensitivity, specificity and support of each class. */
export interface EachClassSensitivity {
  readonly sensitivity: Float64Array;
  readonly specificity: Float64Array;
  /** Number, or weight, of the true samples of each class. */
  readonly support: Float64Array;
}

/** Averaged sensitivity and specificity. */
export interface AveragedSensitivity {
  readonly sensitivity: number;
  readonly specificity: number;
  /** null; 0 where there are negative labels only. */
  readonly support: null | 0;
}

/**
 * Sensitivity tp / (tp + fn), the share of a class that is found, and specificity tn / (tn + fp), the share of the others that are left in
 * peace; 0 where there is nothing to divide by.
 *
 * With `sampleWeight`, true negatives are the number of samples less the weights of the others, as imbalanced-learn counts them, so that
 * only weights of mean 1 give shares.
 *
 * @returns arrays with one value a class where `average` is null (the default), else numbers.
 * @throws {InvalidInputError} if the labels are empty, of different lengths or types, or not binary where `average` is `"binary"`.
 * @throws {InvalidParameterError} if `posLabel` does not occur, or an option is outside its domain.
 * @example
 * ```ts
 * const { sensitivity, specificity } = sensitivitySpecificitySupport([0, 0, 0, 1, 1], [0, 0, 1, 1, 0]);
 * sensitivity; // => new Float64Array([0.6666666666666666, 0.5])
 * specificity; // => new Float64Array([0.5, 0.6666666666666666])
 * ```
 */
export function sensitivitySpecificitySupport<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: SensitivityOptions<L> & { readonly average: Exclude<Average, null> },
): AveragedSensitivity;
export function sensitivitySpecificitySupport<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options?: SensitivityOptions<L> & { readonly average?: null },
): EachClassSensitivity;
export function sensitivitySpecificitySupport<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: SensitivityOptions<L> = {},
): AveragedSensitivity | EachClassSensitivity {
  return shares("sensitivitySpecificitySupport", yTrue, yPred, { average: null, ...options });
}

/**
 * Share of the samples of a class that are predicted as it: tp / (tp + fn), the recall.
 *
 * @throws {InvalidInputError} as {@link sensitivitySpecificitySupport}.
 * @throws {InvalidParameterError} as {@link sensitivitySpecificitySupport}.
 * @example
 * ```ts
 * sensitivityScore([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1], { average: "macro" }); // => 0.3333333333333333
 * ```
 */
export function sensitivityScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: EachClass<L>,
): Float64Array;
export function sensitivityScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options?: SensitivityOptions<L> & { readonly average?: Exclude<Average, null> },
): number;
export function sensitivityScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: SensitivityOptions<L> = {},
): number | Float64Array {
  return shares("sensitivityScore", yTrue, yPred, options).sensitivity;
}

/**
 * Share of the samples of other classes that are not predicted as a class: tn / (tn + fp).
 *
 * @throws {InvalidInputError} as {@link sensitivitySpecificitySupport}.
 * @throws {InvalidParameterError} as {@link sensitivitySpecificitySupport}.
 * @example
 * ```ts
 * specificityScore(["no", "no", "yes"], ["no", "yes", "yes"], { posLabel: "yes" }); // => 0.5
 * ```
 */
export function specificityScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: EachClass<L>,
): Float64Array;
export function specificityScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options?: SensitivityOptions<L> & { readonly average?: Exclude<Average, null> },
): number;
export function specificityScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: SensitivityOptions<L> = {},
): number | Float64Array {
  return shares("specificityScore", yTrue, yPred, options).specificity;
}

/** Sensitivity and specificity under any average. */
export function shares<L extends Label>(
  where: string,
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: SensitivityOptions<L>,
): AveragedSensitivity | EachClassSensitivity {
  const average = options.average === undefined ? "binary" : options.average;
  const pairs = toLabelPairs(where, yTrue, yPred, options.sampleWeight);
  const { posLabel = 1 } = options;
  if (average === "binary" && pairs.classes.length === 1 && pairs.classes[0] !== posLabel)
    return { sensitivity: 0, specificity: 0, support: 0 }; // negative labels only
  const each = eachShare(where, pairs, average, options);
  if (average === null) return each;
  const weights = average === "weighted" ? each.support : undefined;
  if (weights?.every((weight) => weight === 0) === true)
    return { sensitivity: 0, specificity: 0, support: null };
  return {
    sensitivity: weightedAverage(each.sensitivity, weights),
    specificity: weightedAverage(each.specificity, weights),
    support: null,
  };
}

function eachShare<L extends Label>(
  where: string,
  pairs: LabelPairs<L>,
  average: Average,
  options: SensitivityOptions<L>,
): EachClassSensitivity {
  const isMicro = average === "micro";
  const counts = countsFor(where, pairs, isMicro ? null : average, options);
  const size = pairs.trueCodes.length;
  const negatives = counts.truePositive.map(
    (tp, k) => size - (counts.predicted[k]! + counts.actual[k]! - tp),
  );
  const { truePositive, predicted, actual } = isMicro ? summed(counts) : counts;
  const trueNegative = isMicro ? Float64Array.of(pairwiseSum(negatives)) : negatives;
  return {
    sensitivity: truePositive.map((tp, k) => ratio(tp, actual[k]!)),
    specificity: trueNegative.map((tn, k) => ratio(tn, tn + predicted[k]! - truePositive[k]!)),
    support: actual,
  };
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Options of {@link geometricMeanScore}. */
export interface GeometricMeanOptions<L extends Label> extends Omit<SensitivityOptions<L>, "average"> {
  /**
   * `"multiclass"` (default): the geometric mean of the recalls of all classes; else the root of sensitivity × specificity, of each class
   * (null) or averaged before.
   */
  readonly average?: Average | "multiclass";
  /** Stands in for a recall of 0 where `average` is `"multiclass"`; a number >= 0. Default 0. */
  readonly correction?: number;
}

/**
 * Geometric mean of the recalls of all classes, (Π recall)^(1 / nClasses): 0 as soon as a class is missed altogether.
 *
 * @throws {InvalidInputError} as {@link sensitivitySpecificitySupport}.
 * @throws {InvalidParameterError} as {@link sensitivitySpecificitySupport}, and if `correction` is not a number >= 0.
 * @see Kubat & Matwin (1997), Addressing the curse of imbalanced training sets, ICML.
 * @example
 * ```ts
 * geometricMeanScore(["a", "a", "b", "b"], ["a", "a", "b", "a"]).toFixed(4); // => "0.7071"
 * geometricMeanScore([0, 0, 1], [0, 0, 0], { correction: 0.01 }).toFixed(4); // => "0.1000"
 * ```
 */
export function geometricMeanScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: GeometricMeanOptions<L> & { readonly average: null },
): Float64Array;
export function geometricMeanScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options?: GeometricMeanOptions<L> & { readonly average?: Exclude<Average, null> | "multiclass" },
): number;
export function geometricMeanScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  { average = "multiclass", correction = 0, ...options }: GeometricMeanOptions<L> = {},
): number | Float64Array {
  const where = "geometricMeanScore";
  if (!(correction >= 0 && Number.isFinite(correction)))
    throw new InvalidParameterError(where, "correction", "a finite number >= 0", correction);
  if (average !== "multiclass") {
    const { sensitivity, specificity } = shares(where, yTrue, yPred, { ...options, average });
    if (typeof sensitivity === "number") return Math.sqrt(sensitivity * (specificity as number));
    return sensitivity.map((value, k) => Math.sqrt(value * (specificity as Float64Array)[k]!));
  }
  const pairs = toLabelPairs(where, yTrue, yPred, options.sampleWeight);
  const { truePositive, actual } = classCounts(pairs, options.labels ?? pairs.classes);
  const recalls = truePositive.map((tp, k) => ratio(tp, actual[k]!) || correction);
  return exp(weightedAverage(recalls.map(log)));
}
