import {
  choice,
  custom,
  flag,
  integer,
  nullByDefault,
  type ParamSpecs,
  resolveParams,
} from "../base/params.js";
import { checkNames, featureNamesSpec, type ShownTree, shownClassNamesSpec } from "./exported-tree.js";
import { type NodeOptions, type NodeSigns, nodeColors, nodeLines } from "./node-lines.js";
import { rootOf } from "./tree-node.js";

/** How {@link exportGraphviz} draws. */
export interface ExportGraphvizOptions extends NodeOptions {
  /** Depth to which the tree is drawn, an integer >= 0, or null (default) for all. */
  readonly maxDepth: number | null;
  /** Whether nodes are coloured by their majority class or their value. Default false. */
  readonly filled: boolean;
  /** Whether all leaves stand at the bottom. Default false. */
  readonly leavesParallel: boolean;
  /** Whether the tree grows to the right instead of downwards. Default false. */
  readonly rotate: boolean;
  /** Whether boxes have round corners. Default false. */
  readonly rounded: boolean;
  /** Whether signs are written as HTML entities, for PostScript. Default false. */
  readonly specialCharacters: boolean;
  /** Font. Default `"helvetica"`. */
  readonly fontname: string;
}

/** Domain, default and help of {@link NodeOptions}. */
export const nodeOptionSpecs: ParamSpecs<NodeOptions> = {
  featureNames: featureNamesSpec,
  classNames: shownClassNamesSpec,
  label: choice({ default: "all", options: ["all", "root", "none"], help: "Where numbers are labelled." }),
  impurity: flag({ default: true, help: "Show the impurity." }),
  criterion: text("impurity", "Name of the impurity."),
  nodeIds: flag({ default: false, help: "Show the number of the node." }),
  proportion: flag({ default: false, help: "Show shares instead of counts." }),
  precision: integer({ default: 3, min: 0, help: "Decimal places." }),
};

function text(value: string, help: string): ReturnType<typeof custom<string>> {
  return custom<string>({
    default: value,
    domain: "a text without quotation marks and line breaks",
    help,
    outside: [1, null, 'a"b'],
    accepts: (given) => typeof given === "string" && !/["\\\n\r]/.test(given),
  });
}

const specs: ParamSpecs<ExportGraphvizOptions> = {
  ...nodeOptionSpecs,
  maxDepth: nullByDefault(integer({ default: 0, min: 0, help: "Depth to which the tree is drawn." }), "all"),
  filled: flag({ default: false, help: "Colour nodes by class or value." }),
  leavesParallel: flag({ default: false, help: "All leaves at the bottom." }),
  rotate: flag({ default: false, help: "Grow to the right." }),
  rounded: flag({ default: false, help: "Round corners." }),
  specialCharacters: flag({ default: false, help: "HTML entities." }),
  fontname: text("helvetica", "Font."),
};

const quotesEscaped = (name: string): string => name.replaceAll('"', '\\"');
const PLAIN: NodeSigns = { number: "#", open: "[", close: "]", atMost: "<=", escape: quotesEscaped };
const SPECIAL: NodeSigns = {
  number: "&#35;",
  open: "<SUB>",
  close: "</SUB>",
  atMost: "&le;",
  escape: quotesEscaped,
};

/**
 * A tree in the language of Graphviz, character for character scikit-learn's `export_graphviz`; a split by categories reads
 * `name in {0, 3}`. A model does not know the name of its impurity: give it as `criterion`.
 *
 * @throws {InvalidParameterError} if an option is unknown or outside its domain, or names are not as many as what they name.
 * @see https://graphviz.org/doc/info/lang.html
 *
 * @example
 * ```ts
 * const model = await new DecisionTreeRegressor().fit([[0], [1]], [5, 7]);
 * exportGraphviz(model, { impurity: false }).split("\n")[3]; // => '0 [label="x[0] <= 0.5\\nsamples = 2\\nvalue = 6.0"] ;'
 * ```
 */
export function exportGraphviz(model: ShownTree, options: Partial<ExportGraphvizOptions> = {}): string {
  const resolved = resolveParams("exportGraphviz", specs, options);
  checkNames("exportGraphviz", model, resolved.featureNames, resolved.classNames);
  const { filled, rounded, fontname, leavesParallel, rotate } = resolved;
  const style = [filled ? "filled" : "", rounded ? "rounded" : ""].filter((name) => name !== "").join(", ");
  const styled = style === "" ? "" : `, style="${style}", color="black"`;
  const out = ["digraph Tree {\n", `node [shape=box${styled}, fontname="${fontname}"] ;\n`];
  if (leavesParallel) out.push("graph [ranksep=equally, splines=polyline] ;\n");
  out.push(`edge [fontname="${fontname}"] ;\n`);
  if (rotate) out.push("rankdir=LR ;\n");
  const ranks = new Map<string, number[]>([["leaves", []]]);
  writeNodes(model, resolved, out, ranks);
  if (leavesParallel)
    for (const rank of [...ranks.keys()].sort()) out.push(`{rank=same ; ${ranks.get(rank)!.join("; ")}} ;\n`);
  out.push("}");
  return out.join("");
}

/** Nodes and edges, a parent before its children, the left before the right. */
function writeNodes(
  model: ShownTree,
  options: ExportGraphvizOptions,
  out: string[],
  ranks: Map<string, number[]>,
): void {
  const colorOf = nodeColors(model);
  const deepest = options.maxDepth ?? Number.POSITIVE_INFINITY;
  for (const { index, depth, parent, children } of rootOf(model.tree).walk(deepest + 1)) {
    const isCut = depth > deepest;
    const rank = isCut || children === undefined ? "leaves" : String(depth);
    ranks.set(rank, [...(ranks.get(rank) ?? []), index]);
    const label = isCut ? '"(...)"' : labelOf(model, options, index);
    const fill = options.filled ? `, fillcolor="${isCut ? "#C0C0C0" : colorOf(index)}"` : "";
    out.push(`${index} [label=${label}${fill}] ;\n`);
    if (parent === undefined) continue;
    const edge = isCut ? "" : edgeLabel(parent.index, index, options.rotate);
    out.push(`${parent.index} -> ${index}${edge} ;\n`);
  }
}

function labelOf(model: ShownTree, options: ExportGraphvizOptions, node: number): string {
  const special = options.specialCharacters;
  const lines = nodeLines(model, options, special ? SPECIAL : PLAIN, node);
  return special ? `<${lines.join("<br/>")}>` : `"${lines.join("\\n")}"`;
}

/** True and False at the edges of the root. */
function edgeLabel(parent: number, node: number, rotate: boolean): string {
  if (parent !== 0) return "";
  const isTrue = node === 1;
  const angle = isTrue === rotate ? -45 : 45;
  return ` [labeldistance=2.5, labelangle=${angle}, headlabel="${isTrue ? "True" : "False"}"]`;
}
