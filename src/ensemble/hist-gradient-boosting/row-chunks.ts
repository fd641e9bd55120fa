import type { Runtime } from "../../parallel/index.js";

/** Most rows of a block of a kernel, fewest ones, and values that it should have at the most: half a second-level cache. */
const MOST_BLOCK_ROWS = 1024;
const LEAST_BLOCK_ROWS = 64;
const BLOCK_VALUES = 32_768;
/** Blocks of rows that are copied at a time: what is made of them is made while they are in the cache. */
const CHUNK_BLOCKS = 16;

/** Rows of a matrix. */
export interface PickedRows {
  readonly data: Float64Array;
  /** Number of columns of the matrix. */
  readonly columns: number;
  /** Which rows; all, in order, if undefined. */
  readonly index: Int32Array | undefined;
}

/** Some of the rows in kernel memory. */
export interface RowChunk {
  /** The first of them, and how many they are. */
  readonly first: number;
  readonly count: number;
  /** Their values, shape (count, nColumns). */
  readonly pointer: number;
  /** Rows of a block for the lanes. */
  readonly blockSize: number;
  /** What is to be done while lanes work on these rows: the next ones are copied. */
  readonly meanwhile: () => void;
}

/** Rows of a block. */
export function blockRowsOf(columns: number): number {
  let rows = MOST_BLOCK_ROWS;
  while (rows > LEAST_BLOCK_ROWS && rows * columns > BLOCK_VALUES) rows /= 2;
  return rows;
}

/** Most blocks of a chunk. */
export const mostChunkBlocks: number = CHUNK_BLOCKS;

/**
 * Passes rows through kernel memory, some at a time.
 *
 * @param count number of rows.
 * @param picked columns that are wanted; all if undefined.
 */
export async function passRows(
  runtime: Runtime,
  { data, columns, index }: PickedRows,
  count: number,
  picked: readonly number[] | undefined,
  work: (chunk: RowChunk) => Promise<void>,
): Promise<void> {
  const width = picked?.length ?? columns;
  const blockSize = blockRowsOf(width);
  const chunkRows = Math.min(count, CHUNK_BLOCKS * blockSize);
  await runtime.arena.scope(async (scope) => {
    const buffers = [scope.f64(chunkRows * width), scope.f64(chunkRows * width)] as const;
    const copy = (first: number, turn: number): void => {
      const out = buffers[turn % 2 === 0 ? 0 : 1].view();
      copyRows({ data, columns, index }, first, Math.min(chunkRows, count - first), picked, out);
    };
    copy(0, 0);
    for (let first = 0, turn = 0; first < count; first += chunkRows, turn++) {
      const { pointer } = buffers[turn % 2 === 0 ? 0 : 1];
      const next = first + chunkRows;
      const meanwhile = (): void => {
        if (next < count) copy(next, turn + 1);
      };
      await work({ first, count: Math.min(chunkRows, count - first), pointer, blockSize, meanwhile });
    }
  });
}

/** Some rows of a matrix, one after the other. */
export function copyRows(
  { data, columns, index }: PickedRows,
  first: number,
  count: number,
  picked: readonly number[] | undefined,
  out: Float64Array,
): void {
  if (index === undefined && picked === undefined) {
    out.set(data.subarray(first * columns, (first + count) * columns));
    return;
  }
  const width = picked?.length ?? columns;
  let at = 0;
  for (let i = first; i < first + count; i++) {
    const row = (index === undefined ? i : index[i]!) * columns;
    if (picked === undefined) for (let j = 0; j < width; j++) out[at++] = data[row + j]!;
    else for (let j = 0; j < width; j++) out[at++] = data[row + picked[j]!]!;
  }
}
