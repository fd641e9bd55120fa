import type { FitOptions, MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { toMatrix, toSampleWeight } from "../base/input.js";
import { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { RandomState } from "../core/random-state.js";
import { reportWarning } from "../core/warning.js";
import { loadRuntime } from "../parallel/index.js";
import { BaseKMeans, BaseKMeansModel, type BaseKMeansState } from "./base-k-means.js";
import { inertiaOf } from "./center-update.js";
import { meanVariance } from "./fit-k-means.js";
import { checkClusters, checkNorms } from "./initial-centers.js";
import { type MiniBatchKMeansParams, miniBatchKMeansParamSpecs } from "./k-means-params.js";
import { miniBatchKMeans } from "./mini-batch.js";
import { nearestCenters } from "./row-assignment.js";
import { squaredNorms } from "./squared-norms.js";

/**
 * k-means on small batches of drawn rows: for many rows, nearly the clusters of {@link KMeans} in a fraction of the time. The same draws
 * as scikit-learn, and so its centres for the same seed.
 *
 * Cost: 2 batchSize nClusters nFeatures flops a batch, and a pass over X for the labels.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Sculley (2010), Web-scale k-means clustering, doi:10.1145/1772690.1772862.
 *
 * @example
 * ```ts
 * const X = [[1, 2], [1, 4], [1, 0], [4, 2], [4, 0], [4, 4], [4, 5], [0, 1], [2, 2], [3, 2], [5, 5], [1, -1]];
 * const model = await new MiniBatchKMeans({ nClusters: 2, batchSize: 6, maxIter: 10 }).fit(X);
 * Array.from(await model.predict([[0, 0], [4, 4]])); // => [1, 0]
 * ```
 */
export class MiniBatchKMeans extends BaseKMeans<MiniBatchKMeansParams, MiniBatchKMeansModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "MiniBatchKMeans";

  constructor(params: Partial<MiniBatchKMeansParams> = {}) {
    super(MiniBatchKMeans.typeName, miniBatchKMeansParamSpecs, params);
  }

  /** @internal */
  static fromState(state: MiniBatchKMeansParams): MiniBatchKMeans {
    return new MiniBatchKMeans(state);
  }

  /**
   * Finds the clusters; `onProgress` counts batches of the most that there may be.
   *
   * @param X shape (nSamples, nFeatures), finite, at least nClusters rows; neither kept nor changed.
   * @param options.sampleWeight weight of each row in the draws and the inertia.
   * @throws {InvalidInputError} if X is ragged, not finite, has fewer rows than clusters, or its squared distances overflow.
   * @throws {InvalidParameterError} if `init` holds centres that do not fit `nClusters` or X.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<MiniBatchKMeansModel> {
    const where = "MiniBatchKMeans.fit";
    startFit(where, options);
    const matrix = toMatrix(where, X);
    const given = toSampleWeight(where, options.sampleWeight, matrix.rows);
    checkClusters(where, matrix, given, this.params);
    checkNorms(where, matrix, squaredNorms(matrix.data, matrix.columns));
    const { initSize, nClusters, computeLabels, randomState, tol } = this.params;
    if (initSize !== null && initSize < nClusters)
      reportWarning(
        `${where}: initSize is ${initSize}, fewer than nClusters; ${Math.min(3 * nClusters, matrix.rows)} rows are drawn`,
      );
    const weights = given ?? new Float64Array(matrix.rows).fill(1);
    const data = { X: matrix.data, weights, columns: matrix.columns };
    const runtime = await loadRuntime();
    const variance = tol === 0 ? 0 : meanVariance(matrix);
    const random = new RandomState(randomState);
    const found = await miniBatchKMeans(runtime, data, this.params, random, variance, {
      signal: options.signal,
      onStart: (done, total) => options.onProgress?.({ done, total }),
    });
    const { centers, smoothedInertia, ...rest } = found;
    const labels = computeLabels ? await nearestCenters(runtime, matrix.data, centers, matrix.columns) : null;
    return new MiniBatchKMeansModel({
      ...rest,
      labels,
      inertia:
        labels === null
          ? smoothedInertia === null
            ? Number.NaN
            : smoothedInertia * pairwiseSum(weights)
          : inertiaOf(data, centers, labels),
      clusterCenters: new Matrix(centers, nClusters, matrix.columns, matrix.columnNames),
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

interface MiniBatchKMeansState extends BaseKMeansState {
  readonly labels: Int32Array | null;
  readonly inertia: number;
  readonly nIter: number;
  readonly nSteps: number;
  readonly converged: boolean;
}

/** Clusters found by {@link MiniBatchKMeans}. */
export class MiniBatchKMeansModel extends BaseKMeansModel {
  /** Name under which the class is registered. */
  static readonly typeName = "MiniBatchKMeansModel";
  /** Name under which the class is registered. */
  readonly typeName = "MiniBatchKMeansModel";
  /** Cluster of each training row, shape (nSamples); null if `computeLabels` was false. */
  readonly labels: Int32Array | null;
  /**
   * Weighted sum of squared distances of the training rows from their centres; without `computeLabels` what the batches suggest, NaN if
   * there was one batch only.
   */
  readonly inertia: number;
  /** Passes over as many rows as there are, rounded up. */
  readonly nIter: number;
  /** Batches seen. */
  readonly nSteps: number;
  /** Whether the batches ended before `maxIter`. */
  readonly converged: boolean;

  /** @internal */
  constructor(state: MiniBatchKMeansState) {
    super(state);
    this.labels = state.labels;
    this.inertia = state.inertia;
    this.nIter = state.nIter;
    this.nSteps = state.nSteps;
    this.converged = state.converged;
  }

  /** @internal */
  static fromState(state: MiniBatchKMeansState): MiniBatchKMeansModel {
    return new MiniBatchKMeansModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { labels, inertia, nIter, nSteps, converged } = this;
    return { ...super.toState(), labels, inertia, nIter, nSteps, converged };
  }
}
