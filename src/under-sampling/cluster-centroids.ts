import { classRows } from "../base/class-rows.js";
import type { MatrixLike, ResampleOptions } from "../base/estimator.js";
import { toMatrix } from "../base/input.js";
import { choice, custom, nullByDefault, type ParamSpecs, randomStateSpec } from "../base/params.js";
import type { ResampledPart } from "../base/resampled-rows.js";
import { BaseSampler, type LabelledSamples, type Resampling } from "../base/sampler.js";
import { KMeans, MiniBatchKMeans } from "../cluster/index.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { takeIndices } from "../core/row-indices.js";

import { nearestToCenters } from "./nearest-to-centers.js";
import { type UnderSamplerParams, underSamplerParamSpecs } from "./under-sampler-params.js";

/** Hyper-parameters of {@link ClusterCentroids}. */
export interface ClusterCentroidsParams extends UnderSamplerParams {
  /** Seed of the clustering; not used where `estimator` is given. An integer in [0, 2³²), or null for fresh entropy. Default 0. */
  readonly randomState: number | null;
  /** What clusters a class, whose `nClusters` is set to the rows to keep; null: k-means. Default null. */
  readonly estimator: KMeans | MiniBatchKMeans | null;
  /** What stands for a cluster: its centre (`"soft"`), the row nearest to it (`"hard"`); `"auto"`: hard for sparse rows. Default `"auto"`. */
  readonly voting: "auto" | "hard" | "soft";
}

/** Domain, default and help of {@link ClusterCentroidsParams}. */
export const clusterCentroidsParamSpecs: ParamSpecs<ClusterCentroidsParams> = {
  ...underSamplerParamSpecs,
  randomState: randomStateSpec,
  estimator: nullByDefault(
    custom<KMeans | MiniBatchKMeans>({
      default: new KMeans(),
      domain: "a KMeans or MiniBatchKMeans",
      help: "What clusters a class.",
      outside: [1, "KMeans", {}, true],
      accepts: (value) => value instanceof KMeans || value instanceof MiniBatchKMeans,
    }),
    "KMeans with randomState",
  ),
  voting: choice({
    default: "auto",
    options: ["auto", "hard", "soft"],
    help: "What stands for a cluster.",
  }),
};

/**
 * Replaces the rows of the larger classes by the centres of as many clusters as rows are to be kept, or by the rows nearest to these.
 *
 * Distances are Euclidean, so scale the features first. Rows come class by class; centres are imbalanced-learn's for the same seed,
 * within the rounding of k-means.
 *
 * Cost: that of k-means with as many clusters as rows are kept, in each class that is targeted.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Yen & Lee (2009), Cluster-based under-sampling approaches for imbalanced data distributions, doi:10.1016/j.eswa.2008.06.108.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [10], [12], [30], [31]];
 * const labels = ["often", "often", "often", "often", "rare", "rare"];
 * const { X: fewer, y } = await new ClusterCentroids().fitResample(X, labels);
 * fewer.toArray(); // => [[11], [0.5], [30], [31]]
 * y; // => ["often", "often", "rare", "rare"]
 * ```
 */
export class ClusterCentroids extends BaseSampler<ClusterCentroidsParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "ClusterCentroids";

  constructor(params: Partial<ClusterCentroidsParams> = {}) {
    super(ClusterCentroids.typeName, clusterCentroidsParamSpecs, params, "under-sampling");
  }

  /** @internal */
  static fromState(state: ClusterCentroidsParams): ClusterCentroids {
    return new ClusterCentroids(state);
  }

  /** @internal */
  protected async resample(
    samples: LabelledSamples,
    { signal, onProgress }: ResampleOptions,
  ): Promise<Resampling<object>> {
    const { where, X, codes, classes, targets } = samples;
    const matrix = toMatrix(where, X as MatrixLike);
    const parts: ResampledPart[] = [];
    let done = 0;
    for (const [code, rows] of classRows(codes, classes.length).entries()) {
      const count = targets.get(code);
      if (count === undefined) parts.push({ rows });
      else parts.push(await this.#replace(samples, matrix, code, rows, count, signal));
      if (count !== undefined) onProgress?.({ done: ++done, total: targets.size });
    }
    return { parts, told: {} };
  }

  async #replace(
    { where, X }: LabelledSamples,
    matrix: Matrix,
    code: number,
    rows: Int32Array,
    count: number,
    signal: ResampleOptions["signal"],
  ): Promise<ResampledPart> {
    const { estimator, randomState, voting } = this.params;
    const sparse = X instanceof CsrMatrix;
    const ofClass = sparse ? X.takeRows(rows) : matrix.takeRows(rows);
    const clustering = (estimator ?? new KMeans({ randomState })).withParam("nClusters", count);
    const { clusterCenters, labels } = await clustering.fit(ofClass, null, { signal });
    if (voting === "hard" || (voting === "auto" && sparse)) {
      const nearest = await nearestToCenters(where, ofClass, clusterCenters, signal);
      return { rows: takeIndices(rows, nearest) };
    }
    const from = new Int32Array(count).fill(rows[0]!);
    for (let i = rows.length - 1; i >= 0 && labels !== null; i--) from[labels[i]!] = rows[i]!;
    return { made: clusterCenters, code, from };
  }
}
