// Classification with whole-number weights: every sum is an exact integer, so neither the order of the rows nor that of the
// additions matters, and the split is found on sorted ranks alone.
import { improvementOfCut, leftImpurity, proxyOfCut, rightImpurity } from "./criterion";
import { entry, entryAt, halfAt, rankOf, restOf, setEntry, setHalf } from "./entries";
import { GINI, Grower, PRESORTED, f64At, i32At, setF64 } from "./grower";
import { sortKeys } from "./key-sort";
import { allowsCut, findThreshold, isClose, noteBest, valuesOf } from "./noted-cut";
import { partEntries, ranksOf } from "./packed-samples";
import { partBySplit } from "./partition";
import { scanTwo } from "./scan-two";

/** Room for rounding when a cut is compared without division: far more than a double loses. */
const SLACK: f64 = 1e-9;

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
  const first = rankOf<T>(entryAt<T>(entries, 0));
  return isClose(g, feature, first, rankOf<T>(entryAt<T>(entries, g.end - g.start - 1)));
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

/** Measures the cut after p rows, class weights `sumLeft` on the left, between two ranks that may be parted; notes it if it is the best so far. */
export function noteIfBest(
  g: Grower,
  feature: i32,
  p: i32,
  below: u32,
  above: u32,
  values: usize,
  wl: f64,
): bool {
  const wr = g.weightNode - wl;
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
  noteBest(g, feature, p, below, above, values);
  return true;
}

/** Any number of classes, Gini or entropy: the worth of a cut is kept up to date, roughly, and computed exactly if it may win. */
function scanMany<T extends number>(g: Grower, feature: i32, entries: usize): void {
  const n = g.end - g.start;
  const values = valuesOf(g, feature);
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
    const l = restOf<T>(e);
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
    if (isClose(g, feature, below, next)) continue;
    if (noteIfBest(g, feature, p, below, next, values, wl)) screen = screenOf(g);
  }
}

/** Tries every cut of a feature on sorted keys. */
export function scanKeys<T extends number>(g: Grower, feature: i32, keys: usize): void {
  if (g.classes == 2 && g.criterion == GINI) scanTwo<T>(g, feature, keys);
  else scanMany<T>(g, feature, keys);
}

/** Parts the rows by the best split and measures its children from the counts that were noted. */
export function settleCounts(g: Grower): void {
  if (g.bestPosition >= g.end) return;
  findThreshold(g);
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
