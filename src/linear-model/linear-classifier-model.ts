import { scoreLabels } from "../base/default-score.js";
import type { ClassifierModel, Label, MatrixLike, ScoreOptions, VectorLike } from "../base/estimator.js";
import { type SeenFeatures, toSeenMatrix } from "../base/input.js";
import { mostProbable } from "../base/most-probable.js";
import { Matrix } from "../core/matrix.js";
import { linearDecision, multinomialDecision } from "./linear-decision.js";

/** What every fitted linear classifier consists of. */
export interface LinearClassifierState<L extends Label> extends SeenFeatures {
  readonly coef: Matrix;
  readonly intercept: Float64Array;
  readonly classes: readonly L[];
}

/** Linear scores by class: what the models of all linear classifiers share. */
export abstract class LinearClassifierModel<L extends Label> implements ClassifierModel<L> {
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  /** Coefficients, shape (1, nFeatures) for two classes, else (nClasses, nFeatures). */
  readonly coef: Matrix;
  /** Intercepts, one for each row of `coef`; 0 if none were fitted. */
  readonly intercept: Float64Array;
  /** Distinct labels, sorted; of two, positive scores mean the second. */
  readonly classes: readonly L[];
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;

  /** @internal */
  constructor(state: LinearClassifierState<L>) {
    this.coef = state.coef;
    this.intercept = state.intercept;
    this.classes = state.classes;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { coef, intercept, classes, nFeatures, featureNames } = this;
    return { coef, intercept, classes, nFeatures, featureNames };
  }

  /**
   * Scores: for two classes that of the second, shape (nSamples); for more one for each class, shape (nSamples, nClasses).
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async decisionFunction(X: MatrixLike): Promise<Float64Array | Matrix> {
    const matrix = toSeenMatrix(`${this.typeName}.decisionFunction`, X, this);
    return this.classes.length === 2 ? this.scoresOfTwo(matrix) : this.scoresOfMore(matrix);
  }

  /**
   * The class with the largest score, for each sample.
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async predict(X: MatrixLike): Promise<L[]> {
    const matrix = toSeenMatrix(`${this.typeName}.predict`, X, this);
    const { classes } = this;
    if (classes.length > 2) return mostProbable(await this.scoresOfMore(matrix), classes);
    return Array.from(await this.scoresOfTwo(matrix), (z) => classes[z > 0 ? 1 : 0]!);
  }

  /** Mean accuracy on (X, y). */
  async score(X: MatrixLike, y: VectorLike<L>, options: ScoreOptions = {}): Promise<number> {
    return scoreLabels(`${this.typeName}.score`, y, await this.predict(X), options.sampleWeight);
  }

  /** @internal Scores of the second of two classes. */
  protected scoresOfTwo(matrix: Matrix): Promise<Float64Array> {
    return linearDecision(matrix, this.coef.data, this.intercept[0]!);
  }

  private async scoresOfMore(matrix: Matrix): Promise<Matrix> {
    const scores = await multinomialDecision(matrix, this.coef, this.intercept, "scores");
    return new Matrix(scores, matrix.rows, this.classes.length);
  }
}
