import {
  choice,
  custom,
  either,
  flag,
  integer,
  nullable,
  nullByDefault,
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

/** Hyper-parameters of MiniBatchKMeans; `nInit: "auto"` is 3 for `init: "random"`, else 1. */
export interface MiniBatchKMeansParams extends BaseKMeansParams {
  /** Most passes over as many rows as X has; an integer >= 1. Default 100. */
  readonly maxIter: number;
  /** Rows of a batch; an integer >= 1. Default 1024. All rows where X has fewer. */
  readonly batchSize: number;
  /** Whether the rows of X are assigned at the end. Default true. */
  readonly computeLabels: boolean;
  /** Batches end when the squared shifts of all centres sum to at most tol × the mean variance of the features; 0 (default) never does. */
  readonly tol: number;
  /** Batches in a row without a lower smoothed inertia that end the fit; an integer >= 0, or null for never. Default 10. */
  readonly maxNoImprovement: number | null;
  /** Rows that a start is drawn from; an integer >= 1, or null (default) for 3 batchSize, or 3 nClusters if that is less than nClusters. */
  readonly initSize: number | null;
  /** Clusters with fewer rows than this share of the largest one's are moved to drawn rows; a number >= 0. Default 0.01. */
  readonly reassignmentRatio: number;
}

/** Domain, default and help of {@link MiniBatchKMeansParams}. */
export const miniBatchKMeansParamSpecs: ParamSpecs<MiniBatchKMeansParams> = {
  ...baseKMeansParamSpecs,
  maxIter: integer({ default: 100, min: 1, help: "Most passes over as many rows as X has." }),
  batchSize: integer({ default: 1024, min: 1, help: "Rows of a batch." }),
  computeLabels: flag({ default: true, help: "Assign the rows of X at the end." }),
  tol: real({
    default: 0,
    min: 0,
    help: "Shift of the centres, relative to the variance, that ends the fit.",
  }),
  maxNoImprovement: nullable(
    integer({ default: 10, min: 0, help: "Batches without a lower smoothed inertia that end the fit." }),
    "never",
  ),
  initSize: nullByDefault(
    integer({ default: 3072, min: 1, help: "Rows that a start is drawn from." }),
    "3 batchSize",
  ),
  reassignmentRatio: real({
    default: 0.01,
    min: 0,
    help: "Share of the largest cluster below which others are moved.",
  }),
};
