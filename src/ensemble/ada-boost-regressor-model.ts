import { scoreTargets } from "../base/default-score.js";
import type { MatrixLike, RegressorModel, ScoreOptions, VectorLike } from "../base/estimator.js";
import { toSeenMatrix } from "../base/input.js";
import { Matrix } from "../core/matrix.js";
import { DecisionTreeRegressorModel } from "../tree/decision-tree-regressor.js";
import { leavesOf } from "../tree/predict-trees.js";
import { toFiniteTreeMatrix } from "../tree/tree-input.js";
import { BaseBoostedModel, type BoostedParts } from "./base-boosted-model.js";
import { WeightedMedians } from "./weighted-medians.js";

/** Rows whose predictions are ordered at once: with 50 models 50 MB. */
const BLOCK_ROWS = 65536;

/**
 * Regressor boosted by {@link AdaBoostRegressor}.
 *
 * `stagedPredict` and `stagedScore` give one answer for each number of rounds, as they are asked for: `for await (const values of model.stagedPredict(X))`.
 */
export class AdaBoostRegressorModel<M extends RegressorModel = DecisionTreeRegressorModel>
  extends BaseBoostedModel<M>
  implements RegressorModel
{
  /** Name under which the class is registered. */
  static readonly typeName = "AdaBoostRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "AdaBoostRegressorModel";

  /** @internal */
  static fromState<M extends RegressorModel>(state: BoostedParts<M>): AdaBoostRegressorModel<M> {
    return new AdaBoostRegressorModel<M>(state);
  }

  /**
   * Weighted median of the models' predictions: in ascending order, the first at which the sum of weights reaches half of all.
   *
   * @returns shape (nSamples).
   * @throws {InvalidInputError} if X does not have the features of fit or is not finite.
   */
  async predict(X: MatrixLike): Promise<Float64Array> {
    return this.#medians("predict", X);
  }

  /** Coefficient of determination R². */
  async score(X: MatrixLike, y: VectorLike<number>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return scoreTargets(`${this.typeName}.score`, y, await this.#medians("score", X), sampleWeight);
  }

  /**
   * {@link AdaBoostRegressorModel.predict} after each round.
   *
   * @throws {InvalidInputError} as {@link AdaBoostRegressorModel.predict}, when the first answer is asked for.
   */
  async *stagedPredict(X: MatrixLike): AsyncGenerator<Float64Array> {
    yield* this.#stages("stagedPredict", X);
  }

  /**
   * {@link AdaBoostRegressorModel.score} after each round.
   *
   * @throws {InvalidInputError} as {@link AdaBoostRegressorModel.predict}, when the first answer is asked for.
   */
  async *stagedScore(
    X: MatrixLike,
    y: VectorLike<number>,
    { sampleWeight }: ScoreOptions = {},
  ): AsyncGenerator<number> {
    const where = `${this.typeName}.stagedScore`;
    for await (const predicted of this.#stages("stagedScore", X))
      yield scoreTargets(where, y, predicted, sampleWeight);
  }

  async *#stages(method: string, X: MatrixLike): AsyncGenerator<Float64Array> {
    const matrix = toSeenMatrix(`${this.typeName}.${method}`, X, this);
    const medians = new WeightedMedians(matrix.rows, this.estimators.length);
    let round = 0;
    for await (const predicted of this.#predictions(method, matrix)) {
      medians.add(predicted, this.estimatorWeights[round++]!);
      yield medians.medians();
    }
  }

  async #medians(method: string, X: MatrixLike): Promise<Float64Array> {
    const matrix = toSeenMatrix(`${this.typeName}.${method}`, X, this);
    const out = new Float64Array(matrix.rows);
    for (let begin = 0; begin < out.length; begin += BLOCK_ROWS) {
      const block = rowsFrom(matrix, begin);
      const medians = new WeightedMedians(block.rows, this.estimators.length);
      let round = 0;
      for await (const predicted of this.#predictions(method, block))
        medians.add(predicted, this.estimatorWeights[round++]!);
      out.set(medians.medians(), begin);
    }
    return out;
  }

  /** What each model predicts, one model after the other; all trees walk the rows at once. */
  async *#predictions(method: string, X: Matrix): AsyncGenerator<Float64Array> {
    const trees = this.estimators.flatMap((model) => (isPlainTree(model) ? [model.tree] : []));
    if (trees.length < this.estimators.length) {
      for (const model of this.estimators) yield await model.predict(X);
      return;
    }
    const leaves = await leavesOf(trees, toFiniteTreeMatrix(`${this.typeName}.${method}`, X, this));
    for (const [t, { value }] of trees.entries()) {
      const predicted = new Float64Array(X.rows);
      for (let i = 0; i < X.rows; i++) predicted[i] = value[leaves[i * trees.length + t]!]!;
      yield predicted;
    }
  }
}

/** A tree without categories, which needs no more checks than all do. */
function isPlainTree(model: unknown): model is DecisionTreeRegressorModel {
  return model instanceof DecisionTreeRegressorModel && model.tree.categoryWords === 0;
}

/** A block of rows that shares the memory of X. */
function rowsFrom(X: Matrix, begin: number): Matrix {
  if (X.rows <= BLOCK_ROWS) return X;
  const end = Math.min(X.rows, begin + BLOCK_ROWS);
  const cells = X.data.subarray(begin * X.columns, end * X.columns);
  return new Matrix(cells, end - begin, X.columns, X.columnNames);
}
