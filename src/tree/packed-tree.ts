import type { TreeArrays, TreeStructure } from "./tree-structure.js";

/** Bits of a narrow node for the way to its left child, and for its feature. */
const OFFSET_BITS = 18;
const FEATURE_BITS = 9;

/** Where they begin. */
const OFFSET_AT = 14;
const FEATURE_AT = 5;

/** A 32-bit NaN, whose lower 22 bits are free. */
const NAN = 0x7fc00000;
const LEAF_NUMBER = 2 ** 22 - 1;

/** Whether the nodes of a tree fit 8 bytes each. */
export function isNarrow(tree: TreeStructure, nFeatures: number): boolean {
  return tree.nodeCount < 2 ** OFFSET_BITS && nFeatures <= 2 ** FEATURE_BITS && tree.categoryWords === 0;
}

/** The largest 32-bit float that is not above a threshold: rows are 32-bit floats, so they compare alike with both. */
function floorToFloat32(threshold: number, float: Float32Array, bits: Uint32Array): number {
  float[0] = threshold;
  if (float[0]! > threshold) bits[0] = float[0]! > 0 ? bits[0]! - 1 : bits[0]! + 1;
  return bits[0]!;
}

/**
 * Packs a tree for the kernels: a node before its children, those side by side, and the left subtree before the right one; see
 * kernels/forest.ts.
 *
 * @param wide whether nodes take 16 bytes, for trees that are not narrow.
 * @returns words, shape (nodeCount, 2 or 4).
 */
export function packTree(
  tree: TreeArrays & Pick<TreeStructure, "nodeCount" | "categoryWords">,
  wide: boolean,
): Uint32Array {
  const { nodeCount, childrenLeft, childrenRight, feature, threshold, missingGoToLeft, categoryWords } = tree;
  const nodes = new Uint32Array(nodeCount * (wide ? 4 : 2));
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  const waiting = [0, 0]; // places, and the nodes that go there
  let end = 1;
  for (let top = 2; top > 0; ) {
    const [p, i] = [waiting[top - 2]!, waiting[top - 1]!];
    const q = p * (wide ? 4 : 2);
    if (childrenLeft[i]! < 0) {
      nodes[q] = wide ? NAN : NAN | i;
      if (wide) nodes[q + 3] = i;
      top -= 2;
      continue;
    }
    const missingRight = 1 - missingGoToLeft[i]!;
    nodes[q] = floorToFloat32(threshold[i]!, float, bits);
    if (wide) {
      const byCategory = Number.isNaN(threshold[i]!) && categoryWords > 0;
      nodes[q + 1] = end - p;
      nodes[q + 2] = feature[i]! | (missingRight << 31) | (byCategory ? 1 << 30 : 0);
      nodes[q + 3] = i * categoryWords;
    } else {
      nodes[q + 1] = ((end - p) << OFFSET_AT) | (feature[i]! << FEATURE_AT) | missingRight;
    }
    waiting[top - 2] = end + 1;
    waiting[top - 1] = childrenRight[i]!;
    waiting[top] = end;
    waiting[top + 1] = childrenLeft[i]!;
    top += 2;
    end += 2;
  }
  return nodes;
}

/** Nodes of a narrow tree as walks on this thread read them. */
export interface NarrowNodes {
  readonly words: Int32Array;
  /** The same memory. */
  readonly floats: Float32Array;
}

/** Packed nodes of a narrow tree, ready to be walked. */
export function narrowNodes(packed: Uint32Array): NarrowNodes {
  return { words: new Int32Array(packed.buffer), floats: new Float32Array(packed.buffer) };
}

/** Where a row without missing values goes on from word `at`; at a leaf it stays, since no value is above its NaN. No branch: it would be missed half of the time. */
function stepInNarrow(floats: Float32Array, at: number, way: number, row: Float32Array): number {
  const value = row[(way >>> FEATURE_AT) & (2 ** FEATURE_BITS - 1)]!;
  return at + 2 * ((way >>> OFFSET_AT) + Number(value > floats[at]!));
}

/**
 * The leaf that a row without missing values reaches in each tree, four trees together: the steps in one hide what the others wait for.
 *
 * @param trees as many as there are trees, and the last one again until their number is a multiple of four.
 * @param row values as 32-bit floats.
 * @param leaves OUT: numbers of the leaves, one for each of `trees`.
 */
export function leavesOfRow(trees: readonly NarrowNodes[], row: Float32Array, leaves: Int32Array): void {
  for (let t = 0; t < trees.length; t += 4) {
    const { words: wordsA, floats: floatsA } = trees[t]!;
    const { words: wordsB, floats: floatsB } = trees[t + 1]!;
    const { words: wordsC, floats: floatsC } = trees[t + 2]!;
    const { words: wordsD, floats: floatsD } = trees[t + 3]!;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (;;) {
      const wayA = wordsA[a + 1]!;
      const wayB = wordsB[b + 1]!;
      const wayC = wordsC[c + 1]!;
      const wayD = wordsD[d + 1]!;
      if ((wayA | wayB | wayC | wayD) === 0) break;
      a = stepInNarrow(floatsA, a, wayA, row);
      b = stepInNarrow(floatsB, b, wayB, row);
      c = stepInNarrow(floatsC, c, wayC, row);
      d = stepInNarrow(floatsD, d, wayD, row);
    }
    leaves[t] = wordsA[a]! & LEAF_NUMBER;
    leaves[t + 1] = wordsB[b]! & LEAF_NUMBER;
    leaves[t + 2] = wordsC[c]! & LEAF_NUMBER;
    leaves[t + 3] = wordsD[d]! & LEAF_NUMBER;
  }
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
