import {
  AdaBoostClassifier,
  adaBoostClassifierParamSpecs,
  DecisionTreeClassifier,
  LogisticRegression,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const ada = {
  specs: adaBoostClassifierParamSpecs,
  construct: (params: object) => new AdaBoostClassifier(params),
};

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
];
