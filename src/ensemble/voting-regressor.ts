import { scoreTargets } from "../base/default-score.js";
import {
  BaseEstimator,
  type FitOptions,
  type RegressorModel,
  type ScoreOptions,
  type TableLike,
  type VectorLike,
} from "../base/estimator.js";
import { distinctNames } from "../base/feature-names.js";
import { startFit } from "../base/fit-options.js";
import { watchTransformer } from "../base/leak-guard.js";
import type { AnyRegressor } from "../base/model-of.js";
import type { ParamSpecs } from "../base/params.js";
import { stackDense } from "../base/stack-outputs.js";
import { Matrix } from "../core/matrix.js";
import {
  activeModels,
  activeNames,
  checkMembers,
  type FittedMember,
  fitMembers,
  type MemberModel,
  membersSpec,
  type NamedMember,
  type NamedMemberModels,
} from "./named-members.js";
import { activeWeights, averageOf, checkMemberWeights, memberWeightsSpec } from "./voting-params.js";

/** Hyper-parameters of {@link VotingRegressor}. */
export interface VotingRegressorParams<
  E extends readonly NamedMember<AnyRegressor>[] = readonly NamedMember<AnyRegressor>[],
> {
  /** Pairs of a name and a regressor; `"drop"` in the place of one takes it out. */
  readonly estimators: E;
  /** Weight of each member, dropped ones included: finite numbers >= 0, or null (default): all alike. */
  readonly weights: readonly number[] | null;
}

/** Domain, default and help of {@link VotingRegressorParams}. */
export const votingRegressorParamSpecs: ParamSpecs<VotingRegressorParams> = {
  estimators: membersSpec<readonly NamedMember<AnyRegressor>[]>("regressor"),
  weights: memberWeightsSpec,
};

/**
 * Fits several regressors to the same rows and predicts the mean of their predictions.
 *
 * Its model transforms X to the predictions of the members, so that it can be a step before the last of a pipeline. Hyper-parameters of
 * the members have paths, `"forest.maxDepth"`, checked by the compiler; `sampleWeight` goes to every member.
 *
 * Cost: the fits of the members, which share the cores.
 *
 * @throws {InvalidParameterError} if a member is no regressor, a name is not distinct or holds a dot, every member is dropped, or the weights
 * do not fit the members.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3]];
 * const y = [0, 2, 4, 6];
 * const vote = new VotingRegressor({
 *   estimators: [["line", new LinearRegression()], ["mean", new DummyRegressor()]],
 *   weights: [3, 1],
 * });
 * const model = await vote.fit(X, y);
 * (await model.predict([[3]]))[0].toFixed(9); // => "5.250000000"
 * (await vote.withParam("mean", "drop").fit(X, y)).estimators.length; // => 1
 * ```
 */
export class VotingRegressor<
  const E extends readonly NamedMember<AnyRegressor>[] = readonly NamedMember<AnyRegressor>[],
> extends BaseEstimator<VotingRegressorParams<E>> {
  /** Name under which the class is registered. */
  static readonly typeName = "VotingRegressor";
  readonly kind = "regressor" as const;
  /** Its model tells what the members say, beside their mean. */
  readonly transforms = true;
  /** Weights go to the members, as in scikit-learn. */
  readonly takesSampleWeight = false;

  constructor(params: { readonly estimators: E } & Partial<Omit<VotingRegressorParams<E>, "estimators">>) {
    const { typeName } = VotingRegressor;
    super(
      typeName,
      votingRegressorParamSpecs as unknown as ParamSpecs<VotingRegressorParams<E>>,
      params as Partial<VotingRegressorParams<E>>,
    );
    checkMembers(typeName, params.estimators, "regressor");
    checkMemberWeights(typeName, this.params.estimators, this.params.weights);
    watchTransformer(this);
  }

  /** @internal */
  static fromState(state: VotingRegressorParams): VotingRegressor {
    return new VotingRegressor(state);
  }

  /**
   * Fits the members; `onProgress` counts them.
   *
   * @param X what every member takes; neither kept nor changed.
   * @param y target, shape (nSamples).
   * @param options.sampleWeight goes to every member.
   * @throws what the members throw.
   */
  async fit(X: TableLike, y: VectorLike<number>, options: FitOptions = {}): Promise<VotingRegressorModel<E>> {
    startFit("VotingRegressor.fit", options);
    const { estimators, weights } = this.params;
    return new VotingRegressorModel({ members: await fitMembers(estimators, X, y, options), weights });
  }
}

/** What a {@link VotingRegressorModel} consists of. */
export interface VotingRegressorState {
  readonly members: readonly FittedMember[];
  /** One for each member, dropped ones included; null: all alike. */
  readonly weights: readonly number[] | null;
}

/** Fitted {@link VotingRegressor}. */
export class VotingRegressorModel<E extends readonly NamedMember[] = readonly NamedMember[]>
  implements RegressorModel
{
  /** Name under which the class is registered. */
  static readonly typeName = "VotingRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "VotingRegressorModel";
  /** Fitted members that take part, in order. */
  readonly estimators: readonly MemberModel<E, number>[];
  /** Fitted members by name; `"drop"` for those that were dropped. */
  readonly namedEstimators: NamedMemberModels<E, number>;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #state: VotingRegressorState;

  /** @internal */
  constructor(state: VotingRegressorState) {
    const models = activeModels(state.members);
    this.#state = state;
    this.estimators = models as unknown as readonly MemberModel<E, number>[];
    this.namedEstimators = Object.fromEntries(state.members) as NamedMemberModels<E, number>;
    this.nFeatures = models[0]!.nFeatures;
    this.featureNames = models[0]!.featureNames;
  }

  /** @internal */
  static fromState(state: VotingRegressorState): VotingRegressorModel {
    return new VotingRegressorModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /**
   * Weighted mean of the members' predictions, shape (nSamples).
   *
   * @throws what the members throw.
   */
  async predict(X: TableLike): Promise<Float64Array> {
    const { members, weights } = this.#state;
    return averageOf(await this.#predictions(X), activeWeights(members, weights));
  }

  /** Coefficient of determination R². */
  async score(X: TableLike, y: VectorLike<number>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return scoreTargets("VotingRegressorModel.score", y, await this.predict(X), sampleWeight);
  }

  /**
   * Predictions of each member, shape (nSamples, nEstimators).
   *
   * @throws what the members throw.
   */
  async transform(X: TableLike): Promise<Matrix> {
    const columns = (await this.#predictions(X)).map((values) => new Matrix(values, values.length, 1));
    return stackDense(columns, columns[0]!.rows, distinctNames(this.featureNamesOut()));
  }

  /** Names of the output columns: `votingregressor_tree`. */
  featureNamesOut(): readonly string[] {
    return activeNames(this.#state.members).map((name) => `votingregressor_${name}`);
  }

  async #predictions(X: TableLike): Promise<Float64Array[]> {
    const all: Float64Array[] = [];
    for (const model of activeModels(this.#state.members) as unknown as RegressorModel[])
      all.push(await model.predict(X));
    return all;
  }
}
