import {
  type ClassWeight,
  type ClassWeightTable,
  classWeightSpec,
  computeClassWeight,
  isClassWeightTable,
} from "../base/class-weight.js";
import { scoreTargets } from "../base/default-score.js";
import type { FrameLike, Label, VectorLike } from "../base/estimator.js";
import { checkLength, isFrameLike, toSampleWeight, toTarget } from "../base/input.js";
import { encodeLabels } from "../base/labels.js";
import { mostProbable } from "../base/most-probable.js";
import { custom, type ParamSpec } from "../base/params.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";

/** Several targets, shape (nSamples, nOutputs): a matrix, a frame of numeric columns, or rows of numbers. */
export type TargetTable = Matrix | FrameLike | readonly ArrayLike<number>[];

/** Several labels for each row, shape (nSamples, nOutputs): rows of labels, a frame, or a matrix of numbers. */
export type LabelTable<L extends Label> = Matrix | FrameLike | readonly (readonly L[])[];

/** Weights of the classes of each output, for several outputs. */
export type OutputClassWeights = readonly ClassWeightTable[];

/** Weights of the classes of one output or several. */
export type TreeClassWeight = ClassWeight | OutputClassWeights;

/** Spec of a tree's `classWeight`. */
export const treeClassWeightSpec: ParamSpec<TreeClassWeight> = custom<TreeClassWeight>({
  ...classWeightSpec,
  domain: `${classWeightSpec.domain}, or an array of tables, one for each output`,
  accepts: (value) =>
    classWeightSpec.accepts(value) || (Array.isArray(value) && value.every(isClassWeightTable)),
});

/** Targets of one or several outputs. */
export interface Targets {
  /** Shape (nSamples, nOutputs), row-major. */
  readonly target: Float64Array;
  readonly nOutputs: number;
  readonly outputNames: readonly string[] | undefined;
}

/** Class codes of one or several outputs. */
export interface CodedOutputs<L extends Label> {
  /** Distinct labels of each output, sorted. */
  readonly outputClasses: readonly (readonly L[])[];
  /** Shape (nSamples, nOutputs), row-major. */
  readonly codes: Int32Array;
  readonly outputNames: readonly string[] | undefined;
}

/** Whether targets are a table of several outputs, not a vector. */
export function isTable(y: unknown): y is TargetTable & LabelTable<Label> {
  if (y instanceof Matrix || isFrameLike(y)) return true;
  return Array.isArray(y) && y.length > 0 && (Array.isArray(y[0]) || ArrayBuffer.isView(y[0]));
}

/** The columns of a table, one output each. */
function columnsOf(
  where: string,
  Y: TargetTable | LabelTable<Label>,
): { readonly columns: readonly ArrayLike<unknown>[]; readonly names: readonly string[] | undefined } {
  if (isFrameLike(Y)) {
    const names = Y.columnNames;
    return {
      columns: notEmpty(
        where,
        names.map((name) => Y.column(name).toArray()),
      ),
      names,
    };
  }
  if (Y instanceof Matrix) {
    const { data, rows, columns, columnNames } = Y;
    const column = (k: number): Float64Array =>
      Float64Array.from({ length: rows }, (_, i) => data[i * columns + k]!);
    return {
      columns: notEmpty(
        where,
        Array.from({ length: columns }, (_, k) => column(k)),
      ),
      names: columnNames,
    };
  }
  const rows = Y as readonly ArrayLike<unknown>[];
  const width = rows[0]!.length;
  for (const [i, row] of rows.entries())
    if (!(Array.isArray(row) || ArrayBuffer.isView(row)) || row.length !== width)
      throw new InvalidInputError(
        where,
        `every row of y must be an array of ${width}, as the first is`,
        row,
        { row: i },
      );
  const columns = Array.from({ length: width }, (_, k) => rows.map((row) => row[k]));
  return { columns: notEmpty(where, columns), names: undefined };
}

function notEmpty<T>(where: string, columns: readonly T[]): readonly T[] {
  if (columns.length > 0) return columns;
  throw new InvalidInputError(where, "y must have at least 1 column", new Described("0 columns"));
}

/** Where an output is checked, for messages. */
function whereOf(where: string, names: readonly string[] | undefined, k: number): string {
  return `${where}, column ${names === undefined ? k : JSON.stringify(names[k])} of y`;
}

/**
 * Numeric targets of one output (a vector) or several (a table).
 *
 * @throws {InvalidInputError} if the number of rows differs or a value is not a finite number.
 */
export function toTargets(where: string, y: VectorLike<number> | TargetTable, rows: number): Targets {
  if (!isTable(y))
    return { target: toTarget(where, y as VectorLike<number>, rows), nOutputs: 1, outputNames: undefined };
  const { columns, names } = columnsOf(where, y);
  const target = new Float64Array(rows * columns.length);
  for (const [k, column] of columns.entries()) {
    const values = toTarget(whereOf(where, names, k), column as ArrayLike<number>, rows);
    for (let i = 0; i < rows; i++) target[i * columns.length + k] = values[i]!;
  }
  return { target, nOutputs: columns.length, outputNames: names };
}

/**
 * Labels of one output (a vector) or several (a table), numbered for each output.
 *
 * @throws {InvalidInputError} if the number of rows differs or the labels of an output are of several types.
 */
export function toCodedOutputs<L extends Label>(
  where: string,
  y: VectorLike<L> | LabelTable<L>,
  rows: number,
): CodedOutputs<L> {
  if (!isTable(y)) {
    const { classes, codes } = encodeLabels(where, y as VectorLike<L>);
    checkLength(where, "y", codes.length, rows);
    return { outputClasses: [classes], codes, outputNames: undefined };
  }
  const { columns, names } = columnsOf(where, y);
  const codes = new Int32Array(rows * columns.length);
  const outputClasses = columns.map((column, k) => {
    const encoded = encodeLabels(whereOf(where, names, k), column as ArrayLike<L>);
    checkLength(where, "y", encoded.codes.length, rows);
    for (let i = 0; i < rows; i++) codes[i * columns.length + k] = encoded.codes[i]!;
    return encoded.classes;
  });
  return { outputClasses, codes, outputNames: names };
}

/** Codes of one output. */
export function codesOf({ codes, outputClasses }: CodedOutputs<Label>, k: number): Int32Array {
  const width = outputClasses.length;
  if (width === 1) return codes;
  return Int32Array.from({ length: codes.length / width }, (_, i) => codes[i * width + k]!);
}

/**
 * Product over the outputs of the weight that each row has through its class.
 *
 * @param weights "balanced", a table for one output, or a table for each of several.
 * @returns shape (nSamples).
 * @throws {InvalidParameterError} if the tables are not one for each output, or do not fit the classes.
 */
export function outputWeights(
  where: string,
  weights: "balanced" | ClassWeightTable | OutputClassWeights,
  coded: CodedOutputs<Label>,
  sampleWeight?: Float64Array,
): Float64Array {
  const nOutputs = coded.outputClasses.length;
  if (weights !== "balanced" && (Array.isArray(weights) ? weights.length !== nOutputs : nOutputs > 1)) {
    const rule = `"balanced", null, or an array of ${nOutputs} tables, one for each output`;
    throw new InvalidParameterError(where, "classWeight", rule, weights);
  }
  const out = new Float64Array(coded.codes.length / nOutputs).fill(1);
  for (const [k, classes] of coded.outputClasses.entries()) {
    const own = Array.isArray(weights)
      ? (weights as OutputClassWeights)[k]!
      : (weights as "balanced" | ClassWeightTable);
    const codes = codesOf(coded, k);
    const byClass = computeClassWeight(where, own, classes, codes, sampleWeight);
    for (let i = 0; i < out.length; i++) out[i]! *= byClass[codes[i]!]!;
  }
  return out;
}

/** Class shares of each output from the values of leaves, shape (nSamples, nOutputs × most classes of an output). */
export function sharesByOutput(
  values: Float64Array,
  rows: number,
  outputClasses: readonly (readonly Label[])[],
): Matrix[] {
  const width = values.length / rows;
  const stride = width / outputClasses.length;
  return outputClasses.map((classes, k) => {
    const out = new Float64Array(rows * classes.length);
    for (let i = 0; i < rows; i++)
      out.set(
        values.subarray(i * width + k * stride, i * width + k * stride + classes.length),
        i * classes.length,
      );
    return new Matrix(out, rows, classes.length);
  });
}

/** The most probable class of each row and output, shape (nSamples, nOutputs). */
export function mostProbableRows<L extends Label>(
  shares: readonly Matrix[],
  outputClasses: readonly (readonly L[])[],
): L[][] {
  const columns = shares.map((share, k) => mostProbable(share, outputClasses[k]!));
  return Array.from({ length: shares[0]!.rows }, (_, i) => columns.map((column) => column[i]!));
}

/**
 * Mean over the outputs of R².
 *
 * @throws {InvalidInputError} if y has another shape than the predictions.
 */
export function scoreTargetTable(
  where: string,
  Y: TargetTable,
  predicted: Matrix,
  sampleWeight?: VectorLike<number>,
): number {
  const { target, nOutputs } = toTargets(where, Y, predicted.rows);
  checkOutputs(where, nOutputs, predicted.columns);
  let total = 0;
  for (let k = 0; k < nOutputs; k++) {
    const every = (values: Float64Array): Float64Array =>
      Float64Array.from({ length: predicted.rows }, (_, i) => values[i * nOutputs + k]!);
    total += scoreTargets(where, every(target), every(predicted.data), sampleWeight);
  }
  return total / nOutputs;
}

/**
 * Share of the rows, by weight, of which the labels of all outputs are right.
 *
 * @throws {InvalidInputError} if y has another shape than the predictions.
 */
export function scoreLabelTable<L extends Label>(
  where: string,
  Y: LabelTable<L>,
  predicted: readonly (readonly L[])[],
  sampleWeight?: VectorLike<number>,
): number {
  const { columns } = columnsOf(where, Y);
  checkOutputs(where, columns.length, predicted[0]!.length);
  checkLength(where, "y", columns[0]!.length, predicted.length);
  const weights = toSampleWeight(where, sampleWeight, predicted.length);
  let right = 0;
  let total = 0;
  for (const [i, row] of predicted.entries()) {
    const weight = weights?.[i] ?? 1;
    if (row.every((label, k) => label === columns[k]![i])) right += weight;
    total += weight;
  }
  return right / total;
}

function checkOutputs(where: string, received: number, expected: number): void {
  if (received === expected) return;
  throw new InvalidInputError(
    where,
    `y must have ${expected} columns, as in fit`,
    new Described(`${received} columns`),
  );
}
