// Lists of the rows in ascending order of each feature, sorted once for all trees and parted with the rows at every split,
// so that no node sorts. Mehta, Agrawal & Rissanen (1996), SLIQ; Shafer, Agrawal & Mehta (1996), SPRINT.
import { countsRows, fewRanksOf } from "./counted";
import { EPSILON, Grower, PRESORTED, PRESORTED_VALUES, f64At, i32At, setI32 } from "./grower";
import { rowOf } from "./list-entries";
import { isListed } from "./presorted-values";

@inline
export function listOf(g: Grower, feature: i32): usize {
  return g.lists + ((<usize>feature * <usize>g.rows + <usize>g.start) << 2);
}

/** Whether a node of n rows has a list of a feature: one whose rows are counted gets none, until its nodes are small. */
@inline
function hasList(g: Grower, feature: i32, n: i32): bool {
  return g.path >= PRESORTED_VALUES ? isListed(g, feature) : !countsRows(g, feature, n);
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
    for (let k = 0; k < rows; k++) {
      const e = load<u32>(order + (<usize>k << 2));
      if (f64At(g.weights, rowOf(g, e)) == 0) continue;
      store<u32>(to, e);
      to += 4;
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
      if (g.path != PRESORTED) continue;
      if (!skipLeft && hasList(g, f, cut - start)) writeList(g, f, start, cut);
      if (!skipRight && hasList(g, f, end - cut)) writeList(g, f, cut, end);
      continue;
    }
    if (f == g.bestFeature) continue; // its list is parted already
    partList(listOf(g, f), n, side, g.spare, g.rowMask, skipLeft, skipRight);
  }
}

function partList(
  list: usize,
  n: i32,
  side: usize,
  spare: usize,
  mask: u32,
  skipLeft: bool,
  skipRight: bool,
): void {
  let left = list;
  let right = spare;
  const end = list + (<usize>n << 2);
  if (skipRight) {
    for (let p = list; p < end; p += 4) {
      const e = load<u32>(p);
      store<u32>(left, e);
      left += <usize>load<u8>(side + <usize>(e & mask)) << 2;
    }
    return;
  }
  for (let p = list; p < end; p += 4) {
    const e = load<u32>(p);
    const goesLeft = <usize>load<u8>(side + <usize>(e & mask)) << 2;
    if (!skipLeft) store<u32>(left, e);
    store<u32>(right, e);
    left += goesLeft;
    right += 4 - goesLeft;
  }
  memory.copy(left, spare, right - spare);
}
