import { scoreTargets } from "../../base/default-score.js";
import {
  type AnyEstimator,
  BaseEstimator,
  type FitOptions,
  type MatrixLike,
  type RegressorModel,
  type ScoreOptions,
  type VectorLike,
} from "../../base/estimator.js";
import { startFit } from "../../base/fit-options.js";
import { toSampleWeight, toTarget } from "../../base/input.js";
import type { AnyRegressor } from "../../base/model-of.js";
import { choice, type ParamSpecs, real } from "../../base/params.js";
import { toTreeMatrix } from "../../tree/tree-input.js";
import {
  BaseGradientBoostingModel,
  type GradientBoostingState,
  gradientBoostingParts,
} from "./base-gradient-boosting-model.js";
import { fitGradientBoosting } from "./fit-gradient-boosting.js";
import { type GradientBoostingParams, gradientBoostingParamSpecs } from "./gradient-boosting-params.js";
import { initSpec } from "./init-spec.js";

/** Hyper-parameters of {@link GradientBoostingRegressor}. */
export interface GradientBoostingRegressorParams extends GradientBoostingParams {
  /**
   * Loss: `"squared_error"` (default), `"absolute_error"`, `"huber"` (squared for small residuals, absolute for those beyond their
   * alpha-quantile), or `"quantile"`, whose predictions are the alpha-quantile.
   */
  readonly loss: "squared_error" | "absolute_error" | "huber" | "quantile";
  /** Quantile of the losses `"huber"` and `"quantile"`, in (0, 1). Default 0.9. */
  readonly alpha: number;
  /** Regressor whose predictions boosting begins with, `"zero"`, or null (default): mean, median or quantile of y, by the loss. */
  readonly init: AnyRegressor | "zero" | null;
}

/** Domain, default and help of {@link GradientBoostingRegressorParams}. */
export const gradientBoostingRegressorParamSpecs: ParamSpecs<GradientBoostingRegressorParams> = {
  loss: choice({
    default: "squared_error",
    options: ["squared_error", "absolute_error", "huber", "quantile"],
    help: "Loss that stages lower.",
  }),
  alpha: real({ default: 0.9, above: 0, below: 1, help: "Quantile of the losses huber and quantile." }),
  init: initSpec<AnyRegressor>("regressor"),
  ...gradientBoostingParamSpecs,
};

/**
 * Gradient boosting of regression trees: each stage fits a small tree to what the stages before left over. The trees equal scikit-learn's for the same
 * seed, node for node, with the same leaves.
 *
 * `onProgress` counts stages. X must be finite; features are seen as 32-bit floats.
 *
 * Cost: O(nFeatures × nSamples × maxDepth) for each stage, after O(nFeatures × nSamples × log nSamples): rows are sorted once.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Friedman (2001), Greedy function approximation, doi:10.1214/aos/1013203451.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3]];
 * const model = await new GradientBoostingRegressor({ nEstimators: 1, learningRate: 1, maxDepth: 1 }).fit(X, [1, 1, 5, 7]);
 * Array.from(await model.predict([[0.4], [9]])); // => [1, 6]
 * ```
 */
export class GradientBoostingRegressor extends BaseEstimator<GradientBoostingRegressorParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "GradientBoostingRegressor";
  readonly kind = "regressor" as const;

  constructor(params: Partial<GradientBoostingRegressorParams> = {}) {
    super(GradientBoostingRegressor.typeName, gradientBoostingRegressorParamSpecs, params);
  }

  /** @internal */
  static fromState(state: GradientBoostingRegressorParams): GradientBoostingRegressor {
    return new GradientBoostingRegressor(state);
  }

  /**
   * Boosts.
   *
   * @param X shape (nSamples, nFeatures), finite; neither kept nor changed.
   * @param y targets, shape (nSamples).
   * @param options.sampleWeight weight of each row; trees leave rows of weight 0 out.
   * @throws {InvalidInputError} if X is ragged, empty, not finite or beyond 32-bit floats, or y does not fit it.
   * @throws what `init` throws.
   */
  async fit(
    X: MatrixLike,
    y: VectorLike<number>,
    options: FitOptions = {},
  ): Promise<GradientBoostingRegressorModel> {
    const where = "GradientBoostingRegressor.fit";
    startFit(where, options);
    const { loss, alpha, init, ...params } = this.params;
    const matrix = toTreeMatrix(where, X, {});
    const target = toTarget(where, y, matrix.rows);
    const weight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const samples = { X: matrix, y: target, weight, classes: undefined };
    const first: AnyEstimator | "zero" | null = init;
    const parts = await fitGradientBoosting(
      where,
      samples,
      { name: loss, alpha, nTrees: 1 },
      first,
      params,
      options,
    );
    return new GradientBoostingRegressorModel(parts);
  }
}

/**
 * Regressor boosted by {@link GradientBoostingRegressor}.
 *
 * `stagedPredict` gives one answer for each number of stages, as they are asked for: `for await (const predicted of model.stagedPredict(X))`.
 */
export class GradientBoostingRegressorModel extends BaseGradientBoostingModel implements RegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "GradientBoostingRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "GradientBoostingRegressorModel";

  /** @internal */
  static fromState(state: GradientBoostingState): GradientBoostingRegressorModel {
    return new GradientBoostingRegressorModel(gradientBoostingParts(state));
  }

  /**
   * The first prediction plus the leaves of all trees, times the learning rate, shape (nSamples).
   *
   * @throws {InvalidInputError} if X does not have the features of fit or is not finite.
   */
  async predict(X: MatrixLike): Promise<Float64Array> {
    return (await this.raw("predict", X)).data;
  }

  /**
   * {@link GradientBoostingRegressorModel.predict} after each stage.
   *
   * @throws {InvalidInputError} as {@link GradientBoostingRegressorModel.predict}, when the first answer is asked for.
   */
  async *stagedPredict(X: MatrixLike): AsyncGenerator<Float64Array> {
    for await (const { data } of this.stagedRaw("stagedPredict", X)) yield data;
  }

  /** Coefficient of determination R². */
  async score(X: MatrixLike, y: VectorLike<number>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return scoreTargets(`${this.typeName}.score`, y, (await this.raw("score", X)).data, sampleWeight);
  }
}
