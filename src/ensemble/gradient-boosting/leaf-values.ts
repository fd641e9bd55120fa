import type { ArenaScope, Block, Runtime } from "../../parallel/index.js";
import { type TreeArrays, TreeStructure } from "../../tree/tree-structure.js";
import { type BoostingLoss, LOSSES, leafShift, takesNewtonStep } from "./boosting-loss.js";
import type { BetweenTrees } from "./stage-grower.js";

/** Addresses of what the leaves of a tree are made from, shape (nSamples). */
export interface LeafSources {
  /** The class of the tree; 0 unless there are more than two. */
  readonly k: number;
  readonly y: number;
  readonly raw: number;
  readonly negativeGradient: number;
  readonly weight: number;
  /** The leaf of each row. */
  readonly leaves: number;
  /** 1 for the rows of the stage; or 0: all are. */
  readonly inBag: number;
}

/** Gives leaves the values that lower the loss: for classification by one Newton step, else those that lower it most. */
export class LeafValues {
  readonly #runtime: Runtime;
  readonly #loss: BoostingLoss;
  readonly #rows: number;
  readonly #starts: Block<Int32Array>;
  readonly #values: Block<Float64Array>;
  readonly #room: BetweenTrees;

  constructor(
    runtime: Runtime,
    scope: ArenaScope,
    loss: BoostingLoss,
    rows: number,
    nodeCapacity: number,
    room: BetweenTrees,
  ) {
    this.#runtime = runtime;
    this.#loss = loss;
    this.#rows = rows;
    this.#starts = scope.i32(nodeCapacity + 1);
    this.#values = scope.f64(nodeCapacity);
    this.#room = room;
  }

  /** The tree with leaves that lower the loss; with squared_error they are what they should be. */
  of(tree: TreeStructure, sources: LeafSources, bound: number): TreeStructure {
    if (this.#loss.name === "squared_error") return tree;
    const { kernels } = this.#runtime;
    const { leaves, inBag } = sources;
    kernels.groupByLeaf(
      ...([this.#rows, tree.nodeCount, leaves, inBag] as const),
      ...([this.#starts.pointer, this.#room.rowsOfLeaf] as const),
    );
    this.#values.view().set(tree.value);
    if (takesNewtonStep(this.#loss)) this.#step(tree.nodeCount, sources);
    else this.#shift(tree, sources, bound);
    const value = this.#values.view().slice(0, tree.nodeCount);
    return new TreeStructure({ ...(tree as TreeArrays), value }, tree.maxDepth, tree.packed);
  }

  #step(nodes: number, { k, y, negativeGradient, weight }: LeafSources): void {
    const { name, nTrees } = this.#loss;
    const factor = name === "multinomial" ? (nTrees - 1) / nTrees : 1;
    this.#runtime.kernels.newtonSteps(
      ...([nodes, this.#starts.pointer, this.#room.rowsOfLeaf] as const),
      ...([LOSSES[name], factor, k, y, negativeGradient, weight] as const),
      ...([this.#room.work, this.#values.pointer] as const),
    );
  }

  #shift(tree: TreeStructure, sources: LeafSources, bound: number): void {
    const { buffer } = this.#runtime.arena.memory;
    const [y, raw, weight] = [sources.y, sources.raw, sources.weight].map(
      (pointer) => new Float64Array(buffer, pointer, this.#rows),
    ) as [Float64Array, Float64Array, Float64Array];
    const starts = this.#starts.view();
    const rowsOfLeaf = new Int32Array(buffer, this.#room.rowsOfLeaf, this.#rows);
    for (let leaf = 0; leaf < tree.nodeCount; leaf++) {
      const index = rowsOfLeaf.subarray(starts[leaf]!, starts[leaf + 1]!);
      if (tree.childrenLeft[leaf]! >= 0) continue;
      const residuals = Float64Array.from(index, (i) => y[i]! - raw[i]!);
      const weights = Float64Array.from(index, (i) => weight[i]!);
      this.#values.view()[leaf] = leafShift(this.#loss, residuals, weights, bound);
    }
  }
}
