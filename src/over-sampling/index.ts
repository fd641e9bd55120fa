export type { OverSamplerParams } from "./over-sampler-params.js";
export {
  RandomOverSampler,
  type RandomOverSamplerParams,
  randomOverSamplerParamSpecs,
} from "./random-over-sampler.js";
