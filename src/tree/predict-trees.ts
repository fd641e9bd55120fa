import type { Label } from "../base/estimator.js";
import { mostProbable } from "../base/most-probable.js";
import { Matrix } from "../core/matrix.js";
import { copyRows } from "../core/picked-rows.js";
import {
  type ArenaScope,
  type Block,
  type CancelSignal,
  type KeptBlock,
  loadRuntime,
  type Runtime,
} from "../parallel/index.js";
import { type PlacedTrees, TreeLayout } from "./placed-trees.js";
import type { TreeStructure } from "./tree-structure.js";

/** Rows of a block, unless their values as 32-bit floats fill more than {@link BLOCK_VALUES}: those of 20 features lie in the second-level cache. */
const BLOCK_ROWS = 2048;
const BLOCK_VALUES = 2 ** 20;

/** Rows of a block where all trees together have few bytes of nodes: those of 20 features lie in the first-level cache. */
const SMALL_BLOCK_ROWS = 256;
const FEW_NODES = 8192;

/**
 * How many blocks there are at least where lanes share the work, if the rows suffice: so that all have some; and fewest rows of a block, since
 * each reads all trees anew.
 */
const LEAST_BLOCKS = 8;
const LEAST_BLOCK_ROWS = 512;

/** Blocks whose rows are copied to kernel memory at a time, if the lanes share the work. */
const CHUNK_BLOCKS = 32;

/** Up to this many rows walk one by one, through several trees at a time. */
const FEW_ROWS = 7;

/** Up to so many steps, a few milliseconds, work is not shared: other lanes, which may be late, would be waited for. */
const WORK_OF_ONE_LANE = 2_500_000;

/** How rows are to be walked. */
export interface WalkOptions {
  readonly signal?: CancelSignal | undefined;
  /** Where the values of X were not looked at: called once if one is missing or infinite as a 32-bit float; throws if it may not be. */
  readonly check?: (() => void) | undefined;
  /** Where sums go; default: a new array. */
  readonly out?: Float64Array | undefined;
}

/** What a kernel gives for each row. */
interface RowKernel<A extends Float64Array | Int32Array> {
  readonly name: "forestSums" | "forestLeaves" | "forestClasses";
  /** Numbers for each row. */
  readonly width: number;
  /** Bytes of scratch for each row beside those for its values. */
  readonly rowBytes?: number;
  readonly few: (trees: PlacedTrees, X: Matrix) => boolean;
  readonly block: (scope: ArenaScope, length: number) => Block<A>;
  /** Takes what came out for the rows from a given one on. */
  readonly take: (results: A, from: number) => void;
}

/** How the rows are cut. */
interface Cut {
  /** Whether there is too little work to share it. */
  readonly alone: boolean;
  readonly blockRows: number;
  /** Rows that are copied to kernel memory at a time, whole blocks. */
  readonly chunkRows: number;
}

/** Trees and the block that they lie in. */
interface KeptTrees {
  readonly block: KeptBlock;
  readonly trees: PlacedTrees;
}

/**
 * Walks rows through trees, which stay in kernel memory between calls while there is room.
 *
 * Cost: O(nSamples × depth) for each tree, on all lanes.
 */
export class TreePredictor {
  readonly #trees: readonly TreeStructure[];
  readonly #stays: boolean;
  #layout: TreeLayout | undefined;
  #kept: KeptTrees | undefined;

  /** @param stays whether the trees will be used again. */
  constructor(trees: readonly TreeStructure[], stays = true) {
    this.#trees = trees;
    this.#stays = stays;
  }

  /**
   * Sum over the trees of the values of the leaves that the rows reach, added in the order of the trees.
   *
   * @returns shape (rows, nValues), row-major.
   * @throws the signal's reason if cancelled; what `check` throws.
   */
  async sums(X: Matrix, options: WalkOptions = {}): Promise<Float64Array> {
    const { nValues } = this.#trees[0]!;
    const { out = new Float64Array(X.rows * nValues) } = options;
    const kernel: RowKernel<Float64Array> = {
      name: "forestSums",
      width: nValues,
      few: (trees, rows) => trees.sumFew(rows, out),
      block: (scope, length) => scope.f64(length),
      take: (sums, from) => out.set(sums, from * nValues),
    };
    await this.#walk(kernel, X, options);
    return out;
  }

  /**
   * The class of the largest mean value of the leaves that a row reaches; the first of equal ones.
   *
   * @throws as {@link TreePredictor.sums}.
   */
  async labels<L extends Label>(X: Matrix, classes: readonly L[], options: WalkOptions = {}): Promise<L[]> {
    if (X.rows <= FEW_ROWS) {
      const sums = await this.sums(X, options);
      for (let p = 0; p < sums.length; p++) sums[p]! /= this.#trees.length;
      return mostProbable(new Matrix(sums, X.rows, classes.length), classes);
    }
    const out = new Array<L>(X.rows);
    const kernel: RowKernel<Int32Array> = {
      name: "forestClasses",
      width: 1,
      rowBytes: 8 * classes.length,
      few: () => false,
      block: (scope, length) => scope.i32(length),
      take: (codes, from) => {
        for (let i = 0; i < codes.length; i++) out[from + i] = classes[codes[i]!]!;
      },
    };
    await this.#walk(kernel, X, options);
    return out;
  }

  /** Leaf that each row reaches in each tree, shape (rows, nTrees), row-major. Throws as {@link TreePredictor.sums}. */
  async leaves(X: Matrix, options: WalkOptions = {}): Promise<Int32Array> {
    const width = this.#trees.length;
    const out = new Int32Array(X.rows * width);
    const kernel: RowKernel<Int32Array> = {
      name: "forestLeaves",
      width,
      few: (trees, rows) => trees.leavesOfFew(rows, out),
      block: (scope, length) => scope.i32(length),
      take: (leaves, from) => out.set(leaves, from * width),
    };
    await this.#walk(kernel, X, options);
    return out;
  }

  async #walk<A extends Float64Array | Int32Array>(
    kernel: RowKernel<A>,
    X: Matrix,
    { signal, check }: WalkOptions,
  ): Promise<void> {
    signal?.throwIfAborted();
    const runtime = await loadRuntime();
    const kept = this.#keep(runtime, X.columns);
    if (kept !== undefined && X.rows <= FEW_ROWS) {
      if (kernel.few(kept.trees, X)) check?.();
      return;
    }
    await runtime.arena.scope(async (scope) => {
      if (kept !== undefined) scope.hold(kept.block);
      const trees = kept?.trees ?? placeIn(scope, runtime, this.#layoutFor(runtime, X.columns));
      const odd =
        X.rows <= FEW_ROWS
          ? kernel.few(trees, X)
          : await walkBlocks(scope, trees, kernel, cutOf(this.#trees, X), X, signal);
      if (odd) check?.();
    });
  }

  /** The trees in a block of their own; undefined if they are not kept. */
  #keep(runtime: Runtime, nFeatures: number): KeptTrees | undefined {
    const kept = this.#kept;
    if (kept !== undefined && !kept.block.isGone && kept.trees.runtime === runtime) return kept;
    this.#kept = undefined;
    if (!this.#stays) return undefined;
    const layout = this.#layoutFor(runtime, nFeatures);
    const block = runtime.arena.keep(this, layout.bytes);
    if (block !== undefined) this.#kept = { block, trees: layout.place(runtime, block.pointer) };
    return this.#kept;
  }

  #layoutFor(runtime: Runtime, nFeatures: number): TreeLayout {
    this.#layout ??= new TreeLayout(runtime, this.#trees, nFeatures);
    return this.#layout;
  }
}

function placeIn(scope: ArenaScope, runtime: Runtime, layout: TreeLayout): PlacedTrees {
  return layout.place(runtime, scope.u8(layout.bytes).pointer);
}

/** How rows are cut into blocks, whole tiles of 8, and chunks. */
function cutOf(trees: readonly TreeStructure[], { rows, columns }: Matrix): Cut {
  const nodes = trees.reduce((sum, tree) => sum + tree.nodeCount, 0);
  const steps = trees.reduce((sum, tree) => sum + tree.maxDepth, trees.length);
  const alone = rows * (columns + steps) <= WORK_OF_ONE_LANE;
  const most = nodes <= FEW_NODES ? SMALL_BLOCK_ROWS : BLOCK_ROWS;
  const shared = alone ? rows : Math.max(LEAST_BLOCK_ROWS, rows / LEAST_BLOCKS);
  const fitting = Math.min(most, BLOCK_VALUES / columns, shared);
  const blockRows = Math.max(8, 8 * Math.floor(fitting / 8));
  return { alone, blockRows, chunkRows: Math.min(alone ? blockRows : CHUNK_BLOCKS * blockRows, rows) };
}

/** Walks the rows in blocks, chunk by chunk. Returns whether a value is missing or infinite. */
async function walkBlocks<A extends Float64Array | Int32Array>(
  scope: ArenaScope,
  { runtime, pointer }: PlacedTrees,
  { name, width, rowBytes = 0, block, take }: RowKernel<A>,
  { alone, blockRows, chunkRows }: Cut,
  X: Matrix,
  signal: CancelSignal | undefined,
): Promise<boolean> {
  const { rows, columns } = X;
  const x = scope.f64(chunkRows * columns);
  const results = block(scope, chunkRows * width);
  const oddities = scope.u32(Math.ceil(chunkRows / blockRows));
  const scratchBytes = (4 * (columns + 1) + rowBytes) * blockRows + 64;
  const scratch = alone ? scope.u8(scratchBytes).pointer : 0;
  const args = [x.pointer, columns, pointer, oddities.pointer, results.pointer] as const;
  let odd = 0;
  for (let from = 0; from < rows; from += chunkRows) {
    const total = Math.min(chunkRows, rows - from);
    copyRows(X, from, x.view().subarray(0, total * columns));
    if (alone) runtime.kernels[name](0, total, 0, scratch, ...args);
    else await runtime.runBlocks(name, { total, blockSize: blockRows, args, scratchBytes, signal });
    for (const bits of oddities.view().subarray(0, Math.ceil(total / blockRows))) odd |= bits;
    take(results.view().subarray(0, total * width) as A, from);
  }
  return odd !== 0;
}

/** {@link TreePredictor.sums} of trees that are used once. */
export function sumTreeValues(
  trees: readonly TreeStructure[],
  X: Matrix,
  options: WalkOptions = {},
): Promise<Float64Array> {
  return new TreePredictor(trees, false).sums(X, options);
}

/** {@link TreePredictor.leaves} of trees that are used once. */
export function leavesOf(trees: readonly TreeStructure[], X: Matrix): Promise<Int32Array> {
  return new TreePredictor(trees, false).leaves(X);
}
