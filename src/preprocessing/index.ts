export type { GivenCategories } from "./category-learner.js";
export {
  MinMaxScaler,
  MinMaxScalerModel,
  type MinMaxScalerParams,
  minMaxScalerParamSpecs,
} from "./min-max-scaler.js";
export {
  OneHotEncoder,
  type OneHotEncoderParams,
  oneHotEncoderParamSpecs,
} from "./one-hot-encoder.js";
export { type HandleUnknown, OneHotEncoderModel } from "./one-hot-encoder-model.js";
export {
  OrdinalEncoder,
  type OrdinalEncoderParams,
  ordinalEncoderParamSpecs,
} from "./ordinal-encoder.js";
export { OrdinalEncoderModel } from "./ordinal-encoder-model.js";
export {
  StandardScaler,
  StandardScalerModel,
  type StandardScalerParams,
  standardScalerParamSpecs,
} from "./standard-scaler.js";
