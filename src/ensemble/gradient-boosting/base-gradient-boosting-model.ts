import type { AnyModel, MatrixLike } from "../../base/estimator.js";
import type { SeenFeatures } from "../../base/input.js";
import { Matrix } from "../../core/matrix.js";
import { pairwiseSum } from "../../core/pairwise-sum.js";
import { DummyClassifierModel, DummyRegressorModel } from "../../dummy/index.js";
import { decreaseOfImpurity } from "../../tree/feature-importances.js";
import { leavesOf, TreePredictor } from "../../tree/predict-trees.js";
import { finiteTreeRows, toFiniteTreeMatrix, type UncheckedRows } from "../../tree/tree-input.js";
import {
  type TreeArrays,
  TreeStructure,
  type TreesState,
  treesFromState,
  treesToState,
} from "../../tree/tree-structure.js";
import type { BoostingLoss } from "./boosting-loss.js";
import { initialRaw } from "./initial-prediction.js";

/** What a model of gradient boosting is made of. */
export interface GradientBoostingParts extends SeenFeatures {
  readonly loss: BoostingLoss;
  readonly learningRate: number;
  /** Number of features looked at for each split. */
  readonly maxFeatures: number;
  readonly init: AnyModel | "zero";
  /** Trees of each stage, one stage after the other. */
  readonly trees: readonly TreeStructure[];
  readonly trainScore: Float64Array;
  readonly oobScores: Float64Array | undefined;
  readonly oobImprovement: Float64Array | undefined;
}

/** State of a model of gradient boosting. */
export interface GradientBoostingState extends Omit<GradientBoostingParts, "trees"> {
  readonly trees: TreesState;
}

/** Parts of a model from its state. */
export function gradientBoostingParts(state: GradientBoostingState): GradientBoostingParts {
  return { ...state, trees: treesFromState(state.trees, state.nFeatures) };
}

/** What models of gradient boosting have in common. */
export abstract class BaseGradientBoostingModel {
  /** Number of stages that were fitted; fewer than asked for where boosting ended early. */
  readonly nEstimators: number;
  /** Trees of a stage: the number of classes where there are more than two, else 1. */
  readonly nTreesPerIteration: number;
  /** The model whose predictions boosting begins with, or `"zero"`. */
  readonly init: AnyModel | "zero";
  /** Loss after each stage on the rows that it was fitted to, shape (nEstimators). */
  readonly trainScore: Float64Array;
  /** Loss after each stage on the rows that it did not draw, shape (nEstimators); undefined unless `subsample` is below 1. */
  readonly oobScores: Float64Array | undefined;
  /** How far each stage lowered the loss on the rows that it did not draw, shape (nEstimators); undefined unless `subsample` is below 1. */
  readonly oobImprovement: Float64Array | undefined;
  /** Number of features looked at for each split. */
  readonly maxFeatures: number;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  readonly #trees: readonly TreeStructure[];
  readonly #loss: BoostingLoss;
  readonly #learningRate: number;
  #predictors: readonly TreePredictor[] | undefined;

  /** @internal */
  constructor(parts: GradientBoostingParts) {
    this.nTreesPerIteration = parts.loss.nTrees;
    this.nEstimators = parts.trees.length / parts.loss.nTrees;
    this.init = parts.init;
    this.trainScore = parts.trainScore;
    this.oobScores = parts.oobScores;
    this.oobImprovement = parts.oobImprovement;
    this.maxFeatures = parts.maxFeatures;
    this.nFeatures = parts.nFeatures;
    this.featureNames = parts.featureNames;
    this.#trees = parts.trees;
    this.#loss = parts.loss;
    this.#learningRate = parts.learningRate;
  }

  /** Trees of each stage, shape (nEstimators, nTreesPerIteration); their leaves are not multiplied by the learning rate. */
  get trees(): TreeStructure[][] {
    const width = this.nTreesPerIteration;
    return Array.from({ length: this.nEstimators }, (_, t) => this.#trees.slice(t * width, (t + 1) * width));
  }

  /** Loss after the last stage on the rows that it did not draw; undefined unless `subsample` is below 1. */
  get oobScore(): number | undefined {
    return this.oobScores?.at(-1);
  }

  /**
   * Importance of each feature, shape (nFeatures): its share of the decrease of impurity, in all trees. Features with many distinct values are
   * favoured; permutation importance is not biased so.
   */
  get featureImportances(): Float64Array {
    const sums = new Float64Array(this.nFeatures);
    const grown = this.#trees.filter((tree) => tree.nodeCount > 1);
    if (grown.length === 0) return sums;
    for (const tree of grown) {
      const own = decreaseOfImpurity(tree, this.nFeatures);
      for (let j = 0; j < sums.length; j++) sums[j]! += own[j]!;
    }
    const means = sums.map((sum) => sum / grown.length);
    const total = pairwiseSum(means);
    return means.map((mean) => mean / total);
  }

  /**
   * The leaf that each row reaches in each tree.
   *
   * @returns node numbers, shape (nSamples, nEstimators × nTreesPerIteration), row-major, the trees of a stage next to each other.
   * @throws {InvalidInputError} if X does not have the features of fit or is not finite.
   */
  async apply(X: MatrixLike): Promise<Int32Array> {
    return leavesOf(this.#trees, this.#seen("apply", X));
  }

  /** @internal Raw predictions, shape (nSamples, nTreesPerIteration). */
  protected async raw(method: string, X: MatrixLike): Promise<Matrix> {
    if (!this.#startsAlike()) {
      let last: Matrix | undefined;
      for await (const stage of this.#stages(this.#seen(method, X), true)) last = stage;
      return last!;
    }
    const { matrix, check } = this.#rows(method, X);
    const width = this.nTreesPerIteration;
    this.#predictors ??= await this.#makePredictors(matrix);
    if (width === 1) return new Matrix(await this.#predictors[0]!.sums(matrix, { check }), matrix.rows, 1);
    const out = new Float64Array(matrix.rows * width);
    for (const [k, predictor] of this.#predictors.entries()) {
      const sums = await predictor.sums(matrix, { check });
      for (let i = 0; i < matrix.rows; i++) out[i * width + k] = sums[i]!;
    }
    return new Matrix(out, matrix.rows, width);
  }

  /** For each tree of a stage, the trees that add up to its raw predictions, where all rows begin with the same one. */
  async #makePredictors({ columns, columnNames }: Matrix): Promise<readonly TreePredictor[]> {
    const width = this.nTreesPerIteration;
    const row = new Matrix(new Float64Array(columns), 1, columns, columnNames); // any row: all begin alike
    const first = await initialRaw(this.#loss, this.init, row);
    return Array.from(first, (value, k) => {
      // A tree of one leaf stands for the first prediction, so that sums are made in the order of the stages.
      const own = this.#trees.filter((_, t) => t % width === k).map((tree) => this.#scaled(tree));
      return new TreePredictor([leafAlone(own[0]!, value), ...own]);
    });
  }

  /** @internal Raw predictions after each stage, shape (nSamples, nTreesPerIteration). */
  protected async *stagedRaw(method: string, X: MatrixLike): AsyncGenerator<Matrix> {
    yield* this.#stages(this.#seen(method, X), false);
  }

  async *#stages(X: Matrix, lastOnly: boolean): AsyncGenerator<Matrix> {
    const width = this.nTreesPerIteration;
    const first = await initialRaw(this.#loss, this.init, X);
    const raw = new Float64Array(first.length);
    for (let k = 0; k < width; k++)
      for (let i = 0; i < X.rows; i++) raw[i * width + k] = first[k * X.rows + i]!;
    for (let t = 0; t < this.nEstimators; t++) {
      const trees = this.#trees.slice(t * width, (t + 1) * width);
      const leaves = await leavesOf(trees, X);
      for (let p = 0; p < raw.length; p++)
        raw[p]! += this.#learningRate * trees[p % width]!.value[leaves[p]!]!;
      if (!lastOnly || t === this.nEstimators - 1) yield new Matrix(raw.slice(), X.rows, width);
    }
  }

  /** Whether all rows begin with the same prediction. */
  #startsAlike(): boolean {
    return (
      this.init === "zero" ||
      this.init instanceof DummyRegressorModel ||
      this.init instanceof DummyClassifierModel
    );
  }

  #scaled(tree: TreeStructure): TreeStructure {
    const value = tree.value.map((v) => this.#learningRate * v);
    return new TreeStructure({ ...(tree as TreeArrays), value }, tree.maxDepth, tree.packed);
  }

  #rows(method: string, X: MatrixLike): UncheckedRows {
    return finiteTreeRows(`${this.typeName}.${method}`, X, this);
  }

  #seen(method: string, X: MatrixLike): Matrix {
    return toFiniteTreeMatrix(`${this.typeName}.${method}`, X, this);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { init, trainScore, oobScores, oobImprovement, maxFeatures, nFeatures, featureNames } = this;
    return {
      ...{ init, trainScore, oobScores, oobImprovement, maxFeatures, nFeatures, featureNames },
      ...{ loss: this.#loss, learningRate: this.#learningRate, trees: treesToState(this.#trees) },
    };
  }
}

/** The first leaf of a tree alone, with another value. */
function leafAlone(tree: TreeStructure, value: number): TreeStructure {
  const arrays = {
    childrenLeft: Int32Array.of(-1),
    childrenRight: Int32Array.of(-1),
    feature: Int32Array.of(-2),
    threshold: Float64Array.of(-2),
    impurity: Float64Array.of(0),
    nNodeSamples: tree.nNodeSamples.slice(0, 1),
    weightedNNodeSamples: tree.weightedNNodeSamples.slice(0, 1),
    value: Float64Array.of(value),
    missingGoToLeft: Uint8Array.of(0),
    leftCategories: new Uint32Array(0),
  };
  return new TreeStructure(arrays, 0);
}
