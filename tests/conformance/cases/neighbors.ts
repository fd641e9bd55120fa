import {
  KNeighborsClassifier,
  type KNeighborsParams,
  KNeighborsRegressor,
  LocalOutlierFactor,
  type LocalOutlierFactorParams,
  localOutlierFactorParamSpecs,
  NearestNeighbors,
  type NearestNeighborsParams,
  nearestNeighborsParamSpecs,
} from "learnkit";
import { kNeighborsParamSpecs } from "../../../src/neighbors/k-neighbors-params.js";
import type { ConformanceCase } from "../case.js";

const exceptions = {
  "fits one row, or refuses it as invalid input":
    "fit takes fewer rows than neighbours and predict refuses, as in scikit-learn",
} as const;

const settings: readonly (Partial<KNeighborsParams> & { readonly takesMissing?: boolean })[] = [
  {},
  { algorithm: "kd_tree", leafSize: 2, weights: "distance", nNeighbors: 3 },
  { algorithm: "ball_tree", leafSize: 3, metric: "canberra" },
  { algorithm: "brute", p: 1, weights: "distance" },
  { algorithm: "brute", metric: "nan_euclidean", takesMissing: true },
];

function describeSettings(params: object): string {
  return Object.entries(params)
    .map(([name, value]) => `${name}: ${value}`)
    .join(", ");
}

const factorSettings: readonly (Partial<LocalOutlierFactorParams> & { readonly takesMissing?: boolean })[] = [
  {},
  { nNeighbors: 5, contamination: 0.2, algorithm: "kd_tree", leafSize: 3 },
  { nNeighbors: 3, metric: "nan_euclidean", takesMissing: true },
  { novelty: true },
  { novelty: true, nNeighbors: 7, algorithm: "ball_tree", metric: "canberra", contamination: 0.5 },
  { novelty: true, nNeighbors: 100, algorithm: "brute", p: 1 },
];

const factorCases: readonly ConformanceCase[] = factorSettings.map(({ takesMissing = false, ...params }) => ({
  title: `LocalOutlierFactor(${describeSettings(params)})`,
  takesMissing,
  make: () => new LocalOutlierFactor(params),
  specs: localOutlierFactorParamSpecs,
  construct: (given: Partial<LocalOutlierFactorParams>) => new LocalOutlierFactor(given),
  exceptions: {
    ...(params.novelty === true
      ? {}
      : {
          "the order of the rows does not matter": "its answers are about the training rows, in their order",
        }),
  },
}));

const nearestCases: readonly ConformanceCase[] = settings.flatMap(({ takesMissing = false, ...params }) =>
  [KNeighborsClassifier, KNeighborsRegressor].map((Estimator) => ({
    title: `${Estimator.typeName}(${describeSettings(params)})`,
    exceptions,
    takesMissing,
    takesWeights: false,
    make: () => new Estimator(params),
    specs: kNeighborsParamSpecs,
    construct: (given: Partial<KNeighborsParams>) => new Estimator(given),
  })),
);

const searchSettings: readonly (Partial<NearestNeighborsParams> & { readonly takesMissing?: boolean })[] = [
  {},
  { nNeighbors: 3, algorithm: "ball_tree", leafSize: 2, p: 1 },
  { nNeighbors: 2, metric: "nan_euclidean", takesMissing: true },
];

const searchCases: readonly ConformanceCase[] = searchSettings.map(({ takesMissing = false, ...params }) => ({
  title: `NearestNeighbors(${describeSettings(params)})`,
  takesMissing,
  make: () => new NearestNeighbors(params),
  specs: nearestNeighborsParamSpecs,
  construct: (given: Partial<NearestNeighborsParams>) => new NearestNeighbors(given),
  exceptions: {
    ...exceptions,
    "the order of the rows does not matter": "it answers with the positions of rows",
  },
}));

export const cases: readonly ConformanceCase[] = [...nearestCases, ...factorCases, ...searchCases];
