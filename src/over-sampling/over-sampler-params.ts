import { type ParamSpecs, randomStateSpec } from "../base/params.js";
import { type OverSamplingStrategy, overSamplingStrategySpec } from "../base/sampling-strategy.js";

/** Hyper-parameters of every over-sampler. */
export interface OverSamplerParams {
  /**
   * Which classes get rows, and how many: `"auto"` or `"not majority"` (all but the largest, up to its size), `"minority"`,
   * `"not minority"`, `"all"`; a number > 0 and <= 1, the share of the majority class that the minority class is to have
   * (two classes only); a table of rows by label; or a function of y that returns one. Default `"auto"`.
   */
  readonly samplingStrategy: OverSamplingStrategy;
  /** Seed: an integer >= 0, or null for fresh entropy. Default 0. */
  readonly randomState: number | null;
}

/** Domains, defaults and help of {@link OverSamplerParams}. */
export const overSamplerParamSpecs: ParamSpecs<OverSamplerParams> = {
  samplingStrategy: overSamplingStrategySpec,
  randomState: randomStateSpec,
};
