// Decision stumps on weighted classes, by Gini: rows are sorted by each feature once for all rounds of boosting.
//
// Sums round, so two cuts may be told apart by the order of their additions. That of a sort at the node is kept in the sums of the children; where cuts
// come so near to each other that the order might decide between them, the caller is told, and grows the tree exactly.
//
// Two classes are told by the sign of a row's weight. A cut with weights l and r, whose left part has the signed sum s, is worth s² / l + t² / r, t being
// that of the right part: twice its squares of class weights over weights, less a constant. It exceeds S² / W, of the node, by (s - l S / W)² W / (l r).
import { partByFlags } from "./lib/tree/partition";
import { ThreeBytes, bytesOf, rowAt, rowBytes } from "./lib/tree/row-numbers";

const FEATURE_THRESHOLD: f32 = 1e-7; // neighbouring values at most this far apart are not separated

@inline
function at(p: usize, i: i32): f64 {
  return load<f64>(p + (<usize>i << 3));
}

@inline
function put(p: usize, i: i32, v: f64): void {
  store<f64>(p + (<usize>i << 3), v);
}

@inline
function valueOf(x: usize, row: usize): f32 {
  return load<f32>(x + (row << 2));
}

@inline
function codeOf(codes: usize, row: usize): i32 {
  return load<i32>(codes + (row << 2));
}

/** Weights of two classes, as they are for the second and negative for the first. */
export function signWeights(
  rows: i32,
  codes: usize, // IN i32 (nRows)
  weights: usize, // IN f64 (nRows)
  signed: usize, // OUT f64 (nRows)
): void {
  for (let i = 0; i < rows; i++) {
    put(signed, i, at(weights, i) * <f64>(2 * codeOf(codes, i) - 1));
  }
}

/** The weight of a row where its class stands, and 0 in the other place. */
@inline
function classPair(signed: usize, row: usize): v128 {
  return f64x2.pmax(f64x2.splat(0), f64x2.mul(v128.load64_splat(signed + (row << 3)), f64x2(-1, 1)));
}

/** Adds the rows samples[from, to) to sums by class and of all, or, from the last on, takes them away. */
function addRows(
  sums: usize,
  samples: usize,
  from: i32,
  to: i32,
  isAdded: bool,
  codes: usize,
  weights: usize,
  signed: usize,
  classes: i32,
): void {
  const begin = isAdded ? from : to - 1;
  const step = isAdded ? 1 : -1;
  const sign: f64 = isAdded ? 1 : -1;
  let total = at(sums, classes);
  if (classes == 2) {
    let pair = v128.load(sums);
    const signs = f64x2.splat(sign);
    for (let k = from, p = begin; k < to; k++, p += step) {
      const row = rowAt<i32>(samples, p);
      pair = f64x2.add(pair, f64x2.mul(classPair(signed, row), signs));
      total += Math.abs(load<f64>(signed + (row << 3))) * sign;
    }
    v128.store(sums, pair);
  } else {
    for (let k = from, p = begin; k < to; k++, p += step) {
      const row = rowAt<i32>(samples, p);
      const w = load<f64>(weights + (row << 3)) * sign;
      const code = codeOf(codes, row);
      put(sums, code, at(sums, code) + w);
      total += w;
    }
  }
  put(sums, classes, total);
}

/** Sums of the weights by class, in the order of the rows, and of all. */
export function stumpTotals(
  rows: i32,
  classes: i32,
  codes: usize, // IN i32 (nRows)
  weights: usize, // IN f64 (nRows)
  sums: usize, // OUT f64 (nClasses + 1): by class, and of all
): void {
  memory.fill(sums, 0, (<usize>classes + 1) << 3);
  let total: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const w = at(weights, i);
    const code = codeOf(codes, i);
    put(sums, code, at(sums, code) + w);
    total += w;
  }
  put(sums, classes, total);
}

@inline
function pairOf(signed: usize, a: usize, b: usize): v128 {
  return v128.load64_lane(signed + (b << 3), v128.load64_zero(signed + (a << 3)), 1);
}

/** What no cut of either of two features exceeds, classes told by signs. */
function boundTwo<T>(a: usize, b: usize, signed: usize, sum: f64, weight: f64, rows: i32): v128 {
  const all = f64x2.splat(weight);
  const means = f64x2.splat(sum / weight);
  let sums = f64x2.splat(0);
  let weights = f64x2.splat(0);
  let most = f64x2.splat(0);
  for (let p = 0, last = rows - 1; p < last; p++) {
    const w = pairOf(signed, rowAt<T>(a, p), rowAt<T>(b, p));
    sums = f64x2.add(sums, w);
    weights = f64x2.add(weights, f64x2.abs(w));
    const u = f64x2.sub(sums, f64x2.mul(weights, means));
    const product = f64x2.mul(weights, f64x2.sub(all, weights));
    most = f64x2.pmax(most, f64x2.div(f64x2.mul(u, u), product));
  }
  return f64x2.add(f64x2.mul(most, all), f64x2.splat((sum * sum) / weight));
}

/** Worth of a cut between more than two classes. */
@inline
function worth(left: usize, totals: usize, classes: i32): f64 {
  let squaresLeft: f64 = 0;
  let squaresRight: f64 = 0;
  for (let k = 0; k < classes; k++) {
    const l = at(left, k);
    const r = at(totals, k) - l;
    squaresLeft += l * l;
    squaresRight += r * r;
  }
  const wl = at(left, classes);
  return squaresLeft / wl + squaresRight / (at(totals, classes) - wl);
}

/** What no cut of a feature exceeds, of more than two classes. */
function boundOfMany<T>(
  left: usize,
  order: usize,
  codes: usize,
  weights: usize,
  totals: usize,
  rows: i32,
  classes: i32,
): f64 {
  memory.fill(left, 0, (<usize>classes + 1) << 3);
  let most: f64 = 0;
  for (let p = 0; p < rows - 1; p++) {
    const row = rowAt<T>(order, p);
    const w = load<f64>(weights + (row << 3));
    const code = codeOf(codes, row);
    put(left, code, at(left, code) + w);
    put(left, classes, at(left, classes) + w);
    most = max(most, worth(left, totals, classes));
  }
  return most;
}

function boundFeatures<T>(
  begin: i32,
  end: i32,
  left: usize,
  order: usize,
  codes: usize,
  weights: usize,
  signed: usize,
  totals: usize,
  rows: i32,
  classes: i32,
  bounds: usize,
): void {
  const bytes = <usize>rows * bytesOf<T>();
  const weight = at(totals, classes);
  for (let f = begin; f < end; f++) {
    const own = order + <usize>f * bytes;
    if (classes > 2) {
      put(bounds, f, boundOfMany<T>(left, own, codes, weights, totals, rows, classes));
      continue;
    }
    const next = f + 1 < end ? own + bytes : own;
    const pair = boundTwo<T>(own, next, signed, at(totals, 1) - at(totals, 0), weight, rows);
    put(bounds, f, f64x2.extract_lane(pair, 0));
    if (++f < end) put(bounds, f, f64x2.extract_lane(pair, 1));
  }
}

/** For the features [begin, end): what no cut of a feature exceeds. Scratch: 8 (nClasses + 1) bytes. */
export function stumpBounds(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  order: usize, // IN row numbers (nFeatures, nRows): rows in ascending order of each feature
  codes: usize, // IN i32 (nRows)
  weights: usize, // IN f64 (nRows)
  signed: usize, // IN f64 (nRows): two classes only
  totals: usize, // IN f64 (nClasses + 1)
  rows: i32,
  classes: i32,
  bounds: usize, // OUT f64 (nFeatures)
): void {
  const bytes = rowBytes(rows);
  if (bytes == 2) boundFeatures<u16>(begin, end, scratch, order, codes, weights, signed, totals, rows, classes, bounds);
  else if (bytes == 3)
    boundFeatures<ThreeBytes>(begin, end, scratch, order, codes, weights, signed, totals, rows, classes, bounds);
  else boundFeatures<u32>(begin, end, scratch, order, codes, weights, signed, totals, rows, classes, bounds);
}

// The best cut so far, and whether another comes near to it; used within one call of stumpCut only.
let best: f64 = 0;
let bestFeature: i32 = 0;
let bestPosition: i32 = 0;
let isNear: bool = false;

@inline
function noteCut(value: f64, feature: i32, position: i32, guard: f64): void {
  if (value > best) {
    isNear = value - best <= guard;
    best = value;
    bestFeature = feature;
    bestPosition = position;
  } else if (best - value <= guard) isNear = true;
}

/** Looks at the cuts of a feature that come up to `hope` or near to the best. */
function scanTwo<T>(
  feature: i32,
  x: usize,
  order: usize,
  signed: usize,
  sum: f64,
  weight: f64,
  rows: i32,
  guard: f64,
  hope: f64,
): void {
  let screen = max(best - 2 * guard, hope);
  let s: f64 = 0;
  let l: f64 = 0;
  for (let p = 1; p < rows; p++) {
    const row = rowAt<T>(order, p - 1);
    const w = load<f64>(signed + (row << 3));
    s += w;
    l += Math.abs(w);
    const t = sum - s;
    const r = weight - l;
    if (s * s * r + t * t * l < screen * (l * r)) continue;
    if (valueOf(x, rowAt<T>(order, p)) <= valueOf(x, row) + FEATURE_THRESHOLD) continue;
    noteCut((s * s) / l + (t * t) / r, feature, p, guard);
    screen = max(screen, best - 2 * guard);
  }
}

function scanMany<T>(
  feature: i32,
  x: usize,
  order: usize,
  left: usize,
  codes: usize,
  weights: usize,
  totals: usize,
  rows: i32,
  classes: i32,
  guard: f64,
  hope: f64,
): void {
  memory.fill(left, 0, (<usize>classes + 1) << 3);
  for (let p = 1; p < rows; p++) {
    const row = rowAt<T>(order, p - 1);
    const w = load<f64>(weights + (row << 3));
    const code = codeOf(codes, row);
    put(left, code, at(left, code) + w);
    put(left, classes, at(left, classes) + w);
    const value = worth(left, totals, classes);
    if (value < max(best - 2 * guard, hope)) continue;
    if (valueOf(x, rowAt<T>(order, p)) <= valueOf(x, row) + FEATURE_THRESHOLD) continue;
    noteCut(value, feature, p, guard);
  }
}

function searchFeatures<T>(
  x: usize,
  order: usize,
  codes: usize,
  weights: usize,
  signed: usize,
  totals: usize,
  rows: i32,
  features: i32,
  classes: i32,
  guard: f64,
  bounds: usize,
  left: usize,
): void {
  while (true) {
    let f = -1;
    for (let j = 0; j < features; j++) if (at(bounds, j) >= 0 && (f < 0 || at(bounds, j) > at(bounds, f))) f = j;
    if (f < 0 || at(bounds, f) < best - 2 * guard) return;
    // The bound is that of a cut, unless that parts equal values; mostly no other cuts need a look.
    let hope = at(bounds, f) - 4 * guard;
    put(bounds, f, -1);
    const own = order + <usize>f * <usize>rows * bytesOf<T>();
    const column = x + ((<usize>f * <usize>rows) << 2);
    const before = best;
    const wasNear = isNear;
    while (true) {
      if (classes > 2) scanMany<T>(f, column, own, left, codes, weights, totals, rows, classes, guard, hope);
      else scanTwo<T>(f, column, own, signed, at(totals, 1) - at(totals, 0), at(totals, 2), rows, guard, hope);
      if (best - guard >= hope) break;
      best = before;
      isNear = wasNear;
      hope = -Infinity;
    }
  }
}

/** The cut of all features that lowers the impurity most, and whether another comes near to it. */
export function stumpCut(
  x: usize, // IN f32 (nFeatures, nRows)
  order: usize, // IN row numbers (nFeatures, nRows)
  codes: usize, // IN i32 (nRows)
  weights: usize, // IN f64 (nRows)
  signed: usize, // IN f64 (nRows): two classes only
  totals: usize, // IN f64 (nClasses + 1)
  rows: i32,
  features: i32,
  classes: i32,
  guard: f64, // cuts that differ by at most this are near to each other
  bounds: usize, // IN f64 (nFeatures): as stumpBounds writes them, negative for features that are left out; overwritten
  left: usize, // WORK f64 (nClasses + 1)
  cut: usize, // OUT i32 (3): feature, or -1; position; 1 if another cut comes near
): void {
  best = -Infinity;
  bestFeature = -1;
  bestPosition = 0;
  isNear = false;
  const bytes = rowBytes(rows);
  if (bytes == 2)
    searchFeatures<u16>(x, order, codes, weights, signed, totals, rows, features, classes, guard, bounds, left);
  else if (bytes == 3)
    searchFeatures<ThreeBytes>(x, order, codes, weights, signed, totals, rows, features, classes, guard, bounds, left);
  else searchFeatures<u32>(x, order, codes, weights, signed, totals, rows, features, classes, guard, bounds, left);
  store<i32>(cut, bestFeature);
  store<i32>(cut + 4, bestPosition);
  store<i32>(cut + 8, i32(isNear));
}

@inline
function impurity(sums: usize, classes: i32): f64 {
  let squares: f64 = 0;
  for (let k = 0; k < classes; k++) squares += at(sums, k) * at(sums, k);
  const weight = at(sums, classes);
  return 1.0 - squares / (weight * weight);
}

/**
 * Puts the rows in the order of the feature that was looked at last, parts them by the best cut, and measures both parts: impurities from sums that are
 * moved to the cut, and then the sums of each part. Returns the number of rows on the left.
 */
export function stumpChildren(
  last: usize, // IN row numbers (nRows): rows in ascending order of the feature that was looked at last
  x: usize, // IN f32 (nRows): the best feature
  threshold: f64,
  codes: usize, // IN i32 (nRows)
  weights: usize, // IN f64 (nRows)
  signed: usize, // IN f64 (nRows): two classes only
  totals: usize, // IN f64 (nClasses + 1)
  rows: i32,
  classes: i32,
  samples: usize, // WORK i32 (nRows)
  flags: usize, // WORK u8 (nRows + 1)
  impurities: usize, // OUT f64 (3): root, left, right
  leftSums: usize, // OUT f64 (nClasses + 1)
  rightSums: usize, // OUT f64 (nClasses + 1)
): i32 {
  let cut = 0;
  const width = rowBytes(rows);
  for (let p = 0; p < rows; p++) {
    const row = width == 2 ? rowAt<u16>(last, p) : width == 3 ? rowAt<ThreeBytes>(last, p) : rowAt<u32>(last, p);
    const goesLeft = u8(<f64>valueOf(x, row) <= threshold);
    store<i32>(samples + (<usize>p << 2), <i32>row);
    store<u8>(flags + p, goesLeft);
    cut += goesLeft;
  }
  partByFlags(samples, flags, 0, rows);
  const bytes = (<usize>classes + 1) << 3;
  const isNearer = cut <= rows - cut;
  if (isNearer) memory.fill(leftSums, 0, bytes);
  else memory.copy(leftSums, totals, bytes);
  addRows(leftSums, samples, isNearer ? 0 : cut, isNearer ? cut : rows, isNearer, codes, weights, signed, classes);
  for (let k = 0; k <= classes; k++) put(rightSums, k, at(totals, k) - at(leftSums, k));
  put(impurities, 0, impurity(totals, classes));
  put(impurities, 1, impurity(leftSums, classes));
  put(impurities, 2, impurity(rightSums, classes));
  memory.fill(rightSums, 0, bytes);
  if (!isNearer) {
    memory.fill(leftSums, 0, bytes);
    addRows(leftSums, samples, 0, cut, true, codes, weights, signed, classes);
  }
  addRows(rightSums, samples, cut, rows, true, codes, weights, signed, classes);
  return cut;
}
