/**
 * Ensembles of trees.
 *
 * @module
 */
export type { ForestClassWeight, ForestParams } from "./forest-params.js";
export {
  RandomForestClassifier,
  RandomForestClassifierModel,
  type RandomForestClassifierParams,
  randomForestClassifierParamSpecs,
} from "./random-forest-classifier.js";
export {
  RandomForestRegressor,
  RandomForestRegressorModel,
  type RandomForestRegressorParams,
  randomForestRegressorParamSpecs,
} from "./random-forest-regressor.js";
