import type { Label } from "../base/estimator.js";
import { InvalidParameterError } from "../core/errors.js";
import { categoriesLeftAt, checkOneOutput, type ExportedTree, largestOf, valuesOf } from "./exported-tree.js";
import { pythonFloat } from "./python-numbers.js";
import { rootOf, type TreeNode } from "./tree-node.js";

/** Languages that {@link toCode} writes. */
export type CodeLanguage = "typescript" | "python" | "sql";

/** Python refuses more levels of indentation than 100. */
const PYTHON_DEPTH = 90;

/** How a language writes a tree. */
interface Dialect {
  readonly feature: (j: number) => string;
  readonly value: (value: Label) => string;
  readonly number: (x: number) => string;
  /** Whether a row goes left; `missing`: whether one without the value does. */
  readonly below: (x: string, bound: Bound, missing: boolean) => string;
  readonly among: (x: string, categories: readonly number[], missing: boolean, known: number) => string;
  readonly leaf: (indent: string, value: string) => string;
  readonly branch: (indent: string, condition: string, left: string, right: string) => string;
}

/** Border between what goes left and right: x < at, or x <= at. */
interface Bound {
  readonly at: number;
  readonly inclusive: boolean;
}

/**
 * A tree as code of its own, without dependencies: a function `predict` in TypeScript or Python, or an expression over columns in SQL.
 * It gives the predictions of the model: the label or the number of the leaf.
 *
 * TypeScript and Python take one row, an array of numbers in the order of the features, NaN where a value is missing. SQL names the
 * features as columns (`x0`, `x1`, … where the model knows no names), NULL where a value is missing. A model sees 32-bit floats: the code
 * compares with the border between numbers that round to either side, so that it needs no rounding of its own. Names and labels are
 * quoted: nothing of them can become code.
 *
 * @throws {InvalidParameterError} if the language is unknown, the tree has several outputs, or is deeper than 90 levels for Python; for
 * SQL, if a name holds a NUL, or a label a NUL or a backslash, which databases read differently.
 *
 * @example
 * ```ts
 * const model = await new DecisionTreeClassifier().fit([[0], [1], [2], [3]], ["a", "a", "b", "b"]);
 * toCode(model, "sql"); // => "CASE\n  WHEN \"x0\" <= 1.5000000596046448\n  THEN 'a'\n  ELSE 'b'\nEND"
 * ```
 */
export function toCode(model: ExportedTree, language: CodeLanguage): string {
  const where = "toCode";
  checkOneOutput(where, model);
  switch (language) {
    case "typescript":
      return `${header(model, "//")}export function predict(x: ArrayLike<number>): ${typeOf(model)} {\n${write(model, TYPESCRIPT, rootOf(model.tree), "  ")}}\n`;
    case "python":
      if (model.tree.maxDepth > PYTHON_DEPTH)
        throw new InvalidParameterError(
          where,
          "model",
          `at most ${PYTHON_DEPTH} levels deep for Python`,
          model.tree.maxDepth,
        );
      return `${header(model, "#")}def predict(x):\n${write(model, PYTHON, rootOf(model.tree), "    ")}`;
    case "sql":
      return write(model, sqlDialect(where, model), rootOf(model.tree), "");
    default:
      throw new InvalidParameterError(where, "language", '"typescript", "python" or "sql"', language);
  }
}

/** A text as a literal of TypeScript and Python, in one line. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function header({ featureNames, nFeatures }: ExportedTree, comment: string): string {
  const names = featureNames ?? Array.from({ length: nFeatures }, (_, j) => `x${j}`);
  const lines = names.map((name, j) => `${comment}   x[${j}]: ${quoted(name)}\n`);
  return `${comment} Features, missing values as NaN:\n${lines.join("")}`;
}

function typeOf({ classes }: ExportedTree): string {
  return classes === undefined ? "number" : typeof classes[0];
}

function write(model: ExportedTree, dialect: Dialect, { index, children }: TreeNode, indent: string): string {
  const { tree } = model;
  if (children === undefined) {
    const values = valuesOf(tree, index);
    const value =
      model.classes === undefined
        ? dialect.number(values[0]!)
        : dialect.value(model.classes[largestOf(values)]!);
    return dialect.leaf(indent, value);
  }
  const x = dialect.feature(tree.feature[index]!);
  const missing = tree.missingGoToLeft[index] === 1;
  const categories = categoriesLeftAt(tree, index);
  const condition =
    categories === undefined
      ? dialect.below(x, boundOf(tree.threshold[index]!), missing)
      : dialect.among(x, categories, missing, tree.categoryWords * 32);
  return dialect.branch(
    indent,
    condition,
    write(model, dialect, children[0], `${indent}${INDENT}`),
    write(model, dialect, children[1], `${indent}${INDENT}`),
  );
}

const INDENT = "  ";

/** The numbers that are at most the threshold once they are rounded to 32-bit floats. */
function boundOf(threshold: number): Bound {
  if (threshold === Number.POSITIVE_INFINITY) return { at: threshold, inclusive: true };
  const single = new Float32Array([threshold]);
  const bits = new Int32Array(single.buffer);
  const step = (by: number): void => {
    if (single[0] === 0) bits[0] = by > 0 ? 1 : -2147483647;
    else bits[0] = bits[0]! + (single[0]! > 0 ? by : -by);
  };
  if (single[0]! > threshold) step(-1);
  const below = single[0]!;
  const isEven = (bits[0]! & 1) === 0;
  step(1);
  // Halfway numbers round to the even neighbour.
  return { at: below / 2 + single[0]! / 2, inclusive: isEven };
}

const TYPESCRIPT: Dialect = {
  feature: (j) => `x[${j}]!`,
  value: (label) => (typeof label === "string" ? quoted(label) : String(label)),
  number: String,
  below: (x, { at, inclusive }, missing) =>
    missing ? `!(${x} ${inclusive ? ">" : ">="} ${at})` : `${x} ${inclusive ? "<=" : "<"} ${at}`,
  among: (x, categories, missing, known) => {
    const inside = `[${categories.join(", ")}].includes(${x})`;
    return missing ? `!(${x} < ${known}) || ${inside}` : inside;
  },
  leaf: (indent, value) => `${indent}return ${value};\n`,
  branch: (indent, condition, left, right) =>
    `${indent}if (${condition}) {\n${left}${indent}} else {\n${right}${indent}}\n`,
};

const PYTHON: Dialect = {
  feature: (j) => `x[${j}]`,
  value: (label) => {
    if (typeof label === "string") return quoted(label);
    if (typeof label === "boolean") return label ? "True" : "False";
    return Number.isInteger(label) ? BigInt(label).toString() : pythonFloat(label);
  },
  number: pythonFloat,
  below: (x, { at, inclusive }, missing) => {
    const bound = at === Number.POSITIVE_INFINITY ? 'float("inf")' : pythonFloat(at);
    return missing
      ? `not (${x} ${inclusive ? ">" : ">="} ${bound})`
      : `${x} ${inclusive ? "<=" : "<"} ${bound}`;
  },
  among: (x, categories, missing, known) => {
    const inside = `${x} in (${categories.map((c) => `${c},`).join(" ")})`;
    return missing ? `not (${x} < ${known}) or ${inside}` : inside;
  },
  leaf: (indent, value) => `${indent}return ${value}\n`,
  branch: (indent, condition, left, right) => `${indent}if ${condition}:\n${left}${indent}else:\n${right}`,
};

function sqlDialect(where: string, { featureNames }: ExportedTree): Dialect {
  const isMissing = (x: string, missing: boolean): string => (missing ? `${x} IS NULL OR ` : "");
  return {
    feature: (j) => {
      const name = featureNames?.[j] ?? `x${j}`;
      if (name.includes("\0"))
        throw new InvalidParameterError(where, "featureNames", "free of NUL for SQL", name);
      return `"${name.replaceAll('"', '""')}"`;
    },
    value: (label) => {
      if (typeof label === "boolean") return label ? "1" : "0";
      if (typeof label === "number") return String(label);
      if (label.includes("\0") || label.includes("\\"))
        throw new InvalidParameterError(where, "classes", "free of NUL and backslashes for SQL", label);
      return `'${label.replaceAll("'", "''")}'`;
    },
    number: pythonFloat,
    below: (x, { at, inclusive }, missing) => {
      if (at === Number.POSITIVE_INFINITY) return missing ? "1 = 1" : `${x} IS NOT NULL`;
      return `${isMissing(x, missing)}${x} ${inclusive ? "<=" : "<"} ${pythonFloat(at)}`;
    },
    among: (x, categories, missing, known) =>
      `${isMissing(x, missing)}${missing ? `${x} >= ${known} OR ` : ""}${x} IN (${categories.join(", ")})`,
    leaf: (_, value) => value,
    branch: (indent, condition, left, right) =>
      `${indent}CASE\n${indent}  WHEN ${condition}\n${indent}  THEN ${left.trimStart()}\n${indent}  ELSE ${right.trimStart()}\n${indent}END`,
  };
}
