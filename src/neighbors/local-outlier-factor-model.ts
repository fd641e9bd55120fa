import type { MatrixLike, OutlierModel } from "../base/estimator.js";
import { negativeFactors, reachabilityDensity } from "./local-density.js";
import { NeighborSearchModel, type NeighborSearchState, reviveNeighbors } from "./neighbor-search-model.js";

/** What a fitted local outlier factor consists of. */
export interface LocalOutlierFactorState extends NeighborSearchState {
  readonly negativeOutlierFactor: Float64Array;
  readonly offset: number;
  readonly kDistance: Float64Array;
  readonly density: Float64Array;
}

/** Local outlier factors of the training rows: what {@link LocalOutlierFactor} learns for outlier detection. */
export class LocalOutlierFactorModel extends NeighborSearchModel {
  /** Name under which the class is registered. */
  static readonly typeName = "LocalOutlierFactorModel";
  /** Name under which the class is registered. */
  readonly typeName = "LocalOutlierFactorModel";
  /** Minus the local outlier factor of each training row, shape (nSamples): near -1 inside, far below for outliers. */
  readonly negativeOutlierFactor: Float64Array;
  /** Training rows with a smaller `negativeOutlierFactor` are outliers. */
  readonly offset: number;
  /** 1 for an ordinary training row, -1 for an outlier, shape (nSamples). */
  readonly labels: Int32Array;

  /** @internal */
  constructor(state: Omit<LocalOutlierFactorState, "kDistance" | "density">) {
    super(state);
    this.negativeOutlierFactor = state.negativeOutlierFactor;
    this.offset = state.offset;
    this.labels = Int32Array.from(state.negativeOutlierFactor, (score) => (score < state.offset ? -1 : 1));
  }

  /** @internal */
  static fromState(state: LocalOutlierFactorState): LocalOutlierFactorModel {
    return new LocalOutlierFactorModel(reviveNeighbors(state));
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { negativeOutlierFactor, offset } = this;
    return { ...super.toState(), negativeOutlierFactor, offset };
  }
}

/** Training rows and their densities, by which new rows are judged: what {@link LocalOutlierFactor} learns with `novelty`. */
export class LocalOutlierFactorNoveltyModel extends NeighborSearchModel implements OutlierModel {
  /** Name under which the class is registered. */
  static readonly typeName = "LocalOutlierFactorNoveltyModel";
  /** Name under which the class is registered. */
  readonly typeName = "LocalOutlierFactorNoveltyModel";
  /** Minus the local outlier factor of each training row, shape (nSamples). */
  readonly negativeOutlierFactor: Float64Array;
  /** `decisionFunction` is `scoreSamples` less this. */
  readonly offset: number;
  readonly #kDistance: Float64Array;
  readonly #density: Float64Array;

  /** @internal */
  constructor(state: LocalOutlierFactorState) {
    super(state);
    this.negativeOutlierFactor = state.negativeOutlierFactor;
    this.offset = state.offset;
    this.#kDistance = state.kDistance;
    this.#density = state.density;
  }

  /** @internal */
  static fromState(state: LocalOutlierFactorState): LocalOutlierFactorNoveltyModel {
    return new LocalOutlierFactorNoveltyModel(reviveNeighbors(state));
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { negativeOutlierFactor, offset } = this;
    const [kDistance, density] = [this.#kDistance, this.#density];
    return { ...super.toState(), negativeOutlierFactor, offset, kDistance, density };
  }

  /**
   * 1 for a row that lies as densely as its neighbours among the training rows, -1 for an outlier; shape (nSamples). Meant for
   * new rows: a training row would be its own neighbour.
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async predict(X: MatrixLike): Promise<Int32Array> {
    const scores = await this.#score("LocalOutlierFactorNoveltyModel.predict", X);
    return Int32Array.from(scores, (score) => (score - this.offset < 0 ? -1 : 1));
  }

  /**
   * `scoreSamples` less `offset`: negative for outliers; shape (nSamples).
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async decisionFunction(X: MatrixLike): Promise<Float64Array> {
    const scores = await this.#score("LocalOutlierFactorNoveltyModel.decisionFunction", X);
    return scores.map((score) => score - this.offset);
  }

  /**
   * Minus the local outlier factor of each row, shape (nSamples).
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async scoreSamples(X: MatrixLike): Promise<Float64Array> {
    return this.#score("LocalOutlierFactorNoveltyModel.scoreSamples", X);
  }

  async #score(where: string, X: MatrixLike): Promise<Float64Array> {
    const table = await this.nearest(where, X);
    return negativeFactors(table, this.#density, reachabilityDensity(table, this.#kDistance));
  }
}
