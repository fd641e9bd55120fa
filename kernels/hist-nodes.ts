// Histograms of nodes and their best splits, for histogram gradient boosting.
import { BUILD_BYTES, MOST_TOGETHER, makeHistogram } from "./lib/hist/build";
import { searchCategories } from "./lib/hist/categories";
import { CELL_SHIFT, Node, Plan, Split } from "./lib/hist/plan";
import { Search, searchSureThresholds, searchThresholds } from "./lib/hist/search";

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
  return BUILD_BYTES + 1024 + 256 + 2048 + 256 + 8 * MOST_TOGETHER + <i32>offsetof<Search>();
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
  records: usize,
  recordBytes: i32,
  columns: usize,
  parts: i32,
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
  p.records = records;
  p.recordBytes = recordBytes;
  p.columns = columns;
  p.parts = parts;
  p.bins = bins;
  p.cells = cells;
  p.missing = missing;
  p.categorical = categorical;
  p.monotonic = monotonic;
  p.constantHessian = constantHessian;
  p.l2 = l2;
  p.minHessian = minHessian;
}

/** Begins a tree. */
export function histStartTree(plan: usize, largestHessian: f64): void {
  const p = changetype<Plan>(plan);
  // Half a hessian more than fewer rows can have together, which covers the rounding of the sums.
  p.enoughHessian = (<f64>p.minRows - 0.5) * largestHessian;
}

/**
 * Makes the histograms of nodes and finds their best splits by each feature. The nodes are children of so many others, two of each, of
 * which the second one may be none, with 0 rows; [begin, end) are the chunks of features of the first two, then those of the next.
 */
export function histNodes(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  plan: usize,
  nodes: usize, // IN Node (families, 2)
): void {
  const p = changetype<Plan>(plan);
  const chunks = (p.features + p.chunk - 1) / p.chunk;
  const s = changetype<Search>(scratch + BUILD_BYTES + 1024 + 256 + 2048 + 256 + 8 * MOST_TOGETHER);
  s.plan = p;
  s.counts = scratch + BUILD_BYTES;
  s.order = s.counts + 1024;
  s.values = s.order + 256;
  s.spare = s.values + 2048;
  s.doubts = s.spare + 256;
  for (let i = begin; i < end; i++) {
    const first = (i % chunks) * p.chunk;
    const last = min(first + p.chunk, p.features);
    for (let k = 0; k < 2; k++) {
      const node = changetype<Node>(nodes + <usize>(2 * (i / chunks) + k) * offsetof<Node>());
      if (node.rows == 0) continue;
      if (node.made == 0) makeHistogram(p, node, first, last, scratch);
      if (node.splits != 0) searchChunk(s, node, first, last);
    }
  }
}

/** Finds the best split of a node by each of some features. */
function searchChunk(s: Search, node: Node, first: i32, last: i32): void {
  const p = s.plan;
  s.node = node;
  s.rows = <i32>node.rows;
  s.loss = node.gradients * node.value;
  s.floor = 0;
  for (let f = first; f < last; f++) {
    lookAt(s, f);
    s.out.gain = -1;
    let doubt: f64 = 0;
    if (node.mask == 0 || load<u8>(<usize>node.mask + f)) {
      if (load<u8>(p.categorical + f)) searchCategories(s);
      else doubt = searchSureThresholds(s);
    }
    s.floor = max(s.floor, s.out.gain);
    store<f64>(s.doubts + (<usize>(f - first) << 3), doubt);
  }
  for (let f = first; f < last; f++) {
    const doubt = load<f64>(s.doubts + (<usize>(f - first) << 3));
    if (doubt == 0 || doubt < s.floor) continue;
    lookAt(s, f);
    searchThresholds(s);
    s.floor = max(s.floor, s.out.gain);
  }
}

/** Turns to a feature. */
function lookAt(s: Search, f: i32): void {
  const p = s.plan;
  s.out = changetype<Split>(<usize>s.node.splits + <usize>f * offsetof<Split>());
  s.feature = f;
  s.bins = load<i32>(p.bins + (<usize>f << 2));
  s.cells = <usize>s.node.histogram + (<usize>load<i32>(p.cells + (<usize>f << 2)) << CELL_SHIFT);
  s.monotonic = load<i8>(p.monotonic + f);
  s.counted = 0;
}
