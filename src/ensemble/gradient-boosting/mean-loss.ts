import type { ArenaScope, Block, Runtime } from "../../parallel/index.js";
import { type BoostingLoss, LOSSES, type LossRows } from "./boosting-loss.js";

/** Rows and their raw predictions in kernel memory, and their mean loss. */
export class MeanLoss {
  /** Target. */
  readonly y: Block<Float64Array>;
  /** Raw predictions, that of tree k at k × rows. */
  readonly raw: Block<Float64Array>;
  /** Weight of each row. */
  readonly weight: Block<Float64Array>;
  readonly #marks: Block<Uint8Array>;
  readonly #work: { readonly pointer: number };
  readonly #rows: number;
  readonly #loss: BoostingLoss;
  readonly #runtime: Runtime;

  /** @param work at least 2 (nSamples + 1) doubles. */
  constructor(
    runtime: Runtime,
    scope: ArenaScope,
    loss: BoostingLoss,
    { y, raw, weight }: LossRows,
    work: { readonly pointer: number },
  ) {
    this.#runtime = runtime;
    this.#loss = loss;
    this.#rows = y.length;
    // One place more than rows: kernels work on pairs.
    this.y = padded(scope, y);
    this.raw = padded(scope, raw);
    this.weight = scope.copyF64(weight);
    this.#marks = scope.u8(y.length);
    this.#work = work;
  }

  /**
   * Weighted mean loss, in the measure of `trainScore`: twice the half squared error, and twice the half binomial deviance.
   *
   * @param bound that of Huber's loss.
   * @param marks a mark of each row; undefined: all rows are meant.
   * @param kept the mark of the rows that are meant.
   */
  of(bound: number, marks: Uint8Array | undefined, kept: number): number {
    if (marks === undefined && kept === 0) return Number.NaN;
    if (marks !== undefined) this.#marks.view().set(marks);
    const { name, alpha, nTrees } = this.#loss;
    const { kernels } = this.#runtime;
    const rows = [
      this.y.pointer,
      this.raw.pointer,
      this.weight.pointer,
      marks === undefined ? 0 : this.#marks.pointer,
      kept,
      this.#work.pointer,
    ] as const;
    if (name === "multinomial") return kernels.meanMultinomialLoss(this.#rows, nTrees, ...rows);
    const factor = name === "squared_error" || name === "binomial" ? 2 : 1;
    return factor * kernels.meanLoss(this.#rows, LOSSES[name], name === "huber" ? bound : alpha, ...rows);
  }
}

function padded(scope: ArenaScope, values: Float64Array): Block<Float64Array> {
  const block = scope.f64(values.length + 1);
  block.view().set(values);
  block.view()[values.length] = 0;
  return block;
}
