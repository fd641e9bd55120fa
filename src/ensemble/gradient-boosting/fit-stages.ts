import type { FitOptions } from "../../base/estimator.js";
import type { Matrix } from "../../core/matrix.js";
import { pairwiseSum } from "../../core/pairwise-sum.js";
import { RandomState } from "../../core/random-state.js";
import { type ArenaScope, type Block, loadRuntime, type Runtime } from "../../parallel/index.js";
import { nextTurn } from "../../parallel/platform.js";
import { leavesOf } from "../../tree/predict-trees.js";
import type { TreeStructure } from "../../tree/tree-structure.js";
import { type BoostingLoss, huberBound, LOSSES } from "./boosting-loss.js";
import type { GradientBoostingParams } from "./gradient-boosting-params.js";
import { LeafValues } from "./leaf-values.js";
import { type LossSamples, MeanLoss } from "./mean-loss.js";
import { StageGrower } from "./stage-grower.js";

/** Bound of the seeds of trees, as scikit-learn has it: 2³¹ − 1. */
const SEEDS = 2147483647;
/** Rows of a block of gradients. */
const BLOCK_ROWS = 16384;

/** Rows to boost on. */
export interface StageRows extends LossSamples {
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
    const most = Math.max(rows.y.length, held?.y.length ?? 0);
    const grower = await StageGrower.prepare(runtime, scope, rows.X, settings, exact, most, options.signal);
    const boosting = new Boosting(runtime, scope, rows, loss, params, grower);
    const heldLoss = held && {
      X: held.X,
      loss: new MeanLoss(runtime, scope, loss, held, grower.betweenTrees.work),
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
    const score = held.loss.of(boosting.bound, 0, 1);
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
  readonly #rows: number;
  readonly #loss: BoostingLoss;
  readonly #params: GradientBoostingParams;
  readonly #grower: StageGrower;
  readonly #random: RandomState;
  readonly #meanLoss: MeanLoss;
  readonly #leafValues: LeafValues;
  readonly #gradient: Block<Float64Array>;
  readonly #weight: Block<Float64Array>;
  /** 1 for the rows of the stage; undefined without draws. */
  readonly #marks: Block<Uint8Array> | undefined;
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
    this.#rows = rows.y.length;
    this.#loss = loss;
    this.#params = params;
    this.#grower = grower;
    this.#random = new RandomState(params.randomState);
    const room = grower.betweenTrees;
    this.#meanLoss = new MeanLoss(runtime, scope, loss, rows, room.work);
    this.#leafValues = new LeafValues(runtime, scope, loss, this.#rows, grower.nodeCapacity, room);
    this.#gradient = scope.f64(loss.nTrees * this.#rows);
    // Without draws the weights are those of the loss in every stage.
    this.#weight = params.subsample < 1 ? scope.f64(this.#rows) : this.#meanLoss.weight;
    this.#marks = params.subsample < 1 ? scope.u8(this.#rows) : undefined;
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
    this.#drawRows();
    const inBag = this.#marks?.pointer ?? 0;
    const first =
      this.#oobScores.length === 0 ? this.#meanLoss.of(this.#bound, inBag, 0) : this.#oobScores.at(-1)!;
    if (this.#loss.name === "huber") {
      const { y, raw, weight } = this.#meanLoss;
      const rows = { y: y.view().subarray(0, this.#rows), raw: raw.view(), weight: weight.view() };
      this.#bound = huberBound(this.#loss, rows);
    }
    await this.#fillGradients();
    const trees: TreeStructure[] = [];
    for (let k = 0; k < this.#loss.nTrees; k++) trees.push(await this.#fitTree(k, inBag));
    this.#trainScore.push(this.#meanLoss.of(this.#bound, inBag, 1));
    if (this.#marks === undefined) return trees;
    const score = this.#meanLoss.of(this.#bound, inBag, 0);
    this.#oobScores.push(score);
    this.#oobImprovement.push(first - score);
    return trees;
  }

  /** Draws the rows of the stage without replacement: marks them, and gives the others no weight. */
  #drawRows(): void {
    if (this.#marks === undefined) return;
    const rows = this.#rows;
    const [marks, weight, ofLoss] = [this.#marks.view(), this.#weight.view(), this.#meanLoss.weight.view()];
    const wanted = Math.max(1, Math.floor(this.#params.subsample * rows));
    let chosen = 0;
    for (let from = 0; from < rows; from += BLOCK_ROWS) {
      const draws = this.#random.random(Math.min(BLOCK_ROWS, rows - from));
      for (let k = 0, i = from; k < draws.length; k++, i++) {
        const isIn = draws[k]! * (rows - i) < wanted - chosen;
        marks[i] = isIn ? 1 : 0;
        weight[i] = isIn ? ofLoss[i]! : 0;
        if (isIn) chosen++;
      }
    }
  }

  async #fillGradients(): Promise<void> {
    const total = this.#rows;
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

  async #fitTree(k: number, inBag: number): Promise<TreeStructure> {
    const rows = this.#rows;
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
      ...{ k, y: y.pointer, raw: raw.pointer + 8 * k * rows, leaves: leaves.byteOffset, inBag },
      ...{ negativeGradient: this.#gradient.pointer + 8 * k * rows, weight: this.#weight.pointer },
    };
    const tree = this.#leafValues.of(grown, sources, this.#bound);
    this.#addLeaves(tree, leaves, k);
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
