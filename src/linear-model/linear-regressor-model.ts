import { scoreTargets } from "../base/default-score.js";
import type { MatrixLike, RegressorModel, ScoreOptions, VectorLike } from "../base/estimator.js";
import { type SeenFeatures, toSeenMatrix } from "../base/input.js";
import { linearDecision } from "./linear-decision.js";

/** What every fitted plane consists of. */
export interface LinearRegressorState extends SeenFeatures {
  readonly coef: Float64Array;
  readonly intercept: number;
}

/** A fitted plane: what the models of all linear regressors share. */
export abstract class LinearRegressorModel implements RegressorModel {
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  /** Coefficients, shape (nFeatures). */
  readonly coef: Float64Array;
  /** Intercept; 0 if none was fitted. */
  readonly intercept: number;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;

  /** @internal */
  constructor(state: LinearRegressorState) {
    this.coef = state.coef;
    this.intercept = state.intercept;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { coef, intercept, nFeatures, featureNames } = this;
    return { coef, intercept, nFeatures, featureNames };
  }

  /**
   * Predicted values, shape (nSamples).
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async predict(X: MatrixLike): Promise<Float64Array> {
    const matrix = toSeenMatrix(`${this.typeName}.predict`, X, this);
    return linearDecision(matrix, this.coef, this.intercept);
  }

  /** Coefficient of determination R² on (X, y). */
  async score(X: MatrixLike, y: VectorLike<number>, options: ScoreOptions = {}): Promise<number> {
    return scoreTargets(`${this.typeName}.score`, y, await this.predict(X), options.sampleWeight);
  }
}
