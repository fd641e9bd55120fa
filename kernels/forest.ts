// Prediction by trees: rows walk from the root to a leaf, eight at a time, so that the loads of one hide those of the others.
//
// Nodes are packed with the children of a node side by side, so that a step is an addition, and in 8 bytes where they fit, so that a tree of
// thousands of nodes stays in the first-level cache:
//
//   narrow, 8 bytes: threshold f32; u32 of, from the top, 18 bits to the left child in nodes, 9 bits of feature, 4 zeros, 1 bit: missing
//   goes right
//   wide, 16 bytes: threshold f32; u32 to the left child in nodes; u32 of feature, its top bit: missing goes right, the next: a split by
//   categories; u32: where the set of categories that go left begins
//
// A leaf is 0 nodes before its children, and its threshold is NaN, which no value is above: a row that has arrived stays. The number of the
// leaf in its tree is the payload of a narrow leaf's NaN, and the last word of a wide leaf.
//
// Eight rows make a tile: the eight values of feature j as 32-bit floats, from byte 32 j. A narrow node holds that 32 j.

const MISSING_RIGHT: u32 = 31; // bit of the feature of a wide node
const BY_CATEGORY: u32 = 1 << 30;
const FEATURE: u32 = BY_CATEGORY - 1;
const NARROW_FEATURE: u32 = 0x3fe0;
const LEAF_NUMBER: u32 = 0x3fffff;

/** Node after a narrow (T = u64; i64 if no value of X is missing) or wide (T = v128) node. */
@inline
function step<T>(node: usize, row: usize, lane: usize): usize {
  if (sizeof<T>() == 8) {
    const h = load<u32>(node, 4);
    const v = load<f32>(row + (h & NARROW_FEATURE) + lane);
    let right = u32(v > load<f32>(node));
    if (!isSigned<T>()) right |= u32(v != v) & h;
    return node + (((h >>> 14) + right) << 3);
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

@inline
function leafNumber<T>(node: usize): u32 {
  return sizeof<T>() == 8 ? load<u32>(node) & LEAF_NUMBER : load<u32>(node, 12);
}

/** Bits of the way to a node's children: none at a leaf. */
@inline
function way(node: usize): u32 {
  return load<u32>(node, 4);
}

/** Leaves, as numbers in the tree, that the rows of all tiles reach. */
function walk<T>(tiles: i32, tile: usize, tileBytes: usize, root: usize, leaves: usize): void {
  for (const end = tile + <usize>tiles * tileBytes; tile < end; tile += tileBytes, leaves += 32) {
    let a = root;
    let b = root;
    let c = root;
    let d = root;
    let e = root;
    let f = root;
    let g = root;
    let h = root;
    do {
      // A row that has arrived stays: four steps for one look at the eight rows.
      for (let k = 0; k < 4; k++) {
        a = step<T>(a, tile, 0);
        b = step<T>(b, tile, 4);
        c = step<T>(c, tile, 8);
        d = step<T>(d, tile, 12);
        e = step<T>(e, tile, 16);
        f = step<T>(f, tile, 20);
        g = step<T>(g, tile, 24);
        h = step<T>(h, tile, 28);
      }
    } while ((way(a) | way(b) | way(c) | way(d) | way(e) | way(f) | way(g) | way(h)) != 0);
    store<u32>(leaves, leafNumber<T>(a));
    store<u32>(leaves, leafNumber<T>(b), 4);
    store<u32>(leaves, leafNumber<T>(c), 8);
    store<u32>(leaves, leafNumber<T>(d), 12);
    store<u32>(leaves, leafNumber<T>(e), 16);
    store<u32>(leaves, leafNumber<T>(f), 20);
    store<u32>(leaves, leafNumber<T>(g), 24);
    store<u32>(leaves, leafNumber<T>(h), 28);
  }
}

/** {@link walk} in trees with splits by categories. */
function walkAny(
  tiles: i32,
  tile: usize,
  tileBytes: usize,
  root: usize,
  sets: usize,
  words: i32,
  leaves: usize,
): void {
  for (let t = 0; t < tiles; t++, tile += tileBytes, leaves += 32)
    for (let lane: usize = 0; lane < 32; lane += 4) {
      let node = root;
      while (true) {
        const next = stepAny(node, tile + lane, sets, words);
        if (next == node) break;
        node = next;
      }
      store<u32>(leaves + lane, leafNumber<v128>(node));
    }
}

/** Fills the tiles of n rows of X, the last one up with zeros. Returns whether a value is missing. */
function fillTiles(n: i32, x: usize, features: i32, tile: usize): bool {
  const width = <usize>features << 3;
  let nans: u32 = 0;
  for (let i = 0; i < n; i += 8, tile += width << 2) {
    if (n - i < 8) memory.fill(tile, 0, width << 2);
    const rows = <usize>min(8, n - i);
    for (let k: usize = 0; k < rows; k++, x += width)
      for (let j: usize = 0, to = tile + (k << 2); j < width; j += 8, to += 32) {
        const v = <f32>load<f64>(x + j);
        nans |= u32(v != v);
        store<f32>(to, v);
      }
  }
  return nans != 0;
}

/** Leaves, as numbers in the tree, that the rows of all tiles reach in the tree of this root, a number of a node. */
@inline
function walkTree(
  tiles: i32,
  tile: usize,
  features: i32,
  missing: bool,
  nodes: usize,
  wide: i32,
  root: usize,
  sets: usize,
  words: i32,
  leaves: usize,
): void {
  const tileBytes = <usize>features << 5;
  if (words != 0) walkAny(tiles, tile, tileBytes, nodes + (root << 4), sets, words, leaves);
  else if (wide) walk<v128>(tiles, tile, tileBytes, nodes + (root << 4), leaves);
  else if (missing) walk<u64>(tiles, tile, tileBytes, nodes + (root << 3), leaves);
  else walk<i64>(tiles, tile, tileBytes, nodes + (root << 3), leaves);
}

/** Adds the values of the leaves that n rows reached to their sums. */
function addLeaves(n: i32, leaves: usize, values: usize, nValues: i32, sums: usize): void {
  if (nValues == 2) {
    for (let i = 0; i < n; i++, leaves += 4, sums += 16)
      v128.store(sums, f64x2.add(v128.load(sums), v128.load(values + (<usize>load<u32>(leaves) << 4))));
    return;
  }
  const width = <usize>nValues << 3;
  for (let i = 0; i < n; i++, leaves += 4, sums += width) {
    const own = values + <usize>load<u32>(leaves) * width;
    for (let k: usize = 0; k < width; k += 8) store<f64>(sums + k, load<f64>(sums + k) + load<f64>(own + k));
  }
}

/**
 * Adds up the leaf values of all trees, in the order of the trees.
 *
 * Scratch: 4 bytes × (nFeatures + 1) × the rows of a block, a multiple of 8.
 */
export function forestSums(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f64 (nRows, nFeatures)
  features: i32,
  nodes: usize, // IN packed nodes of all trees
  wide: i32, // 1: nodes are wide
  roots: usize, // IN i32 (nTrees, 2): first node and first leaf of each tree
  trees: i32,
  sets: usize, // IN u32: sets of categories that go left
  words: i32, // u32 words of a set; 0: no tree splits by categories
  values: usize, // IN f64 (nLeaves, nValues), in the order of the packed leaves
  nValues: i32,
  out: usize, // OUT f64 (nRows, nValues)
): void {
  const n = end - begin;
  const tiles = (n + 7) >> 3;
  const tile = scratch + (<usize>tiles << 5);
  const missing = fillTiles(n, x + <usize>begin * (<usize>features << 3), features, tile);
  const width = <usize>nValues << 3;
  const sums = out + <usize>begin * width;
  memory.fill(sums, 0, <usize>n * width);
  for (let t = 0; t < trees; t++, roots += 8) {
    const root = <usize>load<i32>(roots);
    walkTree(tiles, tile, features, missing, nodes, wide, root, sets, words, scratch);
    addLeaves(n, scratch, values + <usize>load<i32>(roots, 4) * width, nValues, sums);
  }
}

/** Number, within its tree, of the node that is the leaf that each row reaches in each tree. Scratch: as {@link forestSums}. */
export function forestLeaves(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f64 (nRows, nFeatures)
  features: i32,
  nodes: usize, // IN packed nodes of all trees
  wide: i32, // 1: nodes are wide
  roots: usize, // IN i32 (nTrees, 2)
  trees: i32,
  sets: usize, // IN u32: sets of categories that go left
  words: i32,
  numbers: usize, // IN i32 (nLeaves): number of the node that is each packed leaf
  out: usize, // OUT i32 (nRows, nTrees)
): void {
  const n = end - begin;
  const tiles = (n + 7) >> 3;
  const tile = scratch + (<usize>tiles << 5);
  const missing = fillTiles(n, x + <usize>begin * (<usize>features << 3), features, tile);
  const width = <usize>trees << 2;
  for (let t = 0; t < trees; t++, roots += 8) {
    const root = <usize>load<i32>(roots);
    walkTree(tiles, tile, features, missing, nodes, wide, root, sets, words, scratch);
    const own = numbers + (<usize>load<i32>(roots, 4) << 2);
    let to = out + <usize>begin * width + (<usize>t << 2);
    for (let i = 0; i < n; i++, to += width)
      store<i32>(to, load<i32>(own + (<usize>load<u32>(scratch + (<usize>i << 2)) << 2)));
  }
}
