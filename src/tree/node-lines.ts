import { categoriesLeftAt, largestOf, nodeValuesOf, type ShownTree, valuesOf } from "./exported-tree.js";
import { pythonFloat, roundHalfEven, roundTo } from "./python-numbers.js";

/** What a node shows of itself, in a graph or a picture. */
export interface NodeOptions {
  /** Names of the features, or null (default) for their numbers. */
  readonly featureNames: readonly string[] | null;
  /** Names of the classes, true for their numbers, or null (default): the class of a node is not shown. */
  readonly classNames: readonly string[] | boolean | null;
  /** Where numbers are labelled: at `"all"` nodes (default), at the `"root"`, or at `"none"`. */
  readonly label: "all" | "root" | "none";
  /** Whether the impurity is shown. Default true. */
  readonly impurity: boolean;
  /** Name that the impurity has; a model does not know it. Default `"impurity"`. */
  readonly criterion: string;
  /** Whether the number of the node is shown. Default false. */
  readonly nodeIds: boolean;
  /** Whether shares are shown instead of counts. Default false. */
  readonly proportion: boolean;
  /** Decimal places, an integer >= 0. Default 3. */
  readonly precision: number;
}

/** Signs that differ between the formats. */
export interface NodeSigns {
  readonly number: string;
  readonly open: string;
  readonly close: string;
  readonly atMost: string;
  readonly escape: (name: string) => string;
}

/** Width at which NumPy breaks a printed array. */
const LINE_WIDTH = 74;

/** The lines of a node, as scikit-learn has them: id, split, impurity, samples, value, class. */
export function nodeLines(model: ShownTree, options: NodeOptions, signs: NodeSigns, node: number): string[] {
  const { tree } = model;
  const { nOutputs, firstClasses } = nodeValuesOf(model);
  const labelled = options.label === "all" || (options.label === "root" && node === 0);
  const named = (label: string, text: string): string => (labelled ? `${label}${text}` : text);
  const lines: string[] = [];
  if (options.nodeIds) lines.push(named("node ", `${signs.number}${node}`));
  if (tree.childrenLeft[node]! >= 0) lines.push(splitLine(model, options, signs, node));
  if (options.impurity)
    lines.push(
      named(`${options.criterion} = `, pythonFloat(roundTo(tree.impurity[node]!, options.precision))),
    );
  const count = tree.nNodeSamples[node]!;
  const share = roundTo((100 * count) / tree.nNodeSamples[0]!, 1);
  lines.push(named("samples = ", options.proportion ? `${pythonFloat(share)}%` : String(count)));
  const [first, ...more] = valueLines(model, options, node);
  lines.push(named("value = ", first!), ...more);
  const hasClass = nOutputs === 1 && firstClasses > 1;
  if (options.classNames !== null && options.classNames !== false && hasClass) {
    const best = largestOf(valuesOf(tree, node));
    const name =
      options.classNames === true
        ? `y${signs.open}${best}${signs.close}`
        : signs.escape(options.classNames[best]!);
    lines.push(named("class = ", name));
  }
  return lines;
}

function splitLine({ tree }: ShownTree, options: NodeOptions, signs: NodeSigns, node: number): string {
  const j = tree.feature[node]!;
  const given = options.featureNames?.[j];
  const name = given === undefined ? `x${signs.open}${j}${signs.close}` : signs.escape(given);
  const set = categoriesLeftAt(tree, node);
  if (set !== undefined) return `${name} in {${set.join(", ")}}`;
  return `${name} ${signs.atMost} ${pythonFloat(roundTo(tree.threshold[node]!, options.precision))}`;
}

/** The values of a node: a number, a list, or a list for each output. */
function valueLines(model: ShownTree, options: NodeOptions, node: number): string[] {
  const { tree } = model;
  const { nOutputs, width, firstClasses } = nodeValuesOf(model);
  const values = valuesOf(tree, node);
  const rounded = (list: Float64Array): string[] =>
    Array.from(list, (value) => pythonFloat(roundTo(value, options.precision)));
  if (firstClasses === 1 && nOutputs === 1) return [rounded(values).join("")];
  const areShares = options.proportion || firstClasses === 1;
  const shown = areShares ? values : values.map((value) => value * tree.weightedNNodeSamples[node]!);
  const areCounts = !areShares && shown.every((w) => w % 1 === 0);
  const words = areCounts ? Array.from(shown, String) : rounded(shown);
  if (nOutputs === 1) return wrapped(words, 1);
  const lines = Array.from({ length: nOutputs }, (_, k) =>
    wrapped(words.slice(k * width, (k + 1) * width), 2),
  ).flat();
  lines[0] = `[${lines[0]}`;
  lines[lines.length - 1] += "]";
  return lines;
}

/**
 * A list in brackets, in lines as NumPy breaks an array of byte strings.
 *
 * @param depth brackets around a number: each takes a place of a line, and those beyond the first stay as blanks.
 */
function wrapped(words: readonly string[], depth: 1 | 2): string[] {
  const lines: string[][] = [[]];
  let length: number = depth;
  for (const word of words) {
    const size = word.length + 3; // b'word'
    if (length > depth && length + size > LINE_WIDTH - (depth - 1)) {
      lines.push([]);
      length = depth;
    }
    lines.at(-1)!.push(word);
    length += size + 1;
  }
  const text = lines.map((line, at) => `${at === 0 ? "" : " ".repeat(depth - 1)}${line.join(", ")}`);
  text[0] = `[${text[0]}`;
  text[text.length - 1] += "]";
  return text;
}

type Rgb = readonly [red: number, green: number, blue: number];

/** Colours of n classes, evenly spaced in hue. */
function classColors(n: number): Rgb[] {
  const chroma = 0.75 * 0.9;
  const base = 0.9 - chroma;
  return Array.from({ length: n }, (_, k) => {
    const hue = Math.trunc(25 + (k * 360) / n) / 60;
    const x = chroma * (1 - Math.abs((hue % 2) - 1));
    const sextants: Rgb[] = [
      [chroma, x, 0],
      [x, chroma, 0],
      [0, chroma, x],
      [0, x, chroma],
      [x, 0, chroma],
      [chroma, 0, x],
      [chroma, x, 0],
    ];
    const [r, g, b] = sextants[Math.trunc(hue)]!;
    return [r, g, b].map((v) => Math.trunc(255 * (v + base))) as unknown as Rgb;
  });
}

/**
 * Fill colour of every node, "#rrggbb": the majority class, the stronger the purer; in regression the stronger the larger; of several
 * outputs the stronger the purer.
 */
export function nodeColors(model: ShownTree): (node: number) => string {
  const { tree } = model;
  const { nOutputs, firstClasses } = nodeValuesOf(model);
  const colors = classColors(firstClasses);
  const byOne =
    nOutputs > 1 ? tree.impurity.map((impurity) => -impurity) : firstClasses === 1 ? tree.value : undefined;
  if (byOne !== undefined) {
    const [least, most] = [byOne.reduce((a, b) => Math.min(a, b)), byOne.reduce((a, b) => Math.max(a, b))];
    return (node) => mixed(colors[0]!, most > least ? (byOne[node]! - least) / (most - least) : 0);
  }
  return (node) => {
    const values = valuesOf(tree, node);
    const [first, second] = Float64Array.from(values).sort().reverse();
    return mixed(colors[largestOf(values)]!, (first! - second!) / (1 - second!));
  };
}

function mixed(color: Rgb, alpha: number): string {
  const parts = color.map((c) => roundHalfEven(alpha * c + (1 - alpha) * 255));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
