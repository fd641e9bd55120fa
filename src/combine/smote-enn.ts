import type { ResampleOptions } from "../base/estimator.js";
import type { ParamSpecs } from "../base/params.js";
import { BaseSampler, type LabelledSamples, type Resampling } from "../base/sampler.js";
import { EditedNearestNeighbours } from "../under-sampling/index.js";
import {
  type CombinedSamplerParams,
  combinedSamplerParamSpecs,
  samplerOrNull,
  smoteOf,
} from "./combined-sampler-params.js";
import { overThenClean } from "./over-then-clean.js";

/** Hyper-parameters of {@link SMOTEENN}. */
export interface SMOTEENNParams extends CombinedSamplerParams {
  /** What removes rows; null: edited nearest neighbours of all classes. Default null. */
  readonly enn: EditedNearestNeighbours | null;
}

/** Domain, default and help of {@link SMOTEENNParams}. */
export const smoteEnnParamSpecs: ParamSpecs<SMOTEENNParams> = {
  ...combinedSamplerParamSpecs,
  enn: samplerOrNull(EditedNearestNeighbours, "What removes rows.", "one that cleans all classes"),
};

/**
 * Adds rows to the smaller classes by SMOTE, and then removes rows of all classes whose neighbours are of another class.
 *
 * Distances are Euclidean, so scale the features first. Rows are those of imbalanced-learn for the same seed.
 *
 * Cost: those of SMOTE and of {@link EditedNearestNeighbours} on what it makes.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Batista, Prati & Monard (2004), A study of the behavior of several methods for balancing machine learning training data,
 * doi:10.1145/1007730.1007735.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [4], [5], [20], [21]];
 * const labels = ["often", "often", "often", "often", "often", "often", "rare", "rare"];
 * const sampler = new SMOTEENN({ smote: new SMOTE({ kNeighbors: 1 }) });
 * const { y } = await sampler.fitResample(X, labels);
 * y.filter((label) => label === "rare").length; // => 6
 * ```
 */
export class SMOTEENN extends BaseSampler<SMOTEENNParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "SMOTEENN";

  constructor(params: Partial<SMOTEENNParams> = {}) {
    super(SMOTEENN.typeName, smoteEnnParamSpecs, params, "over-sampling");
  }

  /** @internal */
  static fromState(state: SMOTEENNParams): SMOTEENN {
    return new SMOTEENN(state);
  }

  /** @internal */
  protected async resample(samples: LabelledSamples, options: ResampleOptions): Promise<Resampling<object>> {
    const cleans = this.params.enn ?? new EditedNearestNeighbours({ samplingStrategy: "all" });
    return { parts: await overThenClean(samples, smoteOf(this.params), cleans, options), told: {} };
  }
}
