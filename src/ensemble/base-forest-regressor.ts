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
import type { ParamSpecs } from "../base/params.js";
import { Matrix } from "../core/matrix.js";
import type { TreeModelParts } from "../tree/base-tree-model.js";
import { type RegressionCriterion, regressionCriterionSpec } from "../tree/base-tree-regressor.js";
import { seenFeatures } from "../tree/feature-roles.js";
import { isTable, scoreTargetTable, type TargetTable } from "../tree/multi-output.js";
import { toRegressionData } from "../tree/tree-input.js";
import { featureCount, maxFeaturesSpec } from "../tree/tree-params.js";
import {
  BaseForestModel,
  type ForestModelParts,
  type ForestModelState,
  forestModelParts,
} from "./base-forest-model.js";
import {
  checkForestParams,
  type ForestParams,
  forestParamSpecs,
  type OutOfBagScore,
} from "./forest-params.js";
import { growForest } from "./grow-forest.js";
import { outOfBagMeans } from "./out-of-bag.js";

/** Hyper-parameters that the forests of regression trees share; `maxFeatures` is null, all features, by default. */
export interface ForestRegressorParams extends ForestParams {
  /**
   * Impurity: `"squared_error"` (default; leaves predict the mean), `"absolute_error"` (the median), or `"poisson"` (half the Poisson
   * deviance, for y >= 0).
   */
  readonly criterion: RegressionCriterion;
}

/** Domain, default and help of {@link ForestRegressorParams}; `bootstrap` has a default of its own in each forest. */
export function forestRegressorParamSpecs(bootstrap: boolean): ParamSpecs<ForestRegressorParams> {
  return {
    criterion: regressionCriterionSpec,
    maxFeatures: maxFeaturesSpec(null),
    ...forestParamSpecs(bootstrap),
  };
}

/** What a forest of regression trees is made of. */
export interface ForestRegressorParts extends ForestModelParts {
  readonly oobPrediction: Float64Array | undefined;
}

/** A grown forest of regression trees of one output or several. */
export interface GrownForestRegressor extends ForestRegressorParts {
  readonly outputNames: readonly string[] | undefined;
}

/** What the estimators of forests of regression trees have in common. */
export abstract class BaseForestRegressor extends BaseEstimator<ForestRegressorParams> {
  readonly kind = "regressor" as const;

  constructor(
    typeName: string,
    specs: ParamSpecs<ForestRegressorParams>,
    params: Partial<ForestRegressorParams>,
  ) {
    super(typeName, specs, params);
    checkForestParams(typeName, this.params);
  }

  /** @internal Grows the forest; `randomSplits`: by one random threshold for each feature that a node looks at. */
  protected async grow(
    X: MatrixLike,
    y: VectorLike<number> | TargetTable,
    options: FitOptions,
    randomSplits: boolean,
  ): Promise<GrownForestRegressor> {
    const where = `${this.typeName}.fit`;
    startFit(where, options);
    const { oobScore, ...settings } = this.params;
    const { matrix, target, nOutputs, outputNames, roles } = toRegressionData(where, X, y, settings);
    const weight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const data = { X: matrix, codes: undefined, y: target, nClasses: 1, nOutputs, weight, roles };
    const forest = await growForest(data, { ...settings, randomSplits }, false, options);
    const prediction = oobScore === false ? undefined : await outOfBagMeans(forest, matrix, options.signal);
    return {
      ...forest,
      oobPrediction: prediction,
      outputNames,
      oobScore:
        prediction && outOfBagScore(where, oobScore, y, new Matrix(prediction, matrix.rows, nOutputs)),
      maxFeatures: featureCount(settings.maxFeatures, matrix.columns),
      ...seenFeatures(matrix, roles),
    };
  }
}

function outOfBagScore(
  where: string,
  score: boolean | OutOfBagScore,
  y: VectorLike<number> | TargetTable,
  predicted: Matrix,
): number {
  const isFunction = typeof score === "function";
  if (isTable(y)) return isFunction ? score(y, predicted.toArray()) : scoreTargetTable(where, y, predicted);
  return isFunction ? score(y, predicted.data) : scoreTargets(where, y as VectorLike<number>, predicted.data);
}

/** State of a forest of regression trees. */
export interface ForestRegressorState extends ForestModelState {
  readonly oobPrediction: Float64Array | undefined;
}

/** Parts of a forest of regression trees from its state. */
export function forestRegressorParts(state: ForestRegressorState): ForestRegressorParts {
  return { ...forestModelParts(state), oobPrediction: state.oobPrediction };
}

/** What models of forests of regression trees have in common. */
export abstract class BaseForestRegressorModel extends BaseForestModel implements RegressorModel {
  /**
   * Prediction for the training rows by the trees that did not draw them, shape (nSamples), 0 where every tree drew the row; undefined
   * unless `oobScore` was set.
   */
  readonly oobPrediction: Float64Array | undefined;

  /** @internal */
  constructor(parts: ForestRegressorParts) {
    super(parts);
    this.oobPrediction = parts.oobPrediction;
  }

  /** @internal The trees with what models of their own need, shape (nEstimators). */
  protected treeParts(): TreeModelParts[] {
    const { nFeatures, featureNames, categoricalFeatures, maxFeatures } = this;
    const shared = { nFeatures, featureNames, categoricalFeatures, maxFeatures };
    return this.trees.map((tree) => ({ tree, ...shared }));
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
