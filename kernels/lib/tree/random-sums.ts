// Random splits in regression by squared error. Sums round here, so that the rows must come in the order of a partition that swaps
// each row that goes right with the last one that is not placed yet; that order is written down without a branch that depends on a value.
import { proxyOfCut } from "./criterion";
import { settleSplit } from "./exact-split";
import { Draw, drawFeature, endDraw, markConstant, markDrawn } from "./feature-draw";
import { Grower, f32At, f64At, i32At, setI32 } from "./grower";
import { drawThreshold, readRange, singleBelow } from "./random-range";

/**
 * Parts the node's rows by the values read last; returns how many go left.
 *
 * Let c(0), c(1), … be the rows of the left part's places that go right, in order, and behind them the row at the first place of the right
 * part. Swapping puts c(0) at the very end and, for each place from the end on, one place further: its row if that goes right, else the
 * next c. The rows from the right part's places that go left fill the places of the c, in the order from the end.
 */
function partAsSwapped(g: Grower, threshold: f32): i32 {
  const n = g.end - g.start;
  const values = g.values;
  const samples = g.samples + (<usize>g.start << 2);
  const holes = g.swap;
  const held = g.keys;
  const fills = g.spare;
  let left = 0;
  for (let p = 0; p < n; p++) left += i32(f32At(values, p) <= threshold);
  if (left == n) return n;
  let count = 0;
  for (let p = 0; p < left; p++) {
    setI32(holes, count, p);
    setI32(held, count, i32At(samples, p));
    count += i32(!(f32At(values, p) <= threshold));
  }
  setI32(held, count, i32At(samples, left));
  let next = 0;
  let row = i32At(samples, n - 1);
  setI32(samples, n - 1, i32At(held, 0));
  for (let p = n - 1; p > left; p--) {
    const goesLeft = f32At(values, p) <= threshold;
    setI32(fills, next, row);
    next += i32(goesLeft);
    const below = i32At(samples, p - 1);
    setI32(samples, p - 1, select<i32>(i32At(held, next), row, goesLeft));
    row = below;
  }
  setI32(fills, next, row);
  for (let k = 0; k < count; k++) setI32(samples, i32At(holes, k), i32At(fills, k));
  return left;
}

/** Sums of weight × target and of weight left of a cut, added from the nearer end. */
function sumLeft(g: Grower, position: i32): void {
  const samples = g.samples;
  const pairs = g.pairs;
  let sums: v128;
  if (position - g.start <= g.end - position) {
    sums = f64x2.splat(0);
    for (let p = g.start; p < position; p++)
      sums = f64x2.add(sums, v128.load(pairs + (<usize>i32At(samples, p) << 4)));
  } else {
    sums = f64x2.replace_lane(f64x2.splat(load<f64>(g.sumTotal)), 1, g.weightNode);
    for (let p = g.end - 1; p >= position; p--)
      sums = f64x2.sub(sums, v128.load(pairs + (<usize>i32At(samples, p) << 4)));
  }
  const sum = f64x2.extract_lane(sums, 0);
  g.weightLeft = f64x2.extract_lane(sums, 1);
  g.weightRight = g.weightNode - g.weightLeft;
  store<f64>(g.sumLeft, sum);
  store<f64>(g.sumRight, f64At(g.sumTotal, 0) - sum);
}

/** Up to so many rows are parted one after the other: the rest has more passes, but none waits for the row before. */
const FEW: i32 = 24;

/**
 * Parts few rows as {@link partAsSwapped}, and adds the sums left of the cut on the way: both parts grow from the ends of the node inwards, in the
 * order in which the sums are added.
 */
function partFew(g: Grower, threshold: f32): i32 {
  const n = g.end - g.start;
  const values = g.values;
  const samples = g.samples + (<usize>g.start << 2);
  const pairs = g.pairs;
  let added = f64x2.splat(0);
  let left = f64x2.replace_lane(f64x2.splat(load<f64>(g.sumTotal)), 1, g.weightNode);
  let i = 0;
  let last = n - 1;
  let v = f32At(values, 0);
  let row = i32At(samples, 0);
  for (let k = 0; k < n; k++) {
    const goes = i32(v <= threshold);
    const pair = v128.load(pairs + (<usize>row << 4));
    const mask = i64x2.splat(-(<i64>goes));
    added = f64x2.add(added, v128.and(pair, mask));
    left = f64x2.sub(left, v128.andnot(pair, mask));
    const to = select<i32>(i, last, goes);
    const from = to + goes;
    i += goes;
    last -= 1 - goes;
    v = f32At(values, from);
    const next = i32At(samples, from);
    setI32(samples, to, row);
    row = next;
  }
  const sums = i <= n - i ? added : left;
  const sum = f64x2.extract_lane(sums, 0);
  g.weightLeft = f64x2.extract_lane(sums, 1);
  g.weightRight = g.weightNode - g.weightLeft;
  store<f64>(g.sumLeft, sum);
  store<f64>(g.sumRight, f64At(g.sumTotal, 0) - sum);
  return i;
}

/** Tries one random cut of the feature whose range was read last. */
function tryCut(g: Grower, feature: i32): void {
  const threshold = drawThreshold(g);
  const n = g.end - g.start;
  const few = n <= FEW;
  const left = few ? partFew(g, singleBelow(threshold)) : partAsSwapped(g, singleBelow(threshold));
  if (left < g.minSamplesLeaf || n - left < g.minSamplesLeaf) return;
  if (!few) sumLeft(g, g.start + left);
  if (g.weightLeft < g.minWeightLeaf || g.weightRight < g.minWeightLeaf) return;
  const proxy = proxyOfCut(g);
  if (!(proxy > g.bestProxy)) return;
  g.bestProxy = proxy;
  g.bestFeature = feature;
  g.bestPosition = g.start + left;
  g.bestThreshold = threshold;
  g.bestMissingLeft = i32(left > n - left);
}

/** Splits the node that was entered last; none was found if bestPosition is its end. */
export function splitBySums(g: Grower, draw: Draw): void {
  let last = -1;
  for (let f = drawFeature(g, draw); f >= 0; f = drawFeature(g, draw)) {
    last = f;
    if (!readRange(g, f)) {
      markConstant(g, draw);
      continue;
    }
    markDrawn(g, draw);
    tryCut(g, f);
  }
  if (g.bestPosition < g.end && last != g.bestFeature) {
    readRange(g, g.bestFeature);
    partAsSwapped(g, singleBelow(g.bestThreshold));
  }
  settleSplit(g, true);
  endDraw(g, draw);
}
