// Histograms of gradients and hessians by bin: the sums are those of the rows of a bin in ascending order.
import { CELL_SHIFT, Node, Plan, RECORD_BINS } from "./plan";

/** Adds a gradient and hessian to the cells of a row's codes; feature k has its cells 4096 k bytes further on. */
@inline
function addRow(width: i32, h: usize, codes: u64, pair: v128): void {
  let c = h + (<usize>(codes << 4) & 0xff0);
  v128.store(c, f64x2.add(v128.load(c), pair));
  if (width > 1) {
    c = h + (<usize>(codes >>> 4) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 4096), pair), 4096);
  }
  if (width > 2) {
    c = h + (<usize>(codes >>> 12) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 8192), pair), 8192);
  }
  if (width > 3) {
    c = h + (<usize>(codes >>> 20) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 12288), pair), 12288);
  }
  if (width > 4) {
    c = h + (<usize>(codes >>> 28) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 16384), pair), 16384);
  }
  if (width > 5) {
    c = h + (<usize>(codes >>> 36) & 0xff0);
    v128.store(c, f64x2.add(v128.load(c, 20480), pair), 20480);
  }
}

/** Adds n rows, whose records are `stride` bytes long. */
@inline
function addRows(width: i32, h: usize, n: i32, pairs: usize, codes: usize, stride: usize): void {
  const end = pairs + <usize>n * stride;
  while (pairs < end) {
    addRow(width, h, load<u64>(codes), f64x2.promote_low_f32x4(v128.load64_zero(pairs)));
    codes += stride;
    pairs += stride;
  }
}

/** Adds rows to the cells of up to six features. */
function addToFeatures(width: i32, h: usize, n: i32, pairs: usize, codes: usize, stride: usize): void {
  switch (width) {
    case 1:
      return addRows(1, h, n, pairs, codes, stride);
    case 2:
      return addRows(2, h, n, pairs, codes, stride);
    case 3:
      return addRows(3, h, n, pairs, codes, stride);
    case 4:
      return addRows(4, h, n, pairs, codes, stride);
    case 5:
      return addRows(5, h, n, pairs, codes, stride);
    default:
      return addRows(6, h, n, pairs, codes, stride);
  }
}

/** Most features of a chunk, a multiple of 8, and of those whose cells are filled in one pass: they fit a first-level cache. */
export const MOST_TOGETHER: i32 = 24;
const MOST_AT_ONCE: i32 = 6;
/** Rows of a pass: what is read of them fits a second-level cache, and is read from there for all features. */
const PASS_ROWS: i32 = 2048;
/** Bytes of scratch: cells of a chunk. */
export const BUILD_BYTES: i32 = MOST_TOGETHER * 4096;

/**
 * Fills the cells of the features [first, last), 4096 bytes for each, from the records of the rows of a node. They are taken
 * some at a time, so that they stay in the cache for all features.
 */
function fillCells(p: Plan, node: Node, first: i32, last: i32, h: usize): void {
  const n = <i32>node.rows;
  const from = <usize>node.records;
  for (let f = first; f < last; f++)
    memory.fill(h + (<usize>(f - first) << 12), 0, <usize>(load<i32>(p.bins + (<usize>f << 2)) + 1) << CELL_SHIFT);
  const passes = (last - first + MOST_AT_ONCE - 1) / MOST_AT_ONCE;
  const width = (last - first + passes - 1) / passes;
  const stride = <usize>p.recordBytes;
  let records = from != 0 ? from : p.records;
  for (let done = 0; done < n; done += PASS_ROWS) {
    const some = min(PASS_ROWS, n - done);
    for (let f = first; f < last; f += width)
      addToFeatures(min(width, last - f), h + (<usize>(f - first) << 12), some, records, records + RECORD_BINS + f, stride);
    records += <usize>some * stride;
  }
}

/** Histogram of a node for the features [first, last): from its rows, or its parent's less its sibling's. */
export function makeHistogram(p: Plan, node: Node, first: i32, last: i32, h: usize): void {
  const sibling = <usize>node.sibling;
  if (sibling == 0) fillCells(p, node, first, last, h);
  for (let f = first; f < last; f++) {
    const at = <usize>load<i32>(p.cells + (<usize>f << 2)) << CELL_SHIFT;
    const bytes = <usize>(load<i32>(p.bins + (<usize>f << 2)) + 1) << CELL_SHIFT;
    const out = <usize>node.histogram + at;
    if (sibling == 0) {
      memory.copy(out, h + (<usize>(f - first) << 12), bytes);
      continue;
    }
    const whole = <usize>node.parent + at;
    for (let b: usize = 0; b < bytes; b += 16)
      v128.store(out + b, f64x2.sub(v128.load(whole + b), v128.load(sibling + at + b)));
  }
}
