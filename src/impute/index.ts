export type { ImputeStrategy } from "./fill-statistic.js";
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
export {
  SimpleImputer,
  type SimpleImputerParams,
  simpleImputerParamSpecs,
} from "./simple-imputer.js";
export { SimpleImputerModel } from "./simple-imputer-model.js";
