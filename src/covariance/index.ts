export { CovarianceModel, type ErrorNormOptions } from "./covariance-model.js";
export {
  EmpiricalCovariance,
  EmpiricalCovarianceModel,
  type EmpiricalCovarianceParams,
  empiricalCovarianceParamSpecs,
} from "./empirical-covariance.js";
