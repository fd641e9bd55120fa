import type { AnyModel } from "../base/estimator.js";
import type { SeenFeatures } from "../base/input.js";
import { pairwiseSum } from "../core/pairwise-sum.js";

/** Type of the importances of features: there are some if the models of the rounds tell theirs. */
export type ImportancesOf<M> = M extends { readonly featureImportances: Float64Array }
  ? Float64Array
  : undefined;

/** What every adaptively boosted model is made of. */
export interface BoostedParts<M extends AnyModel> extends SeenFeatures {
  readonly estimators: readonly M[];
  readonly estimatorWeights: Float64Array;
  readonly estimatorErrors: Float64Array;
}

/** What adaptively boosted classifiers and regressors have in common. */
export abstract class BaseBoostedModel<M extends AnyModel> {
  /** Model of each round; fewer than nEstimators where boosting ended early. */
  readonly estimators: readonly M[];
  /** Weight of each model in the vote, shape (nEstimators); 0 for rounds that were not needed. */
  readonly estimatorWeights: Float64Array;
  /** Weighted error of each model on the training rows, shape (nEstimators); 1 for rounds that were not needed. */
  readonly estimatorErrors: Float64Array;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;
  /** Name under which the class is registered. */
  abstract readonly typeName: string;

  /** @internal */
  constructor(parts: BoostedParts<M>) {
    this.estimators = parts.estimators;
    this.estimatorWeights = parts.estimatorWeights;
    this.estimatorErrors = parts.estimatorErrors;
    this.nFeatures = parts.nFeatures;
    this.featureNames = parts.featureNames;
  }

  /**
   * Importance of each feature, shape (nFeatures): the mean of the models' importances by their weights; undefined where the models
   * tell none. Features with many distinct values are favoured; permutation importance is not biased so.
   */
  get featureImportances(): ImportancesOf<M> {
    const total = pairwiseSum(this.estimatorWeights);
    const sums = new Float64Array(this.nFeatures);
    for (const [t, model] of this.estimators.entries()) {
      const own = (model as { readonly featureImportances?: Float64Array }).featureImportances;
      if (own === undefined) return undefined as ImportancesOf<M>;
      for (let j = 0; j < sums.length; j++) sums[j]! += this.estimatorWeights[t]! * own[j]!;
    }
    return sums.map((sum) => sum / total) as ImportancesOf<M>;
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { estimators, estimatorWeights, estimatorErrors, nFeatures, featureNames } = this;
    return { estimators, estimatorWeights, estimatorErrors, nFeatures, featureNames };
  }
}
