// Histograms of nodes, their best splits, and the partition of their rows, for histogram gradient boosting.
import { BUILD_BYTES, MOST_TOGETHER, makeHistogram } from "./lib/hist/build";
import { searchCategories } from "./lib/hist/categories";
import { CELL_SHIFT, Node, Plan, Split, columnOf, inSet } from "./lib/hist/plan";
import { Search, searchThresholds } from "./lib/hist/search";

/** Bytes that a plan takes. */
export function histPlanBytes(): i32 {
  return <i32>offsetof<Plan>();
}

/** Bytes that the splits of a node take, for each feature. */
export function histSplitBytes(): i32 {
  return <i32>offsetof<Split>();
}

/** Bytes of scratch that each lane needs. */
export function histScratchBytes(): i32 {
  return BUILD_BYTES + 1024 + 256 + 2048 + 256 + <i32>offsetof<Search>();
}

/** Most features whose histograms are made together. */
export function histMostTogether(): i32 {
  return MOST_TOGETHER;
}

/** Writes down what all kernels of a fit need. */
export function histPlan(
  at: usize, // OUT plan
  rows: i32,
  features: i32,
  chunk: i32, // features whose histograms are made together
  minRows: i32,
  codes: usize,
  columns: usize,
  order: usize,
  spare: usize,
  bins: usize,
  cells: usize,
  missing: usize,
  categorical: usize,
  monotonic: usize,
  constantHessian: i32,
  l2: f64,
  minHessian: f64,
): void {
  const p = changetype<Plan>(at);
  p.rows = rows;
  p.features = features;
  p.chunk = chunk;
  p.minRows = minRows;
  p.codes = codes;
  p.columns = columns;
  p.order = order;
  p.spare = spare;
  p.bins = bins;
  p.cells = cells;
  p.missing = missing;
  p.categorical = categorical;
  p.monotonic = monotonic;
  p.constantHessian = constantHessian;
  p.l2 = l2;
  p.minHessian = minHessian;
}

/** Begins a tree: its gradients, and all rows in one node. */
export function histStartTree(
  plan: usize,
  pairs: usize, // IN f32 (rows, 2): gradient and hessian
  largestHessian: f64,
): void {
  const p = changetype<Plan>(plan);
  p.pairs = pairs;
  // Half a hessian more than fewer rows can have together, which covers the rounding of the sums.
  p.enoughHessian = (<f64>p.minRows - 0.5) * largestHessian;
  for (let i = 0; i < p.rows; i++) store<u32>(p.order + (<usize>i << 2), i);
}

/** Makes the histograms of nodes and finds their best splits by each feature, for the chunks of features [begin, end). */
export function histNodes(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  plan: usize,
  nodes: usize, // IN Node (count)
  count: i32,
): void {
  const p = changetype<Plan>(plan);
  const s = changetype<Search>(scratch + BUILD_BYTES + 1024 + 256 + 2048 + 256);
  s.plan = p;
  s.counts = scratch + BUILD_BYTES;
  s.order = s.counts + 1024;
  s.values = s.order + 256;
  s.spare = s.values + 2048;
  for (let chunk = begin; chunk < end; chunk++) {
    const first = chunk * p.chunk;
    const last = min(first + p.chunk, p.features);
    for (let k = 0; k < count; k++) {
      const node = changetype<Node>(nodes + <usize>k * offsetof<Node>());
      if (node.made == 0) makeHistogram(p, node, first, last, scratch);
      if (node.splits != 0) searchChunk(s, node, first, last);
    }
  }
}

function searchChunk(s: Search, node: Node, first: i32, last: i32): void {
  const p = s.plan;
  s.node = node;
  s.rows = <i32>(node.stop - node.start);
  s.loss = node.gradients * node.value;
  s.floor = 0;
  for (let f = first; f < last; f++) {
    const out = changetype<Split>(<usize>node.splits + <usize>f * offsetof<Split>());
    s.out = out;
    out.gain = -1;
    if (node.mask != 0 && !load<u8>(<usize>node.mask + f)) continue;
    s.feature = f;
    s.bins = load<i32>(p.bins + (<usize>f << 2));
    s.cells = <usize>node.histogram + (<usize>load<i32>(p.cells + (<usize>f << 2)) << CELL_SHIFT);
    s.monotonic = load<i8>(p.monotonic + f);
    s.counted = 0;
    if (load<u8>(p.categorical + f)) searchCategories(s);
    else searchThresholds(s);
    s.floor = max(s.floor, out.gain);
  }
}

/**
 * Parts the rows [start, stop) of a node by a split, each half of them by itself: in the other list, rows that go left stand at the
 * beginning of their half, in order, and those that go right at its end, in reverse. {@link histJoinHalves} brings them together.
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
  lefts: usize, // OUT i32 (2): rows of each half that go left
): void {
  const p = changetype<Plan>(plan);
  const codes = columnOf(p, feature);
  const missing = missingLeft ? load<i32>(p.bins + (<usize>feature << 2)) : -1;
  const middle = (start + stop) >> 1;
  for (let half = begin; half < end; half++) {
    let from = p.order + (<usize>(half == 0 ? start : middle) << 2);
    const to = p.order + (<usize>(half == 0 ? middle : stop) << 2);
    const first = p.spare + (from - p.order);
    let left = first;
    let right = p.spare + (to - p.order) - 4;
    for (; from < to; from += 4) {
      const i = load<u32>(from);
      const code = <i32>load<u8>(codes + i);
      const goesLeft = set != 0 ? u32(inSet(set, code)) : u32(code <= bin) | u32(code == missing);
      store<u32>(left, i);
      store<u32>(right, i);
      left += <usize>(goesLeft << 2);
      right -= <usize>((1 - goesLeft) << 2);
    }
    store<i32>(lefts + (<usize>half << 2), <i32>((left - first) >> 2));
  }
}

/** Brings the halves of {@link histPartition} together: rows that go left first, both parts in order. Returns how many go left. */
export function histJoinHalves(plan: usize, start: i32, stop: i32, lefts: usize): i32 {
  const p = changetype<Plan>(plan);
  const middle = (start + stop) >> 1;
  const first = load<i32>(lefts);
  const second = load<i32>(lefts, 4);
  const from = p.spare + (<usize>start << 2);
  const half = p.spare + (<usize>middle << 2);
  let to = p.order + (<usize>start << 2);
  memory.copy(to, from, <usize>first << 2);
  to += <usize>first << 2;
  memory.copy(to, half, <usize>second << 2);
  to += <usize>second << 2;
  to = copyReversed(to, half, middle - start - first);
  copyReversed(to, p.spare + (<usize>stop << 2), stop - middle - second);
  return first + second;
}

/** Copies n words that end at `end`, last first; returns where the copy ends. */
function copyReversed(to: usize, end: usize, n: i32): usize {
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
  return to;
}

/** Adds the values of leaves to the predictions of their rows, for the leaves [begin, end). */
export function histAddLeaves(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  plan: usize,
  starts: usize, // IN i32 (nLeaves): first row of each in the order
  stops: usize, // IN i32 (nLeaves)
  values: usize, // IN f64 (nLeaves)
  before: usize, // IN f64 (rows)
  after: usize, // OUT f64 (rows)
): void {
  const p = changetype<Plan>(plan);
  for (let leaf = begin; leaf < end; leaf++) {
    const value = load<f64>(values + (<usize>leaf << 3));
    const stop = p.order + (<usize>load<i32>(stops + (<usize>leaf << 2)) << 2);
    for (let at = p.order + (<usize>load<i32>(starts + (<usize>leaf << 2)) << 2); at < stop; at += 4) {
      const i = <usize>load<u32>(at) << 3;
      store<f64>(after + i, load<f64>(before + i) + value);
    }
  }
}
