import { BaseEstimator, type FitOptions, type MatrixLike } from "../base/estimator.js";
import { choice, either, flag, integer, type ParamSpecs, real } from "../base/params.js";
import { InvalidInputError } from "../core/errors.js";
import { quantiles } from "../core/quantile.js";
import { reportWarning } from "../core/warning.js";

import { type KNeighborsParams, kNeighborsParamSpecs, toSamples } from "./k-neighbors-params.js";
import { kDistances, negativeFactors, reachabilityDensity } from "./local-density.js";
import {
  LocalOutlierFactorModel,
  LocalOutlierFactorNoveltyModel,
  type LocalOutlierFactorState,
} from "./local-outlier-factor-model.js";
import { NeighborSearch } from "./neighbor-search.js";

/** Hyper-parameters of {@link LocalOutlierFactor}; `N` is the value of `novelty` where the compiler knows it. */
export interface LocalOutlierFactorParams<N extends boolean = boolean>
  extends Omit<KNeighborsParams, "weights"> {
  /** Number of neighbours whose density a row is compared with; an integer >= 1. Default 20. All but itself where it is larger. */
  readonly nNeighbors: number;
  /** Share of outliers among the training rows, in (0, 0.5], or `"auto"`: factors above 1.5 are outlying. Default `"auto"`. */
  readonly contamination: "auto" | number;
  /** Whether the model judges new rows (true) or the training rows (false). Default false. */
  readonly novelty: N;
}

const { weights: _, ...searchSpecs } = kNeighborsParamSpecs;

/** Domain, default and help of {@link LocalOutlierFactorParams}. */
export const localOutlierFactorParamSpecs: ParamSpecs<LocalOutlierFactorParams> = {
  ...searchSpecs,
  nNeighbors: integer({ default: 20, min: 1, help: "Number of neighbours to compare densities with." }),
  contamination: either<"auto", number>(
    "auto",
    choice({ default: "auto", options: ["auto"], help: "Share of outliers among the training rows." }),
    real({ default: 0.1, above: 0, max: 0.5, help: "Share of outliers." }),
  ),
  novelty: flag({ default: false, help: "Judge new rows instead of the training rows." }),
};

/** What a {@link LocalOutlierFactor} learns, by its `novelty`. */
export type LocalOutlierFactorModelOf<N extends boolean> = N extends true
  ? LocalOutlierFactorNoveltyModel
  : LocalOutlierFactorModel;

// Factors beyond this come of neighbours at distance zero.
const LARGEST_FACTOR = 1e7;

/**
 * Outliers by local density: how much more densely the k nearest neighbours of a row lie than the row itself.
 *
 * What the model can do depends on `novelty`. Left false, it tells the training rows apart (`labels`, `negativeOutlierFactor`); set
 * true, it judges new rows (`predict`, `decisionFunction`, `scoreSamples`). The compiler knows which.
 *
 * Features count by their spread, so scale them first. Cost: that of finding the k nearest neighbours of every row.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Breunig, Kriegel, Ng & Sander (2000), LOF: identifying density-based local outliers, doi:10.1145/335191.335388.
 *
 * @example
 * ```ts
 * const X = [[-1.1], [0.2], [101.1], [0.3]];
 * const model = await new LocalOutlierFactor({ nNeighbors: 2 }).fit(X);
 * Array.from(model.labels); // => [1, 1, -1, 1]
 * const judge = await new LocalOutlierFactor({ nNeighbors: 2, novelty: true }).fit([[-1.1], [0.2], [0.3]]);
 * Array.from(await judge.predict([[0.1], [50]])); // => [1, -1]
 * ```
 */
export class LocalOutlierFactor<const N extends boolean = false> extends BaseEstimator<
  LocalOutlierFactorParams<N>
> {
  /** Name under which the class is registered. */
  static readonly typeName = "LocalOutlierFactor";
  readonly kind = "outlier_detector" as const;

  constructor(params: Partial<LocalOutlierFactorParams<N>> = {}) {
    const specs = localOutlierFactorParamSpecs as unknown as ParamSpecs<LocalOutlierFactorParams<N>>;
    super(LocalOutlierFactor.typeName, specs, params);
  }

  /** @internal */
  static fromState(state: LocalOutlierFactorParams): LocalOutlierFactor<boolean> {
    return new LocalOutlierFactor<boolean>(state);
  }

  /**
   * Takes the local outlier factor of every row.
   *
   * @param X shape (nSamples, nFeatures), or (nSamples, nSamples) of distances for metric `"precomputed"`; at least 2 rows.
   * @throws {InvalidInputError} if X has fewer than 2 rows, is ragged or not finite.
   * @throws {InvalidParameterError} if metric, its parameters and algorithm do not go together.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<LocalOutlierFactorModelOf<N>> {
    const state = await fitFactors("LocalOutlierFactor.fit", X, this.params, options);
    const model = this.params.novelty
      ? new LocalOutlierFactorNoveltyModel(state)
      : new LocalOutlierFactorModel(state);
    return model as LocalOutlierFactorModelOf<N>;
  }

  /**
   * Fits and tells the rows of X apart: 1 for an ordinary row, -1 for an outlier; shape (nSamples).
   *
   * @throws what `fit` throws.
   */
  async fitPredict(
    this: LocalOutlierFactor<false>,
    X: MatrixLike,
    y?: unknown,
    options: FitOptions = {},
  ): Promise<Int32Array> {
    return (await this.fit(X, y, options)).labels;
  }
}

async function fitFactors(
  where: string,
  X: MatrixLike,
  params: LocalOutlierFactorParams,
  options: FitOptions,
): Promise<LocalOutlierFactorState> {
  const { matrix, nFeatures, featureNames } = toSamples(where, X, params, options);
  const { contamination, metric, novelty } = params;
  const { signal } = options;
  const search = await NeighborSearch.build(where, matrix, params, { signal });
  const nNeighbors = Math.max(1, Math.min(params.nNeighbors, matrix.rows - 1));
  if (params.nNeighbors > matrix.rows)
    reportWarning(
      `${where}: nNeighbors is ${params.nNeighbors}, but X has ${matrix.rows} rows; ${nNeighbors} neighbours are asked`,
    );
  const table = await search.nearestToSamples(where, nNeighbors, signal);
  const kDistance = kDistances(table);
  const density = reachabilityDensity(table, kDistance);
  const negativeOutlierFactor = negativeFactors(table, density, density);
  const offset =
    contamination === "auto" ? -1.5 : quantiles(negativeOutlierFactor.slice(), [contamination])[0]!;
  if (!Number.isFinite(offset))
    throw new InvalidInputError(where, "X must be small enough for distances to be finite", offset);
  if (!novelty && negativeOutlierFactor.some((factor) => factor < -LARGEST_FACTOR))
    reportWarning(`${where}: repeated rows distort the factors; ask more neighbours (nNeighbors)`);
  options.onProgress?.({ done: 1, total: 1 });
  return {
    nNeighbors,
    metric,
    search,
    nFeatures,
    featureNames,
    negativeOutlierFactor,
    offset,
    kDistance,
    density,
  };
}
