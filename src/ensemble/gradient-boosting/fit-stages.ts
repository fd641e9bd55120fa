import type { FitOptions } from "../../base/estimator.js";
import type { Matrix } from "../../core/matrix.js";
import { pairwiseSum } from "../../core/pairwise-sum.js";
import { RandomState } from "../../core/random-state.js";
import { type ArenaScope, type Block, loadRuntime, type Runtime } from "../../parallel/index.js";
import { nextTurn } from "../../parallel/platform.js";
import { leavesOf } from "../../tree/predict-trees.js";
import type { TreeStructure } from "../../tree/tree-structure.js";
import { type BoostingLoss, huberBound, LOSSES, type LossRows } from "./boosting-loss.js";
import type { GradientBoostingParams } from "./gradient-boosting-params.js";
import { LeafValues } from "./leaf-values.js";
import { MeanLoss } from "./mean-loss.js";
import { StageGrower } from "./stage-grower.js";

/** Bound of the seeds of trees, as scikit-learn has it: 2³¹ − 1. */
const SEEDS = 2147483647;
/** Rows of a block of gradients. */
const BLOCK_ROWS = 16384;

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
    const heldLoss = held && {
      X: held.X,
      loss: new MeanLoss(runtime, scope, loss, held, scope.f64(2 * held.y.length + 2)),
    };
    return runStages(boosting, heldLoss, params, options);
  });
}

/** Rows held out, in kernel memory. */
interface HeldRows {
  readonly X: Matrix;
  readonly loss: MeanLoss;
}

async function runStages(
  boosting: Boosting,
  held: HeldRows | undefined,
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
    const score = held.loss.of(boosting.bound, undefined, 1);
    if (!history.some((earlier) => score + tol < earlier)) break;
    history[stage % history.length] = score;
  }
  return { stages, ...boosting.scores() };
}

/** Adds a tree's leaves to the raw predictions of tree k. */
async function addTree(
  tree: TreeStructure,
  { X, loss }: HeldRows,
  k: number,
  learningRate: number,
): Promise<void> {
  const leaves = await leavesOf([tree], X);
  const raw = loss.raw.view();
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
  readonly #meanLoss: MeanLoss;
  readonly #leafValues: LeafValues;
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
    const nRows = rows.y.length;
    const work = grower.betweenTrees;
    this.#meanLoss = new MeanLoss(runtime, scope, loss, rows, work);
    this.#leafValues = new LeafValues(runtime, scope, loss, nRows, grower.nodeCapacity, work);
    this.#gradient = scope.f64(rows.raw.length);
    // Without draws the weights are those of the loss in every stage.
    this.#weight = params.subsample < 1 ? scope.copyF64(rows.weight) : this.#meanLoss.weight;
  }

  /** The present bound of Huber's loss. */
  get bound(): number {
    return this.#bound;
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
    const first =
      this.#oobScores.length === 0 ? this.#meanLoss.of(this.#bound, inBag, 0) : this.#oobScores.at(-1)!;
    if (this.#loss.name === "huber") this.#bound = huberBound(this.#loss, this.#current());
    await this.#fillGradients();
    if (inBag !== undefined) {
      const weight = this.#weight.view();
      for (let i = 0; i < weight.length; i++) weight[i] = inBag[i] === 0 ? 0 : this.#rows.weight[i]!;
    }
    const trees: TreeStructure[] = [];
    for (let k = 0; k < this.#loss.nTrees; k++) trees.push(await this.#fitTree(k, inBag));
    this.#trainScore.push(this.#meanLoss.of(this.#bound, inBag, 1));
    if (inBag === undefined) return trees;
    const score = this.#meanLoss.of(this.#bound, inBag, 0);
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
    return { y: this.#rows.y, raw: this.#meanLoss.raw.view(), weight: this.#rows.weight };
  }

  async #fillGradients(): Promise<void> {
    const total = this.#rows.y.length;
    const { name, nTrees, alpha } = this.#loss;
    const blocks = [this.#meanLoss.y.pointer, this.#meanLoss.raw.pointer, this.#gradient.pointer];
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
    const { y, raw } = this.#meanLoss;
    const sources = {
      ...{ k, y: y.pointer, raw: raw.pointer + 8 * k * rows, leaves: leaves.pointer, inBag },
      ...{ negativeGradient: this.#gradient.pointer + 8 * k * rows, weight: this.#weight.pointer },
    };
    const tree = this.#leafValues.of(grown, sources, this.#bound);
    this.#addLeaves(tree, leaves.view(), k);
    return tree;
  }

  /** Adds a share of the tree to the raw predictions. */
  #addLeaves({ value }: TreeStructure, leaves: Int32Array, k: number): void {
    const rows = leaves.length;
    const raw = this.#meanLoss.raw.view().subarray(k * rows, (k + 1) * rows);
    const step = value.map((v) => this.#params.learningRate * v);
    for (let i = 0; i < rows; i++) raw[i]! += step[leaves[i]!]!;
  }
}
