import { DummyClassifier, DummyRegressor } from "learnkit";
import { dummyClassifierParamSpecs } from "../../../src/dummy/dummy-classifier.js";
import { dummyRegressorParamSpecs } from "../../../src/dummy/dummy-regressor.js";
import type { ConformanceCase } from "../case.js";

const BLIND = "a dummy does not look at X, as in scikit-learn";
const exceptions = {
  "refuses Infinity by row and column": BLIND,
  "refuses text among numbers by row and column": BLIND,
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
];
