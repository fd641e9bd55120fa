import type { ResampleOptions } from "../base/estimator.js";
import type { ParamSpecs } from "../base/params.js";
import { BaseSampler, type LabelledSamples, type Resampling } from "../base/sampler.js";
import { TomekLinks } from "../under-sampling/index.js";
import {
  type CombinedSamplerParams,
  combinedSamplerParamSpecs,
  samplerOrNull,
  smoteOf,
} from "./combined-sampler-params.js";
import { overThenClean } from "./over-then-clean.js";

/** Hyper-parameters of {@link SMOTETomek}. */
export interface SMOTETomekParams extends CombinedSamplerParams {
  /** What removes rows; null: Tomek's links of all classes. Default null. */
  readonly tomek: TomekLinks | null;
}

/** Domain, default and help of {@link SMOTETomekParams}. */
export const smoteTomekParamSpecs: ParamSpecs<SMOTETomekParams> = {
  ...combinedSamplerParamSpecs,
  tomek: samplerOrNull(TomekLinks, "What removes rows.", "one that cleans all classes"),
};

/**
 * Adds rows to the smaller classes by SMOTE, and then removes the rows of Tomek's links, of both classes.
 *
 * Distances are Euclidean, so scale the features first. Rows are those of imbalanced-learn for the same seed.
 *
 * Cost: those of SMOTE and of {@link TomekLinks} on what it makes.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Batista, Prati & Monard (2004), A study of the behavior of several methods for balancing machine learning training data,
 * doi:10.1145/1007730.1007735.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [20], [21]];
 * const labels = ["often", "often", "often", "often", "often", "often", "rare", "rare"];
 * const sampler = new SMOTETomek({ smote: new SMOTE({ kNeighbors: 1 }) });
 * const { y } = await sampler.fitResample(X, labels);
 * y.filter((label) => label === "rare").length; // => 6
 * ```
 */
export class SMOTETomek extends BaseSampler<SMOTETomekParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "SMOTETomek";

  constructor(params: Partial<SMOTETomekParams> = {}) {
    super(SMOTETomek.typeName, smoteTomekParamSpecs, params, "over-sampling");
  }

  /** @internal */
  static fromState(state: SMOTETomekParams): SMOTETomek {
    return new SMOTETomek(state);
  }

  /** @internal */
  protected async resample(samples: LabelledSamples, options: ResampleOptions): Promise<Resampling<object>> {
    const cleans = this.params.tomek ?? new TomekLinks({ samplingStrategy: "all" });
    return { parts: await overThenClean(samples, smoteOf(this.params), cleans, options), told: {} };
  }
}
