import type { Matrix } from "../core/matrix.js";
import {
  type ArenaScope,
  type Block,
  type BlockWork,
  type CancelSignal,
  loadRuntime,
} from "../parallel/index.js";
import { isNarrow, leafOfRow, leavesOfRow, type NarrowNodes, narrowNodes, packTree } from "./packed-tree.js";
import type { TreeStructure } from "./tree-structure.js";

/** Rows of a block, unless their values as 32-bit floats fill more than {@link BLOCK_VALUES}: those of 20 features lie in the second-level cache. */
const BLOCK_ROWS = 2048;
const BLOCK_VALUES = 2 ** 20;

/** Up to this many walks from root to leaf, some 1 ms, are made here; bringing the trees to the kernels would cost as much. */
const FEW_WALKS = 4096;

/** Up to this many walks, some 2 ms, are not shared with other lanes. */
const WALKS_OF_ONE_LANE = 65536;

/** Trees as kernels walk them. */
interface PackedTrees {
  readonly wide: boolean;
  /** Packed nodes of each tree. */
  readonly nodes: readonly Uint32Array[];
  /** The same, where they are narrow, for {@link leavesOfRow}. */
  readonly narrow: readonly NarrowNodes[] | undefined;
}

/**
 * Walks rows through trees. Trees that did not come packed are packed once enough rows have come to be worth it, and kept so.
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
   * @throws the signal's reason if cancelled.
   */
  async sums(X: Matrix, signal?: CancelSignal): Promise<Float64Array> {
    const trees = this.#trees;
    const { nValues } = trees[0]!;
    const packed = this.#pack(X);
    if (X.rows * trees.length <= FEW_WALKS)
      return packed?.narrow === undefined
        ? sumHere(trees, X, nValues)
        : sumPacked(trees, packed.narrow, X, nValues);
    const runtime = await loadRuntime();
    return runtime.arena.scope(async (scope) => {
      const out = scope.f64(X.rows * nValues);
      const walked = this.#place(scope, X, packed!);
      const values = placeAll(
        scope.f64(trees.reduce((sum, tree) => sum + tree.value.length, 0)),
        trees.map(({ value }) => value),
      );
      await runtime.runBlocks("forestSums", {
        ...blocksOf(X, trees.length),
        args: [...walked, values, nValues, out.pointer],
        signal,
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
      const walked = this.#place(scope, X, packed!);
      await runtime.runBlocks("forestLeaves", {
        ...blocksOf(X, trees.length),
        args: [...walked, out.pointer],
      });
      return out.view().slice();
    });
  }

  /** The packed trees; undefined while few rows have come and the trees are not packed yet. */
  #pack({ rows, columns }: Matrix): PackedTrees | undefined {
    if (this.#packed !== undefined) return this.#packed;
    const trees = this.#trees;
    this.#walks += rows * trees.length;
    if (this.#walks > FEW_WALKS || trees.every((tree) => tree.packed !== undefined))
      this.#packed = packTrees(trees, columns);
    return this.#packed;
  }

  /** Puts X and the packed trees where all lanes see them. Returns the first arguments of both kernels. */
  #place(scope: ArenaScope, X: Matrix, { wide, nodes }: PackedTrees): number[] {
    const trees = this.#trees;
    const { categoryWords } = trees[0]!;
    const sets = categoryWords === 0 ? [] : trees.map((tree) => tree.leftCategories);
    const roots = new Int32Array(trees.length + 1);
    for (const [t, { nodeCount }] of trees.entries()) roots[t + 1] = roots[t]! + nodeCount;
    const length = (arrays: readonly Uint32Array[]): number =>
      arrays.reduce((sum, { length }) => sum + length, 0);
    return [
      scope.copyF64(X.data).pointer,
      X.columns,
      placeAll(scope.u32(length(nodes)), nodes),
      wide ? 1 : 0,
      scope.copyI32(roots).pointer,
      trees.length,
      placeAll(scope.u32(length(sets)), sets),
      categoryWords,
    ];
  }
}

/** Puts arrays into a block, one after the other. Returns where it is. */
function placeAll<A extends Uint32Array | Float64Array>(block: Block<A>, arrays: readonly A[]): number {
  const view = block.view();
  let at = 0;
  for (const array of arrays) {
    view.set(array, at);
    at += array.length;
  }
  return block.pointer;
}

/** Blocks of rows, in whole tiles of 8, the memory that a lane needs for one, and whether there is too little work to share. */
function blocksOf(
  { rows, columns }: Matrix,
  nTrees: number,
): Pick<BlockWork, "total" | "blockSize" | "scratchBytes" | "alone"> {
  const blockSize = Math.max(8, Math.min(BLOCK_ROWS, 8 * Math.floor(BLOCK_VALUES / columns / 8)));
  const alone = rows * nTrees <= WALKS_OF_ONE_LANE;
  return { total: rows, blockSize, scratchBytes: 4 * (columns + 1) * blockSize + 64, alone };
}

function packTrees(trees: readonly TreeStructure[], nFeatures: number): PackedTrees {
  const wide = !trees.every((tree) => isNarrow(tree, nFeatures));
  const nodes = trees.map((tree) => (wide ? undefined : tree.packed) ?? packTree(tree, wide));
  if (wide) return { wide, nodes, narrow: undefined };
  const narrow = nodes.map(narrowNodes);
  while (narrow.length % 4 !== 0) narrow.push(narrow.at(-1)!);
  return { wide, nodes, narrow };
}

/** Sums of few rows, without the kernels. A row with missing values takes the slower way. */
function sumPacked(
  trees: readonly TreeStructure[],
  nodes: readonly NarrowNodes[],
  X: Matrix,
  nValues: number,
): Float64Array {
  const { data, rows, columns } = X;
  const out = new Float64Array(rows * nValues);
  const row = new Float32Array(columns);
  const leaves = new Int32Array(nodes.length);
  for (let i = 0; i < rows; i++) {
    let nans = 0;
    for (let j = 0; j < columns; j++) {
      const value = data[i * columns + j]!;
      nans += Number(Number.isNaN(value));
      row[j] = value;
    }
    if (nans === 0) leavesOfRow(nodes, row, leaves);
    else for (let t = 0; t < trees.length; t++) leaves[t] = leafOfRow(trees[t]!, data, i * columns);
    for (let t = 0; t < trees.length; t++) {
      const { value } = trees[t]!;
      const from = leaves[t]! * nValues;
      for (let k = 0; k < nValues; k++) out[i * nValues + k]! += value[from + k]!;
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
export function sumTreeValues(
  trees: readonly TreeStructure[],
  X: Matrix,
  signal?: CancelSignal,
): Promise<Float64Array> {
  return new TreePredictor(trees).sums(X, signal);
}

/** {@link TreePredictor.leaves} of trees that are used once. */
export function leavesOf(trees: readonly TreeStructure[], X: Matrix): Promise<Int32Array> {
  return new TreePredictor(trees).leaves(X);
}
