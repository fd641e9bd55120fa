import {
  choice,
  custom,
  either,
  integer,
  type ParamSpec,
  type ParamSpecs,
  randomStateSpec,
  real,
} from "../base/params.js";

/** Where clusters start: a way to draw rows, or the centres themselves, shape (nClusters, nFeatures). */
export type InitialCenters = "k-means++" | "random" | readonly (readonly number[])[];

/** Hyper-parameters that the k-means family has in common. */
export interface BaseKMeansParams {
  /** Number of clusters; an integer >= 1. Default 8. */
  readonly nClusters: number;
  /**
   * Where clusters start: `"k-means++"` (default) draws rows far from each other, `"random"` any rows, both by sample weight; or the
   * centres, nClusters rows of nFeatures finite numbers.
   */
  readonly init: InitialCenters;
  /** Number of starts, of which the best is kept; an integer >= 1, or `"auto"` (default). One where the centres are given. */
  readonly nInit: "auto" | number;
  /** Seed of the draws. Default 0. */
  readonly randomState: number | null;
}

const isCenters = (value: unknown): value is readonly (readonly number[])[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    (row: unknown) =>
      Array.isArray(row) &&
      row.length > 0 &&
      row.length === (value[0] as unknown[]).length &&
      row.every((x) => Number.isFinite(x)),
  );

/** Domain, default and help of {@link BaseKMeansParams}. */
export const baseKMeansParamSpecs: {
  readonly [K in keyof BaseKMeansParams]: ParamSpec<BaseKMeansParams[K]>;
} = {
  nClusters: integer({ default: 8, min: 1, help: "Number of clusters." }),
  init: either<"k-means++" | "random", readonly (readonly number[])[]>(
    "k-means++",
    choice({ default: "k-means++", options: ["k-means++", "random"], help: "Where clusters start." }),
    custom({
      default: [],
      domain: "rows of centres, all of the same number of finite numbers",
      help: "The first centres.",
      outside: [[], [[]], [1, 2], [[1], [1, 2]], [[Number.NaN]], null],
      accepts: isCenters,
    }),
  ),
  nInit: either<"auto", number>(
    "auto",
    choice({ default: "auto", options: ["auto"], help: "Number of starts." }),
    integer({ default: 1, min: 1, help: "Number of starts." }),
  ),
  randomState: randomStateSpec,
};

/** Hyper-parameters of KMeans; `nInit: "auto"` is 10 for `init: "random"`, else 1. */
export interface KMeansParams extends BaseKMeansParams {
  /** Most iterations of a start; an integer >= 1. Default 300. */
  readonly maxIter: number;
  /** A start ends when the squared shifts of all centres sum to at most tol × the mean variance of the features; >= 0. Default 1e-4. */
  readonly tol: number;
  /**
   * `"lloyd"` (default) measures every row against every centre; `"elkan"` leaves out distances that the triangle inequality settles, and
   * takes nSamples × nClusters numbers of memory. The clusters are the same.
   */
  readonly algorithm: "lloyd" | "elkan";
}

/** Domain, default and help of {@link KMeansParams}. */
export const kMeansParamSpecs: ParamSpecs<KMeansParams> = {
  ...baseKMeansParamSpecs,
  maxIter: integer({ default: 300, min: 1, help: "Most iterations of a start." }),
  tol: real({
    default: 1e-4,
    min: 0,
    help: "Shift of the centres, relative to the variance, that ends a start.",
  }),
  algorithm: choice({
    default: "lloyd",
    options: ["lloyd", "elkan"],
    help: "Whether all distances are measured, or those that bounds do not settle.",
  }),
};
