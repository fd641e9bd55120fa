import type { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import type { ArenaScope, Block, CancelSignal, Runtime } from "../parallel/index.js";
import { PLAIN_FEATURES } from "../tree/feature-roles.js";
import { growTrees, type TreeData, type TreeSettings } from "../tree/grow-tree.js";
import { rowBytes, rowListsBytes, rowNumberAt } from "../tree/row-numbers.js";
import { fillColumns } from "../tree/tree-input.js";
import { TreeStructure } from "../tree/tree-structure.js";

/** Bound of the seeds of trees, as scikit-learn has it: 2³¹ − 1. */
const SEEDS = 2147483647;
/** Neighbouring values at most this far apart are not separated. */
const FEATURE_THRESHOLD = Math.fround(1e-7);
/** Up to this many rows, stumps on features with equal values grow as any tree: sorting is quick, and sums have the last bits of it, too. */
const FEW_ROWS = 1000;

/** What a stump is, as settings of a tree: one split, by Gini, of all features. */
const STUMP: TreeSettings = {
  criterion: "gini",
  randomSplits: false,
  maxFeatures: null,
  bootstrap: undefined,
  maxDepth: 1,
  minSamplesSplit: 2,
  minSamplesLeaf: 1,
  minWeightFractionLeaf: 0,
  maxLeafNodes: null,
  minImpurityDecrease: 0,
  ccpAlpha: 0,
};

interface StumpBlocks {
  readonly x: Block<Float32Array>;
  /** Row numbers in ascending order of each feature. */
  readonly order: Block<Uint8Array>;
  readonly codes: Block<Int32Array>;
  readonly weights: Block<Float64Array>;
  readonly signed: Block<Float64Array>;
  readonly totals: Block<Float64Array>;
  readonly bounds: Block<Float64Array>;
  readonly cut: Block<Int32Array>;
  readonly samples: Block<Int32Array>;
  readonly flags: Block<Uint8Array>;
  readonly impurities: Block<Float64Array>;
  readonly left: Block<Float64Array>;
  readonly right: Block<Float64Array>;
}

/** The cut of a stump. */
interface StumpCut {
  readonly feature: number;
  readonly threshold: number;
}

/**
 * Grows stumps on one set of rows under ever new weights: rows are sorted by each feature once. A stump is the tree that scikit-learn grows for the
 * same seed and weights. Where cuts come so near to each other that the order of equal values might decide between them, it is grown as any tree.
 *
 * Cost: O(nFeatures × nSamples) for each stump, after O(nFeatures × nSamples × log nSamples); 6 bytes for each value of X, 7 if there are more than 65536 rows.
 */
export class StumpGrower {
  readonly #runtime: Runtime;
  readonly #X: Matrix;
  readonly #codes: Int32Array;
  readonly #nClasses: number;
  readonly #blocks: StumpBlocks;
  readonly #isTied: boolean;
  /** 1 for features of one value. */
  readonly #isConstant: Uint8Array;
  readonly #predicted: Int32Array;

  private constructor(
    runtime: Runtime,
    { X, codes, nClasses }: Pick<TreeData, "X" | "nClasses"> & { readonly codes: Int32Array },
    blocks: StumpBlocks,
    isTied: boolean,
  ) {
    this.#runtime = runtime;
    this.#X = X;
    this.#codes = codes;
    this.#nClasses = nClasses;
    this.#blocks = blocks;
    this.#isTied = isTied;
    this.#predicted = new Int32Array(X.rows);
    const [x, order] = [blocks.x.view(), blocks.order.view()];
    this.#isConstant = Uint8Array.from({ length: X.columns }, (_, j) => {
      const at = j * X.rows;
      const valueAt = (k: number): number => x[at + rowNumberAt(order, X.rows, at + k)]!;
      const [low, high] = [valueAt(0), valueAt(X.rows - 1)];
      return high <= Math.fround(low + FEATURE_THRESHOLD) ? 1 : 0;
    });
  }

  /** Sorts the rows; the scope holds the memory. */
  static async prepare(
    runtime: Runtime,
    scope: ArenaScope,
    data: Pick<TreeData, "X" | "nClasses"> & { readonly codes: Int32Array },
    signal: CancelSignal | undefined,
  ): Promise<StumpGrower> {
    const { rows, columns } = data.X;
    const cells = rows * columns;
    const x = scope.f32(cells);
    const order = scope.u8(rowListsBytes(rows, columns));
    fillColumns(data.X, x.view(), new Uint8Array(columns));
    const isTied = await sortFeatures(runtime, { x, order }, rows, columns, signal);
    // What follows takes the place in which rows were sorted.
    const blocks = {
      ...{ x, order },
      codes: scope.copyI32(data.codes),
      weights: scope.f64(rows),
      signed: scope.f64(data.nClasses === 2 ? rows : 0),
      totals: scope.f64(data.nClasses + 1),
      bounds: scope.f64(columns),
      cut: scope.i32(3),
      samples: scope.i32(rows),
      flags: scope.u8(rows + 1),
      impurities: scope.f64(3),
      left: scope.f64(data.nClasses + 1),
      right: scope.f64(data.nClasses + 1),
    };
    return new StumpGrower(runtime, data, blocks, isTied);
  }

  /** The stump of these weights, all positive, shape (nSamples). */
  async grow(weight: Float64Array, seed: number, signal: CancelSignal | undefined): Promise<TreeStructure> {
    if (this.#isTied && weight.length <= FEW_ROWS) return this.#growExactly(weight, seed, signal);
    const { kernels } = this.#runtime;
    const { codes, weights, signed, totals } = this.#blocks;
    const { rows } = this.#X;
    weights.view().set(weight);
    if (this.#nClasses === 2) kernels.signWeights(rows, codes.pointer, weights.pointer, signed.pointer);
    kernels.stumpTotals(rows, this.#nClasses, codes.pointer, weights.pointer, totals.pointer);
    const cut = await this.#bestCut(signal);
    if (cut === undefined) return this.#growExactly(weight, seed, signal);
    return this.#settle(cut, seed);
  }

  /** Class that a stump predicts for each of the rows, shape (nSamples); valid until the next call. */
  codesOf(tree: TreeStructure): Int32Array {
    const { rows } = this.#X;
    const x = this.#blocks.x.view();
    return codesOfColumn(tree, this.#predicted, (feature) =>
      x.subarray(feature * rows, (feature + 1) * rows),
    );
  }

  /** The best cut of all features; undefined if there is none, or another comes near. */
  async #bestCut(signal: CancelSignal | undefined): Promise<StumpCut | undefined> {
    const { x, order, codes, weights, signed, totals, bounds, cut, left } = this.#blocks;
    const { rows, columns } = this.#X;
    const nClasses = this.#nClasses;
    // A node of one class is a leaf.
    if (
      totals
        .view()
        .subarray(0, nClasses)
        .filter((sum) => sum > 0).length < 2
    )
      return undefined;
    const samples = [codes.pointer, weights.pointer, signed.pointer, totals.pointer, rows] as const;
    await this.#runtime.runBlocks("stumpBounds", {
      total: columns,
      blockSize: 2,
      args: [order.pointer, ...samples, nClasses, bounds.pointer],
      scratchBytes: 8 * (nClasses + 1),
      signal,
    });
    for (let j = 0; j < columns; j++) if (this.#isConstant[j] === 1) bounds.view()[j] = -1;
    // Sums of n weights round by n units at the most; the worth of a cut is made of some such sums.
    const guard = 16 * rows * Number.EPSILON * totals.view()[nClasses]!;
    this.#runtime.kernels.stumpCut(
      ...([x.pointer, order.pointer, ...samples, columns, nClasses] as const),
      ...([guard, bounds.pointer, left.pointer, cut.pointer] as const),
    );
    const [feature, position, isNear] = cut.view() as unknown as readonly [number, number, number];
    if (feature < 0 || isNear === 1) return undefined;
    const at = feature * rows;
    const valueAt = (p: number): number => x.view()[at + rowNumberAt(order.view(), rows, at + p)]!;
    return { feature, threshold: valueAt(position - 1) / 2 + valueAt(position) / 2 };
  }

  #settle({ feature, threshold }: StumpCut, seed: number): TreeStructure {
    const { x, order, codes, weights, signed, totals, samples, flags, impurities, left, right } =
      this.#blocks;
    const { rows } = this.#X;
    const last = lastVisited(seed, this.#isConstant);
    const cut = this.#runtime.kernels.stumpChildren(
      ...([order.pointer + last * rows * rowBytes(rows)] as const),
      ...([x.pointer + 4 * feature * rows, threshold, codes.pointer, weights.pointer] as const),
      ...([signed.pointer, totals.pointer, rows, this.#nClasses, samples.pointer, flags.pointer] as const),
      ...([impurities.pointer, left.pointer, right.pointer] as const),
    );
    const sums = [totals.view(), left.view(), right.view()];
    const nClasses = this.#nClasses;
    return new TreeStructure(
      {
        childrenLeft: Int32Array.of(1, -1, -1),
        childrenRight: Int32Array.of(2, -1, -1),
        feature: Int32Array.of(feature, -2, -2),
        threshold: Float64Array.of(threshold, -2, -2),
        impurity: impurities.view().slice(),
        nNodeSamples: Int32Array.of(rows, cut, rows - cut),
        weightedNNodeSamples: Float64Array.from(sums, (sum) => sum[nClasses]!),
        value: Float64Array.from(
          sums.flatMap((sum) => Array.from(sum.subarray(0, nClasses), (s) => s / sum[nClasses]!)),
        ),
        missingGoToLeft: Uint8Array.of(cut > rows - cut ? 1 : 0, 0, 0),
        leftCategories: new Uint32Array(0),
      },
      1,
    );
  }

  async #growExactly(
    weight: Float64Array,
    seed: number,
    signal: CancelSignal | undefined,
  ): Promise<TreeStructure> {
    const data = {
      X: this.#X,
      codes: this.#codes,
      y: undefined,
      nClasses: this.#nClasses,
      roles: PLAIN_FEATURES,
      weight,
    };
    const [tree] = await growTrees(data, STUMP, [seed], { signal });
    return tree!;
  }
}

/** Sorts the rows by every feature; true if a feature has equal values. */
async function sortFeatures(
  runtime: Runtime,
  { x, order }: Pick<StumpBlocks, "x" | "order">,
  rows: number,
  columns: number,
  signal: CancelSignal | undefined,
): Promise<boolean> {
  return runtime.arena.scope(async (scope) => {
    const distinct = scope.i32(columns);
    await runtime.runBlocks("sortFeatures", {
      total: columns,
      blockSize: 1,
      args: [x.pointer, rows, order.pointer, distinct.pointer],
      scratchBytes: rows * 16 + 8192,
      signal,
    });
    return distinct.view().some((count) => count < rows);
  });
}

/** The feature that the draw without replacement of this seed looks at last. */
function lastVisited(seed: number, isConstant: Uint8Array): number {
  let state = new RandomState(seed).randint(0, SEEDS);
  const random = (bound: number): number => {
    if (state === 0) state = 1;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state & SEEDS) % bound;
  };
  const order = Int32Array.from(isConstant.keys());
  const swap = (i: number, j: number): void => {
    const f = order[i]!;
    order[i] = order[j]!;
    order[j] = f;
  };
  let last = 0;
  let constants = 0;
  for (let undrawn = order.length; undrawn > constants; ) {
    const j = random(undrawn - constants) + constants;
    const f = order[j]!;
    if (isConstant[f] === 1) swap(j, constants++);
    else {
      last = f;
      swap(j, --undrawn);
    }
  }
  return last;
}

/** Class that a stump predicts for each row of its columns, into `out`, shape (nSamples). */
function codesOfColumn(
  { feature, threshold, value, nValues }: TreeStructure,
  out: Int32Array,
  columnOf: (feature: number) => Float32Array,
): Int32Array {
  const classOf = (node: number): number => {
    const shares = value.subarray(node * nValues, (node + 1) * nValues);
    return shares.indexOf(shares.reduce((a, b) => Math.max(a, b)));
  };
  if (feature.length === 1) return out.fill(classOf(0));
  const [left, right, cut] = [classOf(1), classOf(2), threshold[0]!];
  const column = columnOf(feature[0]!);
  // Without a branch, which is hard to foretell.
  for (let i = 0; i < out.length; i++) out[i] = right + (left - right) * Number(column[i]! <= cut);
  return out;
}

/** Class that a stump predicts for each row, shape (nSamples). */
export function stumpCodes(tree: TreeStructure, { data, rows, columns }: Matrix): Int32Array {
  return codesOfColumn(tree, new Int32Array(rows), (feature) => {
    const column = new Float32Array(rows);
    for (let i = 0, p = feature; i < rows; i++, p += columns) column[i] = data[p]!;
    return column;
  });
}
