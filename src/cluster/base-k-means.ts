import {
  BaseEstimator,
  type FitOptions,
  type MatrixLike,
  type TransformerModel,
  type VectorLike,
} from "../base/estimator.js";
import { toSampleWeight, toSeenMatrix } from "../base/input.js";
import { watchTransformer } from "../base/leak-guard.js";
import type { ParamSpecs } from "../base/params.js";
import type { FitTransformed } from "../base/transformer.js";
import { Matrix } from "../core/matrix.js";
import { loadRuntime } from "../parallel/index.js";
import { inertiaOf } from "./center-update.js";
import { checkNorms } from "./initial-centers.js";
import { nearestCenters } from "./row-assignment.js";
import { squaredNorms } from "./squared-norms.js";

/** What every fitted k-means consists of. */
export interface BaseKMeansState {
  readonly clusterCenters: Matrix;
  readonly nFeatures: number;
  readonly featureNames: readonly string[] | undefined;
}

/** What every fitted k-means can do. */
export abstract class BaseKMeansModel implements TransformerModel {
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  /** The centres, shape (nClusters, nFeatures). */
  readonly clusterCenters: Matrix;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;

  /** @internal */
  constructor({ clusterCenters, nFeatures, featureNames }: BaseKMeansState) {
    this.clusterCenters = clusterCenters;
    this.nFeatures = nFeatures;
    this.featureNames = featureNames;
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { clusterCenters, nFeatures, featureNames } = this;
    return { clusterCenters, nFeatures, featureNames };
  }

  /**
   * Cluster of each row, that of the nearest centre, shape (nSamples).
   *
   * @throws {InvalidInputError} if X does not have the features of fit, is not finite, or its squared distances overflow.
   */
  async predict(X: MatrixLike): Promise<Int32Array> {
    return this.#nearest("predict", X);
  }

  /**
   * Distance of each row from each centre, shape (nSamples, nClusters).
   *
   * @throws {InvalidInputError} as {@link BaseKMeansModel.predict}.
   */
  async transform(X: MatrixLike): Promise<Matrix> {
    const { data: centers, rows: k, columns: d } = this.clusterCenters;
    const matrix = this.#samples("transform", X);
    const rowNorms = squaredNorms(matrix.data, d);
    const centerNorms = squaredNorms(centers, d);
    const out = new Float64Array(matrix.rows * k);
    for (let i = 0; i < matrix.rows; i++) {
      for (let c = 0; c < k; c++) {
        let product = 0;
        for (let j = 0; j < d; j++) product += matrix.data[i * d + j]! * centers[c * d + j]!;
        out[i * k + c] = Math.sqrt(Math.max(0, -2 * product + rowNorms[i]! + centerNorms[c]!));
      }
    }
    return new Matrix(out, matrix.rows, k, matrix.columnNames && this.featureNamesOut());
  }

  /** Names of the distances: `kmeans0`, `kmeans1`, … */
  featureNamesOut(): readonly string[] {
    const stem = this.typeName.replace(/Model$/, "").toLowerCase();
    return Array.from({ length: this.clusterCenters.rows }, (_, k) => `${stem}${k}`);
  }

  /**
   * Minus the inertia of the rows of X: the weighted sum of squared distances from the nearest centres.
   *
   * @throws {InvalidInputError} as {@link BaseKMeansModel.predict}, or if a weight is negative.
   */
  async score(X: MatrixLike, _y?: unknown, options: Pick<FitOptions, "sampleWeight"> = {}): Promise<number> {
    const matrix = this.#samples("score", X);
    const given = toSampleWeight(`${this.typeName}.score`, options.sampleWeight, matrix.rows);
    const weights = given ?? new Float64Array(matrix.rows).fill(1);
    const labels = await this.#nearest("score", matrix);
    return -inertiaOf({ X: matrix.data, weights, columns: matrix.columns }, this.clusterCenters.data, labels);
  }

  async #nearest(method: string, X: MatrixLike): Promise<Int32Array> {
    const { data, columns } = this.#samples(method, X);
    return nearestCenters(await loadRuntime(), data, this.clusterCenters.data, columns);
  }

  #samples(method: string, X: MatrixLike): Matrix {
    const where = `${this.typeName}.${method}`;
    const matrix = toSeenMatrix(where, X, this);
    checkNorms(where, matrix, squaredNorms(matrix.data, matrix.columns));
    return matrix;
  }
}

/** What a fit knows of the rows it was fitted on. */
interface HasLabels {
  readonly labels: Int32Array | null;
}

/** What the estimators of the k-means family share. */
export abstract class BaseKMeans<
  P extends object,
  M extends BaseKMeansModel & HasLabels,
> extends BaseEstimator<P> {
  readonly kind = "clusterer" as const;
  readonly transforms = true;

  constructor(typeName: string, specs: ParamSpecs<P>, params: Partial<P>) {
    super(typeName, specs, params);
    watchTransformer(this);
  }

  /** Finds the clusters of X, shape (nSamples, nFeatures). */
  abstract fit(X: MatrixLike, y?: unknown, options?: FitOptions): Promise<M>;

  /** Fits and tells the cluster of each row of X, shape (nSamples). */
  async fitPredict(X: MatrixLike, y?: unknown, options: FitOptions = {}): Promise<Int32Array> {
    const model = await this.fit(X, y, options);
    return model.labels ?? model.predict(X);
  }

  /** Fits and takes the distances of the rows of X from the centres. */
  async fitTransform(
    X: MatrixLike,
    y?: VectorLike<unknown>,
    options: FitOptions = {},
  ): Promise<FitTransformed<M>> {
    const model = await this.fit(X, y, options);
    return { model, X: (await model.transform(X)) as Awaited<ReturnType<M["transform"]>> };
  }
}
