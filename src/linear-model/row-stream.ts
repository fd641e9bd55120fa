import type { ArenaScope, CancelSignal } from "../parallel/index.js";

/** How rows are cut: blocks for the lanes, and chunks of several blocks that lie in kernel memory at a time. */
export interface RowPlan {
  readonly blockRows: number;
  readonly chunkRows: number;
}

/** 256 kB: a block stays in the second-level cache between copy and use. */
const BLOCK_BYTES = 2 ** 18;
/** 8 MB: enough blocks for the lanes, little memory. */
const CHUNK_BYTES = 2 ** 23;

/** 256 MB: most that the partial results of a chunk may take, as far as two blocks allow. */
const SLOT_BYTES = 2 ** 28;

/**
 * Cuts rows of `columns` doubles; depends on the data only, never on the number of lanes.
 *
 * @param leastBlockRows rows that a block has at least, so that its partial result is small beside its work.
 * @param slotBytes size of a block's partial result.
 */
export function planRows(columns: number, leastBlockRows = 64, slotBytes = 8): RowPlan {
  const rowBytes = 8 * Math.max(columns, 1);
  const blockRows = Math.ceil(Math.max(BLOCK_BYTES / rowBytes, leastBlockRows) / 64) * 64;
  const filling = Math.max(4, Math.floor(CHUNK_BYTES / (rowBytes * blockRows)));
  const blocks = Math.max(2, Math.min(filling, Math.floor(SLOT_BYTES / slotBytes)));
  return { blockRows, chunkRows: blocks * blockRows };
}

/** Rows of a matrix that lie in kernel memory. */
export interface Chunk {
  /** First row. */
  readonly begin: number;
  /** Number of rows. */
  readonly count: number;
  /** Where they lie. */
  readonly pointer: number;
}

/**
 * Visits all rows of X in order, a chunk at a time, each copied into the same piece of kernel memory.
 *
 * @param X shape (rows, columns), row-major.
 */
export async function forEachChunk(
  scope: ArenaScope,
  X: Float64Array,
  rows: number,
  columns: number,
  { chunkRows }: RowPlan,
  visit: (chunk: Chunk) => Promise<void>,
  signal?: CancelSignal,
): Promise<void> {
  const window = scope.f64(Math.min(rows, chunkRows) * columns);
  for (let begin = 0; begin < rows; begin += chunkRows) {
    signal?.throwIfAborted();
    const count = Math.min(chunkRows, rows - begin);
    window.view().set(X.subarray(begin * columns, (begin + count) * columns));
    await visit({ begin, count, pointer: window.pointer });
  }
}

/** Adds slots of `size` doubles in order: out ← out + Σ slots. */
export function addSlots(slots: Float64Array, count: number, out: Float64Array): void {
  const size = out.length;
  for (let block = 0, p = 0; block < count; block++) for (let k = 0; k < size; k++, p++) out[k]! += slots[p]!;
}
