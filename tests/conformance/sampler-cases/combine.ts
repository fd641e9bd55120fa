import {
  ClusterCentroids,
  type ClusterCentroidsParams,
  clusterCentroidsParamSpecs,
  EditedNearestNeighbours,
  MiniBatchKMeans,
  SMOTE,
  SMOTEENN,
  type SMOTEENNParams,
  SMOTETomek,
  type SMOTETomekParams,
  smoteEnnParamSpecs,
  smoteTomekParamSpecs,
  TomekLinks,
} from "learnkit";
import type { SamplerCase } from "../sampler-checks.js";

const title = (name: string, params: object) => `${name}(${Object.keys(params).join(", ")})`;
const cleaned = {
  "changes no class that the strategy leaves alone": "it cleans what was added, and all classes",
} as const;

const ennSettings: readonly Partial<SMOTEENNParams>[] = [
  {},
  { smote: new SMOTE({ kNeighbors: 2 }), enn: new EditedNearestNeighbours({ kindSel: "mode" }) },
];
const tomekSettings: readonly Partial<SMOTETomekParams>[] = [
  {},
  { samplingStrategy: "minority", randomState: 4, tomek: new TomekLinks({ samplingStrategy: "majority" }) },
];
const centroidSettings: readonly Partial<ClusterCentroidsParams>[] = [
  { voting: "soft" },
  { voting: "hard", samplingStrategy: "all" },
  { voting: "soft", samplingStrategy: "majority", estimator: new MiniBatchKMeans({ batchSize: 20 }) },
];

const midway = {
  "sparse rows are resampled as dense ones are, and stay sparse":
    "of two rows equally far from their centre rounding chooses, and sparse rows are added in another order, as in scikit-learn",
};

export const cases: readonly SamplerCase[] = [
  ...ennSettings.map((params) => ({
    title: title("SMOTEENN", params),
    make: () => new SMOTEENN(params),
    specs: smoteEnnParamSpecs,
    construct: (given: Partial<SMOTEENNParams>) => new SMOTEENN(given),
    exceptions: cleaned,
  })),
  ...tomekSettings.map((params) => ({
    title: title("SMOTETomek", params),
    make: () => new SMOTETomek(params),
    specs: smoteTomekParamSpecs,
    construct: (given: Partial<SMOTETomekParams>) => new SMOTETomek(given),
    exceptions: cleaned,
  })),
  ...centroidSettings.map((params) => ({
    title: title("ClusterCentroids", params),
    make: () => new ClusterCentroids(params),
    specs: clusterCentroidsParamSpecs,
    construct: (given: Partial<ClusterCentroidsParams>) => new ClusterCentroids(given),
    ...(params.voting === "hard" ? { exceptions: midway } : {}),
  })),
];
