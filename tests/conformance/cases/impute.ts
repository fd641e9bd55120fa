import {
  IterativeImputer,
  iterativeImputerParamSpecs,
  KNNImputer,
  knnImputerParamSpecs,
  MissingIndicator,
  missingIndicatorParamSpecs,
  Ridge,
  SimpleImputer,
  simpleImputerParamSpecs,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const COMPLETE = "the data of this check have no missing value, so that there is no output column to look at";

export const cases: readonly ConformanceCase[] = [
  {
    title: "MissingIndicator()",
    takesMissing: true,
    make: () => new MissingIndicator({ errorOnNew: false }),
    specs: missingIndicatorParamSpecs,
    construct: (params) => new MissingIndicator(params),
    exceptions: {
      "fits one feature": COMPLETE,
      "fits a constant feature": COMPLETE,
      "fits duplicate features": COMPLETE,
      "one class is fitted or refused as invalid input": COMPLETE,
    },
  },
  {
    title: 'MissingIndicator(features: "all", sparse: true)',
    takesMissing: true,
    make: () => new MissingIndicator({ features: "all", sparse: true }),
  },
  {
    title: 'MissingIndicator(features: "all", missingValues: -1)',
    make: () => new MissingIndicator({ features: "all", missingValues: -1 }),
  },
  {
    title: "IterativeImputer()",
    takesMissing: true,
    make: () => new IterativeImputer(),
    specs: iterativeImputerParamSpecs,
    construct: (params) => new IterativeImputer(params),
  },
  {
    title:
      'IterativeImputer(estimator: Ridge, imputationOrder: "random", nNearestFeatures: 2, addIndicator: true)',
    takesMissing: true,
    make: () =>
      new IterativeImputer({
        estimator: new Ridge(),
        imputationOrder: "random",
        nNearestFeatures: 2,
        addIndicator: true,
        maxIter: 3,
      }),
  },
  {
    title: "IterativeImputer(samplePosterior: true, minValue: -9, keepEmptyFeatures: true)",
    takesMissing: true,
    make: () =>
      new IterativeImputer({ samplePosterior: true, minValue: -9, keepEmptyFeatures: true, maxIter: 3 }),
  },
  {
    title: "IterativeImputer(missingValues: 0, skipComplete: true)",
    make: () => new IterativeImputer({ missingValues: 0, skipComplete: true, maxIter: 2 }),
  },
  {
    title: "KNNImputer()",
    takesMissing: true,
    make: () => new KNNImputer(),
    specs: knnImputerParamSpecs,
    construct: (params) => new KNNImputer(params),
  },
  {
    title: 'KNNImputer(weights: "distance", nNeighbors: 100, addIndicator: true, keepEmptyFeatures: true)',
    takesMissing: true,
    make: () =>
      new KNNImputer({ weights: "distance", nNeighbors: 100, addIndicator: true, keepEmptyFeatures: true }),
  },
  {
    title: "KNNImputer(missingValues: 0, nNeighbors: 1)",
    make: () => new KNNImputer({ missingValues: 0, nNeighbors: 1 }),
  },
  {
    title: "SimpleImputer()",
    takesMissing: true,
    make: () => new SimpleImputer(),
    specs: simpleImputerParamSpecs,
    construct: (params) => new SimpleImputer(params),
  },
  {
    title: 'SimpleImputer(strategy: "median", addIndicator: true)',
    takesMissing: true,
    make: () => new SimpleImputer({ strategy: "median", addIndicator: true }),
  },
  {
    title: 'SimpleImputer(strategy: "most_frequent")',
    takesMissing: true,
    make: () => new SimpleImputer({ strategy: "most_frequent" }),
  },
  {
    title: 'SimpleImputer(strategy: "constant", keepEmptyFeatures: true)',
    takesMissing: true,
    make: () => new SimpleImputer({ strategy: "constant", keepEmptyFeatures: true }),
  },
  {
    title: "SimpleImputer(missingValues: -1)",
    make: () => new SimpleImputer({ missingValues: -1 }),
  },
];
