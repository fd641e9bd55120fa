// Classification with whole-number weights: every sum is an exact integer, so neither the order of the rows nor that of the
// additions matters, and the split is found on sorted ranks alone.
import { improvementOfCut, leftImpurity, proxyOfCut, rightImpurity } from "./criterion";
import { entry, entryAt, halfAt, rankOf, restOf, setEntry, setHalf } from "./entries";
import { FEATURE_THRESHOLD, GINI, Grower, PRESORTED, f32At, f64At, i32At, setF64 } from "./grower";
import { sortKeys } from "./key-sort";
import { partEntries, ranksOf } from "./packed-samples";
import { partBySplit } from "./partition";

/** Room for rounding when a cut is compared without division: far more than a double loses. */
const SLACK: f64 = 1e-9;
const SLACK_OF_TWO: f64 = 1e-12;

/** Packs weight and class of every row; false if a weight is too large for its bits. */
export function packLoads<T extends number>(g: Grower): bool {
  const limit = (sizeof<T>() == 4 ? <f64>0x10000 : <f64>0x100000000) / <f64>(1 << g.classBits);
  for (let i = 0; i < g.rows; i++) {
    const w = f64At(g.weights, i);
    if (w >= limit) return false;
    setHalf<T>(g.loads, i, (<u32>w << g.classBits) | <u32>i32At(g.codes, i));
  }
  return true;
}

/** Takes the rows samples[start, end) as the node. */
export function enterCounts<T extends number>(g: Grower, start: i32, end: i32): void {
  g.start = start;
  g.end = end;
  g.nMissing = 0;
  const sums = g.sumTotal;
  const bits = g.classBits;
  const mask = (1 << bits) - 1;
  const listed = g.path == PRESORTED;
  const loads = g.loads;
  const samples = g.samples;
  const packed = g.packed;
  memory.fill(sums, 0, <usize>g.classes << 3);
  let total = 0.0;
  if (g.classes == 2) {
    let ones = 0.0;
    for (let p = start; p < end; p++) {
      const l = listed ? halfAt<T>(loads, i32At(samples, p)) : restOf<T>(entryAt<T>(packed, p));
      const w = <f64>(l >>> 1);
      total += w;
      ones += l & 1 ? w : 0;
    }
    setF64(sums, 0, total - ones);
    setF64(sums, 1, ones);
  } else {
    for (let p = start; p < end; p++) {
      const l = listed ? halfAt<T>(loads, i32At(samples, p)) : restOf<T>(entryAt<T>(packed, p));
      const w = <f64>(l >>> bits);
      const c = l & mask;
      setF64(sums, c, f64At(sums, c) + w);
      total += w;
    }
  }
  g.weightNode = total;
}

/** Keys of the node's rows for a feature, sorted; returns where they are. */
export function sortedKeys<T extends number>(g: Grower, feature: i32): usize {
  const ranks = ranksOf<T>(g, feature);
  const keys = g.keys;
  const n = g.end - g.start;
  const packed = g.packed + <usize>g.start * sizeof<T>();
  for (let p = 0; p < n; p++) {
    const e = entryAt<T>(packed, p);
    setEntry<T>(keys, p, entry<T>(halfAt<T>(ranks, rankOf<T>(e)), restOf<T>(e)));
  }
  return sortKeys<T>(keys, g.spare, n, i32At(g.distinct, feature), g.histogram);
}

/** Whether a feature has one value only in the node. */
export function isConstantEntries<T extends number>(g: Grower, feature: i32, entries: usize): bool {
  const values = g.rankValues + ((<usize>feature * <usize>g.rows) << 2);
  const first = rankOf<T>(entryAt<T>(entries, 0));
  const last = rankOf<T>(entryAt<T>(entries, g.end - g.start - 1));
  return first == last || f32At(values, last) <= f32At(values, first) + FEATURE_THRESHOLD;
}

/** Weight and class of an entry: of its row if it is listed, else its own. */
@inline
function loadOf<T extends number>(loads: usize, e: T, listed: bool): u32 {
  return listed ? halfAt<T>(loads, restOf<T>(e)) : restOf<T>(e);
}

/** Whether a cut after p of n rows may be made between two ranks, apart from its worth. */
@inline
function allowsCut(g: Grower, p: i32, n: i32, left: f64, right: f64): bool {
  return p >= g.minSamplesLeaf && n - p >= g.minSamplesLeaf && left >= g.minWeightLeaf && right >= g.minWeightLeaf;
}

@inline
function noteBest(g: Grower, feature: i32, p: i32, values: usize, below: u32, above: u32): void {
  const n = g.end - g.start;
  g.bestFeature = feature;
  g.bestPosition = g.start + p;
  g.bestRank = below;
  g.bestThreshold = <f64>f32At(values, below) / 2.0 + <f64>f32At(values, above) / 2.0;
  g.bestMissingLeft = i32(p > n - p);
}

/**
 * Gini impurity of two classes, of t0 and t1 of the node's weight w. With l1 of the second class among wl on the left, and d = l1 w - wl t1,
 * the proxy is 2 d² / (w wl wr) - 2 t0 t1 / w: d is counted up in exact integers, and a cut compared without a division.
 */
@inline
function scanTwo<T extends number>(g: Grower, feature: i32, entries: usize, listed: bool): void {
  const n = g.end - g.start;
  const values = g.rankValues + ((<usize>feature * <usize>g.rows) << 2);
  const close = load<u8>(g.close + feature) != 0;
  const loads = g.loads;
  const t0 = f64At(g.sumTotal, 0);
  const t1 = f64At(g.sumTotal, 1);
  const w = g.weightNode;
  let best = g.bestProxy;
  let screen = screenOfTwo(g);
  let d = 0.0;
  let wl = 0.0;
  let e = entryAt<T>(entries, 0);
  let rank = rankOf<T>(e);
  for (let p = 1; p < n; p++) {
    const l = loadOf<T>(loads, e, listed);
    const weight = <f64>(l >>> 1);
    wl += weight;
    d += weight * (l & 1 ? t0 : -t1);
    e = entryAt<T>(entries, p);
    const next = rankOf<T>(e);
    if (next == rank) continue;
    const below = rank;
    rank = next;
    const wr = w - wl;
    if (d * d < screen * (wl * wr)) continue;
    if (close && f32At(values, next) <= f32At(values, below) + FEATURE_THRESHOLD) continue;
    if (!allowsCut(g, p, n, wl, wr)) continue;
    const l1 = (d + wl * t1) / w;
    const l0 = wl - l1;
    const r0 = t0 - l0;
    const r1 = t1 - l1;
    const sl = l0 * l0 + l1 * l1;
    const sr = r0 * r0 + r1 * r1;
    const proxy = -wr * (1.0 - sr / (wr * wr)) - wl * (1.0 - sl / (wl * wl));
    if (!(proxy > best)) continue;
    best = proxy;
    g.bestProxy = best;
    screen = screenOfTwo(g);
    g.bestWeightLeft = wl;
    setF64(g.bestLeft, 0, l0);
    setF64(g.bestLeft, 1, l1);
    noteBest(g, feature, p, values, below, next);
  }
}

/** What d² is compared with, a multiple of wl wr; below it a cut of two classes is worse than the best for certain. */
@inline
function screenOfTwo(g: Grower): f64 {
  const w = g.weightNode;
  return 0.5 * w * (g.bestProxy - SLACK_OF_TWO * w) + f64At(g.sumTotal, 0) * f64At(g.sumTotal, 1);
}

/** What {@link isHopeless} compares cuts with. */
@inline
export function screenOf(g: Grower): f64 {
  const w = g.weightNode;
  return g.criterion == GINI ? (g.bestProxy + w) * (1 - SLACK) : g.bestProxy - SLACK * w;
}

/** Whether a cut is worse than the best for certain, by rough sums of squares (Gini) or of x log2 x of the class weights. */
@inline
export function isHopeless(isGini: bool, screen: f64, sl: f64, sr: f64, wl: f64, wr: f64, table: usize): bool {
  if (isGini) return sl * wr + sr * wl < screen * (wl * wr);
  return sl + sr - f64At(table, <i32>wl) - f64At(table, <i32>wr) < screen;
}

/** Measures the cut after p rows, class weights `sumLeft` on the left, between two ranks; notes it if it is the best so far. */
export function noteIfBest(g: Grower, feature: i32, p: i32, values: usize, below: u32, above: u32, wl: f64): bool {
  const wr = g.weightNode - wl;
  if (f32At(values, above) <= f32At(values, below) + FEATURE_THRESHOLD) return false;
  if (!allowsCut(g, p, g.end - g.start, wl, wr)) return false;
  const classes = g.classes;
  for (let k = 0; k < classes; k++) setF64(g.sumRight, k, f64At(g.sumTotal, k) - f64At(g.sumLeft, k));
  g.weightLeft = wl;
  g.weightRight = wr;
  const proxy = proxyOfCut(g);
  if (!(proxy > g.bestProxy)) return false;
  g.bestProxy = proxy;
  g.bestWeightLeft = wl;
  memory.copy(g.bestLeft, g.sumLeft, <usize>classes << 3);
  noteBest(g, feature, p, values, below, above);
  return true;
}

/** Any number of classes, Gini or entropy: the worth of a cut is kept up to date, roughly, and computed exactly if it may win. */
@inline
function scanMany<T extends number>(g: Grower, feature: i32, entries: usize, listed: bool): void {
  const n = g.end - g.start;
  const values = g.rankValues + ((<usize>feature * <usize>g.rows) << 2);
  const loads = g.loads;
  const bits = g.classBits;
  const mask = (1 << bits) - 1;
  const classes = g.classes;
  const total = g.sumTotal;
  const left = g.sumLeft;
  const w = g.weightNode;
  const isGini = g.criterion == GINI;
  const table = g.xLogX;
  memory.fill(left, 0, <usize>classes << 3);
  let sl = 0.0;
  let sr = 0.0;
  for (let c = 0; c < classes; c++) {
    const t = f64At(total, c);
    sr += isGini ? t * t : f64At(table, <i32>t);
  }
  let screen = screenOf(g);
  let wl = 0.0;
  let e = entryAt<T>(entries, 0);
  let rank = rankOf<T>(e);
  for (let p = 1; p < n; p++) {
    const l = loadOf<T>(loads, e, listed);
    const weight = <f64>(l >>> bits);
    const c = l & mask;
    const old = f64At(left, c);
    const rest = f64At(total, c) - old;
    setF64(left, c, old + weight);
    wl += weight;
    if (isGini) {
      sl += weight * (2 * old + weight);
      sr += weight * (weight - 2 * rest);
    } else {
      sl += f64At(table, <i32>(old + weight)) - f64At(table, <i32>old);
      sr += f64At(table, <i32>(rest - weight)) - f64At(table, <i32>rest);
    }
    e = entryAt<T>(entries, p);
    const next = rankOf<T>(e);
    if (next == rank) continue;
    const below = rank;
    rank = next;
    const wr = w - wl;
    if (isHopeless(isGini, screen, sl, sr, wl, wr, table)) continue;
    if (noteIfBest(g, feature, p, values, below, next, wl)) screen = screenOf(g);
  }
}

/** Tries every cut of a feature on sorted keys. */
export function scanKeys<T extends number>(g: Grower, feature: i32, keys: usize): void {
  if (g.classes == 2 && g.criterion == GINI) scanTwo<T>(g, feature, keys, false);
  else scanMany<T>(g, feature, keys, false);
}

/** Tries every cut of a feature on its presorted list. */
export function scanList<T extends number>(g: Grower, feature: i32, list: usize): void {
  if (g.classes == 2 && g.criterion == GINI) scanTwo<T>(g, feature, list, true);
  else scanMany<T>(g, feature, list, true);
}

/** Parts the rows by the best split and measures its children from the counts that were noted. */
export function settleCounts(g: Grower): void {
  if (g.bestPosition >= g.end) return;
  if (g.path == PRESORTED) partBySplit(g, g.bestFeature, g.bestThreshold, 0);
  else if (g.narrow) partEntries<u32>(g);
  else partEntries<u64>(g);
  g.position = g.bestPosition;
  g.weightLeft = g.bestWeightLeft;
  g.weightRight = g.weightNode - g.bestWeightLeft;
  for (let c = 0; c < g.classes; c++) {
    const l = f64At(g.bestLeft, c);
    setF64(g.sumLeft, c, l);
    setF64(g.sumRight, c, f64At(g.sumTotal, c) - l);
  }
  const left = leftImpurity(g);
  const right = rightImpurity(g);
  g.bestImpurityLeft = left;
  g.bestImpurityRight = right;
  g.bestImprovement = improvementOfCut(g, g.nodeImpurity, left, right);
}
