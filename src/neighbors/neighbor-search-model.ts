import type { AnyModel, MatrixLike } from "../base/estimator.js";
import type { SeenFeatures } from "../base/input.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import type { MetricChoice } from "./distance-metric.js";
import { type FitMethod, NeighborSearch, toQueries } from "./neighbor-search.js";
import type { NeighborTable } from "./neighbor-table.js";

/** Nearest training samples of several queries. */
export interface Neighbors {
  /** Distances to the neighbours, ascending in each row, shape (nQueries, nNeighbors). */
  readonly distances: Matrix;
  /** Indices of the neighbours among the training samples: one array of nNeighbors for each query. */
  readonly indices: readonly Int32Array[];
}

/** What a model that searches neighbours consists of. */
export interface NeighborSearchState extends SeenFeatures {
  readonly nNeighbors: number;
  readonly metric: MetricChoice["metric"];
  readonly search: NeighborSearch;
}

/** What every model that searches the nearest training samples can do. */
export abstract class NeighborSearchModel implements AnyModel {
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  /** Number of neighbours asked. */
  readonly nNeighbors: number;
  /** Distance between samples. */
  readonly metric: MetricChoice["metric"];
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #search: NeighborSearch;

  /** @internal */
  constructor(state: NeighborSearchState) {
    this.nNeighbors = state.nNeighbors;
    this.metric = state.metric;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
    this.#search = state.search;
  }

  /** Number of samples seen in fit. */
  get nSamplesFit(): number {
    return this.#search.nSamples;
  }

  /** How neighbours are searched: what `algorithm: "auto"` came to. */
  get fitMethod(): FitMethod {
    return this.#search.fitMethod;
  }

  /**
   * @internal
   * @throws {InvalidParameterError} if the metric is a function, which no file can hold.
   */
  toState(): Record<string, unknown> {
    const { nNeighbors, metric, nFeatures, featureNames } = this;
    return { nNeighbors, metric, nFeatures, featureNames, search: this.#search.toState(this.typeName) };
  }

  /** @internal */
  protected async nearest(where: string, X: MatrixLike | null, nNeighbors?: number): Promise<NeighborTable> {
    const k = nNeighbors ?? this.nNeighbors;
    if (!Number.isSafeInteger(k) || k < 1)
      throw new InvalidParameterError(where, "nNeighbors", "an integer >= 1", k);
    if (X === null) return this.#search.nearestToSamples(where, k);
    return this.#search.nearest(where, toQueries(where, X, this, this.metric), k);
  }

  /**
   * The nearest training samples of each row of X, the nearest first.
   *
   * @param X shape (nQueries, nFeatures), or (nQueries, nSamplesFit) of distances for metric `"precomputed"`;
   * null or left out: the training samples, each not its own neighbour.
   * @param nNeighbors number of neighbours; default: that of the estimator.
   * @throws {InvalidInputError} if X has other features than in fit, or there are fewer samples than neighbours.
   * @throws {InvalidParameterError} if nNeighbors is no integer >= 1.
   */
  async kneighbors(X: MatrixLike | null = null, nNeighbors?: number): Promise<Neighbors> {
    const { distances, indices, queries, k } = await this.nearest(
      `${this.typeName}.kneighbors`,
      X,
      nNeighbors,
    );
    return {
      distances: new Matrix(distances, queries, k),
      indices: Array.from({ length: queries }, (_, i) => indices.subarray(i * k, (i + 1) * k)),
    };
  }

  /**
   * Graph of the nearest neighbours, shape (nQueries, nSamplesFit): element (i, j) is 1, or the distance, where sample j
   * is among the neighbours of query i. The elements of a row stand in the order of nearness.
   *
   * @param X as in {@link kneighbors}.
   * @throws {InvalidInputError} as {@link kneighbors} does.
   * @throws {InvalidParameterError} if nNeighbors is no integer >= 1 or mode is neither name.
   */
  async kneighborsGraph(
    X: MatrixLike | null = null,
    nNeighbors?: number,
    mode: "connectivity" | "distance" = "connectivity",
  ): Promise<CsrMatrix> {
    const where = `${this.typeName}.kneighborsGraph`;
    if (mode !== "connectivity" && mode !== "distance")
      throw new InvalidParameterError(where, "mode", '"connectivity" or "distance"', mode);
    const { distances, indices, queries, k } = await this.nearest(where, X, nNeighbors);
    const indptr = Int32Array.from({ length: queries + 1 }, (_, i) => i * k);
    const values = mode === "distance" ? distances : new Float64Array(indices.length).fill(1);
    return new CsrMatrix(values, indices, indptr, this.nSamplesFit);
  }
}

/** @internal A stored state with its search made again. */
export function reviveNeighbors<S extends NeighborSearchState>(state: S): S {
  return { ...state, search: NeighborSearch.fromState(state.search as never) };
}
