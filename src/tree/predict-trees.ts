import type { Matrix } from "../core/matrix.js";
import type { Kernels } from "../kernels/index.js";
import { type ArenaScope, type Block, loadRuntime } from "../parallel/index.js";
import type { TreeStructure } from "./tree-structure.js";

/** Bytes of a packed node, as kernels/forest.ts has it. */
const NODE_BYTES = 16;

/** Rows of a block: with 20 features their values fill half of a second-level cache. */
const BLOCK_ROWS = 1024;

interface PackedTrees {
  readonly nodes: number;
  readonly values: number;
  readonly roots: number;
  readonly sets: number;
  readonly words: number;
}

/** Rows in the order given, as 32-bit floats; `index` picks some. */
function packRows(scope: ArenaScope, X: Matrix, index: Int32Array | undefined): Block<Float32Array> {
  const { data, columns } = X;
  if (index === undefined) {
    const block = scope.f32(data.length);
    block.view().set(data);
    return block;
  }
  const block = scope.f32(index.length * columns);
  const out = block.view();
  for (let k = 0; k < index.length; k++)
    out.set(data.subarray(index[k]! * columns, (index[k]! + 1) * columns), k * columns);
  return block;
}

/** Nodes of all trees, one tree after the other. */
function packTrees(kernels: Kernels, scope: ArenaScope, trees: readonly TreeStructure[]): PackedTrees {
  const total = trees.reduce((sum, tree) => sum + tree.nodeCount, 0);
  const largest = trees.reduce((most, tree) => Math.max(most, tree.nodeCount), 0);
  const nodes = scope.u8(total * NODE_BYTES);
  const values = scope.f64(trees.reduce((sum, tree) => sum + tree.value.length, 0));
  const roots = scope.i32(trees.length);
  const left = scope.i32(largest);
  const right = scope.i32(largest);
  const feature = scope.i32(largest);
  const threshold = scope.f64(largest);
  const missing = scope.u8(largest);
  const words = trees[0]!.categoryWords;
  const sets = scope.u32(total * words);
  const setView = sets.view();
  const views = [left.view(), right.view(), feature.view(), threshold.view(), missing.view()] as const;
  const valueView = values.view();
  const rootView = roots.view();
  let at = 0;
  let valueAt = 0;
  for (const [t, tree] of trees.entries()) {
    rootView[t] = at;
    valueView.set(tree.value, valueAt);
    views[0].set(tree.childrenLeft);
    views[1].set(tree.childrenRight);
    views[2].set(tree.feature);
    views[3].set(tree.threshold);
    views[4].set(tree.missingGoToLeft);
    setView.set(tree.leftCategories, at * words);
    const out = nodes.pointer + at * NODE_BYTES;
    kernels.packNodes(
      tree.nodeCount,
      left.pointer,
      right.pointer,
      feature.pointer,
      threshold.pointer,
      missing.pointer,
      words,
      at,
      out,
    );
    at += tree.nodeCount;
    valueAt += tree.value.length;
  }
  return {
    nodes: nodes.pointer,
    values: values.pointer,
    roots: roots.pointer,
    sets: sets.pointer,
    words,
  };
}

/**
 * Sum over the trees of the values of the leaves that the rows reach, added in the order of the trees.
 *
 * @param index rows to take, in this order; all if undefined.
 * @returns shape (rows, nValues), row-major.
 */
export async function sumTreeValues(
  trees: readonly TreeStructure[],
  X: Matrix,
  index?: Int32Array,
): Promise<Float64Array> {
  const runtime = await loadRuntime();
  return runtime.arena.scope(async (scope) => {
    const rows = index?.length ?? X.rows;
    const nValues = trees[0]!.nValues;
    const x = packRows(scope, X, index);
    const { nodes, values, roots, sets, words } = packTrees(runtime.kernels, scope, trees);
    const out = scope.f64(rows * nValues);
    await runtime.runBlocks("forestSums", {
      total: rows,
      blockSize: BLOCK_ROWS,
      args: [x.pointer, X.columns, nodes, values, roots, trees.length, sets, words, nValues, out.pointer],
    });
    return out.view().slice();
  });
}

/** Leaf that each row reaches in each tree, shape (rows, nTrees), row-major. */
export async function leavesOf(trees: readonly TreeStructure[], X: Matrix): Promise<Int32Array> {
  const runtime = await loadRuntime();
  return runtime.arena.scope(async (scope) => {
    const x = packRows(scope, X, undefined);
    const { nodes, roots, sets, words } = packTrees(runtime.kernels, scope, trees);
    const out = scope.i32(X.rows * trees.length);
    await runtime.runBlocks("forestLeaves", {
      total: X.rows,
      blockSize: BLOCK_ROWS,
      args: [x.pointer, X.columns, nodes, roots, trees.length, sets, words, out.pointer],
    });
    return out.view().slice();
  });
}
