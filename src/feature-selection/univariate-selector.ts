import type { FitOptions, Label, MatrixLike, VectorLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight } from "../base/input.js";
import { BaseTransformer } from "../base/transformer.js";
import {
  type FeatureScoreFunction,
  type FeatureScoreName,
  namedScoreFunc,
  scoreFeatures,
} from "./score-function.js";
import { toDenseOrSparse } from "./score-samples.js";
import { SelectorModel, type SelectorState } from "./selector-model.js";

/** What all selectors by a score of each feature have. */
export interface ScoreFuncParams {
  /**
   * How features are scored: by the name of a score function of this library, by the function itself, or by one of your own of X and y that
   * gives one number a feature, or `{ scores, pvalues }`. Default `"f_classif"`, for a target of classes. A selector with a function of your own
   * cannot be saved; the model that it fits can.
   */
  readonly scoreFunc: FeatureScoreName | FeatureScoreFunction;
}

/** Selects features by a score of each: what these selectors share. */
export abstract class UnivariateSelector<P extends ScoreFuncParams> extends BaseTransformer<
  P,
  UnivariateSelectorModel
> {
  /** Whether each feature is kept. */
  protected abstract select(scores: Float64Array, pvalues: Float64Array): boolean[];

  /** Whether {@link select} looks at p-values. */
  protected abstract readonly needsPvalues: boolean;

  /** Reports what the caller should know before features are scored. */
  protected beforeScoring(_nFeatures: number): void {}

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), scoreFunc: namedScoreFunc(this.params.scoreFunc) };
  }

  /**
   * Scores the features.
   *
   * @param X shape (nSamples, nFeatures), finite; may be sparse; neither kept nor changed.
   * @param y target, shape (nSamples); may be left out if the score function is one's own.
   * @throws {InvalidInputError} if X is ragged, empty or not finite, y is missing or has another length, or what the score function refuses.
   */
  async fit(
    X: MatrixLike,
    y?: VectorLike<Label>,
    options: FitOptions = {},
  ): Promise<UnivariateSelectorModel> {
    const where = `${this.typeName}.fit`;
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const samples = toDenseOrSparse(where, X);
    this.beforeScoring(samples.columns);
    const { scores, pvalues } = await scoreFeatures(
      where,
      this.params.scoreFunc,
      samples,
      y,
      this.needsPvalues,
      options.signal,
    );
    options.signal?.throwIfAborted();
    const support = this.select(scores, pvalues ?? new Float64Array(0));
    const { columns: nFeatures, columnNames: featureNames } = samples;
    return new UnivariateSelectorModel({ support, nFeatures, featureNames, scores, pvalues });
  }
}

interface UnivariateSelectorState extends SelectorState {
  readonly scores: Float64Array;
  readonly pvalues: Float64Array | null;
}

/** Scores of the features, and which of them were selected: the model of `SelectKBest`, `SelectPercentile` and their kin. */
export class UnivariateSelectorModel extends SelectorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "UnivariateSelectorModel";
  /** Name under which the class is registered. */
  readonly typeName = "UnivariateSelectorModel";
  /** Score of each feature, shape (nFeatures). */
  readonly scores: Float64Array;
  /** p-value of each feature, shape (nFeatures); null if the score function gives none. */
  readonly pvalues: Float64Array | null;

  /** @internal */
  constructor(state: UnivariateSelectorState) {
    super(state, false);
    this.scores = state.scores;
    this.pvalues = state.pvalues;
  }

  /** @internal */
  static fromState(state: UnivariateSelectorState): UnivariateSelectorModel {
    return new UnivariateSelectorModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { scores, pvalues } = this;
    return { ...super.toState(), scores, pvalues };
  }
}
