import type { FitOptions } from "../base/estimator.js";
import type { Matrix } from "../core/matrix.js";
import { bootstrapRows } from "../tree/bootstrap.js";
import { leavesOf } from "../tree/predict-trees.js";
import { markBalanced } from "./balanced-draw.js";
import type { ForestSampling, GrownForest } from "./grow-forest.js";

/** Trees whose leaves are looked up at once: bounds the memory to 16 numbers a row. */
const GROUP = 16;

/**
 * Mean, for each row, of what the trees that did not draw it say; 0 for a row that every tree drew.
 *
 * @returns shape (nSamples, nValues), row-major.
 * @see Breiman (1996), Out-of-bag estimation.
 */
export async function outOfBagMeans(
  { trees, sampling }: GrownForest,
  X: Matrix,
  signal: FitOptions["signal"],
): Promise<Float64Array> {
  const nValues = trees[0]!.nValues;
  const { rows } = X;
  const sums = new Float64Array(rows * nValues);
  const counts = new Int32Array(rows);
  for (let from = 0; from < trees.length; from += GROUP) {
    signal?.throwIfAborted();
    const group = trees.slice(from, from + GROUP);
    const leaves = await leavesOf(group, X);
    for (const [t, tree] of group.entries()) {
      const drawn = drawnRows(sampling, from + t);
      for (let i = 0; i < rows; i++) {
        if (drawn[i] === 1) continue;
        counts[i]!++;
        const value = leaves[i * group.length + t]! * nValues;
        for (let k = 0; k < nValues; k++) sums[i * nValues + k]! += tree.value[value + k]!;
      }
    }
  }
  return sums.map((sum, p) => sum / Math.max(1, counts[Math.floor(p / nValues)]!));
}

/** Marks the rows that tree t may not be asked about with 1. */
function drawnRows({ rows, seeds, bootstrap, balanced }: ForestSampling, t: number): Uint8Array {
  if (balanced !== undefined) return markBalanced(balanced, seeds[t]!, t);
  const drawn = new Uint8Array(rows);
  for (const row of bootstrapRows(bootstrap!, seeds[t]!, rows)) drawn[row] = 1;
  return drawn;
}
