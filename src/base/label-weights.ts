import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import {
  type ClassWeight,
  classWeightSpec,
  computeClassWeight as weightsOfClasses,
  computeSampleWeight as weightsOfSamples,
} from "./class-weight.js";
import type { Label, VectorLike } from "./estimator.js";
import { toSampleWeight, toVector } from "./input.js";
import { codesOf, encodeDistinct } from "./labels.js";

/** Options of {@link computeClassWeight}. */
export interface ComputeClassWeightOptions<L extends Label> {
  /** The classes to weigh, in this order; each must occur in y. */
  readonly classes: readonly L[];
  /** Labels of the samples. */
  readonly y: VectorLike<L>;
  /** Weight of each sample in balanced weights. */
  readonly sampleWeight?: VectorLike<number>;
}

/**
 * Weight of each class as classifiers with `classWeight` take it: balanced weights are total / (nClasses × total of the class).
 *
 * @returns shape (classes).
 * @throws {InvalidInputError} if y holds a label that is no class, or a class does not occur in y.
 * @throws {InvalidParameterError} if `classWeight` is outside its domain, or its table leaves out a class and names what is none.
 * @see King & Zeng (2001), Logistic Regression in Rare Events Data, Political Analysis 9(2).
 * @example
 * ```ts
 * const y = ["no", "no", "no", "yes"];
 * computeClassWeight("balanced", { classes: ["no", "yes"], y }); // => new Float64Array([0.6666666666666666, 2])
 * computeClassWeight({ yes: 5 }, { classes: ["no", "yes"], y }); // => new Float64Array([1, 5])
 * ```
 */
export function computeClassWeight<L extends Label>(
  classWeight: ClassWeight,
  { classes, y, sampleWeight }: ComputeClassWeightOptions<L>,
): Float64Array {
  const where = "computeClassWeight";
  checkClassWeight(where, classWeight);
  const codes = codesOf(where, y, classes);
  const weights = toSampleWeight(where, sampleWeight, codes.length);
  const present = new Set(codes);
  const missing = classes.findIndex((_, code) => !present.has(code));
  if (missing >= 0) throw new InvalidInputError(where, "y must hold every class", classes[missing]);
  return weightsOfClasses(where, classWeight, classes, codes, weights);
}

/** Options of {@link computeSampleWeight}. */
export interface ComputeSampleWeightOptions {
  /** Rows of a sub-sample, whose class frequencies balanced weights then follow; a class that is absent from it weighs 0. */
  readonly indices?: ArrayLike<number>;
}

/**
 * Weight that each sample has through its class; what `sampleWeight` of a fit is to be where the estimator has no `classWeight`.
 *
 * @returns shape (nSamples), for all samples, also with `indices`.
 * @throws {InvalidInputError} if labels are of different types, or a row of `indices` does not exist.
 * @throws {InvalidParameterError} if `classWeight` is outside its domain, or `indices` are given without balanced weights.
 * @example
 * ```ts
 * computeSampleWeight("balanced", ["no", "no", "no", "yes"]); // => new Float64Array([0.6666666666666666, 0.6666666666666666, 0.6666666666666666, 2])
 * ```
 */
export function computeSampleWeight<L extends Label>(
  classWeight: ClassWeight,
  y: VectorLike<L>,
  { indices }: ComputeSampleWeightOptions = {},
): Float64Array {
  const where = "computeSampleWeight";
  checkClassWeight(where, classWeight);
  const { classes, codes } = encodeDistinct(where, toVector(where, "y", y));
  if (indices === undefined) return weightsOfSamples(where, classWeight, classes, codes);
  if (classWeight !== "balanced")
    throw new InvalidParameterError(where, "classWeight", '"balanced", since indices are given', classWeight);
  const stray = Array.from(indices).find((i) => !Number.isSafeInteger(i) || i < 0 || i >= codes.length);
  if (stray !== undefined || indices.length === 0)
    throw new InvalidInputError(where, `indices must be rows in [0, ${codes.length})`, stray ?? indices);
  return weightsOfSamples(where, classWeight, classes, codes, indices);
}

function checkClassWeight(where: string, classWeight: unknown): void {
  if (!classWeightSpec.accepts(classWeight))
    throw new InvalidParameterError(where, "classWeight", classWeightSpec.domain, classWeight);
}
