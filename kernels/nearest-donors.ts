// Nearest donors of missing values: for each missing value of a query, the k nearest rows that have that column, by the
// Euclidean distance over the columns that both have, scaled up to all columns.
import { clearHeap, pushByIndex, sortByIndex } from "./lib/neighbor-heap";

// 16 panels of 8 rows a pass: with 20 columns 20 kB, which stay in the first cache while the queries of a block pass over them.
const PANELS_A_PASS: i32 = 16;

// @ts-ignore: decorator
@inline
function squares(sum: v128, y: v128, x: v128): v128 {
  const difference = v128.sub<f64>(y, x);
  // pmax(0, NaN) is 0: a value that the row misses adds nothing.
  return v128.add<f64>(sum, v128.pmax<f64>(f64x2.splat(0), v128.mul<f64>(difference, difference)));
}

/**
 * Sums of squared differences of a query and the 8 rows of a panel over the columns of the query that are present.
 *
 * @param columns i32[present]
 * @param sums OUT (8)
 */
// @ts-ignore: decorator
@inline
function panelSums(query: usize, columns: usize, present: i32, panel: usize, sums: usize): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  for (let p = 0; p < present; p++) {
    const j = <usize>load<i32>(columns + (<usize>p << 2));
    const x = v128.load64_splat(query + (j << 3));
    const at = panel + (j << 6);
    a = squares(a, v128.load(at), x);
    b = squares(b, v128.load(at, 16), x);
    c = squares(c, v128.load(at, 32), x);
    d = squares(d, v128.load(at, 48), x);
  }
  v128.store(sums, a);
  v128.store(sums, b, 16);
  v128.store(sums, c, 32);
  v128.store(sums, d, 48);
}

// Writes the columns in which the query is present; returns their number.
function listPresent(mask: usize, d: i32, columns: usize): i32 {
  let present = 0;
  for (let j = 0; j < d; j++) {
    if (((load<u64>(mask + (<usize>(j >> 6) << 3)) >> <u64>(j & 63)) & 1) == 0) continue;
    store<i32>(columns + (<usize>present << 2), j);
    present++;
  }
  return present;
}

// Columns that a row and a query both have.
// @ts-ignore: decorator
@inline
function overlap(row: usize, query: usize, words: i32): i32 {
  let count = <i32>popcnt(load<u64>(row) & load<u64>(query));
  for (let w = 1; w < words; w++) {
    const at = <usize>w << 3;
    count += <i32>popcnt(load<u64>(row + at) & load<u64>(query + at));
  }
  return count;
}

// Offers a row to the heaps of those missing values whose column it has; returns the largest distance that still enters one.
function offer(
  value: f64,
  index: i32,
  row: usize,
  k: i32,
  begin: i32,
  end: i32,
  slotColumns: usize,
  distances: usize,
  indices: usize,
): f64 {
  let reach: f64 = 0;
  for (let slot = begin; slot < end; slot++) {
    const heap = distances + <usize>slot * (<usize>k << 3);
    const j = load<i32>(slotColumns + (<usize>slot << 2));
    if ((load<u64>(row + (<usize>(j >> 6) << 3)) >> <u64>(j & 63)) & 1)
      pushByIndex(heap, indices + <usize>slot * (<usize>k << 2), k, value, index);
    reach = max(reach, load<f64>(heap));
  }
  return reach;
}

/**
 * The k nearest donors of every missing value of the queries [begin, end); squared distances, ascending, ties by the lowest
 * index; Infinity and -1 where there are fewer.
 *
 * @param scratch 64 + 4 * d bytes.
 * @param words of 64 columns in a mask: ceil(d / 64)
 * @param panels IN (ceil(n / 8), d, 8): rows with NaN where a value is missing, and NaN beyond n
 * @param rowMasks IN u64 (8 * ceil(n / 8), words): bit j says that column j is present
 * @param queries IN (queries, d)
 * @param queryMasks IN u64 (queries, words)
 * @param slotStarts IN i32 (queries + 1): the missing values of query i are the slots from slotStarts[i] to slotStarts[i + 1]
 * @param slotColumns IN i32 (slots): the column of each missing value
 * @param distances OUT (slots, k)
 * @param indices OUT i32 (slots, k)
 */
export function nearestDonors(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  n: i32,
  d: i32,
  k: i32,
  words: i32,
  panels: usize,
  rowMasks: usize,
  queries: usize,
  queryMasks: usize,
  slotStarts: usize,
  slotColumns: usize,
  distances: usize,
  indices: usize,
): void {
  const sums = scratch;
  const columns = scratch + 64;
  const firstSlot = load<i32>(slotStarts + (<usize>begin << 2));
  const lastSlot = load<i32>(slotStarts + (<usize>end << 2));
  for (let slot = firstSlot; slot < lastSlot; slot++)
    clearHeap(distances + <usize>slot * (<usize>k << 3), indices + <usize>slot * (<usize>k << 2), k);
  const panelCount = (n + 7) >> 3;
  const maskBytes = <usize>words << 3;
  for (let from = 0; from < panelCount; from += PANELS_A_PASS) {
    const to = min(from + PANELS_A_PASS, panelCount);
    for (let i = begin; i < end; i++) {
      const query = queries + <usize>i * (<usize>d << 3);
      const mask = queryMasks + <usize>i * maskBytes;
      const slots = load<i32>(slotStarts + (<usize>i << 2));
      const slotsEnd = load<i32>(slotStarts + (<usize>(i + 1) << 2));
      const present = listPresent(mask, d, columns);
      let reach: f64 = 0;
      for (let slot = slots; slot < slotsEnd; slot++)
        reach = max(reach, load<f64>(distances + <usize>slot * (<usize>k << 3)));
      for (let panel = from; panel < to; panel++) {
        panelSums(query, columns, present, panels + <usize>panel * (<usize>d << 6), sums);
        for (let lane = 0; lane < 8; lane++) {
          const index = panel * 8 + lane;
          const row = rowMasks + <usize>index * maskBytes;
          // No common column: 0 / 0 is NaN, which is no donor.
          const value = (load<f64>(sums + (<usize>lane << 3)) / <f64>overlap(row, mask, words)) * <f64>d;
          if (value < reach)
            reach = offer(value, index, row, k, slots, slotsEnd, slotColumns, distances, indices);
        }
      }
    }
  }
  for (let slot = firstSlot; slot < lastSlot; slot++)
    sortByIndex(distances + <usize>slot * (<usize>k << 3), indices + <usize>slot * (<usize>k << 2), k);
}
