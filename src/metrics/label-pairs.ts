import type { Label, VectorLike } from "../base/estimator.js";
import { toSampleWeight, toVector } from "../base/input.js";
import { numberLabels, refuseFraction, sortClasses } from "../base/labels.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";

/** True and predicted labels as codes into one sorted list of classes. */
export interface LabelPairs<L extends Label> {
  /** Distinct labels of both, sorted. */
  readonly classes: readonly L[];
  readonly trueCodes: Int32Array;
  readonly predCodes: Int32Array;
  readonly sampleWeight: Float64Array | undefined;
}

/**
 * Checks and numbers true and predicted labels.
 *
 * @throws {InvalidInputError} if they are empty, differ in length, or hold labels of different types.
 */
export function toLabelPairs<L extends Label>(
  where: string,
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  weight?: VectorLike<number>,
): LabelPairs<L> {
  const trueLabels = toVector(where, "yTrue", yTrue);
  const predLabels = toVector(where, "yPred", yPred);
  checkSameLength(where, "yPred", predLabels.length, trueLabels.length);
  const sampleWeight = toSampleWeight(where, weight, trueLabels.length);
  const seen = new Map<L, number>();
  const type = typeof trueLabels[0];
  const number = (name: string, labels: ArrayLike<L>): Int32Array =>
    numberLabels(labels, seen, (label, i) => checkLabel(where, name, label, type, i));
  const trueCodes = number("yTrue", trueLabels);
  const predCodes = number("yPred", predLabels);
  return { classes: sortClasses(seen, [trueCodes, predCodes]), trueCodes, predCodes, sampleWeight };
}

/**
 * Whether a report prints numbers of samples as whole numbers: without weights, and where at least one prediction is right.
 * scikit-learn counts in floating point where none is.
 */
export function countsAreWhole<L extends Label>({
  trueCodes,
  predCodes,
  sampleWeight,
}: LabelPairs<L>): boolean {
  return sampleWeight === undefined && trueCodes.some((code, i) => code === predCodes[i]);
}

/**
 * Refuses empty vectors and vectors of different lengths.
 *
 * @throws {InvalidInputError} naming the second one.
 */
export function checkSameLength(where: string, name: string, length: number, expected: number): void {
  if (expected === 0)
    throw new InvalidInputError(where, "yTrue must have at least 1 value", new Described("0 values"));
  if (length !== expected) {
    throw new InvalidInputError(
      where,
      `${name} must have ${expected} values, as yTrue has`,
      new Described(`${length} values`),
    );
  }
}

function checkLabel(where: string, name: string, label: unknown, type: string, row: number): void {
  if (typeof label !== "string" && typeof label !== "number" && typeof label !== "boolean")
    throw new InvalidInputError(where, `${name} must hold strings, numbers or booleans`, label, { row });
  if (typeof label === "number" && !Number.isFinite(label))
    throw new InvalidInputError(where, `${name} must hold finite labels`, label, { row });
  refuseFraction(where, name, label, row);
  if (typeof label !== type)
    throw new InvalidInputError(
      where,
      `labels in yTrue and yPred must all be of one type, here ${type}`,
      label,
      { row },
    );
}

/** Position of a label among classes; 1 means true among booleans, as in Python. -1 if it is not there. */
export function positionOf(classes: readonly Label[], label: Label): number {
  const at = classes.indexOf(label);
  if (at >= 0 || typeof label !== "number" || typeof classes[0] !== "boolean") return at;
  return classes.findIndex((candidate) => Number(candidate) === label);
}

/**
 * Checks a list of labels that was given as an option.
 *
 * @throws {InvalidParameterError} if it is empty.
 */
export function checkLabelList(where: string, labels: readonly Label[]): void {
  if (!Array.isArray(labels) || labels.length === 0)
    throw new InvalidParameterError(where, "labels", "an array of at least one label", labels);
}

/**
 * The positive class where none is named: 1 among {0, 1} and {-1, 1}, true among booleans.
 *
 * @throws {InvalidParameterError} if the labels do not tell.
 */
export function inferPositiveLabel(where: string, classes: readonly Label[]): Label {
  if (typeof classes[0] === "boolean") return true;
  const known =
    classes.length <= 2 &&
    (classes.every((label) => label === 0 || label === 1) ||
      classes.every((label) => label === -1 || label === 1));
  if (known) return 1;
  const rule = "given, because the labels are none of {0, 1}, {-1, 1} and {false, true}";
  throw new InvalidParameterError(where, "posLabel", rule, classes);
}
