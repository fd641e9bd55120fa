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
export const NODE_FIELDS = 16;
/** The first of them say where its rows are. */
export const ROWS_FIELDS = 4;
const VALUE = 10;
const RECORDS = 15;
/** Numbers of a `Cut`. */
const CUT_FIELDS = 5;
/** Most nodes that are split together. */
export const MOST_PARENTS = 2;

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
  /** Records of the nodes whose histograms are made next: the smaller children of splits. */
  readonly #gathered: Block<Uint8Array>;
  readonly #recordBytes: number;
  readonly #plan: number;
  readonly #rows: number;
  /** All rows, then two lists that take turns as nodes are split. */
  readonly #lists: readonly Block<Uint32Array>[];
  readonly #lefts: Block<Int32Array>;
  readonly #nodes: Block<Float64Array>;
  readonly #cuts: Block<Float64Array>;
  readonly #segments: readonly Block<Int32Array>[];
  readonly #sets: readonly Block<Uint32Array>[];

  /** @param plan where the kernels find the settings of the fit. */
  constructor(scope: ArenaScope, plan: number, rows: number, recordBytes: number) {
    this.parts = Math.min(MOST_PARTS, Math.ceil(rows / PART_ROWS));
    this.#plan = plan;
    this.#rows = rows;
    this.#lists = [scope.u32(rows), scope.u32(rows), scope.u32(rows)];
    const all = this.#lists[0]!.view();
    for (let i = 0; i < rows; i++) all[i] = i;
    this.#recordBytes = recordBytes;
    this.#gathered = scope.u8((rows >> 1) * recordBytes + 8); // the kernels read eight bytes at a time
    this.#lefts = scope.i32(MOST_PARENTS * this.parts);
    this.#nodes = scope.f64(MOST_PARENTS * NODE_FIELDS);
    this.#cuts = scope.f64(MOST_PARENTS * CUT_FIELDS);
    this.#segments = Array.from({ length: MOST_PARENTS }, () => scope.i32(2 * this.parts));
    this.#sets = Array.from({ length: MOST_PARENTS }, () => scope.u32(8));
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

  /** Parts the rows of nodes by their splits, into those that go left and right. */
  async partition(
    runtime: Runtime,
    nodes: readonly { readonly rows: NodeRows; readonly split: ChosenSplit }[],
  ): Promise<[NodeRows, NodeRows][]> {
    const { parts } = this;
    const lists = nodes.map(({ rows }) => (rows.list === 1 ? 2 : 1));
    for (const [k, { rows, split }] of nodes.entries()) {
      this.#describe(k, rows);
      if (split.set !== undefined) this.#sets[k]!.view().set(split.set);
      const set = split.set === undefined ? 0 : this.#sets[k]!.pointer;
      const cut = [this.#lists[lists[k]!]!.pointer, split.feature, split.bin, Number(split.missingLeft), set];
      this.#cuts.view().set(cut, k * CUT_FIELDS);
    }
    await runtime.runBlocks("histPartition", {
      total: nodes.length * parts,
      blockSize: 1,
      alone: nodes.reduce((sum, { rows }) => sum + rows.count, 0) < PARTITION_ROWS,
      args: [this.#plan, this.#nodes.pointer, this.#cuts.pointer, this.#lefts.pointer],
    });
    const lefts = this.#lefts.view();
    return nodes.map(({ rows }, k) =>
      this.#sides(rows, lists[k]!, lefts.subarray(k * parts, (k + 1) * parts)),
    );
  }

  /** Both sides of a partition, of which `lefts` are the rows of each part on the left one. */
  #sides({ count, segments }: NodeRows, list: number, lefts: Int32Array): [NodeRows, NodeRows] {
    const { parts } = this;
    const left = segments.slice();
    const right = segments.slice();
    let onLeft = 0;
    for (let part = 0; part < parts; part++) {
      const own = lefts[part]!;
      left[parts + part] = own;
      right[part]! += own;
      right[parts + part]! -= own;
      onLeft += own;
    }
    return [
      { count: onLeft, list, backwards: false, segments: left },
      { count: count - onLeft, list, backwards: true, segments: right },
    ];
  }

  /** Copies the records of nodes, which have half of all rows at the most, together for their histograms; returns where those of each are. */
  async gather(runtime: Runtime, nodes: readonly NodeRows[]): Promise<number[]> {
    let count = 0;
    const places: number[] = [];
    for (const [k, rows] of nodes.entries()) {
      this.#describe(k, rows);
      const place = this.#gathered.pointer + count * this.#recordBytes;
      this.#nodes.view()[k * NODE_FIELDS + RECORDS] = place;
      places.push(place);
      count += rows.count;
    }
    await runtime.runBlocks("histGather", {
      total: nodes.length * this.parts,
      blockSize: 1,
      alone: count < GATHER_ROWS,
      args: [this.#plan, this.#nodes.pointer],
    });
    return places;
  }

  #describe(k: number, rows: NodeRows): void {
    const numbers = this.#nodes.view().subarray(k * NODE_FIELDS, (k + 1) * NODE_FIELDS);
    this.describe(rows, numbers, this.#segments[k]!);
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
