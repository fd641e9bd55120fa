import { scoreLabels } from "../base/default-score.js";
import type {
  AnyModel,
  Label,
  MatrixLike,
  ProbabilisticModel,
  ScoreOptions,
  VectorLike,
} from "../base/estimator.js";
import { codesOf } from "../base/labels.js";
import type { AnyClassifier, ModelOf } from "../base/model-of.js";
import { mostProbable } from "../base/most-probable.js";
import { exp } from "../core/exp.js";
import { log } from "../core/log.js";
import { log1p } from "../core/log1p.js";
import { Matrix } from "../core/matrix.js";
import { BaseTreeClassifierModel } from "../tree/base-tree-classifier.js";
import type { DecisionTreeClassifierModel } from "../tree/decision-tree-classifier.js";
import { sumTreeValues } from "../tree/predict-trees.js";
import { toSeenTreeMatrix } from "../tree/tree-input.js";
import { addClassShares } from "./bagged-classes.js";
import { type BaggingModelState, BaseBaggingModel, treeFeatures } from "./base-bagging-model.js";

/** What a bagging classifier consists of. */
export interface BaggingClassifierState<L extends Label> extends BaggingModelState {
  readonly classes: readonly L[];
  readonly oobDecisionFunction: Matrix | undefined;
}

/** Fitted type of a member; of trees, where the estimator was null. */
export type BaggedClassifier<E, L extends Label> = E extends AnyClassifier
  ? ModelOf<E, L>
  : DecisionTreeClassifierModel<L>;

/** What a member's model may be able to do beside {@link BaggingClassifierModel}. */
type Deciding<M> = M extends { decisionFunction(X: never): Promise<infer D> }
  ? { decisionFunction(X: MatrixLike): Promise<D> }
  : unknown;

/** A fitted bagging classifier, with `decisionFunction` where its members have it. */
export type FittedBaggingClassifier<E, L extends Label> = BaggingClassifierModel<E, L> &
  Deciding<BaggedClassifier<E, L>>;

/** Fitted `BaggingClassifier`. It has `decisionFunction` if and only if its members have it. */
export class BaggingClassifierModel<E = unknown, L extends Label = Label>
  extends BaseBaggingModel
  implements ProbabilisticModel<L>
{
  /** Name under which the class is registered. */
  static readonly typeName: string = "BaggingClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName: string = "BaggingClassifierModel";
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];
  /**
   * Class shares of the training rows by the members that did not draw them, shape (nSamples, nClasses), NaN where every member drew the row;
   * undefined unless `oobScore` was set.
   */
  readonly oobDecisionFunction: Matrix | undefined;

  /** @internal */
  constructor(state: BaggingClassifierState<L>) {
    super(state);
    this.classes = state.classes;
    this.oobDecisionFunction = state.oobDecisionFunction;
    if (state.estimators.every((model) => "decisionFunction" in model)) {
      const value = (X: MatrixLike): Promise<Float64Array | Matrix> => this.#decisions(X);
      Object.defineProperty(this, "decisionFunction", { value });
    }
  }

  /** @internal */
  static fromState<L extends Label>(state: BaggingClassifierState<L>): BaggingClassifierModel<unknown, L> {
    return new BaggingClassifierModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { classes, oobDecisionFunction } = this;
    return { ...super.toState(), classes, oobDecisionFunction };
  }

  /** Fitted members, shape (nEstimators). */
  get estimators(): readonly BaggedClassifier<E, L>[] {
    return this.models as unknown as readonly BaggedClassifier<E, L>[];
  }

  /**
   * The class of the largest mean probability; the first of equal ones.
   *
   * @throws {InvalidInputError} if X does not have the features of fit, or holds what the members do not take.
   */
  async predict(X: MatrixLike): Promise<L[]> {
    return mostProbable(await this.#shares("predict", X), this.classes);
  }

  /**
   * Mean of the members' probabilities, shape (nSamples, nClasses); of members without any, the share that predicts the class.
   *
   * @throws {InvalidInputError} as {@link BaggingClassifierModel.predict}.
   */
  async predictProba(X: MatrixLike): Promise<Matrix> {
    return this.#shares("predictProba", X);
  }

  /**
   * Natural logarithm of {@link BaggingClassifierModel.predictProba}, from the members' own logarithms where they have them; -Infinity for
   * probability 0.
   *
   * @throws {InvalidInputError} as {@link BaggingClassifierModel.predict}.
   */
  async predictLogProba(X: MatrixLike): Promise<Matrix> {
    if (!this.models.every((model) => "predictLogProba" in model)) {
      const { data, rows, columns } = await this.#shares("predictLogProba", X);
      return new Matrix(data.map(log), rows, columns);
    }
    const matrix = this.seen("predictLogProba", X);
    const nClasses = this.classes.length;
    const out = new Float64Array(matrix.rows * nClasses).fill(Number.NEGATIVE_INFINITY);
    for (const [k, model] of (this.models as readonly ProbabilisticModel<L>[]).entries()) {
      const { data, columns } = await model.predictLogProba(this.memberInput(matrix, k));
      const columnOf = codesOf(this.typeName, model.classes, this.classes);
      for (let p = 0; p < data.length; p++) {
        const at = Math.floor(p / columns) * nClasses + columnOf[p % columns]!;
        out[at] = logAddExp(out[at]!, data[p]!);
      }
    }
    const count = log(this.models.length);
    return new Matrix(
      out.map((sum) => sum - count),
      matrix.rows,
      nClasses,
    );
  }

  /** Mean accuracy. */
  async score(X: MatrixLike, y: VectorLike<L>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    const shares = await this.#shares("score", X);
    return scoreLabels(`${this.typeName}.score`, y, mostProbable(shares, this.classes), sampleWeight);
  }

  async #shares(method: string, X: MatrixLike): Promise<Matrix> {
    const { classes, models } = this;
    const sums =
      this.seesAllFeatures && areTrees(models, classes.length)
        ? await this.#treeShares(models, method, X)
        : await this.#memberShares(method, X);
    const count = models.length;
    const rows = sums.length / classes.length;
    return new Matrix(
      sums.map((sum) => sum / count),
      rows,
      classes.length,
    );
  }

  async #treeShares(
    models: readonly BaseTreeClassifierModel[],
    method: string,
    X: MatrixLike,
  ): Promise<Float64Array> {
    const matrix = toSeenTreeMatrix(`${this.typeName}.${method}`, X, treeFeatures(this, models[0]!));
    return sumTreeValues(
      models.map(({ tree }) => tree),
      matrix,
    );
  }

  async #memberShares(method: string, X: MatrixLike): Promise<Float64Array> {
    const matrix = this.seen(method, X);
    const sums = new Float64Array(matrix.rows * this.classes.length);
    for (const [k, model] of this.models.entries())
      await addClassShares(model, this.memberInput(matrix, k), this.classes, sums);
    return sums;
  }

  /** Mean of the members' decision functions. */
  async #decisions(X: MatrixLike): Promise<Float64Array | Matrix> {
    const matrix = this.seen("decisionFunction", X);
    let sums: Float64Array | undefined;
    for (const [k, model] of (this.models as unknown as readonly Decides[]).entries()) {
      const output = await model.decisionFunction(this.memberInput(matrix, k));
      const values = output instanceof Matrix ? output.data : output;
      sums = sums === undefined ? values.slice() : sums.map((sum, p) => sum + values[p]!);
    }
    const count = this.models.length;
    const mean = sums!.map((sum) => sum / count);
    return mean.length === matrix.rows ? mean : new Matrix(mean, matrix.rows, mean.length / matrix.rows);
  }
}

interface Decides {
  decisionFunction(X: Matrix): Promise<Float64Array | Matrix>;
}

/** Whether all members are trees of all classes and plain features, whose values can be added in one go. */
function areTrees(
  models: readonly AnyModel[],
  nClasses: number,
): models is readonly BaseTreeClassifierModel[] {
  return models.every(
    (model) => model instanceof BaseTreeClassifierModel && model.classes.length === nClasses,
  );
}

/** log(exp(a) + exp(b)). */
function logAddExp(a: number, b: number): number {
  if (a === b) return a + Math.LN2;
  const [low, high] = a < b ? [a, b] : [b, a];
  return low === Number.NEGATIVE_INFINITY ? high : high + log1p(exp(low - high));
}
