import type { FitOptions, Label, VectorLike } from "../base/estimator.js";
import type { RowsOf } from "../base/take-rows.js";
import { Matrix } from "../core/matrix.js";
import type { RandomUnderSampler } from "../under-sampling/random-under-sampler.js";

/** Rows that are left, by their numbers, and their labels. */
export interface RowsLeft<Y> {
  readonly rows: Int32Array;
  readonly y: RowsOf<Y>;
}

/** The rows that a random choice leaves: the labels decide, so that the features need not be copied. */
export async function drawRows<Y extends VectorLike<Label>>(
  sampler: RandomUnderSampler,
  y: Y,
  { signal }: Pick<FitOptions, "signal">,
): Promise<RowsLeft<Y>> {
  const { length } = y;
  const left = await sampler.fitResample(new Matrix(new Float64Array(length), length, 1), y, { signal });
  return { rows: left.sampleIndices, y: left.y };
}
