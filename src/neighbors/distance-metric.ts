import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { invertMatrix } from "./invert-matrix.js";

/** Names of the distance metrics; several names of one metric are equivalent. */
export type MetricName =
  | "minkowski"
  | "euclidean"
  | "l2"
  | "sqeuclidean"
  | "manhattan"
  | "cityblock"
  | "l1"
  | "chebyshev"
  | "infinity"
  | "p"
  | "seuclidean"
  | "mahalanobis"
  | "hamming"
  | "canberra"
  | "braycurtis"
  | "haversine"
  | "cosine"
  | "correlation"
  | "nan_euclidean"
  | "jaccard"
  | "dice"
  | "rogerstanimoto"
  | "russellrao"
  | "sokalmichener"
  | "sokalsneath"
  | "yule"
  | "precomputed";

/** A distance of one's own between two samples, shape (nFeatures) each. It must be symmetric and not negative. */
export type DistanceFunction = (a: Float64Array, b: Float64Array) => number;

/** How to search. */
export type NeighborAlgorithm = "auto" | "ball_tree" | "kd_tree" | "brute";

/** Parameters of a metric beside its name. */
export interface MetricParams {
  /** Power of the Minkowski metric; takes the place of the hyper-parameter `p`. */
  readonly p?: number;
  /** Weight of each feature in the Minkowski metric, >= 0, shape (nFeatures). */
  readonly w?: ArrayLike<number>;
  /** Variance of each feature for `seuclidean`, shape (nFeatures); covariance matrix for `mahalanobis`. */
  readonly V?: ArrayLike<number> | readonly ArrayLike<number>[] | Matrix;
  /** Inverse of the covariance matrix for `mahalanobis`, shape (nFeatures, nFeatures). */
  readonly VI?: readonly ArrayLike<number>[] | Matrix;
}

/** Code of each metric; the codes stand in kernels/lib/row-distances.ts as well. */
const METRIC_CODES = {
  euclidean: 0,
  manhattan: 1,
  chebyshev: 2,
  minkowski: 3,
  weightedMinkowski: 4,
  seuclidean: 5,
  mahalanobis: 6,
  hamming: 7,
  canberra: 8,
  braycurtis: 9,
  jaccard: 10,
  dice: 11,
  rogerstanimoto: 12,
  russellrao: 13,
  sokalsneath: 14,
  yule: 15,
  haversine: 16,
  cosine: 17,
  nanEuclidean: 18,
  sqeuclidean: 19,
  expandedEuclidean: 20,
} as const;

type MetricCode = (typeof METRIC_CODES)[keyof typeof METRIC_CODES];

/** A metric that kernels know, with its parameters. */
export interface KernelMetric {
  readonly code: MetricCode;
  /** p, then weights, variances or the inverse covariance, as the metric has them. */
  readonly params: Float64Array;
  /** What is done to every row before its distances are taken. */
  readonly rows: "as they are" | "unit length" | "centred, unit length";
  /** Searches that the metric allows; the first is what `"auto"` takes where trees pay. */
  readonly algorithms: readonly ("kd_tree" | "ball_tree" | "brute")[];
  /** How a brute-force search takes the nearest samples, which decides among equally near ones: in heaps, or by an unstable selection. */
  readonly ties: "heap" | "selection";
  /** Whether rows may miss values (NaN). */
  readonly missing: boolean;
}

/** What decides on a metric. */
export interface MetricChoice {
  readonly metric: MetricName | DistanceFunction;
  readonly p: number;
  readonly metricParams: MetricParams | null;
}

const ALL = ["kd_tree", "ball_tree", "brute"] as const;
const BALL = ["ball_tree", "brute"] as const;
const BRUTE = ["brute"] as const;

type SimpleMetric = Omit<KernelMetric, "params">;

function simple(
  name: keyof typeof METRIC_CODES,
  algorithms: SimpleMetric["algorithms"],
  ties: SimpleMetric["ties"] = "heap",
  rows: SimpleMetric["rows"] = "as they are",
): SimpleMetric {
  return { code: METRIC_CODES[name], rows, algorithms, ties, missing: name === "nanEuclidean" };
}

/** Metrics without parameters. The algorithms of each are those that scikit-learn allows. */
const SIMPLE_METRICS: ReadonlyMap<MetricName, SimpleMetric> = new Map<MetricName, SimpleMetric>([
  ["euclidean", simple("euclidean", ALL)],
  ["l2", simple("euclidean", ALL)],
  ["sqeuclidean", simple("sqeuclidean", BRUTE)],
  ["manhattan", simple("manhattan", ALL)],
  ["cityblock", simple("manhattan", ALL)],
  ["l1", simple("manhattan", ALL)],
  ["chebyshev", simple("chebyshev", ALL)],
  ["infinity", simple("chebyshev", ALL)],
  ["hamming", simple("hamming", BALL, "selection")],
  ["canberra", simple("canberra", BALL)],
  ["braycurtis", simple("braycurtis", BALL)],
  ["haversine", simple("haversine", BALL)],
  ["cosine", simple("cosine", BRUTE, "selection", "unit length")],
  ["correlation", simple("cosine", BRUTE, "selection", "centred, unit length")],
  ["nan_euclidean", simple("nanEuclidean", BRUTE, "selection")],
  ["jaccard", simple("jaccard", BALL, "selection")],
  ["dice", simple("dice", BALL, "selection")],
  ["rogerstanimoto", simple("rogerstanimoto", BALL, "selection")],
  ["russellrao", simple("russellrao", BALL, "selection")],
  ["sokalmichener", simple("rogerstanimoto", BALL, "selection")],
  ["sokalsneath", simple("sokalsneath", BALL, "selection")],
  ["yule", simple("yule", BRUTE, "selection")],
]);

/** Every metric name. */
export const METRIC_NAMES: readonly MetricName[] = [
  "minkowski",
  "p",
  "seuclidean",
  "mahalanobis",
  "precomputed",
  ...SIMPLE_METRICS.keys(),
];

/**
 * The kernel metric of a name, for samples of `nFeatures` features.
 *
 * @throws {InvalidParameterError} if the metric lacks a parameter or has one that it does not know.
 * @throws {InvalidInputError} if a parameter does not fit the number of features.
 */
export function kernelMetric(
  where: string,
  name: MetricName,
  { p, metricParams }: MetricChoice,
  nFeatures: number,
): KernelMetric {
  const given = metricParams ?? {};
  switch (name) {
    case "minkowski":
    case "p":
      checkNames(where, name, given, ["p", "w"]);
      return minkowski(where, given.p ?? p, given.w, nFeatures);
    case "seuclidean":
      checkNames(where, name, given, ["V"]);
      return {
        ...simple("seuclidean", BALL),
        params: Float64Array.of(0, ...featureVector(where, "V", given.V, nFeatures)),
      };
    case "mahalanobis":
      checkNames(where, name, given, ["V", "VI"]);
      return {
        ...simple("mahalanobis", BALL, "selection"),
        params: Float64Array.of(0, ...inverseCovariance(where, given, nFeatures)),
      };
    default: {
      const metric = SIMPLE_METRICS.get(name);
      if (metric === undefined) throw new InvalidParameterError(where, "metric", "a metric of samples", name);
      checkNames(where, name, given, []);
      if (name === "haversine" && nFeatures !== 2)
        throw new InvalidInputError(where, 'X must have 2 columns for metric "haversine"', nFeatures);
      return { ...metric, params: new Float64Array(1) };
    }
  }
}

function minkowski(
  where: string,
  p: number,
  w: ArrayLike<number> | undefined,
  nFeatures: number,
): KernelMetric {
  if (w === undefined) {
    const special = p === 1 ? "manhattan" : p === 2 ? "euclidean" : p === Infinity ? "chebyshev" : undefined;
    if (special !== undefined) return { ...SIMPLE_METRICS.get(special)!, params: Float64Array.of(p) };
    // Below 1 the triangle inequality fails, on which trees rely.
    return { ...simple("minkowski", p < 1 ? BRUTE : ALL), params: Float64Array.of(p) };
  }
  if (p === Infinity)
    throw new InvalidParameterError(where, "metricParams.p", "finite where there are weights w", p);
  const weights = featureVector(where, "w", w, nFeatures);
  return { ...simple("weightedMinkowski", p < 1 ? BRUTE : BALL), params: Float64Array.of(p, ...weights) };
}

function checkNames(where: string, metric: string, given: MetricParams, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const rule =
      known.length === 0 ? `null for metric "${metric}"` : `of ${known.join(" or ")} for "${metric}"`;
    throw new InvalidParameterError(where, "metricParams", rule, name);
  }
}

function featureVector(where: string, name: string, values: unknown, nFeatures: number): Float64Array {
  const numbers = values as ArrayLike<number> | undefined;
  const isArray = Array.isArray(numbers) || ArrayBuffer.isView(numbers);
  if (!isArray || numbers.length !== nFeatures)
    throw new InvalidInputError(
      where,
      `metricParams.${name} must hold ${nFeatures} numbers, one a feature`,
      values,
    );
  const vector = Float64Array.from(numbers as ArrayLike<number>);
  const wrong = vector.findIndex((value) => !(value >= 0 && value < Infinity));
  if (wrong >= 0) {
    const rule = `metricParams.${name} must hold finite numbers >= 0`;
    throw new InvalidInputError(where, rule, numbers[wrong], { column: wrong });
  }
  return vector;
}

function inverseCovariance(where: string, { V, VI }: MetricParams, nFeatures: number): Float64Array {
  if (VI !== undefined) return squareMatrix(where, "VI", VI, nFeatures).data;
  if (V === undefined)
    throw new InvalidParameterError(where, "metricParams", 'of V or VI for "mahalanobis"', null);
  const inverse = invertMatrix(squareMatrix(where, "V", V, nFeatures).data, nFeatures);
  if (!inverse.every(Number.isFinite))
    throw new InvalidInputError(where, "metricParams.V must be invertible", V);
  return inverse;
}

function squareMatrix(where: string, name: string, value: unknown, nFeatures: number): Matrix {
  const isRows = Array.isArray(value) && value.every((row) => Array.isArray(row) || ArrayBuffer.isView(row));
  const rows = isRows ? (value as readonly ArrayLike<number>[]) : [];
  const matrix = value instanceof Matrix ? value : Matrix.from(rows);
  if (matrix.rows !== nFeatures || matrix.columns !== nFeatures || !matrix.data.every(Number.isFinite)) {
    const rule = `metricParams.${name} must be a finite matrix of ${nFeatures} × ${nFeatures}`;
    throw new InvalidInputError(where, rule, value);
  }
  return matrix;
}

/** A Euclidean metric that takes (|x|² - 2 x·y) + |y|², as scikit-learn does of sparse rows; another as it is. */
export function expandedMetric(metric: KernelMetric, ties: KernelMetric["ties"]): KernelMetric {
  if (!isEuclidean(metric)) return metric;
  return { ...simple("expandedEuclidean", BRUTE, ties), params: metric.params };
}

/** Whether a metric orders samples by squared Euclidean distance. */
export function isEuclidean({ code }: KernelMetric): boolean {
  return code === METRIC_CODES.euclidean || code === METRIC_CODES.sqeuclidean;
}

/** Changes rows to what the metric wants them to be. */
export function prepareRows(metric: KernelMetric, rows: Float64Array, nFeatures: number): void {
  if (metric.rows === "as they are") return;
  for (let start = 0; start < rows.length; start += nFeatures) {
    const row = rows.subarray(start, start + nFeatures);
    if (metric.rows === "centred, unit length") {
      let sum = 0;
      for (const value of row) sum += value;
      for (let j = 0; j < row.length; j++) row[j]! -= sum / row.length;
    }
    scaleToUnit(row);
  }
}

/** A row of zeros stays. */
function scaleToUnit(row: Float64Array): void {
  let squares = 0;
  for (const value of row) squares += value * value;
  const norm = Math.sqrt(squares);
  if (norm === 0) return;
  for (let j = 0; j < row.length; j++) row[j]! /= norm;
}
