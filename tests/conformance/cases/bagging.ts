import {
  BaggingClassifier,
  BaggingRegressor,
  baggingClassifierParamSpecs,
  baggingRegressorParamSpecs,
  KNeighborsClassifier,
  LogisticRegression,
  Ridge,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const DRAWN = "rows are drawn by their position, as in scikit-learn";
const DRAWS = {
  "the order of the rows does not matter": DRAWN,
  "weight 2 equals a row repeated": DRAWN,
  "weight 0 equals a row left out": DRAWN,
} as const;

export const cases: readonly ConformanceCase[] = [
  {
    title: "BaggingClassifier(5 trees, out of bag)",
    takesMissing: true,
    exceptions: DRAWS,
    specs: baggingClassifierParamSpecs,
    construct: (params) => new BaggingClassifier(params),
    make: () => new BaggingClassifier({ nEstimators: 5 }),
  },
  {
    title: "BaggingClassifier(KNeighborsClassifier, some features)",
    exceptions: DRAWS,
    make: () =>
      new BaggingClassifier({
        estimator: new KNeighborsClassifier({ nNeighbors: 1 }),
        nEstimators: 3,
        maxFeatures: 0.8,
        bootstrapFeatures: true,
      }),
  },
  {
    title: "BaggingClassifier(LogisticRegression)",
    exceptions: DRAWS,
    make: () => new BaggingClassifier({ estimator: new LogisticRegression(), nEstimators: 3 }),
  },
  {
    title: "BaggingRegressor(5 trees)",
    takesMissing: true,
    exceptions: DRAWS,
    specs: baggingRegressorParamSpecs,
    construct: (params) => new BaggingRegressor(params),
    make: () => new BaggingRegressor({ nEstimators: 5, maxSamples: 0.7 }),
  },
  {
    title: "BaggingRegressor(Ridge)",
    exceptions: DRAWS,
    make: () => new BaggingRegressor({ estimator: new Ridge(), nEstimators: 3 }),
  },
];
