// Lists of rows in ascending order of each feature, sorted once for all trees and parted with the rows at every split, as presorted lists are; but of
// row numbers alone, in as few bytes as hold them. Equal values stand in any order.
import { radixSort } from "../radix-sort";
import { FEATURE_THRESHOLD, Grower, ROW_LISTS, f32At, f64At, i32At, setF32, setI32 } from "./grower";
import { column, keyOfBits, sortByFeature } from "./partition";
import { foursOf, partFours } from "./part-fours";
import { endsHere } from "./presorted";
import { bytesOf, rawRow, rowAt, rowIn, setRawRow, setRow } from "./row-numbers";
import { isSmall } from "./small-nodes";
import { areTwins, findTwins } from "./twins";

@inline
export function rowListOf<T>(g: Grower, feature: i32): usize {
  return g.lists + (<usize>feature * <usize>g.rows + <usize>g.start) * bytesOf<T>();
}

@inline
export function valueOfRow(x: usize, row: usize): f32 {
  return load<f32>(x + (row << 2));
}

/** Notes whether the weights are all 1, or 0. */
export function noteEqualWeights(g: Grower): void {
  g.equalWeights = 1;
  for (let i = 0; i < g.rows; i++) {
    const w = f64At(g.weights, i);
    if (w != 0 && w != 1) g.equalWeights = 0;
  }
}

/** Lists of the rows of positive weight. */
export function fillRowLists<T>(g: Grower): void {
  const rows = g.rows;
  const all = g.nSamples == rows;
  if (all && !g.ownsOrder) memory.copy(g.lists, g.order, <usize>rows * <usize>g.features * bytesOf<T>());
  for (let f = 0; !all && f < g.features; f++) {
    const offset = <usize>f * <usize>rows * bytesOf<T>();
    let to = g.lists + offset;
    for (let k = 0; k < rows; k++) {
      const raw = rawRow<T>(g.order + offset + <usize>k * bytesOf<T>());
      if (f64At(g.weights, <i32>rowIn<T>(raw)) == 0) continue;
      setRawRow<T>(to, raw);
      to += bytesOf<T>();
    }
  }
  if (g.path == ROW_LISTS) findTwins<T>(g); // guarded trees do not ask
}

/** Sorts the rows of positive weight by a feature into its list, before the tree grows, and counts the distinct values; one feature after the other. */
export function sortRowList<T>(g: Grower, feature: i32): void {
  const n = g.nSamples;
  const x = column(g, feature);
  for (let p = 0; p < n; p++) {
    const row = i32At(g.samples, p);
    store<u64>(g.entries + (<usize>p << 3), (<u64>keyOfBits(<u32>i32At(x, row)) << 32) | <u64>row);
  }
  // The values, which nobody reads yet, and the places to swap stand side by side.
  const sorted = radixSort<u64>(g.entries, g.values, n, 4, 8, g.histogram);
  const list = g.lists + <usize>feature * <usize>g.rows * bytesOf<T>();
  let distinct = 0;
  let previous: u32 = 0;
  for (let p = 0; p < n; p++) {
    const e = load<u64>(sorted + (<usize>p << 3));
    const key = <u32>(e >>> 32);
    distinct += i32(p == 0 || key != previous);
    previous = key;
    setRow<T>(list, p, <u32>e);
  }
  setI32(g.distinct, feature, distinct);
  if (feature == g.features - 1) findTwins<T>(g);
}

/** Whether a feature has one value only in the node. */
export function isConstantList<T>(g: Grower, feature: i32): bool {
  const list = rowListOf<T>(g, feature);
  const x = column(g, feature);
  const last = valueOfRow(x, rowAt<T>(list, g.end - g.start - 1));
  return last <= valueOfRow(x, rowAt<T>(list, 0)) + FEATURE_THRESHOLD;
}

/** Whether no two rows of the node have the same value, unless they are twins, so that every sorted order adds up alike. */
function isOnlyOrder<T>(g: Grower, feature: i32): bool {
  if (i32At(g.distinct, feature) == g.listedRows) return true;
  const list = rowListOf<T>(g, feature);
  const x = column(g, feature);
  const n = g.end - g.start;
  let before = rowAt<T>(list, 0);
  let value = valueOfRow(x, before);
  for (let p = 1; p < n; p++) {
    const row = rowAt<T>(list, p);
    const next = valueOfRow(x, row);
    if (next == value && !areTwins(g, <i32>before, <i32>row)) return false;
    before = row;
    value = next;
  }
  return true;
}

/** Puts the node's rows in the order of a list. */
export function orderByRowList<T>(g: Grower, feature: i32): void {
  const list = rowListOf<T>(g, feature);
  const samples = g.samples + (<usize>g.start << 2);
  const n = g.end - g.start;
  for (let p = 0; p < n; p++) setI32(samples, p, <i32>rowAt<T>(list, p));
}

/** Puts the node's rows in the order in which sorting by each of its drawn features leaves them: a list has it where it is the only one. */
export function orderBySorts<T>(g: Grower, drawn: i32): void {
  let k = drawn - 1;
  while (k >= 0 && !isOnlyOrder<T>(g, i32At(g.drawn, k))) k--;
  if (k >= 0) orderByRowList<T>(g, i32At(g.drawn, k));
  for (k++; k < drawn; k++) sortByFeature(g, i32At(g.drawn, k));
}

/** Sorts the node's rows by a feature: a list has the order where it is the only one. */
export function sortByRowList<T>(g: Grower, feature: i32): void {
  if (!isOnlyOrder<T>(g, feature)) {
    sortByFeature(g, feature);
    return;
  }
  orderByRowList<T>(g, feature);
  const x = column(g, feature);
  for (let p = g.start; p < g.end; p++) setF32(g.values, p, f32At(x, i32At(g.samples, p)));
}

/** Parts every list by the best split, keeping the order, but for features that are constant from here on. */
export function partRowLists<T>(g: Grower, constants: i32): void {
  const start = g.start;
  const end = g.end;
  const cut = g.bestPosition;
  const mayBeSmall = g.path == ROW_LISTS;
  const skipLeft = (mayBeSmall && isSmall(cut - start)) || endsHere(g, cut - start, g.weightLeft, g.bestImpurityLeft);
  const skipRight = (mayBeSmall && isSmall(end - cut)) || endsHere(g, end - cut, g.weightRight, g.bestImpurityRight);
  if (skipLeft && skipRight) return;
  for (let p = start; p < cut; p++) store<u8>(g.side + <usize>i32At(g.samples, p), <u8>bytesOf<T>());
  for (let p = cut; p < end; p++) store<u8>(g.side + <usize>i32At(g.samples, p), 0);
  for (let k = constants; k < g.features; k++) {
    const f = i32At(g.featureOrder, k);
    if (f == g.bestFeature) continue; // its list is parted already
    partRowList<T>(rowListOf<T>(g, f), end - start, g.side, g.spare);
  }
}

/** Writes the row at p to the next place on the left and to the next place on the right; returns the next place on the left. */
@inline
function part<T>(p: usize, left: usize, side: usize, spare: usize): usize {
  const raw = rawRow<T>(p);
  setRawRow<T>(left, raw);
  setRawRow<T>(spare + (p - left), raw);
  return left + <usize>load<u8>(side + rowIn<T>(raw));
}

function partRowList<T>(list: usize, n: i32, side: usize, spare: usize): void {
  let left = list;
  let p = list;
  const end = list + <usize>n * bytesOf<T>();
  if (isReference<T>()) {
    const fours = foursOf(n);
    left = partFours(list, fours, side, spare);
    p += 12 * <usize>fours;
  }
  for (const whole = list + <usize>(n & ~3) * bytesOf<T>(); p < whole; p += 4 * bytesOf<T>()) {
    left = part<T>(p, left, side, spare);
    left = part<T>(p + bytesOf<T>(), left, side, spare);
    left = part<T>(p + 2 * bytesOf<T>(), left, side, spare);
    left = part<T>(p + 3 * bytesOf<T>(), left, side, spare);
  }
  for (; p < end; p += bytesOf<T>()) left = part<T>(p, left, side, spare);
  memory.copy(left, spare, end - left);
}
