import type { ArenaScope, Block, CancelSignal, Runtime } from "../parallel/index.js";
import { type KernelMetric, prepareRows } from "./distance-metric.js";
import { copyView, type RowView } from "./row-view.js";

// Elements of rows worth a block: about a quarter of a millisecond.
export const ELEMENTS_A_BLOCK = 500_000;
// Elements of training rows, and of queries, that lie in kernel memory at a time: a megabyte of doubles, with which a stretch
// is still worth some hundred blocks.
const ELEMENTS_AT_ONCE = 2 ** 17;
// Neighbours that are held at a time: twelve megabytes.
const NEIGHBORS_AT_ONCE = 2 ** 20;
// Of rows with many columns so many at least, so that loading them is little beside searching them.
const FEWEST_ROWS = 1024;
const FEWEST_QUERIES = 2048;
// Where fewer queries are held at a time, loading the training rows anew for each of them would cost too much: all of them are held.
const QUERIES_WORTH_LOADING = 256;
// Stretches begin where panels and chunks of the kernels do.
const ALIGNED_ROWS = 128;
const PANEL = 8;

/** How many of the queries are searched at a time. */
export function queriesAtOnce(count: number, d: number, k: number): number {
  const byNeighbors = Math.max(1, Math.floor(NEIGHBORS_AT_ONCE / k));
  return Math.min(count, byNeighbors, Math.max(FEWEST_QUERIES, Math.ceil(ELEMENTS_AT_ONCE / d)));
}

/** How many of the training rows are searched at a time, if `queries` are. */
export function rowsAtOnce(count: number, d: number, queries: number): number {
  if (queries < QUERIES_WORTH_LOADING) return count;
  const rows = Math.max(FEWEST_ROWS, Math.ceil(ELEMENTS_AT_ONCE / d / ALIGNED_ROWS) * ALIGNED_ROWS);
  return Math.min(count, rows);
}

/** A stretch of training rows in kernel memory. */
export interface RowStretch {
  /** Number of rows in a stretch; the last may be shorter. */
  readonly size: number;
  /** Brings the stretch that begins at row `first`, unless it is there already. */
  load(first: number): Promise<void> | void;
}

/** Rows in pairs: elements of rows 2i and 2i + 1 side by side. */
export class PairedStretch implements RowStretch {
  readonly size: number;
  readonly #rows: RowView;
  readonly #metric: KernelMetric;
  readonly #pairs: Block<Float64Array>;
  #first = -1;

  constructor(scope: ArenaScope, rows: RowView, metric: KernelMetric, size: number) {
    this.size = size;
    this.#rows = rows;
    this.#metric = metric;
    this.#pairs = scope.f64((size + 1) * rows.columns);
  }

  /** Where the pairs lie, shape (pairs, columns, 2). */
  get pointer(): number {
    return this.#pairs.pointer;
  }

  load(first: number): void {
    if (this.#first === first) return;
    this.#first = first;
    const { columns: d } = this.#rows;
    const last = Math.min(first + this.size, this.#rows.count);
    const pairs = this.#pairs.view();
    const step = Math.min(last - first, ALIGNED_ROWS);
    const rows = new Float64Array(step * d);
    for (let from = first; from < last; from += step) {
      const part = rows.subarray(0, (Math.min(from + step, last) - from) * d);
      copyView(this.#rows, from, from + part.length / d, part);
      prepareRows(this.#metric, part, d);
      interleavePairs(part, d, pairs.subarray((from - first) * d));
    }
  }
}

/** Rows 2i and 2i + 1, feature by feature. */
function interleavePairs(rows: Float64Array, d: number, pairs: Float64Array): void {
  for (let from = 0, i = 0; from < rows.length; i++) {
    for (let to = (i >> 1) * 2 * d + (i & 1), end = from + d; from < end; to += 2) pairs[to] = rows[from++]!;
  }
}

/** Rows as they are, and rounded to single precision in panels of eight; see kernels/squared-distances.ts. */
export class ScreenedStretch implements RowStretch {
  readonly size: number;
  /** A power of two that brings the rows to magnitude 1. */
  readonly scale: number;
  readonly #runtime: Runtime;
  readonly #rows: RowView;
  readonly #signal: CancelSignal | undefined;
  readonly #exact: Block<Float64Array>;
  readonly #center: Block<Float64Array>;
  readonly #panels: Block<Float32Array>;
  readonly #norms: Block<Float32Array>;
  #first = -1;

  constructor(
    runtime: Runtime,
    scope: ArenaScope,
    rows: RowView,
    size: number,
    signal: CancelSignal | undefined,
  ) {
    const { columns: d } = rows;
    const { center, scale } = frameOf(rows);
    const panels = Math.ceil(size / PANEL);
    this.size = size;
    this.scale = scale;
    this.#runtime = runtime;
    this.#rows = rows;
    this.#signal = signal;
    this.#exact = scope.f64(size * d);
    this.#center = scope.copyF64(center);
    this.#panels = scope.f32(panels * PANEL * d);
    this.#norms = scope.f32(panels * PANEL);
  }

  /** Arguments of the kernel: rows, centre, panels and norms. */
  get pointers(): readonly number[] {
    return [this.#exact, this.#center, this.#panels, this.#norms].map(({ pointer }) => pointer);
  }

  async load(first: number): Promise<void> {
    if (this.#first === first) return;
    this.#first = first;
    const { columns: d, count } = this.#rows;
    const last = Math.min(first + this.size, count);
    copyView(this.#rows, first, last, this.#exact.view().subarray(0, (last - first) * d));
    await this.#runtime.runBlocks("packPanels", {
      total: Math.ceil((last - first) / PANEL),
      blockSize: Math.ceil(ELEMENTS_A_BLOCK / (PANEL * d)),
      signal: this.#signal,
      args: [last - first, d, this.scale, ...this.pointers],
    });
  }
}

// A power of two at most 2^1000 keeps its square root and the scaled values finite.
const LARGEST_EXPONENT = 1000;

/** A point amid the rows, and a power of two that brings them about it to magnitude 1. */
function frameOf({ data, columns: d, index, count }: RowView): { center: Float64Array; scale: number } {
  const start = (index?.[0] ?? 0) * d;
  const low = data.slice(start, start + d);
  const high = low.slice();
  for (let i = 0; i < count; i++) {
    const at = (index === undefined ? i : index[i]!) * d;
    for (let j = 0; j < d; j++) {
      const value = data[at + j]!;
      if (value < low[j]!) low[j] = value;
      else if (value > high[j]!) high[j] = value;
    }
  }
  const center = low.map((value, j) => value / 2 + high[j]! / 2);
  let reach = 0;
  for (let j = 0; j < d; j++) reach = Math.max(reach, high[j]! - center[j]!, center[j]! - low[j]!);
  const exponent = reach === 0 ? 0 : Math.ceil(Math.log2(reach));
  return { center, scale: 2 ** Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, -exponent)) };
}
