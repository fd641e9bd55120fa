import type { AnyModel } from "../base/estimator.js";
import type { ModelOf } from "../base/model-of.js";
import { SelectorModel, type SelectorState } from "./selector-model.js";

// Methods of the final model that take X first: the selector's model has those that it has.
const FORWARDED = ["predict", "predictProba", "predictLogProba", "decisionFunction", "score"] as const;

type Forwarded = (typeof FORWARDED)[number];
type Method = (X: unknown, ...rest: readonly unknown[]) => Promise<unknown>;

/** What a fitted elimination can do: select, and what its final model can, on rows with all features. */
export type FittedElimination<M, E, L> = M &
  Pick<ModelOf<E, L>, keyof ModelOf<E, L> & (Forwarded | "classes")>;

/** What an {@link RFEModel} consists of. */
export interface RFEState extends SelectorState {
  readonly ranking: Int32Array;
  readonly estimator: AnyModel;
  readonly allowMissing: boolean;
}

/**
 * Fitted `RFE`: which features are kept, the rank of each, and the final model, fitted on the kept features. It has `predict`, `predictProba`,
 * `predictLogProba`, `decisionFunction`, `score` and `classes` if and only if that model has them; they take X with all features.
 */
export class RFEModel<E = unknown, L = unknown> extends SelectorModel {
  /** Name under which the class is registered. */
  static readonly typeName: string = "RFEModel";
  /** Name under which the class is registered. */
  readonly typeName: string = "RFEModel";
  /** Rank of each feature, shape (nFeatures): 1 for the kept ones, 2 for those dropped last, and so on. */
  readonly ranking: Int32Array;
  /** Model of the kept features. */
  readonly estimator: ModelOf<E, L>;
  /** Number of kept features. */
  readonly nFeaturesSelected: number;
  readonly #allowMissing: boolean;

  /** @internal */
  constructor(state: RFEState) {
    super(state, state.allowMissing);
    this.ranking = state.ranking;
    this.estimator = state.estimator as ModelOf<E, L>;
    this.nFeaturesSelected = state.support.filter(Boolean).length;
    this.#allowMissing = state.allowMissing;
    const final = state.estimator as unknown as Readonly<Record<string, unknown>>;
    for (const name of FORWARDED) {
      const method = final[name] as Method | undefined;
      if (typeof method !== "function") continue;
      const value: Method = async (X, ...rest) =>
        method.call(final, await this.transform(X as never), ...rest);
      Object.defineProperty(this, name, { value, configurable: true });
    }
    if ("classes" in final)
      Object.defineProperty(this, "classes", { value: final["classes"], enumerable: true });
  }

  /** @internal */
  static fromState(state: RFEState): RFEModel {
    return new RFEModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { ranking, estimator } = this;
    return { ...super.toState(), ranking, estimator, allowMissing: this.#allowMissing };
  }
}
