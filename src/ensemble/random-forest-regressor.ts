import { scoreTargets } from "../base/default-score.js";
import {
  BaseEstimator,
  type FitOptions,
  type MatrixLike,
  type RegressorModel,
  type ScoreOptions,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { toSampleWeight } from "../base/input.js";
import { choice, type ParamSpecs } from "../base/params.js";
import { DecisionTreeRegressorModel, type RegressionCriterion } from "../tree/decision-tree-regressor.js";
import { seenFeatures } from "../tree/feature-roles.js";
import { toRegressionData } from "../tree/tree-input.js";
import { featureCount, maxFeaturesSpec } from "../tree/tree-params.js";
import {
  BaseForestModel,
  type ForestModelParts,
  type ForestModelState,
  forestModelParts,
} from "./base-forest-model.js";
import { checkForestParams, type ForestParams, forestParamSpecs } from "./forest-params.js";
import { growForest } from "./grow-forest.js";
import { outOfBagMeans } from "./out-of-bag.js";

/** Hyper-parameters of {@link RandomForestRegressor}; `maxFeatures` is null, all features, by default. */
export interface RandomForestRegressorParams extends ForestParams {
  /**
   * Impurity: `"squared_error"` (default; leaves predict the mean), `"absolute_error"` (the median), or `"poisson"` (half the Poisson
   * deviance, for y >= 0).
   */
  readonly criterion: RegressionCriterion;
}

/** Domain, default and help of {@link RandomForestRegressorParams}. */
export const randomForestRegressorParamSpecs: ParamSpecs<RandomForestRegressorParams> = {
  criterion: choice({
    default: "squared_error",
    options: ["squared_error", "absolute_error", "poisson"],
    help: "Impurity that splits decrease.",
  }),
  maxFeatures: maxFeaturesSpec(null),
  ...forestParamSpecs,
};

/**
 * Random forest of regression trees: each tree grows on rows drawn with replacement; their predictions are averaged. The trees equal
 * scikit-learn's for the same seed, node for node, on any number of threads.
 *
 * X may hold NaN: each split sends missing values to the side that suits. Features are seen as 32-bit floats.
 *
 * Cost: O(nEstimators × maxFeatures × nSamples × log nSamples × depth), on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or contradicts `bootstrap: false`.
 * @see Breiman (2001), Random forests, doi:10.1023/A:1010933404324.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5]];
 * const forest = await new RandomForestRegressor({ nEstimators: 20, bootstrap: false }).fit(X, [0, 1, 2, 3, 4, 5]);
 * Array.from(await forest.predict([[2], [5]])); // => [2, 5]
 * ```
 */
export class RandomForestRegressor extends BaseEstimator<RandomForestRegressorParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "RandomForestRegressor";
  readonly kind = "regressor" as const;

  constructor(params: Partial<RandomForestRegressorParams> = {}) {
    super(RandomForestRegressor.typeName, randomForestRegressorParamSpecs, params);
    checkForestParams(this.typeName, this.params);
  }

  /** @internal */
  static fromState(state: RandomForestRegressorParams): RandomForestRegressor {
    return new RandomForestRegressor(state);
  }

  /**
   * Grows the forest; `onProgress` counts trees.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN; neither kept nor changed.
   * @param y targets, shape (nSamples); not negative and not all 0 for `"poisson"`.
   * @param options.sampleWeight weight of each row: its chance to be drawn, or, without bootstrap, its weight in every tree.
   * @throws {InvalidInputError} if X is ragged, empty, holds Infinity or a number beyond 32-bit floats, or y does not fit it.
   * @throws {InvalidParameterError} if `monotonicCst` or `categoricalFeatures` does not fit X.
   */
  async fit(
    X: MatrixLike,
    y: VectorLike<number>,
    options: FitOptions = {},
  ): Promise<RandomForestRegressorModel> {
    const where = "RandomForestRegressor.fit";
    startFit(where, options);
    const { oobScore, ...settings } = this.params;
    const { matrix, target, roles } = toRegressionData(where, X, y, settings);
    const weight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const data = { X: matrix, codes: undefined, y: target, nClasses: 1, weight, roles };
    const forest = await growForest(data, settings, false, options);
    const prediction = oobScore ? await outOfBagMeans(forest, matrix, options.signal) : undefined;
    return new RandomForestRegressorModel({
      ...forest,
      oobPrediction: prediction,
      oobScore: prediction && scoreTargets(where, target, prediction),
      maxFeatures: featureCount(settings.maxFeatures, matrix.columns),
      ...seenFeatures(matrix, roles),
    });
  }
}

interface RegressorParts extends ForestModelParts {
  readonly oobPrediction: Float64Array | undefined;
}

/** Forest grown by {@link RandomForestRegressor}. */
export class RandomForestRegressorModel extends BaseForestModel implements RegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "RandomForestRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "RandomForestRegressorModel";
  /**
   * Prediction for the training rows by the trees that did not draw them, shape (nSamples), 0 where every tree drew the row; undefined
   * unless `oobScore` was set.
   */
  readonly oobPrediction: Float64Array | undefined;

  /** @internal */
  constructor(parts: RegressorParts) {
    super(parts);
    this.oobPrediction = parts.oobPrediction;
  }

  /** @internal */
  static fromState(
    state: ForestModelState & Pick<RegressorParts, "oobPrediction">,
  ): RandomForestRegressorModel {
    return new RandomForestRegressorModel({
      ...forestModelParts(state),
      oobPrediction: state.oobPrediction,
    });
  }

  /** The trees as models of their own, shape (nEstimators). */
  get estimators(): DecisionTreeRegressorModel[] {
    const { nFeatures, featureNames, categoricalFeatures, maxFeatures } = this;
    return this.trees.map(
      (tree) =>
        new DecisionTreeRegressorModel({ tree, nFeatures, featureNames, categoricalFeatures, maxFeatures }),
    );
  }

  /**
   * Mean over the trees of the value of each row's leaf, shape (nSamples), added in the order of the trees.
   *
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async predict(X: MatrixLike): Promise<Float64Array> {
    return (await this.means("predict", X)).values;
  }

  /** Coefficient of determination R². */
  async score(X: MatrixLike, y: VectorLike<number>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    const { values } = await this.means("score", X);
    return scoreTargets(`${this.typeName}.score`, y, values, sampleWeight);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), oobPrediction: this.oobPrediction };
  }
}
