import type { Matrix } from "../core/matrix.js";
import { type ArenaScope, type Block, loadRuntime } from "../parallel/index.js";
import { isNarrow, leafOfRow, packTree } from "./packed-tree.js";
import type { TreeStructure } from "./tree-structure.js";

/** Rows of a block: with 20 features their values fill half of a second-level cache. */
const BLOCK_ROWS = 1024;

/** Up to this many walks from root to leaf, some 1 ms, are made here; packing the trees would cost as much. */
const FEW_WALKS = 4096;

/** Trees as kernels walk them, one after the other. */
interface PackedTrees {
  readonly wide: boolean;
  readonly nodes: Uint32Array;
  readonly numbers: Int32Array;
  readonly values: Float64Array;
  readonly roots: Int32Array;
  readonly sets: Uint32Array;
}

/** {@link PackedTrees} in kernel memory. */
type PlacedTrees = Readonly<Record<Exclude<keyof PackedTrees, "wide">, number>>;

/**
 * Walks rows through trees. The trees are packed at the first use that is worth it and kept so.
 *
 * Cost: O(nSamples × depth) for each tree, on all lanes.
 */
export class TreePredictor {
  readonly #trees: readonly TreeStructure[];
  #packed: PackedTrees | undefined;

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
    if (X.rows * trees.length <= FEW_WALKS) return sumHere(trees, X, nValues);
    const runtime = await loadRuntime();
    return runtime.arena.scope(async (scope) => {
      const x = placeRows(scope, X);
      const { nodes, wide, values, roots, sets, words } = this.#place(scope, X.columns);
      const out = scope.f64(X.rows * nValues);
      const walked = [nodes, wide, values, roots, trees.length, sets, words] as const;
      await runtime.runBlocks("forestSums", {
        total: X.rows,
        blockSize: BLOCK_ROWS,
        args: [x.pointer, X.columns, hasMissing(X) ? 1 : 0, ...walked, nValues, out.pointer],
      });
      return out.view().slice();
    });
  }

  /** Leaf that each row reaches in each tree, shape (rows, nTrees), row-major. */
  async leaves(X: Matrix): Promise<Int32Array> {
    const trees = this.#trees;
    if (X.rows * trees.length <= FEW_WALKS) return leavesHere(trees, X);
    const runtime = await loadRuntime();
    return runtime.arena.scope(async (scope) => {
      const x = placeRows(scope, X);
      const { nodes, wide, numbers, roots, sets, words } = this.#place(scope, X.columns);
      const out = scope.i32(X.rows * trees.length);
      const walked = [nodes, wide, roots, trees.length, sets, words, numbers] as const;
      await runtime.runBlocks("forestLeaves", {
        total: X.rows,
        blockSize: BLOCK_ROWS,
        args: [x.pointer, X.columns, ...walked, out.pointer],
      });
      return out.view().slice();
    });
  }

  /** Puts the packed trees where all lanes see them. */
  #place(
    scope: ArenaScope,
    nFeatures: number,
  ): PlacedTrees & { readonly wide: number; readonly words: number } {
    this.#packed ??= packTrees(this.#trees, nFeatures);
    const { wide, nodes, numbers, values, roots, sets } = this.#packed;
    const words = (array: Uint32Array): number => {
      const block = scope.u32(array.length);
      block.view().set(array);
      return block.pointer;
    };
    return {
      nodes: words(nodes),
      numbers: scope.copyI32(numbers).pointer,
      values: scope.copyF64(values).pointer,
      roots: scope.copyI32(roots).pointer,
      sets: words(sets),
      wide: wide ? 1 : 0,
      words: this.#trees[0]!.categoryWords,
    };
  }
}

function packTrees(trees: readonly TreeStructure[], nFeatures: number): PackedTrees {
  const wide = !trees.every((tree) => isNarrow(tree, nFeatures));
  const { nValues, categoryWords } = trees[0]!;
  const total = trees.reduce((sum, tree) => sum + tree.nodeCount, 0);
  const nodeWords = wide ? 4 : 2;
  const nodes = new Uint32Array(total * nodeWords);
  const numbers = new Int32Array(total);
  const values = new Float64Array(total * nValues);
  const roots = new Int32Array(trees.length);
  const sets = new Uint32Array(total * categoryWords);
  let at = 0;
  for (const [t, tree] of trees.entries()) {
    const packed = packTree(tree, wide, at * categoryWords);
    roots[t] = at;
    nodes.set(packed.nodes, at * nodeWords);
    numbers.set(packed.numbers, at);
    values.set(packed.values, at * nValues);
    sets.set(tree.leftCategories, at * categoryWords);
    at += tree.nodeCount;
  }
  return { wide, nodes, numbers, values, roots, sets };
}

/** Whether a value is missing; NaN is what makes a sum of zeros NaN. */
function hasMissing({ data }: Matrix): boolean {
  let sum = 0;
  for (let p = 0; p < data.length; p++) sum += data[p]! * 0;
  return Number.isNaN(sum);
}

/** Rows as 32-bit floats. */
function placeRows(scope: ArenaScope, { data }: Matrix): Block<Float32Array> {
  const block = scope.f32(data.length);
  block.view().set(data);
  return block;
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
