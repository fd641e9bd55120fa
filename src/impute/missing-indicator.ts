import type { FitOptions, TableLike, TransformerModel, VectorLike } from "../base/estimator.js";
import { distinctNames, inputNames } from "../base/feature-names.js";
import { startFit } from "../base/fit-options.js";
import { checkSparseFinite, refuseSampleWeight, type SeenFeatures } from "../base/input.js";
import { choice, custom, flag, type ParamSpecs } from "../base/params.js";
import { checkSeenTable, checkTable, tableRows } from "../base/table.js";
import { BaseTransformer } from "../base/transformer.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { missingValuesSpec } from "./imputer-params.js";
import { type MissingMask, missingMask } from "./missing-mask.js";

/** Hyper-parameters of {@link MissingIndicator}. */
export interface MissingIndicatorParams {
  /** What stands for a missing value: NaN (which means null and undefined too), a number or a text. Default NaN. */
  readonly missingValues: number | string;
  /** Which features get a column: those with missing values in fit, or all. Default "missing-only". */
  readonly features: "missing-only" | "all";
  /** Whether the result is a CsrMatrix; "auto": if X is one. Default "auto". */
  readonly sparse: boolean | "auto";
  /** Whether to refuse, with "missing-only", missing values in features that had none in fit. Default true. */
  readonly errorOnNew: boolean;
}

/** Domain, default and help of {@link MissingIndicatorParams}. */
export const missingIndicatorParamSpecs: ParamSpecs<MissingIndicatorParams> = {
  missingValues: missingValuesSpec,
  features: choice({
    default: "missing-only",
    options: ["missing-only", "all"],
    help: "Which features get a column.",
  }),
  sparse: custom<boolean | "auto">({
    default: "auto",
    domain: 'true, false or "auto" (as X is)',
    help: "Whether the result is sparse.",
    outside: ["true", "", 0, 1, null],
    accepts: (value) => value === "auto" || typeof value === "boolean",
  }),
  errorOnNew: flag({ default: true, help: "Refuse missing values in features that had none in fit." }),
};

/**
 * Says what is missing: a column of 0 and 1 for each feature with missing values.
 *
 * That a value is missing often tells something by itself; put the indicator beside an imputer, in a `ColumnTransformer`, or
 * ask the imputer for `addIndicator`.
 *
 * Cost: one pass.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const { model, X } = await new MissingIndicator().fitTransform([[NaN, 1, 3], [4, 0, NaN], [8, 1, 0]]);
 * model.features; // => [0, 2]
 * X instanceof Matrix && X.toArray(); // => [[1, 0], [0, 1], [0, 0]]
 * model.featureNamesOut(); // => ["missingindicator_x0", "missingindicator_x2"]
 * ```
 */
export class MissingIndicator extends BaseTransformer<MissingIndicatorParams, MissingIndicatorModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "MissingIndicator";

  constructor(params: Partial<MissingIndicatorParams> = {}) {
    super(MissingIndicator.typeName, missingIndicatorParamSpecs, params);
  }

  /** @internal */
  static fromState(state: MissingIndicatorParams): MissingIndicator {
    return new MissingIndicator(state);
  }

  /**
   * Learns which features have missing values.
   *
   * @param X shape (nSamples, nFeatures), cells of any type; neither kept nor changed.
   * @throws {InvalidInputError} if X is empty, ragged or holds Infinity, a column mixes types, or X is sparse and zero means missing.
   */
  async fit(
    X: TableLike,
    _y?: VectorLike<unknown>,
    options: FitOptions = {},
  ): Promise<MissingIndicatorModel> {
    const where = "MissingIndicator.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const seen = checkTable(where, X);
    const { features, ...rules } = this.params;
    const counts = new Int32Array(seen.nFeatures);
    visitMissing(where, X, rules.missingValues, (_, j) => {
      counts[j]! += 1;
    });
    const listed = Array.from(counts.keys()).filter((j) => features === "all" || counts[j]! > 0);
    return new MissingIndicatorModel({ ...seen, ...rules, all: features === "all", features: listed });
  }
}

interface MissingIndicatorState extends SeenFeatures, Omit<MissingIndicatorParams, "features"> {
  readonly features: readonly number[];
  readonly all: boolean;
}

/** Calls `visit` for each missing cell, row by row; the implicit zeros of a sparse matrix are present. */
function visitMissing(
  where: string,
  X: TableLike,
  missingValues: number | string,
  visit: (row: number, column: number) => void,
): void {
  if (X instanceof CsrMatrix) {
    visitSparse(where, X, missingValues, visit);
    return;
  }
  const { mask, columns }: MissingMask = missingMask(where, X, missingValues);
  for (let p = 0; p < mask.length; p++) if (mask[p] === 1) visit(Math.floor(p / columns), p % columns);
}

function visitSparse(
  where: string,
  X: CsrMatrix,
  missingValues: number | string,
  visit: (row: number, column: number) => void,
): void {
  if (missingValues === 0)
    throw new InvalidInputError(
      where,
      "X must be dense where missingValues is 0",
      new Described("a CsrMatrix"),
    );
  const { data, indices, indptr } = checkSparseFinite(where, X, Number.isNaN(missingValues));
  for (let i = 0; i < X.rows; i++) {
    for (let k = indptr[i]!; k < indptr[i + 1]!; k++)
      if (data[k] === missingValues || Number.isNaN(data[k])) visit(i, indices[k]!);
  }
}

/** Features with missing values, found by {@link MissingIndicator}. */
export class MissingIndicatorModel implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "MissingIndicatorModel";
  /** Name under which the class is registered. */
  readonly typeName = "MissingIndicatorModel";
  /** Positions of the features that have a column, ascending. */
  readonly features: readonly number[];
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #state: MissingIndicatorState;

  /** @internal */
  constructor(state: MissingIndicatorState) {
    this.#state = state;
    this.features = state.features;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  static fromState(state: MissingIndicatorState): MissingIndicatorModel {
    return new MissingIndicatorModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /** Names of the output columns: `missingindicator_feature`. */
  featureNamesOut(): readonly string[] {
    const names = inputNames(this);
    return this.features.map((j) => `missingindicator_${names[j]}`);
  }

  /**
   * 1 where a value is missing, else 0; shape (nSamples, features.length).
   *
   * @throws {InvalidInputError} if X has other features than in fit, holds Infinity, or, with `errorOnNew`, misses values in
   * features that had all of them in fit.
   */
  async transform(X: TableLike): Promise<Matrix | CsrMatrix> {
    const where = "MissingIndicatorModel.transform";
    checkSeenTable(where, X, this);
    const { missingValues, sparse, errorOnNew, all } = this.#state;
    const position = new Int32Array(this.nFeatures).fill(-1);
    this.features.forEach((j, k) => {
      position[j] = k;
    });
    const asSparse = sparse === true || (sparse === "auto" && X instanceof CsrMatrix);
    const width = this.features.length;
    const rows = tableRows(X);
    const cells: number[] = [];
    const dense = new Float64Array(asSparse ? 0 : rows * width);
    visitMissing(where, X, missingValues, (row, j) => {
      const p = row * width + position[j]!;
      if (position[j]! < 0) {
        if (errorOnNew && !all) throw this.#unseen(where, row, j);
      } else if (asSparse) cells.push(p);
      else dense[p] = 1;
    });
    const names = distinctNames(this.featureNamesOut());
    return asSparse ? sparseMask(cells, rows, width, names) : new Matrix(dense, rows, width, names);
  }

  #unseen(where: string, row: number, j: number): InvalidInputError {
    const rule = "X must miss values only in features that missed some in fit (or set errorOnNew to false)";
    return new InvalidInputError(where, rule, new Described("a missing value"), {
      row,
      column: this.featureNames?.[j] ?? j,
    });
  }
}

function sparseMask(
  cells: readonly number[],
  rows: number,
  columns: number,
  names: readonly string[] | undefined,
): CsrMatrix {
  const ordered = Float64Array.from(cells).sort();
  const indptr = new Int32Array(rows + 1);
  for (const p of ordered) indptr[Math.floor(p / columns) + 1]! += 1;
  for (let i = 0; i < rows; i++) indptr[i + 1]! += indptr[i]!;
  const data = new Float64Array(ordered.length).fill(1);
  const indices = Int32Array.from(ordered, (p) => p % columns);
  return new CsrMatrix(data, indices, indptr, columns, names);
}
