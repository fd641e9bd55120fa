import { Matrix } from "../core/matrix.js";
import type { RandomState } from "../core/random-state.js";

/** Order of the samples after `sklearn.utils.shuffle` with this generator. */
export function shuffledOrder(random: RandomState, nSamples: number): Int32Array {
  const order = Int32Array.from({ length: nSamples }, (_, i) => i);
  random.shuffle(order);
  return order;
}

/** Rows in this order, and within each its columns in that. */
export function reordered(
  data: Float64Array,
  columns: number,
  rowOrder: Int32Array,
  columnOrder?: Int32Array,
): Matrix {
  const out = new Float64Array(rowOrder.length * columns);
  for (let i = 0, p = 0; i < rowOrder.length; i++) {
    const start = rowOrder[i]! * columns;
    for (let j = 0; j < columns; j++) out[p++] = data[start + (columnOrder?.[j] ?? j)]!;
  }
  return new Matrix(out, rowOrder.length, columns);
}
