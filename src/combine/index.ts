/**
 * More rows of the smaller classes, and then fewer where classes meet.
 *
 * @module
 */
export type { CombinedSamplerParams } from "./combined-sampler-params.js";
export {
  type FunctionRows,
  FunctionSampler,
  type FunctionSamplerParams,
  functionSamplerParamSpecs,
  type ResampleFunction,
} from "./function-sampler.js";
export { SMOTEENN, type SMOTEENNParams, smoteEnnParamSpecs } from "./smote-enn.js";
export { SMOTETomek, type SMOTETomekParams, smoteTomekParamSpecs } from "./smote-tomek.js";
