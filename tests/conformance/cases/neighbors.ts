import { KNeighborsClassifier, type KNeighborsParams, KNeighborsRegressor } from "learnkit";
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

export const cases: readonly ConformanceCase[] = settings.flatMap(({ takesMissing = false, ...params }) =>
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
