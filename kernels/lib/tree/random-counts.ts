// Random splits in classification with whole-number weights: every sum is an exact integer, so that the rows need no order, and a cut is
// judged by counting the weights on its left. Geurts, Ernst & Wehenkel (2006), doi:10.1007/s10994-006-6226-1.
import { improvementOfCut, leftImpurity, proxyOfCut, rightImpurity } from "./criterion";
import { Draw, drawFeature, endDraw, markConstant, markDrawn } from "./feature-draw";
import { Grower, f32At, f64At, i32At, setF64, setI32 } from "./grower";
import { drawThreshold, readRange, singleBelow, writeBits } from "./random-range";

/** Up to this many classes each is counted in a pass of its own, four rows at a time. */
const MOST_PASSES: i32 = 6;

/** Packs weight and class of every sample, in the order of the samples; false if a weight is too large for its bits. */
export function packSamples(g: Grower): bool {
  g.classBits = max(1, 32 - clz<i32>(g.classes - 1));
  const limit = <f64>0x100000000 / <f64>(1 << g.classBits);
  for (let p = 0; p < g.nSamples; p++) {
    const i = i32At(g.samples, p);
    const w = f64At(g.weights, i);
    if (w >= limit) return false;
    setI32(g.nodeLoads, p, <i32>((<u32>w << g.classBits) | <u32>i32At(g.codes, i)));
  }
  return true;
}

@inline
function sumOf(v: v128): i32 {
  return i32x4.extract_lane(v, 0) + i32x4.extract_lane(v, 1) + i32x4.extract_lane(v, 2) + i32x4.extract_lane(v, 3);
}

/** Weight of class c in the node. */
@inline
function weightOfClass(g: Grower, c: i32): i32 {
  const bits = g.classBits;
  const mask = (1 << bits) - 1;
  let loads = g.nodeLoads + (<usize>g.start << 2);
  const end = g.nodeLoads + (<usize>g.end << 2);
  const own = i32x4.splat(c);
  const masks = i32x4.splat(mask);
  let sums = i32x4.splat(0);
  for (; loads + 16 <= end; loads += 16) {
    const l = v128.load(loads);
    sums = i32x4.add(sums, v128.and(i32x4.shr_u(l, bits), i32x4.eq(v128.and(l, masks), own)));
  }
  let sum = sumOf(sums);
  for (; loads < end; loads += 4) {
    const l = load<u32>(loads);
    sum += (l & mask) == c ? <i32>(l >>> bits) : 0;
  }
  return sum;
}

/** Takes the rows samples[start, end) as the node. */
export function enterSamples(g: Grower, start: i32, end: i32): void {
  g.start = start;
  g.end = end;
  g.nMissing = 0;
  const classes = g.classes;
  const sums = g.sumTotal;
  let total = 0.0;
  if (classes <= MOST_PASSES) {
    for (let c = 0; c < classes; c++) {
      const w = <f64>weightOfClass(g, c);
      setF64(sums, c, w);
      total += w;
    }
    g.weightNode = total;
    return;
  }
  const bits = g.classBits;
  const mask = (1 << bits) - 1;
  memory.fill(sums, 0, <usize>classes << 3);
  for (let p = start; p < end; p++) {
    const l = <u32>i32At(g.nodeLoads, p);
    const w = <f64>(l >>> bits);
    const c = l & mask;
    setF64(sums, c, f64At(sums, c) + w);
    total += w;
  }
  g.weightNode = total;
}

/** Weight of class c among the rows that go left. */
@inline
function weightLeftOf(g: Grower, c: i32, threshold: f32): i32 {
  const n = g.end - g.start;
  const bits = g.classBits;
  const mask = (1 << bits) - 1;
  let values = g.values;
  let loads = g.nodeLoads + (<usize>g.start << 2);
  const t = f32x4.splat(threshold);
  const own = i32x4.splat(c);
  const masks = i32x4.splat(mask);
  let sums = i32x4.splat(0);
  let p = 0;
  for (; p + 4 <= n; p += 4, values += 16, loads += 16) {
    const l = v128.load(loads);
    const counted = v128.and(f32x4.le(v128.load(values), t), i32x4.eq(v128.and(l, masks), own));
    sums = i32x4.add(sums, v128.and(i32x4.shr_u(l, bits), counted));
  }
  let sum = sumOf(sums);
  for (; p < n; p++, values += 4, loads += 4) {
    const l = load<u32>(loads);
    sum += load<f32>(values) <= threshold && (l & mask) == c ? <i32>(l >>> bits) : 0;
  }
  return sum;
}

/** Number of rows that go left. */
@inline
function countLeft(g: Grower, threshold: f32): i32 {
  const n = g.end - g.start;
  let values = g.values;
  const t = f32x4.splat(threshold);
  let counts = i32x4.splat(0);
  let p = 0;
  for (; p + 4 <= n; p += 4, values += 16) counts = i32x4.sub(counts, f32x4.le(v128.load(values), t));
  let count = sumOf(counts);
  for (; p < n; p++, values += 4) count += i32(load<f32>(values) <= threshold);
  return count;
}

/** Fills `sumLeft`; returns its total. */
function weighLeft(g: Grower, threshold: f32): f64 {
  const classes = g.classes;
  const left = g.sumLeft;
  let total = 0.0;
  if (classes <= MOST_PASSES) {
    for (let c = 0; c < classes; c++) {
      const w = <f64>weightLeftOf(g, c, threshold);
      setF64(left, c, w);
      total += w;
    }
    return total;
  }
  memory.fill(left, 0, <usize>classes << 3);
  const n = g.end - g.start;
  const bits = g.classBits;
  const mask = (1 << bits) - 1;
  const loads = g.nodeLoads + (<usize>g.start << 2);
  for (let p = 0; p < n; p++) {
    const l = <u32>i32At(loads, p);
    const w = f32At(g.values, p) <= threshold ? <f64>(l >>> bits) : 0;
    const c = l & mask;
    setF64(left, c, f64At(left, c) + w);
    total += w;
  }
  return total;
}

/** Fills `sumLeft` with the weights of two classes among the rows that go left, and sets their total; returns how many rows these are. */
function weighTwo(g: Grower, threshold: f32): i32 {
  const n = g.end - g.start;
  let values = g.values;
  let loads = g.nodeLoads + (<usize>g.start << 2);
  const t = f32x4.splat(threshold);
  let counts = i32x4.splat(0);
  let both = counts;
  let seconds = counts;
  let p = 0;
  for (; p + 4 <= n; p += 4, values += 16, loads += 16) {
    const goes = f32x4.le(v128.load(values), t);
    const l = v128.load(loads);
    const weights = v128.and(i32x4.shr_u(l, 1), goes);
    counts = i32x4.sub(counts, goes);
    both = i32x4.add(both, weights);
    seconds = i32x4.add(seconds, v128.and(weights, i32x4.shr_s(i32x4.shl(l, 31), 31)));
  }
  let count = sumOf(counts);
  let weight = sumOf(both);
  let second = sumOf(seconds);
  for (; p < n; p++, values += 4, loads += 4) {
    const l = load<u32>(loads);
    const goes = i32(load<f32>(values) <= threshold);
    const w = <i32>(l >>> 1) & -goes;
    count += goes;
    weight += w;
    second += w & -(<i32>l & 1);
  }
  setF64(g.sumLeft, 0, <f64>(weight - second));
  setF64(g.sumLeft, 1, <f64>second);
  g.weightLeft = <f64>weight;
  return count;
}

/** Fills `sumLeft` and sets its total; returns how many rows go left. */
function weighCut(g: Grower, threshold: f32): i32 {
  if (g.classes == 2) return weighTwo(g, threshold);
  g.weightLeft = weighLeft(g, threshold);
  return countLeft(g, threshold);
}

/** Tries one random cut of the feature whose range was read last. */
function tryCut(g: Grower, feature: i32): void {
  const threshold = drawThreshold(g);
  const single = singleBelow(threshold);
  const n = g.end - g.start;
  const left = weighCut(g, single);
  if (left < g.minSamplesLeaf || n - left < g.minSamplesLeaf) return;
  const classes = g.classes;
  g.weightRight = g.weightNode - g.weightLeft;
  if (g.weightLeft < g.minWeightLeaf || g.weightRight < g.minWeightLeaf) return;
  for (let c = 0; c < classes; c++) setF64(g.sumRight, c, f64At(g.sumTotal, c) - f64At(g.sumLeft, c));
  const proxy = proxyOfCut(g);
  if (!(proxy > g.bestProxy)) return;
  g.bestProxy = proxy;
  g.bestFeature = feature;
  g.bestPosition = g.start + left;
  g.bestThreshold = threshold;
  g.bestMissingLeft = i32(left > n - left);
  g.bestWeightLeft = g.weightLeft;
  for (let c = 0; c < classes; c++) setF64(g.bestLeft, c, f64At(g.sumLeft, c));
  writeBits(g, single, g.swap);
}

/** Parts samples and loads by the best cut, without a branch; both parts keep their order. */
function partSamples(g: Grower): void {
  const n = g.end - g.start;
  const samples = g.samples;
  const loads = g.nodeLoads;
  let left = g.start;
  let right = 0;
  for (let from = 0; from < n; from += 64) {
    let bits = load<u64>(g.swap + (<usize>from >> 3));
    const end = g.start + min(n, from + 64);
    for (let p = g.start + from; p < end; p++) {
      const i = i32At(samples, p);
      const l = i32At(loads, p);
      const goes = <i32>bits & 1;
      bits >>>= 1;
      setI32(samples, left, i);
      setI32(loads, left, l);
      setI32(g.keys, right, i);
      setI32(g.spare, right, l);
      left += goes;
      right += 1 - goes;
    }
  }
  const bytes = <usize>right << 2;
  memory.copy(samples + (<usize>left << 2), g.keys, bytes);
  memory.copy(loads + (<usize>left << 2), g.spare, bytes);
}

/** Splits the node that was entered last; none was found if bestPosition is its end. */
export function splitByCounts(g: Grower, draw: Draw): void {
  for (let f = drawFeature(g, draw); f >= 0; f = drawFeature(g, draw)) {
    if (!readRange(g, f)) {
      markConstant(g, draw);
      continue;
    }
    markDrawn(g, draw);
    tryCut(g, f);
  }
  endDraw(g, draw);
  if (g.bestPosition >= g.end) return;
  partSamples(g);
  g.position = g.bestPosition;
  g.weightLeft = g.bestWeightLeft;
  g.weightRight = g.weightNode - g.bestWeightLeft;
  for (let c = 0; c < g.classes; c++) {
    const l = f64At(g.bestLeft, c);
    setF64(g.sumLeft, c, l);
    setF64(g.sumRight, c, f64At(g.sumTotal, c) - l);
  }
  g.bestImpurityLeft = leftImpurity(g);
  g.bestImpurityRight = rightImpurity(g);
  g.bestImprovement = improvementOfCut(g, g.nodeImpurity, g.bestImpurityLeft, g.bestImpurityRight);
}
