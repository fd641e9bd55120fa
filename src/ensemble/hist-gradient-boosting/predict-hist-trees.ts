import type { Matrix } from "../../core/matrix.js";
import { type ArenaScope, type Block, loadRuntime, type Runtime } from "../../parallel/index.js";
import type { HistTree } from "./hist-tree.js";

/** Bytes of a packed node, as kernels/hist-predict.ts has it. */
const NODE_BYTES = 24;
/** Rows of a block: with 20 features their values fit a second-level cache. */
const BLOCK_ROWS = 512;
/** Rows that are copied to kernel memory at a time. */
const CHUNK_ROWS = 65536;

/** Trees as the kernel walks them. */
export interface PackedHistTrees {
  readonly nodes: number;
  readonly sets: number;
  readonly roots: number;
  readonly count: number;
}

/** Packs trees, one after the other. */
export function packHistTrees(
  runtime: Runtime,
  scope: ArenaScope,
  trees: readonly HistTree[],
): PackedHistTrees {
  const total = trees.reduce((sum, tree) => sum + tree.nodeCount, 0);
  const most = trees.reduce((largest, tree) => Math.max(largest, tree.nodeCount), 0);
  const nodes = scope.u8(total * NODE_BYTES);
  const sets = scope.u32(trees.reduce((sum, tree) => sum + tree.leftCategories.length, 0));
  const roots = scope.i32(trees.length);
  const [left, right, feature, set] = [scope.i32(most), scope.i32(most), scope.i32(most), scope.i32(most)];
  const [threshold, value] = [scope.f64(most), scope.f64(most)];
  const missing = scope.u8(most);
  let at = 0;
  let firstSet = 0;
  for (const [t, tree] of trees.entries()) {
    roots.view()[t] = at;
    left.view().set(tree.left.map((child, i) => (tree.isLeaf[i] === 1 ? -1 : child)));
    right.view().set(tree.right);
    feature.view().set(tree.featureIdx);
    set.view().set(tree.bitsetIdx.map((own, i) => (tree.isCategorical[i] === 1 ? own : -1)));
    threshold.view().set(tree.numThreshold);
    value.view().set(tree.value);
    missing.view().set(tree.missingGoToLeft);
    sets.view().set(tree.leftCategories, 8 * firstSet);
    runtime.kernels.histPackNodes(
      tree.nodeCount,
      left.pointer,
      right.pointer,
      feature.pointer,
      threshold.pointer,
      value.pointer,
      missing.pointer,
      set.pointer,
      firstSet,
      nodes.pointer + at * NODE_BYTES,
    );
    at += tree.nodeCount;
    firstSet += tree.leftCategories.length / 8;
  }
  return { nodes: nodes.pointer, sets: sets.pointer, roots: roots.pointer, count: trees.length };
}

/** Rows in kernel memory. */
export interface KernelRows {
  readonly x: Block<Float64Array>;
  readonly rows: number;
  readonly columns: number;
}

/** Adds trees to the predictions `before` (or `baseline`, the same for all rows), shape (rows, outputs). */
export async function addHistTrees(
  runtime: Runtime,
  { x, rows, columns }: KernelRows,
  trees: PackedHistTrees,
  outputs: number,
  from: { readonly baseline: number; readonly before: number },
  out: number,
): Promise<void> {
  await runtime.runBlocks("histPredict", {
    total: rows,
    blockSize: BLOCK_ROWS,
    args: [
      x.pointer,
      columns,
      trees.nodes,
      trees.sets,
      trees.roots,
      trees.count,
      outputs,
      from.baseline,
      from.before,
      out,
    ],
  });
}

/**
 * Sum of the baseline and the leaf values of all trees, in the order of the trees.
 *
 * Cost: O(nRows × nTrees × depth), on all cores.
 *
 * @param trees tree t belongs to output t mod nOutputs.
 * @returns shape (rows, nOutputs), row-major.
 */
export async function predictHistTrees(
  trees: readonly HistTree[],
  baseline: Float64Array,
  X: Matrix,
): Promise<Float64Array> {
  const runtime = await loadRuntime();
  const outputs = baseline.length;
  const result = new Float64Array(X.rows * outputs);
  await runtime.arena.scope(async (scope) => {
    const packed = packHistTrees(runtime, scope, trees);
    const start = scope.copyF64(baseline);
    const chunk = Math.min(CHUNK_ROWS, X.rows);
    const x = scope.f64(chunk * X.columns);
    const out = scope.f64(chunk * outputs);
    for (let from = 0; from < X.rows; from += CHUNK_ROWS) {
      const rows = Math.min(CHUNK_ROWS, X.rows - from);
      x.view().set(X.data.subarray(from * X.columns, (from + rows) * X.columns));
      const given = { baseline: start.pointer, before: 0 };
      await addHistTrees(runtime, { x, rows, columns: X.columns }, packed, outputs, given, out.pointer);
      result.set(out.view().subarray(0, rows * outputs), from * outputs);
    }
  });
  return result;
}

/** {@link predictHistTrees} after each iteration. */
export async function* stagedHistPredictions(
  iterations: readonly (readonly HistTree[])[],
  baseline: Float64Array,
  X: Matrix,
): AsyncGenerator<Float64Array> {
  const outputs = baseline.length;
  const raw = new Float64Array(X.rows * outputs);
  for (let p = 0; p < raw.length; p++) raw[p] = baseline[p % outputs]!;
  for (const trees of iterations) {
    const steps = await stepOf(trees, raw, X);
    raw.set(steps);
    yield steps;
  }
}

async function stepOf(trees: readonly HistTree[], raw: Float64Array, X: Matrix): Promise<Float64Array> {
  const runtime = await loadRuntime();
  return runtime.arena.scope(async (scope) => {
    const packed = packHistTrees(runtime, scope, trees);
    const before = scope.copyF64(raw);
    const out = scope.f64(raw.length);
    const rows = { x: scope.copyF64(X.data), rows: X.rows, columns: X.columns };
    await addHistTrees(
      runtime,
      rows,
      packed,
      trees.length,
      { baseline: 0, before: before.pointer },
      out.pointer,
    );
    return out.view().slice();
  });
}
