import {
  type AnyEstimator,
  confusionMatrix,
  crossValidate,
  type Frame,
  getScorer,
  KFold,
  type Label,
  LearnkitError,
  Matrix,
  type ProbabilisticModel,
  type ScorerName,
  StratifiedKFold,
} from "learnkit";
import type { Candidate } from "./candidates.js";
import { bootstrapInterval, type Interval, wilsonInterval } from "./confidence-interval.js";
import type { Metric } from "./metrics.js";
import { withoutPlace } from "./table-file.js";
import type { Task } from "./target.js";

/** Rows to learn from or to test on. */
export interface Samples {
  readonly X: Frame;
  readonly y: readonly Label[];
}

/** What cross-validation says about a candidate. */
export interface CandidateScore {
  readonly name: Candidate["name"];
  readonly title: string;
  /** Mean over the folds; null if the candidate failed. */
  readonly mean: number | null;
  /** Standard deviation over the folds. */
  readonly std: number | null;
  readonly folds: readonly number[];
  /** Mean ROC AUC over the folds, which no threshold changes; where a class of two is rare. */
  readonly rocAuc?: number;
  /** Why it could not be fitted. */
  readonly failure?: string;
}

/** How cross-validation is done; all candidates see the same folds. */
export interface ValidationPlan {
  readonly task: Task;
  readonly folds: number;
  readonly seed: number;
  readonly metric: Metric;
  /** Whether the area under the ROC curve is wanted beside. */
  readonly withAuc: boolean;
}

/**
 * Cross-validates a pipeline. A candidate that cannot be fitted to these data is reported as such.
 *
 * @param onFold called after each fold.
 */
export async function crossValidateCandidate(
  { name, title }: Candidate,
  pipeline: AnyEstimator,
  { X, y }: Samples,
  { task, folds, seed, metric, withAuc }: ValidationPlan,
  onFold: (done: number) => void,
): Promise<CandidateScore> {
  const failed = { name, title, mean: null, std: null, folds: [] };
  const Splitter = task === "classification" ? StratifiedKFold : KFold;
  try {
    const { testScore, errors } = await crossValidate<AnyEstimator, "deciding" | "auc">(pipeline, X, y, {
      cv: new Splitter({ nSplits: folds, shuffle: true, randomState: seed }),
      scoring: { deciding: metric.scorer, ...(withAuc ? { auc: "roc_auc" } : {}) } as Record<
        "deciding" | "auc",
        ScorerName
      >,
      onProgress: ({ done }) => onFold(done),
    });
    const failure = errors.find((message) => message !== null);
    if (failure !== undefined) return { ...failed, failure: withoutPlace(failure) };
    const scores = Array.from(testScore.deciding, (score) => unsigned(metric, score));
    const auc = withAuc ? { rocAuc: meanAndDeviation([...testScore.auc]).mean } : {};
    return { name, title, ...meanAndDeviation(scores), folds: scores, ...auc };
  } catch (error) {
    if (!(error instanceof LearnkitError)) throw error;
    return { ...failed, failure: withoutPlace(error.message) };
  }
}

/** The library changes the sign of losses; people want them as they are. */
function unsigned({ greaterIsBetter }: Metric, score: number): number {
  return greaterIsBetter ? score : -score;
}

function meanAndDeviation(values: readonly number[]): { readonly mean: number; readonly std: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, std: Math.sqrt(variance) };
}

/** The best mean; the earlier one where means are equal. Undefined if all candidates failed. */
export function bestCandidate(
  scores: readonly CandidateScore[],
  { greaterIsBetter }: Metric,
): CandidateScore | undefined {
  let best: CandidateScore | undefined;
  for (const score of scores) {
    if (score.mean === null || Number.isNaN(score.mean)) continue;
    if (best === undefined || (greaterIsBetter ? score.mean > best.mean! : score.mean < best.mean!))
      best = score;
  }
  return best;
}

/** What a model answers on some rows. */
export interface Answer {
  readonly predicted: ArrayLike<Label>;
  readonly probabilities: Matrix | undefined;
  readonly classes: readonly Label[] | undefined;
}

/** A fitted pipeline as far as answers go. */
export type PredictiveModel = Pick<ProbabilisticModel<Label>, "predict"> &
  Partial<Pick<ProbabilisticModel<Label>, "predictProba" | "classes">>;

/** Predictions and, where the model has them, probabilities. */
export async function answerOf(model: PredictiveModel, X: Frame): Promise<Answer> {
  return {
    predicted: await model.predict(X),
    probabilities: await model.predictProba?.(X),
    classes: model.classes,
  };
}

/** One metric of the final test. */
export interface TestScore {
  readonly metric: Metric["name"];
  readonly title: string;
  readonly value: number;
  readonly interval: Interval;
  /** The same metric of the baseline. */
  readonly baseline: number;
}

/** Scores of a model and the baseline on rows that neither has seen, with 95 % intervals. */
export function testScores(
  metrics: readonly Metric[],
  y: readonly Label[],
  answer: Answer,
  baseline: Answer,
  seed: number,
): TestScore[] {
  return metrics.map((metric) => ({
    metric: metric.name,
    title: metric.title,
    value: metricValue(metric, y, answer),
    interval: intervalOf(metric, y, answer, seed),
    baseline: metricValue(metric, y, baseline),
  }));
}

function intervalOf(metric: Metric, y: readonly Label[], answer: Answer, seed: number): Interval {
  if (metric.name === "accuracy") return wilsonInterval(countRight(y, answer.predicted), y.length);
  const strata =
    metric.task === "classification"
      ? Int32Array.from(y, (label) => answer.classes!.indexOf(label))
      : undefined;
  const known: ArrayLike<Label> =
    metric.task === "regression" ? Float64Array.from(y as readonly number[]) : y;
  return bootstrapInterval({ rows: y.length, strata, seed }, (sample) =>
    metricValue(metric, takeValues(known, sample), takeAnswers(answer, sample)),
  );
}

/** Number of right predictions. */
export function countRight(y: readonly Label[], predicted: ArrayLike<Label>): number {
  return y.reduce<number>((right, label, i) => right + (label === predicted[i] ? 1 : 0), 0);
}

/** Value of a metric; NaN where it is not defined, such as the ROC AUC of rows of one class. */
function metricValue(metric: Metric, y: ArrayLike<Label>, answer: Answer): number {
  const scorer = getScorer(metric.scorer);
  const output = scorer.needs === "predict" ? answer.predicted : answer.probabilities;
  if (output === undefined) return Number.NaN;
  try {
    return unsigned(metric, scorer.score(y, { output, classes: answer.classes }));
  } catch (error) {
    if (error instanceof LearnkitError) return Number.NaN;
    throw error;
  }
}

function takeAnswers({ predicted, probabilities, classes }: Answer, rows: Int32Array): Answer {
  return {
    predicted: takeValues(predicted, rows),
    probabilities: probabilities === undefined ? undefined : takeMatrixRows(probabilities, rows),
    classes,
  };
}

function takeValues(values: ArrayLike<Label>, rows: Int32Array): ArrayLike<Label> {
  const taken =
    values instanceof Float64Array ? new Float64Array(rows.length) : new Array<Label>(rows.length);
  for (let k = 0; k < rows.length; k++) taken[k] = values[rows[k]!]!;
  return taken;
}

function takeMatrixRows(matrix: Matrix, rows: Int32Array): Matrix {
  const data = new Float64Array(rows.length * matrix.columns);
  for (const [k, i] of rows.entries()) data.set(matrix.row(i), k * matrix.columns);
  return new Matrix(data, rows.length, matrix.columns);
}

/** Rows by actual class (rows) and predicted class (columns). */
export interface Confusion {
  readonly classes: readonly Label[];
  readonly counts: readonly (readonly number[])[];
}

/** Which class is taken for which. */
export function confusionOf(y: readonly Label[], { predicted, classes }: Answer): Confusion {
  const counts = confusionMatrix(y, predicted, { labels: classes! });
  return { classes: classes!, counts: counts.toArray() };
}
