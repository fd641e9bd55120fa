import type { Label, MatrixLike, VectorLike } from "../base/estimator.js";
import { toMatrix, toSampleWeight } from "../base/input.js";
import { encodeLabels } from "../base/labels.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { checkSameLength, positionOf } from "./label-pairs.js";
import { isVector } from "./probability-losses.js";
import { area, curveOf, toScores } from "./roc-curve.js";
import { weightedAverage } from "./weighted-average.js";

/** Options of {@link rocAucScore}. */
export interface RocAucOptions<L extends Label> {
  /** How the scores of several classes become one: mean ("macro"), by prevalence ("weighted"), pooled ("micro"), none (null). */
  readonly average?: "macro" | "weighted" | "micro" | null;
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
  /** For two classes: standardised partial area over false positive rates up to this one, in (0, 1]. Default null. */
  readonly maxFpr?: number | null;
  /** For more than two classes, each against the rest ("ovr") or each against each ("ovo"); must be given then. Default "raise". */
  readonly multiClass?: "raise" | "ovr" | "ovo";
  /** All classes, sorted, where not every one occurs in `yTrue`. */
  readonly labels?: readonly L[];
}

/**
 * Area under the receiver operating characteristic: the chance that a positive sample scores above a negative one.
 *
 * @param yTrue true labels, shape (nSamples). Of two labels the larger is positive.
 * @param yScore scores, shape (nSamples); for more than two classes probabilities, shape (nSamples, nClasses).
 * @returns a number (NaN where only one class occurs); an array, one value a class, where `average` is null.
 * @throws {InvalidInputError} if shapes or labels do not fit, or a score is not finite.
 * @throws {InvalidParameterError} if an option is outside its domain or of no use here.
 * @see Hand & Till (2001), doi:10.1023/A:1010920819831 ("ovo"); McClish (1989), doi:10.1177/0272989X8900900307 (partial areas).
 * @example
 * ```ts
 * rocAucScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]); // => 0.75
 * ```
 */
export function rocAucScore<L extends Label>(
  yTrue: VectorLike<L>,
  yScore: MatrixLike,
  options: RocAucOptions<L> & { readonly average: null },
): Float64Array;
export function rocAucScore<L extends Label>(
  yTrue: VectorLike<L>,
  yScore: MatrixLike | VectorLike<number>,
  options?: RocAucOptions<L> & { readonly average?: "macro" | "weighted" | "micro" },
): number;
export function rocAucScore<L extends Label>(
  yTrue: VectorLike<L>,
  yScore: MatrixLike | VectorLike<number>,
  options: RocAucOptions<L> = {},
): number | Float64Array {
  const where = "rocAucScore";
  const { classes, codes } = encodeLabels(where, yTrue);
  const matrix = isVector(yScore) ? undefined : toMatrix(where, yScore);
  const { maxFpr = null } = options;
  if (maxFpr !== null && !(maxFpr > 0 && maxFpr <= 1))
    throw new InvalidParameterError(where, "maxFpr", "a number in (0, 1], or null", maxFpr);
  if (classes.length > 2 || (matrix !== undefined && matrix.columns > 2))
    return multiclassAuc(where, classes, codes, matrix, options);
  const scores =
    matrix === undefined
      ? toScores(where, yScore as VectorLike<number>, codes.length)
      : singleColumn(where, matrix);
  checkSameLength(where, "yScore", scores.length, codes.length);
  if (classes.length < 2) return Number.NaN;
  const weights = toSampleWeight(where, options.sampleWeight, codes.length);
  return binaryAuc(Uint8Array.from(codes), scores, weights, maxFpr);
}

/** Area for labels 0 and 1; NaN where only one occurs. */
function binaryAuc(
  positive: Uint8Array,
  scores: Float64Array,
  weights: Float64Array | undefined,
  maxFpr: number | null,
): number {
  if (!positive.includes(0) || !positive.includes(1)) return Number.NaN;
  const { fpr, tpr } = curveOf(positive, scores, weights, true);
  if (maxFpr === null || maxFpr === 1) return area(fpr, tpr);
  return partialAuc(fpr, tpr, maxFpr);
}

/** Area left of `maxFpr`, rescaled so that chance gives 0.5 and perfection 1. */
function partialAuc(fpr: Float64Array, tpr: Float64Array, maxFpr: number): number {
  let stop = 0;
  while (fpr[stop]! <= maxFpr) stop++;
  const slope = (tpr[stop]! - tpr[stop - 1]!) / (fpr[stop]! - fpr[stop - 1]!);
  const height = slope * (maxFpr - fpr[stop - 1]!) + tpr[stop - 1]!;
  const found = area(
    Float64Array.from([...fpr.subarray(0, stop), maxFpr]),
    Float64Array.from([...tpr.subarray(0, stop), height]),
  );
  const least = 0.5 * maxFpr * maxFpr;
  return 0.5 * (1 + (found - least) / (maxFpr - least));
}

function multiclassAuc<L extends Label>(
  where: string,
  present: readonly L[],
  codes: Int32Array,
  scores: Matrix | undefined,
  options: RocAucOptions<L>,
): number | Float64Array {
  const { average = "macro", multiClass = "raise", maxFpr = null } = options;
  if (maxFpr !== null && maxFpr !== 1)
    throw new InvalidParameterError(where, "maxFpr", "null for more than two classes", maxFpr);
  if (multiClass !== "ovr" && multiClass !== "ovo")
    throw new InvalidParameterError(
      where,
      "multiClass",
      '"ovr" or "ovo" for more than two classes',
      multiClass,
    );
  const allowed = multiClass === "ovr" ? ["micro", "macro", "weighted", null] : ["macro", "weighted"];
  if (!(allowed as unknown[]).includes(average)) {
    const rule = `one of ${allowed.map((name) => JSON.stringify(name)).join(", ")} where multiClass is "${multiClass}"`;
    throw new InvalidParameterError(where, "average", rule, average);
  }
  const classes = options.labels ?? present;
  checkScoreMatrix(where, scores, codes.length, classes.length);
  const place = present.map((label) => positionOf(classes, label));
  if (place.includes(-1)) throw new InvalidInputError(where, "yTrue must hold labels from labels", present);
  const columnOf = codes.map((code) => place[code]!);
  if (multiClass === "ovo") {
    if (options.sampleWeight !== undefined)
      throw new InvalidParameterError(
        where,
        "sampleWeight",
        'left out where multiClass is "ovo"',
        options.sampleWeight,
      );
    return oneVersusOne(columnOf, scores!, average === "weighted");
  }
  return oneVersusRest(columnOf, scores!, average, toSampleWeight(where, options.sampleWeight, codes.length));
}

function oneVersusRest(
  codes: Int32Array,
  scores: Matrix,
  average: "macro" | "weighted" | "micro" | null,
  weights: Float64Array | undefined,
): number | Float64Array {
  const k = scores.columns;
  if (average === "micro") {
    const positive = new Uint8Array(scores.data.length);
    codes.forEach((code, i) => {
      positive[i * k + code] = 1;
    });
    return binaryAuc(positive, scores.data, weights && repeated(weights, k), null);
  }
  const each = new Float64Array(k);
  const prevalence = new Float64Array(k);
  for (let i = 0; i < codes.length; i++) prevalence[codes[i]!]! += weights?.[i] ?? 1;
  for (let c = 0; c < k; c++) {
    const positive = Uint8Array.from(codes, (code) => (code === c ? 1 : 0));
    each[c] = binaryAuc(positive, scores.column(c), weights, null);
    if (average === "weighted" && prevalence[c] === 0) each[c] = 0;
  }
  if (average === null) return each;
  return weightedAverage(each, average === "weighted" ? prevalence : undefined);
}

function repeated(weights: Float64Array, times: number): Float64Array {
  const out = new Float64Array(weights.length * times);
  for (let i = 0; i < out.length; i++) out[i] = weights[Math.floor(i / times)]!;
  return out;
}

/** Mean over the pairs of classes that occur, each pair scored both ways. */
function oneVersusOne(codes: Int32Array, scores: Matrix, weighted: boolean): number {
  const present = [...new Set(codes)].sort((a, b) => a - b);
  const pairScores: number[] = [];
  const prevalence: number[] = [];
  for (const [k, a] of present.entries()) {
    for (const b of present.slice(k + 1)) {
      const rows = Int32Array.from(codes.keys()).filter((i) => codes[i] === a || codes[i] === b);
      const isA = Uint8Array.from(rows, (i) => (codes[i] === a ? 1 : 0));
      const scoreOf = (column: number): Float64Array =>
        Float64Array.from(rows, (i) => scores.data[i * scores.columns + column]!);
      const forA = binaryAuc(isA, scoreOf(a), undefined, null);
      const forB = binaryAuc(
        isA.map((bit) => 1 - bit),
        scoreOf(b),
        undefined,
        null,
      );
      pairScores.push((forA + forB) / 2);
      prevalence.push(rows.length / codes.length);
    }
  }
  return weightedAverage(pairScores, weighted ? prevalence : undefined);
}

function checkScoreMatrix(where: string, scores: Matrix | undefined, rows: number, classes: number): void {
  if (scores === undefined || scores.columns !== classes) {
    throw new InvalidInputError(
      where,
      `yScore must have ${classes} columns, one a class`,
      new Described(scores === undefined ? "a vector" : `${scores.columns} columns`),
    );
  }
  checkSameLength(where, "yScore", scores.rows, rows);
  for (let i = 0; i < scores.rows; i++) {
    const sum = pairwiseSum(scores.row(i));
    if (Math.abs(sum - 1) > 1e-5 * Math.abs(sum) + 1e-8)
      throw new InvalidInputError(where, "rows of yScore must be probabilities that sum to 1", sum, {
        row: i,
      });
  }
}

function singleColumn(where: string, matrix: Matrix): Float64Array {
  if (matrix.columns === 1) return matrix.data;
  throw new InvalidInputError(
    where,
    "yScore must be a vector for two classes: the scores of the larger one",
    new Described(`${matrix.columns} columns`),
  );
}
