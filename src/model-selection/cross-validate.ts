import type { CrossValidation, Fold } from "../base/cross-validation.js";
import type { AnyEstimator, FitOptions, Label, TableLike, VectorLike } from "../base/estimator.js";
import { checkLength, toSampleWeight, toVector } from "../base/input.js";
import { isEstimator } from "../base/named-estimators.js";
import { unknownName } from "../base/params.js";
import { rowsOf } from "../base/take-rows.js";
import { InvalidParameterError } from "../core/errors.js";
import { validationFolds } from "./check-cv.js";
import type { FoldResult, ValidationData } from "./fit-and-score.js";
import { runFolds } from "./run-folds.js";
import { planScoring, type ScoresOf, type Scoring, type ScoringPlan, type SingleScoring } from "./scoring.js";

/** Options of {@link crossValidate}. */
export interface CrossValidateOptions<K extends string = string> {
  /** Number of folds (stratified for classifiers, not shuffled), a splitter, or the folds. Default 5. */
  readonly cv?: CrossValidation;
  /** What to score by: a name, a scorer, a function (model, X, y), or several by name. Default: the model's own score. */
  readonly scoring?: Scoring<K>;
  /** Group of each sample, for splitters that keep groups whole. */
  readonly groups?: VectorLike<Label>;
  /** Weight of each sample in fitting; scores are not weighted. */
  readonly sampleWeight?: VectorLike<number>;
  /** Whether the training parts are scored too. Default false. */
  readonly returnTrainScore?: boolean;
  /** Whether the fitted models are returned. Default false. */
  readonly returnModels?: boolean;
  /** Whether the rows of the folds are returned. Default false. */
  readonly returnIndices?: boolean;
  /**
   * Score of a fold whose fit or score fails, which is reported as a warning; "raise" throws. If every fold fails, the
   * first error is thrown. Default NaN.
   */
  readonly errorScore?: number | "raise";
  /** Cancels: the promise rejects with the signal's reason. */
  readonly signal?: FitOptions["signal"];
  /** Called after each fold. */
  readonly onProgress?: FitOptions["onProgress"];
}

/** Scores and times of the folds, arrays of shape (nFolds); several scores are records of arrays by name. */
export interface CrossValidateResult<K extends string = never, M = unknown> {
  readonly testScore: ScoresOf<K>;
  /** Present if `returnTrainScore`. */
  readonly trainScore?: ScoresOf<K>;
  /** Seconds. */
  readonly fitTime: Float64Array;
  /** Seconds. */
  readonly scoreTime: Float64Array;
  /** Message of what failed in each fold, or null. */
  readonly errors: readonly (string | null)[];
  /** Fitted models, one a fold, if `returnModels`; undefined where fitting failed. */
  readonly models?: readonly M[];
  /** Present if `returnIndices`. */
  readonly indices?: readonly Fold[];
}

/** Fitted type of an estimator. */
export type FittedOf<E> = E extends { fit(X: never, y: never, options: never): Promise<infer M> }
  ? M
  : unknown;

const OPTION_NAMES = [
  "cv",
  "scoring",
  "groups",
  "sampleWeight",
  "returnTrainScore",
  "returnModels",
  "returnIndices",
  "errorScore",
  "signal",
  "onProgress",
];

/**
 * Fits an estimator on the training part of every fold and scores it on the test part. Folds run on all lanes; the result is the same
 * for any number of them.
 *
 * @param X shape (nSamples, nFeatures); neither kept nor changed.
 * @param y target, shape (nSamples); undefined for estimators that need none.
 * @throws {InvalidParameterError} if an option is outside its domain.
 * @throws {InvalidInputError} if X and y differ in length or cannot be split.
 * @throws what the estimator or the score throws if every fold fails, or `errorScore` is "raise".
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [6], [7], [8], [9]];
 * const y = [1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
 * const { testScore } = await crossValidate(new LinearRegression(), X, y, { cv: 5, scoring: ["r2", "neg_mean_absolute_error"] });
 * testScore.r2.length; // => 5
 * ```
 */
export async function crossValidate<E extends AnyEstimator, K extends string = never>(
  estimator: E,
  X: TableLike,
  y?: VectorLike<Label>,
  options: CrossValidateOptions<K> = {},
): Promise<CrossValidateResult<K, FittedOf<E>>> {
  const where = "crossValidate";
  const { results, plan, folds } = await validate(where, estimator, X, y, options);
  const { returnTrainScore = false, returnModels = false, returnIndices = false } = options;
  return {
    testScore: scoreTable(plan, results, "testScores") as ScoresOf<K>,
    ...(returnTrainScore ? { trainScore: scoreTable(plan, results, "trainScores") as ScoresOf<K> } : {}),
    fitTime: Float64Array.from(results, (result) => result.fitTime),
    scoreTime: Float64Array.from(results, (result) => result.scoreTime),
    errors: results.map((result) => result.error),
    ...(returnModels ? { models: results.map((result) => result.model as FittedOf<E>) } : {}),
    ...(returnIndices ? { indices: folds } : {}),
  };
}

/**
 * Score of an estimator on the test part of every fold.
 *
 * @returns shape (nFolds).
 * @throws {InvalidParameterError} as {@link crossValidate}.
 * @throws {InvalidInputError} as {@link crossValidate}.
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [6], [7], [8], [9]];
 * const y = ["a", "a", "a", "a", "a", "b", "b", "b", "b", "b"];
 * const scores = await crossValScore(new DecisionTreeClassifier(), X, y, { cv: 5 });
 * scores.length; // => 5
 * ```
 */
export async function crossValScore<E extends AnyEstimator>(
  estimator: E,
  X: TableLike,
  y?: VectorLike<Label>,
  options: Omit<CrossValidateOptions, "scoring" | "returnTrainScore" | "returnModels" | "returnIndices"> & {
    readonly scoring?: SingleScoring;
  } = {},
): Promise<Float64Array> {
  const where = "crossValScore";
  const { results, plan } = await validate(where, estimator, X, y, options);
  if (plan.multiple) throw new InvalidParameterError(where, "scoring", "one score", options.scoring);
  return Float64Array.from(results, (result) => result.testScores[0]!);
}

interface Validation {
  readonly results: readonly FoldResult[];
  readonly plan: ScoringPlan;
  readonly folds: readonly Fold[];
}

async function validate(
  where: string,
  estimator: AnyEstimator,
  X: TableLike,
  y: VectorLike<Label> | undefined,
  options: CrossValidateOptions,
): Promise<Validation> {
  if (!isEstimator(estimator)) throw new InvalidParameterError(where, "estimator", "an estimator", estimator);
  if (typeof options !== "object" || options === null)
    throw new InvalidParameterError(where, "options", "an object", options);
  for (const name of Object.keys(options))
    if (!OPTION_NAMES.includes(name)) throw unknownName(where, name, OPTION_NAMES);
  const { cv = 5, scoring, groups, errorScore = Number.NaN } = options;
  checkErrorScore(where, errorScore);
  options.signal?.throwIfAborted();
  const plan = planScoring(where, scoring);
  const data = toValidationData(where, X, y, options.sampleWeight);
  const folds = validationFolds(where, cv, estimator.kind, X, data.y, groups);
  const [results] = await runFolds(
    {
      where,
      candidates: [estimator],
      data,
      folds,
      plan,
      returnTrainScore: options.returnTrainScore ?? false,
      errorScore,
      returnModels: options.returnModels ?? false,
    },
    { signal: options.signal, onProgress: options.onProgress },
  );
  return { results: results!, plan, folds };
}

/**
 * Checks that X, y and weights belong together.
 *
 * @throws {InvalidInputError} if their lengths differ.
 */
export function toValidationData(
  where: string,
  X: TableLike,
  y: VectorLike<Label> | undefined,
  sampleWeight: VectorLike<number> | undefined,
): ValidationData {
  const rows = rowsOf(where, "X", X);
  const target = y === undefined ? undefined : toVector(where, "y", y);
  if (target !== undefined) checkLength(where, "y", target.length, rows);
  return { X, y: target, sampleWeight: toSampleWeight(where, sampleWeight, rows) };
}

/** Refuses an error score that is neither a number nor "raise". */
export function checkErrorScore(where: string, errorScore: unknown): void {
  if (errorScore !== "raise" && typeof errorScore !== "number")
    throw new InvalidParameterError(where, "errorScore", 'a number (NaN too) or "raise"', errorScore);
}

/** Scores by key, or the only ones. */
export function scoreTable(
  plan: ScoringPlan,
  results: readonly FoldResult[],
  part: "testScores" | "trainScores",
): Float64Array | Record<string, Float64Array> {
  const columns = plan.keys.map((_, k) => Float64Array.from(results, (result) => result[part]![k]!));
  return plan.multiple ? Object.fromEntries(plan.keys.map((key, k) => [key, columns[k]!])) : columns[0]!;
}
