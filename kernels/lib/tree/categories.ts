// Splits of a feature whose values are categories: a set of categories goes left. The categories of the node are put in an order,
// and the cuts of that order are tried as if its places were values.
//
// With one number per category (regression by squared error or Poisson deviance; two classes) some cut of the order by mean is the best of all subsets: Fisher (1958),
// doi:10.1080/01621459.1958.10501479; Breiman et al. (1984), section 4.2.2. With more, every subset of few categories is tried, and many
// are put in order along the first principal direction of their shares or means: Coppersmith, Hong & Hosking (1999), doi:10.1023/A:1009869804967.
import { proxyOfCut } from "./criterion";
import { ABSOLUTE_ERROR, Grower, f32At, f64At, i32At, isClassification, setF32, setF64, setI32 } from "./grower";
import { introsort } from "./introsort";
import { column } from "./partition";
import { randomInteger } from "./random";

/** Up to this many categories in a node, every subset is tried: 511 of them. */
const MOST_TRIED: i32 = 10;

/** Turns of the power iteration; the order of the categories settles long before the direction does. */
const TURNS: i32 = 30;

/** Categories that the sets of this tree hold; the number of the place where missing values are counted. */
@inline
export function categoryCount(g: Grower): i32 {
  return g.categoryWords << 5;
}

/** Category of a row; missing values have one of their own. */
@inline
function categoryAt(g: Grower, x: usize, p: i32): i32 {
  const v = f32At(x, i32At(g.samples, p));
  return v != v ? categoryCount(g) : <i32>v;
}

/** Counts rows, weights and sums of the categories of the node; lists those that occur, ascending, and returns their number. */
function countCategories(g: Grower, x: usize): i32 {
  const slots = categoryCount(g) + 1;
  const width = g.width;
  memory.fill(g.categoryRows, 0, <usize>slots << 2);
  for (let p = g.start; p < g.end; p++) {
    const c = categoryAt(g, x, p);
    const i = i32At(g.samples, p);
    const rows = i32At(g.categoryRows, c);
    if (rows == 0) {
      setF64(g.categoryWeights, c, 0);
      memory.fill(g.categorySums + ((<usize>c * <usize>width) << 3), 0, <usize>width << 3);
    }
    setI32(g.categoryRows, c, rows + 1);
    const w = f64At(g.weights, i);
    setF64(g.categoryWeights, c, f64At(g.categoryWeights, c) + w);
    for (let k = 0; k < g.outputs; k++) {
      const at = c * width + (isClassification(g) ? k * g.classes + i32At(g.codes, i * g.outputs + k) : k);
      const term = isClassification(g) ? w : w * f64At(g.y, i * g.outputs + k);
      setF64(g.categorySums, at, f64At(g.categorySums, at) + term);
    }
  }
  let count = 0;
  for (let c = 0; c < slots; c++) if (i32At(g.categoryRows, c) != 0) setI32(g.categoryList, count++, c);
  return count;
}

/** Mean of sum k of a category. */
@inline
function meanOf(g: Grower, c: i32, k: i32): f64 {
  return f64At(g.categorySums, c * g.width + k) / f64At(g.categoryWeights, c);
}

/** Whether one number, a mean or a share, says all about the target of a category. */
@inline
function isOneNumber(g: Grower): bool {
  return g.outputs == 1 && g.classes <= 2;
}

/** Gives each listed category a key by which it is to be sorted: its mean, or its place along the principal direction. */
function setKeys(g: Grower, count: i32): void {
  const width = g.width;
  if (isOneNumber(g)) {
    for (let k = 0; k < count; k++) setF64(g.categoryKeys, k, meanOf(g, i32At(g.categoryList, k), width - 1));
    return;
  }
  startDirection(g, count);
  const direction = g.categoryDirection;
  const next = direction + (<usize>width << 3);
  for (let turn = 0; turn < TURNS; turn++) {
    memory.fill(next, 0, <usize>width << 3);
    for (let k = 0; k < count; k++) {
      const c = i32At(g.categoryList, k);
      const share = f64At(g.categoryWeights, c) * project(g, c);
      for (let j = 0; j < width; j++) setF64(next, j, f64At(next, j) + share * deviationOf(g, c, j));
    }
    if (!scaleTo(next, direction, width)) break;
  }
  for (let k = 0; k < count; k++) setF64(g.categoryKeys, k, project(g, i32At(g.categoryList, k)));
}

@inline
function deviationOf(g: Grower, c: i32, k: i32): f64 {
  return meanOf(g, c, k) - f64At(g.categoryDirection, 2 * g.width + k);
}

function project(g: Grower, c: i32): f64 {
  let sum = 0.0;
  for (let j = 0; j < g.width; j++) sum += deviationOf(g, c, j) * f64At(g.categoryDirection, j);
  return sum;
}

/** The direction starts from the category that lies farthest from the mean. */
function startDirection(g: Grower, count: i32): void {
  const centre = g.categoryDirection + ((<usize>g.width << 3) * 2);
  memory.fill(centre, 0, <usize>g.width << 3);
  for (let k = 0; k < count; k++) {
    const sums = i32At(g.categoryList, k) * g.width;
    for (let j = 0; j < g.width; j++) setF64(centre, j, f64At(centre, j) + f64At(g.categorySums, sums + j) / g.weightNode);
  }
  let farthest = -1.0;
  for (let k = 0; k < count; k++) {
    const c = i32At(g.categoryList, k);
    let length = 0.0;
    for (let j = 0; j < g.width; j++) length += deviationOf(g, c, j) * deviationOf(g, c, j);
    length *= f64At(g.categoryWeights, c);
    if (length <= farthest) continue;
    farthest = length;
    for (let j = 0; j < g.width; j++) setF64(g.categoryDirection, j, deviationOf(g, c, j));
  }
}

/** Writes a vector at length 1; false if it has none. */
function scaleTo(from: usize, to: usize, n: i32): bool {
  let length = 0.0;
  for (let j = 0; j < n; j++) length += f64At(from, j) * f64At(from, j);
  if (!(length > 0)) return false;
  const scale = 1.0 / Math.sqrt(length);
  for (let j = 0; j < n; j++) setF64(to, j, f64At(from, j) * scale);
  return true;
}

/** Puts the sums of a subset of the listed categories on the left; returns the number of its rows. */
function takeSubset(g: Grower, count: i32, subset: i32): i32 {
  const width = g.width;
  memory.fill(g.sumLeft, 0, <usize>width << 3);
  let rows = 0;
  let weight = 0.0;
  for (let k = 0; k < count; k++) {
    if (((subset >> k) & 1) == 0) continue;
    const c = i32At(g.categoryList, k);
    rows += i32At(g.categoryRows, c);
    weight += f64At(g.categoryWeights, c);
    for (let j = 0; j < width; j++)
      setF64(g.sumLeft, j, f64At(g.sumLeft, j) + f64At(g.categorySums, c * width + j));
  }
  for (let j = 0; j < width; j++) setF64(g.sumRight, j, f64At(g.sumTotal, j) - f64At(g.sumLeft, j));
  g.weightLeft = weight;
  g.weightRight = g.weightNode - weight;
  return rows;
}

/** The best subset of the listed categories, as bits; 0 if none may be split off. */
function bestSubset(g: Grower, count: i32): i32 {
  const n = g.end - g.start;
  let best = 0;
  let bestProxy = -Infinity;
  for (let subset = 1; subset < 1 << (count - 1); subset++) {
    const rows = takeSubset(g, count, subset);
    if (rows < g.minSamplesLeaf || n - rows < g.minSamplesLeaf) continue;
    if (g.weightLeft < g.minWeightLeaf || g.weightRight < g.minWeightLeaf) continue;
    const proxy = proxyOfCut(g);
    if (proxy > bestProxy) {
      bestProxy = proxy;
      best = subset;
    }
  }
  return best;
}

/** Gives the categories of a subset place 0 and the others place 1. */
function rankBySubset(g: Grower, count: i32, subset: i32): void {
  for (let k = 0; k < count; k++) setI32(g.categoryRanks, i32At(g.categoryList, k), 1 - ((subset >> k) & 1));
}

/** Numbers the listed categories by their keys. */
function rankByKeys(g: Grower, count: i32): void {
  introsort<f64>(g.categoryKeys, g.categoryList, count);
  for (let k = 0; k < count; k++) setI32(g.categoryRanks, i32At(g.categoryList, k), k);
}

/** Puts the node's rows in the order of their categories' places, which become the values that are read last. */
function orderRows(g: Grower, x: usize, count: i32): void {
  const offsets = g.categoryOffsets;
  for (let k = 0; k <= count; k++) setI32(offsets, k, 0);
  for (let k = 0; k < count; k++) {
    const c = i32At(g.categoryList, k);
    const after = i32At(g.categoryRanks, c) + 1;
    setI32(offsets, after, i32At(offsets, after) + i32At(g.categoryRows, c));
  }
  for (let k = 1; k <= count; k++) setI32(offsets, k, i32At(offsets, k) + i32At(offsets, k - 1));
  const start = g.start;
  for (let p = start; p < g.end; p++) {
    const rank = i32At(g.categoryRanks, categoryAt(g, x, p));
    const at = i32At(offsets, rank);
    setI32(offsets, rank, at + 1);
    setI32(g.swap, at, i32At(g.samples, p));
    setF32(g.values, start + at, <f32>rank);
  }
  memory.copy(g.samples + (<usize>start << 2), g.swap, <usize>(g.end - start) << 2);
}

/** Sorts the node's rows by the order of a feature's categories; false if the node has only one. */
export function sortByCategory(g: Grower, feature: i32): bool {
  const x = column(g, feature);
  g.nMissing = 0;
  const count = countCategories(g, x);
  if (count < 2) return false;
  if (!isOneNumber(g) && g.criterion != ABSOLUTE_ERROR && count <= MOST_TRIED) rankBySubset(g, count, bestSubset(g, count));
  else {
    setKeys(g, count);
    rankByKeys(g, count);
  }
  orderRows(g, x, count);
  return true;
}

/** Sends each category of the node to a random side, at least one to either; false if the node has only one. */
export function drawCategories(g: Grower, feature: i32): bool {
  const x = column(g, feature);
  g.nMissing = 0;
  const count = countCategories(g, x);
  if (count < 2) return false;
  let right = 0;
  for (let k = 0; k < count; k++) {
    const side = randomInteger(g, 0, 2);
    right += side;
    setI32(g.categoryRanks, i32At(g.categoryList, k), side);
  }
  if (right == 0 || right == count) {
    const odd = i32At(g.categoryList, randomInteger(g, 0, count));
    setI32(g.categoryRanks, odd, right == 0 ? 1 : 0);
  }
  for (let p = g.start; p < g.end; p++) setF32(g.values, p, <f32>i32At(g.categoryRanks, categoryAt(g, x, p)));
  return true;
}

/**
 * Notes the set of categories that go left by the best split, which is one of the feature whose categories were counted last. A category
 * that the node does not have goes with missing values; those, where the node has none, with the larger part.
 */
export function noteCategories(g: Grower): void {
  const missing = categoryCount(g);
  const threshold = g.bestThreshold;
  if (i32At(g.categoryRows, missing) != 0)
    g.bestMissingLeft = i32(<f64>i32At(g.categoryRanks, missing) <= threshold);
  const sets = g.bestCategories;
  memory.fill(sets, g.bestMissingLeft ? 0xff : 0, <usize>g.categoryWords << 2);
  for (let c = 0; c < missing; c++) {
    if (i32At(g.categoryRows, c) == 0) continue;
    const word = sets + ((<usize>c >> 5) << 2);
    const bit: u32 = 1 << (c & 31);
    const left = <f64>i32At(g.categoryRanks, c) <= threshold;
    store<u32>(word, left ? load<u32>(word) | bit : load<u32>(word) & ~bit);
  }
  g.bestThreshold = NaN;
}
