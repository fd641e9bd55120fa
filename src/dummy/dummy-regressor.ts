import { scoreTargets } from "../base/default-score.js";
import {
  BaseEstimator,
  type FitOptions,
  type RegressorModel,
  type ScoreOptions,
  type TableLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { type SeenFeatures, toSampleWeight, toTarget } from "../base/input.js";
import { choice, nullByDefault, type ParamSpecs, real } from "../base/params.js";
import { checkSeenTable, checkTable, tableRows } from "../base/table.js";
import { InvalidParameterError } from "../core/errors.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { median, quantiles } from "../core/quantile.js";
import { weightedQuantiles } from "../core/weighted-quantile.js";

/** What {@link DummyRegressor} predicts. */
export type DummyRegressorStrategy = "mean" | "median" | "quantile" | "constant";

/** Hyper-parameters of {@link DummyRegressor}. */
export interface DummyRegressorParams {
  /** What is predicted for every row: the "mean", the "median" or a "quantile" of y, or a "constant". Default "mean". */
  readonly strategy: DummyRegressorStrategy;
  /** Number that the strategy "constant" predicts. Default null. */
  readonly constant: number | null;
  /** Quantile, in [0, 1], that the strategy "quantile" predicts. Default null. */
  readonly quantile: number | null;
}

/** Domain, default and help of {@link DummyRegressorParams}. */
export const dummyRegressorParamSpecs: ParamSpecs<DummyRegressorParams> = {
  strategy: choice({
    default: "mean",
    options: ["mean", "median", "quantile", "constant"],
    help: "What is predicted for every row.",
  }),
  constant: nullByDefault(real({ default: 0, help: "Number that the strategy constant predicts." }), "none"),
  quantile: nullByDefault(
    real({ default: 0.5, min: 0, max: 1, help: "Quantile that the strategy quantile predicts." }),
    "none",
  ),
};

/**
 * Predicts one number without looking at X: the baseline that a regressor has to beat.
 *
 * Cost: O(nSamples) for the mean, O(nSamples log nSamples) for quantiles.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const model = await new DummyRegressor({ strategy: "median" }).fit([[1], [2], [3]], [2, 3, 10]);
 * await model.predict([[7], [8]]); // => Float64Array.of(3, 3)
 * ```
 */
export class DummyRegressor extends BaseEstimator<DummyRegressorParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "DummyRegressor";
  readonly kind = "regressor" as const;

  constructor(params: Partial<DummyRegressorParams> = {}) {
    super(DummyRegressor.typeName, dummyRegressorParamSpecs, params);
  }

  /** @internal */
  static fromState(state: DummyRegressorParams): DummyRegressor {
    return new DummyRegressor(state);
  }

  /**
   * Learns the number.
   *
   * @param X shape (nSamples, nFeatures), of anything; only its shape is read.
   * @param y target, shape (nSamples).
   * @param options.sampleWeight weights of mean, median and quantile.
   * @throws {InvalidInputError} if y is not of the length of X or not finite.
   * @throws {InvalidParameterError} if the strategy lacks its `constant` or `quantile`.
   */
  async fit(X: TableLike, y: VectorLike<number>, options: FitOptions = {}): Promise<DummyRegressorModel> {
    const where = "DummyRegressor.fit";
    startFit(where, options);
    const seen = checkTable(where, X);
    const target = toTarget(where, y, tableRows(X));
    const weights = toSampleWeight(where, options.sampleWeight, target.length);
    return new DummyRegressorModel({ ...seen, constant: this.#constant(target, weights) });
  }

  #constant(target: Float64Array, weights: Float64Array | undefined): number {
    const { strategy, constant } = this.params;
    switch (strategy) {
      case "mean":
        return mean(target, weights);
      case "median":
        return weights === undefined ? median(target.slice()) : quantile(target, weights, 0.5);
      case "quantile":
        return quantile(target, weights, required("quantile", this.params.quantile));
      case "constant":
        return required("constant", constant);
    }
  }
}

function required(name: "constant" | "quantile", value: number | null): number {
  if (value === null)
    throw new InvalidParameterError("DummyRegressor", name, `a number for the strategy "${name}"`, null);
  return value;
}

function quantile(target: Float64Array, weights: Float64Array | undefined, q: number): number {
  const shares = [(q * 100) / 100]; // by way of per cent, as the incumbent rounds
  if (weights === undefined) return quantiles(target.slice(), shares)[0]!;
  return weightedQuantiles(target, weights, shares, false)[0]!;
}

function mean(target: Float64Array, weights: Float64Array | undefined): number {
  if (weights === undefined) return pairwiseSum(target) / target.length;
  return pairwiseSum(target.map((value, i) => value * weights[i]!)) / pairwiseSum(weights);
}

interface DummyRegressorState extends SeenFeatures {
  readonly constant: number;
}

/** Number learned by {@link DummyRegressor}. */
export class DummyRegressorModel implements RegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "DummyRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "DummyRegressorModel";
  /** What is predicted for every row. */
  readonly constant: number;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;

  /** @internal */
  constructor({ constant, nFeatures, featureNames }: DummyRegressorState) {
    this.constant = constant;
    this.nFeatures = nFeatures;
    this.featureNames = featureNames;
  }

  /** @internal */
  static fromState(state: DummyRegressorState): DummyRegressorModel {
    return new DummyRegressorModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { constant, nFeatures, featureNames } = this;
    return { constant, nFeatures, featureNames };
  }

  /**
   * The number for each row of X.
   *
   * @throws {InvalidInputError} if X has other features than in fit.
   */
  async predict(X: TableLike): Promise<Float64Array> {
    checkSeenTable("DummyRegressorModel.predict", X, this);
    return new Float64Array(tableRows(X)).fill(this.constant);
  }

  /**
   * Coefficient of determination R², at most 0 but for rounding.
   *
   * @throws {InvalidInputError} if X has other features than in fit, or y another length than X.
   */
  async score(X: TableLike, y: VectorLike<number>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return scoreTargets("DummyRegressorModel.score", y, await this.predict(X), sampleWeight);
  }
}
