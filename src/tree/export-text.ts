import { flag, integer, type ParamSpecs, resolveParams } from "../base/params.js";
import {
  categoriesLeftAt,
  checkNames,
  classNamesSpec,
  featureNamesSpec,
  largestOf,
  nodeValuesOf,
  type ShownTree,
  valuesOf,
} from "./exported-tree.js";
import { pythonFixed, pythonLabel } from "./python-numbers.js";
import { rootOf, type TreeNode } from "./tree-node.js";

/** How {@link exportText} writes. */
export interface ExportTextOptions {
  /** Names of the features, or null (default) for feature_0, feature_1, …. */
  readonly featureNames: readonly string[] | null;
  /** Names of the classes, or null (default) for the labels. */
  readonly classNames: readonly string[] | null;
  /** Depth below which branches are only summed up, an integer >= 0. Default 10. */
  readonly maxDepth: number;
  /** Spaces between edges, an integer >= 1. Default 3. */
  readonly spacing: number;
  /** Decimal places, an integer >= 0. Default 2. */
  readonly decimals: number;
  /** Whether the leaves of a classification tree show the weight of each class. Default false. */
  readonly showWeights: boolean;
}

const specs: ParamSpecs<ExportTextOptions> = {
  featureNames: featureNamesSpec,
  classNames: classNamesSpec,
  maxDepth: integer({ default: 10, min: 0, help: "Depth below which branches are summed up." }),
  spacing: integer({ default: 3, min: 1, help: "Spaces between edges." }),
  decimals: integer({ default: 2, min: 0, max: 100, help: "Decimal places." }),
  showWeights: flag({ default: false, help: "Show the weight of each class." }),
};

/**
 * The rules of a tree as text, character for character scikit-learn's `export_text`; a split by categories reads `name in {0, 3}`.
 * Of several outputs it shows, as scikit-learn does, the mean of each, or the share of the first class of each, and as `class` the
 * number of the output where that is largest; `plotTree` and `exportGraphviz` show all values.
 *
 * @throws {InvalidParameterError} if an option is unknown or outside its domain, or names are not as many as what they name.
 *
 * @example
 * ```ts
 * const model = await new DecisionTreeClassifier().fit([[0], [1], [2], [3]], ["a", "a", "b", "b"]);
 * exportText(model, { featureNames: ["size"] }).split("\n");
 * // => ["|--- size <= 1.50", "|   |--- class: a", "|--- size >  1.50", "|   |--- class: b", ""]
 * ```
 */
export function exportText(model: ShownTree, options: Partial<ExportTextOptions> = {}): string {
  const resolved = resolveParams("exportText", specs, options);
  checkNames("exportText", model, resolved.featureNames, resolved.classNames);
  const lines: string[] = [];
  writeNode(model, resolved, rootOf(model.tree), lines);
  return lines.map((line) => `${line}\n`).join("");
}

function writeNode(model: ShownTree, options: ExportTextOptions, node: TreeNode, lines: string[]): void {
  const { tree } = model;
  const { index, depth, children } = node;
  const indent = `|${" ".repeat(options.spacing)}`.repeat(depth) + `|${"-".repeat(options.spacing)}`;
  if (children === undefined) {
    lines.push(leafLine(model, options, index, indent));
    return;
  }
  if (depth > options.maxDepth) {
    lines.push(`${indent} truncated branch of depth ${node.levels}`);
    return;
  }
  const name = options.featureNames?.[tree.feature[index]!] ?? `feature_${tree.feature[index]!}`;
  const set = categoriesLeftAt(tree, index)?.join(", ");
  const threshold = pythonFixed(tree.threshold[index]!, options.decimals);
  lines.push(`${indent} ${name} ${set === undefined ? `<= ${threshold}` : `in {${set}}`}`);
  writeNode(model, options, children[0], lines);
  lines.push(`${indent} ${name} ${set === undefined ? `>  ${threshold}` : `not in {${set}}`}`);
  writeNode(model, options, children[1], lines);
}

function leafLine(
  model: ShownTree,
  { decimals, showWeights, classNames }: ExportTextOptions,
  node: number,
  indent: string,
): string {
  const { tree } = model;
  const { nOutputs, width, labels } = nodeValuesOf(model);
  const all = valuesOf(tree, node);
  // Of several outputs scikit-learn shows the first value of each.
  const values = nOutputs === 1 ? all : Float64Array.from({ length: nOutputs }, (_, k) => all[k * width]!);
  const list = (scale: number): string =>
    `[${Array.from(values, (value) => pythonFixed(value * scale, decimals)).join(", ")}]`;
  if (model.classes === undefined) return `${indent} value: ${list(1)}`;
  const best = largestOf(values);
  // With one class, or several outputs, scikit-learn names a number.
  const name = labels === undefined || labels.length === 1 ? best : (classNames ?? labels)[best];
  const weights = showWeights ? ` weights: ${list(tree.weightedNNodeSamples[node]!)}` : "";
  return `${indent}${weights} class: ${pythonLabel(name!)}`;
}
