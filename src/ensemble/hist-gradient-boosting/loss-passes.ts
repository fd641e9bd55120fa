import { pairwiseSum } from "../../core/pairwise-sum.js";
import type { ArenaScope, Block, Runtime } from "../../parallel/index.js";
import type { BinnedRows } from "./binned-rows.js";
import { average, type Loss } from "./losses.js";

/** Rows of a block; an even number. */
const BLOCK_ROWS = 4096;

/** Targets and predictions of some rows in kernel memory. */
export interface LossRows {
  readonly rows: number;
  /** Rows in memory: an even number. */
  readonly stride: number;
  readonly y: Block<Float64Array>;
  /** Predictions, shape (nOutputs, stride). */
  readonly raw: Block<Float64Array>;
  /** Weights; undefined for 1. */
  readonly weight: Block<Float64Array> | undefined;
}

/** Puts targets into kernel memory, and predictions that are the same for all rows. */
export function placeRows(
  scope: ArenaScope,
  y: Float64Array,
  weight: Float64Array | undefined,
  baseline: Float64Array,
): LossRows {
  const rows = y.length;
  const stride = rows + (rows % 2);
  const padded = (values: Float64Array): Block<Float64Array> => {
    const block = scope.f64(stride);
    block.view().fill(0, rows).set(values);
    return block;
  };
  const raw = scope.f64(stride * baseline.length);
  for (const [k, value] of baseline.entries()) raw.view().fill(value, k * stride, (k + 1) * stride);
  return { rows, stride, y: padded(y), raw, weight: weight && padded(weight) };
}

/**
 * Gradients and hessians of the loss for each row, as pairs of singles.
 *
 * @param pairs where they go: shape (nOutputs, stride, 2) if there are several outputs, else `pairStride` bytes apart.
 * @returns the largest hessian.
 */
export async function derive(
  runtime: Runtime,
  loss: Loss,
  { rows, stride, y, raw, weight }: LossRows,
  pairs: number,
  pairStride: number,
): Promise<number> {
  return runtime.arena.scope(async (scope) => {
    const largest = scope.f64(Math.ceil(rows / BLOCK_ROWS));
    const data = [y.pointer, raw.pointer, weight?.pointer ?? 0, pairs];
    const work = { total: rows, blockSize: BLOCK_ROWS };
    if (loss.outputs === 1)
      await runtime.runBlocks("histGradients", {
        ...work,
        args: [loss.kernel, loss.quantile, ...data, pairStride, largest.pointer],
      });
    else
      await runtime.runBlocks("histSoftmaxGradients", {
        ...work,
        args: [loss.outputs, stride, ...data, largest.pointer],
        scratchBytes: 16 * loss.outputs,
      });
    return largest.view().reduce((most, value) => Math.max(most, value), 0);
  });
}

/** Mean loss of rows, weighted. */
export async function meanLoss(runtime: Runtime, loss: Loss, rows: LossRows): Promise<number> {
  const { y, raw, weight, stride } = rows;
  return runtime.arena.scope(async (scope) => {
    const out = scope.f64(stride);
    await runtime.runBlocks("histLosses", {
      total: rows.rows,
      blockSize: BLOCK_ROWS,
      args: [loss.kernel, loss.quantile, loss.outputs, stride, y.pointer, raw.pointer, out.pointer],
      scratchBytes: 16 * loss.outputs,
    });
    const losses = out.view().subarray(0, rows.rows);
    if (weight === undefined) return pairwiseSum(losses) / rows.rows;
    return average(losses, weight.view().subarray(0, rows.rows));
  });
}

/** Copies the gradients and hessians of one output, at `pairs`, into the records of the rows. */
export async function placePairs(
  runtime: Runtime,
  { rows, records, recordBytes }: BinnedRows,
  pairs: number,
): Promise<void> {
  await runtime.runBlocks("histPlacePairs", {
    total: rows,
    blockSize: BLOCK_ROWS,
    args: [pairs, recordBytes, records.pointer],
  });
}
