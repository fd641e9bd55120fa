// Prediction by trees: rows walk from the root to a leaf, eight at a time, so that the loads of one hide those of the others.
//
// Nodes are packed with the children of a node side by side, so that a step is an addition, and in 8 bytes where they fit, so that a tree of
// thousands of nodes stays in the first-level cache:
//
//   narrow, 8 bytes: threshold f32; u32 of, from the top, 18 bits to the left child in nodes, 9 bits of feature, 4 zeros, 1 bit: missing
//   goes right
//   wide, 16 bytes: threshold f32; u32 to the left child in nodes; u32 of feature, its top bit: missing goes right, the next: a split by
//   categories; u32: where the set of categories that go left begins among those of the tree
//
// A leaf is 0 nodes before its children, and its threshold is NaN, which no value is above: a row that has arrived stays. The number of the
// node that it is in its tree is the payload of a narrow leaf's NaN, and the last word of a wide leaf.
//
// A tree is read in a stream before its rows walk, unless they are few: most of its nodes and values will be needed, and come faster so.
// All rows look at the first three levels, so there they are compared four at a time.
//
// Eight rows make a tile: the eight values of feature j as 32-bit floats, from byte 32 j. A narrow node holds that 32 j.

const MISSING_RIGHT: u32 = 31; // bit of the feature of a wide node
const BY_CATEGORY: u32 = 1 << 30;
const FEATURE: u32 = BY_CATEGORY - 1;
const NARROW_FEATURE: u32 = 0x3fe0;
const OFFSET_AT: u32 = 14;
const LEAF_NUMBER: u32 = 0x3fffff;

/** Node after a narrow (T = u64; i64 if no value of X is missing) or wide (T = v128) node. */
@inline
function step<T>(node: usize, row: usize, lane: usize): usize {
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

@inline
function leafNumber<T>(node: usize): u32 {
  return sizeof<T>() == 8 ? load<u32>(node) & LEAF_NUMBER : load<u32>(node, 12);
}

/** Bits of the way to a node's children: none at a leaf. */
@inline
function way(node: usize): u32 {
  return load<u32>(node, 4);
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
function leftOf(node: usize): usize {
  return node + ((way(node) >>> OFFSET_AT) << 3);
}

/** Right child of a narrow node; a leaf itself. */
@inline
function rightOf(node: usize): usize {
  return leftOf(node) + (<usize>(way(node) != 0) << 3);
}

/** Nodes that four rows reach in three steps from the root of a narrow tree. Nodes so near to the root are looked at by all rows. */
@inline
function threeSteps<T>(root: usize, rows: usize): v128 {
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
    if (sizeof<T>() == 8) {
      const low = threeSteps<T>(root, tile);
      const high = threeSteps<T>(root, tile + 16);
      a = step<T>(<usize>i32x4.extract_lane(low, 0), tile, 0);
      b = step<T>(<usize>i32x4.extract_lane(low, 1), tile, 4);
      c = step<T>(<usize>i32x4.extract_lane(low, 2), tile, 8);
      d = step<T>(<usize>i32x4.extract_lane(low, 3), tile, 12);
      e = step<T>(<usize>i32x4.extract_lane(high, 0), tile, 16);
      f = step<T>(<usize>i32x4.extract_lane(high, 1), tile, 20);
      g = step<T>(<usize>i32x4.extract_lane(high, 2), tile, 24);
      h = step<T>(<usize>i32x4.extract_lane(high, 3), tile, 28);
    }
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

/** Reads memory in a stream, so that it is in the cache when n rows read it here and there; not if they will read little of it. */
@inline
function touch(from: usize, bytes: usize, n: i32, sink: usize): void {
  if (bytes > <usize>n << 7) return;
  let all = i32x4.splat(0);
  for (let at = from; at < from + bytes; at += 64) all = v128.or(all, v128.load(at));
  v128.store(sink, all);
}

/** Leaves, as numbers in the tree, that the rows of all tiles reach in the tree of nodes [root, end). */
@inline
function walkTree(
  tiles: i32,
  tile: usize,
  features: i32,
  missing: bool,
  nodes: usize,
  wide: i32,
  root: usize,
  end: usize,
  sets: usize,
  words: i32,
  leaves: usize,
): void {
  const tileBytes = <usize>features << 5;
  const shift: usize = wide ? 4 : 3;
  const first = nodes + (root << shift);
  touch(first, (end - root) << shift, tiles << 3, leaves);
  if (words != 0) walkAny(tiles, tile, tileBytes, first, sets + root * (<usize>words << 2), words, leaves);
  else if (wide) walk<v128>(tiles, tile, tileBytes, first, leaves);
  else if (missing) walk<u64>(tiles, tile, tileBytes, first, leaves);
  else walk<i64>(tiles, tile, tileBytes, first, leaves);
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
 * Scratch: 4 bytes × (nFeatures + 1) × the rows of a block, a multiple of 8, and 64 bytes.
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
  roots: usize, // IN i32 (nTrees + 1): first node of each tree, and the end
  trees: i32,
  sets: usize, // IN u32: sets of categories that go left
  words: i32, // u32 words of a set; 0: no tree splits by categories
  values: usize, // IN f64 (nNodes, nValues), in the order of the trees' own nodes
  nValues: i32,
  out: usize, // OUT f64 (nRows, nValues)
): void {
  const n = end - begin;
  const tiles = (n + 7) >> 3;
  const tile = scratch + (<usize>tiles << 5) + 64;
  const missing = fillTiles(n, x + <usize>begin * (<usize>features << 3), features, tile);
  const width = <usize>nValues << 3;
  const sums = out + <usize>begin * width;
  memory.fill(sums, 0, <usize>n * width);
  for (let t = 0; t < trees; t++, roots += 4) {
    const root = <usize>load<i32>(roots);
    const last = <usize>load<i32>(roots, 4);
    walkTree(tiles, tile, features, missing, nodes, wide, root, last, sets, words, scratch);
    const own = values + root * width;
    touch(own, (last - root) * width, n, tile - 64);
    addLeaves(n, scratch, own, nValues, sums);
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
  roots: usize, // IN i32 (nTrees + 1)
  trees: i32,
  sets: usize, // IN u32: sets of categories that go left
  words: i32,
  out: usize, // OUT i32 (nRows, nTrees)
): void {
  const n = end - begin;
  const tiles = (n + 7) >> 3;
  const tile = scratch + (<usize>tiles << 5) + 64;
  const missing = fillTiles(n, x + <usize>begin * (<usize>features << 3), features, tile);
  const width = <usize>trees << 2;
  for (let t = 0; t < trees; t++, roots += 4) {
    const root = <usize>load<i32>(roots);
    walkTree(tiles, tile, features, missing, nodes, wide, root, <usize>load<i32>(roots, 4), sets, words, scratch);
    let to = out + <usize>begin * width + (<usize>t << 2);
    for (let i = 0; i < n; i++, to += width) store<u32>(to, load<u32>(scratch + (<usize>i << 2)));
  }
}
