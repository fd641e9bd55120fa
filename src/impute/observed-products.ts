import { addSlots, planRows } from "../linear-model/row-stream.js";
import type { CancelSignal, Runtime } from "../parallel/index.js";

/** Products worth a block, about 4 ms: the sums are asked for so often that waking a lane for less does not pay. */
const BLOCK_PRODUCTS = 2 ** 24;

/** Normal equations of one feature on others, over the rows where it was observed, about the means of those rows. */
export interface ObservedRegression {
  /** Shape (m, m), m predictors. */
  readonly gram: Float64Array;
  /** Shape (m). */
  readonly xy: Float64Array;
  readonly yy: number;
  /** Means of the predictors, shape (m), and of the feature. */
  readonly means: { readonly x: Float64Array; readonly y: number };
  /** Number of rows. */
  readonly count: number;
}

/**
 * Sums of products of all pairs of columns, kept up to date while columns are imputed: a regression over the rows where a feature
 * was observed is what is left when the others are taken off, so that it costs a pass over the missing rows alone.
 *
 * Sums are about a shift near the means, since uncentred ones would cancel. Cost: n d² / 2 flops to begin, m d² / 2 for a
 * feature with m missing rows, on all lanes.
 */
export class ObservedProducts {
  readonly #runtime: Runtime;
  readonly #Z: Float64Array;
  readonly #d: number;
  readonly #shift: Float64Array;
  #all: ProductSums;

  private constructor(runtime: Runtime, Z: Float64Array, d: number, shift: Float64Array, all: ProductSums) {
    this.#runtime = runtime;
    this.#Z = Z;
    this.#d = d;
    this.#shift = shift;
    this.#all = all;
  }

  /**
   * @param Z shape (n, d), row-major, complete; looked at again whenever a sum is asked for.
   * @param shift near the means of the columns, shape (d).
   */
  static async of(
    runtime: Runtime,
    Z: Float64Array,
    d: number,
    shift: Float64Array,
    signal?: CancelSignal,
  ): Promise<ObservedProducts> {
    return new ObservedProducts(
      runtime,
      Z,
      d,
      shift,
      await sumProducts(runtime, Z, d, shift, undefined, signal),
    );
  }

  /** Sums anew over all rows, which takes the rounding errors of many updates off. */
  async refresh(signal?: CancelSignal): Promise<void> {
    this.#all = await sumProducts(this.#runtime, this.#Z, this.#d, this.#shift, undefined, signal);
  }

  /** Takes note that feature j has changed in these rows. */
  update(j: number, rows: Int32Array, before: Float64Array): void {
    const [Z, d, shift, { products, q }] = [this.#Z, this.#d, this.#shift, this.#all];
    const row = new Float64Array(d);
    const origin = shift[j]!;
    let own = 0;
    let moved = 0;
    for (let r = 0; r < rows.length; r++) {
      const start = rows[r]! * d;
      const now = Z[start + j]!;
      const then = before[r]!;
      const change = now - then;
      for (let k = 0; k < d; k++) row[k]! += change * (Z[start + k]! - shift[k]!);
      own += change * (now - origin + (then - origin));
      moved += change;
    }
    for (let k = 0; k < d; k++) products[k < j ? k * q + j : j * q + k]! += k === j ? own : row[k]!;
    products[j * q + d + 1]! += moved;
  }

  /** Regression of feature j on `predictors` over the rows where it was observed. */
  async regression(
    j: number,
    predictors: Int32Array,
    observedRows: Int32Array,
    missingRows: Int32Array,
    signal?: CancelSignal,
  ): Promise<ObservedRegression> {
    const [d, shift] = [this.#d, this.#shift];
    const few = observedRows.length < missingRows.length;
    const rows = few ? observedRows : missingRows;
    const part = await sumProducts(this.#runtime, this.#Z, d, shift, rows, signal);
    const { q } = part;
    const products = few ? part.products : this.#all.products.map((value, p) => value - part.products[p]!);
    const count = observedRows.length;
    const sum = (k: number): number => products[k * q + d + 1]!;
    const product = (a: number, b: number): number =>
      products[a < b ? a * q + b : b * q + a]! - (sum(a) * sum(b)) / count;
    const m = predictors.length;
    const gram = new Float64Array(m * m);
    for (let a = 0; a < m; a++) {
      for (let b = 0; b <= a; b++) {
        gram[a * m + b] = product(predictors[a]!, predictors[b]!);
        gram[b * m + a] = gram[a * m + b]!;
      }
    }
    const mean = (k: number): number => shift[k]! + sum(k) / count;
    return {
      gram,
      xy: Float64Array.from(predictors, (k) => product(k, j)),
      yy: product(j, j),
      means: { x: Float64Array.from(predictors, mean), y: mean(j) },
      count,
    };
  }
}

/** Σ r rᵀ of the rows r = [z − shift, 0, 1]: products of columns, and their sums in column d + 1. */
interface ProductSums {
  /** Shape (q, q), the upper triangle. */
  readonly products: Float64Array;
  /** d + 2, rounded up to a multiple of 4. */
  readonly q: number;
}

/** The products of some rows, or all, a chunk of rows at a time. */
async function sumProducts(
  runtime: Runtime,
  Z: Float64Array,
  d: number,
  shift: Float64Array,
  rows: Int32Array | undefined,
  signal: CancelSignal | undefined,
): Promise<ProductSums> {
  const q = 4 * Math.ceil((d + 2) / 4);
  const products = new Float64Array(q * q);
  const count = rows === undefined ? Z.length / d : rows.length;
  const { blockRows, chunkRows } = planRows(d, Math.ceil(BLOCK_PRODUCTS / (q * q)), 8 * q * q);
  await runtime.arena.scope(async (scope) => {
    const size = Math.min(count, chunkRows);
    const window = scope.f64(size * d);
    const slots = scope.f64(Math.ceil(size / blockRows) * q * q);
    const shiftBlock = scope.copyF64([...shift, 0]);
    for (let begin = 0; begin < count; begin += chunkRows) {
      const total = Math.min(chunkRows, count - begin);
      if (rows === undefined) window.view().set(Z.subarray(begin * d, (begin + total) * d));
      else gatherRows(Z, d, rows.subarray(begin, begin + total), window.view());
      await runtime.runBlocks("gramBlock", {
        total,
        blockSize: blockRows,
        args: [window.pointer, d, 0, 0, shiftBlock.pointer, slots.pointer],
        scratchBytes: 64 * q * 8,
        signal,
      });
      addSlots(slots.view(), Math.ceil(total / blockRows), products);
    }
  });
  return { products, q };
}

function gatherRows(Z: Float64Array, d: number, rows: Int32Array, out: Float64Array): void {
  for (let r = 0, p = 0; r < rows.length; r++) {
    const start = rows[r]! * d;
    for (let k = start; k < start + d; k++) out[p++] = Z[k]!;
  }
}
