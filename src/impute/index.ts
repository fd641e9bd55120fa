export type { FeatureModel, Limits, RegressorEstimator } from "./feature-regression.js";
export type { ImputeStrategy } from "./fill-statistic.js";
export type { ImputationOrder } from "./imputation-order.js";
export { IterativeImputer } from "./iterative-imputer.js";
export { IterativeImputerModel } from "./iterative-imputer-model.js";
export { type IterativeImputerParams, iterativeImputerParamSpecs } from "./iterative-imputer-params.js";
export { KNNImputer } from "./knn-imputer.js";
export { KNNImputerModel } from "./knn-imputer-model.js";
export {
  type DonorWeights,
  type HoledDistance,
  type KNNImputerParams,
  knnImputerParamSpecs,
} from "./knn-imputer-params.js";
export { MatrixImputerModel } from "./matrix-imputer-model.js";
export {
  MissingIndicator,
  MissingIndicatorModel,
  type MissingIndicatorParams,
  missingIndicatorParamSpecs,
} from "./missing-indicator.js";
export type { HoledLike, NumericLike } from "./numeric-samples.js";
export type { ImputationStep } from "./round-robin.js";
export {
  SimpleImputer,
  type SimpleImputerParams,
  simpleImputerParamSpecs,
} from "./simple-imputer.js";
export { SimpleImputerModel } from "./simple-imputer-model.js";
