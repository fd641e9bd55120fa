import type { TableLike, TransformerModel, TransformOutput } from "../base/estimator.js";
import { distinctNames, inputNames } from "../base/feature-names.js";
import { checkSeenFeatures, type SeenFeatures, toMatrix } from "../base/input.js";
import type { ModelOf } from "../base/model-of.js";
import { stackDense, stackSparse } from "../base/stack-outputs.js";
import { checkTable, tableRows, takeColumns } from "../base/table.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { type ColumnSteps, positionOf } from "./column-selection.js";

/** A fitted part: which columns go through which model. */
export interface FittedPart {
  readonly name: string;
  readonly model: TransformerModel | "passthrough" | "drop";
  /** Positions of the columns in the X of fit. */
  readonly columns: readonly number[];
  /** What the output is multiplied by. */
  readonly weight: number;
  /** Number of output columns. */
  readonly width: number;
  /** Names of the output columns, before the prefix. */
  readonly names: readonly string[];
}

/** What a {@link ColumnTransformerModel} consists of. */
export interface ColumnTransformerState extends SeenFeatures {
  readonly parts: readonly FittedPart[];
  readonly sparseOutput: boolean;
  readonly outputNames: readonly string[];
}

/** What becomes of a part: its model, or the word that stands for none. */
export type FittedOf<P> = P extends "drop" ? "drop" : ModelOf<P, unknown>;

/** Fitted models of a column transformer by name. */
export type NamedTransformers<T extends ColumnSteps> = {
  readonly [Entry in T[number] as Entry[0]]: FittedOf<Entry[1]>;
};

/** Fitted {@link ColumnTransformer}. */
export class ColumnTransformerModel<T extends ColumnSteps = ColumnSteps> implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "ColumnTransformerModel";
  /** Name under which the class is registered. */
  readonly typeName = "ColumnTransformerModel";
  /** Name, model and column positions of each part; the last is "remainder", if columns remained. */
  readonly transformers: readonly (readonly [
    name: string,
    model: TransformerModel | "passthrough" | "drop",
    columns: readonly number[],
  ])[];
  /** Fitted models by name. */
  readonly namedTransformers: NamedTransformers<T>;
  /** Output columns [start, end) of each part by name; [0, 0] if it gives none. */
  readonly outputIndices: Readonly<Record<string, readonly [start: number, end: number]>>;
  /** Whether transform gives a CsrMatrix. */
  readonly sparseOutput: boolean;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #parts: readonly FittedPart[];
  readonly #outputNames: readonly string[];

  /** @internal */
  constructor(state: ColumnTransformerState) {
    this.#parts = state.parts;
    this.#outputNames = state.outputNames;
    this.transformers = state.parts.map(({ name, model, columns }) => [name, model, columns]);
    this.namedTransformers = Object.fromEntries(
      state.parts.map(({ name, model }) => [name, model]),
    ) as NamedTransformers<T>;
    this.outputIndices = outputIndices(state.parts);
    this.sparseOutput = state.sparseOutput;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  static fromState(state: ColumnTransformerState): ColumnTransformerModel {
    return new ColumnTransformerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { sparseOutput, nFeatures, featureNames } = this;
    return { parts: this.#parts, outputNames: this.#outputNames, sparseOutput, nFeatures, featureNames };
  }

  /**
   * Names of the output columns.
   *
   * @throws {InvalidInputError} if `verboseFeatureNamesOut` is false and two parts give a column of the same name.
   */
  featureNamesOut(): readonly string[] {
    const seen = new Set<string>();
    for (const name of this.#outputNames) {
      if (seen.has(name)) {
        const rule = "output columns must have distinct names; set verboseFeatureNamesOut to prefix them";
        throw new InvalidInputError("ColumnTransformerModel.featureNamesOut", rule, name);
      }
      seen.add(name);
    }
    return this.#outputNames;
  }

  /**
   * Transforms the columns part by part and puts the outputs side by side. Columns are found by name, in any order
   * and among others, where both this X and that of fit have names, else by position.
   *
   * @throws {InvalidInputError} if X lacks a column that is needed, or by position has another number of columns.
   */
  async transform(X: TableLike): Promise<Matrix | CsrMatrix> {
    const where = "ColumnTransformerModel.transform";
    const features = checkTable(where, X);
    const byName = this.featureNames !== undefined && features.featureNames !== undefined;
    if (!byName) checkSeenFeatures(where, { columns: features.nFeatures, columnNames: undefined }, this);
    const names = inputNames(this);
    const outputs: (Matrix | CsrMatrix)[] = [];
    for (const part of this.#parts) {
      if (part.model === "drop") continue;
      const partNames = part.columns.map((j) => names[j]!);
      const index = byName ? partNames.map((name) => positionOf(where, features, name)) : part.columns;
      const given = takeColumns(X, index, partNames);
      outputs.push(weighted(await outputOf(where, part.model, given), part.weight));
    }
    return stack(outputs, tableRows(X), this.sparseOutput, this.#outputNames);
  }
}

function outputIndices(parts: readonly FittedPart[]): Record<string, readonly [number, number]> {
  const indices: Record<string, readonly [number, number]> = {};
  let start = 0;
  for (const { name, width } of parts) {
    indices[name] = width === 0 ? [0, 0] : [start, start + width];
    start += width;
  }
  return { ...indices, remainder: indices["remainder"] ?? [0, 0] };
}

/** What a fitted part makes of its columns. */
export async function outputOf(
  where: string,
  model: TransformerModel | "passthrough",
  X: TableLike,
): Promise<Matrix | CsrMatrix> {
  return asNumbers(where, model === "passthrough" ? (X as TransformOutput) : await model.transform(X));
}

/** An output as numbers; missing ones may remain. */
export function asNumbers(where: string, output: TransformOutput): Matrix | CsrMatrix {
  return output instanceof CsrMatrix
    ? output
    : toMatrix(where, output, { allowMissing: true, minColumns: 0 });
}

/** An output times the weight of its part. */
export function weighted(output: Matrix | CsrMatrix, weight: number): Matrix | CsrMatrix {
  if (weight === 1) return output;
  const data = output.data.map((value) => value * weight);
  return output instanceof CsrMatrix
    ? new CsrMatrix(data, output.indices, output.indptr, output.columns, output.columnNames)
    : new Matrix(data, output.rows, output.columns, output.columnNames);
}

/** Outputs side by side. */
export function stack(
  outputs: readonly (Matrix | CsrMatrix)[],
  rows: number,
  sparse: boolean,
  outputNames: readonly string[],
): Matrix | CsrMatrix {
  const names = distinctNames(outputNames);
  return sparse ? stackSparse(outputs, rows, names) : stackDense(outputs, rows, names);
}
