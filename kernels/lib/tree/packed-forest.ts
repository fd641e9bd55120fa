import { leafAny, leafNumber, pooledValue } from "./packed-nodes";

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
  values: usize; // u32 (nTrees): where the values of each tree are: f64 (nNodes, nValues) in the order of its own nodes, or (16, nValues)
  pooled: usize; // i32 (nTrees): 1 where the values are those that leaves share
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

/** Where the values of tree t lie. */
@inline
export function valuesOf(forest: PackedForest, t: i32): usize {
  return <usize>load<u32>(forest.values + (<usize>t << 2));
}

/** Whether the leaves of tree t share few distinct values. */
@inline
export function isPooled(forest: PackedForest, t: i32): bool {
  return load<i32>(forest.pooled + (<usize>t << 2)) != 0;
}

/** Number of a leaf's values among those of its tree. */
@inline
export function valueNumber<T>(node: usize, pooled: bool): u32 {
  return sizeof<T>() == 8 && pooled ? pooledValue(node) : leafNumber<T>(node);
}

/** {@link leafAny} in the tree of root i. */
@inline
export function leafByCategories(forest: PackedForest, i: usize, row: usize): usize {
  return leafAny(nodeAt(forest, i), row, forest.sets + ((i * <usize>forest.words) << 2), forest.words);
}
