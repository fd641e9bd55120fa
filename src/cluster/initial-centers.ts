import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import type { RandomState } from "../core/random-state.js";
import type { CancelSignal, Runtime } from "../parallel/index.js";
import type { WeightedRows } from "./center-update.js";
import type { BaseKMeansParams } from "./k-means-params.js";
import { kMeansPlusPlus, takeRows } from "./k-means-plus-plus.js";

/**
 * Centres for one start.
 *
 * @param given centres, shape (nClusters, nFeatures), or how rows are drawn.
 * @returns shape (nClusters, nFeatures); the caller's own.
 */
export async function initialCenters(
  runtime: Runtime,
  data: WeightedRows,
  given: "k-means++" | "random" | Float64Array,
  nClusters: number,
  random: RandomState,
  signal?: CancelSignal,
): Promise<Float64Array> {
  if (given instanceof Float64Array) return given.slice();
  if (given === "k-means++")
    return takeRows(data.X, await kMeansPlusPlus(runtime, data, nClusters, random, signal), data.columns);
  const total = pairwiseSum(data.weights);
  const p = data.weights.map((weight) => weight / total);
  const rows = random.choice(data.weights.length, nClusters, { replace: false, p });
  return takeRows(data.X, rows, data.columns);
}

/** Number of starts: `"auto"` is one, or `ofRandom` where rows are drawn blindly; one where the centres are given. */
export function startCount({ init, nInit }: BaseKMeansParams, ofRandom: number): number {
  if (typeof init !== "string") return 1;
  if (nInit !== "auto") return nInit;
  return init === "random" ? ofRandom : 1;
}

/**
 * Refuses data that cannot be clustered as asked.
 *
 * @throws {InvalidInputError} if X has fewer rows than clusters, or fewer rows have weight than rows are to be drawn.
 * @throws {InvalidParameterError} if given centres do not fit `nClusters` or X.
 */
export function checkClusters(
  where: string,
  X: Matrix,
  weights: Float64Array | undefined,
  { nClusters, init }: BaseKMeansParams,
): void {
  const rule = `X must have at least as many rows as clusters are asked for (${nClusters})`;
  if (X.rows < nClusters) throw new InvalidInputError(where, rule, X.rows);
  if (init === "random" && weights !== undefined) {
    const present = weights.reduce((count, weight) => count + (weight > 0 ? 1 : 0), 0);
    const weighed = `sampleWeight must be positive for at least as many rows as clusters are drawn (${nClusters})`;
    if (present < nClusters) throw new InvalidInputError(where, weighed, present);
  }
  if (typeof init === "string") return;
  const [rows, columns] = [init.length, init[0]!.length];
  if (rows === nClusters && columns === X.columns) return;
  const shape = `${nClusters} rows (nClusters) of ${X.columns} numbers, one for each feature of X`;
  throw new InvalidParameterError(where, "init", shape, init);
}

/** Whether a squared norm is so small that squared distances are finite. */
export function isSafeNorm(norm: number): boolean {
  return norm < Number.MAX_VALUE / 8;
}

/**
 * Refuses rows whose squared distances overflow.
 *
 * @param norms |x|² of each row, after centring.
 * @param column name of the only column of X, where X has none.
 * @throws {InvalidInputError} naming the row and column of the largest value.
 */
export function checkNorms(where: string, X: Matrix, norms: Float64Array, column?: string | number): void {
  if (norms.every(isSafeNorm)) return;
  let largest = 0;
  for (let p = 1; p < X.data.length; p++) if (Math.abs(X.data[p]!) > Math.abs(X.data[largest]!)) largest = p;
  const j = largest % X.columns;
  throw new InvalidInputError(
    where,
    "X must hold values whose squared distances are finite",
    X.data[largest],
    {
      row: Math.floor(largest / X.columns),
      column: column ?? X.columnNames?.[j] ?? j,
    },
  );
}
