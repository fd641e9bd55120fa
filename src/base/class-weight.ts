import { InvalidParameterError } from "../core/errors.js";
import type { Label } from "./estimator.js";
import { custom, type ParamSpec } from "./params.js";

/** Weight by label: a Map, or an object whose keys are the labels written as strings. */
export type ClassWeightTable = ReadonlyMap<Label, number> | Readonly<Record<string, number>>;

/**
 * Weights of classes: `"balanced"` for weights inversely proportional to the class frequencies, a table of weights by label
 * (a label that is not in it weighs 1), or null for weight 1 everywhere.
 */
export type ClassWeight = "balanced" | ClassWeightTable | null;

/** Whether a value is a table of finite weights >= 0 by label. */
export function isClassWeightTable(value: unknown): value is ClassWeightTable {
  if (value === null || typeof value !== "object") return false;
  if (!(value instanceof Map) && Object.getPrototypeOf(value) !== Object.prototype) return false;
  const weights: unknown[] = value instanceof Map ? [...value.values()] : Object.values(value);
  return weights.every((weight) => typeof weight === "number" && Number.isFinite(weight) && weight >= 0);
}

/** Spec of the hyper-parameter `classWeight`. */
export const classWeightSpec: ParamSpec<ClassWeight> = custom<ClassWeight>({
  default: null,
  domain: '"balanced", a table of finite weights >= 0 by label, or null (weight 1)',
  help: "Weights of the classes; balanced: nSamples / (nClasses × count of the class).",
  outside: ["no such option", 1, true, [1, 2], { a: -1 }, { a: Number.NaN }, new Map([["a", "1"]])],
  accepts: (value) => value === null || value === "balanced" || isClassWeightTable(value),
});

/**
 * Weight of each class.
 *
 * Balanced weights are total / (nClasses × total of the class), where totals count samples, or add up `sampleWeight` where given.
 *
 * @param classes distinct labels, sorted.
 * @param codes position in `classes` of each sample's label, shape (nSamples); every class occurs.
 * @returns shape (nClasses).
 * @throws {InvalidParameterError} if a table leaves out a class and names a label that is not a class, as a misspelt one would.
 * @see King & Zeng (2001), Logistic Regression in Rare Events Data, Political Analysis 9(2).
 */
export function computeClassWeight(
  where: string,
  classWeight: ClassWeight,
  classes: readonly Label[],
  codes: ArrayLike<number>,
  sampleWeight?: ArrayLike<number>,
): Float64Array {
  if (classWeight === null) return new Float64Array(classes.length).fill(1);
  if (classWeight === "balanced") return balancedWeights(classes.length, codes, sampleWeight);
  return tableWeights(where, classWeight, classes);
}

function balancedWeights(
  nClasses: number,
  codes: ArrayLike<number>,
  sampleWeight: ArrayLike<number> | undefined,
): Float64Array {
  const totals = new Float64Array(nClasses);
  for (let i = 0; i < codes.length; i++)
    totals[codes[i]!]! += sampleWeight === undefined ? 1 : sampleWeight[i]!;
  const total = totals.reduce((sum, value) => sum + value, 0);
  return totals.map((value) => total / (nClasses * value));
}

function tableWeights(where: string, table: ClassWeightTable, classes: readonly Label[]): Float64Array {
  const entries: [string, number][] =
    table instanceof Map
      ? [...table].map(([label, weight]) => [String(label), weight])
      : Object.entries(table as Readonly<Record<string, number>>);
  const byName = new Map(entries);
  const weights = classes.map((label) => byName.get(String(label)));
  const known = weights.filter((weight) => weight !== undefined).length;
  const missing = weights.indexOf(undefined);
  if (missing >= 0 && known !== byName.size) {
    const rule = `a table of the classes in y, ${classes.map((label) => JSON.stringify(label)).join(", ")}`;
    throw new InvalidParameterError(where, "classWeight", rule, table);
  }
  return Float64Array.from(weights, (weight) => weight ?? 1);
}

/**
 * Weight that each sample has through its class.
 *
 * @param index rows of a sub-sample; balanced weights then follow its class frequencies, and a class that is absent from it weighs 0.
 * @returns shape (nSamples), for all samples, also with `index`.
 * @throws {InvalidParameterError} as {@link computeClassWeight}.
 */
export function computeSampleWeight(
  where: string,
  classWeight: ClassWeight,
  classes: readonly Label[],
  codes: ArrayLike<number>,
  index?: ArrayLike<number>,
): Float64Array {
  const weights =
    index !== undefined && classWeight === "balanced"
      ? balancedInSubsample(classes.length, codes, index)
      : computeClassWeight(where, classWeight, classes, codes);
  return Float64Array.from(codes, (code) => weights[code]!);
}

function balancedInSubsample(
  nClasses: number,
  codes: ArrayLike<number>,
  index: ArrayLike<number>,
): Float64Array {
  const counts = new Float64Array(nClasses);
  for (let i = 0; i < index.length; i++) counts[codes[index[i]!]!]! += 1;
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 0 : index.length / (present * count)));
}
