import type { Label } from "../base/estimator.js";
import { custom, type ParamSpec } from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import type { TreeStructure } from "./tree-structure.js";

/** A fitted tree of one output or of several, as far as it is shown. */
export interface ShownTree {
  readonly tree: TreeStructure;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
  /** Distinct labels, sorted, or those of each output; a regression tree has none. */
  readonly classes?: readonly Label[] | readonly (readonly Label[])[];
}

/** A fitted tree of one output, as far as it is written out. */
export interface ExportedTree extends ShownTree {
  /** Distinct labels, sorted; a regression tree has none. */
  readonly classes?: readonly Label[];
}

/** What the values of a node stand for. */
export interface NodeValues {
  readonly nOutputs: number;
  /** Values of one output: the classes of the output that has most, or 1. */
  readonly width: number;
  /** Classes of the first output, 1 in regression: by their number scikit-learn tells how values are shown. */
  readonly firstClasses: number;
  /** Labels of the only output of a classification tree. */
  readonly labels: readonly Label[] | undefined;
}

/** Outputs and classes of a tree. */
export function nodeValuesOf({ tree, classes }: ShownTree): NodeValues {
  if (classes === undefined) return { nOutputs: tree.nValues, width: 1, firstClasses: 1, labels: undefined };
  const [first] = classes;
  if (!Array.isArray(first))
    return {
      nOutputs: 1,
      width: tree.nValues,
      firstClasses: classes.length,
      labels: classes as readonly Label[],
    };
  const nOutputs = classes.length;
  const labels: readonly Label[] = first;
  return {
    nOutputs,
    width: tree.nValues / nOutputs,
    firstClasses: labels.length,
    labels: nOutputs === 1 ? labels : undefined,
  };
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
 * Refuses a tree of several outputs.
 *
 * @throws {InvalidParameterError} if the tree has more than one.
 */
export function checkOneOutput(where: string, model: ShownTree): void {
  const { nOutputs } = nodeValuesOf(model);
  if (nOutputs !== 1)
    throw new InvalidParameterError(where, "model", "a tree of one output", `${nOutputs} outputs`);
}

/**
 * Refuses names that are not as many as what they name.
 *
 * @throws {InvalidParameterError} if there are more or fewer names.
 */
export function checkNames(
  where: string,
  model: ShownTree,
  featureNames: readonly string[] | null,
  classNames: readonly string[] | boolean | null,
): void {
  if (featureNames !== null && featureNames.length !== model.nFeatures)
    throw new InvalidParameterError(
      where,
      "featureNames",
      `${model.nFeatures} long, one for each feature`,
      featureNames,
    );
  const { labels } = nodeValuesOf(model);
  if (Array.isArray(classNames) && labels !== undefined && classNames.length !== labels.length) {
    const rule = `${labels.length} long, one for each class`;
    throw new InvalidParameterError(where, "classNames", rule, classNames);
  }
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
