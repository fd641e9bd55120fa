// Regression by squared error from presorted lists. Sums round here, so the order of the additions must be that of a sort at
// the node; where the node's values are all different there is only one such order, and a list has it.
import { Grower, f32At, f64At, i32At, setF64, setI32 } from "./grower";
import { isBestOfFew } from "./few-rows";
import { hasWholeRanks, isNear, isTie, rowOf } from "./list-entries";
import { column } from "./partition";

/** Whether a feature has a list: a feature with many equal values is sorted at each node instead. */
@inline
export function isListed(g: Grower, feature: i32): bool {
  return 2 * i32At(g.distinct, feature) > g.rows;
}

/** Whether no two rows of the node have the same value, so that the list is the only sorted order. */
export function isStrict(g: Grower, feature: i32, list: usize): bool {
  if (i32At(g.distinct, feature) == g.rows) return true;
  const x = column(g, feature);
  const wholeRanks = hasWholeRanks(g, feature);
  const end = list + (<usize>(g.end - g.start) << 2);
  let below = load<u32>(list);
  for (let p = list + 4; p < end; p += 4) {
    const above = load<u32>(p);
    if (isTie(g, below, above, x, wholeRanks)) return false;
    below = above;
  }
  return true;
}

@inline
function rowAt(g: Grower, list: usize, p: i32): i32 {
  return rowOf(g, i32At(list, p));
}

/** Packs weight × target and weight of every row, for one load of both. */
export function packPairs(g: Grower): void {
  for (let i = 0; i < g.rows; i++) {
    const w = f64At(g.weights, i);
    setF64(g.pairs, 2 * i, w * f64At(g.y, i));
    setF64(g.pairs, 2 * i + 1, w);
  }
}

/** Puts the node's rows in the order of a list. */
export function orderByList(g: Grower, list: usize): void {
  const samples = g.samples + (<usize>g.start << 2);
  const n = g.end - g.start;
  for (let p = 0; p < n; p++) setI32(samples, p, rowAt(g, list, p));
}

/**
 * Whether no two neighbours in the node's list have values so close that a split cannot part them: every place between them is a cut then, and the list
 * is the only sorted order. Told by the bits of the ranks alone, which may look closer than they are.
 */
export function isSpread(g: Grower, feature: i32, list: usize): bool {
  const reach = <u32>load<u8>(g.close + feature);
  if (reach == 0 && i32At(g.distinct, feature) == g.rows) return true;
  if (reach == 255) return false;
  const ranks = ~g.rowMask;
  const bound = reach << g.rowBits;
  const last = list + (<usize>(g.end - g.start - 1) << 2);
  let p = list;
  for (; p + 16 <= last; p += 16) {
    const below = v128.and(v128.load(p), i32x4.splat(ranks));
    const above = v128.and(v128.load(p, 4), i32x4.splat(ranks));
    if (v128.any_true(i32x4.le_u(i32x4.sub(above, below), i32x4.splat(bound)))) return false;
  }
  for (; p < last; p += 4) if ((load<u32>(p, 4) & ranks) - (load<u32>(p) & ranks) <= bound) return false;
  return true;
}

/** Weight × target and weight of the row of an entry. */
@inline
function pairOf(pairs: usize, entry: usize, mask: u32): v128 {
  return v128.load(pairs + (<usize>(load<u32>(entry) & mask) << 4));
}

/** A cut is compared without division first; this is far more than that may round. */
const SCREEN: f64 = 1 - 1e-9;

/** Whether a cut with these sums on the left is better than the best so far, whose worth it then becomes. */
function isBest(g: Grower, left: f64, wl: f64): bool {
  const right = load<f64>(g.sumTotal) - left;
  const wr = g.weightNode - wl;
  if (wl < g.minWeightLeaf || wr < g.minWeightLeaf) return false;
  const proxy = (left * left) / wl + (right * right) / wr;
  if (!(proxy > g.bestProxy)) return false;
  g.bestProxy = proxy;
  return true;
}

/** Notes the best cut: that after p rows of a list. */
function noteCut(g: Grower, feature: i32, list: usize, p: i32): void {
  const x = column(g, feature);
  g.bestFeature = feature;
  g.bestPosition = g.start + p;
  g.bestThreshold = <f64>f32At(x, rowAt(g, list, p - 1)) / 2.0 + <f64>f32At(x, rowAt(g, list, p)) / 2.0;
  g.bestMissingLeft = i32(p > g.end - g.start - p);
}

/** {@link scanSpread} in a node of two or three rows whose cuts were measured; `a` and `b` are its first two samples. */
export function scanFew(g: Grower, feature: i32, list: usize, a: i32, b: i32): void {
  const first = rowAt(g, list, 0);
  const goLeft = first == a ? 1 : first == b ? 2 : 4;
  let best = i32(isBestOfFew(g, goLeft));
  if (g.end - g.start == 3) {
    const second = rowAt(g, list, 1);
    if (isBestOfFew(g, goLeft | (second == a ? 1 : second == b ? 2 : 4))) best = 2;
  }
  if (best != 0) noteCut(g, feature, list, best);
}

/** Tries every cut of a feature whose list is spread in the node, two at a time. */
export function scanSpread(g: Grower, feature: i32, list: usize): void {
  const mask = g.rowMask;
  const pairs = g.pairs;
  const first = max(1, g.minSamplesLeaf);
  const last = g.end - g.start - first;
  const total = f64x2.splat(load<f64>(g.sumTotal));
  const weight = f64x2.splat(g.weightNode);
  let screen = f64x2.splat(g.bestProxy * SCREEN);
  let best = 0;
  let sums = f64x2.splat(0); // weight × target, weight
  let entry = list;
  for (let p = 1; p < first; p++, entry += 4) sums = f64x2.add(sums, pairOf(pairs, entry, mask));
  for (let p = first; p <= last; p += 2, entry += 8) {
    const one = f64x2.add(sums, pairOf(pairs, entry, mask));
    sums = f64x2.add(one, pairOf(pairs, entry + 4, mask));
    const left = v128.shuffle<f64>(one, sums, 0, 2);
    const wl = v128.shuffle<f64>(one, sums, 1, 3);
    const right = f64x2.sub(total, left);
    const wr = f64x2.sub(weight, wl);
    const worth = f64x2.add(f64x2.mul(f64x2.mul(left, left), wr), f64x2.mul(f64x2.mul(right, right), wl));
    const less = i64x2.bitmask(f64x2.lt(worth, f64x2.mul(screen, f64x2.mul(wl, wr))));
    const open = ~less & (3 >> i32(p == last));
    if (open == 0) continue;
    if ((open & 1) != 0 && isBest(g, f64x2.extract_lane(left, 0), f64x2.extract_lane(wl, 0))) best = p;
    if ((open & 2) != 0 && isBest(g, f64x2.extract_lane(left, 1), f64x2.extract_lane(wl, 1))) best = p + 1;
    screen = f64x2.splat(g.bestProxy * SCREEN);
  }
  if (best != 0) noteCut(g, feature, list, best);
}

/** Tries the cuts of a feature whose list is strictly ascending in the node, but for those between values too close. */
export function scanStrict(g: Grower, feature: i32, list: usize): void {
  const n = g.end - g.start;
  const pairs = g.pairs;
  const mask = g.rowMask;
  const first = max(1, g.minSamplesLeaf);
  const last = n - first;
  let best = 0;
  let at = 0;
  let sums = f64x2.splat(0); // weight × target, weight
  for (let p = first; p <= last; p++) {
    if (isNear(g, feature, i32At(list, p - 1), i32At(list, p))) continue;
    if (p - at <= n - p) {
      for (let q = at; q < p; q++) sums = f64x2.add(sums, pairOf(pairs, list + (<usize>q << 2), mask));
    } else {
      sums = f64x2.replace_lane(f64x2.splat(load<f64>(g.sumTotal)), 1, g.weightNode);
      for (let q = n - 1; q >= p; q--) sums = f64x2.sub(sums, pairOf(pairs, list + (<usize>q << 2), mask));
    }
    at = p;
    if (isBest(g, f64x2.extract_lane(sums, 0), f64x2.extract_lane(sums, 1))) best = p;
  }
  if (best != 0) noteCut(g, feature, list, best);
}
