import type { AnyEstimator, AnyModel, FitOptions, Label, MatrixLike, VectorLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { checkSeenFeatures, refuseSampleWeight } from "../base/input.js";
import { isEstimator } from "../base/named-estimators.js";
import { callable, custom, either, flag, integer, nullByDefault, type ParamSpecs } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import type { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { takesMissing } from "./estimated-samples.js";
import { type ImportanceGetter, importanceGetterSpec, importancesOf } from "./importance-getter.js";
import {
  type ImportanceThreshold,
  importanceNorms,
  isThreshold,
  supportOf,
  thresholdOf,
} from "./importance-threshold.js";
import { toDenseOrSparse } from "./score-samples.js";
import { SelectorModel, type SelectorState } from "./selector-model.js";

/** Options of {@link SelectFromModel}. */
export interface SelectFromModelOptions {
  /**
   * Least importance of a feature that is kept: a number, `"mean"`, `"median"`, a multiple of these (`"1.25*mean"`), or null: 1e-5 for an estimator with
   * an L1 penalty, else the mean. Default null.
   */
  readonly threshold: ImportanceThreshold | null;
  /** Whether the estimator is given as a fitted model, so that fit learns nothing but the threshold. Default false. */
  readonly prefit: boolean;
  /** Norm over the outputs of a model that has several rows of importances: an integer but 0, Infinity or -Infinity. Default 1. */
  readonly normOrder: number;
  /**
   * Most features to keep, the most important ones: an integer >= 0, a function of X that gives one (such a selector cannot be saved), or null for no bound.
   * To go by the number alone, set `threshold: -Infinity`. Default null.
   */
  readonly maxFeatures: number | ((X: Matrix | CsrMatrix) => number) | null;
  /**
   * Where the importances of the model are found: `"auto"` (its `coef`, else its `featureImportances`), the path of another property
   * (`"namedSteps.model.coef"`), or a function of the model; a selector with a function cannot be saved. Default `"auto"`.
   */
  readonly importanceGetter: ImportanceGetter;
}

/** Hyper-parameters of {@link SelectFromModel}. */
export interface SelectFromModelParams<E extends AnyEstimator | AnyModel = AnyEstimator | AnyModel>
  extends SelectFromModelOptions {
  /** What tells how much each feature counts: an estimator, or with `prefit: true` a fitted model. */
  readonly estimator: E;
}

/** Domain, default and help of {@link SelectFromModelParams}. */
export const selectFromModelParamSpecs: ParamSpecs<SelectFromModelParams> = {
  estimator: custom<AnyEstimator | AnyModel>({
    default: undefined as unknown as AnyEstimator,
    domain: "an estimator, or a fitted model if prefit is true",
    help: "What tells how much each feature counts.",
    outside: [null, "Ridge", 1, {}],
    accepts: (value) => isEstimator(value) || isModel(value),
  }),
  threshold: nullByDefault(
    custom<ImportanceThreshold>({
      default: "mean",
      domain: 'a number, "mean", "median", or a multiple of these such as "1.25*mean"',
      help: "Least importance of a feature that is kept.",
      outside: ["least", "2*max", "x*mean", "*mean", Number.NaN, true],
      accepts: isThreshold,
    }),
    "1e-5 for an L1 penalty, else the mean",
  ),
  prefit: flag({ default: false, help: "Whether the estimator is given as a fitted model." }),
  normOrder: custom<number>({
    default: 1,
    domain: "an integer but 0, Infinity or -Infinity",
    help: "Norm over the outputs of a model.",
    outside: [0, 1.5, Number.NaN, "1", null],
    accepts: (value) =>
      (Number.isSafeInteger(value) && value !== 0) || Math.abs(value as number) === Infinity,
  }),
  maxFeatures: nullByDefault(
    either<number, (X: Matrix | CsrMatrix) => number>(
      0,
      integer({ default: 0, min: 0, help: "Most features to keep." }),
      callable<(X: Matrix | CsrMatrix) => number>({
        domain: "a function of X",
        help: "Most features to keep.",
      }),
    ),
    "no bound",
  ),
  importanceGetter: importanceGetterSpec,
};

function isModel(value: unknown): value is AnyModel {
  return typeof value === "object" && value !== null && "typeName" in value && "nFeatures" in value;
}

/**
 * Keeps the features to which a model gives importance: those whose absolute coefficient, or importance, is at least a threshold. Of coefficients by
 * class or output the norm counts.
 *
 * `sampleWeight` goes to the fit of the estimator. Hyper-parameters of the estimator have paths, `"estimator.alpha"`, checked by the compiler. Of a
 * fitted model (`prefit`) the penalty is not known: give the threshold where it was L1.
 *
 * Cost: one fit of the estimator; none with `prefit`.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain, or `prefit` does not go with the estimator.
 *
 * @example
 * ```ts
 * const X = [[0.87, -1.34, 0.31], [-2.79, -0.02, -0.85], [-1.34, -0.48, -2.55], [1.92, 1.48, 0.65]];
 * const { model, X: kept } = await new SelectFromModel(new LogisticRegression()).fitTransform(X, [0, 1, 0, 1]);
 * model.getSupport(); // => [false, true, false]
 * model.threshold.toFixed(4); // => "0.5525"
 * kept.toArray(); // => [[-1.34], [-0.02], [-0.48], [1.48]]
 * ```
 */
export class SelectFromModel<
  E extends AnyEstimator | AnyModel = AnyEstimator | AnyModel,
> extends BaseTransformer<SelectFromModelParams<E>, SelectFromModelModel<E>> {
  /** Name under which the class is registered. */
  static readonly typeName = "SelectFromModel";

  constructor(estimator: E, options: Partial<SelectFromModelOptions> = {}) {
    const { typeName } = SelectFromModel;
    super(typeName, selectFromModelParamSpecs as unknown as ParamSpecs<SelectFromModelParams<E>>, {
      ...options,
      estimator: checkFitted(typeName, estimator, options.prefit === true),
    });
  }

  /** @internal */
  static fromState({ estimator, ...options }: SelectFromModelParams): SelectFromModel {
    return new SelectFromModel(estimator, options);
  }

  /** A new selector with some hyper-parameters changed. */
  override with(changes: Partial<SelectFromModelParams<E>>): this {
    const { estimator, ...options } = { ...this.params, ...changes };
    return new SelectFromModel(estimator, options) as this;
  }

  /**
   * @param X shape (nSamples, nFeatures); may hold NaN if the estimator takes it; neither kept nor changed.
   * @param y target, shape (nSamples); not looked at with `prefit`.
   * @throws {InvalidInputError} if X is ragged, empty or holds Infinity, or has other features than a fitted model knows.
   * @throws {InvalidParameterError} if the model tells no importances, or `maxFeatures` gives no number of features.
   * @throws what the estimator throws.
   */
  async fit(
    X: MatrixLike,
    y?: VectorLike<Label>,
    options: FitOptions = {},
  ): Promise<SelectFromModelModel<E>> {
    const where = "SelectFromModel.fit";
    startFit(where, options);
    const { estimator, prefit, threshold, normOrder, importanceGetter } = this.params;
    const samples = toDenseOrSparse(where, X, true);
    const maxFeatures = this.#mostFeatures(where, samples);
    if (prefit) {
      refuseSampleWeight(where, options.sampleWeight);
      checkSeenFeatures(where, samples, estimator as AnyModel);
    }
    const model: AnyModel = prefit
      ? (estimator as AnyModel)
      : await (estimator as AnyEstimator).fit(samples, y, options);
    const norms = importanceNorms(importancesOf(where, model, importanceGetter, samples.columns), normOrder);
    const least = thresholdOf(norms, threshold, estimator, model);
    return new SelectFromModelModel<E>({
      support: supportOf(norms, least, maxFeatures),
      ...{ estimator: model, threshold: least, maxFeatures, allowMissing: await takesMissing(model) },
      ...{ nFeatures: samples.columns, featureNames: samples.columnNames ?? model.featureNames },
    });
  }

  #mostFeatures(where: string, X: Matrix | CsrMatrix): number | null {
    const { maxFeatures } = this.params;
    if (typeof maxFeatures !== "function") return maxFeatures;
    const count: unknown = maxFeatures(X);
    if (Number.isSafeInteger(count) && (count as number) >= 0) return count as number;
    throw new InvalidParameterError(where, "maxFeatures", "a function that gives an integer >= 0", count);
  }
}

function checkFitted<E extends AnyEstimator | AnyModel>(where: string, estimator: E, prefit: boolean): E {
  if (prefit && !isModel(estimator))
    throw new InvalidParameterError(where, "estimator", "a fitted model, since prefit is true", estimator);
  if (!prefit && !isEstimator(estimator)) {
    const rule = isModel(estimator) ? "an estimator, or prefit true for a fitted model" : "an estimator";
    throw new InvalidParameterError(where, "estimator", rule, estimator);
  }
  return estimator;
}

/** The fitted type of an estimator; a fitted model as it is. */
type FittedOf<E> = E extends { fit(X: never, y: never, options: never): Promise<infer M> } ? M : E;

interface SelectFromModelState extends SelectorState {
  readonly estimator: AnyModel;
  readonly threshold: number;
  readonly maxFeatures: number | null;
  readonly allowMissing: boolean;
}

/** Fitted {@link SelectFromModel}: the model whose importances decided, and the threshold. */
export class SelectFromModelModel<E = unknown> extends SelectorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "SelectFromModelModel";
  /** Name under which the class is registered. */
  readonly typeName = "SelectFromModelModel";
  /** Model whose importances decided. */
  readonly estimator: FittedOf<E>;
  /** Least importance of a feature that is kept. */
  readonly threshold: number;
  /** Most features to keep; null for no bound. */
  readonly maxFeatures: number | null;
  readonly #allowMissing: boolean;

  /** @internal */
  constructor(state: SelectFromModelState) {
    super(state, state.allowMissing);
    this.estimator = state.estimator as FittedOf<E>;
    this.threshold = state.threshold;
    this.maxFeatures = state.maxFeatures;
    this.#allowMissing = state.allowMissing;
  }

  /** @internal */
  static fromState(state: SelectFromModelState): SelectFromModelModel {
    return new SelectFromModelModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { estimator, threshold, maxFeatures } = this;
    return { ...super.toState(), estimator, threshold, maxFeatures, allowMissing: this.#allowMissing };
  }
}
