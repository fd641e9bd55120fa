import type { ArenaScope, Block, Runtime } from "../../parallel/index.js";
import type { ChosenSplit } from "./grow-hist-tree.js";

/** Most parts that the rows are cut into, and fewest rows of a part. Neither trees nor sums depend on them. */
const MOST_PARTS = 16;
const PART_ROWS = 8192;
/** From so many rows on a partition is worth a call of the lanes. */
const PARTITION_ROWS = 12_000;
/** From so many rows on their gathering is. */
const GATHER_ROWS = 4000;
/** Numbers that describe a node to the kernels, in the order of `Node` in kernels/lib/hist/plan.ts. */
export const NODE_FIELDS = 15;
/** The first of them say where its rows are. */
export const ROWS_FIELDS = 4;
const VALUE = 10;

/** The rows of a node. */
export interface NodeRows {
  readonly count: number;
  /** Number of the list that they stand in. */
  readonly list: number;
  /** Whether they stand there in descending order. */
  readonly backwards: boolean;
  /** Place of the first one in each part of the list, then how many follow one another there: shape (2, nParts). */
  readonly segments: Int32Array;
}

/**
 * The rows of a tree that grows, grouped by node. Lists are cut into the same parts as the rows, and a split parts each by itself, into the
 * same places of another list.
 */
export class RowsByNode {
  /** How many parts the rows are cut into. */
  readonly parts: number;
  /** Records of the node whose histogram is made next: the smaller child of a split. */
  readonly gathered: Block<Uint8Array>;
  readonly #plan: number;
  readonly #rows: number;
  /** All rows, then two lists that take turns as nodes are split. */
  readonly #lists: readonly Block<Uint32Array>[];
  readonly #lefts: Block<Int32Array>;
  readonly #node: Block<Float64Array>;
  readonly #segments: Block<Int32Array>;
  readonly #set: Block<Uint32Array>;

  /** @param plan where the kernels find the settings of the fit. */
  constructor(scope: ArenaScope, plan: number, rows: number, recordBytes: number) {
    this.parts = Math.min(MOST_PARTS, Math.ceil(rows / PART_ROWS));
    this.#plan = plan;
    this.#rows = rows;
    this.#lists = [scope.u32(rows), scope.u32(rows), scope.u32(rows)];
    const all = this.#lists[0]!.view();
    for (let i = 0; i < rows; i++) all[i] = i;
    this.gathered = scope.u8((rows >> 1) * recordBytes + 8); // the kernels read eight bytes at a time
    this.#lefts = scope.i32(this.parts);
    this.#node = scope.f64(NODE_FIELDS);
    this.#segments = scope.i32(2 * this.parts);
    this.#set = scope.u32(8);
  }

  /** All rows. */
  all(): NodeRows {
    const rows = this.#rows;
    const segments = new Int32Array(2 * this.parts);
    for (let k = 0; k < this.parts; k++) {
      segments[k] = Math.floor((rows * k) / this.parts);
      segments[this.parts + k] = Math.floor((rows * (k + 1)) / this.parts) - segments[k]!;
    }
    return { count: rows, list: 0, backwards: false, segments };
  }

  /** The rows of a node, ascending. */
  rowsOf({ count, list, backwards, segments }: NodeRows): Uint32Array {
    const all = this.#lists[list]!.view();
    const out = new Uint32Array(count);
    let filled = 0;
    for (let part = 0; part < this.parts; part++) {
      const first = segments[part]!;
      const own = all.subarray(first, first + segments[this.parts + part]!);
      out.set(own, filled);
      if (backwards) out.subarray(filled, filled + own.length).reverse();
      filled += own.length;
    }
    return out;
  }

  /** Tells the kernels where the rows of a node are: in the first of its numbers, and `segments`. */
  describe(rows: NodeRows, numbers: Float64Array, segments: Block<Int32Array>): void {
    segments.view().set(rows.segments);
    numbers.set([this.#lists[rows.list]!.pointer, segments.pointer, Number(rows.backwards), rows.count]);
  }

  /** Parts the rows of a node by its split, into those that go left and right. */
  async partition(runtime: Runtime, rows: NodeRows, split: ChosenSplit): Promise<[NodeRows, NodeRows]> {
    const { parts } = this;
    if (split.set !== undefined) this.#set.view().set(split.set);
    this.describe(rows, this.#node.view(), this.#segments);
    const list = rows.list === 1 ? 2 : 1;
    await runtime.runBlocks("histPartition", {
      total: parts,
      blockSize: 1,
      alone: rows.count < PARTITION_ROWS,
      args: [
        this.#plan,
        this.#node.pointer,
        this.#lists[list]!.pointer,
        split.feature,
        split.bin,
        Number(split.missingLeft),
        split.set === undefined ? 0 : this.#set.pointer,
        this.#lefts.pointer,
      ],
    });
    const left = rows.segments.slice();
    const right = rows.segments.slice();
    let count = 0;
    for (const [part, own] of this.#lefts.view().entries()) {
      left[parts + part] = own;
      right[part]! += own;
      right[parts + part]! -= own;
      count += own;
    }
    return [
      { count, list, backwards: false, segments: left },
      { count: rows.count - count, list, backwards: true, segments: right },
    ];
  }

  /** Copies the records of a node together, so that its histogram can be made. */
  async gather(runtime: Runtime, rows: NodeRows): Promise<void> {
    this.describe(rows, this.#node.view(), this.#segments);
    await runtime.runBlocks("histGather", {
      total: this.parts,
      blockSize: 1,
      alone: rows.count < GATHER_ROWS,
      args: [this.#plan, this.#node.pointer],
    });
  }

  /** Predictions `before` with the values of the leaves added, in `after`. */
  async addLeaves(
    runtime: Runtime,
    leaves: readonly { readonly rows: NodeRows; readonly value: number }[],
    before: number,
    after: number,
  ): Promise<void> {
    await runtime.arena.scope(async (scope) => {
      const nodes = scope.f64(leaves.length * NODE_FIELDS);
      for (const [k, { rows, value }] of leaves.entries()) {
        const numbers = nodes.view().subarray(k * NODE_FIELDS, (k + 1) * NODE_FIELDS);
        this.describe(rows, numbers, scope.i32(2 * this.parts));
        numbers[VALUE] = value;
      }
      await runtime.runBlocks("histAddLeaves", {
        total: this.parts,
        blockSize: 1,
        args: [this.#plan, leaves.length, nodes.pointer, before, after],
      });
    });
  }
}
