// Random splits in regression by squared error. Sums round here, so that the rows must come in the order of a partition that swaps
// each row that goes right with the last one that is not placed yet; that order is written down without a branch that depends on a value.
import { proxyOfCut } from "./criterion";
import { settleSplit } from "./exact-split";
import { Draw, drawFeature, endDraw, markConstant, markDrawn } from "./feature-draw";
import { FEW_ROWS, isBestOfFew, measureFew } from "./few-rows";
import { Grower, f64At, i32At, setI32 } from "./grower";
import { column } from "./partition";
import { bitsBelow, drawThreshold, noteRange, readRange, singleBelow, writeBits } from "./random-range";

/** Moves n rows one place towards the first. */
@inline
function moveDown(rows: usize, n: i32): void {
  let p = 0;
  for (; p + 4 <= n; p += 4) v128.store(rows + (<usize>p << 2), v128.load(rows + (<usize>p << 2), 4));
  for (; p < n; p++) setI32(rows, p, i32At(rows, p + 1));
}

/**
 * Parts the node's rows by the values read last; returns how many go left.
 *
 * Let c(0), c(1), … be the rows of the left part's places that go right, in order, and behind them the row at the first place of the right
 * part. Swapping puts c(0) at the very end and, for each place from the end on, one place further: its row if that goes right, else the
 * next c. The rows from the right part's places that go left fill the places of the c, in the order from the end.
 */
function partAsSwapped(g: Grower, threshold: f32): i32 {
  const n = g.end - g.start;
  const left = writeBits(g, threshold, g.keys);
  if (left == n) return n;
  const words = g.keys;
  const samples = g.samples + (<usize>g.start << 2);
  const firstRight = i32At(samples, left);
  // A row that goes left from place p of the right part stands at p - 1 then, where the next c belongs.
  moveDown(samples + (<usize>left << 2), n - 1 - left);
  const border = left >> 6; // the word that has places of both parts
  const ofLeft = ((<u64>1) << <u64>(left & 63)) - 1;
  let holeWord = 0;
  let holes = ~load<u64>(words) & (border == 0 ? ofLeft : -1);
  let free = n - 1; // where the next c goes
  for (let w = (n - 1) >> 6; w >= border; w--) {
    let fills = load<u64>(words + (<usize>w << 3));
    if (w == border) fills &= ~ofLeft;
    while (fills != 0) {
      const top = 63 - <i32>clz<u64>(fills);
      fills ^= (<u64>1) << <u64>top;
      while (holes == 0) {
        holeWord++;
        holes = ~load<u64>(words + (<usize>holeWord << 3)) & (holeWord == border ? ofLeft : -1);
      }
      const hole = (holeWord << 6) + <i32>ctz<u64>(holes);
      holes &= holes - 1;
      setI32(samples, free, i32At(samples, hole));
      free = (w << 6) + top - 1;
      setI32(samples, hole, free < left ? firstRight : i32At(samples, free));
    }
  }
  // Unless the row at the first place of the right part went left.
  if (free >= left) setI32(samples, free, firstRight);
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

/** Up to so many rows are parted one after the other; at most 64. */
const ONE_BY_ONE: i32 = 24;

/**
 * Parts few rows as {@link partAsSwapped}, and adds the sums left of the cut on the way: both parts grow from the ends of the node inwards, in the
 * order in which the sums are added.
 */
function partFew(g: Grower, threshold: f32): i32 {
  const n = g.end - g.start;
  const bits = bitsBelow(g.values, n, threshold);
  const samples = g.samples + (<usize>g.start << 2);
  const pairs = g.pairs;
  let added = f64x2.splat(0);
  let left = f64x2.replace_lane(f64x2.splat(load<f64>(g.sumTotal)), 1, g.weightNode);
  let i = 0;
  let last = n - 1;
  let from = 0;
  let row = i32At(samples, 0);
  for (let k = 0; k < n; k++) {
    const goes = <i32>(bits >>> <u64>from) & 1;
    const pair = v128.load(pairs + (<usize>row << 4));
    const mask = i64x2.splat(-(<i64>goes));
    added = f64x2.add(added, v128.and(pair, mask));
    left = f64x2.sub(left, v128.andnot(pair, mask));
    const to = select<i32>(i, last, goes);
    from = to + goes;
    i += goes;
    last -= 1 - goes;
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
  const few = n <= ONE_BY_ONE;
  const left = few ? partFew(g, singleBelow(threshold)) : partAsSwapped(g, singleBelow(threshold));
  if (left < g.minSamplesLeaf || n - left < g.minSamplesLeaf) return;
  if (!few) sumLeft(g, g.start + left);
  if (g.weightLeft < g.minWeightLeaf || g.weightRight < g.minWeightLeaf) return;
  const proxy = proxyOfCut(g);
  if (!(proxy > g.bestProxy)) return;
  g.bestProxy = proxy;
  noteCut(g, feature, left, threshold);
}

/** Notes the cut of a feature, with so many rows on the left, as the best so far. */
function noteCut(g: Grower, feature: i32, left: i32, threshold: f64): void {
  g.bestFeature = feature;
  g.bestPosition = g.start + left;
  g.bestThreshold = threshold;
  g.bestMissingLeft = i32(left > g.end - g.start - left);
}

/** Splits a node of two or three rows, whose order is left open: nothing depends on it. */
function splitFew(g: Grower, draw: Draw): void {
  const n = g.end - g.start;
  const samples = g.samples + (<usize>g.start << 2);
  const a = <usize>i32At(samples, 0) << 2;
  const b = <usize>i32At(samples, 1) << 2;
  const c = n == 2 ? b : <usize>i32At(samples, 2) << 2;
  const all = (1 << n) - 1;
  let best = 0;
  measureFew(g, g.pairs, g.samples + (<usize>g.start << 2), false);
  for (let f = drawFeature(g, draw); f >= 0; f = drawFeature(g, draw)) {
    const x = column(g, f);
    const u = load<f32>(x + a);
    const v = load<f32>(x + b);
    const w = load<f32>(x + c);
    if (!noteRange(g, min(min(u, v), w), max(max(u, v), w))) {
      markConstant(g, draw);
      continue;
    }
    markDrawn(g, draw);
    const threshold = drawThreshold(g);
    const goLeft = (i32(<f64>u <= threshold) | (i32(<f64>v <= threshold) << 1) | (i32(<f64>w <= threshold) << 2)) & all;
    if (goLeft == all || !isBestOfFew(g, goLeft)) continue;
    best = goLeft;
    noteCut(g, f, <i32>popcnt<u32>(goLeft), threshold);
  }
  if (best == 0) return;
  let left = 0;
  let right = n;
  for (let k = 0; k < n; k++) {
    const row = k == 0 ? a : k == 1 ? b : c;
    if ((best >>> k) & 1) setI32(samples, left++, <i32>(row >>> 2));
    else setI32(samples, --right, <i32>(row >>> 2));
  }
}

/** Splits the node that was entered last; none was found if bestPosition is its end. */
export function splitBySums(g: Grower, draw: Draw): void {
  if (g.end - g.start <= FEW_ROWS) splitFew(g, draw);
  else splitMany(g, draw);
  settleSplit(g, true);
  endDraw(g, draw);
}

function splitMany(g: Grower, draw: Draw): void {
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
}
