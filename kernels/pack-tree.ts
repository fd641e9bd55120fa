// Packs the nodes of a tree for prediction; see lib/tree/packed-nodes.ts.
import { markCategories, storeLeaf, storeSplit } from "./lib/tree/packed-nodes";
import { poolLeaves } from "./lib/tree/pool-leaves";
import { singleBelow } from "./lib/tree/random-range";

/** A node that waits for its place, and how deep it lies. */
@unmanaged
class Waiting {
  place: i32;
  node: i32;
  depth: i32;
}

@inline
function i32At(array: usize, i: i32): i32 {
  return load<i32>(array + (<usize>i << 2));
}

/**
 * Packs a tree: a node before its children, those side by side, and the left subtree before the right one.
 *
 * @returns the depth of the tree.
 */
export function packTree(
  left: usize, // IN i32 (nNodes): negative at a leaf
  right: usize, // IN i32 (nNodes)
  feature: usize, // IN i32 (nNodes)
  threshold: usize, // IN f64 (nNodes): NaN at a split by categories
  missingLeft: usize, // IN u8 (nNodes)
  words: i32, // u32 words of a set of categories
  wide: i32, // 1: nodes are wide
  waiting: usize, // scratch, 12 bytes × (nNodes + 1)
  values: usize, // IN f64 (nNodes, nValues)
  count: i32, // nodes
  nValues: i32,
  nodes: usize, // OUT packed nodes, and, if they are narrow, u32 (16): the pooled leaves
): i32 {
  let deepest = 0;
  let end = 1;
  let top = changetype<Waiting>(waiting);
  top.place = 0;
  top.node = 0;
  top.depth = 0;
  while (changetype<usize>(top) >= waiting) {
    const place = top.place;
    const depth = top.depth;
    const i = top.node;
    const child = i32At(left, i);
    const at = nodes + (<usize>place << (wide ? 4 : 3));
    if (child < 0) {
      storeLeaf(at, wide, i);
      top = changetype<Waiting>(changetype<usize>(top) - offsetof<Waiting>());
      continue;
    }
    deepest = max(deepest, depth + 1);
    const cut = load<f64>(threshold + (<usize>i << 3));
    const missingRight = 1 - <u32>load<u8>(missingLeft + <usize>i);
    storeSplit(at, wide, singleBelow(cut), i32At(feature, i), end - place, missingRight, i * words);
    if (words != 0 && isNaN(cut)) markCategories(at);
    top.place = end + 1;
    top.node = i32At(right, i);
    top.depth = depth + 1;
    top = changetype<Waiting>(changetype<usize>(top) + offsetof<Waiting>());
    top.place = end;
    top.node = child;
    top.depth = depth + 1;
    end += 2;
  }
  if (!wide) poolLeaves(nodes, count, values, nValues, nodes + (<usize>count << 3));
  return deepest;
}
