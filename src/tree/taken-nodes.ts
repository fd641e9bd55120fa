import type { TaskContext } from "../parallel/index.js";
import { TREE_ARRAYS, type TreeArrays } from "./tree-structure.js";

/** Nodes that a growing tree has room for in kernel memory: they are taken from there as it grows. */
export const NODES_AT_ONCE: number = 2 ** 14;

/** Bytes that one array is given at most, whatever the tree might need. */
const MOST_BYTES = 2 ** 32;

/** Number, for the kernel, of the links that came late. */
const LATE_LINKS = 10;

type NodeArray = Int32Array | Float64Array | Uint8Array | Uint32Array;
type NodeArrayType = new (buffer: ArrayBufferLike, from: number, length: number) => NodeArray;

const TYPES: Readonly<Record<keyof TreeArrays, NodeArrayType & { readonly BYTES_PER_ELEMENT: number }>> = {
  childrenLeft: Int32Array,
  childrenRight: Int32Array,
  feature: Int32Array,
  nNodeSamples: Int32Array,
  threshold: Float64Array,
  impurity: Float64Array,
  weightedNNodeSamples: Float64Array,
  value: Float64Array,
  missingGoToLeft: Uint8Array,
  leftCategories: Uint32Array,
};

/** How many elements a node has in an array. */
type Widths = (name: keyof TreeArrays) => number;

/** Nodes of a tree that were taken from kernel memory while it grows. Their arrays grow where they are, so that no copies wait to be collected. */
export class TakenNodes {
  readonly #buffers: readonly ArrayBuffer[];
  readonly #widths: Widths;
  #count = 0;

  /** @param capacity most nodes that the tree may have. */
  constructor(capacity: number, widths: Widths) {
    this.#widths = widths;
    this.#buffers = TREE_ARRAYS.map((name) => {
      const bytes = capacity * widths(name) * TYPES[name].BYTES_PER_ELEMENT;
      return new ArrayBuffer(0, { maxByteLength: Math.min(bytes, MOST_BYTES) });
    });
  }

  /** Takes the nodes that have come since. */
  take({ kernels, memory }: Pick<TaskContext, "kernels" | "memory">, work: number): void {
    const from = this.#count;
    const n = kernels.treeNodeCount(work) - from;
    this.#count += n;
    for (const [which, name] of TREE_ARRAYS.entries()) {
      const [Type, width, buffer] = [TYPES[name], this.#widths(name), this.#buffers[which]!];
      const bytes = width * Type.BYTES_PER_ELEMENT;
      buffer.resize(this.#count * bytes);
      const source = kernels.treeArray(work, which) >>> 0;
      new Type(buffer, from * bytes, n * width).set(new Type(memory.buffer, source, n * width));
    }
    const [left, right] = [new Int32Array(this.#buffers[0]!), new Int32Array(this.#buffers[1]!)];
    const pairs = 2 * kernels.treeLateLinks(work);
    const links = new Int32Array(memory.buffer, kernels.treeArray(work, LATE_LINKS) >>> 0, pairs);
    for (let k = 0; k < pairs; k += 2) {
      const [node, child] = [links[k]!, links[k + 1]!];
      // Depth first, the left child comes next.
      (child === node + 1 ? left : right)[node] = child;
    }
    kernels.treeTakeNodes(work);
  }

  /** All nodes, in arrays of their length; to be asked once. */
  arrays(): TreeArrays {
    const entries = TREE_ARRAYS.map((name, which) => {
      const [Type, buffer] = [TYPES[name], this.#buffers[which]!];
      const length = this.#count * this.#widths(name);
      const own = new Type(new ArrayBuffer(length * Type.BYTES_PER_ELEMENT), 0, length);
      own.set(new Type(buffer, 0, length));
      buffer.resize(0);
      return [name, own];
    });
    return Object.fromEntries(entries) as unknown as TreeArrays;
  }
}
