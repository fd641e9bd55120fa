import type { ArenaScope, Block, Runtime } from "../../parallel/index.js";
import { type BoostingLoss, LOSSES } from "./boosting-loss.js";

/** Rows with their targets, and where boosting begins. */
export interface LossSamples {
  /** Targets, or class codes. */
  readonly y: Float64Array | Int32Array;
  /** Weight of each row; undefined: 1. */
  readonly weight: Float64Array | undefined;
  /** Raw predictions that boosting begins with: that of tree k at k × rows, or, where all rows begin alike, at k. */
  readonly first: Float64Array;
}

/** Rows and their raw predictions in kernel memory, and their mean loss. */
export class MeanLoss {
  /** Target. */
  readonly y: Block<Float64Array>;
  /** Raw predictions, that of tree k at k × rows. */
  readonly raw: Block<Float64Array>;
  /** Weight of each row. */
  readonly weight: Block<Float64Array>;
  /** Number of rows. */
  readonly rows: number;
  readonly #work: number;
  readonly #loss: BoostingLoss;
  readonly #runtime: Runtime;

  /** @param work address of at least 2 (nSamples + 1) doubles. */
  constructor(
    runtime: Runtime,
    scope: ArenaScope,
    loss: BoostingLoss,
    { y, weight, first }: LossSamples,
    work: number,
  ) {
    this.#runtime = runtime;
    this.#loss = loss;
    this.rows = y.length;
    // One place more than rows: kernels work on pairs.
    this.y = scope.f64(y.length + 1);
    this.y.view().set(y);
    this.y.view()[y.length] = 0;
    this.raw = scope.f64(loss.nTrees * y.length + 1);
    fillRaw(this.raw.view(), first, y.length);
    this.weight = scope.f64(y.length);
    if (weight === undefined) this.weight.view().fill(1);
    else this.weight.view().set(weight);
    this.#work = work;
  }

  /**
   * Weighted mean loss, in the measure of `trainScore`: twice the half squared error, and twice the half binomial deviance.
   *
   * @param bound that of Huber's loss.
   * @param marks address of a mark of each row; 0: all rows are meant.
   * @param kept the mark of the rows that are meant.
   */
  of(bound: number, marks: number, kept: number): number {
    if (marks === 0 && kept === 0) return Number.NaN;
    const { name, alpha, nTrees } = this.#loss;
    const { kernels } = this.#runtime;
    const rows = [this.y.pointer, this.raw.pointer, this.weight.pointer, marks, kept, this.#work] as const;
    if (name === "multinomial") return kernels.meanMultinomialLoss(this.rows, nTrees, ...rows);
    const factor = name === "squared_error" || name === "binomial" ? 2 : 1;
    return factor * kernels.meanLoss(this.rows, LOSSES[name], name === "huber" ? bound : alpha, ...rows);
  }
}

function fillRaw(raw: Float64Array, first: Float64Array, rows: number): void {
  raw[raw.length - 1] = 0;
  if (first.length === raw.length - 1) raw.set(first);
  else for (const [k, value] of first.entries()) raw.fill(value, k * rows, (k + 1) * rows);
}
