import type { Label, MatrixLike, VectorLike } from "../base/estimator.js";
import { toMatrix, toSampleWeight, toTarget, toVector } from "../base/input.js";
import { compareLabels, encodeLabels } from "../base/labels.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { log } from "../core/log.js";
import { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { checkSameLength, inferPositiveLabel, positionOf } from "./label-pairs.js";
import { weightedAverage, weightedSum } from "./weighted-average.js";

/** Options of {@link logLoss}. */
export interface LogLossOptions<L extends Label> {
  /** Mean over the samples (true) or sum (false). Default true. */
  readonly normalize?: boolean;
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
  /** All classes, where not every one occurs in `yTrue`; columns of `yProba` are in sorted order. */
  readonly labels?: readonly L[];
}

/**
 * Cross-entropy of predicted probabilities: the mean of −ln p of the true class, p clipped to [ε, 1 − ε], ε = 2⁻⁵².
 *
 * @param yTrue true labels, shape (nSamples).
 * @param yProba probabilities, shape (nSamples, nClasses), columns in the sorted order of the classes; or those of the larger of two
 *   classes, shape (nSamples).
 * @throws {InvalidInputError} if shapes or labels do not fit, or a probability lies outside [0, 1].
 * @example
 * ```ts
 * logLoss(["spam", "ham", "ham", "spam"], [[0.1, 0.9], [0.9, 0.1], [0.8, 0.2], [0.35, 0.65]]); // => 0.21616187468057912
 * ```
 */
export function logLoss<L extends Label>(
  yTrue: VectorLike<L>,
  yProba: MatrixLike | VectorLike<number>,
  { normalize = true, sampleWeight, labels }: LogLossOptions<L> = {},
): number {
  const where = "logLoss";
  const { codes, proba } = toProbabilities(where, yTrue, yProba, labels);
  const weights = toSampleWeight(where, sampleWeight, codes.length);
  const losses = new Float64Array(codes.length);
  for (let i = 0; i < losses.length; i++) {
    const p = proba.data[i * proba.columns + codes[i]!]!;
    losses[i] = -log(Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON));
  }
  return normalize ? weightedAverage(losses, weights) : weightedSum(losses, weights);
}

/** Options of {@link brierScoreLoss}. */
export interface BrierOptions<L extends Label> {
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
  /** The class that a vector of probabilities is of. Default: 1, true, or the larger number; must be given for strings. */
  readonly posLabel?: L;
  /** All classes, where not every one occurs in `yTrue`. */
  readonly labels?: readonly L[];
  /** Halves the score, so that it lies in [0, 1]. Default "auto": for two classes. */
  readonly scaleByHalf?: boolean | "auto";
}

/**
 * Brier score: the mean squared difference between predicted probabilities and outcomes. Smaller is better.
 *
 * @param yProba probabilities, shape (nSamples, nClasses), columns in the sorted order of the classes; or those of the positive class,
 *   shape (nSamples).
 * @throws {InvalidInputError} as {@link logLoss}.
 * @throws {InvalidParameterError} if the positive class is not known.
 * @see Brier (1950), Verification of forecasts expressed in terms of probability.
 * @example
 * ```ts
 * brierScoreLoss([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3]); // => 0.037500000000000006
 * ```
 */
export function brierScoreLoss<L extends Label>(
  yTrue: VectorLike<L>,
  yProba: MatrixLike | VectorLike<number>,
  { sampleWeight, posLabel, labels, scaleByHalf = "auto" }: BrierOptions<L> = {},
): number {
  const where = "brierScoreLoss";
  const binary = isVector(yProba);
  const { codes, proba } = binary
    ? toBinaryProbabilities(where, yTrue, yProba, posLabel)
    : toProbabilities(where, yTrue, yProba, labels);
  const weights = toSampleWeight(where, sampleWeight, codes.length);
  const k = proba.columns;
  const each = new Float64Array(codes.length);
  const squares = new Float64Array(k);
  for (let i = 0; i < each.length; i++) {
    for (let j = 0; j < k; j++) {
      const difference = (codes[i] === j ? 1 : 0) - proba.data[i * k + j]!;
      squares[j] = difference * difference;
    }
    each[i] = pairwiseSum(squares);
  }
  const score = weightedAverage(each, weights);
  return scaleByHalf === true || (scaleByHalf === "auto" && k < 3) ? score * 0.5 : score;
}

interface Probabilities {
  /** Column of the true class of each sample. */
  readonly codes: Int32Array;
  readonly proba: Matrix;
}

/** Whether the probabilities or scores are of one class. */
export function isVector(values: MatrixLike | VectorLike<number>): values is VectorLike<number> {
  if (ArrayBuffer.isView(values) || typeof values !== "object" || values === null) return true; // refused as a vector
  if (Array.isArray(values))
    return values.length > 0 && (typeof values[0] !== "object" || values[0] === null);
  return "name" in values && "toArray" in values;
}

function toProbabilities<L extends Label>(
  where: string,
  yTrue: VectorLike<L>,
  yProba: MatrixLike | VectorLike<number>,
  labels: readonly L[] | undefined,
): Probabilities {
  const encoded = encodeLabels(where, yTrue);
  const given = isVector(yProba)
    ? vectorAsMatrix(where, yProba, encoded.codes.length)
    : toMatrix(where, yProba);
  checkSameLength(where, "yProba", given.rows, encoded.codes.length);
  checkProbabilities(where, given);
  const proba = given.columns === 1 ? withComplement(given) : given;
  const classes = labels === undefined ? encoded.classes : [...labels].sort(compareLabels);
  if (classes.length < 2) {
    const rule =
      labels === undefined
        ? "yTrue must hold at least 2 classes, or labels must list them"
        : "labels must hold at least 2 classes";
    throw new InvalidInputError(where, rule, classes);
  }
  if (classes.length !== proba.columns) {
    throw new InvalidInputError(
      where,
      `yProba must have ${classes.length} columns, one a class`,
      new Described(`${proba.columns} columns`),
    );
  }
  const place = encoded.classes.map((label) => positionOf(classes, label));
  const unknown = place.findIndex((at) => at < 0);
  if (unknown >= 0)
    throw new InvalidInputError(where, "yTrue must hold labels from labels", encoded.classes[unknown], {
      row: encoded.codes.indexOf(unknown),
    });
  return { codes: encoded.codes.map((code) => place[code]!), proba };
}

function toBinaryProbabilities<L extends Label>(
  where: string,
  yTrue: VectorLike<L>,
  yProba: VectorLike<number>,
  posLabel: L | undefined,
): Probabilities {
  const { classes, codes } = encodeLabels(where, yTrue);
  const proba = vectorAsMatrix(where, yProba, codes.length);
  checkProbabilities(where, proba);
  if (classes.length > 2) {
    throw new InvalidInputError(
      where,
      "yProba must have a column for each class",
      new Described(`one column for ${classes.length} classes`),
    );
  }
  const last = classes[classes.length - 1]!;
  const positive =
    posLabel ?? (typeof last === "number" ? numericPositive(classes) : inferPositiveLabel(where, classes));
  const at = positionOf(classes, positive);
  if (at < 0 && classes.length === 2)
    throw new InvalidParameterError(where, "posLabel", "one of the labels in yTrue", positive);
  return { codes: codes.map((code) => (code === at ? 1 : 0)), proba: withComplement(proba) };
}

/** 1 among {0, 1} and {-1, 1}, else the larger of the two numbers. */
function numericPositive(classes: readonly Label[]): Label {
  const usual =
    classes.every((label) => label === 0 || label === 1) ||
    classes.every((label) => label === -1 || label === 1);
  return usual ? 1 : classes[classes.length - 1]!;
}

function vectorAsMatrix(where: string, values: VectorLike<number>, rows: number): Matrix {
  checkSameLength(where, "yProba", toVector(where, "yProba", values).length, rows);
  return new Matrix(toTarget(where, values, rows, "yProba"), rows, 1);
}

function withComplement(proba: Matrix): Matrix {
  const out = Matrix.zeros(proba.rows, 2);
  for (let i = 0; i < proba.rows; i++) {
    out.data[2 * i] = 1 - proba.data[i]!;
    out.data[2 * i + 1] = proba.data[i]!;
  }
  return out;
}

function checkProbabilities(where: string, proba: Matrix): void {
  const at = proba.data.findIndex((p) => !(p >= 0 && p <= 1));
  if (at < 0) return;
  throw new InvalidInputError(where, "yProba must lie in [0, 1]", proba.data[at], {
    row: Math.floor(at / proba.columns),
    column: at % proba.columns,
  });
}
