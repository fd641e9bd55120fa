import type { TableLike, Transformer, TransformerModel } from "../base/estimator.js";
import type { SeenFeatures } from "../base/input.js";
import { checkSeenTable, checkTable, tableRows } from "../base/table.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { type FittedOf, outputOf, stack, weighted } from "./column-transformer-model.js";

/** A part of a feature union: a name, and what X goes through. */
export type UnionStep = readonly [name: string, transformer: Transformer | "drop" | "passthrough"];

/** Parts of a feature union. */
export type UnionSteps = readonly UnionStep[];

/** A fitted part. */
export interface FittedUnionPart {
  readonly name: string;
  readonly model: TransformerModel | "passthrough" | "drop";
  /** What the output is multiplied by. */
  readonly weight: number;
  /** Names of the output columns, before the prefix. */
  readonly names: readonly string[];
}

/** What a {@link FeatureUnionModel} consists of. */
export interface FeatureUnionState extends SeenFeatures {
  readonly parts: readonly FittedUnionPart[];
  readonly outputNames: readonly string[];
}

/** Fitted models of a feature union by name. */
export type NamedUnionModels<T extends UnionSteps> = {
  readonly [Entry in T[number] as Entry[0]]: FittedOf<Entry[1]>;
};

/** Fitted {@link FeatureUnion}. */
export class FeatureUnionModel<T extends UnionSteps = UnionSteps> implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "FeatureUnionModel";
  /** Name under which the class is registered. */
  readonly typeName = "FeatureUnionModel";
  /** Name and model of each part, in order. */
  readonly transformerList: readonly (readonly [
    name: string,
    model: TransformerModel | "passthrough" | "drop",
  ])[];
  /** Fitted models by name. */
  readonly namedTransformers: NamedUnionModels<T>;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #state: FeatureUnionState;

  /** @internal */
  constructor(state: FeatureUnionState) {
    this.#state = state;
    this.transformerList = state.parts.map(({ name, model }) => [name, model]);
    this.namedTransformers = Object.fromEntries(this.transformerList) as NamedUnionModels<T>;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  static fromState(state: FeatureUnionState): FeatureUnionModel {
    return new FeatureUnionModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /**
   * Names of the output columns.
   *
   * @throws {InvalidInputError} if `verboseFeatureNamesOut` is false and two parts give a column of the same name.
   */
  featureNamesOut(): readonly string[] {
    const { outputNames } = this.#state;
    const seen = new Set<string>();
    for (const name of outputNames) {
      if (seen.has(name)) {
        const rule = "output columns must have distinct names; set verboseFeatureNamesOut to prefix them";
        throw new InvalidInputError("FeatureUnionModel.featureNamesOut", rule, name);
      }
      seen.add(name);
    }
    return outputNames;
  }

  /**
   * What each part makes of X, side by side: a CsrMatrix if a part gives one, else a Matrix.
   *
   * @throws what the parts throw.
   * @throws {InvalidInputError} if X has other features than in fit and is passed through.
   */
  async transform(X: TableLike): Promise<Matrix | CsrMatrix> {
    const where = "FeatureUnionModel.transform";
    const outputs: (Matrix | CsrMatrix)[] = [];
    checkTable(where, X);
    for (const { model, weight } of this.#state.parts) {
      if (model === "drop") continue;
      if (model === "passthrough") checkSeenTable(where, X, this);
      outputs.push(weighted(await outputOf(where, model, X), weight));
    }
    return sideBySide(outputs, tableRows(X), this.#state.outputNames);
  }
}

/** Outputs side by side, sparse if one of them is. */
export function sideBySide(
  outputs: readonly (Matrix | CsrMatrix)[],
  rows: number,
  names: readonly string[],
): Matrix | CsrMatrix {
  return stack(
    outputs,
    rows,
    outputs.some((output) => output instanceof CsrMatrix),
    names,
  );
}
