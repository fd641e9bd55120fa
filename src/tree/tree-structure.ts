import { ModelFormatError } from "../core/errors.js";

/** @internal Numbers of pooled leaves, after the packed nodes of a tree: see kernels/lib/tree/pool-leaves.ts. */
export const MOST_POOLED = 16;

/** Arrays of a grown tree, one element for each node; the root is node 0. */
export interface TreeArrays {
  readonly childrenLeft: Int32Array;
  readonly childrenRight: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly impurity: Float64Array;
  readonly nNodeSamples: Int32Array;
  readonly weightedNNodeSamples: Float64Array;
  readonly value: Float64Array;
  readonly missingGoToLeft: Uint8Array;
  readonly leftCategories: Uint32Array;
}

/**
 * Structure of a decision tree, in scikit-learn's order of nodes: a parent stands before its children.
 *
 * A row goes left at node i if `Math.fround(x[feature[i]]) <= threshold[i]`, or, where the value is missing, if
 * `missingGoToLeft[i]` is 1. Where `threshold[i]` is NaN, the feature holds categories: a row goes left if bit x[feature[i]] of the node's
 * set is 1; a category beyond the set goes where missing values go.
 *
 * @example
 * ```ts
 * const { tree } = await new DecisionTreeClassifier().fit([[1], [2], [3]], ["a", "a", "b"]);
 * tree.threshold; // => [2.5, -2, -2]
 * tree.childrenLeft; // => [1, -1, -1]
 * ```
 */
export class TreeStructure implements TreeArrays {
  /** Number of nodes. */
  readonly nodeCount: number;
  /** Length of the longest path from the root; 0 for a tree of one node. */
  readonly maxDepth: number;
  /** Number of leaves. */
  readonly nLeaves: number;
  /** Values for each node: 1 in regression, the number of classes in classification. */
  readonly nValues: number;
  /** Left child, -1 for a leaf; shape (nodeCount). */
  readonly childrenLeft: Int32Array;
  /** Right child, -1 for a leaf; shape (nodeCount). */
  readonly childrenRight: Int32Array;
  /** Feature of the split, -2 for a leaf; shape (nodeCount). */
  readonly feature: Int32Array;
  /** Threshold of the split, -2 for a leaf, NaN for a split by categories; shape (nodeCount). */
  readonly threshold: Float64Array;
  /** Impurity; shape (nodeCount). */
  readonly impurity: Float64Array;
  /** Number of training rows of positive weight; shape (nodeCount). */
  readonly nNodeSamples: Int32Array;
  /** Weight of the training rows; shape (nodeCount). */
  readonly weightedNNodeSamples: Float64Array;
  /** Class shares, mean or median of the training rows; shape (nodeCount, nValues), row-major. */
  readonly value: Float64Array;
  /** 1 where rows with a missing value go left; shape (nodeCount). */
  readonly missingGoToLeft: Uint8Array;
  /** 32-bit words of a set of categories; 0 if no feature holds categories. */
  readonly categoryWords: number;
  /** Categories that go left, as bits; shape (nodeCount, categoryWords), row-major. */
  readonly leftCategories: Uint32Array;
  readonly #packed: Uint32Array | undefined;

  /** @internal `packed`: the nodes as kernels walk them and the pooled leaves, where they came so. */
  constructor(arrays: TreeArrays, maxDepth: number, packed?: Uint32Array) {
    this.#packed = packed;
    this.nodeCount = arrays.feature.length;
    this.maxDepth = maxDepth;
    this.nLeaves = arrays.childrenLeft.reduce((count, child) => count + (child < 0 ? 1 : 0), 0);
    this.nValues = arrays.value.length / Math.max(1, this.nodeCount);
    this.childrenLeft = arrays.childrenLeft;
    this.childrenRight = arrays.childrenRight;
    this.feature = arrays.feature;
    this.threshold = arrays.threshold;
    this.impurity = arrays.impurity;
    this.nNodeSamples = arrays.nNodeSamples;
    this.weightedNNodeSamples = arrays.weightedNNodeSamples;
    this.value = arrays.value;
    this.missingGoToLeft = arrays.missingGoToLeft;
    this.categoryWords = arrays.leftCategories.length / Math.max(1, this.nodeCount);
    this.leftCategories = arrays.leftCategories;
  }

  /** @internal Narrow nodes as kernels walk them (kernels/lib/tree/packed-nodes.ts), and pooled leaves, where the tree came with them. */
  get packed(): Uint32Array | undefined {
    return this.#packed;
  }
}

/** Names of the node arrays. */
export const TREE_ARRAYS = [
  "childrenLeft",
  "childrenRight",
  "feature",
  "nNodeSamples",
  "threshold",
  "impurity",
  "weightedNNodeSamples",
  "value",
  "missingGoToLeft",
  "leftCategories",
] as const;

/** Trees as one set of arrays, one tree after the other. */
export interface TreesState extends TreeArrays {
  /** Nodes of each tree. */
  readonly nodeCounts: Int32Array;
  /** Depth of each tree. */
  readonly depths: Int32Array;
}

/** Joins trees to one set of arrays. */
export function treesToState(trees: readonly TreeStructure[]): TreesState {
  const join = <A extends Int32Array | Float64Array | Uint8Array | Uint32Array>(
    ArrayType: new (length: number) => A,
    arrayOf: (tree: TreeStructure) => A,
  ): A => {
    const out = new ArrayType(trees.reduce((sum, tree) => sum + arrayOf(tree).length, 0));
    let at = 0;
    for (const tree of trees) {
      out.set(arrayOf(tree), at);
      at += arrayOf(tree).length;
    }
    return out;
  };
  return {
    nodeCounts: Int32Array.from(trees, (tree) => tree.nodeCount),
    depths: Int32Array.from(trees, (tree) => tree.maxDepth),
    childrenLeft: join(Int32Array, (tree) => tree.childrenLeft),
    childrenRight: join(Int32Array, (tree) => tree.childrenRight),
    feature: join(Int32Array, (tree) => tree.feature),
    nNodeSamples: join(Int32Array, (tree) => tree.nNodeSamples),
    threshold: join(Float64Array, (tree) => tree.threshold),
    impurity: join(Float64Array, (tree) => tree.impurity),
    weightedNNodeSamples: join(Float64Array, (tree) => tree.weightedNNodeSamples),
    value: join(Float64Array, (tree) => tree.value),
    missingGoToLeft: join(Uint8Array, (tree) => tree.missingGoToLeft),
    leftCategories: join(Uint32Array, (tree) => tree.leftCategories),
  };
}

/**
 * Takes apart what {@link treesToState} joined.
 *
 * @throws {ModelFormatError} if a node does not lead on towards leaves, or asks for a feature that is not there.
 */
export function treesFromState(state: TreesState, nFeatures: number): TreeStructure[] {
  const nodes = state.feature.length;
  const nValues = nodes === 0 ? 1 : state.value.length / nodes;
  const words = nodes === 0 ? 0 : state.leftCategories.length / nodes;
  if (!Number.isInteger(words)) throw noTree();
  let at = 0;
  return Array.from(state.nodeCounts, (count, t) => {
    const from = at;
    at += count;
    const arrays: TreeArrays = {
      childrenLeft: state.childrenLeft.slice(from, at),
      childrenRight: state.childrenRight.slice(from, at),
      feature: state.feature.slice(from, at),
      nNodeSamples: state.nNodeSamples.slice(from, at),
      threshold: state.threshold.slice(from, at),
      impurity: state.impurity.slice(from, at),
      weightedNNodeSamples: state.weightedNNodeSamples.slice(from, at),
      value: state.value.slice(from * nValues, at * nValues),
      missingGoToLeft: state.missingGoToLeft.slice(from, at),
      leftCategories: state.leftCategories.slice(from * words, at * words),
    };
    checkNodes(arrays, count, nFeatures);
    return new TreeStructure(arrays, state.depths[t]!);
  });
}

/** Kernels follow the nodes unchecked: each must lead to later nodes of the tree that no other leads to, or be a leaf. */
function checkNodes(
  { childrenLeft, childrenRight, feature, threshold, missingGoToLeft }: TreeArrays,
  count: number,
  nFeatures: number,
): void {
  const isChild = new Uint8Array(count);
  const later = (child: number, i: number): boolean => {
    if (!(child > i && child < count) || isChild[child] === 1) return false;
    isChild[child] = 1;
    return true;
  };
  const arrays = [childrenLeft, childrenRight, feature, threshold, missingGoToLeft];
  let sound = count >= 1 && arrays.every((array) => array.length === count);
  for (let i = 0; i < count && sound; i++) {
    const [left, right, j] = [childrenLeft[i]!, childrenRight[i]!, feature[i]!];
    sound = left < 0 && right < 0 ? true : later(left, i) && later(right, i) && j >= 0 && j < nFeatures;
  }
  if (!sound) throw noTree();
}

function noTree(): ModelFormatError {
  return new ModelFormatError("model state: the nodes of a tree make no tree");
}
