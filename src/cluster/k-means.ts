import type { FitOptions, MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { checkSparseFinite, toMatrix, toSampleWeight } from "../base/input.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { reportWarning } from "../core/warning.js";
import { BaseKMeans, BaseKMeansModel, type BaseKMeansState } from "./base-k-means.js";
import { fitKMeans, fitSparseKMeans, type KMeansControl } from "./fit-k-means.js";
import { checkClusters } from "./initial-centers.js";
import { type KMeansParams, kMeansParamSpecs } from "./k-means-params.js";

/**
 * k-means: nClusters centres, each the mean of the rows that are nearest to it, so that the sum of squared distances (inertia) is small.
 * Labels equal scikit-learn's for the same seed, but for rows on a boundary to the last bit.
 *
 * Features count by their spread, so scale them first. Cost: 2 nSamples nClusters nFeatures flops an iteration, on all lanes.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Lloyd (1982), Least squares quantization in PCM, doi:10.1109/TIT.1982.1056489; Arthur & Vassilvitskii (2007), k-means++: The
 * advantages of careful seeding, SODA.
 *
 * @example
 * ```ts
 * const X = [[1, 2], [1, 4], [1, 0], [10, 2], [10, 4], [10, 0]];
 * const model = await new KMeans({ nClusters: 2 }).fit(X);
 * Array.from(model.labels); // => [1, 1, 1, 0, 0, 0]
 * model.clusterCenters.toArray(); // => [[10, 2], [1, 2]]
 * Array.from(await model.predict([[0, 0], [12, 3]])); // => [1, 0]
 * ```
 */
export class KMeans extends BaseKMeans<KMeansParams, KMeansModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "KMeans";

  constructor(params: Partial<KMeansParams> = {}) {
    super(KMeans.typeName, kMeansParamSpecs, params);
  }

  /** @internal */
  static fromState(state: KMeansParams): KMeans {
    return new KMeans(state);
  }

  /**
   * Finds the clusters; `onProgress` counts starts. Fewer clusters than asked for, where rows are repeated, are reported as a warning.
   *
   * @param X shape (nSamples, nFeatures), finite, at least nClusters rows; neither kept nor changed.
   * @param options.sampleWeight weight of each row in the draws, the centres and the inertia.
   * @throws {InvalidInputError} if X is ragged, not finite, has fewer rows than clusters, or its squared distances overflow.
   * @throws {InvalidParameterError} if `init` holds centres that do not fit `nClusters` or X.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<KMeansModel> {
    const where = "KMeans.fit";
    startFit(where, options);
    const sparse = X instanceof CsrMatrix ? checkSparseFinite(where, X, false) : undefined;
    const matrix = toMatrix(where, X);
    const weights = toSampleWeight(where, options.sampleWeight, matrix.rows);
    checkClusters(where, matrix, weights, this.params);
    const control: KMeansControl = {
      signal: options.signal,
      onStart: (done, total) => options.onProgress?.({ done, total }),
    };
    const found =
      sparse === undefined
        ? await fitKMeans(where, matrix, weights, this.params, control)
        : await fitSparseKMeans(where, sparse, weights, this.params, control);
    const { nClusters } = this.params;
    const distinct = new Set(found.labels).size;
    if (distinct < nClusters)
      reportWarning(
        `${where}: ${distinct} of ${nClusters} clusters hold rows, possibly because rows of X are repeated`,
      );
    return new KMeansModel({
      ...found,
      clusterCenters: new Matrix(found.centers, nClusters, matrix.columns, matrix.columnNames),
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

interface KMeansState extends BaseKMeansState {
  readonly labels: Int32Array;
  readonly inertia: number;
  readonly nIter: number;
  readonly converged: boolean;
}

/** Clusters found by {@link KMeans}. */
export class KMeansModel extends BaseKMeansModel {
  /** Name under which the class is registered. */
  static readonly typeName = "KMeansModel";
  /** Name under which the class is registered. */
  readonly typeName = "KMeansModel";
  /** Cluster of each training row, shape (nSamples). */
  readonly labels: Int32Array;
  /** Weighted sum of squared distances of the training rows from their centres. */
  readonly inertia: number;
  /** Iterations of the best start. */
  readonly nIter: number;
  /** Whether the best start ended before `maxIter`, or in its last iteration by `tol`. */
  readonly converged: boolean;

  /** @internal */
  constructor(state: KMeansState) {
    super(state);
    this.labels = state.labels;
    this.inertia = state.inertia;
    this.nIter = state.nIter;
    this.converged = state.converged;
  }

  /** @internal */
  static fromState(state: KMeansState): KMeansModel {
    return new KMeansModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { labels, inertia, nIter, converged } = this;
    return { ...super.toState(), labels, inertia, nIter, converged };
  }
}
