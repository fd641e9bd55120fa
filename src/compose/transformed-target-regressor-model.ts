import { scoreTargets } from "../base/default-score.js";
import type { RegressorModel, ScoreOptions, TableLike, VectorLike } from "../base/estimator.js";
import { type InvertibleModel, type TargetFunction, TargetMap } from "./target-map.js";

interface TransformedTargetRegressorState<M, T> {
  readonly regressor: M;
  readonly transformer: T;
  readonly inverseFunc: TargetFunction | null;
}

/** Fitted {@link TransformedTargetRegressor}. */
export class TransformedTargetRegressorModel<
  M extends RegressorModel = RegressorModel,
  T extends InvertibleModel | null = InvertibleModel | null,
> implements RegressorModel
{
  /** Name under which the class is registered. */
  static readonly typeName = "TransformedTargetRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "TransformedTargetRegressorModel";
  /** Fitted regressor of the transformed target. */
  readonly regressor: M;
  /** Fitted transformer of the target; null where functions or nothing are in its place. */
  readonly transformer: T;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #map: TargetMap;

  /** @internal */
  constructor({ regressor, transformer, inverseFunc }: TransformedTargetRegressorState<M, T>) {
    this.regressor = regressor;
    this.transformer = transformer;
    this.nFeatures = regressor.nFeatures;
    this.featureNames = regressor.featureNames;
    this.#map = new TargetMap(transformer, null, inverseFunc);
  }

  /** @internal */
  static fromState<M extends RegressorModel, T extends InvertibleModel | null>(
    state: TransformedTargetRegressorState<M, T>,
  ): TransformedTargetRegressorModel<M, T> {
    return new TransformedTargetRegressorModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { regressor, transformer } = this;
    return { regressor, transformer, inverseFunc: this.#map.inverseFunc };
  }

  /**
   * Predictions of the regressor, taken back, shape (nSamples).
   *
   * @throws what the regressor throws.
   */
  async predict(X: TableLike): Promise<Float64Array> {
    const where = "TransformedTargetRegressorModel.predict";
    return this.#map.invert(where, await this.regressor.predict(X));
  }

  /** Coefficient of determination R² of the predictions that were taken back. */
  async score(X: TableLike, y: VectorLike<number>, options: ScoreOptions = {}): Promise<number> {
    const where = "TransformedTargetRegressorModel.score";
    return scoreTargets(where, y, await this.predict(X), options.sampleWeight);
  }
}
