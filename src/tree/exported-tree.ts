import type { Label } from "../base/estimator.js";
import { custom, type ParamSpec } from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import type { TreeStructure } from "./tree-structure.js";

/** A fitted tree of one output, as far as it is written out. */
export interface ExportedTree {
  readonly tree: TreeStructure;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
  /** Distinct labels, sorted; a regression tree has none. */
  readonly classes?: readonly Label[];
}

const isNames = (value: unknown): boolean =>
  Array.isArray(value) && value.every((name) => typeof name === "string");

/** Spec of `featureNames`. */
export const featureNamesSpec: ParamSpec<readonly string[] | null> = custom<readonly string[] | null>({
  default: null,
  domain: "an array of texts, one for each feature, or null",
  help: "Names of the features.",
  outside: ["name", 1, [1]],
  accepts: (value) => value === null || isNames(value),
});

/** Spec of `classNames`. */
export const classNamesSpec: ParamSpec<readonly string[] | null> = custom<readonly string[] | null>({
  default: null,
  domain: "an array of texts, one for each class, or null",
  help: "Names of the classes.",
  outside: ["name", 1, [1]],
  accepts: (value) => value === null || isNames(value),
});

/** Spec of `classNames` where true stands for y[0], y[1], …. */
export const shownClassNamesSpec: ParamSpec<readonly string[] | boolean | null> = custom<
  readonly string[] | boolean | null
>({
  default: null,
  domain: "an array of texts, one for each class, true for their numbers, or null for none",
  help: "Names of the classes.",
  outside: ["name", 1, [1]],
  accepts: (value) => value === null || typeof value === "boolean" || isNames(value),
});

/**
 * Refuses names that are not as many as what they name.
 *
 * @throws {InvalidParameterError} if there are more or fewer names, or the tree has several outputs.
 */
export function checkNames(
  where: string,
  model: ExportedTree,
  featureNames: readonly string[] | null,
  classNames: readonly string[] | boolean | null,
): void {
  if (model.tree.nValues !== (model.classes?.length ?? 1))
    throw new InvalidParameterError(
      where,
      "model",
      "a tree of one output",
      `${model.tree.nValues} values a node`,
    );
  if (featureNames !== null && featureNames.length !== model.nFeatures)
    throw new InvalidParameterError(
      where,
      "featureNames",
      `${model.nFeatures} long, one for each feature`,
      featureNames,
    );
  const classes = model.classes?.length ?? 0;
  if (Array.isArray(classNames) && model.classes !== undefined && classNames.length !== classes)
    throw new InvalidParameterError(where, "classNames", `${classes} long, one for each class`, classNames);
}

/** Values of a node: class shares, or a mean or median. */
export function valuesOf({ nValues, value }: TreeStructure, node: number): Float64Array {
  return value.subarray(node * nValues, (node + 1) * nValues);
}

/** Position of the largest value, the first of equal ones. */
export function largestOf(values: Float64Array): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  return best;
}

/** The categories that go left at a node, ascending; undefined where it splits at a threshold. */
export function categoriesLeftAt(tree: TreeStructure, node: number): number[] | undefined {
  if (!Number.isNaN(tree.threshold[node]!)) return undefined;
  const words = tree.categoryWords;
  const out: number[] = [];
  for (let c = 0; c < words * 32; c++)
    if ((tree.leftCategories[node * words + (c >>> 5)]! >>> (c & 31)) & 1) out.push(c);
  return out;
}
