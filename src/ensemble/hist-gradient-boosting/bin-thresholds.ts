import { pairwiseSum } from "../../core/pairwise-sum.js";
import { quantilesOfSorted } from "../../core/quantile.js";
import type { RandomState } from "../../core/random-state.js";
import { weightedQuantiles } from "../../core/weighted-quantile.js";
import type { Runtime } from "../../parallel/index.js";
import { passRows } from "./row-chunks.js";

/** From more rows than these, bins are made from a sample of as many, as in scikit-learn. */
const SAMPLE = 200_000;
/** Values of columns that are sorted at a time: 32 MB. */
const BATCH_VALUES = 4_000_000;
/** Largest threshold: +Infinity stands for "all values that are present". */
const ALMOST_INFINITY = 1e300;

/** Rows to be learned from: some of a matrix. */
export interface TrainingRows {
  readonly data: Float64Array;
  /** Number of features. */
  readonly columns: number;
  /** Number of rows. */
  readonly rows: number;
  /** Which rows of the matrix; all, in order, if undefined. */
  readonly index: Int32Array | undefined;
  /** Weight of each of the rows. */
  readonly weight: Float64Array | undefined;
}

/**
 * Thresholds between the bins of each feature: a value belongs to the first bin whose threshold is not below it. Midpoints of the
 * distinct values if there are at most `maxBins`, else quantiles of a sample, as scikit-learn makes them.
 *
 * Cost: O(nSampled) for each feature, on all cores.
 *
 * @param columns features to bin.
 * @param random draws the sample, with replacement and by weight.
 */
export async function binThresholds(
  runtime: Runtime,
  rows: TrainingRows,
  columns: readonly number[],
  maxBins: number,
  random: RandomState,
): Promise<Float64Array[]> {
  const sampled = rows.rows > SAMPLE;
  const index = sampled ? sampleRows(rows, random) : rows.index;
  const count = index?.length ?? rows.rows;
  if (rows.weight !== undefined && !sampled)
    return columns.map((j) => weightedThresholds(rows, j, maxBins, rows.weight!));
  const batch = Math.max(1, Math.floor(BATCH_VALUES / count));
  const out: Float64Array[] = [];
  for (let from = 0; from < columns.length; from += batch)
    out.push(...(await sortedThresholds(runtime, rows, index, columns.slice(from, from + batch), maxBins)));
  return out;
}

/** A sample with replacement, as numbers of rows of the matrix, ascending: their values are sorted anyway, and are read in order so. */
function sampleRows({ rows, index, weight }: TrainingRows, random: RandomState): Int32Array {
  const total = weight && pairwiseSum(weight);
  const p = weight?.map((w) => w / total!);
  const times = new Int32Array(rows);
  const drawn = random.choice(rows, SAMPLE, p === undefined ? {} : { p });
  for (let k = 0; k < SAMPLE; k++) times[drawn[k]!]!++;
  const sample = new Int32Array(SAMPLE);
  for (let i = 0, at = 0; i < rows; i++)
    for (let k = times[i]!; k > 0; k--) sample[at++] = index === undefined ? i : index[i]!;
  return sample;
}

async function sortedThresholds(
  runtime: Runtime,
  { data, columns: stride, rows }: TrainingRows,
  index: Int32Array | undefined,
  columns: readonly number[],
  maxBins: number,
): Promise<Float64Array[]> {
  return runtime.arena.scope(async (scope) => {
    const count = index?.length ?? rows;
    const values = scope.f64(count * columns.length);
    const present = scope.i32(columns.length);
    const source = { data, columns: stride, index };
    await passRows(
      runtime,
      source,
      count,
      columns,
      async ({ first, count: total, pointer, blockSize, meanwhile }) => {
        const args = [pointer, columns.length, count, first, values.pointer];
        await runtime.runBlocks("histTurnRows", { total, blockSize, meanwhile, args });
      },
    );
    await runtime.runBlocks("histSortColumns", {
      total: columns.length,
      blockSize: 1,
      args: [count, values.pointer, values.pointer, present.pointer],
      scratchBytes: 16 * count + 4096,
    });
    const sorted = values.view();
    return Array.from(present.view(), (n, k) =>
      thresholdsOf(sorted.subarray(k * count, k * count + n), maxBins, (shares) =>
        quantilesOfSorted(sorted.subarray(k * count, k * count + n), shares, "averaged_inverted_cdf"),
      ),
    );
  });
}

function weightedThresholds(
  { data, columns, rows, index }: TrainingRows,
  j: number,
  maxBins: number,
  weight: Float64Array,
): Float64Array {
  const values = new Float64Array(rows);
  const weights = new Float64Array(rows);
  let n = 0;
  for (let i = 0; i < rows; i++) {
    const value = data[(index === undefined ? i : index[i]!) * columns + j]!;
    if (Number.isNaN(value) || weight[i] === 0) continue;
    values[n] = value + 0; // -0 is 0
    weights[n++] = weight[i]!;
  }
  const present = values.subarray(0, n);
  return thresholdsOf(present.slice().sort(), maxBins, (shares) =>
    weightedQuantiles(present, weights.subarray(0, n), shares, true),
  );
}

/** Thresholds from the sorted values of a feature. */
function thresholdsOf(
  sorted: Float64Array,
  maxBins: number,
  quantilesAt: (shares: Float64Array) => Float64Array,
): Float64Array {
  const distinct = distinctValues(sorted, maxBins + 1);
  if (distinct.length <= 1) return new Float64Array(0);
  if (distinct.length <= maxBins) {
    const middles = distinct
      .slice(1)
      .map((value, k) => Math.min((distinct[k]! + value) / 2, ALMOST_INFINITY));
    return Float64Array.from(distinctValues(middles, maxBins));
  }
  const step = 100 / maxBins;
  const shares = Float64Array.from({ length: maxBins - 1 }, (_, k) => ((k + 1) * step) / 100);
  const edges = quantilesAt(shares).map((edge) => Math.min(edge, ALMOST_INFINITY));
  return Float64Array.from(distinctValues(edges, maxBins));
}

/** Distinct values of an ascending list, at most so many of them. */
function distinctValues(sorted: Float64Array, most: number): Float64Array {
  const out = new Float64Array(Math.min(most, sorted.length));
  let n = 0;
  for (let i = 0; i < sorted.length && n < most; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) out[n++] = sorted[i]!;
  return out.slice(0, n);
}
