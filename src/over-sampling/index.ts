export { ADASYN, type ADASYNParams, adasynParamSpecs } from "./adasyn.js";
export {
  type BorderlineRows,
  BorderlineSMOTE,
  type BorderlineSMOTEParams,
  borderlineSmoteParamSpecs,
} from "./borderline-smote.js";
export type { NominalFeatures } from "./categorical-features.js";
export { KMeansSMOTE, type KMeansSMOTEParams, kmeansSmoteParamSpecs } from "./kmeans-smote.js";
export type { OverSamplerParams } from "./over-sampler-params.js";
export {
  RandomOverSampler,
  type RandomOverSamplerParams,
  randomOverSamplerParamSpecs,
} from "./random-over-sampler.js";
export { SMOTE, type SMOTEParams, smoteParamSpecs } from "./smote.js";
export { SMOTEN, type SMOTENParams, smotenParamSpecs } from "./smoten.js";
export { type NominalContinuousRows, SMOTENC, type SMOTENCParams, smotencParamSpecs } from "./smotenc.js";
