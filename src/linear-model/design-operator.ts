import type { LinearMap } from "../linalg/objective.js";
import type { ArenaScope, CancelSignal, Runtime } from "../parallel/index.js";
import { addSlots, planRows } from "./row-stream.js";

/** A matrix in kernel memory, as the pair of linear maps that iterative solvers need. */
export interface DesignOperator {
  /** v ↦ X v. */
  readonly multiply: LinearMap;
  /** u ↦ Xᵀ u. */
  readonly multiplyTransposed: LinearMap;
}

/** Copies X, shape (rows, columns), into kernel memory for as long as the scope lasts. */
export function designOperator(
  runtime: Runtime,
  scope: ArenaScope,
  X: Float64Array,
  rows: number,
  columns: number,
  signal?: CancelSignal,
): DesignOperator {
  const { blockRows } = planRows(columns);
  const nBlocks = Math.ceil(rows / blockRows);
  const work = { total: rows, blockSize: blockRows, signal };
  const matrix = scope.copyF64(X);
  const short = scope.f64(columns);
  const long = scope.f64(rows);
  const slots = scope.f64(nBlocks * columns);
  return {
    async multiply(v) {
      short.view().set(v);
      const args = [matrix.pointer, columns, short.pointer, 0, long.pointer];
      await runtime.runBlocks("gemvBlock", { ...work, args });
      return long.view().slice();
    },
    async multiplyTransposed(u) {
      long.view().set(u);
      const args = [matrix.pointer, columns, long.pointer, slots.pointer];
      await runtime.runBlocks("gemvTransposedBlock", { ...work, args });
      const out = new Float64Array(columns);
      addSlots(slots.view(), nBlocks, out);
      return out;
    },
  };
}
