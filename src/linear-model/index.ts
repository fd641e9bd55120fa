export {
  BayesianRidge,
  BayesianRidgeModel,
  type BayesianRidgeParams,
  bayesianRidgeParamSpecs,
} from "./bayesian-ridge.js";
export {
  LinearRegression,
  LinearRegressionModel,
  type LinearRegressionParams,
  linearRegressionParamSpecs,
} from "./linear-regression.js";
export {
  LogisticRegression,
  LogisticRegressionModel,
  type LogisticRegressionParams,
  logisticRegressionParamSpecs,
} from "./logistic-regression.js";
export type { LogisticSolver } from "./logistic-solvers.js";
export {
  MinkowskiRegressor,
  MinkowskiRegressorModel,
  type MinkowskiRegressorParams,
  minkowskiRegressorParamSpecs,
} from "./minkowski-regressor.js";
export { Ridge, RidgeModel, type RidgeParams, ridgeParamSpecs } from "./ridge.js";
export type { RidgeSolver } from "./ridge-solvers.js";
