import {
  type ArenaScope,
  type Block,
  type CancelSignal,
  loadRuntime,
  type Runtime,
} from "../parallel/index.js";
import { isEuclidean, type KernelMetric, prepareRows } from "./distance-metric.js";
import type { Asking, NeighborIndex, TakeNeighbors } from "./neighbor-index.js";
import {
  ELEMENTS_A_BLOCK,
  PairedStretch,
  queriesAtOnce,
  type RowStretch,
  rowsAtOnce,
  ScreenedStretch,
} from "./row-stretches.js";
import { copyView, type RowView, viewedData } from "./row-view.js";
import { selectTied } from "./tied-queries.js";

// The values stand in kernels/lib/finish-heaps.ts as well.
const TIES_IN_HEAP = 0;
const TIES_BY_INDEX = 1;
const TIES_BY_MERGED_HEAP = 2;

// Queries a block at least, because a pass over the training rows serves them all: of a plain search, of a screened one.
const SHARED_PASS = 8;
const SCREENED_PASS = 64;
// scikit-learn hands out queries, and not training rows, from this many on.
const MANY_QUERIES = 1024;
// Below so many queries, rounding the training rows for the screen costs more than it saves.
const SCREENED_QUERIES = 16;
// The screen pays where few rows pass it.
const SCREENED_ROWS_A_NEIGHBOR = 16;

/**
 * Exhaustive search: every query against every sample.
 *
 * Cost: O(n d) a query; of queries, samples and neighbours, some megabytes lie in kernel memory at a time. Squared Euclidean distances are
 * screened in single precision first, see kernels/squared-distances.ts; the results are those of double precision.
 */
export class BruteForce implements NeighborIndex {
  readonly #metric: KernelMetric;
  readonly #rows: RowView;

  /** @param rows samples; kept, not changed. */
  constructor(metric: KernelMetric, rows: RowView) {
    this.#metric = metric;
    this.#rows = rows;
  }

  samples(): Float64Array {
    return viewedData(this.#rows);
  }

  async nearest(queries: RowView, k: number, asking: Asking, take: TakeNeighbors): Promise<void> {
    const { count, columns: d } = queries;
    const { signal, asked = count } = asking;
    const rows = this.#rows;
    const metric = this.#metric;
    const runtime = await loadRuntime();
    const step = queriesAtOnce(count, d, k);
    await runtime.arena.scope(async (scope) => {
      const answers = {
        queries: scope.f64(step * d),
        distances: scope.f64(step * k),
        indices: scope.i32(step * k),
      };
      const ties = tieRule(metric, rows.count, asked);
      const answer = answering(runtime, scope, { metric, rows, k, ties, signal, ...answers }, step, count);
      for (let from = 0; from < count; from += step) {
        const to = Math.min(from + step, count);
        const given = answers.queries.view().subarray(0, (to - from) * d);
        copyView(queries, from, to, given);
        prepareRows(metric, given, d);
        await answer(to - from);
        const [distances, indices] = [answers.distances.view(), answers.indices.view()];
        const found = (to - from) * k;
        const part = { distances: distances.subarray(0, found), indices: indices.subarray(0, found) };
        take({ ...part, queries: to - from, k }, from);
      }
    });
  }
}

/**
 * Which of equally near samples come first, as in scikit-learn on one thread: it searches each query in one heap
 * where queries are many, and else collects the training rows' heaps in a second one.
 */
function tieRule(metric: KernelMetric, n: number, queries: number): number {
  if (metric.ties === "selection") return TIES_BY_INDEX;
  return n < queries || MANY_QUERIES < queries ? TIES_IN_HEAP : TIES_BY_MERGED_HEAP;
}

/** A search and the blocks that queries lie in and neighbours go to. */
interface Search {
  readonly metric: KernelMetric;
  readonly rows: RowView;
  readonly k: number;
  readonly ties: number;
  readonly signal: CancelSignal | undefined;
  readonly queries: Block<Float64Array>;
  readonly distances: Block<Float64Array>;
  readonly indices: Block<Int32Array>;
}

/** Answers so many queries, those that lie in the block. */
type Answer = (queries: number) => Promise<void>;

/** @param step queries at a time. @param count queries in all. */
function answering(runtime: Runtime, scope: ArenaScope, search: Search, step: number, count: number): Answer {
  const { metric, rows, k, signal } = search;
  const { count: n, columns: d } = rows;
  if (metric.ties === "selection") return selecting(runtime, scope, search, step);
  const size = rowsAtOnce(n, d, step);
  if (isEuclidean(metric) && count >= SCREENED_QUERIES && n >= SCREENED_ROWS_A_NEIGHBOR * k)
    return screening(runtime, new ScreenedStretch(runtime, scope, rows, size, signal), search);
  const stretch = new PairedStretch(scope, rows, metric, size);
  return comparing(runtime, stretch, scope.copyF64(metric.params).pointer, search);
}

/** Runs over the stretches of the training rows. */
async function overStretches(
  stretch: RowStretch,
  n: number,
  run: (first: number, rows: number, last: 0 | 1) => Promise<void>,
): Promise<void> {
  for (let first = 0; first < n; first += stretch.size) {
    await stretch.load(first);
    const rows = Math.min(stretch.size, n - first);
    await run(first, rows, first + rows === n ? 1 : 0);
  }
}

/** Every query with every row, in double precision. */
function comparing(runtime: Runtime, stretch: PairedStretch, params: number, search: Search): Answer {
  const { metric, rows, k, ties, signal, queries, distances, indices } = search;
  const { count: n, columns: d } = rows;
  const places = [queries.pointer, stretch.pointer, distances.pointer, indices.pointer];
  return (count) =>
    overStretches(stretch, n, (first, length, last) =>
      runtime.runBlocks("nearestRows", {
        total: count,
        blockSize: Math.max(SHARED_PASS, Math.ceil(ELEMENTS_A_BLOCK / (length * d))),
        scratchBytes: 8 * (128 + 2 * d) + 12 * k,
        signal,
        args: [metric.code, params, first, last, length, d, k, ties, ...places],
      }),
    );
}

/** Every query with every row in single precision, and with those that may be near in double precision. */
function screening(runtime: Runtime, stretch: ScreenedStretch, search: Search): Answer {
  const { metric, rows, k, ties, signal, queries, distances, indices } = search;
  const { count: n, columns: d } = rows;
  const places = [queries.pointer, ...stretch.pointers, distances.pointer, indices.pointer];
  return (count) =>
    overStretches(stretch, n, (first, length, last) => {
      const blockSize = Math.max(SCREENED_PASS, Math.ceil((4 * ELEMENTS_A_BLOCK) / (length * d)));
      return runtime.runBlocks("nearestByScreening", {
        total: count,
        blockSize,
        scratchBytes: (blockSize + 3) * (4 * d + 12) + 12 * k,
        signal,
        args: [metric.code, first, last, length, d, stretch.scale, k, ties, ...places],
      });
    });
}

/**
 * The k nearest rows as an unstable selection takes them: one more row than asked tells where equal distances leave a choice, and
 * only those queries are selected for, for which all rows stay in kernel memory.
 */
function selecting(runtime: Runtime, scope: ArenaScope, search: Search, step: number): Answer {
  const { metric, rows, k, signal, queries, distances, indices } = search;
  const wide = Math.min(k + 1, rows.count);
  const more = { distances: scope.f64(step * wide), indices: scope.i32(step * wide) };
  const stretch = new PairedStretch(scope, rows, metric, rows.count);
  const params = scope.copyF64(metric.params).pointer;
  const compare = comparing(runtime, stretch, params, { ...search, ...more, k: wide });
  const places = [queries.pointer, stretch.pointer, distances.pointer, indices.pointer];
  return async (count) => {
    await compare(count);
    const near = more.distances.view().subarray(0, count * wide);
    firstOfEach(near, wide, k, distances.view());
    firstOfEach(more.indices.view().subarray(0, count * wide), wide, k, indices.view());
    await selectTied(runtime, { metric, params, rows, k, near, wide, signal, places });
  };
}

/** The first k values of every `width`. */
function firstOfEach<A extends Float64Array | Int32Array>(values: A, width: number, k: number, out: A): void {
  for (let start = 0, to = 0; start < values.length; start += width)
    for (let at = start; at < start + k; at++) out[to++] = values[at]!;
}
