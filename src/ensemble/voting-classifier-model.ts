import { scoreLabels } from "../base/default-score.js";
import type {
  ClassifierModel,
  Label,
  ProbabilisticModel,
  ScoreOptions,
  TableLike,
  VectorLike,
} from "../base/estimator.js";
import { distinctNames } from "../base/feature-names.js";
import { codesOf } from "../base/labels.js";
import { mostProbable } from "../base/most-probable.js";
import { stackDense } from "../base/stack-outputs.js";
import { InvalidParameterError } from "../core/errors.js";
import { log } from "../core/log.js";
import { Matrix } from "../core/matrix.js";
import {
  activeModels,
  activeNames,
  type FittedMember,
  type MemberModel,
  type NamedMember,
  type NamedMemberModels,
} from "./named-members.js";
import { activeWeights, averageOf } from "./voting-params.js";

/** What a voting classifier consists of. */
export interface VotingClassifierState<L extends Label> {
  readonly members: readonly FittedMember[];
  readonly classes: readonly L[];
  /** One for each member, dropped ones included; null: all alike. */
  readonly weights: readonly number[] | null;
}

/** What models of hard and soft voting have in common. */
export abstract class BaseVotingClassifierModel<E extends readonly NamedMember[], L extends Label>
  implements ClassifierModel<L>
{
  /** Fitted members that take part, in order. */
  readonly estimators: readonly MemberModel<E, L>[];
  /** Fitted members by name; `"drop"` for those that were dropped. */
  readonly namedEstimators: NamedMemberModels<E, L>;
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  /** Name under which the class is registered. */
  abstract readonly typeName: string;
  /** @internal */
  protected readonly state: VotingClassifierState<L>;

  /** @internal */
  constructor(state: VotingClassifierState<L>) {
    const models = activeModels(state.members);
    this.state = state;
    this.estimators = models as unknown as readonly MemberModel<E, L>[];
    this.namedEstimators = Object.fromEntries(state.members) as NamedMemberModels<E, L>;
    this.classes = state.classes;
    this.nFeatures = models[0]!.nFeatures;
    this.featureNames = models[0]!.featureNames;
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.state };
  }

  /** The class that the members agree on; the first of equally good ones. */
  abstract predict(X: TableLike): Promise<L[]>;

  /** Mean accuracy. */
  async score(X: TableLike, y: VectorLike<L>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return scoreLabels(`${this.typeName}.score`, y, await this.predict(X), sampleWeight);
  }

  /** @internal Weights of the members that take part. */
  protected get weights(): readonly number[] | null {
    return activeWeights(this.state.members, this.state.weights);
  }
}

/** Fitted `VotingClassifier` whose members vote by the classes that they predict. */
export class VotingClassifierModel<
  E extends readonly NamedMember[] = readonly NamedMember[],
  L extends Label = Label,
> extends BaseVotingClassifierModel<E, L> {
  /** Name under which the class is registered. */
  static readonly typeName = "VotingClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName: string = "VotingClassifierModel";

  /** @internal */
  static fromState<L extends Label>(
    state: VotingClassifierState<L>,
  ): VotingClassifierModel<readonly NamedMember[], L> {
    return new VotingClassifierModel(state);
  }

  /**
   * The class with the most votes; the first of equal ones.
   *
   * @throws what the members throw.
   */
  async predict(X: TableLike): Promise<L[]> {
    const { classes, weights } = this;
    const votes = await this.#votes("predict", X);
    const rows = votes[0]!.length;
    const counts = new Float64Array(rows * classes.length);
    for (const [k, codes] of votes.entries())
      for (let i = 0; i < rows; i++)
        counts[i * classes.length + codes[i]!]! += weights === null ? 1 : weights[k]!;
    return mostProbable(new Matrix(counts, rows, classes.length), classes);
  }

  /**
   * Number of the class that each member predicts, shape (nSamples, nEstimators).
   *
   * @throws what the members throw.
   */
  async transform(X: TableLike): Promise<Matrix> {
    const votes = await this.#votes("transform", X);
    const columns = votes.map((codes) => new Matrix(Float64Array.from(codes), codes.length, 1));
    return stackDense(columns, votes[0]!.length, distinctNames(this.featureNamesOut()));
  }

  /** Names of the output columns: `votingclassifier_tree`. */
  featureNamesOut(): readonly string[] {
    return activeNames(this.state.members).map((name) => `votingclassifier_${name}`);
  }

  /** Number of the class that each member gives each row. */
  async #votes(method: string, X: TableLike): Promise<Int32Array[]> {
    const votes: Int32Array[] = [];
    for (const model of activeModels(this.state.members) as unknown as ClassifierModel<L>[])
      votes.push(codesOf(`${this.typeName}.${method}`, await model.predict(X), this.classes));
    return votes;
  }
}

/** What a soft voting classifier consists of. */
export interface SoftVotingClassifierState<L extends Label> extends VotingClassifierState<L> {
  readonly flattenTransform: boolean;
}

/** Fitted `VotingClassifier` whose members vote by their probabilities. */
export class SoftVotingClassifierModel<
    E extends readonly NamedMember[] = readonly NamedMember[],
    L extends Label = Label,
    F extends boolean = boolean,
  >
  extends BaseVotingClassifierModel<E, L>
  implements ProbabilisticModel<L>
{
  /** Name under which the class is registered. */
  static readonly typeName = "SoftVotingClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName: string = "SoftVotingClassifierModel";
  readonly #flat: boolean;

  /** @internal */
  constructor(state: SoftVotingClassifierState<L>) {
    super(state);
    this.#flat = state.flattenTransform;
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), flattenTransform: this.#flat };
  }

  /** @internal */
  static fromState<L extends Label>(
    state: SoftVotingClassifierState<L>,
  ): SoftVotingClassifierModel<readonly NamedMember[], L> {
    return new SoftVotingClassifierModel(state);
  }

  /**
   * The class of the largest mean probability; the first of equal ones.
   *
   * @throws what the members throw.
   */
  async predict(X: TableLike): Promise<L[]> {
    return mostProbable(await this.predictProba(X), this.classes);
  }

  /**
   * Weighted mean of the members' probabilities, shape (nSamples, nClasses).
   *
   * @throws what the members throw.
   */
  async predictProba(X: TableLike): Promise<Matrix> {
    const all = await this.#probabilities(X);
    const mean = averageOf(
      all.map(({ data }) => data),
      this.weights,
    );
    return new Matrix(mean, all[0]!.rows, this.classes.length);
  }

  /**
   * Natural logarithm of {@link SoftVotingClassifierModel.predictProba}; -Infinity for probability 0.
   *
   * @throws what the members throw.
   */
  async predictLogProba(X: TableLike): Promise<Matrix> {
    const { data, rows, columns } = await this.predictProba(X);
    return new Matrix(data.map(log), rows, columns);
  }

  /**
   * Probabilities of each member: side by side in one matrix of shape (nSamples, nEstimators × nClasses), or, with `flattenTransform: false`,
   * a matrix of shape (nSamples, nClasses) for each member.
   *
   * @throws what the members throw.
   */
  async transform(X: TableLike): Promise<F extends false ? readonly Matrix[] : Matrix> {
    const all = await this.#probabilities(X);
    const output = this.#flat ? stackDense(all, all[0]!.rows, distinctNames(this.featureNamesOut())) : all;
    return output as F extends false ? readonly Matrix[] : Matrix;
  }

  /**
   * Names of the output columns: `votingclassifier_tree0`, `votingclassifier_tree1`, …
   *
   * @throws {InvalidParameterError} if `flattenTransform` is false.
   */
  featureNamesOut(): readonly string[] {
    if (!this.#flat)
      throw new InvalidParameterError(
        this.typeName,
        "flattenTransform",
        "true for columns to have names",
        false,
      );
    return activeNames(this.state.members).flatMap((name) =>
      this.classes.map((_, k) => `votingclassifier_${name}${k}`),
    );
  }

  async #probabilities(X: TableLike): Promise<Matrix[]> {
    const all: Matrix[] = [];
    for (const model of activeModels(this.state.members) as unknown as ProbabilisticModel<L>[])
      all.push(await model.predictProba(X));
    return all;
  }
}
