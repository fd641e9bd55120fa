import { leafAny } from "./packed-nodes";

/** Trees in kernel memory; src/tree/placed-trees.ts writes it. */
@unmanaged
export class PackedForest {
  trees: i32;
  wide: i32; // 1: nodes are wide
  words: i32; // u32 words of a set of categories; 0: no tree splits by categories
  nValues: i32;
  roots: usize; // i32 (nTrees + 1): first node of each tree, and the end
  depths: usize; // i32 (nTrees): levels of splits
  nodes: usize; // packed nodes of all trees
  sets: usize; // u32: sets of categories that go left
  values: usize; // f64 (nNodes, nValues), in the order of the trees' own nodes
}

/** First node of tree t, and the end where t is the number of trees. */
@inline
export function rootOf(forest: PackedForest, t: i32): usize {
  return <usize>load<i32>(forest.roots + (<usize>t << 2));
}

/** Where node i of all lies. */
@inline
export function nodeAt(forest: PackedForest, i: usize): usize {
  return forest.nodes + (i << (forest.wide ? 4 : 3));
}

/** Where the values of node i of all lie. */
@inline
export function valuesAt(forest: PackedForest, i: usize): usize {
  return forest.values + ((i * <usize>forest.nValues) << 3);
}

/** {@link leafAny} in the tree of root i. */
@inline
export function leafByCategories(forest: PackedForest, i: usize, row: usize): u32 {
  return leafAny(nodeAt(forest, i), row, forest.sets + ((i * <usize>forest.words) << 2), forest.words);
}
