export { fClassif, fOneway, type OnewayResult } from "./analysis-of-variance.js";
export { chi2 } from "./chi2.js";
export type { EliminationResults } from "./elimination-results.js";
export {
  GenericUnivariateSelect,
  type GenericUnivariateSelectParams,
  genericUnivariateSelectParamSpecs,
  type SelectionMode,
} from "./generic-univariate-select.js";
export type { ImportanceGetter, Importances } from "./importance-getter.js";
export type { ImportanceThreshold } from "./importance-threshold.js";
export type { MutualInfoOptions } from "./information-features.js";
export { mutualInfoClassif, mutualInfoRegression } from "./mutual-information.js";
export { RFE, type RFEOptions, type RFEParams, rfeParamSpecs } from "./rfe.js";
export { type FittedElimination, RFEModel } from "./rfe-model.js";
export { RFECV, type RFECVOptions, type RFECVParams, rfecvParamSpecs } from "./rfecv.js";
export { RFECVModel } from "./rfecv-model.js";
export type {
  FeatureScoreFunction,
  FeatureScoreName,
  FeatureScores,
  TestedScores,
} from "./score-function.js";
export { SelectFdr, type SelectFdrParams, selectFdrParamSpecs } from "./select-fdr.js";
export { SelectFpr, type SelectFprParams, selectFprParamSpecs } from "./select-fpr.js";
export {
  SelectFromModel,
  SelectFromModelModel,
  type SelectFromModelOptions,
  type SelectFromModelParams,
  selectFromModelParamSpecs,
} from "./select-from-model.js";
export { SelectFwe, type SelectFweParams, selectFweParamSpecs } from "./select-fwe.js";
export { SelectKBest, type SelectKBestParams, selectKBestParamSpecs } from "./select-k-best.js";
export {
  SelectPercentile,
  type SelectPercentileParams,
  selectPercentileParamSpecs,
} from "./select-percentile.js";
export { SelectorModel } from "./selector-model.js";
export { type CorrelationOptions, fRegression, rRegression } from "./target-correlation.js";
export { type ScoreFuncParams, UnivariateSelectorModel } from "./univariate-selector.js";
export {
  VarianceThreshold,
  VarianceThresholdModel,
  type VarianceThresholdParams,
  varianceThresholdParamSpecs,
} from "./variance-threshold.js";
