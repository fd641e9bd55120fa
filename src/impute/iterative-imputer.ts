import type { FitOptions, VectorLike } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { startFit } from "../base/fit-options.js";
import { plural, refuseSampleWeight } from "../base/input.js";
import type { ParamSpecs } from "../base/params.js";
import { checkTable } from "../base/table.js";
import { BaseTransformer, type FitTransformed } from "../base/transformer.js";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { reportWarning } from "../core/warning.js";
import type { BayesianRidge } from "../linear-model/bayesian-ridge.js";
import type { Limits, RegressorEstimator } from "./feature-regression.js";
import { numberToFill } from "./fill-statistic.js";
import { IterativeImputerModel, initialColumns } from "./iterative-imputer-model.js";
import { type IterativeImputerParams, iterativeImputerParamSpecs } from "./iterative-imputer-params.js";
import { type HoledSamples, learnMissing } from "./matrix-imputer-model.js";
import { missingNumbers } from "./missing-mask.js";
import { type HoledLike, holedSamples } from "./numeric-samples.js";
import { imputeInRounds, type RoundRobin } from "./round-robin.js";

/**
 * Imputes each feature by a regression on the others, in rounds.
 *
 * Missing values start as the column's mean, say. Then each feature in turn is regressed on the others over the rows where it was
 * observed, and its missing values become the predictions, until a round changes little. With `samplePosterior` they are drawn from the
 * predicted distribution: several such imputations with different seeds show how uncertain the missing values are.
 *
 * Cost: with the default regressor one pass of nSamples nFeatures² / 2 flops a round, and as much over the missing rows of each
 * feature, since the sums over all rows are kept up to date; otherwise a fit for each feature and round.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see van Buuren & Groothuis-Oudshoorn (2011), mice: Multivariate Imputation by Chained Equations in R, J. Stat. Softw. 45(3).
 *
 * @example
 * ```ts
 * const imputer = new IterativeImputer();
 * const { model, X } = await imputer.fitTransform([[1, 2], [3, 6], [4, 8], [NaN, 3], [7, NaN]]);
 * X.toArray().map((row) => row.map(Math.round)); // => [[1, 2], [3, 6], [4, 8], [2, 3], [7, 14]]
 * model.nIter > 1; // => true
 * imputer.withParam("estimator.tol", 1e-6).params.estimator.params.tol; // => 1e-6
 * ```
 */
export class IterativeImputer<E extends RegressorEstimator = BayesianRidge> extends BaseTransformer<
  IterativeImputerParams<E>,
  IterativeImputerModel
> {
  /** Name under which the class is registered. */
  static readonly typeName = "IterativeImputer";

  constructor(params: Partial<IterativeImputerParams<E>> = {}) {
    const specs = iterativeImputerParamSpecs as unknown as ParamSpecs<IterativeImputerParams<E>>;
    super(IterativeImputer.typeName, specs, params);
  }

  /** @internal */
  static fromState(state: IterativeImputerParams): IterativeImputer<RegressorEstimator> {
    return new IterativeImputer(state);
  }

  /**
   * Learns the regressions.
   *
   * @param X shape (nSamples, nFeatures), numbers; neither kept nor changed.
   * @throws {InvalidInputError} if X is empty, ragged, or holds Infinity or text.
   * @throws {InvalidParameterError} if limits are not one for each feature, or a least value is not less than the largest, or the regressor's
   * model has no `predictStd` and samplePosterior needs it.
   */
  async fit(X: HoledLike, y?: VectorLike<unknown>, options: FitOptions = {}): Promise<IterativeImputerModel> {
    return (await this.#fitAndImpute("IterativeImputer.fit", X, y, options)).model;
  }

  /** Fits to X and imputes the same rows; the imputed values are those that the fit came to. */
  override async fitTransform(
    X: HoledLike,
    y?: VectorLike<unknown>,
    options: FitOptions = {},
  ): Promise<FitTransformed<IterativeImputerModel>> {
    return this.#fitAndImpute("IterativeImputer.fitTransform", X, y, options);
  }

  async #fitAndImpute(
    where: string,
    X: HoledLike,
    _y: VectorLike<unknown> | undefined,
    options: FitOptions,
  ): Promise<{ readonly model: IterativeImputerModel; readonly X: Matrix }> {
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { params } = this;
    const seen = checkTable(where, X);
    const matrix = holedSamples(where, X, params.missingValues);
    const samples: HoledSamples = { matrix, mask: missingNumbers(matrix, Number.NaN) };
    const missing = learnMissing(samples.mask);
    const limits = toLimits(params, seen.nFeatures);
    const initial = initialValues(matrix, params);
    if (missing.empty.length > 0 && !params.keepEmptyFeatures) {
      const names = missing.empty.map((j) => inputNames(seen)[j]).join(", ");
      const advice = "set keepEmptyFeatures to keep them";
      reportWarning(`IterativeImputer: columns ${names} had no value in fit and are dropped; ${advice}`);
    }
    const random = new RandomState(params.randomState);
    const start = { ...seen, ...missing, keepEmptyFeatures: params.keepEmptyFeatures, initial };
    const columns = initialColumns(samples, start);
    const rounds = await this.#rounds(columns, limits, random, options);
    options.signal?.throwIfAborted();
    const { missingValues, addIndicator, samplePosterior } = params;
    const generator = samplePosterior ? random.getState() : null;
    const model = new IterativeImputerModel({
      ...{ ...start, missingValues, addIndicator, samplePosterior, generator, limits },
      ...rounds,
    });
    return { model, X: model.complete(columns, samples) };
  }

  async #rounds(
    columns: ReturnType<typeof initialColumns>,
    limits: readonly Limits[],
    random: RandomState,
    options: FitOptions,
  ): Promise<RoundRobin> {
    const { maxIter, tol } = this.params;
    const { d, Z, missingRows, observedRows, kept } = columns;
    const missing = missingRows.reduce((sum, rows) => sum + rows.length, 0);
    const idle = { imputationSequence: [], nIter: 0 };
    if (maxIter === 0) return { ...idle, converged: false };
    if (d <= 1 || missing === Z.length) return { ...idle, converged: true };
    let largest = 0;
    observedRows.forEach((rows, k) => {
      for (const i of rows) largest = Math.max(largest, Math.abs(Z[i * d + k]!));
    });
    const keptLimits = kept.map((j) => limits[j]!);
    return imputeInRounds(this.params, columns, keptLimits, tol * largest, random, options);
  }
}

/** Limits of each feature. */
function toLimits({ minValue, maxValue }: IterativeImputerParams, nFeatures: number): Limits[] {
  const listed = (name: "minValue" | "maxValue", value: typeof minValue, none: number): readonly number[] => {
    if (!Array.isArray(value)) return new Array<number>(nFeatures).fill((value as number | null) ?? none);
    if (value.length !== nFeatures)
      throw new InvalidParameterError(
        "IterativeImputer",
        name,
        `a number or an array of ${plural(nFeatures, "number")}, one for each feature`,
        value,
      );
    return value as readonly number[];
  };
  const low = listed("minValue", minValue, Number.NEGATIVE_INFINITY);
  const high = listed("maxValue", maxValue, Number.POSITIVE_INFINITY);
  return low.map((value, j) => {
    if (!(value < high[j]!))
      throw new InvalidParameterError(
        "IterativeImputer",
        "minValue",
        `less than maxValue (${high[j]})`,
        value,
      );
    return { low: value, high: high[j]! };
  });
}

/** What missing values of each feature become at first; NaN for a feature that is dropped. */
function initialValues(
  matrix: Matrix,
  { initialStrategy: strategy, fillValue, keepEmptyFeatures }: IterativeImputerParams,
): Float64Array {
  const { data, rows, columns } = matrix.transpose();
  const scratch = new Float64Array(columns);
  return Float64Array.from({ length: rows }, (_, j) => {
    let count = 0;
    for (let p = j * columns; p < (j + 1) * columns; p++)
      if (!Number.isNaN(data[p]!)) scratch[count++] = data[p]!;
    return numberToFill(scratch.subarray(0, count), { strategy, fillValue, keepEmptyFeatures });
  });
}
