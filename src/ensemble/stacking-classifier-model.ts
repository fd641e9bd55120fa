import { scoreLabels } from "../base/default-score.js";
import type { ClassifierModel, Label, ScoreOptions, TableLike, VectorLike } from "../base/estimator.js";
import type { AnyClassifier, ModelOf } from "../base/model-of.js";
import type { Matrix } from "../core/matrix.js";
import type { LogisticRegressionModel } from "../linear-model/logistic-regression.js";
import { activeModels, type MemberModel, type NamedMemberModels, type StackMember } from "./named-members.js";
import { named, type Stack, stackedFeatures, stackedNames } from "./stack.js";
import type { StackMethod } from "./stacked-outputs.js";

// Methods of the final model that the stack has if it has them.
const FORWARDED = ["predictProba", "decisionFunction"] as const;

type Forwarded = (typeof FORWARDED)[number];
type Method = (X: unknown) => Promise<unknown>;

/** What a stacking classifier consists of. */
export interface StackingClassifierState<L extends Label> extends Stack {
  readonly classes: readonly L[];
  readonly finalEstimator: ClassifierModel<L>;
}

/** Fitted type of the final estimator. */
type FinalClassifier<F, L extends Label> = F extends AnyClassifier
  ? ModelOf<F, L>
  : LogisticRegressionModel<L>;

/** A fitted stack, with the methods of its final model. */
export type FittedStackingClassifier<
  E extends readonly StackMember[],
  F,
  L extends Label,
> = StackingClassifierModel<E, F, L> & {
  readonly [K in keyof FinalClassifier<F, L> & Forwarded]: FinalClassifier<F, L>[K] extends (
    X: never,
  ) => infer R
    ? (X: TableLike) => R
    : never;
};

/** Fitted `StackingClassifier`. It has `predictProba` and `decisionFunction` if and only if its final estimator's model has them. */
export class StackingClassifierModel<
  E extends readonly StackMember[] = readonly StackMember[],
  F = unknown,
  L extends Label = Label,
> implements ClassifierModel<L>
{
  /** Name under which the class is registered. */
  static readonly typeName = "StackingClassifierModel";
  /** Name under which the class is registered. */
  readonly typeName = "StackingClassifierModel";
  /** Fitted members that take part, in order; each was fitted on all rows. */
  readonly estimators: readonly MemberModel<E, L>[];
  /** Fitted members by name; `"drop"` for those that were dropped. */
  readonly namedEstimators: NamedMemberModels<E, L>;
  /** Fitted final estimator. */
  readonly finalEstimator: FinalClassifier<F, L>;
  /** What each member that takes part is asked for. */
  readonly stackMethod: readonly StackMethod[];
  /** Distinct labels, sorted. */
  readonly classes: readonly L[];
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  readonly #state: StackingClassifierState<L>;

  /** @internal */
  constructor(state: StackingClassifierState<L>) {
    this.#state = state;
    this.estimators = activeModels(state.members) as unknown as readonly MemberModel<E, L>[];
    this.namedEstimators = Object.fromEntries(state.members) as NamedMemberModels<E, L>;
    this.finalEstimator = state.finalEstimator as unknown as FinalClassifier<F, L>;
    this.stackMethod = state.methods;
    this.classes = state.classes;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
    const final = state.finalEstimator as unknown as Readonly<Record<string, unknown>>;
    for (const name of FORWARDED) {
      const method = final[name];
      if (typeof method !== "function") continue;
      const value: Method = async (X) =>
        (method as Method).call(final, await this.#features(name, X as TableLike));
      Object.defineProperty(this, name, { value });
    }
  }

  /** @internal */
  static fromState<L extends Label>(
    state: StackingClassifierState<L>,
  ): StackingClassifierModel<readonly StackMember[], unknown, L> {
    return new StackingClassifierModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    return { ...this.#state };
  }

  /**
   * What the final estimator predicts.
   *
   * @throws what the members throw.
   */
  async predict(X: TableLike): Promise<L[]> {
    return this.#state.finalEstimator.predict(await this.#features("predict", X));
  }

  /** Mean accuracy. */
  async score(X: TableLike, y: VectorLike<L>, { sampleWeight }: ScoreOptions = {}): Promise<number> {
    return scoreLabels("StackingClassifierModel.score", y, await this.predict(X), sampleWeight);
  }

  /**
   * What the members say, as the final estimator sees it, and X beside it with `passthrough`.
   *
   * @throws what the members throw.
   */
  async transform(X: TableLike): Promise<Matrix> {
    return named(await this.#features("transform", X), this.featureNamesOut());
  }

  /** Names of the output columns: `stackingclassifier_tree`, numbered where a member makes several. */
  featureNamesOut(): readonly string[] {
    return stackedNames("stackingclassifier", this.#state);
  }

  async #features(method: string, X: TableLike): Promise<Matrix> {
    return stackedFeatures(`${this.typeName}.${method}`, this.#state, X);
  }
}
