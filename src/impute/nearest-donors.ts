import type { Matrix } from "../core/matrix.js";
import { type CancelSignal, loadRuntime } from "../parallel/index.js";

// Elements of rows worth a block: about a quarter of a millisecond.
const ELEMENTS_A_BLOCK = 500_000;
// Queries a block at least, because a pass over the rows serves them all.
const SHARED_PASS = 8;
// Queries at a time, so that their heaps take little memory.
const QUERIES_A_BATCH = 4096;

/** Missing values that want donors: for each query row, the columns it misses. */
export interface Receivers {
  /** Rows with missing values, ascending. */
  readonly rows: Int32Array;
  /** The missing values of `rows[i]` are the slots `starts[i] <= slot < starts[i + 1]`; shape (rows.length + 1). */
  readonly starts: Int32Array;
  /** Column of each slot. */
  readonly columns: Int32Array;
}

/** What to do with the donors of a slot: their rows and distances, nearest first, of equals the lowest row first. */
export type DonorVisitor = (row: number, column: number, donors: Int32Array, distances: Float64Array) => void;

/** The rows that may give, packed once for all queries. */
export interface DonorRows {
  /** Groups of 8 rows, column by column; NaN where a value is missing and beyond the last row. */
  readonly panels: Float64Array;
  /** Bits of the present columns, `words` words of 64 bits a row. */
  readonly masks: Uint32Array;
  readonly words: number;
  readonly rows: number;
  readonly columns: number;
}

/** Packs rows whose missing values are NaN. */
export function packDonors({ data, rows, columns }: Matrix): DonorRows {
  const padded = 8 * Math.ceil(rows / 8);
  const panels = new Float64Array(padded * columns).fill(Number.NaN);
  for (let i = 0, p = 0; i < rows; i++) {
    const start = (i >> 3) * 8 * columns + (i & 7);
    for (let j = 0; j < columns; j++) panels[start + 8 * j] = data[p++]!;
  }
  const words = Math.ceil(columns / 64);
  const masks = new Uint32Array(2 * words * padded);
  masks.set(presenceMasks(data, rows, columns, words));
  return { panels, masks, words, rows, columns };
}

function presenceMasks(data: Float64Array, rows: number, columns: number, words: number): Uint32Array {
  const masks = new Uint32Array(2 * words * rows);
  for (let i = 0, p = 0; i < rows; i++) {
    const start = 2 * words * i;
    for (let j = 0; j < columns; j++) if (!Number.isNaN(data[p++])) masks[start + (j >> 5)]! |= 1 << (j & 31);
  }
  return masks;
}

/**
 * Visits every missing value with its k nearest donors: rows that have its column, by Euclidean distance over the columns that
 * both have, scaled up to all columns: √(d / common × Σ (x − y)²). Rows without a common column are no donors.
 *
 * Cost: nReceivers nDonors d flops, on all lanes.
 *
 * @param X shape (nSamples, nFeatures), NaN where a value is missing.
 * @param k number of donors wanted; fewer come where there are fewer.
 * @see Dixon (1979), Pattern Recognition with Partly Missing Data, IEEE Trans. Syst. Man Cybern. 9(10).
 */
export async function visitNearestDonors(
  donors: DonorRows,
  X: Matrix,
  receivers: Receivers,
  k: number,
  visit: DonorVisitor,
  signal?: CancelSignal,
): Promise<void> {
  const { rows: n, columns: d, words } = donors;
  const runtime = await loadRuntime();
  await runtime.arena.scope(async (scope) => {
    const panels = scope.copyF64(donors.panels).pointer;
    const rowMasks = scope.u32(donors.masks.length);
    rowMasks.view().set(donors.masks);
    for (let begin = 0; begin < receivers.rows.length; begin += QUERIES_A_BATCH) {
      const batch = takeBatch(X, receivers, begin, words);
      const slots = batch.columns.length;
      await runtime.arena.scope(async (inner) => {
        const queryMasks = inner.u32(batch.masks.length);
        queryMasks.view().set(batch.masks);
        const distances = inner.f64(slots * k);
        const indices = inner.i32(slots * k);
        await runtime.runBlocks("nearestDonors", {
          total: batch.rows.length,
          blockSize: Math.max(SHARED_PASS, Math.ceil(ELEMENTS_A_BLOCK / (n * d))),
          scratchBytes: 64 + 4 * d,
          signal,
          args: [
            n,
            d,
            k,
            words,
            panels,
            rowMasks.pointer,
            inner.copyF64(batch.queries).pointer,
            queryMasks.pointer,
            inner.copyI32(batch.starts).pointer,
            inner.copyI32(batch.columns).pointer,
            distances.pointer,
            indices.pointer,
          ],
        });
        deliver(batch, k, distances.view(), indices.view(), visit);
      });
    }
  });
}

interface Batch extends Receivers {
  readonly queries: Float64Array;
  readonly masks: Uint32Array;
}

function takeBatch({ data, columns: d }: Matrix, receivers: Receivers, begin: number, words: number): Batch {
  const rows = receivers.rows.subarray(begin, begin + QUERIES_A_BATCH);
  const queries = new Float64Array(rows.length * d);
  rows.forEach((row, i) => {
    queries.set(data.subarray(row * d, (row + 1) * d), i * d);
  });
  const first = receivers.starts[begin]!;
  const starts = receivers.starts.slice(begin, begin + rows.length + 1).map((start) => start - first);
  const columns = receivers.columns.subarray(first, first + starts[rows.length]!);
  return { rows, starts, columns, queries, masks: presenceMasks(queries, rows.length, d, words) };
}

/** Hands out the heaps; squares become distances. */
function deliver(
  { rows, starts, columns }: Batch,
  k: number,
  squared: Float64Array,
  indices: Int32Array,
  visit: DonorVisitor,
): void {
  for (let i = 0; i < rows.length; i++) {
    for (let slot = starts[i]!; slot < starts[i + 1]!; slot++) {
      let found = 0;
      while (found < k && indices[slot * k + found]! >= 0) found++;
      const donors = indices.subarray(slot * k, slot * k + found);
      const distances = squared.slice(slot * k, slot * k + found).map(Math.sqrt);
      visit(rows[i]!, columns[slot]!, donors, distances);
    }
  }
}
