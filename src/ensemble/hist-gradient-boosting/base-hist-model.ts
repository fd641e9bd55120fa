import type { TableLike } from "../../base/estimator.js";
import type { SeenFeatures } from "../../base/input.js";
import { Matrix } from "../../core/matrix.js";
import type { Boosted } from "./boost.js";
import { applyCoding, type FeatureCoding } from "./categorical-features.js";
import { type HistTree, type HistTreesState, histTreesFromState, histTreesToState } from "./hist-tree.js";
import { predictHistTrees, stagedHistPredictions } from "./predict-hist-trees.js";

/** What every model of histogram gradient boosting is made of. */
export interface HistModelParts extends Boosted {
  readonly coding: FeatureCoding;
  readonly doEarlyStopping: boolean;
}

/** State of such a model. */
export interface HistModelState extends SeenFeatures {
  readonly categories: FeatureCoding["categories"];
  readonly trees: HistTreesState;
  readonly baseline: Float64Array;
  readonly trainScore: Float64Array;
  readonly validationScore: Float64Array;
  readonly doEarlyStopping: boolean;
}

/** Parts of a model from its state. */
export function histModelParts(state: HistModelState): HistModelParts {
  const { nFeatures, featureNames, categories, baseline, trainScore, validationScore, doEarlyStopping } =
    state;
  const trees = histTreesFromState(state.trees, nFeatures);
  const outputs = baseline.length;
  const predictors = Array.from({ length: trees.length / outputs }, (_, i) =>
    trees.slice(i * outputs, (i + 1) * outputs),
  );
  const coding = { nFeatures, featureNames, categories };
  return { coding, baseline, trainScore, validationScore, doEarlyStopping, predictors };
}

/** What models of classification and regression have in common. */
export abstract class BaseHistModel {
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  /** Trees of each iteration: one, or one for each of more than two classes; shape (nIter, nTreesPerIteration). */
  readonly predictors: readonly (readonly HistTree[])[];
  /** What the predictions of the trees add up from, shape (nTreesPerIteration). */
  readonly baselinePrediction: Float64Array;
  /** Scores on the training rows (a sample of 10,000 for a scorer): of the baseline, then after each iteration; empty without early stopping. */
  readonly trainScore: Float64Array;
  /** Scores on the rows held out, as `trainScore`; empty where none were. */
  readonly validationScore: Float64Array;
  /** Whether boosting could end early. */
  readonly doEarlyStopping: boolean;
  /** Which features are categories, shape (nFeatures); undefined if none is. */
  readonly isCategorical: readonly boolean[] | undefined;
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  readonly #coding: FeatureCoding;

  /** @internal */
  constructor(parts: HistModelParts) {
    this.nFeatures = parts.coding.nFeatures;
    this.featureNames = parts.coding.featureNames;
    this.predictors = parts.predictors;
    this.baselinePrediction = parts.baseline;
    this.trainScore = parts.trainScore;
    this.validationScore = parts.validationScore;
    this.doEarlyStopping = parts.doEarlyStopping;
    this.isCategorical = parts.coding.categories?.map((own) => own !== undefined);
    this.#coding = parts.coding;
  }

  /** Number of iterations. */
  get nIter(): number {
    return this.predictors.length;
  }

  /** Trees of an iteration: the number of classes if there are more than two, else 1. */
  get nTreesPerIteration(): number {
    return this.baselinePrediction.length;
  }

  /** @internal Baseline and leaf values of all trees added up, shape (nSamples, nTreesPerIteration). */
  protected async raw(method: string, X: TableLike): Promise<Matrix> {
    const matrix = this.#seen(method, X);
    const sums = await predictHistTrees(this.predictors.flat(), this.baselinePrediction, matrix);
    return new Matrix(sums, matrix.rows, this.nTreesPerIteration);
  }

  /** @internal {@link raw} after each iteration. */
  protected async *stagedRaw(method: string, X: TableLike): AsyncGenerator<Matrix> {
    const matrix = this.#seen(method, X);
    for await (const sums of stagedHistPredictions(this.predictors, this.baselinePrediction, matrix))
      yield new Matrix(sums, matrix.rows, this.nTreesPerIteration);
  }

  #seen(method: string, X: TableLike): Matrix {
    return applyCoding(`${this.typeName}.${method}`, X, this.#coding);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { nFeatures, featureNames, trainScore, validationScore, doEarlyStopping } = this;
    return {
      nFeatures,
      featureNames,
      trainScore,
      validationScore,
      doEarlyStopping,
      categories: this.#coding.categories,
      baseline: this.baselinePrediction,
      trees: histTreesToState(this.predictors.flat()),
    };
  }
}
