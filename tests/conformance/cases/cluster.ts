import { KMeans, type KMeansParams, kMeansParamSpecs } from "learnkit";
import type { ConformanceCase } from "../case.js";

const DRAWN = "which rows the clusters start from is drawn by position, as in scikit-learn";
const TIGHT = "centres are given for the features of the data";

type Exceptions = NonNullable<ConformanceCase["exceptions"]>;

const settings: readonly (readonly [Partial<KMeansParams>, Exceptions])[] = [
  [{ nClusters: 3 }, { "the order of the rows does not matter": DRAWN }],
  [
    { nClusters: 4, init: "random", nInit: 2, algorithm: "elkan", randomState: 5 },
    { "the order of the rows does not matter": DRAWN, "weight 2 equals a row repeated": DRAWN },
  ],
  [{ nClusters: 1 }, {}],
  [
    {
      nClusters: 2,
      init: [
        [0, 0, 0, 0],
        [2, 1, 1, 1],
      ],
      tol: 0,
    },
    { "fits one feature": TIGHT },
  ],
];

export const cases: readonly ConformanceCase[] = settings.map(([params, exceptions]) => ({
  title: `KMeans(${JSON.stringify(params)})`,
  exceptions,
  takesWeights: true,
  make: () => new KMeans(params),
  specs: kMeansParamSpecs,
  construct: (given: Partial<KMeansParams>) => new KMeans(given),
}));
