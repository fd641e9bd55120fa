import { isCategorical } from "./category-sets";
import { writeNodeValue } from "./criterion";
import { Grower, LEAF, UNDEFINED, setF64, setI32 } from "./grower";

/** Tells a node of a child; one that was taken away is told later. */
@inline
function link(g: Grower, parent: i32, isLeft: i32, node: i32): void {
  if (parent >= g.nodesTaken) setI32(isLeft ? g.nodeLeft : g.nodeRight, parent - g.nodesTaken, node);
  else {
    setI32(g.lateLinks, 2 * g.lateCount, parent);
    setI32(g.lateLinks, 2 * g.lateCount + 1, node);
    g.lateCount++;
  }
}

/** Appends the node that was entered last, with its best split unless it is a leaf; returns its number. */
export function addNode(g: Grower, parent: i32, isLeft: i32, isLeaf: bool): i32 {
  const number = g.nodeCount++;
  if (parent >= 0) link(g, parent, isLeft, number);
  const node = number - g.nodesTaken;
  setF64(g.nodeImpurities, node, g.nodeImpurity);
  setI32(g.nodeSamples, node, g.end - g.start);
  setF64(g.nodeWeights, node, g.weightNode);
  writeNodeValue(g, g.nodeValues + ((<usize>node * <usize>g.width) << 3));
  if (isLeaf) {
    makeLeaf(g, node);
    store<u8>(g.nodeMissingLeft + node, 0);
  } else {
    setI32(g.nodeFeature, node, g.bestFeature);
    setF64(g.nodeThreshold, node, g.bestThreshold);
    store<u8>(g.nodeMissingLeft + node, <u8>g.bestMissingLeft);
    if (g.categoryWords != 0) {
      if (isCategorical(g, g.bestFeature)) memory.copy(categoriesOf(g, node), g.bestCategories, <usize>g.categoryWords << 2);
      else memory.fill(categoriesOf(g, node), 0, <usize>g.categoryWords << 2);
    }
  }
  return number;
}

@inline
function categoriesOf(g: Grower, node: i32): usize {
  return g.nodeCategories + ((<usize>node * <usize>g.categoryWords) << 2);
}

/** @param node its place in the arrays. */
export function makeLeaf(g: Grower, node: i32): void {
  setI32(g.nodeLeft, node, LEAF);
  setI32(g.nodeRight, node, LEAF);
  setI32(g.nodeFeature, node, UNDEFINED);
  setF64(g.nodeThreshold, node, UNDEFINED);
  if (g.categoryWords != 0) memory.fill(categoriesOf(g, node), 0, <usize>g.categoryWords << 2);
}
