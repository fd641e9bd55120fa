import { type ArenaScope, type Block, loadRuntime, type Runtime } from "../../parallel/index.js";
import type { HistTree } from "./hist-tree.js";
import type { TargetRows } from "./hold-out.js";
import { type LossRows, placeRows } from "./loss-passes.js";
import { addHistTrees, type KernelRows, packHistTrees } from "./predict-hist-trees.js";
import { copyRows } from "./row-chunks.js";

/** Rows to score on, in kernel memory, with the predictions of the trees so far. */
export class HeldOutRows {
  /** Targets and predictions, an output after the other. */
  readonly loss: LossRows;
  readonly #outputs: number;
  readonly #x: KernelRows;
  /** Predictions, shape (rows, outputs), before and after an iteration. */
  readonly #raw: [Block<Float64Array>, Block<Float64Array>];

  constructor(
    scope: ArenaScope,
    { data, columns, rows, index, weight, y }: TargetRows,
    baseline: Float64Array,
  ) {
    const x = scope.f64(rows * columns);
    copyRows({ data, columns, index }, 0, rows, undefined, x.view());
    this.#x = { x, rows, columns };
    this.#outputs = baseline.length;
    this.loss = placeRows(scope, y, weight, baseline);
    this.#raw = [scope.f64(rows * this.#outputs), scope.f64(rows * this.#outputs)];
    const first = this.#raw[0].view();
    for (let p = 0; p < first.length; p++) first[p] = baseline[p % this.#outputs]!;
  }

  /** Predictions, shape (rows, outputs); a copy. */
  get raw(): Float64Array {
    return this.#raw[0].view().slice();
  }

  /** Adds the trees of an iteration. */
  async add(trees: readonly HistTree[]): Promise<void> {
    const runtime: Runtime = await loadRuntime();
    const [before, after] = this.#raw;
    await runtime.arena.scope(async (scope) => {
      const packed = packHistTrees(runtime, scope, trees);
      const from = { baseline: 0, before: before.pointer };
      await addHistTrees(runtime, this.#x, packed, this.#outputs, from, after.pointer);
    });
    this.#raw.reverse();
    const [raw, byOutput] = [after.view(), this.loss.raw.view()];
    for (let k = 0; k < this.#outputs; k++)
      for (let i = 0; i < this.loss.rows; i++)
        byOutput[k * this.loss.stride + i] = raw[i * this.#outputs + k]!;
  }
}
