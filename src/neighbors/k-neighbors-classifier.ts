import { scoreLabels } from "../base/default-score.js";
import {
  BaseEstimator,
  type FitOptions,
  type Label,
  type MatrixLike,
  type ProbabilisticModel,
  type ScoreOptions,
  type VectorLike,
} from "../base/estimator.js";
import { checkLength } from "../base/input.js";
import { encodeLabels } from "../base/labels.js";
import { log } from "../core/log.js";
import { Matrix } from "../core/matrix.js";
import {
  fitNeighbors,
  type KNeighborsParams,
  kNeighborsParamSpecs,
  toSamples,
} from "./k-neighbors-params.js";
import { reviveNeighbors } from "./neighbor-search-model.js";
import { mostVoted, voteShares } from "./neighbor-votes.js";
import { checkSomeWeight, neighborWeights } from "./neighbor-weights.js";
import { NeighborsModel, type NeighborsState } from "./neighbors-model.js";

/** Hyper-parameters of {@link KNeighborsClassifier}. */
export interface KNeighborsClassifierParams extends KNeighborsParams {}

/**
 * Classification by a vote of the k nearest training samples; of equally voted classes the first in sorted order wins.
 *
 * Features count by their spread, so scale them first. Of equally near samples the same ones are asked as by scikit-learn
 * on one thread; where NumPy selects them (cosine, correlation, hamming and other counts, mahalanobis, functions), as on a processor
 * with AVX2, and up to 256 samples as on any.
 *
 * Cost: `fit` O(n d log n) with a tree; a prediction O(d log n) in few dimensions, O(n d) in many.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Cover & Hart (1967), doi:10.1109/TIT.1967.1053964; Bentley (1975), doi:10.1145/361002.361007.
 *
 * @example
 * ```ts
 * const model = await new KNeighborsClassifier({ nNeighbors: 3 }).fit([[0], [1], [2], [3]], ["a", "a", "b", "b"]);
 * await model.predict([[1.1]]); // => ["a"]
 * (await model.predictProba([[0.9]])).toArray(); // => [[2 / 3, 1 / 3]]
 * (await model.kneighbors([[1.1]], 1)).indices[0]; // => Int32Array.of(1)
 * ```
 */
export class KNeighborsClassifier extends BaseEstimator<KNeighborsClassifierParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "KNeighborsClassifier";
  readonly kind = "classifier" as const;
  /** Neighbours have no weights. */
  readonly takesSampleWeight = false;

  constructor(params: Partial<KNeighborsClassifierParams> = {}) {
    super(KNeighborsClassifier.typeName, kNeighborsParamSpecs, params);
  }

  /** @internal */
  static fromState(state: KNeighborsClassifierParams): KNeighborsClassifier {
    return new KNeighborsClassifier(state);
  }

  /**
   * Keeps a copy of the samples, arranged for searching.
   *
   * @param X shape (nSamples, nFeatures), or (nSamples, nSamples) of distances for metric `"precomputed"`.
   * @param y labels, shape (nSamples); strings, numbers or booleans.
   * @throws {InvalidInputError} if X is empty, ragged or not finite, or y does not fit it.
   * @throws {InvalidParameterError} if metric, its parameters and algorithm do not go together.
   */
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<KNeighborsClassifierModel<L>> {
    const where = "KNeighborsClassifier.fit";
    const samples = toSamples(where, X, this.params, options);
    const { classes, codes } = encodeLabels(where, y);
    checkLength(where, "y", codes.length, samples.matrix.rows);
    const neighbors = await fitNeighbors(where, samples, this.params, options);
    return new KNeighborsClassifierModel<L>({ ...neighbors, classes, codes });
  }
}

interface KNeighborsClassifierState<L extends Label> extends NeighborsState {
  readonly classes: readonly L[];
  readonly codes: Int32Array;
}

/** Labelled training samples, kept by {@link KNeighborsClassifier}. */
export class KNeighborsClassifierModel<L extends Label>
  extends NeighborsModel
  implements ProbabilisticModel<L>
{
  /** Name under which the class is registered. */
  static readonly typeName = "KNeighborsClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "KNeighborsClassifierModel";
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];
  readonly #codes: Int32Array;

  /** @internal */
  constructor(state: KNeighborsClassifierState<L>) {
    super(state);
    this.classes = state.classes;
    this.#codes = state.codes;
  }

  /** @internal */
  static fromState<L extends Label>(state: KNeighborsClassifierState<L>): KNeighborsClassifierModel<L> {
    return new KNeighborsClassifierModel(reviveNeighbors(state));
  }

  /**
   * @internal
   * @throws {InvalidParameterError} if weights or metric are functions, which no file can hold.
   */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), classes: this.classes, codes: this.#codes };
  }

  /**
   * Most voted label of each row of X.
   *
   * @param X shape (nQueries, nFeatures); null: the training samples, each not its own neighbour.
   * @throws {InvalidInputError} if X has other features than in fit, or all neighbours of a row weigh zero.
   */
  async predict(X: MatrixLike): Promise<L[]>;
  async predict(X: null): Promise<L[]>;
  async predict(X: MatrixLike | null): Promise<L[]> {
    const { table, weights } = await this.#vote("predict", X);
    const winners = mostVoted(table, this.#codes, weights, this.classes.length);
    return Array.from(winners, (code) => this.classes[code]!);
  }

  /**
   * Share of each class in the votes, shape (nQueries, nClasses).
   *
   * @param X as in {@link predict}.
   * @throws {InvalidInputError} as {@link predict} does.
   */
  async predictProba(X: MatrixLike): Promise<Matrix>;
  async predictProba(X: null): Promise<Matrix>;
  async predictProba(X: MatrixLike | null): Promise<Matrix> {
    const { table, weights } = await this.#vote("predictProba", X);
    const shares = voteShares(table, this.#codes, weights, this.classes.length);
    return new Matrix(shares, table.queries, this.classes.length);
  }

  /** Natural logarithm of {@link predictProba}. */
  async predictLogProba(X: MatrixLike): Promise<Matrix> {
    const { data, rows, columns } = await this.predictProba(X);
    return new Matrix(data.map(log), rows, columns);
  }

  /** Mean accuracy on X and y, both as in fit. */
  async score(X: MatrixLike, y: VectorLike<L>, options: ScoreOptions = {}): Promise<number> {
    const where = "KNeighborsClassifierModel.score";
    return scoreLabels(where, y, await this.predict(X), options.sampleWeight);
  }

  async #vote(method: string, X: MatrixLike | null) {
    const where = `KNeighborsClassifierModel.${method}`;
    const table = await this.nearest(where, X);
    const weights = neighborWeights(where, table, this.weights);
    if (weights !== undefined) checkSomeWeight(where, weights, table.k);
    return { table, weights };
  }
}
