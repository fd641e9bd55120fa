import type { ArenaScope, Block, Runtime } from "../../parallel/index.js";
import type { ChosenSplit, GrownNode } from "./grow-hist-tree.js";

/** From so many rows on a partition is worth a call of the lanes. */
const PARTITION_ROWS = 12_000;
/** From so many rows on the join is, which reads the rows of one side. */
const JOIN_ROWS = 8000;
/** Rows of a block when predictions are brought up to date: their predictions stay in the cache for all leaves. */
const TILE_ROWS = 16_384;

/** The rows of a tree that grows, grouped by node. */
export class RowsByNode {
  /** Rows in groups, ascending within each. */
  readonly order: Block<Uint32Array>;
  readonly spare: Block<Uint32Array>;
  /** Records of the rows of the smaller child of a split. */
  readonly gathered: Block<Uint8Array>;
  readonly #plan: number;
  readonly #rows: number;
  readonly #pieceRows: number;
  readonly #lefts: Block<Int32Array>;
  readonly #set: Block<Uint32Array>;

  /** @param plan where the kernels find the settings of the fit. */
  constructor(runtime: Runtime, scope: ArenaScope, plan: number, rows: number, recordBytes: number) {
    this.#plan = plan;
    this.#rows = rows;
    this.#pieceRows = runtime.kernels.histPieceRows();
    this.order = scope.u32(rows + 3); // the kernels write four rows at a time
    this.spare = scope.u32(rows + 4);
    this.gathered = scope.u8((rows >> 1) * recordBytes + 8); // the kernels read eight bytes at a time
    this.#lefts = scope.i32(Math.ceil(rows / this.#pieceRows));
    this.#set = scope.u32(8);
  }

  /** Rows of a node, ascending; as of now. */
  rowsOf({ start, stop }: GrownNode): Uint32Array {
    return this.order.view().subarray(start, stop);
  }

  /**
   * Parts the rows of a node by its split; returns how many go left.
   *
   * @param gathers whether the histogram of the smaller child may be made next.
   */
  async partition(
    runtime: Runtime,
    { start, stop }: GrownNode,
    split: ChosenSplit,
    gathers: boolean,
  ): Promise<number> {
    const { kernels } = runtime;
    if (split.set !== undefined) this.#set.view().set(split.set);
    const lefts = this.#lefts.pointer;
    const pieces = Math.ceil((stop - start) / this.#pieceRows);
    const work = { total: pieces, blockSize: 1 };
    const set = split.set === undefined ? 0 : this.#set.pointer;
    const side = [start, stop, split.feature, split.bin, Number(split.missingLeft), set, lefts] as const;
    if (stop - start < PARTITION_ROWS) kernels.histPartition(0, pieces, 0, 0, this.#plan, ...side);
    else await runtime.runBlocks("histPartition", { ...work, args: [this.#plan, ...side] });
    const join = [this.#plan, start, stop, pieces, lefts, Number(gathers)] as const;
    if (stop - start < JOIN_ROWS) kernels.histJoin(0, pieces, 0, 0, ...join);
    else await runtime.runBlocks("histJoin", { ...work, args: join });
    return this.#lefts
      .view()
      .subarray(0, pieces)
      .reduce((sum, own) => sum + own, 0);
  }

  /** Predictions `before` with the values of the leaves added, in `after`. */
  async addLeaves(
    runtime: Runtime,
    leaves: readonly GrownNode[],
    before: number,
    after: number,
  ): Promise<void> {
    await runtime.arena.scope(async (scope) => {
      const starts = scope.copyI32(leaves.map((leaf) => leaf.start)).pointer;
      const stops = scope.copyI32(leaves.map((leaf) => leaf.stop)).pointer;
      const values = scope.copyF64(leaves.map((leaf) => leaf.value)).pointer;
      await runtime.runBlocks("histAddLeaves", {
        total: this.#rows,
        blockSize: TILE_ROWS,
        args: [this.#plan, leaves.length, starts, stops, values, before, after],
      });
    });
  }
}
