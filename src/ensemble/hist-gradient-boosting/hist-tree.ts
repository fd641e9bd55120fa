import { ModelFormatError } from "../../core/errors.js";

/** Arrays of a tree, one element for each node. */
export type HistTreeArrays = Omit<HistTree, "nodeCount" | "maxDepth" | "nLeaves">;

/**
 * Structure of a tree of histogram gradient boosting, in scikit-learn's order of nodes: a parent stands before its children, and its left
 * child before its right one.
 *
 * A row goes left at node i if `x[featureIdx[i]] <= numThreshold[i]`; at a split by categories, if the bit of its category is set; where
 * the value is missing or an unknown category, if `missingGoToLeft[i]` is 1.
 *
 * @example
 * ```ts
 * const X = [[1], [2], [3], [4]];
 * const model = await new HistGradientBoostingRegressor({ minSamplesLeaf: 1, maxIter: 1 }).fit(X, [0, 0, 4, 4]);
 * const tree = model.predictors[0][0];
 * tree.numThreshold[0]; // => 2.5
 * tree.count; // => new Uint32Array([4, 2, 2])
 * ```
 */
export class HistTree {
  /** Number of nodes. */
  readonly nodeCount: number;
  /** Length of the longest path from the root; 0 for a tree of one node. */
  readonly maxDepth: number;
  /** What a leaf adds to the prediction, learning rate included; shape (nodeCount). */
  readonly value: Float64Array;
  /** Number of training rows; shape (nodeCount). */
  readonly count: Uint32Array;
  /** Feature of the split, 0 at a leaf; shape (nodeCount). */
  readonly featureIdx: Int32Array;
  /** Threshold of the split, Infinity where only missing values go right, 0 at a leaf or a split by categories; shape (nodeCount). */
  readonly numThreshold: Float64Array;
  /** 1 where rows with a missing value or an unknown category go left; shape (nodeCount). */
  readonly missingGoToLeft: Uint8Array;
  /** Left child, 0 at a leaf; shape (nodeCount). */
  readonly left: Int32Array;
  /** Right child, 0 at a leaf; shape (nodeCount). */
  readonly right: Int32Array;
  /** Decrease of the loss by the best split, -1 where none was looked for or found; shape (nodeCount). */
  readonly gain: Float64Array;
  /** Distance from the root; shape (nodeCount). */
  readonly depth: Int32Array;
  /** 1 at a leaf; shape (nodeCount). */
  readonly isLeaf: Uint8Array;
  /** Last bin that goes left; shape (nodeCount). */
  readonly binThreshold: Uint8Array;
  /** 1 at a split by categories; shape (nodeCount). */
  readonly isCategorical: Uint8Array;
  /** Number of the set in `leftCategories`, 0 where there is none; shape (nodeCount). */
  readonly bitsetIdx: Int32Array;
  /** Categories that go left, as bits of eight words for each split by categories; shape (nSets, 8). */
  readonly leftCategories: Uint32Array;

  /** @internal */
  constructor(arrays: HistTreeArrays) {
    this.nodeCount = arrays.value.length;
    this.maxDepth = arrays.depth.reduce((most, depth) => Math.max(most, depth), 0);
    this.value = arrays.value;
    this.count = arrays.count;
    this.featureIdx = arrays.featureIdx;
    this.numThreshold = arrays.numThreshold;
    this.missingGoToLeft = arrays.missingGoToLeft;
    this.left = arrays.left;
    this.right = arrays.right;
    this.gain = arrays.gain;
    this.depth = arrays.depth;
    this.isLeaf = arrays.isLeaf;
    this.binThreshold = arrays.binThreshold;
    this.isCategorical = arrays.isCategorical;
    this.bitsetIdx = arrays.bitsetIdx;
    this.leftCategories = arrays.leftCategories;
  }

  /** Number of leaves. */
  get nLeaves(): number {
    return (this.nodeCount + 1) / 2;
  }
}

type NodeArray = Float64Array | Uint32Array | Int32Array | Uint8Array;

const ARRAYS = {
  value: Float64Array,
  count: Uint32Array,
  featureIdx: Int32Array,
  numThreshold: Float64Array,
  missingGoToLeft: Uint8Array,
  left: Int32Array,
  right: Int32Array,
  gain: Float64Array,
  depth: Int32Array,
  isLeaf: Uint8Array,
  binThreshold: Uint8Array,
  isCategorical: Uint8Array,
  bitsetIdx: Int32Array,
  leftCategories: Uint32Array,
} as const;

/** Names of the arrays of a tree. */
const NAMES = Object.keys(ARRAYS) as readonly (keyof HistTreeArrays)[];

/** Trees as one set of arrays, one tree after the other. */
export interface HistTreesState extends HistTreeArrays {
  /** Nodes of each tree. */
  readonly nodeCounts: Int32Array;
  /** Sets of categories of each tree. */
  readonly setCounts: Int32Array;
}

/** Joins trees to one set of arrays. */
export function histTreesToState(trees: readonly HistTree[]): HistTreesState {
  const joined: Record<string, NodeArray> = {};
  for (const name of NAMES) {
    const out = new ARRAYS[name](trees.reduce((sum, tree) => sum + tree[name].length, 0));
    let at = 0;
    for (const tree of trees) {
      out.set(tree[name], at);
      at += tree[name].length;
    }
    joined[name] = out;
  }
  return {
    ...(joined as unknown as HistTreeArrays),
    nodeCounts: Int32Array.from(trees, (tree) => tree.nodeCount),
    setCounts: Int32Array.from(trees, (tree) => tree.leftCategories.length / 8),
  };
}

/**
 * Takes apart what {@link histTreesToState} joined.
 *
 * @throws {ModelFormatError} if a node does not lead on towards leaves, or asks for a feature or a set that is not there.
 */
export function histTreesFromState(state: HistTreesState, nFeatures: number): HistTree[] {
  let at = 0;
  let set = 0;
  return Array.from(state.nodeCounts, (count, t) => {
    const parts: Record<string, NodeArray> = {};
    for (const name of NAMES)
      parts[name] =
        name === "leftCategories"
          ? state[name].slice(8 * set, 8 * (set + state.setCounts[t]!))
          : state[name].slice(at, at + count);
    at += count;
    set += state.setCounts[t]!;
    const tree = new HistTree(parts as unknown as HistTreeArrays);
    checkNodes(tree, count, nFeatures);
    return tree;
  });
}

function checkNodes(tree: HistTree, count: number, nFeatures: number): void {
  const refuse = (what: string): never => {
    throw new ModelFormatError(`model state: a tree has ${what}`);
  };
  for (const name of NAMES)
    if (name !== "leftCategories" && tree[name].length !== count) refuse("missing nodes");
  if (count === 0) refuse("no nodes");
  const within = (value: number, from: number, to: number): boolean => value >= from && value < to;
  for (let i = 0; i < count; i++) {
    if (tree.isLeaf[i] === 1) continue;
    if (!within(tree.left[i]!, i + 1, count) || !within(tree.right[i]!, i + 1, count))
      refuse("a node without children");
    if (!within(tree.featureIdx[i]!, 0, nFeatures)) refuse("a split by an unknown feature");
    if (tree.isCategorical[i] === 1 && !within(tree.bitsetIdx[i]!, 0, tree.leftCategories.length / 8))
      refuse("a split without its categories");
  }
}
