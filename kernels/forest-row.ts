// Prediction of a row alone: it walks through eight trees at a time, so that what one waits for hides what the others do.
import {
  PackedForest,
  isPooled,
  leafByCategories,
  nodeAt,
  rootOf,
  valueNumber,
  valuesOf,
} from "./lib/tree/packed-forest";
import { areLeaves, leafNumber, step, way } from "./lib/tree/packed-nodes";
import { MISSING, fillFirstRow } from "./lib/tree/row-tiles";

/** Root of tree t; of the last one where there are not so many. */
@inline
function start(forest: PackedForest, t: i32): usize {
  return nodeAt(forest, rootOf(forest, min(t, forest.trees - 1)));
}

/** Leaves that the first row of a tile reaches; up to seven more than there are trees. */
function walk<T>(forest: PackedForest, tile: usize, leaves: usize): void {
  for (let t = 0; t < forest.trees; t += 8, leaves += 32) {
    let a = start(forest, t);
    let b = start(forest, t + 1);
    let c = start(forest, t + 2);
    let d = start(forest, t + 3);
    let e = start(forest, t + 4);
    let f = start(forest, t + 5);
    let g = start(forest, t + 6);
    let h = start(forest, t + 7);
    // At a leaf it stays: two steps for one look at the eight trees.
    while (!areLeaves<T>(way(a) | way(b) | way(c) | way(d) | way(e) | way(f) | way(g) | way(h)))
      for (let k = 0; k < 2; k++) {
        a = step<T>(a, tile, 0);
        b = step<T>(b, tile, 0);
        c = step<T>(c, tile, 0);
        d = step<T>(d, tile, 0);
        e = step<T>(e, tile, 0);
        f = step<T>(f, tile, 0);
        g = step<T>(g, tile, 0);
        h = step<T>(h, tile, 0);
      }
    store<u32>(leaves, <u32>a);
    store<u32>(leaves, <u32>b, 4);
    store<u32>(leaves, <u32>c, 8);
    store<u32>(leaves, <u32>d, 12);
    store<u32>(leaves, <u32>e, 16);
    store<u32>(leaves, <u32>f, 20);
    store<u32>(leaves, <u32>g, 24);
    store<u32>(leaves, <u32>h, 28);
  }
}

/** Fills a tile with the row and finds its leaves, as addresses. Returns what is odd about its values. */
function leavesOf(x: usize, features: i32, forest: PackedForest, tile: usize, leaves: usize): u32 {
  const odd = fillFirstRow(x, features, tile);
  if (forest.words != 0) {
    for (let t = 0; t < forest.trees; t++)
      store<u32>(leaves + (<usize>t << 2), <u32>leafByCategories(forest, rootOf(forest, t), tile));
  } else if (forest.wide) walk<v128>(forest, tile, leaves);
  else if (odd & MISSING) walk<u64>(forest, tile, leaves);
  else walk<i64>(forest, tile, leaves);
  return odd;
}

/**
 * Leaf values of a row added up over all trees, in the order of the trees.
 *
 * @returns MISSING and INFINITE, where some value is.
 */
export function forestRowSums(
  x: usize, // IN f64 (nFeatures)
  features: i32,
  trees: usize, // IN PackedForest
  tile: usize, // scratch, 32 bytes × nFeatures
  leaves: usize, // scratch, u32 (nTrees + 7)
  out: usize, // OUT f64 (nValues)
): u32 {
  const forest = changetype<PackedForest>(trees);
  const odd = leavesOf(x, features, forest, tile, leaves);
  const width = <usize>forest.nValues << 3;
  memory.fill(out, 0, width);
  for (let t = 0; t < forest.trees; t++, leaves += 4) {
    const leaf = <usize>load<u32>(leaves);
    const number = forest.wide ? valueNumber<v128>(leaf, false) : valueNumber<u64>(leaf, isPooled(forest, t));
    const values = valuesOf(forest, t) + <usize>number * width;
    for (let k: usize = 0; k < width; k += 8) store<f64>(out + k, load<f64>(out + k) + load<f64>(values + k));
  }
  return odd;
}

/** Number, within its tree, of the leaf that a row reaches in each tree. Returns as {@link forestRowSums}. */
export function forestRowLeaves(
  x: usize, // IN f64 (nFeatures)
  features: i32,
  trees: usize, // IN PackedForest
  tile: usize, // scratch, 32 bytes × nFeatures
  leaves: usize, // OUT u32 (nTrees + 7)
): u32 {
  const forest = changetype<PackedForest>(trees);
  const odd = leavesOf(x, features, forest, tile, leaves);
  for (let t = 0; t < forest.trees; t++, leaves += 4) {
    const leaf = <usize>load<u32>(leaves);
    store<u32>(leaves, forest.wide ? leafNumber<v128>(leaf) : leafNumber<u64>(leaf));
  }
  return odd;
}
