import {
  KMeans,
  type KMeansParams,
  kMeansParamSpecs,
  MiniBatchKMeans,
  type MiniBatchKMeansParams,
  miniBatchKMeansParamSpecs,
} from "learnkit";
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

const kMeans = settings.map(
  ([params, exceptions]): ConformanceCase => ({
    title: `KMeans(${JSON.stringify(params)})`,
    exceptions,
    takesWeights: true,
    make: () => new KMeans(params),
    specs: kMeansParamSpecs,
    construct: (given: Partial<KMeansParams>) => new KMeans(given),
  }),
);

const batches: readonly Partial<MiniBatchKMeansParams>[] = [
  { nClusters: 3 },
  {
    nClusters: 2,
    init: "random",
    batchSize: 7,
    tol: 0.01,
    initSize: 9,
    maxNoImprovement: 2,
    reassignmentRatio: 0.5,
  },
];

const miniBatch = batches.map(
  (params): ConformanceCase => ({
    title: `MiniBatchKMeans(${JSON.stringify(params)})`,
    takesWeights: true,
    exceptions: {
      "the order of the rows does not matter": DRAWN,
      "weight 2 equals a row repeated": DRAWN,
      "weight 0 equals a row left out": DRAWN,
    },
    make: () => new MiniBatchKMeans(params),
    specs: miniBatchKMeansParamSpecs,
    construct: (given: Partial<MiniBatchKMeansParams>) => new MiniBatchKMeans(given),
  }),
);

export const cases: readonly ConformanceCase[] = [...kMeans, ...miniBatch];
