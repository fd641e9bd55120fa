// Nodes of a tree, packed for prediction: the children of a node side by side, so that a step is an addition, and in 8 bytes where they fit, so
// that a tree of thousands of nodes stays in the first-level cache:
//
//   narrow, 8 bytes: threshold f32; u32 of, from the top, 18 bits to the left child in nodes, 9 bits of feature, 4 bits of which leaves make
//   use, 1 bit: missing goes right
//   wide, 16 bytes: threshold f32; u32 to the left child in nodes; u32 of feature, its top bit: missing goes right, the next: a split by
//   categories; u32: where the set of categories that go left begins among those of the tree
//
// A leaf is 0 nodes before its children, and its threshold is NaN, which no value is above: a row that has arrived stays. The number of the
// node that it is in its tree is the payload of a narrow leaf's NaN, and the last word of a wide leaf. Where the leaves of a narrow tree have few
// distinct values (pool-leaves.ts), four bits of a leaf tell which they are.
//
// Values are read from tiles (row-tiles.ts), where the values of feature j begin at byte 32 j: a narrow node holds that 32 j.

const MISSING_RIGHT: u32 = 31; // bit of the feature of a wide node
const BY_CATEGORY: u32 = 1 << 30;
const FEATURE: u32 = BY_CATEGORY - 1;
const NARROW_FEATURE: u32 = 0x3fe0;
const OFFSET_AT: u32 = 14;
const FIRST_WAY: u32 = 1 << OFFSET_AT;
const POOLED_AT: u32 = 1;
const FEATURE_AT: u32 = 5;
const LEAF_NUMBER: u32 = 0x3fffff;
const NAN: u32 = 0x7fc00000; // lower 22 bits are free

/** Writes the leaf that is node i of its tree. */
export function storeLeaf(node: usize, wide: i32, i: i32): void {
  store<u32>(node, wide ? NAN : NAN | i);
  store<u32>(node, 0, 4);
  if (!wide) return;
  store<u32>(node, 0, 8);
  store<u32>(node, i, 12);
}

/** Writes a node that sends values above `cut` right; its left child lies `left` nodes on, its set of categories from word `set` on. */
export function storeSplit(
  node: usize,
  wide: i32,
  cut: f32,
  feature: u32,
  left: u32,
  missingRight: u32,
  set: u32,
): void {
  store<f32>(node, cut);
  if (wide) {
    store<u32>(node, left, 4);
    store<u32>(node, feature | (missingRight << MISSING_RIGHT), 8);
    store<u32>(node, set, 12);
  } else store<u32>(node, (left << OFFSET_AT) | (feature << FEATURE_AT) | missingRight, 4);
}

/** Says that a wide node splits by categories. */
export function markCategories(node: usize): void {
  store<u32>(node, load<u32>(node, 8) | BY_CATEGORY, 8);
}

/** Node after a narrow (T = u64; i64 if no value of X is missing) or wide (T = v128) node. */
@inline
export function step<T>(node: usize, row: usize, lane: usize): usize {
  if (sizeof<T>() == 8) {
    const h = load<u32>(node, 4);
    const v = load<f32>(row + (h & NARROW_FEATURE) + lane);
    let right = u32(v > load<f32>(node));
    if (!isSigned<T>()) right |= u32(v != v) & h;
    return node + (((h >>> OFFSET_AT) + right) << 3);
  }
  const feature = load<u32>(node, 8);
  const v = load<f32>(row + ((feature & FEATURE) << 5) + lane);
  const right = u32(v > load<f32>(node)) | (u32(v != v) & (feature >>> MISSING_RIGHT));
  return node + ((load<u32>(node, 4) + right) << 4);
}

/** {@link step} in trees with splits by categories. A category that no set holds goes where missing values go. */
function stepAny(node: usize, row: usize, sets: usize, words: i32): usize {
  const feature = load<u32>(node, 8);
  if ((feature & BY_CATEGORY) == 0) return step<v128>(node, row, 0);
  const v = load<f32>(row + ((feature & FEATURE) << 5));
  let right = feature >>> MISSING_RIGHT;
  if (v >= 0 && v < <f32>(words << 5)) {
    const c = <u32>v;
    right = 1 - ((load<u32>(sets + ((load<u32>(node, 12) + (c >>> 5)) << 2)) >>> (c & 31)) & 1);
  }
  return node + ((load<u32>(node, 4) + right) << 4);
}

/** The leaf that a row reaches in a tree with splits by categories. */
export function leafAny(root: usize, row: usize, sets: usize, words: i32): usize {
  let node = root;
  while (true) {
    const next = stepAny(node, row, sets, words);
    if (next == node) return node;
    node = next;
  }
}

/** Number, in its tree, of the leaf that a packed node is. */
@inline
export function leafNumber<T>(node: usize): u32 {
  return sizeof<T>() == 8 ? load<u32>(node) & LEAF_NUMBER : load<u32>(node, 12);
}

/** Bits of the way to a node's children: those of a leaf are less than {@link FIRST_WAY}, or 0 if it is wide. */
@inline
export function way(node: usize): u32 {
  return load<u32>(node, 4);
}

/** Whether nodes whose ways were joined by or are leaves, all of them. */
@inline
export function areLeaves<T>(ways: u32): bool {
  return sizeof<T>() == 8 ? ways < FIRST_WAY : ways == 0;
}

/** Which of the few distinct values of its tree's leaves a narrow leaf has. */
@inline
export function pooledValue(node: usize): u32 {
  return way(node) >>> POOLED_AT;
}

/** Says which of the distinct values a narrow leaf has. */
@inline
export function poolLeaf(node: usize, value: u32): void {
  store<u32>(node, value << POOLED_AT, 4);
}

/** Where the values of a narrow node's feature begin in a tile. */
@inline
export function featureAt(node: usize): usize {
  return way(node) & NARROW_FEATURE;
}

/** 1 where missing values go right at a narrow node. */
@inline
export function missingRight(node: usize): u32 {
  return way(node) & 1;
}

/** Which of four rows go right at a narrow node. */
@inline
function goRight<T>(node: usize, rows: usize): v128 {
  const h = load<u32>(node, 4);
  const v = v128.load(rows + (h & NARROW_FEATURE));
  const above = f32x4.gt(v, v128.load32_splat(node));
  return isSigned<T>() ? above : v128.or(above, v128.and(f32x4.ne(v, v), i32x4.splat(-(h & 1))));
}

/** Left child of a narrow node; a leaf itself. */
@inline
export function leftOf(node: usize): usize {
  return node + ((way(node) >>> OFFSET_AT) << 3);
}

/** Right child of a narrow node; a leaf itself. */
@inline
export function rightOf(node: usize): usize {
  return leftOf(node) + (<usize>(way(node) >= FIRST_WAY) << 3);
}

/** Nodes that four rows reach in three steps from the root of a narrow tree. Nodes so near to the root are looked at by all rows. */
@inline
export function threeSteps<T>(root: usize, rows: usize): v128 {
  const l = leftOf(root);
  const r = rightOf(root);
  const ll = leftOf(l);
  const lr = rightOf(l);
  const rl = leftOf(r);
  const rr = rightOf(r);
  const first = goRight<T>(root, rows);
  const second = v128.bitselect(goRight<T>(r, rows), goRight<T>(l, rows), first);
  const third = v128.bitselect(
    v128.bitselect(goRight<T>(rr, rows), goRight<T>(rl, rows), second),
    v128.bitselect(goRight<T>(lr, rows), goRight<T>(ll, rows), second),
    first,
  );
  const left = v128.bitselect(
    v128.bitselect(i32x4.splat(<i32>leftOf(rr)), i32x4.splat(<i32>leftOf(rl)), second),
    v128.bitselect(i32x4.splat(<i32>leftOf(lr)), i32x4.splat(<i32>leftOf(ll)), second),
    first,
  );
  return i32x4.sub(left, i32x4.shl(third, 3));
}
