// Bins of the values of histogram gradient boosting.
import { RECORD_BINS } from "./lib/hist/plan";
import { radixSort } from "./lib/radix-sort";

/** Bits of a double as an unsigned integer in the order of the values. */
@inline
function ordered(bits: u64): u64 {
  return bits ^ (<u64>(<i64>bits >> 63) | 0x8000000000000000);
}

@inline
function disordered(key: u64): u64 {
  return key ^ (<u64>(<i64>~key >> 63) | 0x8000000000000000);
}

/** Most moves of a key by insertion: runs of keys with equal upper halves are short where values are many. */
const MOST_MOVES: i32 = 32;

/** Sorts keys that are in the order of their upper halves, by insertion; false, with nothing lost, if one would have far to go. */
function finishRuns(keys: usize, n: i32): bool {
  for (let i = 1; i < n; i++) {
    const key = load<u64>(keys + (<usize>i << 3));
    let at = keys + (<usize>(i - 1) << 3);
    if (load<u64>(at) <= key) continue;
    let moves = 0;
    while (at >= keys && load<u64>(at) > key) {
      store<u64>(at, load<u64>(at), 8);
      at -= 8;
      moves++;
    }
    store<u64>(at, key, 8);
    if (moves > MOST_MOVES) return false;
  }
  return true;
}

/** Sorts the present values of the columns [begin, end) in ascending order, in place. Scratch: 16 rows + 4096 bytes. */
export function histSortColumns(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  rows: i32,
  values: usize, // IN f64 (nColumns, rows), NaN where missing
  sorted: usize, // OUT f64 (nColumns, rows): present values first
  present: usize, // OUT i32 (nColumns): how many
): void {
  const keys = scratch;
  const spare = scratch + (<usize>rows << 3);
  const counts = scratch + (<usize>rows << 4);
  for (let f = begin; f < end; f++) {
    const column = values + ((<usize>f * <usize>rows) << 3);
    const out = sorted + ((<usize>f * <usize>rows) << 3);
    let n = 0;
    for (let i = 0; i < rows; i++) {
      const value = load<f64>(column + (<usize>i << 3)) + 0; // -0 is 0
      if (value != value) continue;
      store<u64>(keys + (<usize>n << 3), ordered(reinterpret<u64>(value)));
      n++;
    }
    store<i32>(present + (<usize>f << 2), n);
    if (n == 0) continue;
    let all = radixSort<u64>(keys, spare, n, 4, 8, counts);
    if (!finishRuns(all, n)) {
      const other = all == keys ? spare : keys;
      const half = radixSort<u64>(all, other, n, 0, 4, counts);
      all = radixSort<u64>(half, half == keys ? spare : keys, n, 4, 8, counts);
    }
    for (let i = 0; i < n; i++)
      store<u64>(out + (<usize>i << 3), disordered(load<u64>(all + (<usize>i << 3))));
  }
}

/** Thresholds of a feature, +Infinity after the last one. */
const TABLE_BYTES: i32 = 256 * 8;

/** Number of thresholds below a value, by halving, without a branch: eight steps for up to 255. */
@inline
function binOf(table: usize, value: f64): u32 {
  let at: usize = <usize>(load<f64>(table, 1016) < value) << 10;
  at += <usize>(load<f64>(table + at, 504) < value) << 9;
  at += <usize>(load<f64>(table + at, 248) < value) << 8;
  at += <usize>(load<f64>(table + at, 120) < value) << 7;
  at += <usize>(load<f64>(table + at, 56) < value) << 6;
  at += <usize>(load<f64>(table + at, 24) < value) << 5;
  at += <usize>(load<f64>(table + at, 8) < value) << 4;
  at += <usize>(load<f64>(table + at) < value) << 3;
  return <u32>(at >>> 3);
}

/** Bins of rows that lie one after the other. */
export function histBins(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f64 (n, features): NaN where missing
  features: i32,
  columns: usize, // IN i32 (features): which column of x each feature is
  tables: usize, // IN f64 (features, 256)
  bins: usize, // IN i32 (features)
  rows: i32, // of the whole data
  firstRow: i32, // of those here
  recordBytes: i32,
  records: usize, // OUT u8 (rows, recordBytes): records of `Plan`, whose gradients and hessians stay as they are
  byFeature: usize, // OUT u8 (features, rows): the same
  holes: usize, // OUT u8 (nBlocks, features): 1 where a value is missing in the block
): void {
  const step = <usize>features << 3;
  const row = <usize>(firstRow + begin);
  for (let f = 0; f < features; f++) {
    const table = tables + <usize>f * TABLE_BYTES;
    const missing = load<i32>(bins + (<usize>f << 2));
    let from = x + <usize>begin * step + (<usize>load<i32>(columns + (<usize>f << 2)) << 3);
    let to = records + row * <usize>recordBytes + RECORD_BINS + <usize>f;
    let column = byFeature + <usize>f * <usize>rows + row;
    let hole: u32 = 0;
    for (let i = begin; i < end; i++) {
      const value = load<f64>(from);
      const code = <u8>(value != value ? <u32>missing : binOf(table, value));
      hole |= u32(value != value);
      store<u8>(to, code);
      store<u8>(column, code);
      from += step;
      to += recordBytes;
      column++;
    }
    store<u8>(holes + <usize>block * <usize>features + f, <u8>hole);
  }
}
