// The rows of a tree that grows, grouped by node: their partition, and the values of the leaves that they end in.
import { Plan, columnOf, inSet } from "./lib/hist/plan";

/** Rows of a piece: lanes part pieces of a node side by side. */
const PIECE_ROWS: i32 = 4096;

/** Rows of a piece of {@link histPartition}. */
export function histPieceRows(): i32 {
  return PIECE_ROWS;
}

/** Begins a tree: all rows are in one node. */
export function histStartTree(plan: usize, largestHessian: f64): void {
  const p = changetype<Plan>(plan);
  // Half a hessian more than fewer rows can have together, which covers the rounding of the sums.
  p.enoughHessian = (<f64>p.minRows - 0.5) * largestHessian;
  let row = i32x4(0, 1, 2, 3);
  const end = p.order + (<usize>p.rows << 2);
  for (let at = p.order; at < end; at += 16) {
    v128.store(at, row);
    row = i32x4.add(row, i32x4.splat(4));
  }
}

/**
 * Parts the rows [start, stop) of a node by a split, each of the pieces [begin, end) of them by itself: in the other list, rows that go
 * left stand at the beginning of their piece, in order, and those that go right at its end, in reverse.
 */
export function histPartition(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  plan: usize,
  start: i32,
  stop: i32,
  feature: i32,
  bin: i32, // last bin that goes left
  missingLeft: i32,
  set: usize, // IN u32 (8): bits of categories that go left; 0 for a threshold
  lefts: usize, // OUT i32 (nPieces): rows of each piece that go left
): void {
  const p = changetype<Plan>(plan);
  const codes = columnOf(p, feature);
  const missing = missingLeft ? load<i32>(p.bins + (<usize>feature << 2)) : -1;
  for (let piece = begin; piece < end; piece++) {
    const first = start + piece * PIECE_ROWS;
    const last = min(first + PIECE_ROWS, stop);
    const from = p.order + (<usize>first << 2);
    const to = p.order + (<usize>last << 2);
    const left = p.spare + (<usize>first << 2);
    const right = p.spare + (<usize>last << 2) - 4;
    let n: i32;
    if (set != 0) n = partRows(2, codes, from, to, left, right, bin, missing, set);
    else if (missing >= 0) n = partRows(1, codes, from, to, left, right, bin, missing, set);
    else n = partRows(0, codes, from, to, left, right, bin, missing, set);
    store<i32>(lefts + (<usize>piece << 2), n);
  }
}

/**
 * Parts the rows at [from, to): each is stored on both sides, and the side that it goes to moves on. Returns how many go left.
 *
 * @param kind 0: by a threshold; 1: missing values go left too; 2: by a set of categories.
 */
@inline
function partRows(
  kind: i32,
  codes: usize,
  from: usize,
  to: usize,
  left: usize,
  right: usize,
  bin: i32,
  missing: i32,
  set: usize,
): i32 {
  const both = from + right - left; // where the right side is: this less the place in the order, plus that on the left side
  const first = left;
  for (; from < to; from += 4) {
    const i = load<u32>(from);
    const code = <i32>load<u8>(codes + i);
    store<u32>(left, i);
    store<u32>(both - from + left, i);
    if (kind == 2) left += <usize>(u32(inSet(set, code)) << 2);
    else if (kind == 1) left += <usize>((u32(code <= bin) | u32(code == missing)) << 2);
    else left += <usize>(u32(code <= bin) << 2);
  }
  return <i32>((left - first) >> 2);
}

/**
 * Brings the pieces [begin, end) of {@link histPartition} to their places: rows that go left first, both sides in order. If `gathers`,
 * the records of the smaller side, the right one of equal ones, are copied together.
 */
export function histJoin(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  plan: usize,
  start: i32,
  stop: i32,
  pieces: i32,
  lefts: usize, // IN i32 (pieces)
  gathers: i32,
): void {
  const p = changetype<Plan>(plan);
  let leftsBefore = 0;
  for (let k = 0; k < begin; k++) leftsBefore += load<i32>(lefts + (<usize>k << 2));
  let allLefts = leftsBefore;
  for (let k = begin; k < pieces; k++) allLefts += load<i32>(lefts + (<usize>k << 2));
  const middle = start + allLefts;
  const leftIsSmaller = allLefts < stop - middle;
  for (let piece = begin; piece < end; piece++) {
    const first = start + piece * PIECE_ROWS;
    const last = min(first + PIECE_ROWS, stop);
    const nLeft = load<i32>(lefts + (<usize>piece << 2));
    const nRight = last - first - nLeft;
    const left = start + leftsBefore;
    const right = middle + (first - start) - leftsBefore;
    memory.copy(p.order + (<usize>left << 2), p.spare + (<usize>first << 2), <usize>nLeft << 2);
    copyReversed(p.order + (<usize>right << 2), p.spare + (<usize>last << 2), nRight);
    leftsBefore += nLeft;
    if (!gathers) continue;
    if (leftIsSmaller) gather(p, left, nLeft, left - start);
    else gather(p, right, nRight, right - middle);
  }
}

/** Copies n words that end at `end`, last first. */
function copyReversed(to: usize, end: usize, n: i32): void {
  let k = 0;
  for (; k + 4 <= n; k += 4) {
    end -= 16;
    const words = v128.load(end);
    v128.store(to, v128.shuffle<i32>(words, words, 3, 2, 1, 0));
    to += 16;
  }
  for (; k < n; k++) {
    end -= 4;
    store<u32>(to, load<u32>(end));
    to += 4;
  }
}

/** Copies the records of n rows, from `at` in the order on, to the place `to` and those after it. */
function gather(p: Plan, at: i32, n: i32, to: i32): void {
  const order = p.order + (<usize>at << 2);
  const bytes = <usize>p.recordBytes;
  const out = p.gathered + <usize>to * bytes;
  switch (bytes >> 3) {
    case 2:
      return gatherWords(2, p, order, n, out, 16);
    case 3:
      return gatherWords(3, p, order, n, out, 24);
    case 4:
      return gatherWords(4, p, order, n, out, 32);
    default:
      return gatherWords(0, p, order, n, out, bytes);
  }
}

/** Copies scattered records: with nothing else to do, many of them are on their way from memory at once. `words` 0: more than four. */
@inline
function gatherWords(words: i32, p: Plan, order: usize, n: i32, to: usize, bytes: usize): void {
  const end = order + (<usize>n << 2);
  for (; order < end; order += 4) {
    const record = p.records + <usize>load<u32>(order) * bytes;
    if (words == 0) memory.copy(to, record, bytes);
    else v128.store(to, v128.load(record));
    if (words == 3) store<u64>(to, load<u64>(record, 16), 16);
    if (words == 4) v128.store(to, v128.load(record, 16), 16);
    to += bytes;
  }
}

/** Adds the values of leaves to the predictions of the rows [begin, end). */
export function histAddLeaves(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  plan: usize,
  leaves: i32,
  starts: usize, // IN i32 (leaves): first row of each in the order
  stops: usize, // IN i32 (leaves)
  values: usize, // IN f64 (leaves)
  before: usize, // IN f64 (rows)
  after: usize, // OUT f64 (rows)
): void {
  const p = changetype<Plan>(plan);
  for (let leaf = 0; leaf < leaves; leaf++) {
    const value = load<f64>(values + (<usize>leaf << 3));
    const stop = p.order + (<usize>load<i32>(stops + (<usize>leaf << 2)) << 2);
    let at = firstFrom(p.order + (<usize>load<i32>(starts + (<usize>leaf << 2)) << 2), stop, <u32>begin);
    for (; at < stop; at += 4) {
      const row = load<u32>(at);
      if (row >= <u32>end) break;
      const i = <usize>row << 3;
      store<f64>(after + i, load<f64>(before + i) + value);
    }
  }
}

/** Where the first row that is not below `row` stands among ascending ones. */
function firstFrom(start: usize, stop: usize, row: u32): usize {
  while (start < stop) {
    const middle = start + (((stop - start) >> 3) << 2);
    if (load<u32>(middle) < row) start = middle + 4;
    else stop = middle;
  }
  return start;
}
