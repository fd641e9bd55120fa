import type { TreeStructure } from "./tree-structure.js";

/**
 * A node of a tree, and the way to those below it.
 *
 * @example
 * ```ts
 * const { tree } = await new DecisionTreeClassifier().fit([[1], [2], [3]], ["a", "b", "c"]);
 * const describe = ({ index, children }: TreeNode): string =>
 *   children === undefined ? `leaf ${index}` : `(${describe(children[0])}, ${describe(children[1])})`;
 * describe(rootOf(tree)); // => "(leaf 1, (leaf 3, leaf 4))"
 * ```
 */
export class TreeNode {
  /** Its place in the arrays of the tree. */
  readonly index: number;
  /** Splits above it. */
  readonly depth: number;
  /** The node above; the root has none. */
  readonly parent: TreeNode | undefined;
  readonly #tree: TreeStructure;

  /** @internal */
  constructor(tree: TreeStructure, index: number, parent: TreeNode | undefined) {
    this.#tree = tree;
    this.index = index;
    this.depth = parent === undefined ? 0 : parent.depth + 1;
    this.parent = parent;
  }

  /** Where rows go left and right; a leaf has no children. */
  get children(): readonly [left: TreeNode, right: TreeNode] | undefined {
    const left = this.#tree.childrenLeft[this.index]!;
    if (left < 0) return undefined;
    const right = this.#tree.childrenRight[this.index]!;
    return [new TreeNode(this.#tree, left, this), new TreeNode(this.#tree, right, this)];
  }

  /** The node and all below it down to a depth: a node before its children, the left before the right. */
  *walk(deepest: number = Number.POSITIVE_INFINITY): Generator<TreeNode, void> {
    const waiting: TreeNode[] = [this];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      yield node;
      const children = node.depth < deepest ? node.children : undefined;
      if (children !== undefined) waiting.push(children[1], children[0]);
    }
  }

  /** Leaves below it, or 1 if it is one. */
  get nLeaves(): number {
    let count = 0;
    for (const { children } of this.walk()) if (children === undefined) count++;
    return count;
  }

  /** Nodes on the longest way down, itself counted: 1 for a leaf. */
  get levels(): number {
    let deepest = this.depth;
    for (const { depth } of this.walk()) deepest = Math.max(deepest, depth);
    return deepest - this.depth + 1;
  }
}

/**
 * The root of a tree, from which all nodes are reached: by `children`, or one after the other by `walk()`.
 *
 * @example
 * ```ts
 * const { tree } = await new DecisionTreeClassifier().fit([[1], [2], [3]], ["a", "b", "c"]);
 * const root = rootOf(tree);
 * [...root.walk()].map(({ index, depth }) => [index, depth]); // => [[0, 0], [1, 1], [2, 1], [3, 2], [4, 2]]
 * root.children?.[1].nLeaves; // => 2
 * ```
 */
export function rootOf(tree: TreeStructure): TreeNode {
  return new TreeNode(tree, 0, undefined);
}
