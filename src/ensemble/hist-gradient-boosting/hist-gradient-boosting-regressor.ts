import { scoreTargets } from "../../base/default-score.js";
import {
  BaseEstimator,
  type RegressorModel,
  type ScoreOptions,
  type TableLike,
  type VectorLike,
} from "../../base/estimator.js";
import { startFit } from "../../base/fit-options.js";
import { toSampleWeight, toTarget } from "../../base/input.js";
import { choice, nullByDefault, type ParamSpecs, real } from "../../base/params.js";
import { InvalidInputError, InvalidParameterError } from "../../core/errors.js";
import { exp } from "../../core/exp.js";
import type { Matrix } from "../../core/matrix.js";
import {
  BaseHistModel,
  type HistModelParts,
  type HistModelState,
  histModelParts,
} from "./base-hist-model.js";
import { boost } from "./boost.js";
import {
  type HistGradientBoostingParams,
  histGradientBoostingParamSpecs,
  paramsState,
} from "./hist-params.js";
import type { Samples } from "./hold-out.js";
import { type HistRegressionLoss, regressionLoss } from "./losses.js";
import {
  boostSettings,
  HIST_FIT_OPTIONS,
  type HistFitOptions,
  prepareFeatures,
  validationFeatures,
} from "./prepare-fit.js";

/** Hyper-parameters of {@link HistGradientBoostingRegressor}. */
export interface HistGradientBoostingRegressorParams extends HistGradientBoostingParams {
  /**
   * Loss: `"squared_error"` (default), `"absolute_error"`, `"quantile"`, or, with the logarithm of the mean as the sum of the trees,
   * `"gamma"` (y > 0) and `"poisson"` (y >= 0).
   */
  readonly loss: HistRegressionLoss;
  /** Quantile to predict with loss `"quantile"`, in (0, 1); null (default) elsewhere. */
  readonly quantile: number | null;
}

/** Domain, default and help of {@link HistGradientBoostingRegressorParams}. */
export const histGradientBoostingRegressorParamSpecs: ParamSpecs<HistGradientBoostingRegressorParams> = {
  loss: choice({
    default: "squared_error",
    options: ["squared_error", "absolute_error", "gamma", "poisson", "quantile"],
    help: "Loss that boosting descends.",
  }),
  quantile: nullByDefault(real({ default: 0.5, min: 0, max: 1, help: "Quantile to predict." }), "none"),
  ...histGradientBoostingParamSpecs,
};

/**
 * Gradient boosting of regression trees on histograms: values are put into at most 255 bins first, so that a fit costs little on many rows.
 * The trees equal scikit-learn's for the same seed, split for split, on any number of threads.
 *
 * X may hold NaN: each split sends missing values to the side that suits. Features of categories are split by sets of categories.
 *
 * Cost: O(nSamples × nFeatures) for each level of a tree, on all cores; five bytes of memory for two values, and 50 for each row.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or `quantile` is missing, 0 or 1 where the loss needs it.
 * @see Friedman (2001), doi:10.1214/aos/1013203451; Ke et al. (2017), LightGBM.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5]];
 * const boosting = new HistGradientBoostingRegressor({ minSamplesLeaf: 1, learningRate: 0.5, maxIter: 1 });
 * const model = await boosting.fit(X, [0, 0, 0, 3, 3, 3]);
 * // From the mean, 1.5, half way to the means of the leaves.
 * await model.predict([[1.5], [9]]); // => new Float64Array([0.75, 2.25])
 * ```
 */
export class HistGradientBoostingRegressor extends BaseEstimator<HistGradientBoostingRegressorParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "HistGradientBoostingRegressor";
  readonly kind = "regressor" as const;

  constructor(params: Partial<HistGradientBoostingRegressorParams> = {}) {
    super(HistGradientBoostingRegressor.typeName, histGradientBoostingRegressorParamSpecs, params);
    const { loss, quantile } = this.params;
    if (loss === "quantile" && !(quantile !== null && quantile > 0 && quantile < 1))
      throw new InvalidParameterError(
        this.typeName,
        "quantile",
        'a number in (0, 1) where loss is "quantile"',
        quantile,
      );
  }

  /** @internal */
  static fromState(state: HistGradientBoostingRegressorParams): HistGradientBoostingRegressor {
    return new HistGradientBoostingRegressor(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return paramsState(this.params);
  }

  /**
   * Grows the trees; `onProgress` counts iterations.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN, and categories where a feature is one; neither kept nor changed.
   * @param y targets, shape (nSamples).
   * @param options.sampleWeight weight of each row in the loss.
   * @param options.XVal rows to score on for early stopping, with `yVal` and perhaps `sampleWeightVal`.
   * @throws {InvalidInputError} if X or y are not fit to be learned from, or y is outside what the loss takes.
   * @throws {InvalidParameterError} if a hyper-parameter names features that X does not have.
   */
  async fit(
    X: TableLike,
    y: VectorLike<number>,
    options: HistFitOptions<number> = {},
  ): Promise<HistGradientBoostingRegressorModel> {
    const where = "HistGradientBoostingRegressor.fit";
    startFit(where, options, HIST_FIT_OPTIONS);
    const features = prepareFeatures(where, X, this.params);
    const training = this.#samples(where, features.matrix, y, options.sampleWeight, "y");
    const given = validationFeatures(where, options, this.params.earlyStopping, features.coding);
    const validation = given && this.#samples(where, given.X, given.y, options.sampleWeightVal, "yVal");
    const { loss, quantile } = this.params;
    const settings = boostSettings(where, this.params, features, regressionLoss(loss, quantile), undefined);
    const boosted = await boost(training, validation, settings, options);
    return new HistGradientBoostingRegressorModel({
      ...boosted,
      loss,
      coding: features.coding,
      doEarlyStopping: settings.earlyStopping,
    });
  }

  #samples(
    where: string,
    X: Matrix,
    y: VectorLike<number>,
    sampleWeight: VectorLike<number> | undefined,
    name: string,
  ): Samples {
    const targets = toTarget(where, y, X.rows, name);
    checkDomain(where, name, targets, this.params.loss);
    return { X, y: targets, weight: toSampleWeight(where, sampleWeight, X.rows) };
  }
}

function checkDomain(where: string, name: string, y: Float64Array, loss: HistRegressionLoss): void {
  if (loss === "gamma") {
    const row = y.findIndex((value) => !(value > 0));
    if (row >= 0) throw new InvalidInputError(where, `${name} must be > 0 for loss "gamma"`, y[row], { row });
  }
  if (loss !== "poisson") return;
  const row = y.findIndex((value) => value < 0);
  if (row >= 0)
    throw new InvalidInputError(where, `${name} must be >= 0 for loss "poisson"`, y[row], { row });
  if (y.every((value) => value === 0))
    throw new InvalidInputError(where, `${name} must not be 0 everywhere for loss "poisson"`, y);
}

interface RegressorParts extends HistModelParts {
  readonly loss: HistRegressionLoss;
}

/** Trees grown by {@link HistGradientBoostingRegressor}. */
export class HistGradientBoostingRegressorModel extends BaseHistModel implements RegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "HistGradientBoostingRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "HistGradientBoostingRegressorModel";
  readonly #loss: HistRegressionLoss;

  /** @internal */
  constructor(parts: RegressorParts) {
    super(parts);
    this.#loss = parts.loss;
  }

  /** @internal */
  static fromState(
    state: HistModelState & { readonly loss: HistRegressionLoss },
  ): HistGradientBoostingRegressorModel {
    return new HistGradientBoostingRegressorModel({ ...histModelParts(state), loss: state.loss });
  }

  /**
   * Sum of the trees, or e to its power for the losses gamma and poisson; shape (nSamples).
   *
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async predict(X: TableLike): Promise<Float64Array> {
    return this.#targets(await this.raw("predict", X));
  }

  /** {@link HistGradientBoostingRegressorModel.predict} after each iteration. */
  async *stagedPredict(X: TableLike): AsyncGenerator<Float64Array> {
    for await (const raw of this.stagedRaw("stagedPredict", X)) yield this.#targets(raw);
  }

  /** Coefficient of determination R². */
  async score(X: TableLike, y: VectorLike<number>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    const predicted = this.#targets(await this.raw("score", X));
    return scoreTargets(`${this.typeName}.score`, y, predicted, sampleWeight);
  }

  #targets({ data }: Matrix): Float64Array {
    return this.#loss === "gamma" || this.#loss === "poisson" ? data.map(exp) : data;
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), loss: this.#loss };
  }
}
