import { Tournament } from "./tournament.js";
import { TreeStructure } from "./tree-structure.js";

/** Effective alphas of minimal cost-complexity pruning and the impurity that is left at each. */
export interface PruningPath {
  /** Effective alpha of each pruning step, ascending; the first is 0. */
  readonly ccpAlphas: Float64Array;
  /** Sum of the leaves' impurities, weighted by their share of the rows, after each step. */
  readonly impurities: Float64Array;
}

/** Cuts weakest links one after the other; `stop` sees the next effective alpha, `note` what each step leaves. */
function cutWeakestLinks(
  tree: TreeStructure,
  stop: (alpha: number) => boolean,
  note: (alpha: number, impurity: number) => void,
): Uint8Array {
  const n = tree.nodeCount;
  const { childrenLeft, childrenRight, weightedNNodeSamples: weight, impurity } = tree;
  const nodeRisk = Float64Array.from(impurity, (value, i) => (weight[i]! * value) / weight[0]!);
  const parent = parentsOf(tree);
  const isLeaf = Uint8Array.from(childrenLeft, (child) => (child < 0 ? 1 : 0));
  const branchRisk = new Float64Array(n);
  const leaves = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    if (isLeaf[i] === 0) continue;
    branchRisk[i] = nodeRisk[i]!;
    for (let p = parent[i]!; p >= 0; p = parent[p]!) {
      branchRisk[p]! += nodeRisk[i]!;
      leaves[p]!++;
    }
  }
  const kept = new Uint8Array(n).fill(1);
  note(0, branchRisk[0]!);
  const alphaOf = (i: number): number => (nodeRisk[i]! - branchRisk[i]!) / (leaves[i]! - 1);
  const links = new Tournament(Float64Array.from(isLeaf, (leaf, i) => (leaf === 1 ? Infinity : alphaOf(i))));
  while (leaves[0]! > 0) {
    const first = links.first;
    const isKnown = links.at(first) < Number.MAX_VALUE;
    const weakest = isKnown ? first : 0;
    const alpha = isKnown ? links.at(first) : Number.MAX_VALUE;
    if (stop(alpha)) break;
    const below = [weakest];
    for (let i = below.pop(); i !== undefined; i = below.pop()) {
      if (kept[i] === 0) continue;
      kept[i] = 0;
      links.set(i, Infinity);
      isLeaf[i] = 0;
      if (childrenLeft[i]! >= 0) below.push(childrenLeft[i]!, childrenRight[i]!);
    }
    kept[weakest] = 1;
    isLeaf[weakest] = 1;
    const lost = leaves[weakest]! - 1;
    leaves[weakest] = 0;
    const gained = nodeRisk[weakest]! - branchRisk[weakest]!;
    branchRisk[weakest] = nodeRisk[weakest]!;
    for (let p = parent[weakest]!; p >= 0; p = parent[p]!) {
      leaves[p]! -= lost;
      branchRisk[p]! += gained;
      links.set(p, alphaOf(p));
    }
    note(alpha, branchRisk[0]!);
  }
  return isLeaf;
}

/** Parent of each node; -1 for the root. */
export function parentsOf({ childrenLeft, childrenRight }: TreeStructure): Int32Array {
  const parent = new Int32Array(childrenLeft.length).fill(-1);
  for (let i = 0; i < parent.length; i++) {
    if (childrenLeft[i]! < 0) continue;
    parent[childrenLeft[i]!] = i;
    parent[childrenRight[i]!] = i;
  }
  return parent;
}

/**
 * Pruning path of a tree: the sequence of nested subtrees that minimal cost-complexity pruning passes through.
 *
 * Cost: O(depth × log nodeCount) for each inner node that is cut.
 *
 * @see Breiman et al. (1984), Classification and Regression Trees, chapter 3.
 */
export function pruningPath(tree: TreeStructure): PruningPath {
  const ccpAlphas: number[] = [];
  const impurities: number[] = [];
  cutWeakestLinks(
    tree,
    () => false,
    (alpha, impurity) => {
      ccpAlphas.push(alpha);
      impurities.push(impurity);
    },
  );
  return { ccpAlphas: Float64Array.from(ccpAlphas), impurities: Float64Array.from(impurities) };
}

/** The subtree with the largest effective alpha that is not above `ccpAlpha`; its nodes are numbered depth first. */
export function pruneTree(tree: TreeStructure, ccpAlpha: number): TreeStructure {
  if (ccpAlpha === 0) return tree;
  const isLeaf = cutWeakestLinks(
    tree,
    (alpha) => ccpAlpha < alpha,
    () => {},
  );
  return copyDownTo(tree, isLeaf);
}

function copyDownTo(tree: TreeStructure, isLeaf: Uint8Array): TreeStructure {
  const order: number[] = [];
  const left: number[] = [];
  const right: number[] = [];
  let maxDepth = 0;
  const stack = [{ node: 0, depth: 0, parent: -1, isLeft: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, depth, parent, isLeft } = top;
    const id = order.push(node) - 1;
    left.push(-1);
    right.push(-1);
    if (parent >= 0) (isLeft ? left : right)[parent] = id;
    if (depth > maxDepth) maxDepth = depth;
    if (isLeaf[node] === 1) continue;
    stack.push({ node: tree.childrenRight[node]!, depth: depth + 1, parent: id, isLeft: false });
    stack.push({ node: tree.childrenLeft[node]!, depth: depth + 1, parent: id, isLeft: true });
  }
  const k = tree.nValues;
  const words = tree.categoryWords;
  const arrays = {
    childrenLeft: Int32Array.from(left),
    childrenRight: Int32Array.from(right),
    feature: Int32Array.from(order, (i) => (isLeaf[i] === 1 ? -2 : tree.feature[i]!)),
    threshold: Float64Array.from(order, (i) => (isLeaf[i] === 1 ? -2 : tree.threshold[i]!)),
    impurity: Float64Array.from(order, (i) => tree.impurity[i]!),
    nNodeSamples: Int32Array.from(order, (i) => tree.nNodeSamples[i]!),
    weightedNNodeSamples: Float64Array.from(order, (i) => tree.weightedNNodeSamples[i]!),
    value: new Float64Array(order.length * k),
    missingGoToLeft: Uint8Array.from(order, (i) => (isLeaf[i] === 1 ? 0 : tree.missingGoToLeft[i]!)),
    leftCategories: new Uint32Array(order.length * words),
  };
  for (const [id, i] of order.entries()) {
    arrays.value.set(tree.value.subarray(i * k, (i + 1) * k), id * k);
    if (isLeaf[i] === 1) continue;
    arrays.leftCategories.set(tree.leftCategories.subarray(i * words, (i + 1) * words), id * words);
  }
  return new TreeStructure(arrays, maxDepth);
}
