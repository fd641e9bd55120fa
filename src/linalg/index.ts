export { cholesky, choleskySolve } from "./cholesky.js";
export { type ConjugateGradientResult, conjugateGradient } from "./conjugate-gradient.js";
export { type LbfgsOptions, type LbfgsResult, lbfgs } from "./lbfgs.js";
export { type LeastSquaresSolution, leastSquares } from "./least-squares.js";
export { logDeterminant } from "./log-determinant.js";
export { type LsqrOptions, type LsqrResult, lsqr } from "./lsqr.js";
export {
  type MinimiseResult,
  type NewtonCgOptions,
  newtonCg,
  type SecondOrderObjective,
} from "./newton-cg.js";
export { nnls } from "./nnls.js";
export type { Evaluation, LinearMap, Objective } from "./objective.js";
export { type SvdFactors, svd } from "./svd.js";
export { type EigenFactors, symmetricEigen } from "./symmetric-eigen.js";
export { symmetricInverse } from "./symmetric-inverse.js";
export { type TrustRegionOptions, trustRegionNewton } from "./trust-region-newton.js";
