import type { Label, MatrixLike, ScoreOptions } from "../base/estimator.js";
import { log } from "../core/log.js";
import { Matrix } from "../core/matrix.js";
import type { GrownTreeClassifier } from "./base-tree-classifier.js";
import {
  BaseTreeModel,
  type TreeModelParts,
  type TreeModelState,
  treeModelParts,
} from "./base-tree-model.js";
import type { GrownTreeRegressor } from "./base-tree-regressor.js";
import {
  type LabelTable,
  mostProbableRows,
  scoreLabelTable,
  scoreTargetTable,
  sharesByOutput,
  type TargetTable,
} from "./multi-output.js";

/** State of a regression tree of several outputs. */
export interface MultiOutputTreeRegressorState extends TreeModelState {
  readonly outputNames: readonly string[] | undefined;
}

/** Regression tree of several outputs. */
export class MultiOutputTreeRegressorModel extends BaseTreeModel {
  /** Name under which the class is registered. */
  static readonly typeName = "MultiOutputTreeRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "MultiOutputTreeRegressorModel";
  /** Names of the outputs, where they had names. */
  readonly outputNames: readonly string[] | undefined;

  /** @internal */
  constructor(parts: GrownTreeRegressor) {
    super(parts);
    this.outputNames = parts.outputNames;
  }

  /** @internal */
  static fromState(state: MultiOutputTreeRegressorState): MultiOutputTreeRegressorModel {
    return new MultiOutputTreeRegressorModel({ ...treeModelParts(state), outputNames: state.outputNames });
  }

  /**
   * The values of each row's leaf, shape (nSamples, nOutputs).
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
    const { values, rows } = await this.values(method, X);
    return new Matrix(values, rows, this.tree.nValues, this.outputNames);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), outputNames: this.outputNames };
  }
}

/** What a classification tree of several outputs is made of. */
interface ClassifierParts<L extends Label>
  extends TreeModelParts,
    Pick<GrownTreeClassifier<L>, "outputClasses" | "outputNames"> {}

/** State of a classification tree of several outputs. */
export interface MultiOutputTreeClassifierState<L extends Label> extends TreeModelState {
  readonly classes: readonly (readonly L[])[];
  readonly outputNames: readonly string[] | undefined;
}

/** Classification tree of several outputs. */
export class MultiOutputTreeClassifierModel<L extends Label = Label> extends BaseTreeModel {
  /** Name under which the class is registered. */
  static readonly typeName = "MultiOutputTreeClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "MultiOutputTreeClassifierModel";
  /** Distinct labels of each output, sorted. */
  readonly classes: readonly (readonly L[])[];
  /** Names of the outputs, where they had names. */
  readonly outputNames: readonly string[] | undefined;

  /** @internal */
  constructor(parts: ClassifierParts<L>) {
    super(parts);
    this.classes = parts.outputClasses;
    this.outputNames = parts.outputNames;
  }

  /** @internal */
  static fromState<L extends Label>(
    state: MultiOutputTreeClassifierState<L>,
  ): MultiOutputTreeClassifierModel<L> {
    const { classes: outputClasses, outputNames } = state;
    return new MultiOutputTreeClassifierModel({ ...treeModelParts(state), outputClasses, outputNames });
  }

  /**
   * The most frequent class of each output in each row's leaf, shape (nSamples, nOutputs).
   *
   * @throws {InvalidInputError} if X does not have the features of fit or holds Infinity.
   */
  async predict(X: MatrixLike): Promise<L[][]> {
    return mostProbableRows(await this.#shares("predict", X), this.classes);
  }

  /**
   * Class shares of each row's leaf: for each output a matrix of shape (nSamples, nClasses).
   *
   * @throws {InvalidInputError} as {@link MultiOutputTreeClassifierModel.predict}.
   */
  async predictProba(X: MatrixLike): Promise<Matrix[]> {
    return this.#shares("predictProba", X);
  }

  /**
   * Natural logarithm of {@link MultiOutputTreeClassifierModel.predictProba}; -Infinity for a class that the leaf lacks.
   *
   * @throws {InvalidInputError} as {@link MultiOutputTreeClassifierModel.predict}.
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
    const { values, rows } = await this.values(method, X);
    return sharesByOutput(values, rows, this.classes);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { classes, outputNames } = this;
    return { ...super.toState(), classes, outputNames };
  }
}
