import { scoreTargets } from "../base/default-score.js";
import {
  BaseEstimator,
  type FitOptions,
  type RegressorModel,
  type ScoreOptions,
  type TableLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { rowCount, toTarget } from "../base/input.js";
import { watchTransformer } from "../base/leak-guard.js";
import type { AnyRegressor, ModelOf } from "../base/model-of.js";
import type { ParamSpecs } from "../base/params.js";
import type { Matrix } from "../core/matrix.js";
import { Ridge, type RidgeModel } from "../linear-model/ridge.js";
import { memberSpec } from "./bagging-params.js";
import { leaveOneOutAlpha } from "./leave-one-out-ridge.js";
import {
  activeModels,
  checkFittedMembers,
  checkMembers,
  type MemberModel,
  membersSpec,
  type NamedMemberModels,
  type StackMember,
} from "./named-members.js";
import { named, type Stack, stackedFeatures, stackedNames, stackMembers } from "./stack.js";
import { type StackingParams, stackingParamSpecs } from "./stacking-params.js";

/** Hyper-parameters of {@link StackingRegressor}. */
export interface StackingRegressorParams<
  E extends readonly StackMember<AnyRegressor>[] = readonly StackMember<AnyRegressor>[],
  F extends AnyRegressor | null = AnyRegressor | null,
> extends StackingParams<E, F> {}

/** Domain, default and help of {@link StackingRegressorParams}. */
export const stackingRegressorParamSpecs: ParamSpecs<StackingRegressorParams> = {
  estimators: membersSpec<readonly StackMember<AnyRegressor>[]>("regressor"),
  finalEstimator: memberSpec<AnyRegressor>("regressor", "Ridge, its penalty chosen by leaving one row out"),
  ...stackingParamSpecs,
};

/**
 * Fits several regressors and one more that learns from their predictions of rows that they did not see: each is fitted without each fold
 * in turn for that, and on all rows for what comes later; or, with `cv: "prefit"`, was fitted before.
 *
 * The final estimator is by default what scikit-learn's `RidgeCV()` comes to: a `Ridge` whose penalty, of 0.1, 1 and 10, predicts rows left out
 * best. The model transforms X to the members' predictions, and X beside them with `passthrough`. Hyper-parameters have paths,
 * `"forest.maxDepth"` and `"finalEstimator.alpha"`. `sampleWeight` goes to all fits.
 *
 * Cost: (folds + 1) × the fits of the members, on all cores.
 *
 * @throws {InvalidParameterError} if a member is no regressor, a name is not distinct or holds a dot, every member is dropped, or a
 * hyper-parameter is unknown or outside its domain.
 * @see Wolpert (1992), Stacked generalization, doi:10.1016/S0893-6080(05)80023-1.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5]];
 * const y = [0, 2, 4, 6, 8, 10];
 * const stack = new StackingRegressor({
 *   estimators: [["line", new LinearRegression()], ["mean", new DummyRegressor()]],
 *   finalEstimator: new LinearRegression(),
 * });
 * const model = await stack.fit(X, y);
 * (await model.predict([[6]]))[0].toFixed(6); // => "12.000000"
 * ```
 */
export class StackingRegressor<
  const E extends readonly StackMember<AnyRegressor>[] = readonly StackMember<AnyRegressor>[],
  F extends AnyRegressor | null = null,
> extends BaseEstimator<StackingRegressorParams<E, F>> {
  /** Name under which the class is registered. */
  static readonly typeName = "StackingRegressor";
  readonly kind = "regressor" as const;
  /** Its model tells what the members say, beside the final estimator's prediction. */
  readonly transforms = true;
  /** Weights go to the members and to the final estimator, as in scikit-learn. */
  readonly takesSampleWeight = false;

  constructor(
    params: { readonly estimators: E } & Partial<Omit<StackingRegressorParams<E, F>, "estimators">>,
  ) {
    const { typeName } = StackingRegressor;
    super(
      typeName,
      stackingRegressorParamSpecs as unknown as ParamSpecs<StackingRegressorParams<E, F>>,
      params as Partial<StackingRegressorParams<E, F>>,
    );
    const check = this.params.cv === "prefit" ? checkFittedMembers : checkMembers;
    check(typeName, params.estimators, "regressor");
    watchTransformer(this);
  }

  /** @internal */
  static fromState(
    state: StackingRegressorParams,
  ): StackingRegressor<readonly StackMember<AnyRegressor>[], AnyRegressor | null> {
    return new StackingRegressor(state);
  }

  /**
   * Fits the members, on all rows and on the folds, and the final estimator; `onProgress` counts the fits.
   *
   * @param X what every member takes; neither kept nor changed.
   * @param y target, shape (nSamples).
   * @param options.sampleWeight goes to all fits.
   * @throws {InvalidParameterError} if the test parts of the folds do not hold every row once.
   * @throws what the members and the final estimator throw.
   */
  async fit(
    X: TableLike,
    y: VectorLike<number>,
    options: FitOptions = {},
  ): Promise<StackingRegressorModel<E, F>> {
    const where = "StackingRegressor.fit";
    startFit(where, options);
    const { estimators, finalEstimator, ...settings } = this.params;
    const target = toTarget(where, y, rowCount(where, X));
    const data = { where, estimator: StackingRegressor.typeName, X, y: target, classes: undefined };
    const { stack, features, sampleWeight, finished } = await stackMembers(
      data,
      estimators,
      { ...settings, stackMethod: "predict" },
      options,
    );
    const final: AnyRegressor =
      finalEstimator ?? new Ridge({ alpha: leaveOneOutAlpha(features, target, sampleWeight) });
    const model = (await final.fit(features, target, {
      ...(sampleWeight === undefined ? {} : { sampleWeight }),
      signal: options.signal,
    })) as RegressorModel;
    finished();
    return new StackingRegressorModel<E, F>({ ...stack, finalEstimator: model });
  }
}

/** What a {@link StackingRegressorModel} consists of. */
export interface StackingRegressorState extends Stack {
  readonly finalEstimator: RegressorModel;
}

/** Fitted type of the final estimator. */
type FinalRegressor<F> = F extends AnyRegressor ? ModelOf<F, number> : RidgeModel;

/** Fitted {@link StackingRegressor}. */
export class StackingRegressorModel<E extends readonly StackMember[] = readonly StackMember[], F = unknown>
  implements RegressorModel
{
  /** Name under which the class is registered. */
  static readonly typeName = "StackingRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "StackingRegressorModel";
  /** Fitted members that take part, in order; each was fitted on all rows. */
  readonly estimators: readonly MemberModel<E, number>[];
  /** Fitted members by name; `"drop"` for those that were dropped. */
  readonly namedEstimators: NamedMemberModels<E, number>;
  /** Fitted final estimator. */
  readonly finalEstimator: FinalRegressor<F>;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #state: StackingRegressorState;

  /** @internal */
  constructor(state: StackingRegressorState) {
    this.#state = state;
    this.estimators = activeModels(state.members) as unknown as readonly MemberModel<E, number>[];
    this.namedEstimators = Object.fromEntries(state.members) as NamedMemberModels<E, number>;
    this.finalEstimator = state.finalEstimator as unknown as FinalRegressor<F>;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  static fromState(state: StackingRegressorState): StackingRegressorModel {
    return new StackingRegressorModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /**
   * What the final estimator predicts, shape (nSamples).
   *
   * @throws what the members throw.
   */
  async predict(X: TableLike): Promise<Float64Array> {
    return this.#state.finalEstimator.predict(await this.#features("predict", X));
  }

  /** Coefficient of determination R². */
  async score(X: TableLike, y: VectorLike<number>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return scoreTargets("StackingRegressorModel.score", y, await this.predict(X), sampleWeight);
  }

  /**
   * Predictions of the members, shape (nSamples, nEstimators), and X beside them with `passthrough`.
   *
   * @throws what the members throw.
   */
  async transform(X: TableLike): Promise<Matrix> {
    return named(await this.#features("transform", X), this.featureNamesOut());
  }

  /** Names of the output columns: `stackingregressor_tree`. */
  featureNamesOut(): readonly string[] {
    return stackedNames("stackingregressor", this.#state);
  }

  async #features(method: string, X: TableLike): Promise<Matrix> {
    return stackedFeatures(`${this.typeName}.${method}`, this.#state, X);
  }
}
