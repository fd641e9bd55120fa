import type { Matrix } from "../../core/matrix.js";
import type { ArenaScope, Block, CancelSignal, Runtime } from "../../parallel/index.js";
import { PLAIN_FEATURES } from "../../tree/feature-roles.js";
import {
  type GrownTree,
  type GrowthCommon,
  growFromState,
  MEASURE,
  structureOf,
  type TreeSettings,
  workBytes,
} from "../../tree/grow-tree.js";
import { type GrowthPath, growthPath } from "../../tree/growth-path.js";
import { rankFeatures } from "../../tree/ranked-features.js";
import { shareData } from "../../tree/share-data.js";
import type { TreeStructure } from "../../tree/tree-structure.js";

/** Up to this many rows trees always grow in the order of a sort: it is quick, and impurities have the last bits of it, too. */
const FEW_ROWS = 1000;
/** Rows of a block of leaves: their features fit a second-level cache. */
const BLOCK_ROWS = 16384;

/** Addresses of room that boosting works in between two trees, where these grow. */
export interface BetweenTrees {
  /** f64 (3 nRows + 3). */
  readonly work: number;
  /** i32 (nRows). */
  readonly leaves: number;
  /** i32 (nRows). */
  readonly rowsOfLeaf: number;
  readonly end: number;
}

function betweenTrees(work: number, rows: number): BetweenTrees {
  const leaves = work + 24 * (rows + 1);
  return { work, leaves, rowsOfLeaf: leaves + 4 * rows, end: leaves + 8 * rows };
}

/** A signal that never cancels. */
const WANTED: CancelSignal = { aborted: false, throwIfAborted: () => {} };

/**
 * Grows regression trees one after the other on the same rows, whose target and weights change: the rows are sorted by each feature once.
 *
 * Sums round, and equal values of a feature stand in the order that a sort at the node leaves them in. That order is kept where it decides the values of
 * the leaves; elsewhere rows stand in the order of the lists, and where two cuts come so near to each other that it might matter, the tree is grown again.
 */
export class StageGrower {
  readonly #runtime: Runtime;
  readonly #common: GrowthCommon;
  readonly #work: number;
  readonly #guarded: boolean;
  readonly #signal: CancelSignal;
  readonly #mostRows: number;
  readonly #nodes: readonly [Block<Int32Array>, Block<Int32Array>, Block<Int32Array>, Block<Float64Array>];

  private constructor(
    runtime: Runtime,
    scope: ArenaScope,
    common: GrowthCommon,
    guarded: boolean,
    mostRows: number,
    signal: CancelSignal | undefined,
  ) {
    this.#runtime = runtime;
    this.#common = common;
    this.#guarded = guarded;
    this.#signal = signal ?? WANTED;
    const measure = scope.u8(MEASURE).pointer;
    const bytes = workBytes({ kernels: runtime.kernels, scratch: measure }, common);
    this.#work = scope.u8(Math.max(bytes, betweenTrees(0, mostRows).end)).pointer;
    this.#mostRows = mostRows;
    const nodes = common.nodeCapacity;
    this.#nodes = [scope.i32(nodes), scope.i32(nodes), scope.i32(nodes), scope.f64(nodes)];
  }

  /**
   * Sorts the rows; the scope holds the memory.
   *
   * @param exact whether sums must have the last bits of a sort at the node everywhere.
   * @param mostRows for how many rows there is room between trees; at least those of X.
   */
  static async prepare(
    runtime: Runtime,
    scope: ArenaScope,
    X: Matrix,
    settings: TreeSettings,
    exact: boolean,
    mostRows: number,
    signal: CancelSignal | undefined,
  ): Promise<StageGrower> {
    // The target comes with each tree.
    const data = { X, codes: undefined, y: undefined, nClasses: 1, roles: PLAIN_FEATURES, weight: undefined };
    const { hasMissing, ...shared } = shareData(scope, data, settings, true, false);
    const suits = growthPath(data, settings, hasMissing);
    const sorts = suits === "exact" ? suits : "rowLists";
    const ranks = await rankFeatures(runtime, scope, shared.x, data, settings, sorts, Infinity, signal);
    const plain =
      settings.maxLeafNodes === null && settings.minImpurityDecrease === 0 && settings.ccpAlpha === 0;
    const distinct =
      suits === "exact"
        ? new Int32Array(0)
        : new Int32Array(runtime.arena.memory.buffer, ranks.distinct, X.columns);
    const isTied = distinct.some((count) => count < X.rows);
    const guarded = !exact && plain && isTied && X.rows > FEW_ROWS;
    const path: GrowthPath = guarded ? "rowListsGuarded" : sorts;
    return new StageGrower(runtime, scope, { ...shared, path, ranks }, guarded, mostRows, signal);
  }

  /** Most nodes that a tree can have. */
  get nodeCapacity(): number {
    return this.#common.nodeCapacity;
  }

  /** Room until the next tree grows. */
  get betweenTrees(): BetweenTrees {
    return betweenTrees(this.#work, this.#mostRows);
  }

  /** Grows the tree of a target, by its address, and weights, by theirs. */
  async grow(y: number, weights: number, totalWeight: number, state: number): Promise<TreeStructure> {
    const common = { ...this.#common, y, weights, totalWeight };
    let grown = await this.#growOn(common, state);
    if (this.#guarded && grown.nearCuts > 0)
      grown = await this.#growOn({ ...common, path: "rowLists" }, state);
    return structureOf(grown);
  }

  async #growOn(common: GrowthCommon, state: number): Promise<GrownTree> {
    const { kernels, arena } = this.#runtime;
    const context = { kernels, memory: arena.memory, scratch: this.#work, signal: this.#signal };
    return growFromState(context, common, state);
  }

  /** The leaf of each row, shape (nSamples), in the room between trees. */
  async leavesOf(tree: TreeStructure): Promise<Int32Array> {
    const [left, right, feature, threshold] = this.#nodes;
    left.view().set(tree.childrenLeft);
    right.view().set(tree.childrenRight);
    feature.view().set(tree.feature);
    threshold.view().set(tree.threshold);
    const { x, rows } = this.#common;
    await this.#runtime.runBlocks("columnLeaves", {
      total: rows,
      blockSize: BLOCK_ROWS,
      args: [
        ...[x, rows, left.pointer, right.pointer, feature.pointer, threshold.pointer],
        this.betweenTrees.leaves,
      ],
      signal: this.#signal,
    });
    return new Int32Array(this.#runtime.arena.memory.buffer, this.betweenTrees.leaves, rows);
  }
}
