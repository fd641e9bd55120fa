import {
  BaseEstimator,
  type FitOptions,
  type Label,
  type MatrixLike,
  type Sampler,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight } from "../base/input.js";
import type { AnyClassifier } from "../base/model-of.js";
import { isSampler } from "../base/named-estimators.js";
import { custom, flag, type ParamSpec, type ParamSpecs } from "../base/params.js";
import { type SamplingStrategy, underSamplingStrategySpec } from "../base/sampling-strategy.js";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.js";
import { RandomUnderSampler } from "../under-sampling/random-under-sampler.js";
import { bagClassifier } from "./bagging-classifier.js";
import {
  BaggingClassifierModel,
  type BaggingClassifierState,
  type FittedBaggingClassifier,
} from "./bagging-classifier-model.js";
import { type BaggingParams, baggingParamSpecs, checkBaggingParams, memberSpec } from "./bagging-params.js";
import { ResampledClassifier } from "./resampled-classifier.js";

/** Hyper-parameters of {@link BalancedBaggingClassifier}. */
export interface BalancedBaggingClassifierParams<E extends AnyClassifier | null = AnyClassifier | null>
  extends BaggingParams<E> {
  /** Which classes of the rows that a member drew are resampled, and to how many rows. Default `"auto"`: all but the smallest, to its size. */
  readonly samplingStrategy: SamplingStrategy;
  /** Whether the default sampler draws with replacement. Default false. */
  readonly replacement: boolean;
  /** Resamples the rows that a member drew; it takes over `samplingStrategy`. Null (default): `RandomUnderSampler`. */
  readonly sampler: Sampler | null;
}

/** Domain, default and help of {@link BalancedBaggingClassifierParams}. */
export const balancedBaggingClassifierParamSpecs: ParamSpecs<BalancedBaggingClassifierParams> = {
  estimator: memberSpec<AnyClassifier>("classifier", "DecisionTreeClassifier"),
  ...baggingParamSpecs,
  samplingStrategy: underSamplingStrategySpec as ParamSpec<SamplingStrategy>,
  replacement: flag({ default: false, help: "The default sampler draws with replacement." }),
  sampler: custom<Sampler | null>({
    default: null,
    domain: "a sampler, or null (RandomUnderSampler)",
    help: "Resamples the rows that a member drew.",
    outside: ["smote", 1, {}],
    accepts: (value) => value === null || isSampler(value),
  }),
};

/**
 * Bagging whose members learn from rows that are resampled after they were drawn, by default so that all classes have as many rows as the
 * smallest. Rows and members equal imbalanced-learn's for the same seed.
 *
 * Cost: nEstimators fits on resampled rows.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or `oobScore` is set without `bootstrap`.
 * @see Hido, Kashima & Takahashi (2009), Roughly balanced bagging for imbalanced data, doi:10.1002/sam.10061.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [10], [11], [12]];
 * const y = ["no", "no", "no", "no", "no", "no", "yes", "yes", "yes"];
 * const model = await new BalancedBaggingClassifier({ nEstimators: 4 }).fit(X, y);
 * await model.predict([[1], [11]]); // => ["no", "yes"]
 * ```
 */
export class BalancedBaggingClassifier<E extends AnyClassifier | null = null> extends BaseEstimator<
  BalancedBaggingClassifierParams<E>
> {
  /** Name under which the class is registered. */
  static readonly typeName = "BalancedBaggingClassifier";
  readonly kind = "classifier" as const;
  /** Resampled rows have no weights. */
  readonly takesSampleWeight = false;

  constructor(params: Partial<BalancedBaggingClassifierParams<E>> = {}) {
    const specs = balancedBaggingClassifierParamSpecs as unknown as ParamSpecs<
      BalancedBaggingClassifierParams<E>
    >;
    super(BalancedBaggingClassifier.typeName, specs, params);
    checkBaggingParams(this.typeName, this.params);
  }

  /** @internal */
  static fromState(state: BalancedBaggingClassifierParams): BalancedBaggingClassifier<AnyClassifier | null> {
    return new BalancedBaggingClassifier(state);
  }

  /**
   * Fits the members; `onProgress` counts them.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN if sampler and member take it; neither kept nor changed.
   * @param y labels, shape (nSamples).
   * @throws {InvalidInputError} if weights are given, X or y do not fit, or a member drew rows of one class only.
   * @throws {InvalidParameterError} if `samplingStrategy` does not fit the labels.
   */
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<FittedBaggingClassifier<E, L>> {
    const where = "BalancedBaggingClassifier.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { estimator, samplingStrategy, replacement, sampler, ...params } = this.params;
    const base = sampler ?? new RandomUnderSampler({ replacement });
    const member = new ResampledClassifier({
      sampler: base.withParam("samplingStrategy", samplingStrategy),
      classifier: estimator ?? new DecisionTreeClassifier(),
    });
    const state = await bagClassifier(where, { ...params, estimator: member }, X, y, options);
    return new BalancedBaggingClassifierModel<E, L>(state) as unknown as FittedBaggingClassifier<E, L>;
  }
}

/** Fitted {@link BalancedBaggingClassifier}. */
export class BalancedBaggingClassifierModel<
  E = unknown,
  L extends Label = Label,
> extends BaggingClassifierModel<E, L> {
  /** Name under which the class is registered. */
  static override readonly typeName: string = "BalancedBaggingClassifierModel";
  /** Name under which the class is registered. */
  override readonly typeName: string = "BalancedBaggingClassifierModel";

  /** @internal */
  static override fromState<L extends Label>(
    state: BaggingClassifierState<L>,
  ): BalancedBaggingClassifierModel<unknown, L> {
    return new BalancedBaggingClassifierModel(state);
  }
}
