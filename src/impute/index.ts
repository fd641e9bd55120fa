export type { ImputeStrategy } from "./fill-statistic.js";
export {
  MissingIndicator,
  MissingIndicatorModel,
  type MissingIndicatorParams,
  missingIndicatorParamSpecs,
} from "./missing-indicator.js";
export type { NumericLike } from "./numeric-samples.js";
export {
  SimpleImputer,
  type SimpleImputerParams,
  simpleImputerParamSpecs,
} from "./simple-imputer.js";
export { SimpleImputerModel } from "./simple-imputer-model.js";
