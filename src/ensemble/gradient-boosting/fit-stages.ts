import type { FitOptions } from "../../base/estimator.js";
import type { Matrix } from "../../core/matrix.js";
import { pairwiseSum } from "../../core/pairwise-sum.js";
import { RandomState } from "../../core/random-state.js";
import { type ArenaScope, type Block, loadRuntime, type Runtime } from "../../parallel/index.js";
import { nextTurn } from "../../parallel/platform.js";
import { leavesOf } from "../../tree/predict-trees.js";
import { type TreeArrays, TreeStructure } from "../../tree/tree-structure.js";
import {
  type BoostingLoss,
  huberBound,
  LOSSES,
  type LossRows,
  leafValue,
  meanLoss,
} from "./boosting-loss.js";
import type { GradientBoostingParams } from "./gradient-boosting-params.js";
import { StageGrower } from "./stage-grower.js";

/** Bound of the seeds of trees, as scikit-learn has it: 2³¹ − 1. */
const SEEDS = 2147483647;
/** Rows of a block of gradients. */
const BLOCK_ROWS = 2048;

/** Rows to boost on, with the raw predictions that boosting begins with: that of tree k at k × rows. */
export interface StageRows extends LossRows {
  readonly X: Matrix;
}

/** What boosting by gradients results in. */
export interface FittedStages {
  /** Trees of each stage, one for each class or one in all; their leaves are not yet multiplied by the learning rate. */
  readonly stages: readonly (readonly TreeStructure[])[];
  /** Loss on the rows that each stage was fitted to. */
  readonly trainScore: Float64Array;
  /** Loss on the rows left out of each stage; undefined without subsampling. */
  readonly oobScores: Float64Array | undefined;
  /** Fall of the loss on the rows left out of each stage; undefined without subsampling. */
  readonly oobImprovement: Float64Array | undefined;
}

/**
 * Gradient boosting: every stage fits a regression tree to the negative gradient of the loss, gives each leaf the value that lowers the loss most, and
 * adds a share of the tree to the raw predictions.
 *
 * @param held rows to end early by; undefined: all stages are fitted.
 * @see Friedman (2001), Greedy function approximation, doi:10.1214/aos/1013203451; Friedman (2002), Stochastic gradient boosting.
 */
export async function fitStages(
  rows: StageRows,
  held: StageRows | undefined,
  loss: BoostingLoss,
  params: GradientBoostingParams,
  options: FitOptions,
): Promise<FittedStages> {
  const runtime = await loadRuntime();
  return runtime.arena.scope(async (scope) => {
    const { learningRate: _, nEstimators: __, subsample: ___, randomState: ____, ...growth } = params;
    const settings = {
      ...growth,
      criterion: "squared_error",
      randomSplits: false,
      bootstrap: undefined,
    } as const;
    const exact = loss.name === "squared_error";
    const grower = await StageGrower.prepare(runtime, scope, rows.X, settings, exact, options.signal);
    const boosting = new Boosting(runtime, scope, rows, loss, params, grower);
    return runStages(boosting, held, params, options);
  });
}

async function runStages(
  boosting: Boosting,
  held: StageRows | undefined,
  { nEstimators, learningRate, nIterNoChange, tol }: GradientBoostingParams,
  { signal, onProgress }: FitOptions,
): Promise<FittedStages> {
  const history = new Float64Array(nIterNoChange ?? 0).fill(Number.POSITIVE_INFINITY);
  const stages: (readonly TreeStructure[])[] = [];
  for (let stage = 0; stage < nEstimators; stage++) {
    await nextTurn();
    signal?.throwIfAborted();
    const trees = await boosting.fitStage();
    stages.push(trees);
    onProgress?.({ done: stage + 1, total: nEstimators });
    if (held === undefined) continue;
    for (const [k, tree] of trees.entries()) await addTree(tree, held, k, learningRate);
    const score = boosting.meanLoss(held);
    if (!history.some((earlier) => score + tol < earlier)) break;
    history[stage % history.length] = score;
  }
  return { stages, ...boosting.scores() };
}

/** Adds a tree's leaves to the raw predictions of tree k. */
async function addTree(
  tree: TreeStructure,
  { X, raw }: StageRows,
  k: number,
  learningRate: number,
): Promise<void> {
  const leaves = await leavesOf([tree], X);
  for (let i = 0; i < X.rows; i++) raw[k * X.rows + i]! += learningRate * tree.value[leaves[i]!]!;
}

/** State of boosting between stages; target, gradients, weights and raw predictions stay in kernel memory. */
class Boosting {
  readonly #runtime: Runtime;
  readonly #rows: StageRows;
  readonly #loss: BoostingLoss;
  readonly #params: GradientBoostingParams;
  readonly #grower: StageGrower;
  readonly #random: RandomState;
  readonly #y: Block<Float64Array>;
  readonly #raw: Block<Float64Array>;
  readonly #gradient: Block<Float64Array>;
  readonly #weight: Block<Float64Array>;
  readonly #trainScore: number[] = [];
  readonly #oobScores: number[] = [];
  readonly #oobImprovement: number[] = [];
  // What the first loss on rows that were left out goes by.
  #bound = 0.5;

  constructor(
    runtime: Runtime,
    scope: ArenaScope,
    rows: StageRows,
    loss: BoostingLoss,
    params: GradientBoostingParams,
    grower: StageGrower,
  ) {
    this.#runtime = runtime;
    this.#rows = rows;
    this.#loss = loss;
    this.#params = params;
    this.#grower = grower;
    this.#random = new RandomState(params.randomState);
    this.#y = scope.copyF64(rows.y);
    this.#raw = scope.copyF64(rows.raw);
    this.#gradient = scope.f64(rows.raw.length);
    this.#weight = scope.copyF64(rows.weight);
  }

  /** Mean loss of other rows, by the present bound of Huber's loss. */
  meanLoss(rows: LossRows): number {
    return meanLoss(this.#loss, rows, this.#bound);
  }

  scores(): Pick<FittedStages, "trainScore" | "oobScores" | "oobImprovement"> {
    const draws = this.#params.subsample < 1;
    return {
      trainScore: Float64Array.from(this.#trainScore),
      oobScores: draws ? Float64Array.from(this.#oobScores) : undefined,
      oobImprovement: draws ? Float64Array.from(this.#oobImprovement) : undefined,
    };
  }

  async fitStage(): Promise<TreeStructure[]> {
    const inBag = this.#drawRows();
    const first = this.#oobScores.length === 0 ? this.#lossOf(inBag, 0) : this.#oobScores.at(-1)!;
    if (this.#loss.name === "huber") this.#bound = huberBound(this.#loss, this.#current());
    await this.#fillGradients();
    const weight = this.#weight.view();
    for (let i = 0; i < weight.length; i++) weight[i] = inBag?.[i] === 0 ? 0 : this.#rows.weight[i]!;
    const trees: TreeStructure[] = [];
    for (let k = 0; k < this.#loss.nTrees; k++) trees.push(await this.#fitTree(k, inBag));
    this.#trainScore.push(this.#lossOf(inBag, 1));
    if (inBag === undefined) return trees;
    const score = this.#lossOf(inBag, 0);
    this.#oobScores.push(score);
    this.#oobImprovement.push(first - score);
    return trees;
  }

  /** 1 for the rows of the stage, drawn without replacement; undefined: all are. */
  #drawRows(): Uint8Array | undefined {
    const { subsample } = this.#params;
    if (subsample >= 1) return undefined;
    const rows = this.#rows.y.length;
    const wanted = Math.max(1, Math.floor(subsample * rows));
    const draws = this.#random.random(rows);
    const inBag = new Uint8Array(rows);
    let chosen = 0;
    for (let i = 0; i < rows; i++) {
      if (draws[i]! * (rows - i) >= wanted - chosen) continue;
      inBag[i] = 1;
      chosen++;
    }
    return inBag;
  }

  #current(): LossRows {
    return { y: this.#rows.y, raw: this.#raw.view(), weight: this.#rows.weight };
  }

  /** Mean loss of the rows whose mark is `kept`; of all rows without marks. */
  #lossOf(inBag: Uint8Array | undefined, kept: number): number {
    const rows = this.#current();
    if (inBag === undefined) return kept === 1 ? this.meanLoss(rows) : Number.NaN;
    const index = Int32Array.from(inBag.keys()).filter((i) => inBag[i] === kept);
    const pick = (values: Float64Array, offset = 0): Float64Array =>
      Float64Array.from(index, (i) => values[offset + i]!);
    const raw = new Float64Array(index.length * this.#loss.nTrees);
    for (let k = 0; k < this.#loss.nTrees; k++) raw.set(pick(rows.raw, k * inBag.length), k * index.length);
    return this.meanLoss({ y: pick(rows.y), raw, weight: pick(rows.weight) });
  }

  async #fillGradients(): Promise<void> {
    const total = this.#rows.y.length;
    const { name, nTrees, alpha } = this.#loss;
    const blocks = [this.#y.pointer, this.#raw.pointer, this.#gradient.pointer];
    if (name === "multinomial")
      await this.#runtime.runBlocks("multinomialGradients", {
        total,
        blockSize: BLOCK_ROWS,
        args: [nTrees, total, ...blocks],
      });
    else
      await this.#runtime.runBlocks("negativeGradients", {
        total,
        blockSize: BLOCK_ROWS,
        args: [LOSSES[name], name === "huber" ? this.#bound : alpha, ...blocks],
      });
  }

  async #fitTree(k: number, inBag: Uint8Array | undefined): Promise<TreeStructure> {
    const rows = this.#rows.y.length;
    const state = this.#random.randint(0, SEEDS);
    const grown = await this.#grower.grow(
      this.#gradient.pointer + 8 * k * rows,
      this.#weight.pointer,
      pairwiseSum(this.#weight.view()),
      state,
    );
    const leaves = await this.#grower.leavesOf(grown);
    const tree = this.#loss.name === "squared_error" ? grown : this.#withLeafValues(grown, leaves, k, inBag);
    const raw = this.#raw.view().subarray(k * rows, (k + 1) * rows);
    const step = tree.value.map((value) => this.#params.learningRate * value);
    for (let i = 0; i < rows; i++) raw[i]! += step[leaves[i]!]!;
    return tree;
  }

  /** The tree with leaves that lower the loss. */
  #withLeafValues(
    tree: TreeStructure,
    leaves: Int32Array,
    k: number,
    inBag: Uint8Array | undefined,
  ): TreeStructure {
    const value = tree.value.slice();
    for (const [leaf, index] of rowsByLeaf(tree.nodeCount, leaves, inBag).entries())
      if (tree.childrenLeft[leaf]! < 0) value[leaf] = this.#leafValue(index, k);
    return new TreeStructure({ ...(tree as TreeArrays), value }, tree.maxDepth);
  }

  #leafValue(index: Int32Array, k: number): number {
    const rows = this.#rows.y.length;
    const pick = (values: Float64Array): Float64Array => {
      const out = new Float64Array(index.length);
      for (let p = 0; p < index.length; p++) out[p] = values[index[p]!]!;
      return out;
    };
    const part = (values: Float64Array): Float64Array => values.subarray(k * rows, (k + 1) * rows);
    const y = pick(this.#rows.y);
    return leafValue(
      this.#loss,
      {
        y: this.#loss.name === "multinomial" ? y.map((code) => (code === k ? 1 : 0)) : y,
        raw: pick(part(this.#raw.view())),
        negativeGradient: pick(part(this.#gradient.view())),
        weight: pick(this.#weight.view()),
      },
      this.#bound,
    );
  }
}

/** In-bag rows of each node, ascending; those of inner nodes are none. */
function rowsByLeaf(nodes: number, leaves: Int32Array, inBag: Uint8Array | undefined): Int32Array[] {
  const counts = new Int32Array(nodes);
  for (let i = 0; i < leaves.length; i++) if (inBag?.[i] !== 0) counts[leaves[i]!]!++;
  const out = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let i = 0; i < leaves.length; i++) if (inBag?.[i] !== 0) out[leaves[i]!]![counts[leaves[i]!]!++] = i;
  return out;
}
