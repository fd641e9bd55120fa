import type { Label, MatrixLike, ScoreOptions } from "../base/estimator.js";
import { log } from "../core/log.js";
import { Matrix } from "../core/matrix.js";
import {
  type LabelTable,
  mostProbableRows,
  scoreLabelTable,
  scoreTargetTable,
  sharesByOutput,
  type TargetTable,
} from "../tree/multi-output.js";
import type { GrownForestClassifier } from "./base-forest-classifier.js";
import {
  BaseForestModel,
  type ForestModelParts,
  type ForestModelState,
  forestModelParts,
} from "./base-forest-model.js";
import type { GrownForestRegressor } from "./base-forest-regressor.js";

/** State of a forest of regression trees of several outputs. */
export interface MultiOutputForestRegressorState extends ForestModelState {
  readonly outputNames: readonly string[] | undefined;
  readonly oobPrediction: Matrix | undefined;
}

/** Forest of regression trees of several outputs. */
export class MultiOutputForestRegressorModel extends BaseForestModel {
  /** Name under which the class is registered. */
  static readonly typeName = "MultiOutputForestRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "MultiOutputForestRegressorModel";
  /** Names of the outputs, where they had names. */
  readonly outputNames: readonly string[] | undefined;
  /**
   * Prediction for the training rows by the trees that did not draw them, shape (nSamples, nOutputs), 0 where every tree drew the row;
   * undefined unless `oobScore` was set.
   */
  readonly oobPrediction: Matrix | undefined;

  /** @internal */
  constructor(parts: ForestModelParts & Omit<MultiOutputForestRegressorState, "trees">) {
    super(parts);
    this.outputNames = parts.outputNames;
    this.oobPrediction = parts.oobPrediction;
  }

  /** @internal */
  static of(grown: GrownForestRegressor): MultiOutputForestRegressorModel {
    const { oobPrediction: data, outputNames, trees } = grown;
    const width = trees[0]!.nValues;
    const oobPrediction = data && new Matrix(data, data.length / width, width, outputNames);
    return new MultiOutputForestRegressorModel({ ...grown, oobPrediction });
  }

  /** @internal */
  static fromState(state: MultiOutputForestRegressorState): MultiOutputForestRegressorModel {
    const { outputNames, oobPrediction } = state;
    return new MultiOutputForestRegressorModel({ ...forestModelParts(state), outputNames, oobPrediction });
  }

  /**
   * Mean over the trees of the values of each row's leaf, shape (nSamples, nOutputs), added in the order of the trees.
   *
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async predict(X: MatrixLike): Promise<Matrix> {
    return this.#values("predict", X);
  }

  /** Mean over the outputs of R². */
  async score(X: MatrixLike, Y: TargetTable, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return scoreTargetTable(`${this.typeName}.score`, Y, await this.#values("score", X), sampleWeight);
  }

  async #values(method: string, X: MatrixLike): Promise<Matrix> {
    const { values, rows } = await this.means(method, X);
    return new Matrix(values, rows, values.length / rows, this.outputNames);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { outputNames, oobPrediction } = this;
    return { ...super.toState(), outputNames, oobPrediction };
  }
}

/** State of a forest of classification trees of several outputs. */
export interface MultiOutputForestClassifierState<L extends Label> extends ForestModelState {
  readonly classes: readonly (readonly L[])[];
  readonly outputNames: readonly string[] | undefined;
  readonly oobDecisionFunction: readonly Matrix[] | undefined;
}

/** Forest of classification trees of several outputs. */
export class MultiOutputForestClassifierModel<L extends Label = Label> extends BaseForestModel {
  /** Name under which the class is registered. */
  static readonly typeName = "MultiOutputForestClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "MultiOutputForestClassifierModel";
  /** Distinct labels of each output, sorted. */
  readonly classes: readonly (readonly L[])[];
  /** Names of the outputs, where they had names. */
  readonly outputNames: readonly string[] | undefined;
  /**
   * Class shares of the training rows by the trees that did not draw them, for each output a matrix of shape (nSamples, nClasses), 0 where
   * every tree drew the row; undefined unless `oobScore` was set.
   */
  readonly oobDecisionFunction: readonly Matrix[] | undefined;

  /** @internal */
  constructor(parts: ForestModelParts & Omit<MultiOutputForestClassifierState<L>, "trees">) {
    super(parts);
    this.classes = parts.classes;
    this.outputNames = parts.outputNames;
    this.oobDecisionFunction = parts.oobDecisionFunction;
  }

  /** @internal */
  static of<L extends Label>(grown: GrownForestClassifier<L>): MultiOutputForestClassifierModel<L> {
    const { outputClasses: classes, oobDecisionFunctions: oobDecisionFunction } = grown;
    return new MultiOutputForestClassifierModel({ ...grown, classes, oobDecisionFunction });
  }

  /** @internal */
  static fromState<L extends Label>(
    state: MultiOutputForestClassifierState<L>,
  ): MultiOutputForestClassifierModel<L> {
    const { classes, outputNames, oobDecisionFunction } = state;
    const parts = { classes, outputNames, oobDecisionFunction };
    return new MultiOutputForestClassifierModel({ ...forestModelParts(state), ...parts });
  }

  /**
   * The class of the largest mean share of each output, shape (nSamples, nOutputs).
   *
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async predict(X: MatrixLike): Promise<L[][]> {
    return mostProbableRows(await this.#shares("predict", X), this.classes);
  }

  /**
   * Mean over the trees of the class shares of each row's leaf: for each output a matrix of shape (nSamples, nClasses).
   *
   * @throws {InvalidInputError} as {@link MultiOutputForestClassifierModel.predict}.
   */
  async predictProba(X: MatrixLike): Promise<Matrix[]> {
    return this.#shares("predictProba", X);
  }

  /**
   * Natural logarithm of {@link MultiOutputForestClassifierModel.predictProba}; -Infinity for probability 0.
   *
   * @throws {InvalidInputError} as {@link MultiOutputForestClassifierModel.predict}.
   */
  async predictLogProba(X: MatrixLike): Promise<Matrix[]> {
    const shares = await this.#shares("predictLogProba", X);
    return shares.map(({ data, rows, columns }) => new Matrix(data.map(log), rows, columns));
  }

  /** Share of the rows of which the labels of all outputs are right. */
  async score(X: MatrixLike, Y: LabelTable<L>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    const predicted = mostProbableRows(await this.#shares("score", X), this.classes);
    return scoreLabelTable(`${this.typeName}.score`, Y, predicted, sampleWeight);
  }

  async #shares(method: string, X: MatrixLike): Promise<Matrix[]> {
    const { values, rows } = await this.means(method, X);
    return sharesByOutput(values, rows, this.classes);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { classes, outputNames, oobDecisionFunction } = this;
    return { ...super.toState(), classes, outputNames, oobDecisionFunction };
  }
}
