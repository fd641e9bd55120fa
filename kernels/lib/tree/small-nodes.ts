// Search of the split of a node of few rows by squared error, sorted anew by one feature after the other. So few rows are sorted by insertion, which
// keeps the order of equal values; the values of the rows stand together in a tile, which serves for the whole subtree.
import { Draw, drawFeature, markConstant, markDrawn } from "./feature-draw";
import { isBestOfFew, measureFew } from "./few-rows";
import { FEATURE_THRESHOLD, Grower, f32At, f64At, i32At, setF32, setF64, setI32, weightAt } from "./grower";
import { MOST_INSERTED } from "./introsort";
import { column } from "./partition";

/** Room for the rows of a tile, a multiple of four. */
export const TILE_ROWS: i32 = 16;

/** Rows of a node being searched. */
@unmanaged
export class SmallNode {
  start: i32; // of the samples that the tile holds
  end: i32;
  tile: usize; // f32 (nFeatures, TILE_ROWS)
  rows: usize; // i32 (TILE_ROWS)
  places: usize; // u8 (nRows): place in the tile of the rows that it holds
  pairs: usize; // f64 (TILE_ROWS, 2): weight × target and weight of the rows
  order: usize; // i32 (TILE_ROWS): places of the node's rows, in their order
  values: usize; // f32 (TILE_ROWS): their values, then Infinity
  nextOrder: usize; // i32 (TILE_ROWS)
  sorted: usize; // f32 (TILE_ROWS)
}

/** Bytes of the work space for trees of this many rows and features. */
export function smallBytes(rows: i32, features: i32): usize {
  return offsetof<SmallNode>() + TILE_ROWS * (5 * 4 + 16) + <usize>(features * TILE_ROWS) * 4 + rows;
}

/** Places the work space behind the state, whose size is a multiple of 16 bytes. */
export function startSmall(g: Grower): void {
  const s = changetype<SmallNode>(g.small);
  const row = <usize>TILE_ROWS * 4;
  s.start = 0;
  s.end = 0;
  s.pairs = g.small + offsetof<SmallNode>();
  s.values = s.pairs + 4 * row;
  s.sorted = s.values + row;
  s.order = s.sorted + row;
  s.nextOrder = s.order + row;
  s.rows = s.nextOrder + row;
  s.tile = s.rows + row;
  s.places = s.tile + <usize>g.features * row;
}

/** Whether so few rows are searched here; no lists of them are needed. */
@inline
export function isSmall(n: i32): bool {
  return n <= MOST_INSERTED;
}

/** Reads the rows of the node into the tile. */
function fillTile(g: Grower, s: SmallNode): void {
  const n = g.end - g.start;
  s.start = g.start;
  s.end = g.end;
  for (let k = 0; k < n; k++) {
    const row = i32At(g.samples, g.start + k);
    const weight = weightAt(g.weights, g.weightShift, row);
    setI32(s.rows, k, row);
    store<u8>(s.places + <usize>row, <u8>k);
    setF64(s.pairs, 2 * k, weight * f64At(g.y, row));
    setF64(s.pairs, 2 * k + 1, weight);
  }
  for (let f = 0; f < g.features; f++) {
    const x = column(g, f);
    const to = s.tile + (<usize>(f * TILE_ROWS) << 2);
    for (let k = 0; k < n; k++) setF32(to, k, f32At(x, i32At(s.rows, k)));
  }
}

/** The place of the k-th of the values in ascending order, equal ones in the order in which they stand. */
@inline
function rankOf(values: usize, blocks: i32, k: i32): i32 {
  const value = v128.load32_splat(values + (<usize>k << 2));
  let below = 0;
  let equal = 0;
  for (let b = 0; b < blocks; b++) {
    const four = v128.load(values + (<usize>b << 4));
    below |= i32x4.bitmask(f32x4.lt(four, value)) << (b << 2);
    equal |= i32x4.bitmask(f32x4.eq(four, value)) << (b << 2);
  }
  return popcnt<i32>(below) + popcnt<i32>(equal & ((1 << k) - 1));
}

/** Sorts the node's rows by a feature; false if it has one value only. */
function sortSmall(s: SmallNode, n: i32, feature: i32): bool {
  const tile = s.tile + (<usize>(feature * TILE_ROWS) << 2);
  const blocks = (n + 3) >> 2;
  const values = s.values;
  const order = s.order;
  const to = s.nextOrder;
  const sorted = s.sorted;
  v128.store(values + (<usize>(blocks - 1) << 4), f32x4.splat(Infinity));
  for (let k = 0; k < n; k++) setF32(values, k, f32At(tile, i32At(order, k)));
  for (let k = 0; k < n; k++) {
    const rank = rankOf(values, blocks, k);
    setI32(to, rank, i32At(order, k));
    setF32(sorted, rank, f32At(values, k));
  }
  s.order = to;
  s.nextOrder = order;
  return f32At(sorted, n - 1) > f32At(sorted, 0) + FEATURE_THRESHOLD;
}

/** Tries every cut of the feature by which the rows were sorted last. */
function scanSmall(g: Grower, s: SmallNode, n: i32, feature: i32): void {
  const sorted = s.sorted;
  const order = s.order;
  const pairs = s.pairs;
  const minWeight = g.minWeightLeaf;
  const total = load<f64>(g.sumTotal);
  const weight = g.weightNode;
  const whole = f64x2.replace_lane(f64x2.splat(total), 1, weight);
  let sums = f64x2.splat(0); // weight × target, weight
  let at = 0;
  const first = max(1, g.minSamplesLeaf);
  for (let p = first, last = n - first; p <= last; p++) {
    if (f32At(sorted, p) <= f32At(sorted, p - 1) + FEATURE_THRESHOLD) continue;
    if (p - at <= n - p) {
      for (let q = at; q < p; q++) sums = f64x2.add(sums, v128.load(pairs + (<usize>i32At(order, q) << 4)));
    } else {
      sums = whole;
      for (let q = n - 1; q >= p; q--) sums = f64x2.sub(sums, v128.load(pairs + (<usize>i32At(order, q) << 4)));
    }
    at = p;
    const left = f64x2.extract_lane(sums, 0);
    const wl = f64x2.extract_lane(sums, 1);
    const right = total - left;
    const wr = weight - wl;
    if (wl < minWeight || wr < minWeight) continue;
    const proxy = (left * left) / wl + (right * right) / wr;
    if (!(proxy > g.bestProxy)) continue;
    g.bestProxy = proxy;
    g.bestFeature = feature;
    g.bestPosition = g.start + p;
    g.bestThreshold = <f64>f32At(sorted, p - 1) / 2.0 + <f64>f32At(sorted, p) / 2.0;
    g.bestMissingLeft = i32(p > n - p);
  }
}

/** Notes a cut of a node of two or three rows, if it is the best so far. */
@inline
function tryFew(g: Grower, feature: i32, goLeft: i32, position: i32, below: f32, above: f32): void {
  if (!isBestOfFew(g, goLeft)) return;
  g.bestFeature = feature;
  g.bestPosition = g.start + position;
  g.bestThreshold = <f64>below / 2.0 + <f64>above / 2.0;
  g.bestMissingLeft = position - 1; // whether the left part is larger
}

/** {@link searchSmall} for two rows. */
function searchTwo(g: Grower, s: SmallNode, draw: Draw): void {
  const tile = s.tile;
  const placeA = i32At(s.order, 0);
  const placeB = i32At(s.order, 1);
  measureFew(g, s.pairs, s.order, true);
  let behind = 0; // 1: the second row stands first
  for (let f = drawFeature(g, draw); f >= 0; f = drawFeature(g, draw)) {
    const values = tile + (<usize>(f * TILE_ROWS) << 2);
    const a = f32At(values, placeA);
    const b = f32At(values, placeB);
    if (a != b) behind = i32(b < a);
    const low = behind ? b : a;
    const high = behind ? a : b;
    if (high <= low + FEATURE_THRESHOLD) {
      markConstant(g, draw);
      continue;
    }
    markDrawn(g, draw);
    tryFew(g, f, 1 + behind, 1, low, high);
  }
  setI32(s.order, 0, behind ? placeB : placeA);
  setI32(s.order, 1, behind ? placeA : placeB);
}

/** {@link searchSmall} for more than two rows. */
function searchMore(g: Grower, s: SmallNode, draw: Draw, n: i32): void {
  for (let f = drawFeature(g, draw); f >= 0; f = drawFeature(g, draw)) {
    if (!sortSmall(s, n, f)) {
      markConstant(g, draw);
      continue;
    }
    markDrawn(g, draw);
    scanSmall(g, s, n, f);
  }
}

/** Tries every cut of the features that are drawn; the node's rows then stand in the order of the last. */
export function searchSmall(g: Grower, draw: Draw): void {
  const s = changetype<SmallNode>(g.small);
  const n = g.end - g.start;
  const samples = g.samples + (<usize>g.start << 2);
  g.nMissing = 0;
  if (g.start < s.start || g.end > s.end) fillTile(g, s);
  for (let k = 0; k < n; k++) setI32(s.order, k, <i32>load<u8>(s.places + <usize>i32At(samples, k)));
  if (n == 2) searchTwo(g, s, draw);
  else searchMore(g, s, draw, n);
  for (let k = 0; k < n; k++) setI32(samples, k, i32At(s.rows, i32At(s.order, k)));
}
