import type { Label, VectorLike } from "../base/estimator.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { checkLabelList, type LabelPairs, positionOf, toLabelPairs } from "./label-pairs.js";
import { averageOfDefined, weightedAverage } from "./weighted-average.js";

/** How the scores of the classes become one; null keeps one score a class. */
export type Average = "binary" | "micro" | "macro" | "weighted" | null;

/** What 0 / 0 becomes: 0, 1 or NaN; `"warn"` is 0. */
export type ZeroDivision = "warn" | 0 | 1 | typeof Number.NaN;

/** Options of precision, recall, F and Jaccard scores. */
export interface ClassScoreOptions<L extends Label> {
  /** Classes to score, in this order. Default: all that occur, sorted. */
  readonly labels?: readonly L[];
  /** The positive class where `average` is `"binary"`. Default 1; among booleans 1 means true. */
  readonly posLabel?: Label;
  /** Default `"binary"`: the score of the positive class. */
  readonly average?: Average;
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
  /** Score where there is nothing to divide by. Default `"warn"`, which is 0 (nothing is printed). */
  readonly zeroDivision?: ZeroDivision;
}

/** {@link ClassScoreOptions} that ask for one score a class. */
export interface EachClass<L extends Label> extends ClassScoreOptions<L> {
  readonly average: null;
}

/** Weights of the samples of each class: predicted and true, predicted, true. */
export interface ClassCounts {
  readonly truePositive: Float64Array;
  readonly predicted: Float64Array;
  readonly actual: Float64Array;
}

/** Precision, recall, F and support of each class. */
export interface EachClassScores {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  readonly fscore: Float64Array;
  /** Number, or weight, of the true samples of each class. */
  readonly support: Float64Array;
}

/** Averaged precision, recall and F. */
export interface AveragedScores {
  readonly precision: number;
  readonly recall: number;
  readonly fscore: number;
  readonly support: null;
}

/**
 * Share of the samples predicted as a class that belong to it: tp / (tp + fp).
 *
 * @throws {InvalidInputError} if the labels are empty, of different lengths or types, or not binary where `average` is `"binary"`.
 * @throws {InvalidParameterError} if `posLabel` does not occur, or an option is outside its domain.
 * @example
 * ```ts
 * precisionScore([0, 1, 1, 0], [1, 1, 1, 0]); // => 0.6666666666666666
 * precisionScore(["a", "b", "b"], ["a", "b", "a"], { average: null }); // => new Float64Array([0.5, 1])
 * ```
 */
export function precisionScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: EachClass<L>,
): Float64Array;
export function precisionScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options?: ClassScoreOptions<L> & { readonly average?: Exclude<Average, null> },
): number;
export function precisionScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ClassScoreOptions<L> = {},
): number | Float64Array {
  return scores("precisionScore", yTrue, yPred, options).precision;
}

/**
 * Share of the samples of a class that are predicted as it: tp / (tp + fn).
 *
 * @throws {InvalidInputError} as {@link precisionScore}.
 * @throws {InvalidParameterError} as {@link precisionScore}.
 * @example
 * ```ts
 * recallScore([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1], { average: "macro" }); // => 0.3333333333333333
 * ```
 */
export function recallScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: EachClass<L>,
): Float64Array;
export function recallScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options?: ClassScoreOptions<L> & { readonly average?: Exclude<Average, null> },
): number;
export function recallScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ClassScoreOptions<L> = {},
): number | Float64Array {
  return scores("recallScore", yTrue, yPred, options).recall;
}

/**
 * Harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn).
 *
 * @throws {InvalidInputError} as {@link precisionScore}.
 * @throws {InvalidParameterError} as {@link precisionScore}.
 * @example
 * ```ts
 * f1Score(["no", "yes", "yes"], ["no", "yes", "no"], { posLabel: "yes" }); // => 0.6666666666666666
 * ```
 */
export function f1Score<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: EachClass<L>,
): Float64Array;
export function f1Score<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options?: ClassScoreOptions<L> & { readonly average?: Exclude<Average, null> },
): number;
export function f1Score<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ClassScoreOptions<L> = {},
): number | Float64Array {
  return scores("f1Score", yTrue, yPred, options).fscore;
}

/**
 * Harmonic mean of precision and recall in which recall counts β times as much: (1 + β²) tp / ((1 + β²) tp + fp + β² fn).
 *
 * @throws {InvalidInputError} as {@link precisionScore}.
 * @throws {InvalidParameterError} as {@link precisionScore}, and if β is not a number >= 0.
 * @example
 * ```ts
 * fbetaScore([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1], { beta: 0.5, average: "micro" }); // => 0.3333333333333333
 * ```
 */
export function fbetaScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: EachClass<L> & { readonly beta: number },
): Float64Array;
export function fbetaScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ClassScoreOptions<L> & { readonly beta: number; readonly average?: Exclude<Average, null> },
): number;
export function fbetaScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ClassScoreOptions<L> & { readonly beta: number },
): number | Float64Array {
  return scores("fbetaScore", yTrue, yPred, options, options.beta).fscore;
}

/**
 * Size of the intersection of predicted and true samples of a class over that of their union: tp / (tp + fp + fn).
 *
 * @throws {InvalidInputError} as {@link precisionScore}.
 * @throws {InvalidParameterError} as {@link precisionScore}.
 * @example
 * ```ts
 * jaccardScore([0, 1, 1], [1, 1, 1]); // => 0.6666666666666666
 * ```
 */
export function jaccardScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: EachClass<L>,
): Float64Array;
export function jaccardScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options?: ClassScoreOptions<L> & { readonly average?: Exclude<Average, null> },
): number;
export function jaccardScore<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ClassScoreOptions<L> = {},
): number | Float64Array {
  const where = "jaccardScore";
  const average = options.average === undefined ? "binary" : options.average;
  const pairs = toLabelPairs(where, yTrue, yPred, options.sampleWeight);
  const counts = countsFor(where, pairs, average, options);
  const { truePositive, predicted, actual } = throughConfusion(counts);
  const union = predicted.map((value, k) => value + (counts.actual[k]! - truePositive[k]!));
  const whenZero = zeroValue(where, options.zeroDivision);
  const sum = (values: Float64Array): Float64Array => Float64Array.of(pairwiseSum(values));
  if (average === "micro") return divided(sum(truePositive), sum(union), whenZero)[0]!;
  const each = divided(truePositive, union, whenZero);
  if (average === null) return each;
  const weighted = average === "weighted" && actual.some((value) => value !== 0);
  return weightedAverage(each, weighted ? actual : undefined);
}

/**
 * Precision, recall, F and support in one pass.
 *
 * @returns arrays with one value a class where `average` is null (the default), else numbers.
 * @throws {InvalidInputError} as {@link precisionScore}.
 * @throws {InvalidParameterError} as {@link precisionScore}.
 * @example
 * ```ts
 * const { recall, support } = precisionRecallFscoreSupport(["a", "b", "b", "b"], ["a", "b", "b", "a"]);
 * recall; // => new Float64Array([1, 0.6666666666666666])
 * support; // => new Float64Array([1, 3])
 * ```
 */
export function precisionRecallFscoreSupport<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ClassScoreOptions<L> & { readonly beta?: number; readonly average: Exclude<Average, null> },
): AveragedScores;
export function precisionRecallFscoreSupport<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options?: ClassScoreOptions<L> & { readonly beta?: number; readonly average?: null },
): EachClassScores;
export function precisionRecallFscoreSupport<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ClassScoreOptions<L> & { readonly beta?: number } = {},
): AveragedScores | EachClassScores {
  const where = "precisionRecallFscoreSupport";
  return scores(where, yTrue, yPred, { average: null, ...options }, options.beta);
}

function scores<L extends Label>(
  where: string,
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ClassScoreOptions<L>,
  beta = 1,
): AveragedScores | EachClassScores {
  const average = options.average === undefined ? "binary" : options.average;
  const pairs = toLabelPairs(where, yTrue, yPred, options.sampleWeight);
  const counts = throughConfusion(countsFor(where, pairs, average, options));
  const each = scoresOf(
    where,
    average === "micro" ? summed(counts) : counts,
    beta,
    zeroValue(where, options.zeroDivision),
  );
  return average === null ? each : averaged(each, average);
}

/** The counts that an average works on: of all classes, or of the positive one. */
export function countsFor<L extends Label>(
  where: string,
  pairs: LabelPairs<L>,
  average: Average,
  { labels, posLabel = 1 }: ClassScoreOptions<L>,
): ClassCounts {
  if (!(["binary", "micro", "macro", "weighted", null] as unknown[]).includes(average)) {
    const rule = 'one of "binary", "micro", "macro", "weighted", or null';
    throw new InvalidParameterError(where, "average", rule, average);
  }
  if (average === "binary") return classCounts(pairs, [checkedPositive(where, pairs.classes, posLabel)]);
  if (labels !== undefined) checkLabelList(where, labels);
  return classCounts(pairs, labels ?? pairs.classes);
}

/**
 * Counts as scikit-learn has them, which takes true positives from the sum of each class for its confusion matrices and adds them again:
 * with weights that rounds.
 */
export function throughConfusion({ truePositive, predicted, actual }: ClassCounts): ClassCounts {
  const again = (sums: Float64Array): Float64Array =>
    sums.map((sum, k) => truePositive[k]! + (sum - truePositive[k]!));
  return { truePositive, predicted: again(predicted), actual: again(actual) };
}

function checkedPositive(where: string, classes: readonly Label[], posLabel: Label): Label {
  if (classes.length > 2) {
    throw new InvalidInputError(
      where,
      'yTrue and yPred must hold at most 2 labels where average is "binary"; choose "micro", "macro", "weighted" or null',
      new Described(`${classes.length} labels`),
    );
  }
  if (classes.length === 2 && positionOf(classes, posLabel) < 0) {
    const rule = `one of the labels (${classes.map((label) => JSON.stringify(label)).join(", ")})`;
    throw new InvalidParameterError(where, "posLabel", rule, posLabel);
  }
  return posLabel;
}

/** Counts of the given classes; a class that does not occur has zeros. */
export function classCounts<L extends Label>(pairs: LabelPairs<L>, labels: readonly Label[]): ClassCounts {
  const { classes, trueCodes, predCodes, sampleWeight } = pairs;
  const tp = new Float64Array(classes.length);
  const predicted = new Float64Array(classes.length);
  const actual = new Float64Array(classes.length);
  for (let i = 0; i < trueCodes.length; i++) {
    const weight = sampleWeight === undefined ? 1 : sampleWeight[i]!;
    const code = trueCodes[i]!;
    const guess = predCodes[i]!;
    actual[code]! += weight;
    predicted[guess]! += weight;
    if (code === guess) tp[code]! += weight;
  }
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from(labels, (label) => values[positionOf(classes, label)] ?? 0);
  return { truePositive: pick(tp), predicted: pick(predicted), actual: pick(actual) };
}

/** Counts summed over classes, for micro averages. */
export function summed({ truePositive, predicted, actual }: ClassCounts): ClassCounts {
  const sum = (values: Float64Array): Float64Array => Float64Array.of(pairwiseSum(values));
  return { truePositive: sum(truePositive), predicted: sum(predicted), actual: sum(actual) };
}

/** Scores of each class from its counts. */
export function scoresOf(
  where: string,
  counts: ClassCounts,
  beta: number,
  whenZero: number,
): EachClassScores {
  if (!(beta >= 0)) throw new InvalidParameterError(where, "beta", "a number >= 0", beta);
  const { truePositive, predicted, actual } = counts;
  const precision = divided(truePositive, predicted, whenZero);
  const recall = divided(truePositive, actual, whenZero);
  return { precision, recall, fscore: fscore(), support: actual };

  function fscore(): Float64Array {
    if (beta === Number.POSITIVE_INFINITY) return recall;
    if (beta === 0) return precision;
    const square = beta * beta;
    return divided(
      truePositive.map((value) => (1 + square) * value),
      predicted.map((value, k) => square * actual[k]! + value),
      whenZero,
    );
  }
}

/** Averages of scores that are already reduced to what is averaged. */
export function averaged(each: EachClassScores, average: Exclude<Average, null>): AveragedScores {
  const weights = average === "weighted" ? each.support : undefined;
  return {
    precision: averageOfDefined(each.precision, weights),
    recall: averageOfDefined(each.recall, weights),
    fscore: averageOfDefined(each.fscore, weights),
    support: null,
  };
}

function divided(numerator: Float64Array, denominator: Float64Array, whenZero: number): Float64Array {
  return numerator.map((value, k) => (denominator[k] === 0 ? whenZero : value / denominator[k]!));
}

/** The number that stands for 0 / 0. */
export function zeroValue(where: string, zeroDivision: ZeroDivision = "warn"): number {
  if (zeroDivision === "warn") return 0;
  if (zeroDivision === 0 || zeroDivision === 1 || Number.isNaN(zeroDivision)) return zeroDivision;
  throw new InvalidParameterError(where, "zeroDivision", 'one of 0, 1, NaN and "warn"', zeroDivision);
}
