import type { MatrixLike, VectorLike } from "../base/estimator.js";
import { toMatrix, toSampleWeight, toTarget } from "../base/input.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { median } from "../core/quantile.js";
import { weightedMedian } from "../core/weighted-quantile.js";
import { checkSameLength } from "./label-pairs.js";
import { isVector } from "./probability-losses.js";
import { weightedAverage, weightedSum } from "./weighted-average.js";

/** A numeric target of one output, shape (nSamples), or of several, shape (nSamples, nOutputs). */
export type Targets = VectorLike<number> | MatrixLike;

/** Options of errors of regression. */
export interface RegressionErrorOptions {
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
  /** Several outputs: their mean ("uniform_average"), each ("raw_values"), or the mean with these weights. */
  readonly multioutput?: "uniform_average" | "raw_values" | readonly number[];
}

/** Options of shares of variance. */
export interface VarianceScoreOptions {
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
  /** As in errors of regression; "variance_weighted" weights outputs by their variance. */
  readonly multioutput?: "uniform_average" | "raw_values" | "variance_weighted" | readonly number[];
  /** A constant target scores 1 where it is met exactly and 0 otherwise, instead of NaN and −Infinity. Default true. */
  readonly forceFinite?: boolean;
}

/** Asks for one value an output. */
export interface RawValues {
  readonly multioutput: "raw_values";
}

/** Asks for one number. */
export interface OneValue {
  readonly multioutput?: "uniform_average" | "variance_weighted" | readonly number[];
}

/**
 * Mean of the squared errors.
 *
 * @throws {InvalidInputError} if shapes differ or a value is not finite.
 * @throws {InvalidParameterError} if `multioutput` does not fit.
 * @example
 * ```ts
 * meanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // => 0.375
 * ```
 */
export function meanSquaredError(
  yTrue: Targets,
  yPred: Targets,
  options: RegressionErrorOptions & RawValues,
): Float64Array;
export function meanSquaredError(
  yTrue: Targets,
  yPred: Targets,
  options?: RegressionErrorOptions & OneValue,
): number;
export function meanSquaredError(
  yTrue: Targets,
  yPred: Targets,
  options: RegressionErrorOptions = {},
): number | Float64Array {
  const where = "meanSquaredError";
  return meanOf(where, yTrue, yPred, options, square);
}

/**
 * Square root of the mean of the squared errors.
 *
 * @throws {InvalidInputError} as {@link meanSquaredError}.
 * @throws {InvalidParameterError} as {@link meanSquaredError}.
 * @example
 * ```ts
 * rootMeanSquaredError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // => 0.6123724356957945
 * ```
 */
export function rootMeanSquaredError(
  yTrue: Targets,
  yPred: Targets,
  options: RegressionErrorOptions & RawValues,
): Float64Array;
export function rootMeanSquaredError(
  yTrue: Targets,
  yPred: Targets,
  options?: RegressionErrorOptions & OneValue,
): number;
export function rootMeanSquaredError(
  yTrue: Targets,
  yPred: Targets,
  options: RegressionErrorOptions = {},
): number | Float64Array {
  const where = "rootMeanSquaredError";
  const pairs = toTargetPairs(where, yTrue, yPred, options.sampleWeight);
  const each = eachOutput(pairs, square).map(Math.sqrt);
  return combined(where, each, options.multioutput);
}

/**
 * Mean of the absolute errors.
 *
 * @throws {InvalidInputError} as {@link meanSquaredError}.
 * @throws {InvalidParameterError} as {@link meanSquaredError}.
 * @example
 * ```ts
 * meanAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // => 0.5
 * ```
 */
export function meanAbsoluteError(
  yTrue: Targets,
  yPred: Targets,
  options: RegressionErrorOptions & RawValues,
): Float64Array;
export function meanAbsoluteError(
  yTrue: Targets,
  yPred: Targets,
  options?: RegressionErrorOptions & OneValue,
): number;
export function meanAbsoluteError(
  yTrue: Targets,
  yPred: Targets,
  options: RegressionErrorOptions = {},
): number | Float64Array {
  return meanOf("meanAbsoluteError", yTrue, yPred, options, (truth, guess) => Math.abs(guess - truth));
}

/**
 * Mean of the absolute errors relative to the true values; 1 means 100 %. A true value of 0 counts as 2⁻⁵².
 *
 * @throws {InvalidInputError} as {@link meanSquaredError}.
 * @throws {InvalidParameterError} as {@link meanSquaredError}.
 * @example
 * ```ts
 * meanAbsolutePercentageError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // => 0.3273809523809524
 * ```
 */
export function meanAbsolutePercentageError(
  yTrue: Targets,
  yPred: Targets,
  options: RegressionErrorOptions & RawValues,
): Float64Array;
export function meanAbsolutePercentageError(
  yTrue: Targets,
  yPred: Targets,
  options?: RegressionErrorOptions & OneValue,
): number;
export function meanAbsolutePercentageError(
  yTrue: Targets,
  yPred: Targets,
  options: RegressionErrorOptions = {},
): number | Float64Array {
  const where = "meanAbsolutePercentageError";
  const relative = (truth: number, guess: number): number =>
    Math.abs(guess - truth) / Math.max(Math.abs(truth), Number.EPSILON);
  return meanOf(where, yTrue, yPred, options, relative);
}

/**
 * Median of the absolute errors; with weights the weighted median.
 *
 * @throws {InvalidInputError} as {@link meanSquaredError}.
 * @throws {InvalidParameterError} as {@link meanSquaredError}.
 * @example
 * ```ts
 * medianAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // => 0.5
 * ```
 */
export function medianAbsoluteError(
  yTrue: Targets,
  yPred: Targets,
  options: RegressionErrorOptions & RawValues,
): Float64Array;
export function medianAbsoluteError(
  yTrue: Targets,
  yPred: Targets,
  options?: RegressionErrorOptions & OneValue,
): number;
export function medianAbsoluteError(
  yTrue: Targets,
  yPred: Targets,
  options: RegressionErrorOptions = {},
): number | Float64Array {
  const where = "medianAbsoluteError";
  const { truth, guess, weights } = toTargetPairs(where, yTrue, yPred, options.sampleWeight);
  const each = truth.map((values, k) => {
    const errors = values.map((value, i) => Math.abs(guess[k]![i]! - value));
    return weights === undefined ? median(errors) : weightedMedian(errors, weights);
  });
  return combined(where, Float64Array.from(each), options.multioutput);
}

/**
 * Largest absolute error.
 *
 * @throws {InvalidInputError} if shapes differ, there are several outputs, or a value is not finite.
 * @example
 * ```ts
 * maxError([3, 2, 7, 1], [4, 2, 7, 1]); // => 1
 * ```
 */
export function maxError(yTrue: Targets, yPred: Targets): number {
  const { truth, guess } = toTargetPairs("maxError", yTrue, yPred, undefined);
  if (truth.length > 1)
    throw new InvalidInputError(
      "maxError",
      "yTrue must have one output",
      new Described(`${truth.length} outputs`),
    );
  return truth[0]!.reduce((worst, value, i) => Math.max(worst, Math.abs(value - guess[0]![i]!)), 0);
}

/**
 * Coefficient of determination R²: 1 − Σ(y − ŷ)² / Σ(y − ȳ)². 1 is perfect, the mean of y scores 0; it can be negative.
 *
 * @returns NaN for fewer than two samples.
 * @throws {InvalidInputError} as {@link meanSquaredError}.
 * @throws {InvalidParameterError} as {@link meanSquaredError}.
 * @example
 * ```ts
 * r2Score([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // => 0.9486081370449679
 * ```
 */
export function r2Score(
  yTrue: Targets,
  yPred: Targets,
  options: VarianceScoreOptions & RawValues,
): Float64Array;
export function r2Score(yTrue: Targets, yPred: Targets, options?: VarianceScoreOptions & OneValue): number;
export function r2Score(
  yTrue: Targets,
  yPred: Targets,
  options: VarianceScoreOptions = {},
): number | Float64Array {
  const where = "r2Score";
  const pairs = toTargetPairs(where, yTrue, yPred, options.sampleWeight);
  const { truth, guess, weights } = pairs;
  if (truth[0]!.length < 2) return Number.NaN;
  const residual = truth.map((values, k) =>
    weightedSum(
      values.map((value, i) => square(value, guess[k]![i]!)),
      weights,
    ),
  );
  const total = truth.map((values) => {
    const mean = weightedAverage(values, weights);
    return weightedSum(
      values.map((value) => square(value, mean)),
      weights,
    );
  });
  return shareExplained(where, residual, total, options);
}

/**
 * Explained variance: 1 − Var(y − ŷ) / Var(y). Unlike R² it forgives a constant error.
 *
 * @throws {InvalidInputError} as {@link meanSquaredError}.
 * @throws {InvalidParameterError} as {@link meanSquaredError}.
 * @example
 * ```ts
 * explainedVarianceScore([3, -0.5, 2, 7], [2.5, 0, 2, 8]); // => 0.9571734475374732
 * ```
 */
export function explainedVarianceScore(
  yTrue: Targets,
  yPred: Targets,
  options: VarianceScoreOptions & RawValues,
): Float64Array;
export function explainedVarianceScore(
  yTrue: Targets,
  yPred: Targets,
  options?: VarianceScoreOptions & OneValue,
): number;
export function explainedVarianceScore(
  yTrue: Targets,
  yPred: Targets,
  options: VarianceScoreOptions = {},
): number | Float64Array {
  const where = "explainedVarianceScore";
  const { truth, guess, weights } = toTargetPairs(where, yTrue, yPred, options.sampleWeight);
  const variance = (values: Float64Array): number => {
    const mean = weightedAverage(values, weights);
    return weightedAverage(
      values.map((value) => square(value, mean)),
      weights,
    );
  };
  const residual = truth.map((values, k) => variance(values.map((value, i) => value - guess[k]![i]!)));
  return shareExplained(where, residual, truth.map(variance), options);
}

interface TargetPairs {
  /** One array an output. */
  readonly truth: readonly Float64Array[];
  readonly guess: readonly Float64Array[];
  readonly weights: Float64Array | undefined;
}

function toTargetPairs(
  where: string,
  yTrue: Targets,
  yPred: Targets,
  sampleWeight: VectorLike<number> | undefined,
): TargetPairs {
  const truth = toOutputs(where, "yTrue", yTrue);
  const guess = toOutputs(where, "yPred", yPred);
  checkSameLength(where, "yPred", guess[0]!.length, truth[0]!.length);
  if (truth.length !== guess.length) {
    throw new InvalidInputError(
      where,
      `yPred must have ${truth.length} outputs, as yTrue has`,
      new Described(`${guess.length} outputs`),
    );
  }
  return { truth, guess, weights: toSampleWeight(where, sampleWeight, truth[0]!.length) };
}

function toOutputs(where: string, name: string, y: Targets): Float64Array[] {
  if (y === null || typeof y !== "object" || (Array.isArray(y) && y.length === 0) || isVector(y)) {
    const values = y as VectorLike<number>;
    return [toTarget(where, values, values?.length ?? 0, name)];
  }
  const matrix = toMatrix(where, y);
  return Array.from({ length: matrix.columns }, (_, j) => matrix.column(j));
}

function square(a: number, b: number): number {
  return (a - b) * (a - b);
}

/** Mean of the errors of each output, combined as `multioutput` says. */
export function meanOf(
  where: string,
  yTrue: Targets,
  yPred: Targets,
  options: RegressionErrorOptions,
  error: (truth: number, guess: number) => number,
): number | Float64Array {
  const pairs = toTargetPairs(where, yTrue, yPred, options.sampleWeight);
  return combined(where, eachOutput(pairs, error), options.multioutput);
}

function eachOutput(
  { truth, guess, weights }: TargetPairs,
  error: (truth: number, guess: number) => number,
): Float64Array {
  return Float64Array.from(truth, (values, k) => {
    const other = guess[k]!;
    const errors = new Float64Array(values.length);
    for (let i = 0; i < errors.length; i++) errors[i] = error(values[i]!, other[i]!);
    return weightedAverage(errors, weights);
  });
}

function combined(
  where: string,
  each: Float64Array,
  multioutput: RegressionErrorOptions["multioutput"] = "uniform_average",
): number | Float64Array {
  if (multioutput === "raw_values") return each;
  if (multioutput === "uniform_average") return weightedAverage(each);
  return weightedAverage(each, checkedOutputWeights(where, multioutput, each.length));
}

function checkedOutputWeights(where: string, weights: unknown, outputs: number): readonly number[] {
  const rule = `"uniform_average", "raw_values" or ${outputs} weights, one an output`;
  const fits =
    Array.isArray(weights) && weights.length === outputs && weights.every((value) => Number.isFinite(value));
  if (!fits) throw new InvalidParameterError(where, "multioutput", rule, weights);
  return weights as number[];
}

function shareExplained(
  where: string,
  residual: readonly number[],
  total: readonly number[],
  { multioutput = "uniform_average", forceFinite = true }: VarianceScoreOptions,
): number | Float64Array {
  const each = Float64Array.from(residual, (value, k) => {
    if (forceFinite && value === 0) return 1;
    return forceFinite && total[k] === 0 ? 0 : 1 - value / total[k]!;
  });
  if (multioutput !== "variance_weighted") return combined(where, each, multioutput);
  return weightedAverage(each, pairwiseSum(total) === 0 ? undefined : total);
}
