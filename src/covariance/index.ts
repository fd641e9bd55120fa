export { CovarianceModel, type ErrorNormOptions } from "./covariance-model.js";
export {
  EllipticEnvelope,
  EllipticEnvelopeModel,
  type EllipticEnvelopeParams,
  ellipticEnvelopeParamSpecs,
} from "./elliptic-envelope.js";
export {
  EmpiricalCovariance,
  EmpiricalCovarianceModel,
  type EmpiricalCovarianceParams,
  empiricalCovarianceParamSpecs,
} from "./empirical-covariance.js";
export { type FastMcdOptions, type FastMcdResult, fastMcd } from "./fast-mcd.js";
export { MinCovDet, MinCovDetModel, type MinCovDetParams, minCovDetParamSpecs } from "./min-cov-det.js";
export { RobustCovarianceModel } from "./robust-covariance-model.js";
