import { type ArenaScope, type CancelSignal, loadRuntime, type Runtime } from "../parallel/index.js";
import type { KernelMetric } from "./distance-metric.js";
import type { Asking, NeighborIndex, TakeNeighbors } from "./neighbor-index.js";
import { copyView, type RowView } from "./row-view.js";
import { spatialOrder } from "./spatial-order.js";

/** What a node knows of its points: a box, or a centroid and a radius. */
export type TreeKind = "kd_tree" | "ball_tree";

/** The arrays of a tree; see kernels/binary-tree.ts for their layout. */
export interface TreeArrays {
  readonly levels: number;
  /** Samples by leaf, in pairs, shape (slots, nFeatures). */
  readonly leaves: Float64Array;
  /** Sample of each slot, shape (slots); -1 where a leaf of odd size leaves one empty. */
  readonly slots: Int32Array;
  /** Boxes or centroids of the children of each inner node. */
  readonly bounds: Float64Array;
  /** Radii of the children of each inner node; empty for a k-d tree. */
  readonly radii: Float64Array;
}

// Work worth a block: about a quarter of a millisecond.
const POINTS_A_BLOCK = 4096;
const STEPS_A_BLOCK = 500_000;
// Elements of queries that lie in kernel memory at a time, and neighbours: eight megabytes, twelve megabytes.
const ELEMENTS_AT_ONCE = 2 ** 20;
const NEIGHBORS_AT_ONCE = 2 ** 20;

/**
 * A k-d tree or ball tree over samples: balanced, split at the median of the widest feature, node by node the tree
 * that scikit-learn builds, so that equal distances come in the same order.
 *
 * Cost: O(n d log n) to build; a query takes O(d log n) in few dimensions and tends to O(n d) in many.
 *
 * @see Bentley (1975), doi:10.1145/361002.361007; Omohundro (1989), Five balltree construction algorithms.
 */
export class BinaryTree implements NeighborIndex {
  readonly #kind: TreeKind;
  readonly #metric: KernelMetric;
  readonly #nSamples: number;
  readonly #nFeatures: number;
  /** @internal */
  readonly arrays: TreeArrays;

  /** @internal */
  constructor(kind: TreeKind, metric: KernelMetric, nSamples: number, nFeatures: number, arrays: TreeArrays) {
    this.#kind = kind;
    this.#metric = metric;
    this.#nSamples = nSamples;
    this.#nFeatures = nFeatures;
    this.arrays = arrays;
  }

  /** @param rows samples; neither kept nor changed. */
  static async build(
    kind: TreeKind,
    metric: KernelMetric,
    rows: RowView,
    leafSize: number,
    signal?: CancelSignal,
  ): Promise<BinaryTree> {
    const { count: nSamples, columns: nFeatures } = rows;
    const runtime = await loadRuntime();
    const arrays = await runtime.arena.scope((scope) =>
      buildTree(runtime, scope, { kind, metric, rows, nSamples, nFeatures, leafSize, signal }),
    );
    return new BinaryTree(kind, metric, nSamples, nFeatures, arrays);
  }

  samples(): Float64Array {
    const { leaves, slots } = this.arrays;
    const d = this.#nFeatures;
    const rows = new Float64Array(this.#nSamples * d);
    for (let slot = 0; slot < slots.length; slot++) {
      if (slots[slot]! < 0) continue;
      let from = (slot >> 1) * 2 * d + (slot & 1);
      for (let to = slots[slot]! * d, end = to + d; to < end; to++, from += 2) rows[to] = leaves[from]!;
    }
    return rows;
  }

  async nearest(queries: RowView, k: number, { signal }: Asking, take: TakeNeighbors): Promise<void> {
    const { levels, leaves, slots, bounds, radii } = this.arrays;
    const d = this.#nFeatures;
    const { count } = queries;
    const step = Math.max(
      1,
      Math.min(count, Math.ceil(ELEMENTS_AT_ONCE / d), Math.floor(NEIGHBORS_AT_ONCE / k)),
    );
    const largestLeaf = Math.ceil(this.#nSamples / 2 ** (levels - 1));
    const runtime = await loadRuntime();
    await runtime.arena.scope(async (scope) => {
      const tree = [
        scope.copyF64(leaves),
        scope.copyI32(slots),
        scope.copyF64(bounds),
        scope.copyF64(radii),
      ].map(({ pointer }) => pointer);
      const params = scope.copyF64(this.#metric.params).pointer;
      const asked = { rows: scope.f64(step * d), order: scope.i32(step) };
      const found = { distances: scope.f64(step * k), indices: scope.i32(step * k) };
      for (let from = 0; from < count; from += step) {
        const total = Math.min(step, count - from);
        const rows = asked.rows.view().subarray(0, total * d);
        copyView(queries, from, from + total, rows);
        asked.order.view().set(spatialOrder(rows, d));
        await runtime.runBlocks("queryTree", {
          total,
          blockSize: Math.max(32, Math.ceil(STEPS_A_BLOCK / (levels * largestLeaf * (d + 1)))),
          scratchBytes: 2048 + 8 * (largestLeaf + 2 + 4 * d + 8),
          signal,
          args: [
            this.#kind === "ball_tree" ? 1 : 0,
            this.#metric.code,
            params,
            this.#nSamples,
            d,
            levels,
            k,
            asked.order.pointer,
            asked.rows.pointer,
            ...tree,
            found.distances.pointer,
            found.indices.pointer,
          ],
        });
        const distances = found.distances.view().subarray(0, total * k);
        const indices = found.indices.view().subarray(0, total * k);
        take({ distances, indices, queries: total, k }, from);
      }
    });
  }
}

interface BuildWork {
  readonly kind: TreeKind;
  readonly metric: KernelMetric;
  readonly rows: RowView;
  readonly nSamples: number;
  readonly nFeatures: number;
  readonly leafSize: number;
  readonly signal: CancelSignal | undefined;
}

async function buildTree(runtime: Runtime, scope: ArenaScope, work: BuildWork): Promise<TreeArrays> {
  const { nSamples, nFeatures: d, kind, metric } = work;
  const levels = Math.floor(Math.log2(Math.max(1, (nSamples - 1) / work.leafSize))) + 1;
  const leafCount = 2 ** (levels - 1);
  const slotCount = nSamples + leafCount + 1;
  const ball = kind === "ball_tree";
  let source = scope.f64(slotCount * d);
  let target = scope.f64(slotCount * d);
  const index = scope.i32(nSamples);
  const slots = scope.i32(slotCount);
  const bounds = scope.f64((leafCount - 1) * d * (ball ? 2 : 4));
  const radii = scope.f64(ball ? (leafCount - 1) * 2 : 0);
  const params = scope.copyF64(metric.params);
  for (const block of [source, target]) block.view().fill(0); // empty slots are stored with the model
  copyView(work.rows, 0, nSamples, source.view().subarray(0, nSamples * d));
  slots.view().fill(-1);
  const samples = index.view();
  for (let i = 0; i < nSamples; i++) samples[i] = i;
  for (let level = 0; level < levels; level++) {
    const largestNode = Math.ceil(nSamples / 2 ** level);
    await runtime.runBlocks("buildTreeLevel", {
      total: 2 ** level,
      blockSize: Math.ceil(POINTS_A_BLOCK / largestNode),
      scratchBytes: 16 * largestNode + 8 * (9 * d + 8),
      signal: work.signal,
      args: [
        ball ? 1 : 0,
        metric.code,
        params.pointer,
        nSamples,
        d,
        level,
        levels,
        source.pointer,
        target.pointer,
        index.pointer,
        slots.pointer,
        bounds.pointer,
        radii.pointer,
      ],
    });
    [source, target] = [target, source];
  }
  return {
    levels,
    leaves: source.view().slice(),
    slots: slots.view().slice(),
    bounds: bounds.view().slice(),
    radii: radii.view().slice(),
  };
}
