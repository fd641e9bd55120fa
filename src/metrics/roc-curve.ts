import type { Label, VectorLike } from "../base/estimator.js";
import { toSampleWeight, toTarget, toVector } from "../base/input.js";
import { encodeLabels } from "../base/labels.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { sortDescending } from "../core/radix-sort.js";
import { checkSameLength, inferPositiveLabel, positionOf } from "./label-pairs.js";

/** Options of {@link rocCurve}. */
export interface RocCurveOptions<L extends Label> {
  /** The positive class. Default: 1 among {0, 1} and {-1, 1}, true among booleans; must be given otherwise. */
  readonly posLabel?: L;
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
  /** Leaves out points on a straight line between their neighbours. Default true. */
  readonly dropIntermediate?: boolean;
}

/** A receiver operating characteristic; point 0 is (0, 0) at threshold Infinity. */
export interface RocCurve {
  /** False positive rates, ascending; NaN where no sample is negative. */
  readonly fpr: Float64Array;
  /** True positive rates, ascending; NaN where no sample is positive. */
  readonly tpr: Float64Array;
  /** A sample is called positive where its score is >= the threshold; descending. */
  readonly thresholds: Float64Array;
}

/**
 * Receiver operating characteristic of scores for two classes.
 *
 * Cost: O(n), a radix sort.
 *
 * @param yTrue true labels, shape (nSamples).
 * @param yScore scores, larger for the positive class, shape (nSamples).
 * @throws {InvalidInputError} if lengths differ or a score is not finite.
 * @throws {InvalidParameterError} if the positive class is not known.
 * @see Fawcett (2006), An introduction to ROC analysis, doi:10.1016/j.patrec.2005.10.010.
 * @example
 * ```ts
 * const { fpr, tpr } = rocCurve([1, 1, 2, 2], [0.1, 0.4, 0.35, 0.8], { posLabel: 2 });
 * fpr; // => new Float64Array([0, 0, 0.5, 0.5, 1])
 * tpr; // => new Float64Array([0, 0.5, 0.5, 1, 1])
 * ```
 */
export function rocCurve<L extends Label>(
  yTrue: VectorLike<L>,
  yScore: VectorLike<number>,
  { posLabel, sampleWeight, dropIntermediate = true }: RocCurveOptions<L> = {},
): RocCurve {
  const where = "rocCurve";
  const positive = positives(where, yTrue, posLabel);
  const scores = toScores(where, yScore, positive.length);
  return curveOf(positive, scores, toSampleWeight(where, sampleWeight, positive.length), dropIntermediate);
}

/**
 * Area under a curve by the trapezoidal rule.
 *
 * @param x ascending or descending, shape (n), n >= 2.
 * @throws {InvalidInputError} if x is not monotonic, or the two differ in length.
 * @example
 * ```ts
 * auc([0, 0.5, 1], [0, 0.8, 1]); // => 0.65
 * ```
 */
export function auc(x: VectorLike<number>, y: VectorLike<number>): number {
  const where = "auc";
  const abscissas = toTarget(where, x, x.length, "x");
  if (abscissas.length < 2)
    throw new InvalidInputError(where, "x must have at least 2 values", new Described(`${abscissas.length}`));
  checkSameLength(where, "y", y.length, abscissas.length);
  const ordinates = toTarget(where, y, y.length, "y");
  const rises = abscissas.some((value, i) => i > 0 && value > abscissas[i - 1]!);
  const falls = abscissas.some((value, i) => i > 0 && value < abscissas[i - 1]!);
  if (rises && falls) throw new InvalidInputError(where, "x must be ascending or descending", x);
  return falls ? -area(abscissas, ordinates) : area(abscissas, ordinates);
}

/** Area under a curve by the trapezoidal rule, unchecked. */
export function area(x: Float64Array, y: Float64Array): number {
  const parts = new Float64Array(Math.max(x.length - 1, 0));
  for (let i = 0; i < parts.length; i++) parts[i] = ((x[i + 1]! - x[i]!) * (y[i + 1]! + y[i]!)) / 2;
  return pairwiseSum(parts);
}

/** Weights of true and false positives at every distinct score, the largest first. */
export interface ThresholdCounts {
  readonly tps: Float64Array;
  readonly fps: Float64Array;
  readonly thresholds: Float64Array;
}

/** Cumulative counts down the sorted scores; samples of weight 0 are left out. */
export function countsAtThresholds(
  positive: Uint8Array,
  scores: Float64Array,
  weights: Float64Array | undefined,
): ThresholdCounts {
  const { order, sorted } = sortDescending(scores);
  const tps = new Float64Array(order.length);
  const fps = new Float64Array(order.length);
  const thresholds = new Float64Array(order.length);
  let n = 0;
  let tp = 0;
  let fp = 0;
  let last = Number.NaN;
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    const weight = weights === undefined ? 1 : weights[i]!;
    if (weight === 0) continue;
    const score = sorted[k]!;
    if (score !== last) {
      thresholds[n++] = score;
      last = score;
    }
    if (positive[i] === 1) tp += weight;
    else fp += weight;
    tps[n - 1] = tp;
    fps[n - 1] = fp;
  }
  return { tps: tps.subarray(0, n), fps: fps.subarray(0, n), thresholds: thresholds.subarray(0, n) };
}

/** Rates at every threshold, or at the corners of the curve only. */
export function curveOf(
  positive: Uint8Array,
  scores: Float64Array,
  weights: Float64Array | undefined,
  dropIntermediate: boolean,
): RocCurve {
  const { tps, fps, thresholds } = countsAtThresholds(positive, scores, weights);
  const n = tps.length;
  const negatives = fps[n - 1]!;
  const positiveWeight = tps[n - 1]!;
  const fpr = new Float64Array(n + 1);
  const tpr = new Float64Array(n + 1);
  const kept = new Float64Array(n + 1);
  fpr[0] = negatives > 0 ? 0 : Number.NaN;
  tpr[0] = positiveWeight > 0 ? 0 : Number.NaN;
  kept[0] = Number.POSITIVE_INFINITY;
  let m = 1;
  for (let i = 0; i < n; i++) {
    const straight =
      i > 0 &&
      i < n - 1 &&
      fps[i + 1]! - fps[i]! === fps[i]! - fps[i - 1]! &&
      tps[i + 1]! - tps[i]! === tps[i]! - tps[i - 1]!;
    if (dropIntermediate && straight) continue;
    fpr[m] = negatives > 0 ? fps[i]! / negatives : Number.NaN;
    tpr[m] = positiveWeight > 0 ? tps[i]! / positiveWeight : Number.NaN;
    kept[m++] = thresholds[i]!;
  }
  return { fpr: fpr.slice(0, m), tpr: tpr.slice(0, m), thresholds: kept.slice(0, m) };
}

/** 1 for each sample of the positive class, 0 for others. */
export function positives<L extends Label>(
  where: string,
  yTrue: VectorLike<L>,
  posLabel: Label | undefined,
): Uint8Array {
  const { classes, codes } = encodeLabels(where, yTrue);
  if (classes.length > 2 && posLabel === undefined)
    throw new InvalidParameterError(where, "posLabel", "given for more than two classes", posLabel);
  const at = positionOf(classes, posLabel ?? inferPositiveLabel(where, classes));
  return Uint8Array.from(codes, (code) => (code === at ? 1 : 0));
}

/** Checked scores as numbers. */
export function toScores(where: string, yScore: VectorLike<number>, rows: number): Float64Array {
  checkSameLength(where, "yScore", toVector(where, "yScore", yScore).length, rows);
  return toTarget(where, yScore, rows, "yScore");
}
