// Lists of the rows in ascending order of each feature, sorted once for all trees and parted with the rows at every split,
// so that no node sorts. Mehta, Agrawal & Rissanen (1996), SLIQ; Shafer, Agrawal & Mehta (1996), SPRINT.
import { countsRows } from "./counted";
import { entry, entryAt, halfAt, restOf, setEntry } from "./entries";
import { sortKeys } from "./key-sort";
import { EPSILON, Grower, PRESORTED, PRESORTED_VALUES, f64At, i32At } from "./grower";
import { isListed } from "./presorted-values";

@inline
export function listOf<T extends number>(g: Grower, feature: i32): usize {
  return g.lists + (<usize>feature * <usize>g.rows + <usize>g.start) * sizeof<T>();
}

/** Whether a node of n rows has a list of a feature: one whose rows are counted gets none, until its nodes are small. */
@inline
function hasList(g: Grower, feature: i32, n: i32): bool {
  return g.path >= PRESORTED_VALUES ? isListed(g, feature) : !countsRows(g, feature, n);
}

/** Writes the list of a feature for the rows samples[start, end). */
function writeList<T extends number>(g: Grower, feature: i32, start: i32, end: i32): void {
  const offset = <usize>feature * <usize>g.rows;
  const rank = g.rank + (offset << (sizeof<T>() == 4 ? 1 : 2));
  const list = g.lists + (offset + <usize>start) * sizeof<T>();
  const n = end - start;
  for (let p = 0; p < n; p++) {
    const i = i32At(g.samples, start + p);
    setEntry<T>(list, p, entry<T>(halfAt<T>(rank, i), i));
  }
  const sorted = sortKeys<T>(list, g.spare, n, i32At(g.distinct, feature), g.histogram);
  if (sorted != list) memory.copy(list, sorted, <usize>n * sizeof<T>());
}

/** Lists of the rows of positive weight. */
export function fillLists<T extends number>(g: Grower): void {
  const rows = g.rows;
  const all = g.nSamples == rows;
  for (let f = 0; f < g.features; f++) {
    if (!hasList(g, f, g.nSamples)) continue;
    const offset = <usize>f * <usize>rows;
    const order = g.order + (offset << 2);
    const rank = g.rank + (offset << (sizeof<T>() == 4 ? 1 : 2));
    const list = g.lists + offset * sizeof<T>();
    let at = 0;
    for (let k = 0; k < rows; k++) {
      const i = i32At(order, k);
      if (all || f64At(g.weights, i) != 0) setEntry<T>(list, at++, entry<T>(halfAt<T>(rank, i), i));
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
export function partLists<T extends number>(g: Grower, constants: i32): void {
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
      if (!skipLeft && hasList(g, f, cut - start)) writeList<T>(g, f, start, cut);
      if (!skipRight && hasList(g, f, end - cut)) writeList<T>(g, f, cut, end);
      continue;
    }
    if (f == g.bestFeature) continue; // its list is parted already
    partList<T>(listOf<T>(g, f), n, side, g.spare, skipLeft, skipRight);
  }
}

function partList<T extends number>(
  list: usize,
  n: i32,
  side: usize,
  spare: usize,
  skipLeft: bool,
  skipRight: bool,
): void {
  let left = list;
  let right = spare;
  const end = list + <usize>n * sizeof<T>();
  if (skipRight) {
    for (let p = list; p < end; p += sizeof<T>()) {
      const e = load<T>(p);
      store<T>(left, e);
      left += <usize>load<u8>(side + <usize>restOf<T>(e)) * sizeof<T>();
    }
    return;
  }
  for (let p = list; p < end; p += sizeof<T>()) {
    const e = load<T>(p);
    const goesLeft = <usize>load<u8>(side + <usize>restOf<T>(e)) * sizeof<T>();
    if (!skipLeft) store<T>(left, e);
    store<T>(right, e);
    left += goesLeft;
    right += sizeof<T>() - goesLeft;
  }
  memory.copy(left, spare, right - spare);
}
