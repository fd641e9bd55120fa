import {
  BaseEstimator,
  type FitOptions,
  type Label,
  type TableLike,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { encodeLabels } from "../base/labels.js";
import { watchTransformer } from "../base/leak-guard.js";
import type { AnyClassifier } from "../base/model-of.js";
import { choice, flag, type ParamSpecs } from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import { activeModels, checkMembers, fitMembers, membersSpec, type NamedMember } from "./named-members.js";
import { SoftVotingClassifierModel, VotingClassifierModel } from "./voting-classifier-model.js";
import { checkMemberWeights, memberWeightsSpec } from "./voting-params.js";

/** Whether classes are counted, or probabilities averaged. */
export type Voting = "hard" | "soft";

/** Hyper-parameters of {@link VotingClassifier}. */
export interface VotingClassifierParams<
  E extends readonly NamedMember<AnyClassifier>[] = readonly NamedMember<AnyClassifier>[],
  V extends Voting = Voting,
  F extends boolean = boolean,
> {
  /** Pairs of a name and a classifier; `"drop"` in the place of one takes it out. */
  readonly estimators: E;
  /** `"hard"` (default): the class that most members predict; `"soft"`: the class of the largest mean probability. */
  readonly voting: V;
  /** Weight of each member, dropped ones included: finite numbers >= 0, or null (default): all alike. */
  readonly weights: readonly number[] | null;
  /** Whether soft voting transforms to one matrix, the members side by side. Default true; false: a matrix for each member. */
  readonly flattenTransform: F;
}

/** Domain, default and help of {@link VotingClassifierParams}. */
export const votingClassifierParamSpecs: ParamSpecs<VotingClassifierParams> = {
  estimators: membersSpec<readonly NamedMember<AnyClassifier>[]>("classifier"),
  voting: choice({
    default: "hard",
    options: ["hard", "soft"],
    help: "Count classes, or average probabilities.",
  }),
  weights: memberWeightsSpec,
  flattenTransform: flag({ default: true, help: "Soft voting transforms to one matrix." }),
};

/** What a {@link VotingClassifier} learns, by its kind of voting. */
export type FittedVoting<
  E extends readonly NamedMember<AnyClassifier>[],
  V extends Voting,
  F extends boolean,
  L extends Label,
> = V extends "soft" ? SoftVotingClassifierModel<E, L, F> : VotingClassifierModel<E, L>;

/**
 * Fits several classifiers to the same rows and lets them vote: by the classes that they predict, or by their probabilities.
 *
 * Its model has `predictProba` if voting is soft, and transforms X to what the members say, so that it can be a step before the last of a
 * pipeline. Hyper-parameters of the members have paths, `"forest.maxDepth"`, checked by the compiler; `sampleWeight` goes to every
 * member. Members learn the labels themselves, where scikit-learn hands them class numbers.
 *
 * Cost: the fits of the members, which share the cores.
 *
 * @throws {InvalidParameterError} if a member is no classifier, a name is not distinct or holds a dot, every member is dropped, the weights do
 * not fit the members, or a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5]];
 * const y = ["a", "a", "a", "b", "b", "b"];
 * const vote = new VotingClassifier({
 *   estimators: [["tree", new DecisionTreeClassifier()], ["near", new KNeighborsClassifier({ nNeighbors: 1 })]],
 *   voting: "soft",
 *   weights: [1, 3],
 * });
 * const model = await vote.fit(X, y);
 * await model.predict([[1.2], [4.4]]); // => ["a", "b"]
 * (await model.predictProba([[4]])).toArray(); // => [[0, 1]]
 * model.namedEstimators.tree.classes; // => ["a", "b"]
 * ```
 */
export class VotingClassifier<
  const E extends readonly NamedMember<AnyClassifier>[] = readonly NamedMember<AnyClassifier>[],
  V extends Voting = "hard",
  F extends boolean = true,
> extends BaseEstimator<VotingClassifierParams<E, V, F>> {
  /** Name under which the class is registered. */
  static readonly typeName = "VotingClassifier";
  readonly kind = "classifier" as const;
  /** Its model tells what the members say, beside their verdict. */
  readonly transforms = true;
  /** Weights go to the members, as in scikit-learn. */
  readonly takesSampleWeight = false;

  constructor(
    params: { readonly estimators: E } & Partial<Omit<VotingClassifierParams<E, V, F>, "estimators">>,
  ) {
    const { typeName } = VotingClassifier;
    super(
      typeName,
      votingClassifierParamSpecs as unknown as ParamSpecs<VotingClassifierParams<E, V, F>>,
      params as Partial<VotingClassifierParams<E, V, F>>,
    );
    checkMembers(typeName, params.estimators, "classifier");
    checkMemberWeights(typeName, this.params.estimators, this.params.weights);
    watchTransformer(this);
  }

  /** @internal */
  static fromState(
    state: VotingClassifierParams,
  ): VotingClassifier<readonly NamedMember<AnyClassifier>[], Voting, boolean> {
    return new VotingClassifier(state);
  }

  /**
   * Fits the members; `onProgress` counts them.
   *
   * @param X what every member takes; neither kept nor changed.
   * @param y labels, shape (nSamples).
   * @param options.sampleWeight goes to every member.
   * @throws {InvalidParameterError} if voting is soft and a member's model has no probabilities.
   * @throws what the members throw.
   */
  async fit<L extends Label>(
    X: TableLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<FittedVoting<E, V, F, L>> {
    const where = "VotingClassifier.fit";
    startFit(where, options);
    const { estimators, voting, weights, flattenTransform } = this.params;
    const { classes } = encodeLabels(where, y);
    const members = await fitMembers(estimators, X, y, options);
    const parts = { members, classes, weights };
    if (voting === "hard") return new VotingClassifierModel<E, L>(parts) as FittedVoting<E, V, F, L>;
    for (const model of activeModels(members)) {
      if ("predictProba" in model) continue;
      const rule = `"hard", since a ${model.typeName} has no predictProba`;
      throw new InvalidParameterError(VotingClassifier.typeName, "voting", rule, voting);
    }
    return new SoftVotingClassifierModel<E, L, F>({ ...parts, flattenTransform }) as FittedVoting<E, V, F, L>;
  }
}
