import {
  BaseEstimator,
  type FitOptions,
  type Label,
  type MatrixLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight } from "../base/input.js";
import type { AnyClassifier } from "../base/model-of.js";
import { flag, integer, type ParamSpecs, randomStateSpec } from "../base/params.js";
import { type UnderSamplingStrategy, underSamplingStrategySpec } from "../base/sampling-strategy.js";
import { RandomUnderSampler } from "../under-sampling/random-under-sampler.js";
import { AdaBoostClassifier } from "./ada-boost-classifier.js";
import { bagClassifier } from "./bagging-classifier.js";
import {
  BaggingClassifierModel,
  type BaggingClassifierState,
  type FittedBaggingClassifier,
} from "./bagging-classifier-model.js";
import { memberSpec } from "./bagging-params.js";
import { ResampledClassifier } from "./resampled-classifier.js";

/** Hyper-parameters of {@link EasyEnsembleClassifier}. */
export interface EasyEnsembleClassifierParams<E extends AnyClassifier | null = AnyClassifier | null> {
  /** Number of members, an integer >= 1. Default 10. */
  readonly nEstimators: number;
  /** What is fitted to each balanced choice of rows; null (default): `AdaBoostClassifier`. */
  readonly estimator: E;
  /** Which classes are under-sampled, and to how many rows. Default `"auto"`: all but the smallest, to its size. */
  readonly samplingStrategy: UnderSamplingStrategy;
  /** Whether rows are drawn with replacement. Default false. */
  readonly replacement: boolean;
  /** Seed. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

/** Domain, default and help of {@link EasyEnsembleClassifierParams}. */
export const easyEnsembleClassifierParamSpecs: ParamSpecs<EasyEnsembleClassifierParams> = {
  nEstimators: integer({ default: 10, min: 1, help: "Number of members." }),
  estimator: memberSpec<AnyClassifier>("classifier", "AdaBoostClassifier"),
  samplingStrategy: underSamplingStrategySpec,
  replacement: flag({ default: false, help: "Draw rows with replacement." }),
  randomState: randomStateSpec,
};

/**
 * Bag of boosted classifiers, each fitted to all rows of the smallest class and as many of the others, drawn at random. Rows and members
 * equal imbalanced-learn's for the same seed.
 *
 * Cost: nEstimators fits on balanced rows.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Liu, Wu & Zhou (2009), Exploratory undersampling for class-imbalance learning, doi:10.1109/TSMCB.2008.2007853.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [10], [11], [12]];
 * const y = ["no", "no", "no", "no", "no", "no", "yes", "yes", "yes"];
 * const model = await new EasyEnsembleClassifier({ nEstimators: 3 }).fit(X, y);
 * await model.predict([[1], [11]]); // => ["no", "yes"]
 * ```
 */
export class EasyEnsembleClassifier<E extends AnyClassifier | null = null> extends BaseEstimator<
  EasyEnsembleClassifierParams<E>
> {
  /** Name under which the class is registered. */
  static readonly typeName = "EasyEnsembleClassifier";
  readonly kind = "classifier" as const;
  /** Resampled rows have no weights. */
  readonly takesSampleWeight = false;

  constructor(params: Partial<EasyEnsembleClassifierParams<E>> = {}) {
    const specs = easyEnsembleClassifierParamSpecs as unknown as ParamSpecs<EasyEnsembleClassifierParams<E>>;
    super(EasyEnsembleClassifier.typeName, specs, params);
  }

  /** @internal */
  static fromState(state: EasyEnsembleClassifierParams): EasyEnsembleClassifier<AnyClassifier | null> {
    return new EasyEnsembleClassifier(state);
  }

  /**
   * Fits the members; `onProgress` counts them.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN if the member takes it; neither kept nor changed.
   * @param y labels, shape (nSamples), of at least two classes.
   * @throws {InvalidInputError} if weights are given, or X or y do not fit.
   * @throws {InvalidParameterError} if `samplingStrategy` does not fit the labels.
   */
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<FittedBaggingClassifier<E, L>> {
    const where = "EasyEnsembleClassifier.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { estimator, samplingStrategy, replacement, nEstimators, randomState } = this.params;
    const member = new ResampledClassifier({
      sampler: new RandomUnderSampler({ samplingStrategy, replacement }),
      classifier: estimator ?? new AdaBoostClassifier(),
    });
    const bagging = {
      maxSamples: null,
      maxFeatures: null,
      bootstrap: false,
      bootstrapFeatures: false,
      oobScore: false,
    };
    const params = { ...bagging, nEstimators, randomState, estimator: member };
    const state = await bagClassifier(where, params, X, y, options);
    return new EasyEnsembleClassifierModel<E, L>(state) as unknown as FittedBaggingClassifier<E, L>;
  }
}

/** Fitted {@link EasyEnsembleClassifier}. */
export class EasyEnsembleClassifierModel<E = unknown, L extends Label = Label> extends BaggingClassifierModel<
  E,
  L
> {
  /** Name under which the class is registered. */
  static override readonly typeName: string = "EasyEnsembleClassifierModel";
  /** Name under which the class is registered. */
  override readonly typeName: string = "EasyEnsembleClassifierModel";

  /** @internal */
  static override fromState<L extends Label>(
    state: BaggingClassifierState<L>,
  ): EasyEnsembleClassifierModel<unknown, L> {
    return new EasyEnsembleClassifierModel(state);
  }
}
