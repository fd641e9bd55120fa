import type { MatrixLike, OutlierModel } from "../base/estimator.js";
import type { SeenFeatures } from "../base/input.js";
import { pow } from "../core/pow.js";
import type { CancelSignal } from "../parallel/index.js";
import { ExtraTreeRegressorModel } from "../tree/extra-tree-regressor.js";
import { TreePredictor } from "../tree/predict-trees.js";
import { seenTreeRows } from "../tree/tree-input.js";
import { type TreeStructure, type TreesState, treesFromState, treesToState } from "../tree/tree-structure.js";
import { drawFeatures, drawIsolation, type IsolationSampling } from "./isolation-draw.js";
import { averagePathLength, withPathLengths } from "./path-length.js";

interface IsolationForestParts extends SeenFeatures {
  readonly trees: readonly TreeStructure[];
  /** Seed of each tree. */
  readonly seeds: readonly number[];
  readonly sampling: IsolationSampling;
  readonly offset: number;
}

interface IsolationForestState extends Omit<IsolationForestParts, "trees"> {
  readonly trees: TreesState;
}

/** Forest grown by {@link IsolationForest}. */
export class IsolationForestModel implements OutlierModel {
  /** Name under which the class is registered. */
  static readonly typeName = "IsolationForestModel";
  /** Name under which the class is registered. */
  readonly typeName = "IsolationForestModel";
  /** Structure of each tree, shape (nEstimators); its features are numbers in the tree's own list of {@link IsolationForestModel.estimatorsFeatures}. */
  readonly trees: readonly TreeStructure[];
  /** Features that each tree drew, shape (nEstimators, features of a tree). */
  readonly estimatorsFeatures: readonly Int32Array[];
  /** Rows that each tree drew. */
  readonly maxSamples: number;
  /** `decisionFunction` is `scoreSamples` less this. */
  readonly offset: number;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #seeds: readonly number[];
  readonly #sampling: IsolationSampling;
  /** The trees with path lengths for values. */
  readonly #paths: TreePredictor;

  /** @internal */
  constructor({ trees, seeds, sampling, offset, nFeatures, featureNames }: IsolationForestParts) {
    this.trees = trees;
    this.offset = offset;
    this.nFeatures = nFeatures;
    this.featureNames = featureNames;
    this.maxSamples = sampling.maxSamples;
    this.#seeds = seeds;
    this.#sampling = sampling;
    this.estimatorsFeatures = seeds.map((seed) => drawFeatures(sampling, seed));
    this.#paths = new TreePredictor(
      trees.map((tree, t) => withPathLengths(tree, this.estimatorsFeatures[t]!)),
    );
  }

  /** @internal */
  static fromState(state: IsolationForestState): IsolationForestModel {
    return new IsolationForestModel({
      ...state,
      trees: treesFromState(state.trees, state.sampling.maxFeatures),
    });
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { nFeatures, featureNames, offset } = this;
    const [seeds, sampling] = [this.#seeds, this.#sampling];
    return { nFeatures, featureNames, offset, seeds, sampling, trees: treesToState(this.trees) };
  }

  /** Rows that each tree drew, in the order of the draw; drawn again at each call. */
  get estimatorsSamples(): Int32Array[] {
    return this.#seeds.map((seed) => drawIsolation(this.#sampling, seed).rows);
  }

  /** The trees as models of their own, each on the features that it drew, shape (nEstimators). */
  get estimators(): ExtraTreeRegressorModel[] {
    return this.trees.map((tree, t) => {
      const features = this.estimatorsFeatures[t]!;
      const names = this.featureNames;
      return new ExtraTreeRegressorModel({
        tree,
        maxFeatures: 1,
        nFeatures: features.length,
        featureNames: names && Array.from(features, (j) => names[j]!),
        categoricalFeatures: [],
      });
    });
  }

  /**
   * 1 for a row like those of fit, -1 for an outlier; shape (nSamples).
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds Infinity.
   */
  async predict(X: MatrixLike): Promise<Int32Array> {
    const scores = await this.#scores("predict", X);
    return Int32Array.from(scores, (score) => (score - this.offset < 0 ? -1 : 1));
  }

  /**
   * `scoreSamples` less `offset`: negative for outliers; shape (nSamples).
   *
   * @throws {InvalidInputError} as {@link IsolationForestModel.predict}.
   */
  async decisionFunction(X: MatrixLike): Promise<Float64Array> {
    return (await this.#scores("decisionFunction", X)).map((score) => score - this.offset);
  }

  /**
   * Minus the anomaly score 2^(−h / c), where h is the mean path length of the row and c that of a search in maxSamples keys; in [-1, 0),
   * near -1 for rows that are isolated at once; shape (nSamples).
   *
   * @throws {InvalidInputError} as {@link IsolationForestModel.predict}.
   */
  async scoreSamples(X: MatrixLike): Promise<Float64Array> {
    return this.#scores("scoreSamples", X);
  }

  /** @internal {@link IsolationForestModel.scoreSamples} that can be cancelled. */
  async scoresUnlessCancelled(X: MatrixLike, signal: CancelSignal | undefined): Promise<Float64Array> {
    return this.#scores("scoreSamples", X, signal);
  }

  async #scores(method: string, X: MatrixLike, signal?: CancelSignal): Promise<Float64Array> {
    const seen = { nFeatures: this.nFeatures, featureNames: this.featureNames, categoricalFeatures: [] };
    const { matrix, check } = seenTreeRows(`${this.typeName}.${method}`, X, seen);
    const lengths = await this.#paths.sums(matrix, { signal, check });
    const longest = this.trees.length * averagePathLength(this.maxSamples);
    return lengths.map((length) => -(longest === 0 ? 0.5 : pow(2, -length / longest)));
  }
}
