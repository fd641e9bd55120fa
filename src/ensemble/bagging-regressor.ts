import { scoreTargets } from "../base/default-score.js";
import {
  type AnyModel,
  BaseEstimator,
  type FitOptions,
  type MatrixLike,
  type RegressorModel,
  type ScoreOptions,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { toMatrix, toSampleWeight, toTarget } from "../base/input.js";
import type { AnyRegressor, ModelOf } from "../base/model-of.js";
import type { ParamSpecs } from "../base/params.js";
import type { Matrix } from "../core/matrix.js";
import { BaseTreeRegressorModel } from "../tree/base-tree-regressor.js";
import { DecisionTreeRegressor, type DecisionTreeRegressorModel } from "../tree/decision-tree-regressor.js";
import { sumTreeValues } from "../tree/predict-trees.js";
import { toSeenTreeMatrix } from "../tree/tree-input.js";
import { bag } from "./bag.js";
import { warnOfDrawnRows } from "./bagging-classifier.js";
import { type BaggingDraws, baggingDraws } from "./bagging-draws.js";
import { type BaggingParams, baggingParamSpecs, checkBaggingParams, memberSpec } from "./bagging-params.js";
import {
  type BaggingModelState,
  BaseBaggingModel,
  memberInput,
  treeFeatures,
  undrawnRows,
} from "./base-bagging-model.js";

/** Hyper-parameters of {@link BaggingRegressor}. */
export type BaggingRegressorParams<E extends AnyRegressor | null = AnyRegressor | null> = BaggingParams<E>;

/** Domain, default and help of {@link BaggingRegressorParams}. */
export const baggingRegressorParamSpecs: ParamSpecs<BaggingRegressorParams> = {
  estimator: memberSpec<AnyRegressor>("regressor", "DecisionTreeRegressor"),
  ...baggingParamSpecs,
};

/**
 * Fits a regressor again and again, each time on rows (and, if asked, features) drawn anew, and averages the predictions. Rows, features and
 * members equal scikit-learn's for the same seed.
 *
 * A member whose fit takes `sampleWeight` gets all rows, weighted by how often they were drawn; another gets the drawn rows.
 * `sampleWeight` of this fit is each row's chance to be drawn. Hyper-parameters of the member have paths, `"estimator.maxDepth"`.
 *
 * Cost: nEstimators fits; decision trees grow on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or `oobScore` is set without `bootstrap`.
 * @see Breiman (1996), Bagging predictors, doi:10.1007/BF00058655.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3]];
 * const model = await new BaggingRegressor({ nEstimators: 3 }).fit(X, [0, 1, 2, 3]);
 * model.estimators.length; // => 3
 * (await model.predict([[1]]))[0] <= 1; // => true
 * ```
 */
export class BaggingRegressor<E extends AnyRegressor | null = null> extends BaseEstimator<
  BaggingRegressorParams<E>
> {
  /** Name under which the class is registered. */
  static readonly typeName = "BaggingRegressor";
  readonly kind = "regressor" as const;

  constructor(params: Partial<BaggingRegressorParams<E>> = {}) {
    const specs = baggingRegressorParamSpecs as unknown as ParamSpecs<BaggingRegressorParams<E>>;
    super(BaggingRegressor.typeName, specs, params);
    checkBaggingParams(this.typeName, this.params);
  }

  /** @internal */
  static fromState(state: BaggingRegressorParams): BaggingRegressor<AnyRegressor | null> {
    return new BaggingRegressor(state);
  }

  /**
   * Fits the members; `onProgress` counts them.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN if the member takes it; neither kept nor changed.
   * @param y target, shape (nSamples).
   * @param options.sampleWeight chance of each row to be drawn.
   * @throws {InvalidInputError} if X is ragged, empty or holds Infinity, y does not fit it, or the member refuses what it gets.
   * @throws {InvalidParameterError} if there are fewer features, or rows to be drawn without replacement, than are to be drawn.
   */
  async fit(
    X: MatrixLike,
    y: VectorLike<number>,
    options: FitOptions = {},
  ): Promise<BaggingRegressorModel<E>> {
    const where = "BaggingRegressor.fit";
    startFit(where, options);
    const { estimator, oobScore, ...drawing } = this.params;
    const matrix = toMatrix(where, X, { allowMissing: true });
    const target = toTarget(where, y, matrix.rows);
    const weight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const draws = baggingDraws(BaggingRegressor.typeName, drawing, matrix, weight);
    const estimators = await bag(
      { estimator: estimator ?? new DecisionTreeRegressor(), X: matrix, y: target, draws },
      options,
    );
    const parts = { estimators, draws, nFeatures: matrix.columns, featureNames: matrix.columnNames };
    if (!oobScore)
      return new BaggingRegressorModel({ ...parts, oobScore: undefined, oobPrediction: undefined });
    const oobPrediction = await outOfBagMeans(where, estimators, matrix, draws);
    return new BaggingRegressorModel({
      ...parts,
      oobScore: scoreTargets(where, target, oobPrediction),
      oobPrediction,
    });
  }
}

/** Mean, for each row, of the predictions of the members that did not draw it; 0 for a row that every member drew. */
async function outOfBagMeans(
  where: string,
  models: readonly AnyModel[],
  X: Matrix,
  draws: BaggingDraws,
): Promise<Float64Array> {
  const sums = new Float64Array(X.rows);
  const counts = new Int32Array(X.rows);
  for (const [k, model] of (models as readonly RegressorModel[]).entries()) {
    const index = undrawnRows(draws, k);
    if (index.length === 0) continue;
    const values = await model.predict(memberInput(X.takeRows(index), draws, k));
    for (let i = 0; i < index.length; i++) {
      sums[index[i]!]! += values[i]!;
      counts[index[i]!]! += 1;
    }
  }
  if (counts.includes(0)) warnOfDrawnRows(where);
  return sums.map((sum, i) => sum / Math.max(1, counts[i]!));
}

/** What a {@link BaggingRegressorModel} consists of. */
export interface BaggingRegressorState extends BaggingModelState {
  readonly oobPrediction: Float64Array | undefined;
}

/** Fitted type of a member; of trees, where the estimator was null. */
type BaggedRegressor<E> = E extends AnyRegressor ? ModelOf<E, number> : DecisionTreeRegressorModel;

/** Fitted {@link BaggingRegressor}. */
export class BaggingRegressorModel<E = unknown> extends BaseBaggingModel implements RegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "BaggingRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "BaggingRegressorModel";
  /**
   * Mean prediction of the training rows by the members that did not draw them, shape (nSamples), 0 where every member drew the row;
   * undefined unless `oobScore` was set.
   */
  readonly oobPrediction: Float64Array | undefined;

  /** @internal */
  constructor(state: BaggingRegressorState) {
    super(state);
    this.oobPrediction = state.oobPrediction;
  }

  /** @internal */
  static fromState(state: BaggingRegressorState): BaggingRegressorModel {
    return new BaggingRegressorModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), oobPrediction: this.oobPrediction };
  }

  /** Fitted members, shape (nEstimators). */
  get estimators(): readonly BaggedRegressor<E>[] {
    return this.models as unknown as readonly BaggedRegressor<E>[];
  }

  /**
   * Mean of the members' predictions, shape (nSamples).
   *
   * @throws {InvalidInputError} if X does not have the features of fit, or holds what the members do not take.
   */
  async predict(X: MatrixLike): Promise<Float64Array> {
    return this.#means("predict", X);
  }

  /** Coefficient of determination R². */
  async score(X: MatrixLike, y: VectorLike<number>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return scoreTargets("BaggingRegressorModel.score", y, await this.#means("score", X), sampleWeight);
  }

  async #means(method: string, X: MatrixLike): Promise<Float64Array> {
    const { models } = this;
    const count = models.length;
    const sums =
      this.seesAllFeatures && areTrees(models)
        ? await sumTreeValues(
            models.map(({ tree }) => tree),
            toSeenTreeMatrix(`${this.typeName}.${method}`, X, treeFeatures(this, models[0]!)),
          )
        : await this.#memberSums(method, X);
    return sums.map((sum) => sum / count);
  }

  async #memberSums(method: string, X: MatrixLike): Promise<Float64Array> {
    const matrix = this.seen(method, X);
    const sums = new Float64Array(matrix.rows);
    for (const [k, model] of (this.models as readonly RegressorModel[]).entries()) {
      const values = await model.predict(this.memberInput(matrix, k));
      for (let i = 0; i < sums.length; i++) sums[i]! += values[i]!;
    }
    return sums;
  }
}

/** Whether all members are trees, whose values can be added in one go. */
function areTrees(models: readonly AnyModel[]): models is readonly BaseTreeRegressorModel[] {
  return models.every((model) => model instanceof BaseTreeRegressorModel);
}
