import type { Label, VectorLike } from "../base/estimator.js";
import { nearestName } from "../base/params.js";
import { describeValue, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { accuracyScore, balancedAccuracyScore } from "./accuracy.js";
import { matthewsCorrcoef } from "./agreement.js";
import { positionOf } from "./label-pairs.js";
import { minkowskiError } from "./minkowski-error.js";
import {
  type ClassScoreOptions,
  f1Score,
  fbetaScore,
  jaccardScore,
  precisionScore,
  recallScore,
} from "./precision-recall.js";
import { averagePrecisionScore } from "./precision-recall-curve.js";
import { brierScoreLoss, logLoss } from "./probability-losses.js";
import {
  explainedVarianceScore,
  maxError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  medianAbsoluteError,
  r2Score,
  rootMeanSquaredError,
} from "./regression.js";
import { rocAucScore } from "./roc-auc.js";
import { geometricMeanScore, sensitivityScore, specificityScore } from "./sensitivity-specificity.js";

/** What a scorer looks at: labels or values, probabilities, or scores (`decisionFunction`, else probabilities). */
export type ScorerInput = "predict" | "predictProba" | "decision";

/** What a model answered, as a scorer wants it. */
export interface ModelAnswer {
  /** Labels or values; probabilities (nSamples, nClasses); scores (nSamples) or (nSamples, nClasses). */
  readonly output: VectorLike<Label> | Matrix;
  /** Classes of a classifier, in the order of the columns. */
  readonly classes: readonly Label[] | undefined;
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
}

/** A score of models. Greater is better: losses come with the sign changed. */
export interface Scorer {
  /** Name as scikit-learn has it, or that of the function. */
  readonly name: string;
  /** Whether the metric itself is a score (true) or a loss whose sign is changed (false). */
  readonly greaterIsBetter: boolean;
  /** What it looks at. */
  readonly needs: ScorerInput;
  /** Whether {@link getScorer} finds it by its name. */
  readonly builtIn: boolean;
  /** The class of two that the metric calls positive, where it has one; a tuned threshold refers to its scores. */
  readonly posLabel?: Label;
  /** The score of an answer; greater is better. */
  score(yTrue: VectorLike<Label>, answer: ModelAnswer): number;
}

interface Weighted {
  readonly sampleWeight?: VectorLike<number>;
}

/** Names of the built-in scorers. */
export type ScorerName =
  | "accuracy"
  | "balanced_accuracy"
  | "matthews_corrcoef"
  | "roc_auc"
  | "roc_auc_ovr"
  | "roc_auc_ovo"
  | "roc_auc_ovr_weighted"
  | "roc_auc_ovo_weighted"
  | "average_precision"
  | "neg_log_loss"
  | "neg_brier_score"
  | "explained_variance"
  | "r2"
  | "neg_max_error"
  | "neg_median_absolute_error"
  | "neg_mean_absolute_error"
  | "neg_mean_absolute_percentage_error"
  | "neg_mean_squared_error"
  | "neg_minkowski_error"
  | "neg_root_mean_squared_error"
  | `${"precision" | "recall" | "f1" | "jaccard"}${"" | "_macro" | "_micro" | "_weighted"}`;

/**
 * The built-in scorer of this name.
 *
 * @param where what asks, for the message.
 * @throws {InvalidParameterError} if there is none of this name; the message names the nearest.
 * @example
 * ```ts
 * getScorer("neg_mean_squared_error").greaterIsBetter; // => false
 * ```
 */
export function getScorer(name: ScorerName, where = "getScorer"): Scorer {
  const scorer = allScorers().find((candidate) => candidate.name === name);
  if (scorer !== undefined) return scorer;
  const names = getScorerNames();
  const near = typeof name === "string" ? nearestName(name, names) : undefined;
  const hint = near === undefined ? "" : ` (did you mean ${describeValue(near)}?)`;
  throw new InvalidParameterError(where, "scoring", `one of ${names.join(", ")}${hint}`, name);
}

/**
 * Names of all built-in scorers, sorted.
 *
 * @example
 * ```ts
 * getScorerNames().includes("roc_auc"); // => true
 * ```
 */
export function getScorerNames(): ScorerName[] {
  return allScorers()
    .map((scorer) => scorer.name as ScorerName)
    .sort();
}

/** Options of {@link makeScorer}. */
export interface MakeScorerOptions {
  /** What the function gets beside the true labels. Default "predict". */
  readonly responseMethod?: "predict" | "predict_proba" | "decision_function";
  /** false changes the sign. Default true. */
  readonly greaterIsBetter?: boolean;
  /**
   * The positive class of two: handed to the function among its options; whose probabilities or scores the function gets; and what a
   * tuned threshold refers to. Default: what the function takes where it is not told, 1 for `precisionScore`, `recallScore`,
   * `fbetaScore`, `f1Score`, `jaccardScore`, `averagePrecisionScore`, `sensitivityScore`, `specificityScore` and `geometricMeanScore`;
   * else the larger class.
   */
  readonly posLabel?: Label;
}

/**
 * Makes a scorer of a metric.
 *
 * @param scoreFunc gets the true labels, the model's answer and `{ sampleWeight, posLabel }`. Probabilities and scores of two classes come as
 *   those of the positive one.
 * @throws {InvalidParameterError} if an option is outside its domain.
 * @example
 * ```ts
 * const f2 = makeScorer((yTrue: string[], yPred: string[]) => fbetaScore(yTrue, yPred, { beta: 2, posLabel: "yes" }));
 * f2.score(["yes", "no"], { output: ["yes", "yes"], classes: ["no", "yes"] }); // => 0.8333333333333334
 * ```
 */
export function makeScorer(
  // biome-ignore lint/suspicious/noExplicitAny: metrics differ in what they take
  scoreFunc: (yTrue: any, yPred: any, options: any) => number,
  { responseMethod = "predict", greaterIsBetter = true, posLabel }: MakeScorerOptions = {},
): Scorer {
  if (typeof scoreFunc !== "function")
    throw new InvalidParameterError("makeScorer", "scoreFunc", "a function", scoreFunc);
  const inputs: Readonly<Record<string, ScorerInput>> = {
    predict: "predict",
    predict_proba: "predictProba",
    decision_function: "decision",
  };
  const needs = Object.hasOwn(inputs, responseMethod) ? inputs[responseMethod] : undefined;
  if (needs === undefined) {
    const rule = 'one of "predict", "predict_proba", "decision_function"';
    throw new InvalidParameterError("makeScorer", "responseMethod", rule, responseMethod);
  }
  const handed = posLabel === undefined ? {} : { posLabel };
  const positive = posLabel ?? (POSITIVE_IS_ONE.includes(scoreFunc) ? 1 : undefined);
  const name = scoreFunc.name || "custom";
  const scorer = scorerOf(name, needs, greaterIsBetter, (yTrue, answer) =>
    scoreFunc(yTrue, needs === "predict" ? answer.output : scoresOfPositive(name, answer, positive), {
      ...weightOf(answer),
      ...handed,
    }),
  );
  return { ...scorer, ...(positive === undefined ? {} : { posLabel: positive }), builtIn: false };
}

/** Metrics that take 1 for the positive class where they are not told. */
const POSITIVE_IS_ONE: readonly unknown[] = [
  precisionScore,
  recallScore,
  fbetaScore,
  f1Score,
  jaccardScore,
  averagePrecisionScore,
  sensitivityScore,
  specificityScore,
  geometricMeanScore,
];

function scorerOf(
  name: string,
  needs: ScorerInput,
  greaterIsBetter: boolean,
  metric: (yTrue: VectorLike<Label>, answer: ModelAnswer) => number,
): Scorer {
  const sign = greaterIsBetter ? 1 : -1;
  return {
    name,
    needs,
    greaterIsBetter,
    builtIn: true,
    score: (yTrue, answer) => sign * metric(yTrue, answer),
  };
}

function weightOf({ sampleWeight }: ModelAnswer): Weighted {
  return sampleWeight === undefined ? {} : { sampleWeight };
}

/**
 * Scores of the positive of two classes as a vector, by default of the larger; those of more classes as they are.
 *
 * @throws {InvalidParameterError} if the positive class is none of the classes.
 */
function scoresOfPositive(
  name: string,
  { output, classes }: ModelAnswer,
  posLabel?: Label,
): VectorLike<number> | Matrix {
  if (classes?.length !== 2) return output as VectorLike<number> | Matrix;
  const at = posLabel === undefined ? 1 : positionOf(classes, posLabel);
  if (at < 0)
    throw new InvalidParameterError(
      name,
      "posLabel",
      `one of the classes ${describeValue(classes)}`,
      posLabel,
    );
  if (output instanceof Matrix) return output.columns === 2 ? output.column(at) : output;
  const scores = output as VectorLike<number>;
  return at === 1 ? scores : Float64Array.from(scores as ArrayLike<number>, (value) => -value);
}

type LabelMetric = (
  yTrue: VectorLike<Label>,
  yPred: VectorLike<Label>,
  options: ClassScoreOptions<Label> & { readonly average?: "binary" | "micro" | "macro" | "weighted" },
) => number;

type NumberMetric = (yTrue: VectorLike<number>, yPred: VectorLike<number>, options: Weighted) => number;

function allScorers(): Scorer[] {
  const ofLabels = (
    name: string,
    metric: LabelMetric,
    average?: "binary" | "micro" | "macro" | "weighted",
  ): Scorer =>
    scorerOf(name, "predict", true, (yTrue, answer) =>
      metric(yTrue, answer.output as VectorLike<Label>, {
        ...weightOf(answer),
        ...(average === undefined ? {} : { average }),
      }),
    );
  const ofNumbers = (name: string, greaterIsBetter: boolean, metric: NumberMetric): Scorer =>
    scorerOf(name, "predict", greaterIsBetter, (yTrue, answer) =>
      metric(yTrue as VectorLike<number>, answer.output as VectorLike<number>, weightOf(answer)),
    );
  const multiclassAuc = (name: string, multiClass: "ovr" | "ovo", average: "macro" | "weighted"): Scorer =>
    scorerOf(name, "predictProba", true, (yTrue, answer) =>
      rocAucScore(yTrue, scoresOfPositive(name, answer), { ...weightOf(answer), multiClass, average }),
    );
  const averages: readonly (readonly [string, LabelMetric])[] = [
    ["precision", precisionScore],
    ["recall", recallScore],
    ["f1", f1Score],
    ["jaccard", jaccardScore],
  ];
  return [
    ofLabels("accuracy", accuracyScore),
    ofLabels("balanced_accuracy", balancedAccuracyScore),
    ofLabels("matthews_corrcoef", matthewsCorrcoef),
    ...averages.flatMap(([name, metric]) => [
      { ...ofLabels(name, metric), posLabel: 1 },
      ofLabels(`${name}_macro`, metric, "macro"),
      ofLabels(`${name}_micro`, metric, "micro"),
      ofLabels(`${name}_weighted`, metric, "weighted"),
    ]),
    scorerOf("roc_auc", "decision", true, (yTrue, answer) =>
      rocAucScore(yTrue, scoresOfPositive("roc_auc", answer), weightOf(answer)),
    ),
    multiclassAuc("roc_auc_ovr", "ovr", "macro"),
    multiclassAuc("roc_auc_ovo", "ovo", "macro"),
    multiclassAuc("roc_auc_ovr_weighted", "ovr", "weighted"),
    multiclassAuc("roc_auc_ovo_weighted", "ovo", "weighted"),
    {
      ...scorerOf("average_precision", "decision", true, (yTrue, answer) =>
        averagePrecisionScore(yTrue, scoresOfPositive("average_precision", answer, 1), weightOf(answer)),
      ),
      posLabel: 1,
    },
    scorerOf("neg_log_loss", "predictProba", false, (yTrue, answer) =>
      logLoss(yTrue, answer.output as Matrix, {
        ...weightOf(answer),
        ...(answer.classes === undefined ? {} : { labels: answer.classes }),
      }),
    ),
    scorerOf("neg_brier_score", "predictProba", false, (yTrue, answer) =>
      brierScoreLoss(yTrue, scoresOfPositive("neg_brier_score", answer), {
        ...weightOf(answer),
        ...(answer.classes === undefined || answer.classes.length === 2 ? {} : { labels: answer.classes }),
      }),
    ),
    ofNumbers("explained_variance", true, explainedVarianceScore),
    ofNumbers("r2", true, r2Score),
    ofNumbers("neg_max_error", false, maxError),
    ofNumbers("neg_median_absolute_error", false, medianAbsoluteError),
    ofNumbers("neg_mean_absolute_error", false, meanAbsoluteError),
    ofNumbers("neg_mean_absolute_percentage_error", false, meanAbsolutePercentageError),
    ofNumbers("neg_mean_squared_error", false, meanSquaredError),
    ofNumbers("neg_minkowski_error", false, minkowskiError),
    ofNumbers("neg_root_mean_squared_error", false, rootMeanSquaredError),
  ];
}
