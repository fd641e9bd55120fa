// Lists of the rows in ascending order of each feature, sorted once for all trees and parted with the rows at every split,
// so that no node sorts. Mehta, Agrawal & Rissanen (1996), SLIQ; Shafer, Agrawal & Mehta (1996), SPRINT.
import { countsRows, fewRanksOf } from "./counted";
import { EPSILON, Grower, i32At, setI32 } from "./grower";

@inline
export function listOf(g: Grower, feature: i32): usize {
  return g.lists + ((<usize>feature * <usize>g.rows + <usize>g.start) << 2);
}

/** Whether a node of n rows has a list of a feature: one whose rows are counted gets none, until its nodes are small. */
@inline
function hasList(g: Grower, feature: i32, n: i32): bool {
  return !countsRows(g, feature, n);
}

/** Writes the list of a feature with few values for the rows samples[start, end): they are counted by rank. */
function writeList(g: Grower, feature: i32, start: i32, end: i32): void {
  const rank = fewRanksOf(g, feature);
  const list = g.lists + ((<usize>feature * <usize>g.rows + <usize>start) << 2);
  const places = g.histogram;
  const ranks = i32At(g.distinct, feature);
  memory.fill(places, 0, <usize>ranks << 2);
  for (let p = start; p < end; p++) {
    const at = places + (<usize>load<u16>(rank + (<usize>i32At(g.samples, p) << 1)) << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
  let before = 0;
  for (let r = 0; r < ranks; r++) {
    const count = i32At(places, r);
    setI32(places, r, before);
    before += count;
  }
  for (let p = start; p < end; p++) {
    const i = i32At(g.samples, p);
    const r = <u32>load<u16>(rank + (<usize>i << 1));
    const to = i32At(places, r);
    setI32(places, r, to + 1);
    store<u32>(list + (<usize>to << 2), (r << g.rowBits) | i);
  }
}

/** Lists of the rows of positive weight. */
export function fillLists(g: Grower): void {
  const rows = g.rows;
  const all = g.nSamples == rows;
  if (all && g.ownsOrder) return;
  for (let f = 0; f < g.features; f++) {
    if (!hasList(g, f, g.nSamples)) continue;
    const offset = (<usize>f * <usize>rows) << 2;
    const order = g.order + offset;
    let to = g.lists + offset;
    if (all) {
      memory.copy(to, order, <usize>rows << 2);
      continue;
    }
    const weights = g.weights;
    const mask = g.rowMask;
    // No branch, which would be hard to foretell; the place behind the last row taken has room as long as one more may come.
    const past = order + (<usize>rows << 2);
    for (let from = order; from < past; from += 4) {
      const e = load<u32>(from);
      store<u32>(to, e);
      to += <usize>(load<f64>(weights + (<usize>(e & mask) << 3)) != 0) << 2;
    }
  }
}

/** Whether a child will be a leaf without a search; its part of the lists is not needed then. */
export function endsHere(g: Grower, n: i32, weight: f64, impurity: f64): bool {
  return (
    g.nodeDepth + 1 >= g.maxDepth ||
    n < g.minSamplesSplit ||
    n < 2 * g.minSamplesLeaf ||
    weight < 2 * g.minWeightLeaf ||
    impurity <= EPSILON
  );
}

/** Parts every list by the best split, keeping the order, but for features that are constant from here on. */
export function partLists(g: Grower, constants: i32): void {
  const start = g.start;
  const end = g.end;
  const cut = g.bestPosition;
  const skipLeft = endsHere(g, cut - start, g.weightLeft, g.bestImpurityLeft);
  const skipRight = endsHere(g, end - cut, g.weightRight, g.bestImpurityRight);
  if (skipLeft && skipRight) return;
  const side = g.side;
  for (let p = start; p < cut; p++) store<u8>(side + <usize>i32At(g.samples, p), 1);
  for (let p = cut; p < end; p++) store<u8>(side + <usize>i32At(g.samples, p), 0);
  const n = end - start;
  for (let k = constants; k < g.features; k++) {
    const f = i32At(g.featureOrder, k);
    if (!hasList(g, f, n)) {
      if (!skipLeft && hasList(g, f, cut - start)) writeList(g, f, start, cut);
      if (!skipRight && hasList(g, f, end - cut)) writeList(g, f, cut, end);
      continue;
    }
    if (f == g.bestFeature) continue; // its list is parted already
    const list = listOf(g, f);
    if (skipRight) keepLeft(list, n, side, g.rowMask);
    else if (skipLeft) keepRight(list, n, side, g.rowMask);
    else partList(list, n, side, g.spare, g.rowMask);
  }
}

/** 4 if the row of an entry goes left, else 0. */
@inline
function leftStep(side: usize, entry: u32, mask: u32): usize {
  return <usize>load<u8>(side + <usize>(entry & mask)) << 2;
}

/** Moves the entries that go left to the front, nothing else being needed. */
function keepLeft(list: usize, n: i32, side: usize, mask: u32): void {
  let left = list;
  const end = list + (<usize>n << 2);
  for (let p = list; p < end; p += 4) {
    const e = load<u32>(p);
    store<u32>(left, e);
    left += leftStep(side, e, mask);
  }
}

/** Moves those that go right to the back. */
function keepRight(list: usize, n: i32, side: usize, mask: u32): void {
  let right = list + (<usize>n << 2);
  for (let p = right; p > list; ) {
    p -= 4;
    const e = load<u32>(p);
    store<u32>(right - 4, e);
    right -= 4 - leftStep(side, e, mask);
  }
}

function partList(list: usize, n: i32, side: usize, spare: usize, mask: u32): void {
  let left = list;
  let right = spare;
  const end = list + (<usize>n << 2);
  for (let p = list; p < end; p += 4) {
    const e = load<u32>(p);
    const goesLeft = leftStep(side, e, mask);
    store<u32>(left, e);
    store<u32>(right, e);
    left += goesLeft;
    right += 4 - goesLeft;
  }
  // For few entries a loop is quicker than a call.
  if (right - spare > 256) memory.copy(left, spare, right - spare);
  else for (; left < end; left += 4, spare += 4) store<u32>(left, load<u32>(spare));
}
