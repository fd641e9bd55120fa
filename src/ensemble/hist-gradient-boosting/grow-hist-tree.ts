import { pairwiseSum } from "../../core/pairwise-sum.js";
import type { Pcg64 } from "../../core/pcg64.js";
import type { Runtime } from "../../parallel/index.js";
import type { HistogramJob, HistParts } from "./hist-parts.js";
import { NodeHeap } from "./node-heap.js";
import type { NodeRows } from "./rows-by-node.js";

/** Settings of the trees of one fit. */
export interface HistTreeSettings {
  readonly maxLeafNodes: number | null;
  readonly maxDepth: number | null;
  readonly minSamplesLeaf: number;
  readonly maxFeatures: number;
  readonly learningRate: number;
  /** Directions of effects, in the order of the binned features; undefined if there are none. */
  readonly directions: Int8Array | undefined;
  /** Groups of features that may interact. */
  readonly groups: readonly (readonly number[])[] | undefined;
  /** Draws the features that a split looks at. */
  readonly random: Pcg64;
}

/** Least sum of hessians of a child, as in scikit-learn. */
export const MIN_HESSIAN = 1e-3;

/** The best split of a node. */
export interface ChosenSplit {
  readonly gain: number;
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gradients: number;
  readonly hessians: number;
  readonly leftValue: number;
  readonly rightValue: number;
  /** Bins of the categories that go left; undefined at a threshold. */
  readonly set: Uint32Array | undefined;
}

/** A node of a tree that grows. */
export interface GrownNode {
  readonly depth: number;
  readonly rows: NodeRows;
  readonly gradients: number;
  readonly hessians: number;
  value: number;
  /** Bounds of the values of its children. */
  lower: number;
  upper: number;
  /** Features that may be split by; undefined: all. */
  allowed: readonly number[] | undefined;
  /** Groups of features that are still open. */
  groups: readonly number[] | undefined;
  /** Number of its histogram; -1 if it has none. */
  histogram: number;
  /** Decrease of the loss by its best split; -1 if there is none. */
  gain: number;
  split: ChosenSplit | undefined;
  /** Whether missing values go left. */
  missingLeft: boolean;
  left: GrownNode | undefined;
  right: GrownNode | undefined;
}

/** A tree that has grown. */
export interface GrownTree {
  readonly root: GrownNode;
  readonly leaves: readonly GrownNode[];
}

/**
 * Grows a tree on the gradients and hessians in `parts`: the node whose best split decreases the loss most is split next. Histograms are
 * made from the rows of the smaller child; that of the larger one is the difference to the parent's.
 *
 * Cost: O(nRows × nFeatures × depth / 2) at the most, on all cores.
 *
 * @see Ke et al. (2017), LightGBM: a highly efficient gradient boosting decision tree.
 */
export async function growHistTree(
  runtime: Runtime,
  parts: HistParts,
  settings: HistTreeSettings,
): Promise<GrownTree> {
  const growth = new Growth(runtime, parts, settings);
  const root = await growth.plant();
  while (await growth.splitNext());
  for (const leaf of growth.leaves) leaf.value *= settings.learningRate;
  return { root, leaves: growth.leaves };
}

class Growth {
  readonly leaves: GrownNode[] = [];
  readonly #heap = new NodeHeap<GrownNode>();
  readonly #runtime: Runtime;
  readonly #parts: HistParts;
  readonly #settings: HistTreeSettings;

  constructor(runtime: Runtime, parts: HistParts, settings: HistTreeSettings) {
    this.#runtime = runtime;
    this.#parts = parts;
    this.#settings = settings;
  }

  /** Makes the root, with its histogram and its best split. */
  async plant(): Promise<GrownNode> {
    const parts = this.#parts;
    const { groups, minSamplesLeaf } = this.#settings;
    const allowed = groups && distinct(groups.flat());
    const histogram = parts.takeHistogram();
    // The sums of the root come from its histogram: it is made first, and searched once they are known.
    const bare = node({ depth: 0, rows: parts.byNode.all(), gradients: 0, hessians: 0, value: 0 });
    bare.histogram = histogram;
    const job = { node: bare, search: undefined, parent: -1, sibling: -1, records: 0 };
    await parts.makeHistograms(this.#runtime, [[job]]);
    const sums = parts.cellSums(histogram, allowed?.[0] ?? 0);
    const hessians = parts.constantHessian ? parts.rows : pairwiseSum(sums.hessians);
    const root = node({ ...bare, gradients: pairwiseSum(sums.gradients), hessians });
    root.histogram = histogram;
    root.allowed = allowed;
    root.groups = groups?.map((_, g) => g);
    if (parts.rows < 2 * minSamplesLeaf || hessians < MIN_HESSIAN) this.#finish(root);
    else {
      const search = this.#mask(root);
      await parts.searchRoot(this.#runtime, root, search);
      this.#file(root);
    }
    return root;
  }

  /** Splits the waiting node of the largest gain; false if there is none. */
  async splitNext(): Promise<boolean> {
    const parent = this.#heap.pop();
    if (parent === undefined) return false;
    const { maxLeafNodes } = this.#settings;
    const leafCount = this.leaves.length + this.#heap.size + 2;
    const further = (maxLeafNodes ?? Number.POSITIVE_INFINITY) - leafCount;
    if (parent.left === undefined) await this.#divide(this.#together(parent, further), further > 0);
    const { left, right } = parent as { left: GrownNode; right: GrownNode };
    if (further === 0) {
      for (const child of [left, right]) child.gain = -1; // no split of theirs is looked for, or it was before that was known
      for (const leaf of [left, right, ...this.#heap.drain()]) this.#finish(leaf);
      return true;
    }
    for (const child of [left, right]) if (!this.#grows(child)) this.#finish(child);
    for (const child of [left, right]) if (this.#grows(child)) this.#file(child);
    return true;
  }

  /**
   * A node to be divided, and perhaps the one that is likely to come next, so that the lanes have more to do at a time. If it does not come
   * before there are enough leaves, it stays one.
   */
  #together(parent: GrownNode, further: number): GrownNode[] {
    const { maxFeatures } = this.#settings;
    const alone = this.#parts.parentsAtOnce(this.#runtime) < 2 || further < 2 || maxFeatures < 1; // features are drawn in order
    const next = alone ? undefined : this.#heap.largest((waiting) => waiting.left === undefined);
    return next === undefined ? [parent] : [parent, next];
  }

  /** Whether a node may be split, were there no bound to the number of leaves. */
  #grows({ depth, rows }: GrownNode): boolean {
    const { maxDepth, minSamplesLeaf } = this.#settings;
    return depth !== maxDepth && rows.count >= 2 * minSamplesLeaf;
  }

  /** Makes the children of nodes, and finds the best splits of those that grow. */
  async #divide(parents: readonly GrownNode[], grow: boolean): Promise<void> {
    await this.#part(parents);
    const searched = grow
      ? parents.filter(({ left, right }) => this.#grows(left!) || this.#grows(right!))
      : [];
    for (const parent of searched) this.#boundChildren(parent, parent.left!, parent.right!);
    if (searched.length > 0) await this.#search(searched);
    for (const parent of parents) this.#parts.giveHistogram(parent);
  }

  /** Parts the rows of nodes and makes their children. */
  async #part(parents: readonly GrownNode[]): Promise<void> {
    const nodes = parents.map(({ rows, split }) => ({ rows, split: split! }));
    const sides = await this.#parts.byNode.partition(this.#runtime, nodes);
    for (const [k, parent] of parents.entries()) this.#makeChildren(parent, ...sides[k]!);
  }

  #makeChildren(parent: GrownNode, leftRows: NodeRows, rightRows: NodeRows): void {
    const split = parent.split!;
    const depth = parent.depth + 1;
    const left = node({
      depth,
      rows: leftRows,
      gradients: split.gradients,
      hessians: split.hessians,
      value: split.leftValue,
    });
    const right = node({
      depth,
      rows: rightRows,
      gradients: parent.gradients - split.gradients,
      hessians: parent.hessians - split.hessians,
      value: split.rightValue,
    });
    parent.left = left;
    parent.right = right;
    parent.missingLeft = this.#parts.hasMissing(split.feature)
      ? split.missingLeft
      : leftRows.count > rightRows.count;
    this.#inheritGroups(parent, left, right);
  }

  /** Children may be split by the features of those groups of their parent that hold the feature of its split. */
  #inheritGroups(parent: GrownNode, left: GrownNode, right: GrownNode): void {
    const { groups } = this.#settings;
    if (groups === undefined) return;
    const open = parent.groups!.filter((g) => groups[g]!.includes(parent.split!.feature));
    const allowed = distinct(open.flatMap((g) => groups[g]!));
    for (const child of [left, right]) {
      child.groups = open;
      child.allowed = allowed;
    }
  }

  /** Keeps what is below the left child on the right side of what is below the right one, by the middle of their values. */
  #boundChildren(parent: GrownNode, left: GrownNode, right: GrownNode): void {
    for (const child of [left, right]) {
      child.lower = parent.lower;
      child.upper = parent.upper;
    }
    const direction = this.#settings.directions?.[parent.split!.feature] ?? 0;
    if (direction === 0) return;
    const middle = (left.value + right.value) / 2;
    const [below, above] = direction > 0 ? [left, right] : [right, left];
    below.upper = middle;
    above.lower = middle;
  }

  /** Makes the histograms of the children of nodes, and finds the best splits of those that grow. */
  async #search(parents: readonly GrownNode[]): Promise<void> {
    const parts = this.#parts;
    const smaller = parents.map(({ left, right }) => (left!.rows.count < right!.rows.count ? left! : right!));
    const records = await parts.byNode.gather(
      this.#runtime,
      smaller.map(({ rows }) => rows),
    );
    const families = parents.map((parent, k) => this.#jobs(parent, smaller[k]!, records[k]!));
    await parts.makeHistograms(this.#runtime, families);
    for (const { node } of families.flat()) if (!this.#grows(node)) parts.giveHistogram(node);
  }

  /** Histograms of the children of a node: that of the smaller one, then that of the larger one, if it grows. */
  #jobs({ left, right, histogram }: GrownNode, small: GrownNode, records: number): HistogramJob[] {
    const large = small === left ? right! : left!;
    small.histogram = this.#parts.takeHistogram();
    // Masks are drawn for the left child first, as in scikit-learn.
    const children = [left!, right!].filter((child) => this.#grows(child));
    const masks = new Map(children.map((child) => [child, this.#mask(child)] as const));
    const first = { node: small, search: masks.get(small), parent: -1, sibling: -1, records };
    if (!masks.has(large)) return [first];
    large.histogram = this.#parts.takeHistogram();
    const sibling = small.histogram;
    return [first, { node: large, search: masks.get(large), parent: histogram, sibling, records: 0 }];
  }

  /** Features that the split of a node may use: those allowed, or the share of them that is drawn. */
  #mask(child: GrownNode): readonly number[] {
    const { maxFeatures, random } = this.#settings;
    const candidates = child.allowed ?? this.#parts.allFeatures;
    if (maxFeatures >= 1) return candidates;
    const mask = new Uint8Array(candidates.length);
    mask.fill(1, 0, Math.max(1, Math.ceil(maxFeatures * candidates.length)));
    random.shuffle(mask);
    return candidates.filter((_, k) => mask[k] === 1);
  }

  /** A node that was searched waits for its split, or is a leaf. */
  #file(child: GrownNode): void {
    if (child.gain > 0) this.#heap.push(child);
    else this.#finish(child);
  }

  /** A node that is not split, though it may have been divided ahead, is a leaf. */
  #finish(leaf: GrownNode): void {
    for (const own of [leaf, leaf.left, leaf.right]) if (own !== undefined) this.#parts.giveHistogram(own);
    leaf.left = undefined;
    leaf.right = undefined;
    this.leaves.push(leaf);
  }
}

function node({
  depth,
  rows,
  gradients,
  hessians,
  value,
}: Pick<GrownNode, "depth" | "rows" | "gradients" | "hessians" | "value">): GrownNode {
  return {
    depth,
    rows,
    gradients,
    hessians,
    value,
    lower: Number.NEGATIVE_INFINITY,
    upper: Number.POSITIVE_INFINITY,
    allowed: undefined,
    groups: undefined,
    histogram: -1,
    gain: -1,
    split: undefined,
    missingLeft: false,
    left: undefined,
    right: undefined,
  };
}

function distinct(features: readonly number[]): number[] {
  return [...new Set(features)].sort((a, b) => a - b);
}
