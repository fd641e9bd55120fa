import type { Matrix } from "../core/matrix.js";
import type { Runtime } from "../parallel/index.js";
import { MOST_POOLED, type TreeArrays, type TreeStructure } from "./tree-structure.js";

/** Limits of nodes of 8 bytes: nodes of a tree, and features. */
export const MOST_NODES: number = 2 ** 18;
const MOST_FEATURES = 2 ** 9;

/** Bytes of the PackedForest of kernels/lib/tree/packed-forest.ts. */
const HEAD_BYTES = 40;

/** In place of a pooled leaf, where there are no more: NONE of kernels/lib/tree/pool-leaves.ts. */
const NONE = 2 ** 32 - 1;

/** Bytes of a node that waits in kernels/pack-tree.ts. */
export const WAITING_BYTES: number = 12;

/** Parts of the block begin at cache lines. */
const ALIGNMENT = 64;

/** A tree as kernels walk it. */
interface PackedTree {
  /** Its nodes, then, if they are narrow, its pooled leaves. */
  readonly words: Uint32Array;
  readonly depth: number;
  /** Leaves that stand for all with the same values; none if too many values differ. */
  readonly pooled: Uint32Array;
}

/** Where the parts lie that trees need in kernel memory, from the block's begin, and how long it is. */
interface Places {
  readonly roots: number;
  readonly depths: number;
  readonly nodes: number;
  readonly sets: number;
  /** Addresses of each tree's values, whether they are those of pooled leaves, and the values. */
  readonly values: number;
  readonly pooled: number;
  readonly numbers: number;
  /** Room for one row: its values, its tile, its leaves and its sums. */
  readonly row: number;
  readonly tile: number;
  readonly leaves: number;
  readonly sums: number;
  readonly bytes: number;
}

/** Whether the nodes of a tree fit 8 bytes each. */
export function isNarrow(
  tree: Pick<TreeStructure, "nodeCount" | "categoryWords">,
  nFeatures: number,
): boolean {
  return tree.nodeCount < MOST_NODES && nFeatures <= MOST_FEATURES && tree.categoryWords === 0;
}

/** How trees are laid out in kernel memory. */
export class TreeLayout {
  readonly places: Places;
  readonly nFeatures: number;
  readonly #trees: readonly TreeStructure[];
  readonly #packed: readonly PackedTree[];
  readonly #wide: boolean;

  constructor(runtime: Runtime, trees: readonly TreeStructure[], nFeatures: number) {
    const wide = !trees.every((tree) => isNarrow(tree, nFeatures));
    this.nFeatures = nFeatures;
    this.#trees = trees;
    this.#wide = wide;
    this.#packed = trees.map((tree) => {
      if (wide || tree.packed === undefined) return packTree(runtime, tree, wide);
      return { words: tree.packed, depth: tree.maxDepth, pooled: pooledLeaves(tree.packed) };
    });
    this.places = this.#plan();
  }

  /** Bytes of the block that {@link TreeLayout.place} fills. */
  get bytes(): number {
    return this.places.bytes;
  }

  #plan(): Places {
    const trees = this.#trees;
    let bytes = 0;
    const part = (length: number): number => {
      const at = bytes;
      bytes = Math.ceil((at + length) / ALIGNMENT) * ALIGNMENT;
      return at;
    };
    const nodes = trees.reduce((sum, tree) => sum + tree.nodeCount, 0);
    const { nValues, categoryWords } = trees[0]!;
    const numbers = trees.reduce((sum, tree, t) => sum + (this.#rowsOfValues(t) ?? tree.nodeCount), 0);
    part(HEAD_BYTES);
    const places = {
      roots: part(4 * (trees.length + 1)),
      depths: part(4 * trees.length),
      nodes: part((this.#wide ? 16 : 8) * nodes),
      sets: part(4 * categoryWords * nodes),
      values: part(4 * trees.length),
      pooled: part(4 * trees.length),
      numbers: part(8 * nValues * numbers),
      row: part(8 * this.nFeatures),
      tile: part(32 * this.nFeatures),
      leaves: part(4 * (trees.length + 7)),
      sums: part(8 * nValues),
    };
    return { ...places, bytes };
  }

  /** Distinct values of the leaves of tree t; undefined if they are not pooled. */
  #rowsOfValues(t: number): number | undefined {
    return this.#packed[t]!.pooled.length || undefined;
  }

  /** Places the trees in the block that begins at `pointer`. */
  place(runtime: Runtime, pointer: number): PlacedTrees {
    const [trees, at] = [this.#trees, this.places];
    const { buffer } = runtime.arena.memory;
    const { nValues, categoryWords } = trees[0]!;
    const parts = [at.roots, at.depths, at.nodes, at.sets, at.values, at.pooled];
    const head = [trees.length, Number(this.#wide), categoryWords, nValues];
    new Uint32Array(buffer, pointer, HEAD_BYTES / 4).set([...head, ...parts.map((part) => pointer + part)]);
    const roots = new Int32Array(buffer, pointer + at.roots, trees.length + 1);
    roots[0] = 0;
    for (const [t, { nodeCount }] of trees.entries()) roots[t + 1] = roots[t]! + nodeCount;
    this.#placeNodes(buffer, pointer, roots);
    this.#placeValues(buffer, pointer);
    return new PlacedTrees(runtime, pointer, this, nValues, trees.length);
  }

  #placeNodes(buffer: ArrayBuffer, pointer: number, roots: Int32Array): void {
    const [trees, at] = [this.#trees, this.places];
    const words = this.#wide ? 4 : 2;
    const nodes = new Uint32Array(buffer, pointer + at.nodes, words * roots[trees.length]!);
    const sets = new Uint32Array(buffer, pointer + at.sets, roots[trees.length]! * trees[0]!.categoryWords);
    const depths = new Int32Array(buffer, pointer + at.depths, trees.length);
    for (const [t, { nodeCount, leftCategories, categoryWords }] of trees.entries()) {
      const packed = this.#packed[t]!;
      nodes.set(packed.words.subarray(0, words * nodeCount), words * roots[t]!);
      depths[t] = packed.depth;
      if (categoryWords > 0) sets.set(leftCategories, roots[t]! * categoryWords);
    }
  }

  /** Places the distinct values of a tree's leaves where they are pooled, else the values of all its nodes. */
  #placeValues(buffer: ArrayBuffer, pointer: number): void {
    const [trees, at] = [this.#trees, this.places];
    const values = new Uint32Array(buffer, pointer + at.values, trees.length);
    const isPooled = new Int32Array(buffer, pointer + at.pooled, trees.length);
    const numbers = new Float64Array(buffer, pointer + at.numbers, (at.row - at.numbers) / 8);
    let end = 0;
    for (const [t, { value, nValues }] of trees.entries()) {
      const { pooled } = this.#packed[t]!;
      values[t] = pointer + at.numbers + 8 * end;
      isPooled[t] = Number(pooled.length > 0);
      if (pooled.length === 0) numbers.set(value, end);
      for (let p = 0; p < pooled.length; p++)
        for (let k = 0; k < nValues; k++) numbers[end + p * nValues + k] = value[pooled[p]! * nValues + k]!;
      end += pooled.length === 0 ? value.length : pooled.length * nValues;
    }
  }
}

/** The pooled leaves at the end of packed narrow nodes. */
function pooledLeaves(words: Uint32Array): Uint32Array {
  const leaves = words.subarray(words.length - MOST_POOLED);
  const end = leaves.indexOf(NONE);
  return end < 0 ? leaves : leaves.subarray(0, end);
}

/** Packs a tree for the kernels (kernels/pack-tree.ts). */
export function packTree(
  runtime: Runtime,
  tree: TreeArrays & Pick<TreeStructure, "nodeCount" | "nValues" | "categoryWords">,
  wide: boolean,
): PackedTree {
  return runtime.arena.scopeSync((scope) => {
    const { nodeCount, nValues, categoryWords } = tree;
    const missing = scope.u8(nodeCount);
    missing.view().set(tree.missingGoToLeft);
    const nodes = scope.u32(wide ? 4 * nodeCount : 2 * nodeCount + MOST_POOLED);
    const depth = runtime.kernels.packTree(
      scope.copyI32(tree.childrenLeft).pointer,
      scope.copyI32(tree.childrenRight).pointer,
      scope.copyI32(tree.feature).pointer,
      scope.copyF64(tree.threshold).pointer,
      missing.pointer,
      categoryWords,
      Number(wide),
      scope.u8(WAITING_BYTES * (nodeCount + 1)).pointer,
      scope.copyF64(tree.value).pointer,
      nodeCount,
      nValues,
      nodes.pointer,
    );
    const words = nodes.view().slice();
    return { words, depth, pooled: wide ? new Uint32Array(0) : pooledLeaves(words) };
  });
}

/** Trees in kernel memory. */
export class PlacedTrees {
  readonly runtime: Runtime;
  /** Where the kernels find them. */
  readonly pointer: number;
  readonly #places: Places;
  readonly #nFeatures: number;
  readonly #row: Float64Array;
  readonly #sums: Float64Array;
  readonly #leaves: Int32Array;

  constructor(runtime: Runtime, pointer: number, layout: TreeLayout, nValues: number, nTrees: number) {
    this.runtime = runtime;
    this.pointer = pointer;
    this.#places = layout.places;
    this.#nFeatures = layout.nFeatures;
    // Memory is shared: what is a view of it stays one when it grows.
    const { buffer } = runtime.arena.memory;
    const { row, sums, leaves } = layout.places;
    this.#row = new Float64Array(buffer, pointer + row, layout.nFeatures);
    this.#sums = new Float64Array(buffer, pointer + sums, nValues);
    this.#leaves = new Int32Array(buffer, pointer + leaves, nTrees);
  }

  /** Adds up the leaf values of few rows; returns whether a value is missing or infinite. */
  sumFew({ data, rows, columns }: Matrix, out: Float64Array): boolean {
    const [pointer, at, sums] = [this.pointer, this.#places, this.#sums];
    let odd = 0;
    for (let i = 0; i < rows; i++) {
      this.#row.set(rows === 1 ? data : data.subarray(i * columns, (i + 1) * columns));
      odd |= this.runtime.kernels.forestRowSums(
        pointer + at.row,
        this.#nFeatures,
        pointer,
        pointer + at.tile,
        pointer + at.leaves,
        pointer + at.sums,
      );
      out.set(sums, i * sums.length);
    }
    return odd !== 0;
  }

  /** Finds the leaves of few rows; returns as {@link PlacedTrees.sumFew}. */
  leavesOfFew({ data, rows, columns }: Matrix, out: Int32Array): boolean {
    const [pointer, at] = [this.pointer, this.#places];
    let odd = 0;
    for (let i = 0; i < rows; i++) {
      this.#row.set(data.subarray(i * columns, (i + 1) * columns));
      odd |= this.runtime.kernels.forestRowLeaves(
        pointer + at.row,
        this.#nFeatures,
        pointer,
        pointer + at.tile,
        pointer + at.leaves,
      );
      out.set(this.#leaves, i * this.#leaves.length);
    }
    return odd !== 0;
  }
}
