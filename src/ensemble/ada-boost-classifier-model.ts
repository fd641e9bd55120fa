import { scoreLabels } from "../base/default-score.js";
import type {
  ClassifierModel,
  Label,
  MatrixLike,
  ProbabilisticModel,
  ScoreOptions,
  VectorLike,
} from "../base/estimator.js";
import { toSeenMatrix } from "../base/input.js";
import { mostProbable } from "../base/most-probable.js";
import { exp } from "../core/exp.js";
import { log } from "../core/log.js";
import { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import type { DecisionTreeClassifierModel } from "../tree/decision-tree-classifier.js";
import { BaseBoostedModel, type BoostedParts } from "./base-boosted-model.js";
import { addVotes, BoostedVotes, votesOf } from "./boosted-votes.js";

/** What an {@link AdaBoostClassifierModel} is made of. */
export interface BoostedClassifierParts<L extends Label, M extends ClassifierModel<L>>
  extends BoostedParts<M> {
  readonly classes: readonly L[];
}

/**
 * Classifier boosted by {@link AdaBoostClassifier}.
 *
 * The methods `staged…` give one answer for each number of rounds, as they are asked for: `for await (const labels of model.stagedPredict(X))`.
 */
export class AdaBoostClassifierModel<
    L extends Label = Label,
    M extends ClassifierModel<L> = DecisionTreeClassifierModel<L>,
  >
  extends BaseBoostedModel<M>
  implements ProbabilisticModel<L>
{
  /** Name under which the class is registered. */
  static readonly typeName: string = "AdaBoostClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName: string = "AdaBoostClassifierModel";
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];
  readonly #votes: BoostedVotes<L>;

  /** @internal */
  constructor(parts: BoostedClassifierParts<L, M>) {
    super(parts);
    this.classes = parts.classes;
    this.#votes = new BoostedVotes(parts.estimators, parts.estimatorWeights, parts.classes);
  }

  /** @internal */
  static fromState<L extends Label, M extends ClassifierModel<L>>(
    state: BoostedClassifierParts<L, M>,
  ): AdaBoostClassifierModel<L, M> {
    return new AdaBoostClassifierModel(state);
  }

  /**
   * The class of the largest sum of votes; of two classes the first where they tie.
   *
   * @throws {InvalidInputError} if X does not have the features of fit, is not finite, or, where the models are trees, lies beyond the 32-bit floats.
   */
  async predict(X: MatrixLike): Promise<L[]> {
    return this.#labels(await this.#decision("predict", X));
  }

  /**
   * Mean vote of the models by their weights: each votes 1 for the class that it predicts and -1 / (nClasses - 1) for the others.
   *
   * @returns shape (nSamples, nClasses); for two classes one number for each row, shape (nSamples): twice the vote for the second class.
   * @throws {InvalidInputError} as {@link AdaBoostClassifierModel.predict}.
   */
  async decisionFunction(X: MatrixLike): Promise<Float64Array | Matrix> {
    return this.#published(await this.#decision("decisionFunction", X));
  }

  /**
   * Probabilities: the softmax of the decision function, divided by nClasses - 1 (of half of it with both signs, for two classes).
   *
   * @returns shape (nSamples, nClasses).
   * @throws {InvalidInputError} as {@link AdaBoostClassifierModel.predict}.
   */
  async predictProba(X: MatrixLike): Promise<Matrix> {
    return this.#probabilities(await this.#decision("predictProba", X));
  }

  /**
   * Natural logarithm of {@link AdaBoostClassifierModel.predictProba}.
   *
   * @throws {InvalidInputError} as {@link AdaBoostClassifierModel.predict}.
   */
  async predictLogProba(X: MatrixLike): Promise<Matrix> {
    const { data, rows, columns } = this.#probabilities(await this.#decision("predictLogProba", X));
    return new Matrix(data.map(log), rows, columns);
  }

  /** Mean accuracy. */
  async score(X: MatrixLike, y: VectorLike<L>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    const predicted = this.#labels(await this.#decision("score", X));
    return scoreLabels(`${this.typeName}.score`, y, predicted, sampleWeight);
  }

  /**
   * {@link AdaBoostClassifierModel.predict} after each round.
   *
   * @throws {InvalidInputError} as {@link AdaBoostClassifierModel.predict}, when the first answer is asked for.
   */
  async *stagedPredict(X: MatrixLike): AsyncGenerator<L[]> {
    for await (const decision of this.#decisions("stagedPredict", X)) yield this.#labels(decision);
  }

  /**
   * {@link AdaBoostClassifierModel.decisionFunction} after each round.
   *
   * @throws {InvalidInputError} as {@link AdaBoostClassifierModel.predict}, when the first answer is asked for.
   */
  async *stagedDecisionFunction(X: MatrixLike): AsyncGenerator<Float64Array | Matrix> {
    for await (const decision of this.#decisions("stagedDecisionFunction", X))
      yield this.#published(decision);
  }

  /**
   * {@link AdaBoostClassifierModel.predictProba} after each round.
   *
   * @throws {InvalidInputError} as {@link AdaBoostClassifierModel.predict}, when the first answer is asked for.
   */
  async *stagedPredictProba(X: MatrixLike): AsyncGenerator<Matrix> {
    for await (const decision of this.#decisions("stagedPredictProba", X))
      yield this.#probabilities(decision);
  }

  /**
   * {@link AdaBoostClassifierModel.score} after each round.
   *
   * @throws {InvalidInputError} as {@link AdaBoostClassifierModel.predict}, when the first answer is asked for.
   */
  async *stagedScore(
    X: MatrixLike,
    y: VectorLike<L>,
    { sampleWeight }: ScoreOptions = {},
  ): AsyncGenerator<number> {
    const where = `${this.typeName}.stagedScore`;
    for await (const decision of this.#decisions("stagedScore", X))
      yield scoreLabels(where, y, this.#labels(decision), sampleWeight);
  }

  async *#decisions(method: string, X: MatrixLike): AsyncGenerator<Matrix> {
    const sums = this.#noVotes(method, X);
    let total = 0;
    let round = 0;
    for await (const codes of votesOf(`${this.typeName}.${method}`, this.estimators, sums.X, this.classes)) {
      const weight = this.estimatorWeights[round++]!;
      total += weight;
      addVotes(sums.votes, codes, weight, this.classes.length);
      yield this.#mean(sums.votes, total);
    }
  }

  async #decision(method: string, X: MatrixLike): Promise<Matrix> {
    const where = `${this.typeName}.${method}`;
    const matrix = toSeenMatrix(where, X, this);
    return this.#mean(await this.#votes.sums(where, matrix), pairwiseSum(this.estimatorWeights));
  }

  #noVotes(method: string, X: MatrixLike): { readonly X: Matrix; readonly votes: Float64Array } {
    const matrix = toSeenMatrix(`${this.typeName}.${method}`, X, this);
    return { X: matrix, votes: new Float64Array(matrix.rows * this.classes.length) };
  }

  /** Votes divided by the weight of the models. */
  #mean(votes: Float64Array, total: number): Matrix {
    const nClasses = this.classes.length;
    const rows = votes.length / nClasses;
    if (nClasses === 1) return Matrix.zeros(rows, 1);
    if (nClasses > 2)
      return new Matrix(
        votes.map((vote) => vote / total),
        rows,
        nClasses,
      );
    const out = new Float64Array(rows);
    for (let i = 0; i < rows; i++) out[i] = -votes[2 * i]! / total + votes[2 * i + 1]! / total;
    return new Matrix(out, rows, 1);
  }

  #published(decision: Matrix): Float64Array | Matrix {
    return this.classes.length > 2 ? decision : decision.data;
  }

  #labels(decision: Matrix): L[] {
    if (this.classes.length !== 2) return mostProbable(decision, this.classes);
    return Array.from(decision.data, (value) => this.classes[value > 0 ? 1 : 0]!);
  }

  #probabilities({ data, rows }: Matrix): Matrix {
    const nClasses = this.classes.length;
    const out = new Float64Array(rows * nClasses);
    for (let i = 0; i < rows; i++) {
      const row = out.subarray(i * nClasses, (i + 1) * nClasses);
      if (nClasses === 1) row[0] = 1;
      else if (nClasses === 2) row.set([-data[i]! / 2, data[i]! / 2]);
      else for (let k = 0; k < nClasses; k++) row[k] = data[i * nClasses + k]! / (nClasses - 1);
      softmax(row);
    }
    return new Matrix(out, rows, nClasses);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), classes: this.classes };
  }
}

/** Softmax of one row, in place. */
function softmax(row: Float64Array): void {
  const largest = row.reduce((a, b) => Math.max(a, b));
  for (let k = 0; k < row.length; k++) row[k] = exp(row[k]! - largest);
  const total = pairwiseSum(row);
  for (let k = 0; k < row.length; k++) row[k]! /= total;
}
