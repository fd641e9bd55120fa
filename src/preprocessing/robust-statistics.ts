import { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { median, quantiles } from "../core/quantile.js";
import { type CancelSignal, defineTask, loadRuntime, type Task } from "../parallel/index.js";
import { forEachColumn, withoutMissing } from "./dense-or-sparse.js";

// Columns that are worked on at once take at most 128 MB.
const MOST_VALUES = 2 ** 24;
// Less is done before a worker has heard of it.
const WORTH_A_TASK = 2 ** 17;
// 64 rows: a block of 20 columns fits the first-level cache, and a line of it is used up.
const BLOCK_ROWS = 64;

/** Location and scale of each column that outliers do not move. */
export interface CentresAndSpreads {
  /** Median of each column, shape (nFeatures); NaN without values. */
  readonly center: Float64Array;
  /** Difference of the two quantiles of each column, shape (nFeatures); NaN without values. */
  readonly spread: Float64Array;
}

/** A column in kernel memory. */
interface SharedColumn {
  readonly pointer: number;
  readonly n: number;
}

/** Centre and spread of one column. */
export const robustColumnTask: Task<readonly number[], SharedColumn, readonly [number, number]> = defineTask(
  "preprocessing.robust",
  ({ memory }, probabilities, { pointer, n }) =>
    centreAndSpread(withoutMissing(new Float64Array(memory.buffer, pointer, n)), probabilities),
);

/** @param values without NaN; rearranged. */
function centreAndSpread(
  values: Float64Array,
  probabilities: readonly number[],
): readonly [center: number, spread: number] {
  if (values.length === 0) return [Number.NaN, Number.NaN];
  const center = median(values);
  const [low, high] = quantiles(values, probabilities);
  return [center, high! - low!];
}

/**
 * Median and quantile range of each column; missing values (NaN) are left out. Columns of many rows are worked on by all lanes.
 *
 * @param range the two quantiles, in per cent.
 */
export async function columnCentresAndSpreads(
  X: Matrix | CsrMatrix,
  range: readonly [low: number, high: number],
  signal: CancelSignal | undefined,
): Promise<CentresAndSpreads> {
  const probabilities = range.map((percent) => percent / 100);
  const found: (readonly [number, number])[] = [];
  if (X instanceof CsrMatrix || X.data.length < WORTH_A_TASK) {
    forEachColumn(X, (values) => {
      signal?.throwIfAborted();
      found.push(centreAndSpread(values, probabilities));
    });
  } else {
    const group = Math.max(1, Math.floor(MOST_VALUES / X.rows));
    for (let j = 0; j < X.columns; j += group)
      found.push(...(await groupStatistics(X, j, Math.min(group, X.columns - j), probabilities, signal)));
  }
  return {
    center: Float64Array.from(found, ([center]) => center),
    spread: Float64Array.from(found, ([, spread]) => spread),
  };
}

/** Statistics of the columns [first, first + count), on all lanes. */
async function groupStatistics(
  { data, rows, columns }: Matrix,
  first: number,
  count: number,
  probabilities: readonly number[],
  signal: CancelSignal | undefined,
): Promise<(readonly [number, number])[]> {
  const runtime = await loadRuntime();
  return runtime.arena.scope((scope) => {
    const shared = scope.f64(count * rows);
    const values = shared.view();
    for (let begin = 0; begin < rows; begin += BLOCK_ROWS) {
      const end = Math.min(begin + BLOCK_ROWS, rows);
      for (let k = 0; k < count; k++)
        for (let i = begin; i < end; i++) values[k * rows + i] = data[i * columns + first + k]!;
    }
    const items = Array.from({ length: count }, (_, k) => ({
      pointer: shared.pointer + 8 * k * rows,
      n: rows,
    }));
    return runtime.runTasks(robustColumnTask, { common: probabilities, items, signal });
  });
}
