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

/** Rows of a tile: so many of 20 features fit a first-level cache. */
const TILE_ROWS: i32 = 64;

/** Copies rows into columns. */
export function histTurnRows(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f64 (n, features)
  features: i32,
  rows: i32, // of the columns
  firstRow: i32, // of those here
  columns: usize, // OUT f64 (features, rows)
): void {
  const step = <usize>features << 3;
  for (let first = begin; first < end; first += TILE_ROWS) {
    const last = min(first + TILE_ROWS, end);
    for (let f = 0; f < features; f++) {
      let from = x + <usize>first * step + (<usize>f << 3);
      let to = columns + ((<usize>f * <usize>rows + <usize>(firstRow + first)) << 3);
      for (let i = first; i < last; i++) {
        store<f64>(to, load<f64>(from));
        from += step;
        to += 8;
      }
    }
  }
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

// Eight steps halve what is left of a table: each moves on if the threshold in the middle is below the value. There are no branches.

@inline
function halve256(at: usize, value: f64): usize {
  return at + (<usize>(load<f64>(at, 1016) < value) << 10);
}

@inline
function halve128(at: usize, value: f64): usize {
  return at + (<usize>(load<f64>(at, 504) < value) << 9);
}

@inline
function halve64(at: usize, value: f64): usize {
  return at + (<usize>(load<f64>(at, 248) < value) << 8);
}

@inline
function halve32(at: usize, value: f64): usize {
  return at + (<usize>(load<f64>(at, 120) < value) << 7);
}

@inline
function halve16(at: usize, value: f64): usize {
  return at + (<usize>(load<f64>(at, 56) < value) << 6);
}

@inline
function halve8(at: usize, value: f64): usize {
  return at + (<usize>(load<f64>(at, 24) < value) << 5);
}

@inline
function halve4(at: usize, value: f64): usize {
  return at + (<usize>(load<f64>(at, 8) < value) << 4);
}

@inline
function halve2(at: usize, value: f64): usize {
  return at + (<usize>(load<f64>(at) < value) << 3);
}

/** Where a table has its first threshold that is not below a value, among up to 255 and +Infinity. */
@inline
function placeOf(table: usize, value: f64): usize {
  let at = halve256(table, value);
  at = halve128(at, value);
  at = halve64(at, value);
  at = halve32(at, value);
  at = halve16(at, value);
  at = halve8(at, value);
  at = halve4(at, value);
  return halve2(at, value);
}

/** Bin of a value whose place in the table is known. */
@inline
function codeOf(value: f64, table: usize, place: usize, missing: i32): u32 {
  return value != value ? <u32>missing : <u32>((place - table) >>> 3);
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
  const bytes = <usize>recordBytes;
  for (let f = 0; f < features; f++) {
    const table = tables + <usize>f * TABLE_BYTES;
    const missing = load<i32>(bins + (<usize>f << 2));
    let from = x + <usize>begin * step + (<usize>load<i32>(columns + (<usize>f << 2)) << 3);
    let to = records + row * bytes + RECORD_BINS + <usize>f;
    let column = byFeature + <usize>f * <usize>rows + row;
    let hole: u32 = 0;
    let i = begin;
    for (; i + 4 <= end; i += 4) {
      const a = load<f64>(from);
      const b = load<f64>(from + step);
      const c = load<f64>(from + 2 * step);
      const d = load<f64>(from + 3 * step);
      // Step by step for all four: the steps of a value wait for each other, but not for those of another.
      let aAt = halve256(table, a);
      let bAt = halve256(table, b);
      let cAt = halve256(table, c);
      let dAt = halve256(table, d);
      aAt = halve128(aAt, a);
      bAt = halve128(bAt, b);
      cAt = halve128(cAt, c);
      dAt = halve128(dAt, d);
      aAt = halve64(aAt, a);
      bAt = halve64(bAt, b);
      cAt = halve64(cAt, c);
      dAt = halve64(dAt, d);
      aAt = halve32(aAt, a);
      bAt = halve32(bAt, b);
      cAt = halve32(cAt, c);
      dAt = halve32(dAt, d);
      aAt = halve16(aAt, a);
      bAt = halve16(bAt, b);
      cAt = halve16(cAt, c);
      dAt = halve16(dAt, d);
      aAt = halve8(aAt, a);
      bAt = halve8(bAt, b);
      cAt = halve8(cAt, c);
      dAt = halve8(dAt, d);
      aAt = halve4(aAt, a);
      bAt = halve4(bAt, b);
      cAt = halve4(cAt, c);
      dAt = halve4(dAt, d);
      aAt = halve2(aAt, a);
      bAt = halve2(bAt, b);
      cAt = halve2(cAt, c);
      dAt = halve2(dAt, d);
      const low = codeOf(a, table, aAt, missing) | (codeOf(b, table, bAt, missing) << 8);
      const codes = low | (codeOf(c, table, cAt, missing) << 16) | (codeOf(d, table, dAt, missing) << 24);
      hole |= u32(a != a) | u32(b != b) | u32(c != c) | u32(d != d);
      store<u32>(column, codes);
      store<u8>(to, <u8>codes);
      store<u8>(to + bytes, <u8>(codes >>> 8));
      store<u8>(to + 2 * bytes, <u8>(codes >>> 16));
      store<u8>(to + 3 * bytes, <u8>(codes >>> 24));
      from += 4 * step;
      to += 4 * bytes;
      column += 4;
    }
    for (; i < end; i++) {
      const value = load<f64>(from);
      const code = <u8>codeOf(value, table, placeOf(table, value), missing);
      hole |= u32(value != value);
      store<u8>(to, code);
      store<u8>(column, code);
      from += step;
      to += bytes;
      column++;
    }
    store<u8>(holes + <usize>block * <usize>features + f, <u8>hole);
  }
}
