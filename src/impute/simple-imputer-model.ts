import type {
  Cell,
  ColumnType,
  FrameLike,
  MatrixLike,
  TableLike,
  TransformerModel,
} from "../base/estimator.js";
import { distinctNames, inputNames } from "../base/feature-names.js";
import { checkFinite, type SeenFeatures, toSeenMatrix } from "../base/input.js";
import { checkSeenTable, isMissing } from "../base/table.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { reportWarning } from "../core/warning.js";
import { imputeTable } from "./impute-table.js";
import { type NumericLike, numericSamples } from "./numeric-samples.js";

/** What a {@link SimpleImputerModel} consists of. */
export interface SimpleImputerState extends SeenFeatures {
  readonly missingValues: number | string;
  readonly addIndicator: boolean;
  readonly statistics: Float64Array | readonly Cell[];
  /** Positions of the features that had missing values. */
  readonly incomplete: readonly number[];
  /** What each column held; null if all were numbers. */
  readonly types: readonly ColumnType[] | null;
}

/** Statistics learned by {@link SimpleImputer}. */
export class SimpleImputerModel implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "SimpleImputerModel";
  /** Name under which the class is registered. */
  readonly typeName = "SimpleImputerModel";
  /** What missing values of each feature become; NaN or null for a feature that is dropped, since it had no value. */
  readonly statistics: Float64Array | readonly Cell[];
  /** Positions of the features that have an indicator column; null without `addIndicator`. */
  readonly indicatorFeatures: readonly number[] | null;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #state: SimpleImputerState;
  /** Positions of the features that are kept. */
  readonly #kept: readonly number[];

  /** @internal */
  constructor(state: SimpleImputerState) {
    this.#state = state;
    this.statistics = state.statistics;
    this.indicatorFeatures = state.addIndicator ? state.incomplete : null;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
    this.#kept = Array.from(state.statistics, (cell, j) => (isMissing(cell) ? -1 : j)).filter((j) => j >= 0);
  }

  /** @internal */
  static fromState(state: SimpleImputerState): SimpleImputerModel {
    return new SimpleImputerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /** Names of the output columns: those of the kept features, then `missingindicator_feature`. */
  featureNamesOut(): readonly string[] {
    const names = inputNames(this);
    return [
      ...this.#kept.map((j) => names[j]!),
      ...(this.indicatorFeatures ?? []).map((j) => `missingindicator_${names[j]}`),
    ];
  }

  /**
   * Imputes X, shape (nSamples, nFeatures), into a new matrix, or a new Frame if it was fitted on texts, booleans or dates.
   *
   * @throws {InvalidInputError} if X has other features than in fit, holds Infinity, or holds text among numbers.
   */
  async transform(X: NumericLike): Promise<Matrix>;
  async transform(X: TableLike): Promise<Matrix | FrameLike>;
  async transform(X: TableLike): Promise<Matrix | FrameLike> {
    const where = "SimpleImputerModel.transform";
    checkSeenTable(where, X, this);
    this.#warnOfDropped();
    const { types, statistics, missingValues } = this.#state;
    if (types === null) {
      // NaN may be missing, and Infinity is found while filling.
      const deferFinite = Number.isNaN(missingValues);
      return this.#imputeNumbers(where, numericSamples(where, X, missingValues, deferFinite));
    }
    return imputeTable(where, X, {
      types,
      statistics: statistics as readonly Cell[],
      missingValues,
      kept: this.#kept,
      indicators: this.indicatorFeatures ?? [],
      names: this.featureNamesOut(),
    });
  }

  #warnOfDropped(): void {
    if (this.#kept.length === this.nFeatures) return;
    const names = inputNames(this).filter((_, j) => !this.#kept.includes(j));
    const advice = "set keepEmptyFeatures to keep them";
    reportWarning(
      `SimpleImputer: columns ${names.join(", ")} had no value in fit and are dropped; ${advice}`,
    );
  }

  #imputeNumbers(where: string, X: Matrix): Matrix {
    const { data, rows, columns } = X;
    const kept = this.#kept;
    const indicators = this.indicatorFeatures ?? [];
    const width = kept.length + indicators.length;
    const fill = this.statistics as Float64Array;
    const { missingValues } = this.#state;
    const marker = typeof missingValues === "number" ? missingValues : Number.NaN;
    const out = new Float64Array(rows * width);
    if (width === columns && indicators.length === 0) {
      if (!fillMissing(data, columns, fill, marker, out)) checkFinite(where, X, true);
    } else {
      checkFinite(where, X, Number.isNaN(marker));
      for (let i = 0, p = 0; i < rows; i++) {
        for (const j of kept) {
          const value = data[i * columns + j]!;
          out[p++] = value === marker || Number.isNaN(value) ? fill[j]! : value;
        }
        for (const j of indicators) {
          const value = data[i * columns + j]!;
          out[p++] = value === marker || Number.isNaN(value) ? 1 : 0;
        }
      }
    }
    const named = this.featureNames !== undefined || width !== columns || indicators.length > 0;
    return new Matrix(out, rows, width, named ? distinctNames(this.featureNamesOut()) : undefined);
  }

  /**
   * Makes what the indicators say was missing missing again; dropped features are missing throughout.
   * Only for a model of numbers with `addIndicator`.
   *
   * @param X shape (nSamples, nColumnsOut), as transform gives.
   * @returns shape (nSamples, nFeatures).
   * @throws {InvalidInputError} if there are no indicators, X has another number of columns, or features are not numbers.
   */
  async inverseTransform(X: MatrixLike): Promise<Matrix> {
    const where = "SimpleImputerModel.inverseTransform";
    const { missingValues, types } = this.#state;
    if (this.indicatorFeatures === null || types !== null || typeof missingValues === "string") {
      const rule = "the imputer must have addIndicator and have been fitted on numbers";
      throw new InvalidInputError(
        where,
        rule,
        new Described(types === null ? "no indicators" : "categories"),
      );
    }
    const { data, rows, columns } = toSeenMatrix(where, X, {
      nFeatures: this.#kept.length + this.indicatorFeatures.length,
      featureNames: undefined,
    });
    const out = new Float64Array(rows * this.nFeatures).fill(missingValues);
    for (let i = 0; i < rows; i++) {
      this.#kept.forEach((j, k) => {
        out[i * this.nFeatures + j] = data[i * columns + k]!;
      });
      this.indicatorFeatures.forEach((j, k) => {
        if (data[i * columns + this.#kept.length + k] !== 0) out[i * this.nFeatures + j] = missingValues;
      });
    }
    return new Matrix(out, rows, this.nFeatures, this.featureNames);
  }
}

/** The common case: every column is kept and none is added. Returns whether all that was filled in and kept is finite. */
function fillMissing(
  data: Float64Array,
  columns: number,
  fill: Float64Array,
  marker: number,
  out: Float64Array,
): boolean {
  let zero = 0;
  for (let p = 0; p < data.length; ) {
    for (let j = 0; j < columns; j++, p++) {
      const value = data[p]!;
      const kept = value === marker || Number.isNaN(value) ? fill[j]! : value;
      out[p] = kept;
      zero += kept * 0;
    }
  }
  return zero === 0;
}
