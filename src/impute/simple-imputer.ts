import type { Cell, FitOptions, FrameLike, TableLike, VectorLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight, type SeenFeatures } from "../base/input.js";
import { callable, choice, custom, either, type ParamSpecs } from "../base/params.js";
import { checkTable, columnTypes } from "../base/table.js";
import { BaseTransformer } from "../base/transformer.js";
import type { Matrix } from "../core/matrix.js";
import { type ImputeStrategy, numberToFill } from "./fill-statistic.js";
import { addIndicatorSpec, keepEmptyFeaturesSpec, missingValuesSpec } from "./imputer-params.js";
import { isNumeric, type NumericLike, numericSamples } from "./numeric-samples.js";
import { SimpleImputerModel } from "./simple-imputer-model.js";
import { tableStatistics } from "./table-statistics.js";

/** Hyper-parameters of {@link SimpleImputer}. */
export interface SimpleImputerParams {
  /** What stands for a missing value: NaN (which means null and undefined too), a number or a text. Default NaN. */
  readonly missingValues: number | string;
  /**
   * What is put in its place: the "mean" or "median" of the column, its "most_frequent" value (the least of equals), a
   * "constant", or what a function makes of the present values of a numeric column. Default "mean".
   */
  readonly strategy: ImputeStrategy | ((values: Float64Array) => number);
  /** Constant of the strategy "constant". Default null: 0 among numbers, "missing_value" among texts. */
  readonly fillValue: number | string | boolean | Date | null;
  /** Whether to add a column of 0 and 1 for each feature that had missing values in fit. Default false. */
  readonly addIndicator: boolean;
  /** Whether to keep features without any value, filled with the constant or 0, instead of dropping them. Default false. */
  readonly keepEmptyFeatures: boolean;
}

/** Domain, default and help of {@link SimpleImputerParams}. */
export const simpleImputerParamSpecs: ParamSpecs<SimpleImputerParams> = {
  missingValues: missingValuesSpec,
  strategy: either<ImputeStrategy, (values: Float64Array) => number>(
    "mean",
    choice({
      default: "mean",
      options: ["mean", "median", "most_frequent", "constant"],
      help: "What is put in the place of a missing value.",
    }),
    callable<(values: Float64Array) => number>({
      domain: "a function of the present values",
      help: "What is put in the place of a missing value.",
    }),
  ),
  fillValue: custom<SimpleImputerParams["fillValue"]>({
    default: null,
    domain: 'a finite number, a string, a boolean, a Date, or null (0 or "missing_value")',
    help: "Constant of the strategy constant.",
    outside: [Number.NaN, Number.POSITIVE_INFINITY, [], {}],
    accepts: (value) =>
      value === null ||
      typeof value === "string" ||
      typeof value === "boolean" ||
      value instanceof Date ||
      Number.isFinite(value),
  }),
  addIndicator: addIndicatorSpec,
  keepEmptyFeatures: keepEmptyFeaturesSpec,
};

/**
 * Puts a statistic of each column in the place of its missing values.
 *
 * Columns of a Frame, or rows of cells, that hold texts, booleans or dates can be imputed by "most_frequent" or
 * "constant"; transform gives a Frame then. Columns without any value in fit are dropped, with a warning.
 *
 * Cost: one pass; the median selects, O(nSamples) a column; "most_frequent" sorts.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const imputer = new SimpleImputer({ strategy: "median", addIndicator: true });
 * const { model, X } = await imputer.fitTransform([[7, 2], [4, NaN], [10, 5]]);
 * model.statistics; // => Float64Array.of(7, 3.5)
 * X.toArray(); // => [[7, 2, 0], [4, 3.5, 1], [10, 5, 0]]
 * model.featureNamesOut(); // => ["x0", "x1", "missingindicator_x1"]
 * ```
 */
export class SimpleImputer extends BaseTransformer<SimpleImputerParams, SimpleImputerModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "SimpleImputer";

  constructor(params: Partial<SimpleImputerParams> = {}) {
    super(SimpleImputer.typeName, simpleImputerParamSpecs, params);
  }

  /** @internal */
  static fromState(state: SimpleImputerParams): SimpleImputer {
    return new SimpleImputer(state);
  }

  /**
   * Learns the statistic of each column.
   *
   * @param X shape (nSamples, nFeatures); neither kept nor changed.
   * @throws {InvalidInputError} if X is empty, ragged or holds Infinity, a column mixes types, or holds texts where
   * the strategy needs numbers.
   */
  async fit(X: TableLike, _y?: unknown, options: FitOptions = {}): Promise<SimpleImputerModel> {
    const where = "SimpleImputer.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const seen = checkTable(where, X);
    return isNumeric(X, columnTypes(X)) ? this.#fitNumbers(where, X, seen) : this.#fitTable(where, X, seen);
  }

  /** Fits to X and imputes the same rows. */
  override fitTransform(
    X: NumericLike,
    y?: VectorLike<unknown>,
    options?: FitOptions,
  ): Promise<{ readonly model: SimpleImputerModel; readonly X: Matrix }>;
  override fitTransform(
    X: TableLike,
    y?: VectorLike<unknown>,
    options?: FitOptions,
  ): Promise<{ readonly model: SimpleImputerModel; readonly X: Matrix | FrameLike }>;
  override async fitTransform(
    X: TableLike,
    y?: VectorLike<unknown>,
    options?: FitOptions,
  ): Promise<{ readonly model: SimpleImputerModel; readonly X: Matrix | FrameLike }> {
    const model = await this.fit(X, y, options);
    return { model, X: await model.transform(X) };
  }

  #fitNumbers(where: string, X: TableLike, seen: SeenFeatures): SimpleImputerModel {
    const { missingValues, addIndicator } = this.params;
    const matrix = numericSamples(where, X, missingValues);
    const scratch = new Float64Array(matrix.rows);
    const statistics = new Float64Array(matrix.columns);
    const incomplete: number[] = [];
    for (let j = 0; j < matrix.columns; j++) {
      const present = presentValues(matrix, j, missingValues, scratch);
      if (present.length < matrix.rows) incomplete.push(j);
      statistics[j] = numberToFill(present, this.params);
    }
    return new SimpleImputerModel({
      ...seen,
      missingValues,
      addIndicator,
      statistics,
      incomplete,
      types: null,
    });
  }

  #fitTable(where: string, X: TableLike, seen: SeenFeatures): SimpleImputerModel {
    const { missingValues, addIndicator } = this.params;
    const statistics = tableStatistics(where, X, seen, this.params);
    return new SimpleImputerModel({ ...seen, missingValues, addIndicator, ...statistics });
  }
}

/** Values of column j that are not missing, in the front of `scratch`. */
function presentValues(
  { data, columns }: Matrix,
  j: number,
  missingValues: Cell,
  scratch: Float64Array,
): Float64Array {
  let count = 0;
  for (let p = j; p < data.length; p += columns) {
    const value = data[p]!;
    if (value === missingValues || Number.isNaN(value)) continue;
    scratch[count++] = value;
  }
  return scratch.subarray(0, count);
}
