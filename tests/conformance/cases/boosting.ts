import {
  AdaBoostClassifier,
  AdaBoostRegressor,
  adaBoostClassifierParamSpecs,
  adaBoostRegressorParamSpecs,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  GradientBoostingClassifier,
  GradientBoostingRegressor,
  gradientBoostingClassifierParamSpecs,
  gradientBoostingRegressorParamSpecs,
  LinearRegression,
  LogisticRegression,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const ada = {
  specs: adaBoostClassifierParamSpecs,
  construct: (params: object) => new AdaBoostClassifier(params),
};
const adaRegressor = {
  specs: adaBoostRegressorParamSpecs,
  construct: (params: object) => new AdaBoostRegressor(params),
};

const classifier = {
  specs: gradientBoostingClassifierParamSpecs,
  construct: (params: object) => new GradientBoostingClassifier(params),
};
const regressor = {
  specs: gradientBoostingRegressorParamSpecs,
  construct: (params: object) => new GradientBoostingRegressor(params),
};
const DRAWN = "rows are drawn by their position, as in scikit-learn";
const DRAWS = {
  "the order of the rows does not matter": DRAWN,
  "weight 2 equals a row repeated": DRAWN,
  "weight 0 equals a row left out": DRAWN,
} as const;

export const cases: readonly ConformanceCase[] = [
  {
    title: "AdaBoostClassifier()",
    ...ada,
    make: () => new AdaBoostClassifier({ nEstimators: 8 }),
  },
  {
    title: "AdaBoostClassifier(deeper trees, slow)",
    ...ada,
    make: () =>
      new AdaBoostClassifier({
        nEstimators: 5,
        learningRate: 0.5,
        estimator: new DecisionTreeClassifier({ maxDepth: 2, maxFeatures: 2 }),
      }),
  },
  {
    title: "AdaBoostClassifier(two classes, logistic regression)",
    ...ada,
    nClasses: 2,
    make: () => new AdaBoostClassifier({ nEstimators: 3, estimator: new LogisticRegression({ tol: 1e-10 }) }),
  },
  {
    title: "AdaBoostRegressor(5 rounds)",
    ...adaRegressor,
    exceptions: DRAWS,
    make: () => new AdaBoostRegressor({ nEstimators: 5 }),
  },
  {
    title: "AdaBoostRegressor(random trees, square, slow)",
    ...adaRegressor,
    exceptions: DRAWS,
    make: () =>
      new AdaBoostRegressor({
        nEstimators: 4,
        loss: "square",
        learningRate: 0.5,
        estimator: new DecisionTreeRegressor({ maxDepth: 2, splitter: "random" }),
      }),
  },
  {
    title: "AdaBoostRegressor(linear regression, exponential)",
    ...adaRegressor,
    exceptions: DRAWS,
    make: () =>
      new AdaBoostRegressor({ nEstimators: 3, loss: "exponential", estimator: new LinearRegression() }),
  },
  {
    title: "GradientBoostingClassifier(5 stages)",
    ...classifier,
    make: () => new GradientBoostingClassifier({ nEstimators: 5 }),
  },
  {
    title: "GradientBoostingClassifier(exponential, drawn rows)",
    ...classifier,
    nClasses: 2,
    exceptions: DRAWS,
    make: () =>
      new GradientBoostingClassifier({ loss: "exponential", nEstimators: 4, subsample: 0.6, maxFeatures: 2 }),
  },
  {
    title: "GradientBoostingRegressor(5 stages)",
    ...regressor,
    make: () => new GradientBoostingRegressor({ nEstimators: 5 }),
  },
  {
    title: "GradientBoostingRegressor(huber, ends early, best first)",
    ...regressor,
    exceptions: DRAWS,
    make: () =>
      new GradientBoostingRegressor({
        loss: "huber",
        nEstimators: 8,
        nIterNoChange: 2,
        maxLeafNodes: 4,
        tol: 0.1,
      }),
  },
];
