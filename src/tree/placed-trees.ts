import type { Matrix } from "../core/matrix.js";
import type { Runtime } from "../parallel/index.js";
import type { TreeArrays, TreeStructure } from "./tree-structure.js";

/** Limits of nodes of 8 bytes: nodes of a tree, and features. */
const MOST_NODES = 2 ** 18;
const MOST_FEATURES = 2 ** 9;

/** Bytes of the PackedForest of kernels/lib/tree/packed-forest.ts. */
const HEAD_BYTES = 36;

/** Bytes of a node that waits in kernels/pack-tree.ts. */
const WAITING_BYTES = 12;

/** Parts of the block begin at cache lines. */
const ALIGNMENT = 64;

/** Where the parts lie that trees need in kernel memory, from the block's begin, and how long it is. */
interface Places {
  readonly roots: number;
  readonly depths: number;
  readonly nodes: number;
  readonly sets: number;
  readonly values: number;
  /** Room for one row: its values, its tile, its leaves and its sums. */
  readonly row: number;
  readonly tile: number;
  readonly leaves: number;
  readonly sums: number;
  readonly bytes: number;
}

function isNarrow(tree: TreeStructure, nFeatures: number): boolean {
  return tree.nodeCount < MOST_NODES && nFeatures <= MOST_FEATURES && tree.categoryWords === 0;
}

/** Plans the block in which trees are placed. */
function placesOf(trees: readonly TreeStructure[], nFeatures: number, wide: boolean): Places {
  let bytes = 0;
  const part = (length: number): number => {
    const at = bytes;
    bytes = Math.ceil((at + length) / ALIGNMENT) * ALIGNMENT;
    return at;
  };
  const nodes = trees.reduce((sum, tree) => sum + tree.nodeCount, 0);
  const { nValues, categoryWords } = trees[0]!;
  part(HEAD_BYTES);
  const places = {
    roots: part(4 * (trees.length + 1)),
    depths: part(4 * trees.length),
    nodes: part((wide ? 16 : 8) * nodes),
    sets: part(4 * categoryWords * nodes),
    values: part(8 * nValues * nodes),
    row: part(8 * nFeatures),
    tile: part(32 * nFeatures),
    leaves: part(4 * (trees.length + 7)),
    sums: part(8 * nValues),
  };
  return { ...places, bytes };
}

/** How trees are laid out in kernel memory. */
export class TreeLayout {
  readonly #trees: readonly TreeStructure[];
  readonly #nFeatures: number;
  readonly #wide: boolean;
  readonly #places: Places;

  constructor(trees: readonly TreeStructure[], nFeatures: number) {
    this.#trees = trees;
    this.#nFeatures = nFeatures;
    this.#wide = !trees.every((tree) => isNarrow(tree, nFeatures));
    this.#places = placesOf(trees, nFeatures, this.#wide);
  }

  /** Bytes of the block that {@link TreeLayout.place} fills. */
  get bytes(): number {
    return this.#places.bytes;
  }

  /** Places the trees in the block that begins at `pointer`. */
  place(runtime: Runtime, pointer: number): PlacedTrees {
    const [trees, at] = [this.#trees, this.#places];
    const { buffer } = runtime.arena.memory;
    const { nValues, categoryWords } = trees[0]!;
    const wide = Number(this.#wide);
    const parts = [at.roots, at.depths, at.nodes, at.sets, at.values].map((offset) => pointer + offset);
    new Uint32Array(buffer, pointer, 9).set([trees.length, wide, categoryWords, nValues, ...parts]);
    const roots = new Int32Array(buffer, pointer + at.roots, trees.length + 1);
    roots[0] = 0;
    for (const [t, { nodeCount }] of trees.entries()) roots[t + 1] = roots[t]! + nodeCount;
    const last = roots[trees.length]!;
    const sets = new Uint32Array(buffer, pointer + at.sets, last * categoryWords);
    const values = new Float64Array(buffer, pointer + at.values, last * nValues);
    for (const [t, tree] of trees.entries()) {
      sets.set(tree.leftCategories, roots[t]! * categoryWords);
      values.set(tree.value, roots[t]! * nValues);
    }
    this.#placeNodes(runtime, pointer, roots);
    return new PlacedTrees(runtime, pointer, this.#nFeatures, nValues, at, trees.length);
  }

  #placeNodes(runtime: Runtime, pointer: number, roots: Int32Array): void {
    const depths = pointer + this.#places.depths;
    const { buffer } = runtime.arena.memory;
    for (const [t, tree] of this.#trees.entries()) {
      const at = pointer + this.#places.nodes + roots[t]! * (this.#wide ? 16 : 8);
      let depth = tree.maxDepth;
      if (tree.packed !== undefined && !this.#wide)
        new Uint32Array(buffer, at, tree.packed.length).set(tree.packed);
      else depth = packTree(runtime, tree, this.#wide, at);
      new Int32Array(buffer, depths, this.#trees.length)[t] = depth;
    }
  }
}

/** Packs a tree for the kernels (kernels/pack-tree.ts). Returns its depth. */
export function packTree(
  runtime: Runtime,
  tree: TreeArrays & Pick<TreeStructure, "nodeCount" | "categoryWords">,
  wide: boolean,
  pointer: number,
): number {
  return runtime.arena.scopeSync((scope) => {
    const missing = scope.u8(tree.nodeCount);
    missing.view().set(tree.missingGoToLeft);
    return runtime.kernels.packTree(
      scope.copyI32(tree.childrenLeft).pointer,
      scope.copyI32(tree.childrenRight).pointer,
      scope.copyI32(tree.feature).pointer,
      scope.copyF64(tree.threshold).pointer,
      missing.pointer,
      tree.categoryWords,
      Number(wide),
      scope.u8(WAITING_BYTES * (tree.nodeCount + 1)).pointer,
      pointer,
    );
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

  constructor(
    runtime: Runtime,
    pointer: number,
    nFeatures: number,
    nValues: number,
    places: Places,
    nTrees: number,
  ) {
    this.runtime = runtime;
    this.pointer = pointer;
    this.#places = places;
    this.#nFeatures = nFeatures;
    // Memory is shared: what is a view of it stays one when it grows.
    const { buffer } = runtime.arena.memory;
    this.#row = new Float64Array(buffer, pointer + places.row, nFeatures);
    this.#sums = new Float64Array(buffer, pointer + places.sums, nValues);
    this.#leaves = new Int32Array(buffer, pointer + places.leaves, nTrees);
  }

  /** Adds up the leaf values of few rows; returns whether a value is missing or infinite. */
  sumFew({ data, rows, columns }: Matrix, out: Float64Array): boolean {
    const [pointer, at, sums] = [this.pointer, this.#places, this.#sums];
    const { forestRowSums } = this.runtime.kernels;
    let odd = 0;
    for (let i = 0; i < rows; i++) {
      this.#row.set(rows === 1 ? data : data.subarray(i * columns, (i + 1) * columns));
      odd |= forestRowSums(
        pointer + at.row,
        this.#nFeatures,
        pointer,
        pointer + at.tile,
        pointer + at.leaves,
        pointer + at.sums,
      );
      for (let k = 0; k < sums.length; k++) out[i * sums.length + k] = sums[k]!;
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
