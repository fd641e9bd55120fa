import { integer, type ParamSpec, type ParamSpecs } from "../base/params.js";
import {
  type CleanSamplingStrategy,
  cleanSamplingStrategySpec,
  type UnderSamplingStrategy,
  underSamplingStrategySpec,
} from "../base/sampling-strategy.js";

/** Hyper-parameters of every under-sampler that keeps a given number of rows. */
export interface UnderSamplerParams {
  /**
   * Rows to keep: `"auto"` or `"not minority"` (as many of every class as the smallest one has), `"majority"`, `"not majority"`, `"all"`,
   * for two classes the share of the larger one that the smaller one is to be, a table of rows by label (object, Map or list of
   * pairs), or a function of y that returns such a table. Default `"auto"`.
   */
  readonly samplingStrategy: UnderSamplingStrategy;
}

/** Domain, default and help of {@link UnderSamplerParams}. */
export const underSamplerParamSpecs: ParamSpecs<UnderSamplerParams> = {
  samplingStrategy: underSamplingStrategySpec,
};

/** Hyper-parameters of every under-sampler that removes rows by a rule of its own. */
export interface CleaningSamplerParams {
  /**
   * Classes that rows are removed from: `"auto"` or `"not minority"` (all but the smallest), `"majority"`, `"not majority"`, `"all"`,
   * or a list of labels. Default `"auto"`.
   */
  readonly samplingStrategy: CleanSamplingStrategy;
}

/** Domain, default and help of {@link CleaningSamplerParams}. */
export const cleaningSamplerParamSpecs: ParamSpecs<CleaningSamplerParams> = {
  samplingStrategy: cleanSamplingStrategySpec,
};

/** Spec of a number of neighbours. */
export function neighborsSpec(count: number, help: string): ParamSpec<number> {
  return integer({ default: count, min: 1, help });
}
