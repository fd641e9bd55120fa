// Gini impurity of two classes, weights whole numbers. With l1 of the second class among wl on the left of a cut, of t0 and t1 of the node's
// weight w, and d = l1 w - wl t1, the proxy is 2 d² / (w wl wr) - 2 t0 t1 / w: d is counted up in exact integers, and a cut compared without a
// division. On sorted keys d² / (wl wr) is found for four cuts at once, in 32-bit floats; those near to the largest are computed exactly.
import { rankOf, restOf } from "./entries";
import { Grower, f64At, i32At, setF64 } from "./grower";
import { allowsCut, isClose, noteBest, valuesOf } from "./noted-cut";

/** Room for rounding when a cut is compared without division: far more than a double, or a 32-bit float, loses. */
const SLACK: f64 = 1e-12;
const SLACK_OF_SINGLES: f64 = 1e-5;

/** Up to this weight of a node d fits 32 bits. */
const MOST_WEIGHT: f64 = 65536;

/** What d² is compared with, a multiple of wl wr; below it a cut is worse than the best for certain. */
@inline
export function screenOfTwo(g: Grower): f64 {
  const w = g.weightNode;
  return 0.5 * w * (g.bestProxy - SLACK * w) + f64At(g.sumTotal, 0) * f64At(g.sumTotal, 1);
}

/** Measures the cut after p rows between two ranks; notes it, and returns true, if it is the best so far. */
export function tryCut(
  g: Grower,
  feature: i32,
  p: i32,
  below: u32,
  above: u32,
  values: usize,
  wl: f64,
  d: f64,
): bool {
  const w = g.weightNode;
  const t0 = f64At(g.sumTotal, 0);
  const t1 = f64At(g.sumTotal, 1);
  const wr = w - wl;
  if (!allowsCut(g, p, g.end - g.start, wl, wr)) return false;
  const l1 = (d + wl * t1) / w;
  const l0 = wl - l1;
  const r0 = t0 - l0;
  const r1 = t1 - l1;
  const sl = l0 * l0 + l1 * l1;
  const sr = r0 * r0 + r1 * r1;
  const proxy = -wr * (1.0 - sr / (wr * wr)) - wl * (1.0 - sl / (wl * wl));
  if (!(proxy > g.bestProxy)) return false;
  g.bestProxy = proxy;
  g.bestWeightLeft = wl;
  setF64(g.bestLeft, 0, l0);
  setF64(g.bestLeft, 1, l1);
  noteBest(g, feature, p, below, above, values);
  return true;
}

/** Running sums of four numbers. */
@inline
function runningSums(v: v128): v128 {
  const zero = i32x4.splat(0);
  const pairs = i32x4.add(v, i8x16.shuffle(zero, v, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27));
  return i32x4.add(pairs, i8x16.shuffle(zero, pairs, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23));
}

/** Tries every cut of a feature on its sorted keys, one by one. */
function scanOneByOne<T extends number>(g: Grower, feature: i32, entries: usize): void {
  const n = g.end - g.start;
  const values = valuesOf(g, feature);
  const t0 = <i64>f64At(g.sumTotal, 0);
  const t1 = <i64>f64At(g.sumTotal, 1);
  const w = <i64>g.weightNode;
  let screen = screenOfTwo(g);
  let wl: i64 = 0;
  let d: i64 = 0;
  let rank = rankOf<T>(load<T>(entries));
  for (let p = 1; p < n; p++) {
    const l = restOf<T>(load<T>(entries));
    const weight = <i64>(l >>> 1);
    wl += weight;
    d += weight * select<i64>(t0, -t1, l & 1);
    entries += sizeof<T>();
    const below = rank;
    rank = rankOf<T>(load<T>(entries));
    const left = <f64>d;
    if (left * left < screen * <f64>(wl * (w - wl)) || rank == below) continue;
    if (isClose(g, feature, below, rank)) continue;
    if (tryCut(g, feature, p, below, rank, values, <f64>wl, left)) screen = screenOfTwo(g);
  }
}

/** Writes d² / (wl wr), wl and d of the cuts behind the n sorted entries, -1 where the next rank is the same; returns the largest. */
function scoreCuts(g: Grower, entries: usize, n: i32): f32 {
  const t0 = i32x4.splat(<i32>f64At(g.sumTotal, 0));
  const t1 = i32x4.splat(-(<i32>f64At(g.sumTotal, 1)));
  const w = i32x4.splat(<i32>g.weightNode);
  const none = f32x4.splat(-1);
  const last = i32x4.splat(n - 1);
  let places = i32x4(0, 1, 2, 3);
  let before = i32x4.splat(0);
  let deviation = before;
  let best = none;
  let score = g.cutScores;
  let weightLeft = g.cutWeights;
  let deviations = g.cutDeviations;
  for (const end = entries + (<usize>(n - 1) << 2); entries < end; entries += 16) {
    const e = v128.load(entries);
    const weight = i32x4.shr_u(i32x4.shl(e, 16), 17);
    const second = i32x4.shr_s(i32x4.shl(e, 31), 31);
    const wl = i32x4.add(before, runningSums(weight));
    const d = i32x4.add(deviation, runningSums(i32x4.mul(weight, v128.bitselect(t0, t1, second))));
    before = i8x16.shuffle(wl, wl, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15);
    deviation = i8x16.shuffle(d, d, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15, 12, 13, 14, 15);
    const single = f32x4.convert_i32x4_s(d);
    const both = f32x4.mul(f32x4.convert_i32x4_s(wl), f32x4.convert_i32x4_s(i32x4.sub(w, wl)));
    const differ = i32x4.gt_u(v128.xor(e, v128.load(entries, 4)), i32x4.splat(0xffff));
    const scores = v128.bitselect(
      f32x4.div(f32x4.mul(single, single), both),
      none,
      v128.and(differ, i32x4.lt_s(places, last)),
    );
    places = i32x4.add(places, i32x4.splat(4));
    best = f32x4.pmax(best, scores);
    v128.store(score, scores);
    v128.store(weightLeft, wl);
    v128.store(deviations, d);
    score += 16;
    weightLeft += 16;
    deviations += 16;
  }
  return max(
    max(f32x4.extract_lane(best, 0), f32x4.extract_lane(best, 1)),
    max(f32x4.extract_lane(best, 2), f32x4.extract_lane(best, 3)),
  );
}

/** Tries every cut of a feature on its sorted keys. */
export function scanTwo<T extends number>(g: Grower, feature: i32, entries: usize): void {
  const n = g.end - g.start;
  const limited = g.minSamplesLeaf > 1 || g.minWeightLeaf > 0;
  if (sizeof<T>() != 4 || limited || g.weightNode > MOST_WEIGHT) {
    scanOneByOne<T>(g, feature, entries);
    return;
  }
  const largest = scoreCuts(g, entries, n);
  const screen = screenOfTwo(g);
  const least = max(<f32>(screen - abs(screen) * SLACK_OF_SINGLES), largest * <f32>(1 - SLACK_OF_SINGLES));
  if (!(largest >= least)) return;
  const bound = f32x4.splat(least);
  for (let p = 0; p < n - 1; p += 4)
    for (let near = i32x4.bitmask(f32x4.ge(v128.load(g.cutScores + (<usize>p << 2)), bound)); near != 0; near &= near - 1) {
      const at = p + ctz(near);
      const entry = entries + (<usize>at << 2);
      const below = load<u32>(entry) >>> 16;
      const above = load<u32>(entry, 4) >>> 16;
      if (isClose(g, feature, below, above)) {
        // The largest score may be that of a cut that is none.
        scanOneByOne<T>(g, feature, entries);
        return;
      }
      const wl = <f64>i32At(g.cutWeights, at);
      tryCut(g, feature, at + 1, below, above, valuesOf(g, feature), wl, <f64>i32At(g.cutDeviations, at));
    }
}
