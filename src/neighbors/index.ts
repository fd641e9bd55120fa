export type {
  DistanceFunction,
  MetricName,
  MetricParams,
  NeighborAlgorithm,
} from "./distance-metric.js";
export {
  KNeighborsClassifier,
  KNeighborsClassifierModel,
  type KNeighborsClassifierParams,
} from "./k-neighbors-classifier.js";
export type { KNeighborsParams } from "./k-neighbors-params.js";
export {
  KNeighborsRegressor,
  KNeighborsRegressorModel,
  type KNeighborsRegressorParams,
} from "./k-neighbors-regressor.js";
export {
  LocalOutlierFactor,
  type LocalOutlierFactorModelOf,
  type LocalOutlierFactorParams,
  localOutlierFactorParamSpecs,
} from "./local-outlier-factor.js";
export { LocalOutlierFactorModel, LocalOutlierFactorNoveltyModel } from "./local-outlier-factor-model.js";
export {
  NearestNeighbors,
  NearestNeighborsModel,
  type NearestNeighborsParams,
  nearestNeighborsParamSpecs,
} from "./nearest-neighbors.js";
export type { NeighborChoice } from "./neighbor-choice.js";
export type { FitMethod } from "./neighbor-search.js";
export type { Neighbors } from "./neighbor-search-model.js";
export type { NeighborWeights, WeightFunction } from "./neighbor-weights.js";
