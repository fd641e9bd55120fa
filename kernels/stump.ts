// Decision stumps on weighted classes, by Gini: rows are sorted by each feature once for all rounds of boosting.
//
// Sums round, so two cuts may be told apart by the order of their additions. It is that of a sort at the node where a feature's values are all
// different; where cuts come so near to each other that the order of equal values might decide, the caller is told, and grows the tree exactly.
const FEATURE_THRESHOLD: f32 = 1e-7; // neighbouring values at most this far apart are not separated

@inline
function at(p: usize, i: i32): f64 {
  return load<f64>(p + (<usize>i << 3));
}

@inline
function put(p: usize, i: i32, v: f64): void {
  store<f64>(p + (<usize>i << 3), v);
}

/** A place in a feature's order: the row, and on top whether a cut before it separates two values. */
const ROW: u32 = 0x7fffffff;

@inline
function placeAt(order: usize, p: i32): u32 {
  return load<u32>(order + (<usize>p << 2));
}

@inline
function rowAt(order: usize, p: i32): i32 {
  return <i32>(placeAt(order, p) & ROW);
}

@inline
function isCut(place: u32): bool {
  return place > ROW;
}

@inline
function valueOf(x: usize, row: i32): f32 {
  return load<f32>(x + (<usize>row << 2));
}

/** Marks the places of the features [begin, end) before which a cut separates two values. */
export function markCuts(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f32 (nFeatures, nRows)
  rows: i32,
  order: usize, // IN OUT u32 (nFeatures, nRows): rows in ascending order of each feature
): void {
  for (let f = begin; f < end; f++) {
    const offset = (<usize>f * <usize>rows) << 2;
    let above = valueOf(x + offset, rowAt(order + offset, 0));
    for (let p = 1; p < rows; p++) {
      const below = above;
      const place = placeAt(order + offset, p);
      above = valueOf(x + offset, place);
      if (above > below + FEATURE_THRESHOLD) store<u32>(order + offset + (<usize>p << 2), place | ~ROW);
    }
  }
}

/** Sums of the weights by class, in the order of the rows, and of all. */
export function classWeights(
  rows: i32,
  classes: i32,
  codes: usize, // IN i32 (nRows)
  weights: usize, // IN f64 (nRows)
  pairs: usize, // OUT f64 (nRows, 2): weight where the class is 0, and where it is 1
  sums: usize, // OUT f64 (nClasses + 1): by class, and of all
): void {
  memory.fill(sums, 0, (<usize>classes + 1) << 3);
  for (let i = 0; i < rows; i++) {
    const w = at(weights, i);
    const code = load<i32>(codes + (<usize>i << 2));
    add(sums, classes, code, w);
    put(pairs, 2 * i, code == 0 ? w : 0);
    put(pairs, 2 * i + 1, code == 1 ? w : 0);
  }
}

@inline
function add(sums: usize, classes: i32, code: i32, w: f64): void {
  put(sums, code, at(sums, code) + w);
  put(sums, classes, at(sums, classes) + w);
}

/** Moves the left sums from the cut `from` to the cut `to`, adding from the nearer end. */
function moveSums(
  left: usize,
  totals: usize,
  classes: i32,
  order: usize,
  codes: usize,
  weights: usize,
  rows: i32,
  from: i32,
  to: i32,
): void {
  if (to - from <= rows - to) {
    for (let p = from; p < to; p++) {
      const i = rowAt(order, p);
      add(left, classes, load<i32>(codes + (<usize>i << 2)), at(weights, i));
    }
  } else {
    memory.copy(left, totals, (<usize>classes + 1) << 3);
    for (let p = rows - 1; p >= to; p--) {
      const i = rowAt(order, p);
      add(left, classes, load<i32>(codes + (<usize>i << 2)), -at(weights, i));
    }
  }
}

@inline
function gini(squares: f64, weight: f64): f64 {
  return 1.0 - squares / (weight * weight);
}

/**
 * For the features [begin, end): the cut that decreases the impurity most, or position 0 for a constant feature, and whether another cut
 * comes near. Scratch: 8 (nClasses + 1) bytes.
 */
export function stumpCuts(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f32 (nFeatures, nRows)
  order: usize, // IN u32 (nFeatures, nRows): with marks
  codes: usize, // IN i32 (nRows)
  weights: usize, // IN f64 (nRows)
  pairs: usize, // IN f64 (nRows, 2)
  totals: usize, // IN f64 (nClasses + 1)
  rows: i32,
  classes: i32,
  guard: f64, // proxies at most this far apart are near
  proxies: usize, // OUT f64 (nFeatures)
  positions: usize, // OUT i32 (nFeatures)
  near: usize, // OUT u8 (nFeatures)
): void {
  for (let f = begin; f < end; f++) {
    const offset = (<usize>f * <usize>rows) << 2;
    store<i32>(positions + (<usize>f << 2), 0);
    store<u8>(near + f, 0);
    put(proxies, f, -Infinity);
    const last = rowAt(order + offset, rows - 1);
    if (valueOf(x + offset, last) <= valueOf(x + offset, rowAt(order + offset, 0)) + FEATURE_THRESHOLD) continue;
    if (classes == 2) cutOfTwo(f, order + offset, pairs, totals, rows, guard, proxies, positions, near);
    else cutOfMany(f, scratch, order + offset, codes, weights, totals, rows, classes, guard, proxies, positions, near);
  }
}

/** Two classes: sums in registers. */
function cutOfTwo(
  f: i32,
  order: usize,
  pairs: usize,
  totals: usize,
  rows: i32,
  guard: f64,
  proxies: usize,
  positions: usize,
  near: usize,
): void {
  const total0 = at(totals, 0);
  const total1 = at(totals, 1);
  const total = at(totals, 2);
  let best: f64 = -Infinity;
  let position = 0;
  let isNear = false;
  let sums = f64x2.splat(0); // weight of each class
  let wl: f64 = 0;
  let cut = 0;
  let screen: f64 = -Infinity; // a cut is compared without division first
  for (let p = 1; p < rows; p++) {
    if (!isCut(placeAt(order, p))) continue;
    if (p - cut <= rows - p) {
      for (let q = cut; q < p; q++) {
        const pair = v128.load(pairs + (<usize>rowAt(order, q) << 4));
        sums = f64x2.add(sums, pair);
        wl += f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
      }
    } else {
      sums = v128.load(totals);
      wl = total;
      for (let q = rows - 1; q >= p; q--) {
        const pair = v128.load(pairs + (<usize>rowAt(order, q) << 4));
        sums = f64x2.sub(sums, pair);
        wl -= f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
      }
    }
    const a = f64x2.extract_lane(sums, 0);
    const b = f64x2.extract_lane(sums, 1);
    cut = p;
    const wr = total - wl;
    const c = total0 - a;
    const d = total1 - b;
    const squaresLeft = a * a + b * b;
    const squaresRight = c * c + d * d;
    if (squaresLeft * wr + squaresRight * wl < screen * (wl * wr)) continue;
    const proxy = -wr * gini(squaresRight, wr) - wl * gini(squaresLeft, wl);
    if (proxy > best) {
      isNear = proxy - best <= guard;
      best = proxy;
      position = p;
      screen = best + total - 2 * guard;
    } else if (best - proxy <= guard) isNear = true;
  }
  put(proxies, f, best);
  store<i32>(positions + (<usize>f << 2), position);
  store<u8>(near + f, u8(isNear));
}

/** Any number of classes. */
function cutOfMany(
  f: i32,
  left: usize,
  order: usize,
  codes: usize,
  weights: usize,
  totals: usize,
  rows: i32,
  classes: i32,
  guard: f64,
  proxies: usize,
  positions: usize,
  near: usize,
): void {
  memory.fill(left, 0, (<usize>classes + 1) << 3);
  let best: f64 = -Infinity;
  let position = 0;
  let isNear = false;
  let cut = 0;
  for (let p = 1; p < rows; p++) {
    if (!isCut(placeAt(order, p))) continue;
    moveSums(left, totals, classes, order, codes, weights, rows, cut, p);
    cut = p;
    const wl = at(left, classes);
    const wr = at(totals, classes) - wl;
    let squaresLeft: f64 = 0;
    let squaresRight: f64 = 0;
    for (let k = 0; k < classes; k++) {
      const l = at(left, k);
      const r = at(totals, k) - l;
      squaresLeft += l * l;
      squaresRight += r * r;
    }
    const proxy = -wr * gini(squaresRight, wr) - wl * gini(squaresLeft, wl);
    if (proxy > best) {
      isNear = proxy - best <= guard;
      best = proxy;
      position = p;
    } else if (best - proxy <= guard) isNear = true;
  }
  put(proxies, f, best);
  store<i32>(positions + (<usize>f << 2), position);
  store<u8>(near + f, u8(isNear));
}

@inline
function impurity(sums: usize, classes: i32): f64 {
  let squares: f64 = 0;
  for (let k = 0; k < classes; k++) squares += at(sums, k) * at(sums, k);
  return gini(squares, at(sums, classes));
}

/**
 * Parts the rows, which stand in the order of the feature that was looked at last, by the best cut, and measures both parts: impurities from sums
 * that are moved to the cut, and then the sums of each part.
 */
export function stumpChildren(
  samples: usize, // IN OUT i32 (nRows)
  x: usize, // IN f32 (nRows): the best feature
  threshold: f64,
  codes: usize, // IN i32 (nRows)
  weights: usize, // IN f64 (nRows)
  totals: usize, // IN f64 (nClasses + 1)
  rows: i32,
  classes: i32,
  impurities: usize, // OUT f64 (3): root, left, right
  leftSums: usize, // OUT f64 (nClasses + 1)
  rightSums: usize, // OUT f64 (nClasses + 1)
): i32 {
  let cut = 0;
  let end = rows;
  while (cut < end) {
    const row = rowAt(samples, cut);
    if (<f64>valueOf(x, row) <= threshold) {
      cut++;
    } else {
      end--;
      store<i32>(samples + (<usize>cut << 2), rowAt(samples, end));
      store<i32>(samples + (<usize>end << 2), row);
    }
  }
  const bytes = (<usize>classes + 1) << 3;
  memory.fill(leftSums, 0, bytes);
  moveSums(leftSums, totals, classes, samples, codes, weights, rows, 0, cut);
  for (let k = 0; k <= classes; k++) put(rightSums, k, at(totals, k) - at(leftSums, k));
  put(impurities, 0, impurity(totals, classes));
  put(impurities, 1, impurity(leftSums, classes));
  put(impurities, 2, impurity(rightSums, classes));
  memory.fill(leftSums, 0, bytes);
  memory.fill(rightSums, 0, bytes);
  for (let p = 0; p < rows; p++) {
    const i = rowAt(samples, p);
    add(p < cut ? leftSums : rightSums, classes, load<i32>(codes + (<usize>i << 2)), at(weights, i));
  }
  return cut;
}
