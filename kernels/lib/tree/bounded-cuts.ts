// Search of the best cut by squared error among features that are listed in ascending order. Sums round, so cuts may be told apart by the order of
// the additions: where that might be, the search says so.
//
// A cut with weights l and r, whose left part has the sum s, lowers the squared error by (s - l m)² W / (l r), with the node's weight W and mean m.
// The most that a feature reaches is found without branches, four features at a time; then the features that come up to the best are looked at closely.
import { FEATURE_THRESHOLD, Grower, f64At, i32At, setF64 } from "./grower";
import { column } from "./partition";
import { rowListOf, valueOfRow } from "./row-lists";
import { rowAt } from "./row-numbers";

/** Proxies this near to each other, relatively, might change places with the order of the additions; far more than sums round. */
const NEAR: f64 = 5e-10;
/** What is looked at closely is twice as near. */
const CLOSE: f64 = 1 - 2 * NEAR;

@inline
function gather(y: usize, a: usize, b: usize): v128 {
  return v128.load64_lane(y + (b << 3), v128.load64_zero(y + (a << 3)), 1);
}

/** 1 / (p (n - p)) for the cuts p of a node of n rows of weight 1. */
function fillShares(g: Grower, n: i32): void {
  for (let p = 1; p < n; p++) setF64(g.shares, p, 1 / (<f64>p * <f64>(n - p)));
}

/** The largest decreases of four features, of rows of weight 1, into bounds[k..k+3]; features beyond `searched` repeat the last. */
function boundFour<T>(g: Grower, searched: i32, k: i32, mean: f64): void {
  const most = searched - 1;
  const a = rowListOf<T>(g, i32At(g.searched, k));
  const b = rowListOf<T>(g, i32At(g.searched, min(k + 1, most)));
  const c = rowListOf<T>(g, i32At(g.searched, min(k + 2, most)));
  const d = rowListOf<T>(g, i32At(g.searched, min(k + 3, most)));
  const y = g.y;
  const shares = g.shares;
  const n = g.end - g.start;
  const means = f64x2.splat(mean);
  let left = f64x2.splat(0);
  let right = f64x2.splat(0);
  let p = 0;
  for (const first = g.minSamplesLeaf - 1; p < first; p++) {
    left = f64x2.add(left, gather(y, rowAt<T>(a, p), rowAt<T>(b, p)));
    right = f64x2.add(right, gather(y, rowAt<T>(c, p), rowAt<T>(d, p)));
  }
  let mostLeft = f64x2.splat(0);
  let mostRight = f64x2.splat(0);
  let weight = f64x2.splat(<f64>p);
  const one = f64x2.splat(1);
  for (const last = n - g.minSamplesLeaf; p < last; p++) {
    left = f64x2.add(left, gather(y, rowAt<T>(a, p), rowAt<T>(b, p)));
    right = f64x2.add(right, gather(y, rowAt<T>(c, p), rowAt<T>(d, p)));
    weight = f64x2.add(weight, one);
    const share = v128.load64_splat(shares + ((<usize>p + 1) << 3));
    const shift = f64x2.mul(weight, means);
    const u = f64x2.sub(left, shift);
    const v = f64x2.sub(right, shift);
    mostLeft = f64x2.pmax(mostLeft, f64x2.mul(f64x2.mul(u, u), share));
    mostRight = f64x2.pmax(mostRight, f64x2.mul(f64x2.mul(v, v), share));
  }
  const to = g.cutBounds + (<usize>k << 3);
  const all = f64x2.splat(<f64>n);
  v128.store(to, f64x2.mul(mostLeft, all));
  v128.store(to, f64x2.mul(mostRight, all), 16);
}

/** As {@link boundFour} for two features and rows of any weight. */
function boundTwo<T>(g: Grower, searched: i32, k: i32, mean: f64): void {
  const a = rowListOf<T>(g, i32At(g.searched, k));
  const b = rowListOf<T>(g, i32At(g.searched, min(k + 1, searched - 1)));
  const pairs = g.pairs;
  const n = g.end - g.start;
  const means = f64x2.splat(mean);
  const all = f64x2.splat(g.weightNode);
  const first = g.minSamplesLeaf - 1;
  let most = f64x2.splat(0);
  let left = f64x2.splat(0); // weight × target, weight
  let right = f64x2.splat(0);
  for (let p = 0, last = n - g.minSamplesLeaf; p < last; p++) {
    left = f64x2.add(left, v128.load(pairs + (rowAt<T>(a, p) << 4)));
    right = f64x2.add(right, v128.load(pairs + (rowAt<T>(b, p) << 4)));
    if (p < first) continue;
    const sums = v128.shuffle<f64>(left, right, 0, 2);
    const weights = v128.shuffle<f64>(left, right, 1, 3);
    const u = f64x2.sub(sums, f64x2.mul(weights, means));
    const product = f64x2.mul(weights, f64x2.sub(all, weights));
    most = f64x2.pmax(most, f64x2.div(f64x2.mul(u, u), product));
  }
  v128.store(g.cutBounds + (<usize>k << 3), f64x2.mul(most, all));
}

/**
 * Looks at every cut of a feature whose proxy may reach `hope` and nearly the best. Returns whether a cut comes near to the best; `isNear` says so of
 * the features before.
 */
@inline
function scanCuts<T>(g: Grower, feature: i32, hope: f64, isNear: bool, equal: bool): bool {
  const list = rowListOf<T>(g, feature);
  const x = column(g, feature);
  const y = g.y;
  const pairs = g.pairs;
  const n = g.end - g.start;
  const minLeaf = g.minSamplesLeaf;
  const minWeight = g.minWeightLeaf;
  const total = load<f64>(g.sumTotal);
  const weight = g.weightNode;
  const slack = equal ? 0 : 1e-9 * weight;
  let best = g.bestProxy;
  let screen = max(best * CLOSE, hope);
  let sums = f64x2.splat(0); // weight × target, weight
  let left: f64 = 0;
  const last = n - minLeaf;
  for (let p = 1; p <= last; p++) {
    const row = rowAt<T>(list, p - 1);
    let wl: f64;
    if (equal) {
      left += load<f64>(y + (row << 3));
      wl = <f64>p;
    } else {
      sums = f64x2.add(sums, v128.load(pairs + (row << 4)));
      left = f64x2.extract_lane(sums, 0);
      wl = f64x2.extract_lane(sums, 1);
    }
    if (p < minLeaf) continue;
    const right = total - left;
    const wr = weight - wl;
    const l2 = left * left;
    const r2 = right * right;
    if (l2 * wr + r2 * wl < screen * (wl * wr)) continue;
    const below = valueOfRow(x, row);
    const above = valueOfRow(x, rowAt<T>(list, p));
    if (above <= below + FEATURE_THRESHOLD) continue;
    if (minWeight > 0) {
      if (Math.abs(wl - minWeight) < slack || Math.abs(wr - minWeight) < slack) g.isUnsure = 1;
      if (wl < minWeight || wr < minWeight) continue;
    }
    const proxy = l2 / wl + r2 / wr;
    if (!(proxy > best)) {
      if (proxy >= best * (1 - NEAR)) isNear = true;
      continue;
    }
    isNear = best >= proxy * (1 - NEAR);
    best = proxy;
    screen = max(screen, best * CLOSE);
    g.bestProxy = best;
    g.bestFeature = feature;
    g.bestPosition = g.start + p;
    g.bestThreshold = <f64>below / 2.0 + <f64>above / 2.0;
    g.bestMissingLeft = i32(p > n - p);
  }
  return isNear;
}

/** Looks at the cuts of a feature that has none beyond `most`. */
function scanFeature<T>(g: Grower, feature: i32, most: f64, isNear: bool): bool {
  // The bound is that of a cut, unless that parts equal values; mostly no other cuts need a look.
  const hope = most < Infinity ? most * (1 - 4 * NEAR) : -Infinity;
  const before = g.bestProxy;
  const nearNow = scanOf<T>(g, feature, hope, isNear);
  if (!(g.bestProxy * CLOSE < hope)) return nearNow;
  g.bestProxy = before;
  return scanOf<T>(g, feature, -Infinity, isNear);
}

function scanOf<T>(g: Grower, feature: i32, hope: f64, isNear: bool): bool {
  return g.equalWeights != 0
    ? scanCuts<T>(g, feature, hope, isNear, true)
    : scanCuts<T>(g, feature, hope, isNear, false);
}

/** Fills the bounds of the searched features. */
function boundFeatures<T>(g: Grower, searched: i32, mean: f64): void {
  const n = g.end - g.start;
  // Squares that may overflow or vanish bound nothing.
  if (!(g.sumSquares < 1e280 && g.sumSquares > 1e-280)) {
    for (let k = 0; k < searched; k++) setF64(g.cutBounds, k, Infinity);
  } else if (g.equalWeights) {
    fillShares(g, n);
    for (let k = 0; k < searched; k += 4) boundFour<T>(g, searched, k, mean);
  } else {
    for (let k = 0; k < searched; k += 2) boundTwo<T>(g, searched, k, mean);
  }
}

/** Finds the best cut of the searched features; true if another comes so near to it that the order of the additions might decide between them. */
export function searchCuts<T>(g: Grower, searched: i32): bool {
  const total = load<f64>(g.sumTotal);
  const mean = total / g.weightNode;
  boundFeatures<T>(g, searched, mean);
  g.isUnsure = 0;
  const base = total * mean;
  let isNear = false;
  while (true) {
    const k = highestBound(g, searched);
    if (k < 0) break;
    const bound = f64At(g.cutBounds, k);
    setF64(g.cutBounds, k, -1);
    const most = bound < Infinity ? base + bound : Infinity;
    if (!(most >= g.bestProxy * CLOSE)) break;
    isNear = scanFeature<T>(g, i32At(g.searched, k), most, isNear);
  }
  return isNear || g.isUnsure != 0;
}

/** The place of the highest bound that was not yet used; -1 if there is none. */
function highestBound(g: Grower, searched: i32): i32 {
  let k = -1;
  let highest = -1.0;
  for (let j = 0; j < searched; j++) {
    if (f64At(g.cutBounds, j) <= highest) continue;
    highest = f64At(g.cutBounds, j);
    k = j;
  }
  return k;
}
