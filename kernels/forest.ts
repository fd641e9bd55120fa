// Prediction by trees: rows walk from the root to a leaf, eight at a time, so that the loads of one hide those of the others.
//
// A tree is read in a stream before its rows walk, unless they are few: most of its nodes and values will be needed, and come faster so.
// All rows look at the first three levels, so there they are compared four at a time.
import { addLowTree } from "./lib/tree/low-tree";
import {
  PackedForest,
  isPooled,
  leafByCategories,
  nodeAt,
  rootOf,
  valueNumber,
  valuesOf,
} from "./lib/tree/packed-forest";
import { areLeaves, leafNumber, step, threeSteps, way } from "./lib/tree/packed-nodes";
import { MISSING, fillTiles } from "./lib/tree/row-tiles";

/** Leaves that the rows of all tiles reach, as numbers in the tree or, if it is pooled, as those of their values. */
function walk<T>(
  tiles: i32,
  tile: usize,
  tileBytes: usize,
  root: usize,
  depth: i32,
  pooled: bool,
  leaves: usize,
): void {
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
    // A row that has arrived stays: four steps for one look at the eight rows.
    while (
      depth > 4 &&
      !areLeaves<T>(way(a) | way(b) | way(c) | way(d) | way(e) | way(f) | way(g) | way(h))
    ) {
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
    }
    store<u32>(leaves, valueNumber<T>(a, pooled));
    store<u32>(leaves, valueNumber<T>(b, pooled), 4);
    store<u32>(leaves, valueNumber<T>(c, pooled), 8);
    store<u32>(leaves, valueNumber<T>(d, pooled), 12);
    store<u32>(leaves, valueNumber<T>(e, pooled), 16);
    store<u32>(leaves, valueNumber<T>(f, pooled), 20);
    store<u32>(leaves, valueNumber<T>(g, pooled), 24);
    store<u32>(leaves, valueNumber<T>(h, pooled), 28);
  }
}

/** {@link walk} in the tree of root i, with splits by categories. */
function walkAny(tiles: i32, tile: usize, tileBytes: usize, forest: PackedForest, i: usize, leaves: usize): void {
  for (let t = 0; t < tiles; t++, tile += tileBytes, leaves += 32)
    for (let lane: usize = 0; lane < 32; lane += 4)
      store<u32>(leaves + lane, leafNumber<v128>(leafByCategories(forest, i, tile + lane)));
}

/** Reads memory in a stream, so that it is in the cache when n rows read it here and there; not if they will read little of it. */
@inline
function touch(from: usize, bytes: usize, n: i32, sink: usize): void {
  if (bytes > <usize>n << 7) return;
  let all = i32x4.splat(0);
  for (let at = from; at < from + bytes; at += 64) all = v128.or(all, v128.load(at));
  v128.store(sink, all);
}

/** {@link walk} in tree t. */
@inline
function walkTree(
  tiles: i32,
  tile: usize,
  tileBytes: usize,
  missing: bool,
  forest: PackedForest,
  t: i32,
  pooled: bool,
  leaves: usize,
): void {
  const i = rootOf(forest, t);
  const root = nodeAt(forest, i);
  const depth = load<i32>(forest.depths + (<usize>t << 2));
  touch(root, nodeAt(forest, rootOf(forest, t + 1)) - root, tiles << 3, leaves);
  if (forest.words != 0) walkAny(tiles, tile, tileBytes, forest, i, leaves);
  else if (forest.wide) walk<v128>(tiles, tile, tileBytes, root, 5, false, leaves);
  else if (missing) walk<u64>(tiles, tile, tileBytes, root, depth, pooled, leaves);
  else walk<i64>(tiles, tile, tileBytes, root, depth, pooled, leaves);
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

/** Whether tree t is narrow, of one value for each node, and no deeper than {@link addLowTree} goes. */
@inline
function isLow(forest: PackedForest, t: i32): bool {
  return (forest.wide | (forest.nValues - 1)) == 0 && load<i32>(forest.depths + (<usize>t << 2)) <= 3;
}

/** Tiles of a block begin after the numbers of the leaves and 64 bytes. */
@inline
function tilesIn(scratch: usize, n: i32): usize {
  return scratch + (<usize>((n + 7) >> 3) << 5) + 64;
}

/** Adds up the leaf values of all trees, in the order of the trees, for n rows; returns what is odd about their values. */
function sumLeaves(n: i32, x: usize, features: i32, forest: PackedForest, scratch: usize, sums: usize): u32 {
  const tiles = (n + 7) >> 3;
  const tileBytes = <usize>features << 5;
  const tile = tilesIn(scratch, n);
  const odd = fillTiles(n, x, features, tile);
  const missing = (odd & MISSING) != 0;
  const width = <usize>forest.nValues << 3;
  memory.fill(sums, 0, <usize>n * width);
  for (let t = 0; t < forest.trees; t++) {
    const root = rootOf(forest, t);
    const values = valuesOf(forest, t);
    const pooled = isPooled(forest, t);
    if (isLow(forest, t)) {
      if (missing) addLowTree<u64>(n, tile, tileBytes, nodeAt(forest, root), values, tile - 64, sums);
      else addLowTree<i64>(n, tile, tileBytes, nodeAt(forest, root), values, tile - 64, sums);
      continue;
    }
    walkTree(tiles, tile, tileBytes, missing, forest, t, pooled, scratch);
    if (!pooled) touch(values, (rootOf(forest, t + 1) - root) * width, n, tile - 64);
    addLeaves(n, scratch, values, forest.nValues, sums);
  }
  return odd;
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
  trees: usize, // IN PackedForest
  oddities: usize, // OUT u32 (nBlocks): MISSING and INFINITE, where some value is
  out: usize, // OUT f64 (nRows, nValues)
): void {
  const forest = changetype<PackedForest>(trees);
  const own = x + <usize>begin * (<usize>features << 3);
  const sums = out + <usize>begin * (<usize>forest.nValues << 3);
  store<u32>(oddities + (<usize>block << 2), sumLeaves(end - begin, own, features, forest, scratch, sums));
}

/** Place of the largest of n means, which are sums / count; the first of equal ones. */
@inline
function placeOfLargest(sums: usize, n: usize, count: f64): u32 {
  let place: u32 = 0;
  let largest = load<f64>(sums) / count;
  for (let k: usize = 1; k < n; k++) {
    const mean = load<f64>(sums + (k << 3)) / count;
    if (mean > largest) {
      largest = mean;
      place = <u32>k;
    }
  }
  return place;
}

/**
 * Class of the largest mean of the leaf values of all trees; the first of equal ones.
 *
 * Scratch: as for {@link forestSums}, and 8 bytes × nValues × the rows of a block.
 */
export function forestClasses(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f64 (nRows, nFeatures)
  features: i32,
  trees: usize, // IN PackedForest
  oddities: usize, // OUT u32 (nBlocks): as in {@link forestSums}
  out: usize, // OUT i32 (nRows)
): void {
  const forest = changetype<PackedForest>(trees);
  const n = end - begin;
  const own = x + <usize>begin * (<usize>features << 3);
  let sums = tilesIn(scratch, n) + <usize>((n + 7) >> 3) * (<usize>features << 5);
  store<u32>(oddities + (<usize>block << 2), sumLeaves(n, own, features, forest, scratch, sums));
  const nValues = <usize>forest.nValues;
  for (let i = begin; i < end; i++, sums += nValues << 3)
    store<u32>(out + (<usize>i << 2), placeOfLargest(sums, nValues, <f64>forest.trees));
}

/** Number, within its tree, of the node that is the leaf that each row reaches in each tree. Scratch: as {@link forestSums}. */
export function forestLeaves(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  x: usize, // IN f64 (nRows, nFeatures)
  features: i32,
  trees: usize, // IN PackedForest
  oddities: usize, // OUT u32 (nBlocks): as in {@link forestSums}
  out: usize, // OUT i32 (nRows, nTrees)
): void {
  const forest = changetype<PackedForest>(trees);
  const n = end - begin;
  const tiles = (n + 7) >> 3;
  const tile = tilesIn(scratch, n);
  const odd = fillTiles(n, x + <usize>begin * (<usize>features << 3), features, tile);
  store<u32>(oddities + (<usize>block << 2), odd);
  const width = <usize>forest.trees << 2;
  for (let t = 0; t < forest.trees; t++) {
    walkTree(tiles, tile, <usize>features << 5, (odd & MISSING) != 0, forest, t, false, scratch);
    let to = out + <usize>begin * width + (<usize>t << 2);
    for (let i = 0; i < n; i++, to += width) store<u32>(to, load<u32>(scratch + (<usize>i << 2)));
  }
}
