import { DummyClassifier, DummyRegressor } from "learnkit";
import { dummyClassifierParamSpecs } from "../../../src/dummy/dummy-classifier.js";
import { dummyRegressorParamSpecs } from "../../../src/dummy/dummy-regressor.js";
import type { ConformanceCase } from "../case.js";

const BLIND = "a dummy does not look at X, as in scikit-learn";
const exceptions = {
  "refuses Infinity by row and column": BLIND,
  "refuses text among numbers by row and column": BLIND,
  "a fault in a worker arrives as the same error": BLIND,
} as const;

const QUANTILES =
  "weighted quantiles invert the distribution function, others interpolate, as in scikit-learn";
const weightedQuantiles = {
  ...exceptions,
  "weight 2 equals a row repeated": QUANTILES,
  "weight 0 equals a row left out": QUANTILES,
} as const;

export const cases: readonly ConformanceCase[] = [
  {
    title: "DummyClassifier()",
    exceptions,
    takesMissing: true,
    make: () => new DummyClassifier(),
    specs: dummyClassifierParamSpecs,
    construct: (params) => new DummyClassifier(params),
  },
  {
    title: "DummyRegressor()",
    exceptions,
    takesMissing: true,
    make: () => new DummyRegressor(),
    specs: dummyRegressorParamSpecs,
    construct: (params) => new DummyRegressor(params),
  },
  ...(["most_frequent", "stratified", "uniform"] as const).map(
    (strategy): ConformanceCase => ({
      title: `DummyClassifier(strategy: ${strategy})`,
      exceptions,
      takesMissing: true,
      make: () => new DummyClassifier({ strategy, randomState: 3 }),
    }),
  ),
  {
    title: "DummyRegressor(strategy: median)",
    exceptions: weightedQuantiles,
    takesMissing: true,
    make: () => new DummyRegressor({ strategy: "median" }),
  },
  {
    title: "DummyRegressor(strategy: quantile)",
    exceptions: weightedQuantiles,
    takesMissing: true,
    make: () => new DummyRegressor({ strategy: "quantile", quantile: 0.9 }),
  },
];
