import { InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { type CancelSignal, defineTask, loadRuntime, type Runtime, type Task } from "../parallel/index.js";
import { type ColumnMoments, columnMoments, meanOf } from "./column-moments.js";
import { columnRange } from "./column-range.js";
import { withoutMissing } from "./dense-or-sparse.js";
import {
  type KernelPlace,
  POWER_SCRATCH,
  PowerColumn,
  type PowerMethod,
  type PowerStandard,
} from "./power-likelihood.js";
import { isConstant } from "./scale-of.js";

// Columns that are worked on at once take at most 128 MB.
const MOST_VALUES = 2 ** 24;
// Less work than this is done before a worker has heard of it.
const WORTH_A_TASK = 2 ** 15;
// A chunk of rows to transform: 2 MB there and back stay in the cache.
const CHUNK_VALUES = 2 ** 18;

/** Where a column lies in kernel memory, and its length. */
interface SharedColumn {
  readonly pointer: number;
  readonly n: number;
}

/** What a column is transformed by, and the moments of what it becomes. */
interface FittedColumn extends PowerStandard {
  /** NaN if the search found none. */
  readonly lambda: number;
}

/** Finds the λ of one column. */
export const powerColumnTask: Task<PowerMethod, SharedColumn, FittedColumn> = defineTask(
  "preprocessing.power",
  fitColumn,
);

function fitColumn(where: KernelPlace, method: PowerMethod, { pointer, n }: SharedColumn): FittedColumn {
  const column = new PowerColumn(where, pointer, n, method);
  const lambda = column.bestLambda() ?? Number.NaN;
  return { lambda, ...column.standard(lambda) };
}

/** What the transformed columns are centred at and divided by. */
export interface Standardisation {
  /** shape (nFeatures). */
  readonly mean: Float64Array;
  /** Standard deviations, 1 for a constant column, shape (nFeatures). */
  readonly scale: Float64Array;
}

/** Power of each column. */
export interface FittedPowers extends Standardisation {
  /** shape (nFeatures). */
  readonly lambdas: Float64Array;
}

/**
 * The λ of greatest likelihood of each column; missing values are left out.
 *
 * @throws {InvalidInputError} if a column has no value, or (Box-Cox) values that are all equal.
 */
export async function fitPowers(
  where: string,
  X: Matrix,
  method: PowerMethod,
  signal: CancelSignal | undefined,
): Promise<FittedPowers> {
  const raw = columnMoments(X);
  const mean = meanOf(raw);
  const variance = raw.squares.map((squares, j) => squares / raw.count[j]!);
  const lambdas = new Float64Array(X.columns).fill(1);
  const scale = new Float64Array(X.columns).fill(1);
  const varied = columnsToFit(where, X, method, raw, mean, variance);
  const runtime = await loadRuntime();
  const group = Math.max(1, Math.floor(MOST_VALUES / X.rows));
  for (let start = 0; start < varied.length; start += group) {
    const columns = varied.slice(start, start + group);
    const fitted = await fitGroup(runtime, X, columns, method, signal);
    for (const [k, j] of columns.entries()) {
      const found = fitted[k]!;
      if (Number.isNaN(found.lambda)) throw unusable(where, X, j, "values that some power makes normal");
      lambdas[j] = found.lambda;
      mean[j] = found.mean;
      scale[j] = found.deviation;
    }
  }
  return { lambdas, mean, scale };
}

/** The columns that are not constant; those that are keep λ = 1. */
function columnsToFit(
  where: string,
  X: Matrix,
  method: PowerMethod,
  { count }: ColumnMoments,
  mean: Float64Array,
  variance: Float64Array,
): number[] {
  const { min, max } = columnRange(X);
  const varied: number[] = [];
  for (let j = 0; j < X.columns; j++) {
    if (count[j] === 0) throw unusable(where, X, j, "a value that is not missing");
    if (method === "box-cox") {
      if (min[j] === max[j]) throw unusable(where, X, j, "two different values for Box-Cox");
      varied.push(j);
    } else if (!isConstant(count[j]!, mean[j]!, variance[j]!) && min[j] !== max[j]) varied.push(j);
  }
  return varied;
}

function unusable(where: string, X: Matrix, j: number, rule: string): InvalidInputError {
  return new InvalidInputError(where, `every column of X must have ${rule}`, X.get(0, j), {
    column: X.columnNames?.[j] ?? j,
  });
}

async function fitGroup(
  runtime: Runtime,
  X: Matrix,
  columns: readonly number[],
  method: PowerMethod,
  signal: CancelSignal | undefined,
): Promise<FittedColumn[]> {
  return runtime.arena.scope(async (scope) => {
    const items = columns.map((j): SharedColumn => {
      const values = withoutMissing(X.column(j));
      return { pointer: scope.copyF64(values).pointer, n: values.length };
    });
    if (X.rows * columns.length >= WORTH_A_TASK)
      return runtime.runTasks(powerColumnTask, {
        common: method,
        items,
        scratchBytes: POWER_SCRATCH,
        signal,
      });
    signal?.throwIfAborted();
    const { kernels, arena } = runtime;
    const scratch = scope.u8(POWER_SCRATCH).pointer;
    return items.map((item) => fitColumn({ kernels, memory: arena.memory, scratch }, method, item));
  });
}

/**
 * (y - mean) / scale of the transformed values y of each column.
 *
 * @param X positive for Box-Cox; missing values stay missing.
 */
export async function transformPowers(
  X: Matrix,
  method: PowerMethod,
  lambdas: Float64Array,
  { mean, scale }: Standardisation,
): Promise<Float64Array> {
  const out = new Float64Array(X.data.length);
  const runtime = await loadRuntime();
  const { columns } = X;
  const negative = method === "box-cox" ? lambdas : lambdas.map((lambda) => lambda - 2);
  const chunkRows = Math.max(1, Math.floor(CHUNK_VALUES / columns));
  const blockSize = Math.max(1, Math.floor(2048 / columns));
  await runtime.arena.scope(async (scope) => {
    const constants = scope.copyF64([...lambdas, ...negative, ...mean, ...scale]);
    const chunk = scope.f64(Math.min(chunkRows, X.rows) * columns);
    for (let begin = 0; begin < X.rows; begin += chunkRows) {
      const total = Math.min(chunkRows, X.rows - begin);
      const from = begin * columns;
      chunk.view().set(X.data.subarray(from, from + total * columns));
      const args = [columns, method === "box-cox" ? 1 : 0, constants.pointer, chunk.pointer];
      await runtime.runBlocks("powerTransform", { total, blockSize, args });
      out.set(chunk.view().subarray(0, total * columns), from);
    }
  });
  return out;
}
