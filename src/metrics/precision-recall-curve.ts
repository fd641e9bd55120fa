import type { Label, MatrixLike, VectorLike } from "../base/estimator.js";
import { toMatrix, toSampleWeight } from "../base/input.js";
import { encodeLabels } from "../base/labels.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { checkSameLength, positionOf } from "./label-pairs.js";
import { isVector } from "./probability-losses.js";
import { countsAtThresholds, positives, type RocCurveOptions, toScores } from "./roc-curve.js";
import { weightedAverage } from "./weighted-average.js";

/** Precision and recall at every threshold, by ascending threshold; the last point is (1, 0) and has none. */
export interface PrecisionRecallCurve {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  /** A sample is called positive where its score is >= the threshold; one element shorter. */
  readonly thresholds: Float64Array;
}

/**
 * Precision against recall of scores for two classes, at every threshold.
 *
 * @throws {InvalidInputError} if lengths differ or a score is not finite.
 * @throws {InvalidParameterError} if the positive class is not known.
 * @example
 * ```ts
 * const { precision, recall } = precisionRecallCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * precision; // => new Float64Array([0.5, 0.6666666666666666, 0.5, 1, 1])
 * recall; // => new Float64Array([1, 1, 0.5, 0.5, 0])
 * ```
 */
export function precisionRecallCurve<L extends Label>(
  yTrue: VectorLike<L>,
  yScore: VectorLike<number>,
  { posLabel, sampleWeight, dropIntermediate = false }: RocCurveOptions<L> = {},
): PrecisionRecallCurve {
  const where = "precisionRecallCurve";
  const positive = positives(where, yTrue, posLabel);
  const scores = toScores(where, yScore, positive.length);
  return curveOf(positive, scores, toSampleWeight(where, sampleWeight, positive.length), dropIntermediate);
}

/** Options of {@link averagePrecisionScore}. */
export interface AveragePrecisionOptions<L extends Label> {
  /** How the scores of several classes become one. Default "macro". */
  readonly average?: "macro" | "weighted" | "micro" | null;
  /** The positive class of two. Default 1; among booleans 1 means true. */
  readonly posLabel?: L;
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
}

/**
 * Average precision: the sum of precisions, each times the step in recall that it comes with.
 *
 * @param yScore scores of the positive class, shape (nSamples); for more than two classes shape (nSamples, nClasses).
 * @throws {InvalidInputError} if shapes do not fit or a score is not finite.
 * @throws {InvalidParameterError} if the positive class is not known.
 * @example
 * ```ts
 * averagePrecisionScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // => 0.8333333333333333
 * ```
 */
export function averagePrecisionScore<L extends Label>(
  yTrue: VectorLike<L>,
  yScore: MatrixLike,
  options: AveragePrecisionOptions<L> & { readonly average: null },
): Float64Array;
export function averagePrecisionScore<L extends Label>(
  yTrue: VectorLike<L>,
  yScore: MatrixLike | VectorLike<number>,
  options?: AveragePrecisionOptions<L> & { readonly average?: "macro" | "weighted" | "micro" },
): number;
export function averagePrecisionScore<L extends Label>(
  yTrue: VectorLike<L>,
  yScore: MatrixLike | VectorLike<number>,
  { average = "macro", posLabel, sampleWeight }: AveragePrecisionOptions<L> = {},
): number | Float64Array {
  const where = "averagePrecisionScore";
  const { classes, codes } = encodeLabels(where, yTrue);
  const weights = toSampleWeight(where, sampleWeight, codes.length);
  if (classes.length <= 2) {
    const wanted: Label = posLabel ?? 1;
    if (classes.length === 2 && positionOf(classes, wanted) < 0) {
      const rule = `one of the labels (${classes.map((label) => JSON.stringify(label)).join(", ")})`;
      throw new InvalidParameterError(where, "posLabel", rule, wanted);
    }
    const positive = positives(where, yTrue, wanted);
    const vector = isVector(yScore) ? yScore : toMatrix(where, yScore).data;
    return averagePrecision(positive, toScores(where, vector, codes.length), weights);
  }
  if (posLabel !== undefined && posLabel !== 1)
    throw new InvalidParameterError(
      where,
      "posLabel",
      "left out where there are more than 2 classes",
      posLabel,
    );
  if (isVector(yScore)) {
    throw new InvalidInputError(
      where,
      "yScore must have a column for each class",
      new Described(`one column for ${classes.length} classes`),
    );
  }
  const scores = toMatrix(where, yScore);
  checkSameLength(where, "yScore", scores.rows, codes.length);
  const k = scores.columns;
  if (k !== classes.length)
    throw new InvalidInputError(
      where,
      `yScore must have ${classes.length} columns, one a class`,
      new Described(`${k} columns`),
    );
  if (average === "micro") {
    const positive = new Uint8Array(scores.data.length);
    codes.forEach((code, i) => {
      positive[i * k + code] = 1;
    });
    const repeated = weights && Float64Array.from(positive, (_, p) => weights[Math.floor(p / k)]!);
    return averagePrecision(positive, scores.data, repeated);
  }
  const each = new Float64Array(k);
  const prevalence = new Float64Array(k);
  for (let i = 0; i < codes.length; i++) prevalence[codes[i]!]! += weights?.[i] ?? 1;
  for (let c = 0; c < k; c++) {
    const positive = Uint8Array.from(codes, (code) => (code === c ? 1 : 0));
    each[c] = averagePrecision(positive, scores.column(c), weights);
    if (average === "weighted" && prevalence[c] === 0) each[c] = 0;
  }
  return average === null ? each : weightedAverage(each, average === "weighted" ? prevalence : undefined);
}

function averagePrecision(
  positive: Uint8Array,
  scores: Float64Array,
  weights: Float64Array | undefined,
): number {
  const { precision, recall } = curveOf(positive, scores, weights, false);
  const steps = new Float64Array(recall.length - 1);
  for (let i = 0; i < steps.length; i++) steps[i] = (recall[i + 1]! - recall[i]!) * precision[i]!;
  return Math.max(0, -pairwiseSum(steps));
}

function curveOf(
  positive: Uint8Array,
  scores: Float64Array,
  weights: Float64Array | undefined,
  dropIntermediate: boolean,
): PrecisionRecallCurve {
  const { tps, fps, thresholds } = countsAtThresholds(positive, scores, weights);
  const last = tps.length - 1;
  const total = tps[last]!;
  const kept: number[] = [];
  for (let i = last; i >= 0; i--) {
    const between = i > 0 && i < last && tps[i] === tps[i - 1] && tps[i] === tps[i + 1];
    if (!(dropIntermediate && between)) kept.push(i);
  }
  const precision = new Float64Array(kept.length + 1);
  const recall = new Float64Array(kept.length + 1);
  kept.forEach((i, at) => {
    const called = tps[i]! + fps[i]!;
    precision[at] = called === 0 ? 0 : tps[i]! / called;
    recall[at] = total === 0 ? 1 : tps[i]! / total;
  });
  precision[kept.length] = 1;
  return { precision, recall, thresholds: Float64Array.from(kept, (i) => thresholds[i]!) };
}
