import {
  BayesianRidge,
  type BayesianRidgeParams,
  bayesianRidgeParamSpecs,
  LinearRegression,
  type LinearRegressionParams,
  LogisticRegression,
  type LogisticRegressionParams,
  linearRegressionParamSpecs,
  logisticRegressionParamSpecs,
  MinkowskiRegressor,
  type MinkowskiRegressorParams,
  minkowskiRegressorParamSpecs,
  Ridge,
  type RidgeParams,
  ridgeParamSpecs,
} from "learnkit";
import type { CheckName, ConformanceCase } from "../case.js";

type Exceptions = Partial<Record<CheckName, string>>;

const DRAWS = "each draw is of a row by its position, so another order or number of rows is another sequence";
const STOCHASTIC: Exceptions = {
  "the order of the rows does not matter": DRAWS,
  "weight 2 equals a row repeated": DRAWS,
  "weight 0 equals a row left out": DRAWS,
};

function linear(params: Partial<LinearRegressionParams>, exceptions: Exceptions = {}): ConformanceCase {
  return {
    title: `LinearRegression(${JSON.stringify(params)})`,
    make: () => new LinearRegression(params),
    specs: linearRegressionParamSpecs,
    construct: (given) => new LinearRegression(given),
    exceptions,
  };
}

function ridge(params: Partial<RidgeParams>, exceptions: Exceptions = {}, closeness = 1e-9): ConformanceCase {
  return {
    title: `Ridge(${JSON.stringify(params)})`,
    make: () => new Ridge(params),
    specs: ridgeParamSpecs,
    construct: (given) => new Ridge(given),
    closeness,
    exceptions,
  };
}

function minkowski(params: Partial<MinkowskiRegressorParams>, closeness: number): ConformanceCase {
  return {
    title: `MinkowskiRegressor(${JSON.stringify(params)})`,
    make: () => new MinkowskiRegressor(params),
    specs: minkowskiRegressorParamSpecs,
    construct: (given) => new MinkowskiRegressor(given),
    closeness, // what the objective's tolerance leaves of the coefficients
  };
}

function bayesian(params: Partial<BayesianRidgeParams>): ConformanceCase {
  return {
    title: `BayesianRidge(${JSON.stringify(params)})`,
    make: () => new BayesianRidge(params),
    specs: bayesianRidgeParamSpecs,
    construct: (given) => new BayesianRidge(given),
  };
}

function logistic(
  params: Partial<LogisticRegressionParams>,
  exceptions: Exceptions = {},
  closeness = 1e-6,
): ConformanceCase {
  return {
    title: `LogisticRegression(${JSON.stringify(params)})`,
    make: () => new LogisticRegression(params),
    specs: logisticRegressionParamSpecs,
    construct: (given) => new LogisticRegression(given),
    closeness,
    exceptions,
  };
}

export const cases: readonly ConformanceCase[] = [
  linear({}),
  linear({ fitIntercept: false, tol: 0 }),
  linear({ positive: true }),
  ridge({}),
  ridge({ alpha: 0, fitIntercept: false }),
  ridge({ solver: "svd" }),
  ridge({ solver: "lsqr", tol: 1e-12 }, {}, 1e-7),
  ridge({ solver: "sparse_cg", tol: 1e-12 }, {}, 1e-7),
  ridge({ solver: "sag" }, STOCHASTIC),
  ridge({ solver: "saga" }, STOCHASTIC),
  ridge({ positive: true }, {}, 1e-4),
  bayesian({}),
  bayesian({ fitIntercept: false, computeScore: true, alphaInit: 2, lambdaInit: 0.5, maxIter: 5 }),
  bayesian({ alpha1: 1, alpha2: 2, lambda1: 3, lambda2: 4, tol: 1e-10 }),
  minkowski({}, 1e-8),
  minkowski({ p: 2, fitIntercept: false }, 1e-9),
  minkowski({ p: 1 }, 1e-9),
  minkowski({ p: 4.5 }, 1e-8),
  logistic({}, {}, 1e-3),
  logistic({ C: 0.1, classWeight: "balanced", tol: 1e-8, maxIter: 1000 }),
  logistic({ solver: "newton-cg", tol: 1e-8 }),
  logistic({ solver: "newton-cholesky", fitIntercept: false }),
  logistic({ solver: "sag", maxIter: 20 }, STOCHASTIC),
  logistic({ solver: "saga", l1Ratio: 0.5, maxIter: 20 }, STOCHASTIC),
  { ...logistic({ solver: "liblinear", tol: 1e-10 }), nClasses: 2 },
  { ...logistic({ solver: "liblinear", l1Ratio: 1, tol: 1e-8 }), nClasses: 2 },
  { ...logistic({ solver: "liblinear", dual: true, tol: 1e-8, maxIter: 1000 }), nClasses: 2 },
  { ...logistic({ C: Number.POSITIVE_INFINITY, tol: 1e-8 }), nClasses: 2 },
];
