export {
  MinMaxScaler,
  MinMaxScalerModel,
  type MinMaxScalerParams,
  minMaxScalerParamSpecs,
} from "./min-max-scaler.js";
export {
  StandardScaler,
  StandardScalerModel,
  type StandardScalerParams,
  standardScalerParamSpecs,
} from "./standard-scaler.js";
