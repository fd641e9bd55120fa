import type { FitOptions, MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import type { SeenFeatures } from "../base/input.js";
import { toMatrix } from "../base/input.js";
import {
  callable,
  choice,
  custom,
  either,
  integer,
  nullByDefault,
  type ParamSpecs,
  real,
} from "../base/params.js";
import { Described, InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import {
  type DistanceFunction,
  METRIC_NAMES,
  type MetricName,
  type MetricParams,
  type NeighborAlgorithm,
} from "./distance-metric.js";
import { checkDistances, NeighborSearch } from "./neighbor-search.js";
import type { NeighborWeights, WeightFunction } from "./neighbor-weights.js";
import type { NeighborsState } from "./neighbors-model.js";

/** Hyper-parameters of the k-nearest-neighbours estimators. */
export interface KNeighborsParams {
  /** Number of neighbours to ask; an integer >= 1. Default 5. More of them make a smoother prediction. */
  readonly nNeighbors: number;
  /**
   * How much each neighbour counts: `"uniform"`, `"distance"` (1 / distance; neighbours at distance zero count alone), or
   * a function of the distances of one query to its neighbours. Default `"uniform"`.
   */
  readonly weights: NeighborWeights;
  /**
   * `"kd_tree"`, `"ball_tree"`, `"brute"`, or `"auto"`: brute force above 15 features or for half the samples or more as
   * neighbours, else the first of k-d tree, ball tree and brute force that the metric allows. Default `"auto"`.
   */
  readonly algorithm: NeighborAlgorithm;
  /** Samples in a leaf of a tree (up to twice as many); an integer >= 1. Default 30. It decides on speed only. */
  readonly leafSize: number;
  /** Power of the Minkowski metric: 1 Manhattan, 2 Euclidean, Infinity Chebyshev; a number > 0. Default 2. */
  readonly p: number;
  /** Distance between samples, by name or as a function (which is searched exhaustively). Default `"minkowski"`. */
  readonly metric: MetricName | DistanceFunction;
  /** Parameters of the metric: `w` (and `p`) of Minkowski, `V` of seuclidean, `V` or `VI` of mahalanobis. Default null. */
  readonly metricParams: MetricParams | null;
}

/** Domain, default and help of {@link KNeighborsParams}. */
export const kNeighborsParamSpecs: ParamSpecs<KNeighborsParams> = {
  nNeighbors: integer({ default: 5, min: 1, help: "Number of neighbours to ask." }),
  weights: either<"uniform" | "distance", WeightFunction>(
    "uniform",
    choice({ default: "uniform", options: ["uniform", "distance"], help: "How much each neighbour counts." }),
    callable<WeightFunction>({ domain: "a function of distances", help: "Weights from distances." }),
  ),
  algorithm: choice({
    default: "auto",
    options: ["auto", "ball_tree", "kd_tree", "brute"],
    help: "How neighbours are searched.",
  }),
  leafSize: integer({ default: 30, min: 1, help: "Samples in a leaf of a tree." }),
  p: real({ default: 2, above: 0, infinite: true, help: "Power of the Minkowski metric." }),
  metric: either<MetricName, DistanceFunction>(
    "minkowski",
    choice({ default: "minkowski", options: METRIC_NAMES, help: "Distance between samples." }),
    callable<DistanceFunction>({ domain: "a function of two samples", help: "Distance of two samples." }),
  ),
  metricParams: nullByDefault(
    custom<MetricParams>({
      default: {},
      help: "Parameters of the metric.",
      domain: "an object with some of p, w, V, VI",
      outside: [1, "V", true, { power: 3 }, { p: 0 }, { p: "2" }],
      accepts: acceptsMetricParams,
    }),
    "the metric has none",
  ),
};

function acceptsMetricParams(value: unknown): boolean {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const { p } = value as MetricParams;
  return (
    Object.keys(value).every((key) => ["p", "w", "V", "VI"].includes(key)) &&
    (p === undefined || (typeof p === "number" && p > 0))
  );
}

/** The checked samples of a fit. */
export interface FitSamples extends SeenFeatures {
  readonly matrix: Matrix;
}

/**
 * Checks X for the metric of the parameters.
 *
 * @throws {InvalidInputError} if X is empty or a value is not allowed, or sample weights are given, which are not known here.
 */
export function toSamples(
  where: string,
  X: MatrixLike,
  { metric }: Pick<KNeighborsParams, "metric">,
  options: FitOptions,
): FitSamples {
  startFit(where, options);
  if (options.sampleWeight !== undefined)
    throw new InvalidInputError(where, "nearest neighbours take no sampleWeight", new Described("some"));
  const matrix = toMatrix(where, X, { allowMissing: metric === "nan_euclidean" });
  if (metric === "precomputed") checkDistances(where, matrix);
  return { matrix, nFeatures: matrix.columns, featureNames: matrix.columnNames };
}

/** Builds the search: what classifier and regressor have in common. */
export async function fitNeighbors(
  where: string,
  samples: FitSamples,
  params: KNeighborsParams,
  { signal, onProgress }: FitOptions,
): Promise<NeighborsState> {
  const { nNeighbors, weights, metric } = params;
  const search = await NeighborSearch.build(where, samples.matrix, params, { signal });
  onProgress?.({ done: 1, total: 1 });
  const { nFeatures, featureNames } = samples;
  return { nNeighbors, weights, metric, nFeatures, featureNames, search };
}
