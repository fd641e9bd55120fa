import type { MatrixLike } from "../base/estimator.js";
import { toSeenMatrix } from "../base/input.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import type { CancelSignal } from "../parallel/index.js";
import { BinaryTree, type TreeArrays } from "./binary-tree.js";
import { BruteForce } from "./brute-force.js";
import { collectTable } from "./collect-neighbors.js";
import {
  type DistanceFunction,
  expandedMetric,
  type KernelMetric,
  kernelMetric,
  type MetricChoice,
  type NeighborAlgorithm,
} from "./distance-metric.js";
import { DistanceRows } from "./distance-rows.js";
import type { Asking, NeighborIndex, TakeNeighbors } from "./neighbor-index.js";
import { fillVacancies, type NeighborTable, withoutSelf } from "./neighbor-table.js";
import { type RowView, rowsOfArray, viewedData, viewRows } from "./row-view.js";

/** What a search is built from. */
export interface SearchChoice extends MetricChoice {
  readonly nNeighbors: number;
  readonly algorithm: NeighborAlgorithm;
  readonly leafSize: number;
  /** Whether the samples were sparse rows: the search is exhaustive then. Default false. */
  readonly sparse?: boolean;
  /**
   * Whether an exhaustive search of one column rounds euclidean distances as scikit-learn does, by (x² - 2xy) + y², which lets samplers
   * make the same choices; of several columns that depends on BLAS. Default false.
   */
  readonly rounded?: boolean;
}

/** How a search is built. */
export interface Building {
  readonly signal?: CancelSignal | undefined;
  /** Rows of X to search among; default: all. */
  readonly rows?: Int32Array | undefined;
  /** Whether nobody changes X while the search is in use, so that it need not be copied. Default false. */
  readonly owned?: boolean;
}

/** What is asked of a search. */
export interface Query extends Asking {
  /** Rows of X that ask; default: all. */
  readonly rows?: Int32Array | undefined;
}

/** How a search was built. */
export type FitMethod = "kd_tree" | "ball_tree" | "brute";

interface SearchState {
  readonly fitMethod: FitMethod;
  readonly metric: KernelMetric | "precomputed";
  readonly nSamples: number;
  readonly nFeatures: number;
  /** Samples of an exhaustive search. */
  readonly rows: Float64Array | null;
  readonly tree: TreeArrays | null;
}

// scikit-learn's choice: trees pay in few dimensions only.
const MOST_TREE_FEATURES = 15;

/** Training samples and a way to find the nearest of them: what every estimator built on neighbours asks. */
export class NeighborSearch {
  /** How the search was built. */
  readonly fitMethod: FitMethod;
  /** Number of samples to find. */
  readonly nSamples: number;
  readonly #metric: KernelMetric | "precomputed" | "function";
  readonly #nFeatures: number;
  readonly #index: NeighborIndex;

  private constructor(
    fitMethod: FitMethod,
    metric: KernelMetric | "precomputed" | "function",
    nSamples: number,
    nFeatures: number,
    index: NeighborIndex,
  ) {
    this.fitMethod = fitMethod;
    this.nSamples = nSamples;
    this.#metric = metric;
    this.#nFeatures = nFeatures;
    this.#index = index;
  }

  /**
   * Arranges samples for searching.
   *
   * @param X shape (nSamples, nFeatures), or (nSamples, nSamples) of precomputed distances; not changed, and not kept unless owned.
   * @throws {InvalidParameterError} if metric and algorithm do not go together.
   * @throws {InvalidInputError} if X or a parameter of the metric does not fit.
   */
  static async build(
    where: string,
    X: Matrix,
    choice: SearchChoice,
    { signal, rows, owned = false }: Building = {},
  ): Promise<NeighborSearch> {
    const picked = viewRows(X, rows);
    const { count: n, columns: d } = picked;
    const { metric: name, algorithm } = choice;
    if (name === "precomputed" || typeof name === "function") {
      if (algorithm === "kd_tree" || (algorithm === "ball_tree" && name === "precomputed"))
        throw wrongAlgorithm(where, choice, ["brute"]);
      if (name === "precomputed") {
        checkSquare(where, X);
        return new NeighborSearch("brute", name, n, d, DistanceRows.precomputed(kept(picked, owned)));
      }
      const metric = checkedDistance(where, name);
      return new NeighborSearch(
        "brute",
        "function",
        n,
        d,
        DistanceRows.byFunction(metric, kept(picked, owned)),
      );
    }
    const { sparse = false, rounded = false } = choice;
    const plain = kernelMetric(where, name, choice, d);
    const fitMethod = sparse ? "brute" : chooseMethod(where, plain, choice, n, d);
    let metric = plain;
    if (sparse) metric = expandedMetric(plain, "selection");
    else if (rounded && d === 1 && fitMethod === "brute") metric = expandedMetric(plain, "heap");
    const index =
      fitMethod === "brute"
        ? new BruteForce(metric, kept(picked, owned))
        : await BinaryTree.build(fitMethod, metric, picked, choice.leafSize, signal);
    return new NeighborSearch(fitMethod, metric, n, d, index);
  }

  /** @internal */
  static fromState({ fitMethod, metric, nSamples, nFeatures, rows, tree }: SearchState): NeighborSearch {
    let index: NeighborIndex;
    if (metric === "precomputed") index = DistanceRows.precomputed(rowsOfArray(rows!, nSamples));
    else if (fitMethod === "brute") index = new BruteForce(metric, rowsOfArray(rows!, nFeatures));
    else index = new BinaryTree(fitMethod, metric, nSamples, nFeatures, tree!);
    return new NeighborSearch(fitMethod, metric, nSamples, nFeatures, index);
  }

  /**
   * @internal
   * @throws {InvalidParameterError} if the metric is a function, which no file can hold.
   */
  toState(where: string): SearchState {
    const metric = this.#metric;
    if (metric === "function")
      throw new InvalidParameterError(
        where,
        "metric",
        "a name for the model to be saved",
        new Described("a function"),
      );
    const tree = this.#index instanceof BinaryTree ? this.#index.arrays : null;
    return {
      fitMethod: this.fitMethod,
      metric,
      nSamples: this.nSamples,
      nFeatures: this.#nFeatures,
      rows: tree === null ? this.#index.samples() : null,
      tree,
    };
  }

  /**
   * The k nearest samples of each row of X that asks.
   *
   * @param X shape (rows, nFeatures), checked by the caller.
   */
  async nearest(where: string, X: Matrix, k: number, query: Query = {}): Promise<NeighborTable> {
    this.#checkNumber(where, k);
    return collectTable(this.#filled(), viewRows(X, query.rows), k, query);
  }

  /** {@link nearest} stretch by stretch, for those who need not keep the neighbours. */
  async eachNearest(where: string, X: Matrix, k: number, query: Query, take: TakeNeighbors): Promise<void> {
    this.#checkNumber(where, k);
    await this.#filled().nearest(viewRows(X, query.rows), k, query, take);
  }

  /**
   * The k nearest samples of each row of X that asks, without the nearest of all, which is the row itself or a copy of it where it is
   * among the samples.
   *
   * @returns numbers of the samples, shape (queries, k - 1), the nearest first.
   */
  async othersNearest(where: string, X: Matrix, k: number, query: Query = {}): Promise<Int32Array> {
    const others = new Int32Array((query.rows?.length ?? X.rows) * (k - 1));
    await this.eachNearest(where, X, k, query, ({ indices }, from) => {
      for (let start = 0, to = from * (k - 1); start < indices.length; start += k)
        for (let at = start + 1; at < start + k; at++) others[to++] = indices[at]!;
    });
    return others;
  }

  /** The k nearest samples of each sample, itself left out. */
  async nearestToSamples(where: string, k: number, signal?: CancelSignal): Promise<NeighborTable> {
    if (k >= this.nSamples) throw tooMany(where, k, `less than the ${this.nSamples} samples seen in fit`);
    const samples = rowsOfArray(this.#index.samples(), this.#nFeatures);
    return withoutSelf(await collectTable(this.#filled(), samples, k + 1, { signal }));
  }

  #checkNumber(where: string, k: number): void {
    if (k > this.nSamples) throw tooMany(where, k, `at most the ${this.nSamples} samples seen in fit`);
  }

  /** The index, with the places filled that no distance could take. */
  #filled(): Pick<NeighborIndex, "nearest"> {
    const missingAware = typeof this.#metric === "object" && this.#metric.missing;
    const vacant = missingAware ? Number.NaN : Infinity;
    return {
      nearest: (queries, k, asking, take) =>
        this.#index.nearest(queries, k, asking, (part, from) => {
          fillVacancies(part, vacant);
          take(part, from);
        }),
    };
  }
}

/** Rows that a search may keep. */
function kept(rows: RowView, owned: boolean): RowView {
  if (owned) return rows;
  const data = viewedData(rows);
  return rowsOfArray(data === rows.data ? data.slice() : data, rows.columns);
}

function chooseMethod(
  where: string,
  metric: KernelMetric,
  choice: SearchChoice,
  n: number,
  d: number,
): FitMethod {
  const { algorithms } = metric;
  const { algorithm, nNeighbors } = choice;
  if (algorithm === "auto")
    return d > MOST_TREE_FEATURES || nNeighbors >= Math.floor(n / 2) ? "brute" : algorithms[0]!;
  if (!algorithms.includes(algorithm)) throw wrongAlgorithm(where, choice, algorithms);
  return algorithm;
}

function wrongAlgorithm(
  where: string,
  { metric, algorithm }: SearchChoice,
  allowed: readonly string[],
): InvalidParameterError {
  const name = typeof metric === "function" ? "that is a function" : JSON.stringify(metric);
  const names = ["auto", ...allowed].map((allowedName) => JSON.stringify(allowedName)).join(", ");
  return new InvalidParameterError(where, "algorithm", `one of ${names} for a metric ${name}`, algorithm);
}

function tooMany(where: string, k: number, rule: string): InvalidInputError {
  return new InvalidInputError(where, `nNeighbors must be ${rule}`, k);
}

function checkSquare(where: string, X: Matrix): void {
  if (X.rows !== X.columns)
    throw new InvalidInputError(
      where,
      "X must be a square matrix of distances",
      new Described(`${X.rows} × ${X.columns}`),
    );
}

/** The function with its answers checked. */
function checkedDistance(where: string, metric: DistanceFunction): DistanceFunction {
  return (a, b) => {
    const distance: unknown = metric(a, b);
    if (typeof distance === "number" && distance >= 0) return distance;
    throw new InvalidInputError(where, "metric must return a number >= 0", distance);
  };
}

/**
 * The one check of queries: a matrix with the features seen in fit, no missing value where the metric takes none,
 * and no negative precomputed distance.
 */
export function toQueries(
  where: string,
  X: MatrixLike,
  seen: { readonly nFeatures: number; readonly featureNames: readonly string[] | undefined },
  metric: MetricChoice["metric"],
): Matrix {
  const matrix = toSeenMatrix(where, X, seen, { allowMissing: metric === "nan_euclidean" });
  if (metric === "precomputed") checkDistances(where, matrix);
  return matrix;
}

/** Refuses negative precomputed distances. */
export function checkDistances(where: string, X: Matrix): void {
  const at = X.data.findIndex((value) => value < 0);
  if (at < 0) return;
  const place = { row: Math.floor(at / X.columns), column: at % X.columns };
  throw new InvalidInputError(where, "X must hold distances >= 0", X.data[at], place);
}
