// Balanced binary trees over points, for nearest-neighbour queries: the k-d tree (boxes; Bentley 1975,
// doi:10.1145/361002.361007) and the ball tree (centroids and radii; Omohundro 1989). The shape is implicit: node i has
// the children 2i + 1 and 2i + 2, a node of m points gives the first m / 2 to its left child, all leaves are on the last
// level. Nodes split at the median of the coordinate of largest spread, exactly as scikit-learn's trees do.
import { clearHeap, push, sort } from "./lib/neighbor-heap";
import { CHEBYSHEV, EUCLIDEAN, MANHATTAN, rowDistances, toDistance, toReduced } from "./lib/row-distances";
import { selectNth } from "./lib/select-nth";

const BALL_TREE: i32 = 1;

// Start and end of the points of the i-th node of a level.
let rangeStart: i32 = 0;
let rangeEnd: i32 = 0;
function locate(level: i32, i: i32, n: i32): void {
  let start = 0;
  let end = n;
  for (let bit = level - 1; bit >= 0; bit--) {
    const middle = start + (end - start) / 2;
    if ((i >> bit) & 1) start = middle;
    else end = middle;
  }
  rangeStart = start;
  rangeEnd = end;
}

// Slot of the first point of a leaf: leaves begin at even slots, so that rows pair up within a leaf.
// @ts-ignore: decorator
@inline
function leafSlot(leaf: i32, start: i32): usize {
  return <usize>((start + leaf + 1) & ~1);
}

// Largest and least value of one coordinate; returns the spread and stores both where asked.
function spreadOf(rows: usize, count: i32, stride: usize, low: usize, high: usize): f64 {
  let least = load<f64>(rows);
  let largest = least;
  for (const end = rows + <usize>count * stride; rows < end; rows += stride) {
    const value = load<f64>(rows);
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  store<f64>(low, least);
  store<f64>(high, largest);
  return largest - least;
}

// The first coordinate of largest spread. Each coordinate's bounds go to boxes, two children interleaved.
function widestCoordinate(rows: usize, count: i32, d: i32, box: usize): i32 {
  const stride = <usize>d << 3;
  let widest = 0;
  let widestSpread: f64 = 0;
  for (let j = 0; j < d; j++, box += 32) {
    const spread = spreadOf(rows + (<usize>j << 3), count, stride, box, box + 16);
    if (spread > widestSpread) {
      widestSpread = spread;
      widest = j;
    }
  }
  return widest;
}

function storeCentroid(rows: usize, count: i32, d: i32, centroid: usize): void {
  const stride = <usize>d << 3;
  for (let j = 0; j < d; j++) {
    let sum: f64 = 0;
    for (let i = 0; i < count; i++) sum += load<f64>(rows + <usize>i * stride + (<usize>j << 3));
    store<f64>(centroid + (<usize>j << 4), sum / <f64>count);
  }
}

// Largest distance from the centroid (every second double) to the rows, taken a pair at a time.
function radiusOf(metric: i32, params: usize, rows: usize, count: i32, d: usize, centroid: usize, work: usize): f64 {
  const center = work;
  const pair = center + (d << 3);
  const out = pair + (d << 4);
  for (let j: usize = 0; j < d; j++) store<f64>(center + (j << 3), load<f64>(centroid + (j << 4)));
  let largest: f64 = 0;
  for (let i = 0; i < count; i += 2) {
    const first = rows + <usize>i * (d << 3);
    const second = i + 1 < count ? first + (d << 3) : first;
    for (let j: usize = 0; j < d; j++) {
      store<f64>(pair + (j << 4), load<f64>(first + (j << 3)));
      store<f64>(pair + (j << 4) + 8, load<f64>(second + (j << 3)));
    }
    rowDistances(metric, params, center, pair, 1, d, out, out + 16);
    largest = max(largest, max(load<f64>(out), load<f64>(out, 8)));
  }
  return toDistance(metric, params, largest);
}

// Reorders the rows of a node around the median of coordinate j: the order of selectNth on (value, index).
function splitNode(rows: usize, target: usize, index: usize, count: i32, d: i32, j: i32, entries: usize): void {
  const stride = <usize>d << 3;
  for (let i = 0; i < count; i++) {
    const entry = entries + (<usize>i << 4);
    store<f64>(entry, load<f64>(rows + <usize>i * stride + (<usize>j << 3)));
    store<i32>(entry, load<i32>(index + (<usize>i << 2)), 8);
    store<i32>(entry, i, 12);
  }
  selectNth(entries, count, count / 2);
  for (let i = 0; i < count; i++) {
    const entry = entries + (<usize>i << 4);
    store<i32>(index + (<usize>i << 2), load<i32>(entry, 8));
    const from = rows + <usize>load<i32>(entry, 12) * stride;
    const to = target + <usize>i * stride;
    for (let c: usize = 0; c < stride; c += 8) store<f64>(to + c, load<f64>(from + c));
  }
}

// Writes the rows of a leaf in pairs, and the sample of each slot.
function packLeaf(rows: usize, index: usize, count: i32, d: usize, leaves: usize, slots: usize): void {
  for (let i = 0; i < count; i++) {
    store<i32>(slots + (<usize>i << 2), load<i32>(index + (<usize>i << 2)));
    const to = leaves + <usize>(i >> 1) * (d << 4) + (<usize>(i & 1) << 3);
    for (let j: usize = 0; j < d; j++) store<f64>(to + (j << 4), load<f64>(rows + (j << 3)));
    rows += d << 3;
  }
}

/**
 * Builds the nodes [begin, end) of one level: their bounds, then their split, or their leaf on the last level.
 *
 * @param scratch 16 bytes a point of the largest node, 9 * d + 8 doubles.
 * @param kind 0: k-d tree, 1: ball tree.
 * @param rows IN (n, d), in the order of the level above.
 * @param target OUT (n, d), in the order of this level; on the last level (slots, d) in pairs.
 * @param index IN OUT i32 (n): sample of each row; the last level writes `slots` instead.
 * @param slots OUT i32 (slots), on the last level: sample of each slot, untouched where none is.
 * @param bounds OUT, by parent: boxes (d, 2 bounds, 2 children) of a k-d tree, centroids (d, 2 children) of a ball tree.
 * @param radii OUT (parents, 2 children), of a ball tree.
 */
export function buildTreeLevel(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  kind: i32,
  metric: i32,
  params: usize,
  n: i32,
  d: i32,
  level: i32,
  levels: i32,
  rows: usize,
  target: usize,
  index: usize,
  slots: usize,
  bounds: usize,
  radii: usize,
): void {
  const stride = <usize>d << 3;
  const box = scratch; // (d, 2 bounds, 2 children), of which this node uses its own lane
  const work = box + (stride << 2);
  const entries = work + stride * 5 + 64;
  for (let i = begin; i < end; i++) {
    locate(level, i, n);
    const start = rangeStart;
    const count = rangeEnd - start;
    const first = rows + <usize>start * stride;
    const lane = <usize>((i & 1) << 3);
    const parent = <usize>((((1 << level) + i) >> 1) - 1);
    const widest = widestCoordinate(first, count, d, box);
    if (level > 0) {
      if (kind == BALL_TREE) {
        const centroid = bounds + parent * (stride << 1) + lane;
        storeCentroid(first, count, d, centroid);
        const radius = radiusOf(metric, params, first, count, <usize>d, centroid, work);
        store<f64>(radii + (parent << 4) + lane, radius);
      } else {
        const own = bounds + parent * (stride << 2) + lane;
        for (let j: usize = 0; j < <usize>d; j++) {
          store<f64>(own + (j << 5), load<f64>(box + (j << 5)));
          store<f64>(own + (j << 5) + 16, load<f64>(box + (j << 5) + 16));
        }
      }
    }
    const samples = index + (<usize>start << 2);
    if (level + 1 < levels) {
      splitNode(first, target + <usize>start * stride, samples, count, d, widest, entries);
    } else {
      const slot = leafSlot(i, start);
      packLeaf(first, samples, count, <usize>d, target + slot * stride, slots + (slot << 2));
    }
  }
}

// How far q lies outside the boxes of two siblings, along one coordinate.
// @ts-ignore: decorator
@inline
function boxGap(q: usize, boxes: usize): v128 {
  const x = v128.load64_splat(q);
  const outside = f64x2.pmax(f64x2.sub(v128.load(boxes), x), f64x2.sub(x, v128.load(boxes, 16)));
  return f64x2.pmax(f64x2.splat(0), outside);
}

// Least reduced distances from q to the boxes of two siblings.
function boxDistances(metric: i32, params: usize, q: usize, boxes: usize, d: usize): v128 {
  const end = q + (d << 3);
  let sum = f64x2.splat(0);
  if (metric == EUCLIDEAN) {
    for (; q < end; q += 8, boxes += 32) {
      const gap = boxGap(q, boxes);
      sum = f64x2.add(sum, f64x2.mul(gap, gap));
    }
    return sum;
  }
  for (; q < end; q += 8, boxes += 32) {
    const gap = boxGap(q, boxes);
    if (metric == MANHATTAN) sum = f64x2.add(sum, gap);
    else if (metric == CHEBYSHEV) sum = f64x2.pmax(sum, gap);
    else {
      const p = load<f64>(params);
      const powers = f64x2.splat(Math.pow(f64x2.extract_lane(gap, 0), p));
      sum = f64x2.add(sum, f64x2.replace_lane(powers, 1, Math.pow(f64x2.extract_lane(gap, 1), p)));
    }
  }
  return sum;
}

// Least reduced distances from q to the balls of two siblings.
function ballDistances(
  metric: i32,
  params: usize,
  q: usize,
  centroids: usize,
  radii: usize,
  d: usize,
  work: usize,
): v128 {
  rowDistances(metric, params, q, centroids, 1, d, work, work + 16);
  const left = max(0, toDistance(metric, params, load<f64>(work)) - load<f64>(radii));
  const right = max(0, toDistance(metric, params, load<f64>(work, 8)) - load<f64>(radii, 8));
  return f64x2.replace_lane(f64x2.splat(toReduced(metric, params, left)), 1, toReduced(metric, params, right));
}

// Offers the points of a leaf, in the order of the leaf.
function scanLeaf(
  metric: i32,
  params: usize,
  q: usize,
  leaf: usize,
  samples: usize,
  count: i32,
  d: usize,
  k: i32,
  heap: usize,
  indices: usize,
  buffer: usize,
  work: usize,
): void {
  const pairs = (count + 1) >> 1;
  rowDistances(metric, params, q, leaf, pairs, d, buffer, work);
  if (count & 1) store<f64>(buffer + (<usize>count << 3), Infinity);
  let largest = v128.load64_splat(heap);
  for (let i = 0; i < pairs; i++) {
    const at = buffer + (<usize>i << 4);
    if (!v128.any_true(f64x2.lt(v128.load(at), largest))) continue;
    const sample = samples + (<usize>i << 3);
    push(heap, indices, k, load<f64>(at), load<i32>(sample));
    push(heap, indices, k, load<f64>(at, 8), load<i32>(sample, 4));
    largest = v128.load64_splat(heap);
  }
}

/**
 * The k nearest points to the queries [begin, end), depth first, the nearer child first.
 *
 * @param scratch 2,048 bytes of stack, one double a point of the largest leaf and one more, 2 * d + 4 doubles.
 * @param order IN i32 (queries): the query that is asked t-th.
 * @param queries IN (queries, d)
 * @param leaves IN (slots, d), in pairs
 * @param slots IN i32 (slots)
 * @param distances OUT (queries, k), ascending
 * @param indices OUT i32 (queries, k)
 */
export function queryTree(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  kind: i32,
  metric: i32,
  params: usize,
  n: i32,
  d: i32,
  levels: i32,
  k: i32,
  order: usize,
  queries: usize,
  leaves: usize,
  slots: usize,
  bounds: usize,
  radii: usize,
  distances: usize,
  indices: usize,
): void {
  const stride = <usize>d << 3;
  const inner = (1 << (levels - 1)) - 1;
  const work = scratch + 2048;
  const buffer = work + (stride << 1) + 32;
  const family = kind == BALL_TREE ? stride << 1 : stride << 2;
  for (let t = begin; t < end; t++) {
    const query = <usize>load<i32>(order + (<usize>t << 2));
    const q = queries + query * stride;
    const heap = distances + query * (<usize>k << 3);
    const ids = indices + query * (<usize>k << 2);
    clearHeap(heap, ids, k);
    let top = scratch;
    let node = 0;
    let start = 0;
    let stop = n;
    let bound: f64 = 0;
    while (true) {
      while (node < inner && !(bound > load<f64>(heap))) {
        const boxes = bounds + <usize>node * family;
        const both =
          kind == BALL_TREE
            ? ballDistances(metric, params, q, boxes, radii + (<usize>node << 4), <usize>d, work)
            : boxDistances(metric, params, q, boxes, <usize>d);
        const left = f64x2.extract_lane(both, 0);
        const right = f64x2.extract_lane(both, 1);
        const middle = start + (stop - start) / 2;
        const leftFirst = left <= right;
        store<f64>(top, leftFirst ? right : left);
        store<i32>(top, 2 * node + (leftFirst ? 2 : 1), 8);
        store<i32>(top, leftFirst ? middle : start, 12);
        store<i32>(top, leftFirst ? stop : middle, 16);
        top += 24;
        node = 2 * node + (leftFirst ? 1 : 2);
        bound = leftFirst ? left : right;
        if (leftFirst) stop = middle;
        else start = middle;
      }
      if (node >= inner && !(bound > load<f64>(heap))) {
        const slot = leafSlot(node - inner, start);
        scanLeaf(
          metric, params, q, leaves + slot * stride, slots + (slot << 2), stop - start, <usize>d, k, heap, ids, buffer, work,
        );
      }
      if (top == scratch) break;
      top -= 24;
      bound = load<f64>(top);
      node = load<i32>(top, 8);
      start = load<i32>(top, 12);
      stop = load<i32>(top, 16);
    }
    sort(heap, ids, k);
    for (let i = 0; i < k; i++) {
      const at = heap + (<usize>i << 3);
      store<f64>(at, toDistance(metric, params, load<f64>(at)));
    }
  }
}
