import type { TreeStructure } from "./tree-structure.js";

/** A tree as kernels walk it; see kernels/forest.ts. */
export interface PackedTree {
  /** Nodes, 2 (narrow) or 4 (wide) words each; the children of a node stand side by side. */
  readonly nodes: Uint32Array;
  /** Number in the tree of the node that is each packed leaf, shape (nLeaves). */
  readonly numbers: Int32Array;
  /** Values of each packed leaf, shape (nLeaves, nValues). */
  readonly values: Float64Array;
}

/** Bits of a narrow node for the way to its left child, and for its feature. */
const OFFSET_BITS = 18;
const FEATURE_BITS = 9;

/** Where they begin. */
const OFFSET_AT = 14;
const FEATURE_AT = 5;

/** A 32-bit NaN, whose lower 22 bits are free. */
const NAN = 0x7fc00000;

/** Whether the nodes of a tree fit 8 bytes each. */
export function isNarrow(tree: TreeStructure, nFeatures: number): boolean {
  return tree.nodeCount < 2 ** OFFSET_BITS && nFeatures <= 2 ** FEATURE_BITS && tree.categoryWords === 0;
}

/** Numbers of the nodes, a node before its children, those side by side, and the left subtree before the right one. */
function packedOrder({ childrenLeft, childrenRight, nodeCount }: TreeStructure): {
  readonly numbers: Int32Array;
  readonly firstChild: Int32Array;
} {
  const numbers = new Int32Array(nodeCount);
  const firstChild = new Int32Array(nodeCount);
  const waiting = [0];
  let end = 1;
  for (let p = waiting.pop(); p !== undefined; p = waiting.pop()) {
    const left = childrenLeft[numbers[p]!]!;
    if (left < 0) continue;
    firstChild[p] = end;
    numbers[end] = left;
    numbers[end + 1] = childrenRight[numbers[p]!]!;
    waiting.push(end + 1, end);
    end += 2;
  }
  return { numbers, firstChild };
}

/** The largest 32-bit float that is not above a threshold: rows are 32-bit floats, so they compare alike with both. */
function floorToFloat32(threshold: number, float: Float32Array, bits: Uint32Array): number {
  float[0] = threshold;
  if (float[0]! > threshold) bits[0] = float[0]! > 0 ? bits[0]! - 1 : bits[0]! + 1;
  return bits[0]!;
}

/**
 * Packs a tree for the kernels.
 *
 * @param wide whether nodes take 16 bytes, for trees that are not narrow.
 * @param firstSet where the set of node 0 begins among the sets of all trees.
 */
export function packTree(tree: TreeStructure, wide: boolean, firstSet: number): PackedTree {
  const { nodeCount, nLeaves, nValues, feature, threshold, missingGoToLeft, categoryWords } = tree;
  const { numbers, firstChild } = packedOrder(tree);
  const nodes = new Uint32Array(nodeCount * (wide ? 4 : 2));
  const leaves = new Int32Array(nLeaves);
  const values = new Float64Array(nLeaves * nValues);
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  for (let p = 0, q = 0, leaf = 0; p < nodeCount; p++, q += wide ? 4 : 2) {
    const i = numbers[p]!;
    if (firstChild[p] === 0) {
      nodes[q] = wide ? NAN : NAN | leaf;
      if (wide) nodes[q + 3] = leaf;
      for (let k = 0; k < nValues; k++) values[leaf * nValues + k] = tree.value[i * nValues + k]!;
      leaves[leaf++] = i;
      continue;
    }
    const byCategory = Number.isNaN(threshold[i]!) && categoryWords > 0;
    const offset = firstChild[p]! - p;
    const missingRight = 1 - missingGoToLeft[i]!;
    nodes[q] = floorToFloat32(threshold[i]!, float, bits);
    if (!wide) {
      nodes[q + 1] = (offset << OFFSET_AT) | (feature[i]! << FEATURE_AT) | missingRight;
      continue;
    }
    nodes[q + 1] = offset;
    nodes[q + 2] = feature[i]! | (missingRight << 31) | (byCategory ? 1 << 30 : 0);
    nodes[q + 3] = firstSet + i * categoryWords;
  }
  return { nodes, numbers: leaves, values };
}

/**
 * The packed leaf that a row reaches in a packed tree of narrow nodes.
 *
 * @param nodes packed nodes, and the same memory as 32-bit floats.
 * @param root first word of the tree.
 * @param row values as 32-bit floats.
 */
export function leafInNarrow(
  nodes: Uint32Array,
  floats: Float32Array,
  root: number,
  row: Float32Array,
): number {
  let at = root;
  for (let way = nodes[at + 1]!; way !== 0; way = nodes[at + 1]!) {
    const value = row[(way >>> FEATURE_AT) & (2 ** FEATURE_BITS - 1)]!;
    const left = at + 2 * (way >>> OFFSET_AT);
    const goesRight = value > floats[at]! || ((way & 1) === 1 && Number.isNaN(value));
    at = goesRight ? left + 2 : left;
  }
  return nodes[at]! & (2 ** 22 - 1);
}

/** The leaf that a row reaches; element j of the row is `data[from + j]`. */
export function leafOfRow(tree: TreeStructure, data: Float64Array, from: number): number {
  const { childrenLeft, childrenRight, feature, threshold } = tree;
  let node = 0;
  for (let left = childrenLeft[0]!; left >= 0; left = childrenLeft[node]!) {
    const value = Math.fround(data[from + feature[node]!]!);
    const cut = threshold[node]!;
    const goesLeft = value <= cut || (!(value > cut) && leftWithoutOrder(tree, node, value));
    node = goesLeft ? left : childrenRight[node]!;
  }
  return node;
}

/** Whether a missing value or a category goes left. */
function leftWithoutOrder(tree: TreeStructure, node: number, value: number): boolean {
  const { categoryWords, leftCategories, threshold, missingGoToLeft } = tree;
  const isCategory = value >= 0 && value < 32 * categoryWords && Number.isNaN(threshold[node]!);
  if (!isCategory) return missingGoToLeft[node] === 1;
  return ((leftCategories[node * categoryWords + (value >>> 5)]! >>> (value & 31)) & 1) === 1;
}
