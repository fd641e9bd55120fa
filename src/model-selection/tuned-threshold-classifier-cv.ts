import { type CrossValidation, type Fold, isCrossValidation } from "../base/cross-validation.js";
import {
  type AnyEstimator,
  type AnyModel,
  BaseEstimator,
  type FitOptions,
  type Label,
  type TableLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight } from "../base/input.js";
import type { AnyClassifier } from "../base/model-of.js";
import { isEstimator } from "../base/named-estimators.js";
import { custom, flag, type ParamSpecs, randomStateSpec } from "../base/params.js";
import { takeRows } from "../base/take-rows.js";
import { InvalidParameterError } from "../core/errors.js";
import { getScorer, type Scorer, type ScorerName } from "../metrics/scorer.js";
import { validationFolds } from "./check-cv.js";
import { toValidationData } from "./cross-validate.js";
import { foldRows, type ValidationData } from "./fit-and-score.js";
import { requireTwo, responseMethodSpec } from "./fixed-threshold-classifier.js";
import { runFolds } from "./run-folds.js";
import { StratifiedShuffleSplit } from "./shuffle-split.js";
import { meanCurve, type ThresholdCurve, thresholdCurve } from "./threshold-curve.js";
import {
  type FittedThreshold,
  positivePosition,
  positiveScores,
  type ResponseMethod,
  type ScoresOfTwo,
  ThresholdModel,
  type ThresholdState,
} from "./threshold-model.js";

/** Options of {@link TunedThresholdClassifierCV}. */
export interface TunedThresholdClassifierCVOptions {
  /**
   * Score of labels that the threshold shall make largest: a name or a scorer, for instance `makeCostScorer({ costs })`. Its positive class
   * is the one that the threshold refers to; the larger class where it has none. Default `"balanced_accuracy"`.
   */
  readonly scoring: ScorerName | Scorer;
  /** What the threshold is laid on. Default `"auto"`: probabilities where the classifier has them. */
  readonly responseMethod: ResponseMethod;
  /** Number of thresholds to try, between the least and the greatest score, an integer >= 2; or the thresholds, ascending. Default 100. */
  readonly thresholds: number | readonly number[];
  /**
   * Number of folds (stratified, not shuffled), a splitter or the folds; a number in (0, 1), the share of one stratified random test part; or
   * `"prefit"` for a fitted model, whose threshold is tuned on X and y themselves: give rows that it has not seen. Default 5.
   */
  readonly cv: CrossValidation | "prefit";
  /** Whether the classifier is fitted on all rows in the end; false, which needs a single split, keeps the one of the split. Default true. */
  readonly refit: boolean;
  /** Seed of the split where `cv` is a share. Default 0. */
  readonly randomState: number | null;
  /** Whether the model keeps the scores of all thresholds. Default false. */
  readonly storeCvResults: boolean;
}

/** Hyper-parameters of {@link TunedThresholdClassifierCV}. */
export interface TunedThresholdClassifierCVParams<
  E extends AnyClassifier | AnyModel = AnyClassifier | AnyModel,
> extends TunedThresholdClassifierCVOptions {
  /** Classifier whose scores are used; with `cv: "prefit"` a fitted model. */
  readonly estimator: E;
}

const isModel = (value: unknown): value is ScoresOfTwo =>
  typeof value === "object" && value !== null && "nFeatures" in value && "classes" in value;

const isAscending = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every((x, i) => Number.isFinite(x) && (i === 0 || x >= (value[i - 1] as number))) &&
  value[0] < value[value.length - 1];

/** Domain, default and help of {@link TunedThresholdClassifierCVParams}. */
export const tunedThresholdClassifierCVParamSpecs: ParamSpecs<TunedThresholdClassifierCVParams> = {
  estimator: custom<AnyClassifier | AnyModel>({
    default: undefined as unknown as AnyClassifier,
    domain: 'a classifier, or a fitted one if cv is "prefit"',
    help: "Classifier whose scores are used.",
    outside: [null, "LogisticRegression", 1, {}],
    accepts: (value) => (isEstimator(value) && value.kind === "classifier") || isModel(value),
  }),
  scoring: custom<ScorerName | Scorer>({
    default: "balanced_accuracy",
    domain: "the name of a score, or a scorer",
    help: "Score that the threshold shall make largest.",
    outside: [null, 1, true, {}],
    accepts: (value) =>
      typeof value === "string" ||
      (typeof value === "object" && value !== null && "needs" in value && "score" in value),
  }),
  responseMethod: responseMethodSpec,
  thresholds: custom<number | readonly number[]>({
    default: 100,
    domain: "an integer >= 2, or an array of ascending finite numbers of which 2 differ",
    help: "Thresholds to try.",
    outside: [1, 2.5, Number.NaN, "100", null, [], [0.5], [0.5, 0.5], [0.6, 0.4]],
    accepts: (value) => (Number.isSafeInteger(value) && (value as number) >= 2) || isAscending(value),
  }),
  cv: custom<CrossValidation | "prefit">({
    default: 5,
    domain: 'an integer >= 2, a number in (0, 1), a splitter, an array of folds, or "prefit"',
    help: "Rows to tune the threshold on.",
    outside: [0, 1, 2.5, Number.NaN, "5", null, true, []],
    accepts: (value) =>
      value === "prefit" || (typeof value === "number" && value > 0 && value < 1) || isCrossValidation(value),
  }),
  refit: flag({ default: true, help: "Fit the classifier on all rows in the end." }),
  randomState: randomStateSpec,
  storeCvResults: flag({ default: false, help: "Keep the scores of all thresholds." }),
};

/**
 * A classifier of two classes whose threshold is tuned by cross-validation: the labels of rows that a fold's model has not seen are
 * scored at many thresholds, and the threshold of the largest mean score is taken. Where a class is rare, that is the first thing to
 * try: it needs no resampling, and leaves the probabilities as they are.
 *
 * `sampleWeight` goes to the fits and not to the scores. Hyper-parameters of the classifier have paths: `"estimator.C"`. A score of
 * probabilities (`"roc_auc"`) is computed of the labels 0 and 1 that a threshold gives, as scikit-learn does; prefer a score of labels.
 *
 * Cost: one fit for each fold, and one more; a score of all rows for each threshold.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or some do not go together.
 * @see Provost & Fawcett (2001), Robust classification for imprecise environments, doi:10.1023/A:1007601015854.
 *
 * @example
 * ```ts
 * const { X, y } = makeClassification({ nSamples: 300, weights: [0.9], randomState: 0 }); // one in ten is of class 1
 * const model = await new TunedThresholdClassifierCV(new LogisticRegression()).fit(X, y);
 * model.bestThreshold.toFixed(2); // => "0.14"
 * recallScore(y, await model.estimator.predict(X)).toFixed(2); // => "0.65"
 * recallScore(y, await model.predict(X)).toFixed(2); // => "0.81"
 * ```
 */
export class TunedThresholdClassifierCV<
  E extends AnyClassifier | AnyModel = AnyClassifier | AnyModel,
> extends BaseEstimator<TunedThresholdClassifierCVParams<E>> {
  /** Name under which the class is registered. */
  static readonly typeName = "TunedThresholdClassifierCV";
  readonly kind = "classifier" as const;
  /** Weights go to the classifier inside. */
  readonly takesSampleWeight = false;

  constructor(estimator: E, options: Partial<TunedThresholdClassifierCVOptions> = {}) {
    const { typeName } = TunedThresholdClassifierCV;
    const specs = tunedThresholdClassifierCVParamSpecs as unknown as ParamSpecs<
      TunedThresholdClassifierCVParams<E>
    >;
    const { accepts, domain } = tunedThresholdClassifierCVParamSpecs.estimator;
    if (!accepts(estimator)) throw new InvalidParameterError(typeName, "estimator", domain, estimator);
    super(typeName, specs, { ...options, estimator });
    this.#checkTogether();
    toScorer(typeName, this.params.scoring);
  }

  #checkTogether(): void {
    const { typeName, params } = this;
    const fault = (name: string, rule: string, received: unknown): InvalidParameterError =>
      new InvalidParameterError(typeName, name, rule, received);
    const prefit = params.cv === "prefit";
    if (prefit && !isModel(params.estimator))
      throw fault("estimator", 'a fitted model, since cv is "prefit"', params.estimator);
    if (!prefit && !isEstimator(params.estimator))
      throw fault("estimator", 'a classifier, or cv "prefit" for a fitted one', params.estimator);
    if (prefit && params.refit) throw fault("refit", 'false, since cv is "prefit"', true);
    if (!prefit && !params.refit && typeof params.cv === "number" && params.cv >= 2)
      throw fault("refit", "true, since cv makes several folds", false);
  }

  /** @internal */
  static fromState({ estimator, ...options }: TunedThresholdClassifierCVParams): TunedThresholdClassifierCV {
    return new TunedThresholdClassifierCV(estimator, options);
  }

  /** A new classifier with some hyper-parameters changed. */
  override with(changes: Partial<TunedThresholdClassifierCVParams<E>>): this {
    const { estimator, ...options } = { ...this.params, ...changes };
    return new TunedThresholdClassifierCV(estimator, options) as this;
  }

  /**
   * Fits the classifier and tunes its threshold.
   *
   * @param X what the classifier takes.
   * @param y labels of two classes, shape (nSamples).
   * @param options.groups group of each sample, for splitters that keep groups whole.
   * @throws {InvalidInputError} if y has not two classes, X and y cannot be split, or the classifier gives every row the same score.
   * @throws {InvalidParameterError} if the positive class of the score is none of the classes, or the classifier has no such scores.
   * @throws what the classifier and the score throw.
   */
  async fit<L extends Label>(
    X: TableLike,
    y: VectorLike<L>,
    options: FitOptions & { readonly groups?: VectorLike<Label> } = {},
  ): Promise<FittedThreshold<TunedThresholdClassifierCVModel<E, L>, E, L>> {
    const where = "TunedThresholdClassifierCV.fit";
    startFit(where, options, ["groups"]);
    requireTwo(where, y);
    const { thresholds, responseMethod, storeCvResults } = this.params;
    const scorer = toScorer(where, this.params.scoring);
    const data = toValidationData(where, X, y, options.sampleWeight);
    const { model, parts } = await this.#models(where, data, options);
    const positive = positivePosition(where, model.classes, scorer.posLabel);
    const curves: ThresholdCurve[] = [];
    for (const part of parts) {
      options.signal?.throwIfAborted();
      const { scores } = await positiveScores(where, part.model, part.rows(), responseMethod, positive);
      const two = { classes: model.classes, positive };
      curves.push(thresholdCurve(scores, part.y, scorer, thresholds, two));
    }
    const mean = meanCurve(where, curves, thresholds);
    let best = 0;
    for (let i = 1; i < mean.scores.length; i++) if (mean.scores[i]! > mean.scores[best]!) best = i;
    return new TunedThresholdClassifierCVModel<E, L>({
      estimator: model,
      threshold: mean.thresholds[best]!,
      positive,
      responseMethod,
      bestScore: mean.scores[best]!,
      cvResults: storeCvResults ? mean : undefined,
    }) as unknown as FittedThreshold<TunedThresholdClassifierCVModel<E, L>, E, L>;
  }

  /** The final model, and models with rows that they have not seen. */
  async #models(
    where: string,
    data: ValidationData,
    { signal, onProgress, sampleWeight, groups }: FitOptions & { readonly groups?: VectorLike<Label> },
  ): Promise<{ model: ScoresOfTwo; parts: readonly UnseenPart[] }> {
    const { estimator, cv, refit } = this.params;
    const y = data.y as VectorLike<Label>;
    if (cv === "prefit") {
      refuseSampleWeight(where, sampleWeight);
      const model = estimator as ScoresOfTwo;
      return { model, parts: [{ model, rows: () => data.X, y }] };
    }
    const folds = this.#folds(where, data, cv, groups);
    if (!refit && folds.length > 1)
      throw new InvalidParameterError(where, "refit", "true, since cv makes several folds", false);
    const total = folds.length + (refit ? 1 : 0);
    const weights = data.sampleWeight === undefined ? {} : { sampleWeight: data.sampleWeight };
    // The final fit comes first, so that bad data are named by their rows in X.
    const model: ScoresOfTwo | undefined = refit
      ? await (estimator as AnyEstimator).fit(data.X, y, { ...weights, signal })
      : undefined;
    const [results] = await runFolds(
      {
        where,
        candidates: [estimator as AnyEstimator],
        data,
        folds,
        plan: { keys: [], scorers: [], multiple: false },
        returnTrainScore: false,
        errorScore: "raise",
        returnModels: true,
      },
      {
        signal,
        onProgress: onProgress && (({ done }) => onProgress({ done: done + (refit ? 1 : 0), total })),
      },
    );
    const parts = folds.map(({ test }, f) => ({
      model: results![f]!.model as ScoresOfTwo,
      rows: () => foldRows(where, estimator as AnyEstimator, data.X, test),
      y: takeRows(where, "y", y, test) as VectorLike<Label>,
    }));
    return { model: model ?? parts[0]!.model, parts };
  }

  #folds(
    where: string,
    { X, y }: ValidationData,
    cv: CrossValidation,
    groups: VectorLike<Label> | undefined,
  ): readonly Fold[] {
    const isShare = typeof cv === "number" && cv < 1;
    const { randomState } = this.params;
    const splitter = isShare ? new StratifiedShuffleSplit({ nSplits: 1, testSize: cv, randomState }) : cv;
    return validationFolds(where, splitter, "classifier", X, y, groups);
  }
}

/** Rows that a model was not fitted on. */
interface UnseenPart {
  readonly model: ScoresOfTwo;
  /** Its rows, taken when they are needed. */
  readonly rows: () => TableLike;
  readonly y: VectorLike<Label>;
}

const toScorer = (where: string, scoring: ScorerName | Scorer): Scorer =>
  typeof scoring === "string" ? getScorer(scoring, where) : scoring;

interface TunedState extends ThresholdState {
  readonly threshold: number;
  readonly bestScore: number;
  readonly cvResults: ThresholdCurve | undefined;
}

/**
 * Fitted {@link TunedThresholdClassifierCV}. It has `predictProba`, `predictLogProba` and `decisionFunction` if and only if the model
 * inside has them.
 */
export class TunedThresholdClassifierCVModel<E = unknown, L extends Label = Label> extends ThresholdModel<
  E,
  L
> {
  /** Name under which the class is registered. */
  static readonly typeName = "TunedThresholdClassifierCVModel";
  /** Name under which the class is registered. */
  readonly typeName = "TunedThresholdClassifierCVModel";
  /** The threshold of the largest mean score; the first of several. */
  readonly bestThreshold: number;
  /** The largest mean score. */
  readonly bestScore: number;
  /** All thresholds that were tried, with the mean scores, if `storeCvResults`. */
  readonly cvResults: ThresholdCurve | undefined;

  /** @internal */
  constructor(state: TunedState) {
    super(state);
    this.bestThreshold = state.threshold;
    this.bestScore = state.bestScore;
    this.cvResults = state.cvResults;
  }

  /** @internal */
  static fromState(state: TunedState): TunedThresholdClassifierCVModel {
    return new TunedThresholdClassifierCVModel(state);
  }
}
