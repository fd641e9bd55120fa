import type { Matrix } from "../core/matrix.js";
import { type ArenaScope, loadRuntime } from "../parallel/index.js";
import { isNarrow, leafInNarrow, leafOfRow, packTree } from "./packed-tree.js";
import type { TreeStructure } from "./tree-structure.js";

/** Rows of a block, unless their values as 32-bit floats fill more than {@link BLOCK_VALUES}: those of 20 features lie in the second-level cache. */
const BLOCK_ROWS = 1024;
const BLOCK_VALUES = 2 ** 20;

/** Up to this many walks from root to leaf, some 1 ms, are made here; packing the trees would cost as much. */
const FEW_WALKS = 4096;

/** Trees as kernels walk them, one after the other. */
interface PackedTrees {
  readonly wide: boolean;
  readonly nodes: Uint32Array;
  /** The memory of the nodes. */
  readonly floats: Float32Array;
  readonly numbers: Int32Array;
  readonly values: Float64Array;
  /** First node and first leaf of each tree, shape (nTrees, 2). */
  readonly roots: Int32Array;
  readonly sets: Uint32Array;
}

/**
 * Walks rows through trees. The trees are packed once enough rows have come to be worth it, and kept so.
 *
 * Cost: O(nSamples × depth) for each tree, on all lanes.
 */
export class TreePredictor {
  readonly #trees: readonly TreeStructure[];
  #packed: PackedTrees | undefined;
  #walks = 0;

  constructor(trees: readonly TreeStructure[]) {
    this.#trees = trees;
  }

  /**
   * Sum over the trees of the values of the leaves that the rows reach, added in the order of the trees.
   *
   * @returns shape (rows, nValues), row-major.
   */
  async sums(X: Matrix): Promise<Float64Array> {
    const trees = this.#trees;
    const { nValues } = trees[0]!;
    const packed = this.#pack(X);
    if (X.rows * trees.length <= FEW_WALKS)
      return packed === undefined || packed.wide ? sumHere(trees, X, nValues) : sumPacked(packed, X, nValues);
    const runtime = await loadRuntime();
    return runtime.arena.scope(async (scope) => {
      const out = scope.f64(X.rows * nValues);
      const values = scope.copyF64(packed!.values).pointer;
      await runtime.runBlocks("forestSums", {
        ...blocksOf(X),
        args: [...this.#place(scope, X, packed!), values, nValues, out.pointer],
      });
      return out.view().slice();
    });
  }

  /** Leaf that each row reaches in each tree, shape (rows, nTrees), row-major. */
  async leaves(X: Matrix): Promise<Int32Array> {
    const trees = this.#trees;
    const packed = this.#pack(X);
    if (X.rows * trees.length <= FEW_WALKS) return leavesHere(trees, X);
    const runtime = await loadRuntime();
    return runtime.arena.scope(async (scope) => {
      const out = scope.i32(X.rows * trees.length);
      const numbers = scope.copyI32(packed!.numbers).pointer;
      await runtime.runBlocks("forestLeaves", {
        ...blocksOf(X),
        args: [...this.#place(scope, X, packed!), numbers, out.pointer],
      });
      return out.view().slice();
    });
  }

  /** The packed trees; undefined while few rows have come. */
  #pack({ rows, columns }: Matrix): PackedTrees | undefined {
    this.#walks += rows * this.#trees.length;
    if (this.#walks > FEW_WALKS) this.#packed ??= packTrees(this.#trees, columns);
    return this.#packed;
  }

  /** Puts X and the packed trees where all lanes see them. Returns the first arguments of both kernels. */
  #place(scope: ArenaScope, X: Matrix, { wide, nodes, roots, sets }: PackedTrees): number[] {
    const words = (array: Uint32Array): number => {
      const block = scope.u32(array.length);
      block.view().set(array);
      return block.pointer;
    };
    const [trees, { categoryWords }] = [this.#trees.length, this.#trees[0]!];
    const walked = [
      words(nodes),
      wide ? 1 : 0,
      scope.copyI32(roots).pointer,
      trees,
      words(sets),
      categoryWords,
    ];
    return [scope.copyF64(X.data).pointer, X.columns, ...walked];
  }
}

/** Blocks of rows, in whole tiles of 8, and the memory that a lane needs for one. */
function blocksOf({ rows, columns }: Matrix): { total: number; blockSize: number; scratchBytes: number } {
  const blockSize = Math.max(8, Math.min(BLOCK_ROWS, 8 * Math.floor(BLOCK_VALUES / columns / 8)));
  return { total: rows, blockSize, scratchBytes: 4 * (columns + 1) * blockSize };
}

function packTrees(trees: readonly TreeStructure[], nFeatures: number): PackedTrees {
  const wide = !trees.every((tree) => isNarrow(tree, nFeatures));
  const { nValues, categoryWords } = trees[0]!;
  const nNodes = trees.reduce((sum, tree) => sum + tree.nodeCount, 0);
  const nLeaves = trees.reduce((sum, tree) => sum + tree.nLeaves, 0);
  const nodeWords = wide ? 4 : 2;
  const nodes = new Uint32Array(nNodes * nodeWords);
  const numbers = new Int32Array(nLeaves);
  const values = new Float64Array(nLeaves * nValues);
  const roots = new Int32Array(trees.length * 2);
  const sets = new Uint32Array(nNodes * categoryWords);
  let [node, leaf] = [0, 0];
  for (const [t, tree] of trees.entries()) {
    const packed = packTree(tree, wide, node * categoryWords);
    roots.set([node, leaf], 2 * t);
    nodes.set(packed.nodes, node * nodeWords);
    numbers.set(packed.numbers, leaf);
    values.set(packed.values, leaf * nValues);
    sets.set(tree.leftCategories, node * categoryWords);
    node += tree.nodeCount;
    leaf += tree.nLeaves;
  }
  return { wide, nodes, floats: new Float32Array(nodes.buffer), numbers, values, roots, sets };
}

function sumPacked(
  { nodes, floats, roots, values }: PackedTrees,
  { data, rows, columns }: Matrix,
  nValues: number,
): Float64Array {
  const x = Float32Array.from(data);
  const out = new Float64Array(rows * nValues);
  for (let i = 0; i < rows; i++) {
    const row = x.subarray(i * columns, (i + 1) * columns);
    for (let t = 0; t < roots.length; t += 2) {
      const leaf = roots[t + 1]! + leafInNarrow(nodes, floats, 2 * roots[t]!, row);
      for (let k = 0; k < nValues; k++) out[i * nValues + k]! += values[leaf * nValues + k]!;
    }
  }
  return out;
}

function sumHere(
  trees: readonly TreeStructure[],
  { data, rows, columns }: Matrix,
  nValues: number,
): Float64Array {
  const out = new Float64Array(rows * nValues);
  for (const tree of trees)
    for (let i = 0; i < rows; i++) {
      const value = leafOfRow(tree, data, i * columns) * nValues;
      for (let k = 0; k < nValues; k++) out[i * nValues + k]! += tree.value[value + k]!;
    }
  return out;
}

function leavesHere(trees: readonly TreeStructure[], { data, rows, columns }: Matrix): Int32Array {
  const out = new Int32Array(rows * trees.length);
  for (const [t, tree] of trees.entries())
    for (let i = 0; i < rows; i++) out[i * trees.length + t] = leafOfRow(tree, data, i * columns);
  return out;
}

/** {@link TreePredictor.sums} of trees that are used once. */
export function sumTreeValues(trees: readonly TreeStructure[], X: Matrix): Promise<Float64Array> {
  return new TreePredictor(trees).sums(X);
}

/** {@link TreePredictor.leaves} of trees that are used once. */
export function leavesOf(trees: readonly TreeStructure[], X: Matrix): Promise<Int32Array> {
  return new TreePredictor(trees).leaves(X);
}
