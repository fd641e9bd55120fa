import { flag, integer, type ParamSpecs, resolveParams } from "../base/params.js";
import {
  categoriesLeftAt,
  checkNames,
  classNamesSpec,
  type ExportedTree,
  featureNamesSpec,
  largestOf,
  valuesOf,
} from "./exported-tree.js";
import { pythonFixed } from "./python-numbers.js";

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
export function exportText(model: ExportedTree, options: Partial<ExportTextOptions> = {}): string {
  const resolved = resolveParams("exportText", specs, options);
  checkNames("exportText", model, resolved.featureNames, resolved.classNames);
  const lines: string[] = [];
  writeNode(model, resolved, 0, 1, lines);
  return lines.map((line) => `${line}\n`).join("");
}

function writeNode(
  model: ExportedTree,
  options: ExportTextOptions,
  node: number,
  depth: number,
  lines: string[],
): void {
  const { tree } = model;
  const indent =
    `|${" ".repeat(options.spacing)}`.repeat(depth).slice(0, -options.spacing) + "-".repeat(options.spacing);
  if (depth > options.maxDepth + 1) {
    const levels = levelsBelow(model, node);
    lines.push(
      levels === 1 ? leafLine(model, options, node, indent) : `${indent} truncated branch of depth ${levels}`,
    );
    return;
  }
  if (tree.childrenLeft[node]! < 0) {
    lines.push(leafLine(model, options, node, indent));
    return;
  }
  const name = options.featureNames?.[tree.feature[node]!] ?? `feature_${tree.feature[node]!}`;
  const set = categoriesLeftAt(tree, node)?.join(", ");
  const threshold = pythonFixed(tree.threshold[node]!, options.decimals);
  lines.push(`${indent} ${name} ${set === undefined ? `<= ${threshold}` : `in {${set}}`}`);
  writeNode(model, options, tree.childrenLeft[node]!, depth + 1, lines);
  lines.push(`${indent} ${name} ${set === undefined ? `>  ${threshold}` : `not in {${set}}`}`);
  writeNode(model, options, tree.childrenRight[node]!, depth + 1, lines);
}

function leafLine(
  { tree, classes }: ExportedTree,
  { decimals, showWeights, classNames }: ExportTextOptions,
  node: number,
  indent: string,
): string {
  const values = valuesOf(tree, node);
  const list = (scale: number): string =>
    `[${Array.from(values, (value) => pythonFixed(value * scale, decimals)).join(", ")}]`;
  if (classes === undefined) return `${indent} value: ${list(1)}`;
  // With one class scikit-learn names its number.
  const name = classes.length === 1 ? "0" : (classNames ?? classes)[largestOf(values)];
  const weights = showWeights ? ` weights: ${list(tree.weightedNNodeSamples[node]!)}` : "";
  return `${indent}${weights} class: ${String(name)}`;
}

/** Levels of the subtree at a node, itself counted. */
function levelsBelow(model: ExportedTree, node: number): number {
  const { childrenLeft, childrenRight } = model.tree;
  if (childrenLeft[node]! < 0) return 1;
  return 1 + Math.max(levelsBelow(model, childrenLeft[node]!), levelsBelow(model, childrenRight[node]!));
}
