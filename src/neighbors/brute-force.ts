import {
  type ArenaScope,
  type Block,
  type CancelSignal,
  loadRuntime,
  type Runtime,
} from "../parallel/index.js";
import { isEuclidean, type KernelMetric, prepareRows } from "./distance-metric.js";
import type { NeighborIndex } from "./neighbor-index.js";
import type { NeighborTable } from "./neighbor-table.js";

// The values stand in kernels/lib/finish-heaps.ts as well.
const TIES_IN_HEAP = 0;
const TIES_BY_INDEX = 1;
const TIES_BY_MERGED_HEAP = 2;

// Scratch of a sorting network, in kernels/lib/arg-partition.ts as well.
const NETWORK_BYTES = 256 * 12;

// Elements of rows worth a block: about a quarter of a millisecond.
const ELEMENTS_A_BLOCK = 500_000;
// Queries a block at least, because a pass over the training rows serves them all: of a plain search, of a screened one.
const SHARED_PASS = 8;
const SCREENED_PASS = 64;
// scikit-learn hands out queries, and not training rows, from this many on.
const MANY_QUERIES = 1024;
// Below so many queries, rounding the training rows for the screen costs more than it saves.
const SCREENED_QUERIES = 16;
// The screen pays where few rows pass it.
const SCREENED_ROWS_A_NEIGHBOR = 16;
// A power of two at most 2^1000 keeps its square root and the scaled values finite.
const LARGEST_EXPONENT = 1000;

/**
 * Exhaustive search: every query against every sample.
 *
 * Cost: O(n d) a query. Squared Euclidean distances are screened in single precision first, see
 * kernels/squared-distances.ts; the results are those of double precision.
 */
export class BruteForce implements NeighborIndex {
  readonly #metric: KernelMetric;
  readonly #nFeatures: number;
  readonly #rows: Float64Array;

  /** @param rows shape (nSamples, nFeatures), row-major; kept, not changed. */
  constructor(metric: KernelMetric, rows: Float64Array, nFeatures: number) {
    this.#metric = metric;
    this.#nFeatures = nFeatures;
    this.#rows = rows;
  }

  samples(): Float64Array {
    return this.#rows;
  }

  async nearest(
    queries: Float64Array,
    k: number,
    signal?: CancelSignal,
    asked: number = queries.length / this.#nFeatures,
  ): Promise<NeighborTable> {
    const count = queries.length / this.#nFeatures;
    const n = this.#rows.length / this.#nFeatures;
    const screened =
      isEuclidean(this.#metric) && count >= SCREENED_QUERIES && n >= SCREENED_ROWS_A_NEIGHBOR * k;
    const search: Search = {
      metric: this.#metric,
      d: this.#nFeatures,
      n,
      k,
      count,
      rows: prepareRows(this.#metric, this.#rows, this.#nFeatures),
      queries: prepareRows(this.#metric, queries, this.#nFeatures),
      ties: tieRule(this.#metric, n, asked),
      signal,
    };
    const runtime = await loadRuntime();
    if (this.#metric.ties === "selection")
      return runtime.arena.scope((scope) => nearestBySelection(runtime, scope, search));
    return runtime.arena.scope(async (scope) => {
      const distances = scope.f64(count * k);
      const indices = scope.i32(count * k);
      if (screened) await nearestByScreening(runtime, scope, search, distances, indices);
      else await nearestRows(runtime, search, pairedRows(scope, search), distances, indices);
      return { distances: distances.view().slice(), indices: indices.view().slice(), queries: count, k };
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

interface Search {
  readonly metric: KernelMetric;
  readonly d: number;
  readonly n: number;
  readonly k: number;
  readonly count: number;
  readonly rows: Float64Array;
  readonly queries: Float64Array;
  readonly ties: number;
  readonly signal: CancelSignal | undefined;
}

/** What the kernels take: the pairs of rows, the queries, and the parameters of the metric. */
interface PairedRows {
  readonly pairs: number;
  readonly queries: number;
  readonly params: number;
}

function pairedRows(scope: ArenaScope, { n, d, rows, queries, metric }: Search): PairedRows {
  const pairs = scope.f64((n + 1) * d);
  interleavePairs(rows, d, pairs.view());
  return {
    pairs: pairs.pointer,
    queries: scope.copyF64(queries).pointer,
    params: scope.copyF64(metric.params).pointer,
  };
}

async function nearestRows(
  runtime: Runtime,
  { metric, d, n, k, count, ties, signal }: Omit<Search, "rows" | "queries">,
  { pairs, queries, params }: PairedRows,
  distances: Block<Float64Array>,
  indices: Block<Int32Array>,
): Promise<void> {
  await runtime.runBlocks("nearestRows", {
    total: count,
    blockSize: Math.max(SHARED_PASS, Math.ceil(ELEMENTS_A_BLOCK / (n * d))),
    scratchBytes: 8 * (128 + 2 * d) + 12 * k,
    signal,
    args: [metric.code, params, n, d, k, ties, queries, pairs, distances.pointer, indices.pointer],
  });
}

/**
 * The k nearest rows as an unstable selection takes them: one more row than asked tells where equal distances leave a choice, and
 * only those queries are selected for.
 */
async function nearestBySelection(
  runtime: Runtime,
  scope: ArenaScope,
  search: Search,
): Promise<NeighborTable> {
  const { metric, d, n, k, count, signal } = search;
  const wide = Math.min(k + 1, n);
  const paired = pairedRows(scope, search);
  const more = { distances: scope.f64(count * wide), indices: scope.i32(count * wide) };
  await nearestRows(runtime, { ...search, k: wide }, paired, more.distances, more.indices);
  const distances = scope.copyF64(firstOfEach(more.distances.view(), wide, k));
  const indices = scope.copyI32(firstOfEach(more.indices.view(), wide, k));
  const chosen = queriesWithTies(more.distances.view(), wide);
  await runtime.runBlocks("selectNearestRows", {
    total: chosen.length,
    blockSize: Math.max(1, Math.ceil(ELEMENTS_A_BLOCK / (n * (d + 10)))),
    scratchBytes: NETWORK_BYTES + 12 * (n + 1) + 4 * k + 16 * d,
    signal,
    args: [
      metric.code,
      paired.params,
      n,
      d,
      k,
      scope.copyI32(chosen).pointer,
      paired.queries,
      paired.pairs,
      distances.pointer,
      indices.pointer,
    ],
  });
  return { distances: distances.view().slice(), indices: indices.view().slice(), queries: count, k };
}

/** The first k values of every `width`. */
function firstOfEach<A extends Float64Array | Int32Array>(values: A, width: number, k: number): A {
  return values.filter((_, at) => at % width < k) as A;
}

/** Queries of which two of the nearest distances are equal. */
function queriesWithTies(distances: Float64Array, width: number): Int32Array {
  const tied: number[] = [];
  for (let at = 0; at < distances.length; at += width) {
    for (let j = at + 1; j < at + width; j++) {
      if (distances[j] !== distances[j - 1]) continue;
      tied.push(at / width);
      break;
    }
  }
  return Int32Array.from(tied);
}

/** Rows 2i and 2i + 1, feature by feature. */
function interleavePairs(rows: Float64Array, d: number, pairs: Float64Array): void {
  for (let from = 0, i = 0; from < rows.length; i++) {
    for (let to = (i >> 1) * 2 * d + (i & 1), end = from + d; from < end; to += 2) pairs[to] = rows[from++]!;
  }
}

async function nearestByScreening(
  runtime: Runtime,
  scope: ArenaScope,
  { metric, d, n, k, count, rows, queries, ties, signal }: Search,
  distances: Block<Float64Array>,
  indices: Block<Int32Array>,
): Promise<void> {
  const panelCount = Math.ceil(n / 8);
  const panels = scope.f32(panelCount * 8 * d);
  const norms = scope.f32(panelCount * 8);
  const exactRows = scope.copyF64(rows).pointer;
  const { center, scale } = frameOf(rows, d);
  const centerAt = scope.copyF64(center).pointer;
  await runtime.runBlocks("packPanels", {
    total: panelCount,
    blockSize: Math.ceil(ELEMENTS_A_BLOCK / (8 * d)),
    signal,
    args: [n, d, scale, exactRows, centerAt, panels.pointer, norms.pointer],
  });
  const blockSize = Math.max(SCREENED_PASS, Math.ceil((4 * ELEMENTS_A_BLOCK) / (n * d)));
  await runtime.runBlocks("nearestByScreening", {
    total: count,
    blockSize,
    scratchBytes: (blockSize + 3) * (4 * d + 12) + 12 * k,
    signal,
    args: [
      metric.code,
      n,
      d,
      scale,
      k,
      ties,
      queries === rows ? exactRows : scope.copyF64(queries).pointer,
      exactRows,
      centerAt,
      panels.pointer,
      norms.pointer,
      distances.pointer,
      indices.pointer,
    ],
  });
}

/** A point amid the rows, and a power of two that brings them about it to magnitude 1. */
function frameOf(rows: Float64Array, d: number): { center: Float64Array; scale: number } {
  const low = rows.slice(0, d);
  const high = rows.slice(0, d);
  for (let at = 0; at < rows.length; at += d) {
    for (let j = 0; j < d; j++) {
      const value = rows[at + j]!;
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
