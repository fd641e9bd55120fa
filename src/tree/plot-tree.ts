import { flag, integer, nullByDefault, type ParamSpecs, resolveParams } from "../base/params.js";
import { nodeOptionSpecs } from "./export-graphviz.js";
import { checkNames, type ShownTree } from "./exported-tree.js";
import { type NodeOptions, type NodeSigns, nodeColors, nodeLines } from "./node-lines.js";
import { rootOf } from "./tree-node.js";

/** How {@link plotTree} draws. */
export interface PlotTreeOptions extends NodeOptions {
  /** Depth to which the tree is drawn, an integer >= 0, or null (default) for all. */
  readonly maxDepth: number | null;
  /** Whether nodes are coloured by their majority class or their value. Default false. */
  readonly filled: boolean;
  /** Whether boxes have round corners. Default false. */
  readonly rounded: boolean;
  /** Size of the font in pixels, an integer >= 1. Default 12. */
  readonly fontsize: number;
}

const specs: ParamSpecs<PlotTreeOptions> = {
  ...nodeOptionSpecs,
  maxDepth: nullByDefault(integer({ default: 0, min: 0, help: "Depth to which the tree is drawn." }), "all"),
  filled: flag({ default: false, help: "Colour nodes by class or value." }),
  rounded: flag({ default: false, help: "Round corners." }),
  fontsize: integer({ default: 12, min: 1, help: "Size of the font in pixels." }),
};

const SIGNS: NodeSigns = { number: "#", open: "[", close: "]", atMost: "≤", escape: (name) => name };

/** A longer line loses its middle, as a threshold stands at its end; the whole line is in the box's title. */
const LONGEST_LINE = 44;
/** Letters that are kept at its end. */
const LINE_END = 16;

/** A node as it is drawn; x is the middle of its box, y its upper edge. */
interface Box {
  readonly node: number;
  readonly parent: Box | undefined;
  readonly lines: readonly string[];
  readonly isCut: boolean;
  readonly width: number;
  readonly depth: number;
  x: number;
}

/**
 * A picture of a tree, as the text of an SVG file: boxes with the split, impurity, samples, value and class of each node, True to the left
 * and False to the right. The options are those of scikit-learn's `plot_tree`, and the colours the same.
 *
 * @throws {InvalidParameterError} if an option is unknown or outside its domain, or names are not as many as what they name.
 *
 * @example
 * ```ts
 * const model = await new DecisionTreeClassifier().fit([[0], [1], [2], [3]], ["a", "a", "b", "b"]);
 * const svg = plotTree(model, { featureNames: ["size"], classNames: ["a", "b"], filled: true });
 * svg.includes("size ≤ 1.5"); // => true
 * ```
 */
export function plotTree(model: ShownTree, options: Partial<PlotTreeOptions> = {}): string {
  const resolved = resolveParams("plotTree", specs, options);
  checkNames("plotTree", model, resolved.featureNames, resolved.classNames);
  const boxes = layOut(model, resolved);
  const size = resolved.fontsize;
  const lineHeight = size * 1.3;
  const tallest = boxes.reduce((most, box) => Math.max(most, box.lines.length), 1) * lineHeight + size;
  const level = tallest + size * 3.5;
  const width = boxes.reduce((most, box) => Math.max(most, box.x + box.width / 2), 0) + size;
  const height = boxes.reduce((most, box) => Math.max(most, box.depth), 0) * level + tallest + size * 2;
  const colorOf = resolved.filled ? nodeColors(model) : () => "#ffffff";
  const top = (box: Box): number => size + box.depth * level;
  const bottom = (box: Box): number => top(box) + box.lines.length * lineHeight + size;
  const edges = boxes.map((box) => edge(box, top, bottom, size));
  const nodes = boxes.map((box) => {
    const fill = box.isCut ? "#c0c0c0" : colorOf(box.node);
    return node(box, fill, top(box), bottom(box), resolved);
  });
  const { nodeCount, maxDepth, nLeaves } = model.tree;
  const title = `Decision tree with ${nodeCount} nodes, ${nLeaves} leaves and depth ${maxDepth}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${title}" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" font-family="Helvetica, Arial, sans-serif" font-size="${size}">
<title>${title}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<g stroke="#555555" fill="none">
${edges.filter((text) => text !== "").join("\n")}
</g>
${nodes.join("\n")}
</svg>
`;
}

/** Gives each leaf a place of its own, and each other node the middle of its children's places. */
function layOut(model: ShownTree, options: PlotTreeOptions): Box[] {
  const size = options.fontsize;
  const deepest = options.maxDepth ?? Number.POSITIVE_INFINITY;
  const boxOf = new Map<number, Box>();
  for (const { index, depth, parent } of rootOf(model.tree).walk(deepest + 1)) {
    const isCut = depth > deepest;
    const lines = isCut ? ["(…)"] : nodeLines(model, options, SIGNS, index);
    const width = Math.max(...lines.map((line) => textWidth(shortened(line), size))) + size * 1.6;
    const above = parent && boxOf.get(parent.index);
    boxOf.set(index, { node: index, parent: above, lines, isCut, width, depth, x: 0 });
  }
  const boxes = [...boxOf.values()];
  placeFromRight(boxes, size);
  return boxes;
}

/**
 * Places boxes from the right to the left, children before parents: in the depth-first order, read backwards, a box comes after all below
 * it. Where a parent would touch its neighbour, it moves left with all that is below it.
 */
function placeFromRight(boxes: readonly Box[], gap: number): void {
  /** Left edge of what is placed so far at each depth. */
  const edges: number[] = [];
  const childrenOf = new Map<Box, [left: number, right: number]>();
  for (let k = boxes.length - 1; k >= 0; k--) {
    const box = boxes[k]!;
    const children = childrenOf.get(box);
    const free =
      (children === undefined
        ? Math.min(0, ...edges.slice(box.depth).filter((edge) => edge !== undefined))
        : (edges[box.depth] ?? 0)) -
      box.width / 2;
    box.x = children === undefined ? free : (children[0] + children[1]) / 2;
    const excess = box.x - free;
    let end = k + 1;
    while (end < boxes.length && boxes[end]!.depth > box.depth) end++;
    if (excess > 0) for (let i = k; i < end; i++) boxes[i]!.x -= excess;
    for (let i = k; i < (excess > 0 ? end : k + 1); i++) {
      const { depth, x, width } = boxes[i]!;
      edges[depth] = Math.min(edges[depth] ?? 0, x - width / 2 - gap);
    }
    // Left children come last, as the order is read backwards.
    if (box.parent !== undefined)
      childrenOf.set(box.parent, [box.x, childrenOf.get(box.parent)?.[1] ?? box.x]);
  }
  const leftmost = boxes.reduce((least, { x, width }) => Math.min(least, x - width / 2), 0);
  for (const box of boxes) box.x += gap - leftmost;
}

/** Width of a text in Helvetica, in pixels, generously: wide letters count more. */
function textWidth(text: string, size: number): number {
  let units = 0;
  for (const c of text) {
    if (/[ijl.,:;|!'()[\]{} ]/.test(c)) units += 0.34;
    else if (/[mwMWA-Z@%≤]/.test(c)) units += 0.8;
    else units += c.codePointAt(0)! > 0x2e80 ? 1.05 : 0.58;
  }
  return units * size;
}

function shortened(line: string): string {
  const letters = [...line];
  if (letters.length <= LONGEST_LINE) return line;
  return `${letters.slice(0, LONGEST_LINE - LINE_END - 1).join("")}…${letters.slice(-LINE_END).join("")}`;
}

/** Black or white, whichever is easier to read on a colour "#rrggbb". */
function inkOn(fill: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(fill.slice(at, at + 2), 16));
  return 0.299 * red! + 0.587 * green! + 0.114 * blue! < 115 ? "#ffffff" : "#000000";
}

const round = (x: number): string => String(Math.round(x * 10) / 10);

/** A text as XML holds it; characters that XML cannot hold become U+FFFD. */
function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (c) => (/\s/.test(c) ? " " : "\ufffd"));
}

function edge(box: Box, top: (box: Box) => number, bottom: (box: Box) => number, size: number): string {
  const { parent } = box;
  if (parent === undefined) return "";
  const line = `<path d="M${round(parent.x)} ${round(bottom(parent))}L${round(box.x)} ${round(top(box))}"/>`;
  if (parent.parent !== undefined) return line;
  const isLeft = box.x < parent.x;
  const x = (parent.x + box.x) / 2 + (isLeft ? -size : size);
  const y = (bottom(parent) + top(box)) / 2;
  const anchor = isLeft ? "end" : "start";
  return `${line}\n<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" stroke="none" fill="#333333">${isLeft ? "True" : "False"}</text>`;
}

function node(
  box: Box,
  fill: string,
  top: number,
  bottom: number,
  { rounded, fontsize }: PlotTreeOptions,
): string {
  const x = box.x - box.width / 2;
  const corner = rounded ? ` rx="${round(fontsize * 0.6)}"` : "";
  const rect = `<rect x="${round(x)}" y="${round(top)}" width="${round(box.width)}" height="${round(bottom - top)}"${corner} fill="${fill}" stroke="#333333"/>`;
  const lines = box.lines.map(
    (line, k) =>
      `<tspan x="${round(box.x)}" y="${round(top + fontsize * (1.45 + 1.3 * k))}">${escaped(shortened(line))}</tspan>`,
  );
  return `<g><title>${escaped(box.lines.join("; "))}</title>${rect}<text text-anchor="middle" fill="${inkOn(fill)}">${lines.join("")}</text></g>`;
}
