import type { ArenaScope, Block, Runtime } from "../../parallel/index.js";
import type { TrainingRows } from "./bin-thresholds.js";
import { mostChunkBlocks, passRows } from "./row-chunks.js";

/** Thresholds of a feature in the kernel's table, +Infinity after the last one. */
const TABLE = 256;
/** Bytes of a gradient and a hessian. */
const PAIR_BYTES = 8;

/** Rows as numbers of bins, in kernel memory. */
export interface BinnedRows {
  readonly rows: number;
  readonly features: number;
  /** A gradient and a hessian of each row, singles, which a tree grows on, and its bins: shape (rows, recordBytes). */
  readonly records: Block<Uint8Array>;
  /** Bytes of a record, a multiple of 8. */
  readonly recordBytes: number;
  /** The bins again, shape (features, rows). */
  readonly columns: Block<Uint8Array>;
  /** Bins of present values of each feature; a missing value has this code. */
  readonly bins: Block<Int32Array>;
  /** 1 for features with missing values. */
  readonly missing: Uint8Array;
}

/**
 * Bins of the values, by thresholds for each feature.
 *
 * @param order which column of the matrix each feature is.
 * Cost: O(nRows × nFeatures × log nBins), on all cores; two bytes for each value and eight for each row.
 */
export async function binRows(
  runtime: Runtime,
  scope: ArenaScope,
  { data, columns, rows, index }: TrainingRows,
  thresholds: readonly Float64Array[],
  order: Int32Array,
): Promise<BinnedRows> {
  const recordBytes = 8 * Math.ceil((PAIR_BYTES + columns) / 8);
  const records = scope.u8((rows + (rows % 2)) * recordBytes + 8); // kernels read and write two rows, or eight bytes, at a time
  const byFeature = scope.u8(rows * columns);
  const bins = scope.i32(columns);
  const missing = new Uint8Array(columns);
  bins.view().set(thresholds.map((own) => own.length + 1));
  await runtime.arena.scope(async (work) => {
    const tables = work.f64(columns * TABLE);
    const table = tables.view().fill(Number.POSITIVE_INFINITY);
    for (const [j, own] of thresholds.entries()) table.set(own, j * TABLE);
    const columnOf = work.copyI32(order);
    const holes = work.u8(mostChunkBlocks * columns);
    const source = { data, columns, index };
    await passRows(
      runtime,
      source,
      rows,
      undefined,
      async ({ first, count, pointer, blockSize, meanwhile }) => {
        await runtime.runBlocks("histBins", {
          total: count,
          blockSize,
          meanwhile,
          args: [
            pointer,
            columns,
            columnOf.pointer,
            tables.pointer,
            bins.pointer,
            rows,
            first,
            recordBytes,
            records.pointer,
            byFeature.pointer,
            holes.pointer,
          ],
        });
        const seen = holes.view().subarray(0, Math.ceil(count / blockSize) * columns);
        for (let k = 0; k < seen.length; k++) missing[k % columns]! |= seen[k]!;
      },
    );
  });
  return { rows, features: columns, records, recordBytes, columns: byFeature, bins, missing };
}
