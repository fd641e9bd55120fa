import { rowsOfClass } from "../base/class-rows.js";
import type { ResampleOptions } from "../base/estimator.js";
import { plural } from "../base/input.js";
import { choice, custom, either, integer, nullByDefault, type ParamSpecs, real } from "../base/params.js";
import type { MadeRows, ResampledPart } from "../base/resampled-rows.js";
import { BaseSampler, type LabelledSamples, type Resampling } from "../base/sampler.js";
import { KMeans } from "../cluster/k-means.js";
import { MiniBatchKMeans } from "../cluster/mini-batch-k-means.js";
import { Described, describeValue, InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { allRows, takeIndices } from "../core/row-indices.js";
import { neighborChoice, neighborsWithSelf, searchAmong } from "../neighbors/neighbor-choice.js";
import { type NumericSamples, numericSamples } from "./checked-samples.js";
import { clusterSparsity, rowsByCluster } from "./cluster-sparsity.js";
import { drawPairs, rowsBetween } from "./interpolate-rows.js";
import { type SMOTEParams, smoteParamSpecs } from "./smote.js";

/** Hyper-parameters of {@link KMeansSMOTE}. */
export interface KMeansSMOTEParams extends SMOTEParams {
  /** Clusters: an estimator, or the number of clusters of a MiniBatchKMeans; null for that of its default, 8. Default null. */
  readonly kmeansEstimator: KMeans | MiniBatchKMeans | number | null;
  /**
   * Share of a cluster that a class must have to get rows in it: a finite number, or `"auto"`, half the share that the class has of all
   * rows to add. With one cluster every share is enough. Default `"auto"`.
   */
  readonly clusterBalanceThreshold: number | "auto";
  /**
   * Power of the mean distance of a cluster's rows in its sparsity, in proportion to which clusters get rows: a finite number, or
   * `"auto"`, 0.16 log₁.₆(n)^1.8 for n rows. Default `"auto"`.
   */
  readonly densityExponent: number | "auto";
}

const autoOrNumber = (help: string): KMeansSMOTESpecs["densityExponent"] =>
  either<"auto", number>(
    "auto",
    choice({ default: "auto", options: ["auto"], help }),
    real({ default: 0, help }),
  );

type KMeansSMOTESpecs = ParamSpecs<KMeansSMOTEParams>;

/** Domain, default and help of {@link KMeansSMOTEParams}. */
export const kmeansSmoteParamSpecs: KMeansSMOTESpecs = {
  ...smoteParamSpecs,
  kNeighbors: neighborChoice({
    default: 2,
    help: "Neighbours within its cluster that a new row may lie towards.",
  }),
  kmeansEstimator: nullByDefault(
    either<number, KMeans | MiniBatchKMeans>(
      8,
      integer({ default: 8, min: 1, help: "How rows are clustered." }),
      custom<KMeans | MiniBatchKMeans>({
        default: new MiniBatchKMeans(),
        domain: "a KMeans or a MiniBatchKMeans",
        help: "How rows are clustered.",
        outside: ["MiniBatchKMeans", {}],
        accepts: (value) => value instanceof KMeans || value instanceof MiniBatchKMeans,
      }),
    ),
    "a MiniBatchKMeans",
  ),
  clusterBalanceThreshold: autoOrNumber("Share of a cluster that a class must have to get rows in it."),
  densityExponent: autoOrNumber("Power of the mean distance in the sparsity of a cluster."),
};

/**
 * SMOTE within clusters: only clusters in which the class has its share get new rows, the sparser ones more of them, so that rows lie
 * neither among other classes nor where there are many already. Because the numbers are rounded up cluster by cluster, a class may end
 * a little above the size asked for.
 *
 * Rows are those of imbalanced-learn for the same seed.
 *
 * Cost: a clustering for each class that gets rows, O(n²) distances within each cluster for n rows of the class, and SMOTE's.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Douzas, Bacao & Last (2018), Improving imbalanced learning through a heuristic oversampling method based on k-means and SMOTE,
 * Information Sciences 465.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [20], [21], [23]];
 * const y = [0, 0, 0, 0, 0, 1, 1, 1];
 * const { X: more } = await new KMeansSMOTE({ kmeansEstimator: 2 }).fitResample(X, y);
 * more.toArray().slice(8).every(([value]) => value >= 20 && value <= 23); // => true
 * ```
 */
export class KMeansSMOTE extends BaseSampler<KMeansSMOTEParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "KMeansSMOTE";

  constructor(params: Partial<KMeansSMOTEParams> = {}) {
    super(KMeansSMOTE.typeName, kmeansSmoteParamSpecs, params, "over-sampling");
  }

  /** @internal */
  static fromState(state: KMeansSMOTEParams): KMeansSMOTE {
    return new KMeansSMOTE(state);
  }

  /** @internal */
  protected async resample(
    samples: LabelledSamples,
    { signal, onProgress }: ResampleOptions,
  ): Promise<Resampling<object>> {
    const { rows, targets } = samples;
    const numeric = numericSamples(samples);
    const total = [...targets.values()].reduce((sum, count) => sum + count, 0);
    const parts: ResampledPart[] = [{ rows: allRows(rows) }];
    let done = 0;
    for (const [code, count] of targets) {
      if (count > 0) {
        const share = count / total / 2;
        parts.push(...(await this.#ofClass(samples, numeric, code, count, share, signal)));
      }
      onProgress?.({ done: ++done, total: targets.size });
    }
    return { parts, told: {} };
  }

  async #ofClass(
    samples: LabelledSamples,
    numeric: NumericSamples,
    code: number,
    count: number,
    share: number,
    signal: ResampleOptions["signal"],
  ): Promise<MadeRows[]> {
    const { where, classes } = samples;
    const chosen = await this.#chooseClusters(samples, numeric.matrix, code, share, signal);
    const sparsities = chosen.map((rows) =>
      clusterSparsity(numeric.matrix.takeRows(rows), this.params.densityExponent, signal),
    );
    const sum = sparsities.reduce((total, sparsity) => total + sparsity, 0);
    const label = describeValue(classes[code]);
    if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) {
      const rule =
        chosen.length === 0
          ? `a cluster must hold enough rows of class ${label}: lower clusterBalanceThreshold or change the number of clusters`
          : `clusters must hold distinct rows of class ${label} at finite distances`;
      const has = rowsOfClass(samples.codes, code).length;
      throw new InvalidInputError(where, rule, new Described(`${plural(has, "row")} of that class in all`));
    }
    const made: MadeRows[] = [];
    for (const [c, rows] of chosen.entries())
      made.push(
        await this.#within(where, numeric, rows, code, Math.ceil(count * (sparsities[c]! / sum)), signal),
      );
    return made;
  }

  /** For each cluster in which the class has its share and enough rows, the rows of the class. */
  async #chooseClusters(
    { codes }: LabelledSamples,
    X: Matrix,
    code: number,
    share: number,
    signal: ResampleOptions["signal"],
  ): Promise<Int32Array[]> {
    const { kNeighbors, kmeansEstimator, clusterBalanceThreshold, randomState } = this.params;
    const estimator =
      typeof kmeansEstimator === "number"
        ? new MiniBatchKMeans({ nClusters: kmeansEstimator, randomState })
        : (kmeansEstimator ?? new MiniBatchKMeans({ randomState }));
    const { nClusters } = estimator.params;
    const model = await estimator.fit(X, undefined, signal === undefined ? {} : { signal });
    const labels = model.labels ?? (await model.predict(X));
    const threshold = clusterBalanceThreshold === "auto" ? share : clusterBalanceThreshold;
    return rowsByCluster(labels, nClusters).flatMap((rows) => {
      const ofClass = rows.filter((row) => codes[row] === code);
      const has = ofClass.length / rows.length;
      const isMeant = rows.length > 0 && (nClusters === 1 || has >= threshold);
      return isMeant && has * rows.length >= neighborsWithSelf(kNeighbors) ? [ofClass] : [];
    });
  }

  async #within(
    where: string,
    { matrix, searched }: NumericSamples,
    rows: Int32Array,
    code: number,
    count: number,
    signal: ResampleOptions["signal"],
  ): Promise<MadeRows> {
    const { kNeighbors, randomState } = this.params;
    const k = neighborsWithSelf(kNeighbors);
    const index = await searchAmong(where, kNeighbors, matrix, searched, { rows, signal });
    const others = await index.othersNearest(where, matrix, k, { rows, signal });
    const { bases, targets, steps } = drawPairs(new RandomState(randomState), others, k - 1, count);
    const from = takeIndices(rows, bases);
    return {
      made: rowsBetween(matrix, { bases: from, targets: takeIndices(rows, targets), steps }),
      code,
      from,
    };
  }
}
