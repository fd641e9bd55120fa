import {
  BaseEstimator,
  type FitOptions,
  type MatrixLike,
  type RegressorModel,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { toMatrix, toSampleWeight, toTarget } from "../base/input.js";
import type { AnyRegressor, ModelOf } from "../base/model-of.js";
import { choice, integer, type ParamSpecs, randomStateSpec, real } from "../base/params.js";
import { withRandomStates } from "../base/random-states.js";
import type { Matrix } from "../core/matrix.js";
import { BaseTreeRegressorModel } from "../tree/base-tree-regressor.js";
import { DecisionTreeRegressor, type DecisionTreeRegressorModel } from "../tree/decision-tree-regressor.js";
import { AdaBoostRegressorModel } from "./ada-boost-regressor-model.js";
import { memberSpec } from "./bagging-params.js";
import { type AdaBoostLoss, boostRegressors, type FitDrawnRound } from "./boost-regressors.js";
import { rowsFor } from "./reads-as-trees.js";
import { RowRoom } from "./row-room.js";

/** Hyper-parameters of {@link AdaBoostRegressor}. */
export interface AdaBoostRegressorParams<E extends AnyRegressor | null = AnyRegressor | null> {
  /** Regressor that each round fits to drawn rows. Default null: `new DecisionTreeRegressor({ maxDepth: 3 })`. */
  readonly estimator: E;
  /** Most rounds, an integer >= 1. Default 50. Boosting ends early when a model is perfect, or its mean loss reaches a half. */
  readonly nEstimators: number;
  /** Factor of each model's weight, > 0. Default 1; smaller learns slower and needs more rounds. */
  readonly learningRate: number;
  /** How a row's deviation d, as a share of the largest, counts: `"linear"` (default) d, `"square"` d², `"exponential"` 1 - exp(-d). */
  readonly loss: AdaBoostLoss;
  /** Seed of the drawn rows and the estimators of the rounds. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

/** Domain, default and help of {@link AdaBoostRegressorParams}. */
export const adaBoostRegressorParamSpecs: ParamSpecs<AdaBoostRegressorParams> = {
  estimator: memberSpec<AnyRegressor>("regressor", "a decision tree of depth 3"),
  nEstimators: integer({ default: 50, min: 1, help: "Most rounds." }),
  learningRate: real({
    default: 1,
    above: 0,
    help: "Factor of each model's weight; smaller learns slower.",
  }),
  loss: choice({
    default: "linear",
    options: ["linear", "square", "exponential"],
    help: "How the deviation of a row counts.",
  }),
  randomState: randomStateSpec,
};

/** Model that a round of boosting fits: null means a decision tree. */
export type BoostedRegressorOf<E> = E extends null
  ? DecisionTreeRegressorModel
  : ModelOf<E, number> & RegressorModel;

/**
 * AdaBoost for numbers (AdaBoost.R2): every round fits a regressor to rows drawn by their weights, and lowers the weights of the rows that it
 * predicts well; the prediction is the weighted median of the models'. Drawn rows and models equal scikit-learn's for the same seed,
 * weights but for last digits of exp, log and powers.
 *
 * Hyper-parameters of the estimator have paths, `"estimator.maxDepth"`. `onProgress` counts rounds. A first model whose mean loss is a
 * half or more is the only one, with weight 0; the importances of its features are NaN then.
 *
 * Cost: nEstimators fits.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Drucker (1997), Improving regressors using boosting techniques.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [6], [7]];
 * const model = await new AdaBoostRegressor({ nEstimators: 10 }).fit(X, [0, 0, 0, 0, 5, 5, 5, 5]);
 * await model.predict([[1], [6]]); // => new Float64Array([0, 5])
 * ```
 */
export class AdaBoostRegressor<E extends AnyRegressor | null = null> extends BaseEstimator<
  AdaBoostRegressorParams<E>
> {
  /** Name under which the class is registered. */
  static readonly typeName = "AdaBoostRegressor";
  readonly kind = "regressor" as const;

  constructor(params: Partial<AdaBoostRegressorParams<E>> = {}) {
    const specs = adaBoostRegressorParamSpecs as unknown as ParamSpecs<AdaBoostRegressorParams<E>>;
    super(AdaBoostRegressor.typeName, specs, params);
  }

  /** @internal */
  static fromState(state: AdaBoostRegressorParams): AdaBoostRegressor<AnyRegressor | null> {
    return new AdaBoostRegressor<AnyRegressor | null>(state);
  }

  /**
   * Boosts.
   *
   * @param X shape (nSamples, nFeatures), finite; neither kept nor changed.
   * @param y target, shape (nSamples).
   * @param options.sampleWeight weights that boosting begins with, in proportion to the chance to be drawn; rows of weight 0 are never drawn.
   * @throws {InvalidInputError} if X is ragged, empty or not finite, y does not fit it, or its differences overflow.
   * @throws what the estimator throws.
   */
  async fit(
    X: MatrixLike,
    y: VectorLike<number>,
    options: FitOptions = {},
  ): Promise<AdaBoostRegressorModel<BoostedRegressorOf<E>>> {
    const where = "AdaBoostRegressor.fit";
    startFit(where, options);
    const { estimator, ...settings } = this.params;
    const matrix = toMatrix(where, X);
    const target = toTarget(where, y, matrix.rows);
    const sampleWeight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const base: AnyRegressor = estimator ?? new DecisionTreeRegressor({ maxDepth: 3 });
    const fitRound = fitDrawn(base, matrix, target);
    const boosted = await boostRegressors(where, { y: target, sampleWeight }, settings, fitRound, options);
    return new AdaBoostRegressorModel({
      estimators: boosted.models as BoostedRegressorOf<E>[],
      estimatorWeights: boosted.estimatorWeights,
      estimatorErrors: boosted.estimatorErrors,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

/** Fits a regressor to rows that are drawn by their weights after its seeds. */
function fitDrawn(base: AnyRegressor, X: Matrix, y: Float64Array): FitDrawnRound<RegressorModel> {
  const rowRoom = new RowRoom();
  const drawn = new Int32Array(y.length);
  // For what is needed after each other: room to draw in, the target of the drawn rows, and predictions.
  const room = new Float64Array(y.length);
  return async (weight, random, { signal }) => {
    const seeded = withRandomStates(base, random);
    random.drawByWeight(weight, drawn, room);
    for (let k = 0; k < drawn.length; k++) room[k] = y[drawn[k]!]!;
    const model: RegressorModel = await seeded.fit(rowsFor(seeded, X, drawn, rowRoom), room, { signal });
    const isTree = model instanceof BaseTreeRegressorModel;
    return { model, predicted: await (isTree ? model.predictInto(X, room) : model.predict(X)) };
  };
}
