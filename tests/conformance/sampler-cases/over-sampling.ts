import {
  ADASYN,
  adasynParamSpecs,
  type BaseSampler,
  BorderlineSMOTE,
  borderlineSmoteParamSpecs,
  KMeans,
  KMeansSMOTE,
  kmeansSmoteParamSpecs,
  NearestNeighbors,
  type ParamSpec,
  RandomOverSampler,
  randomOverSamplerParamSpecs,
  type SamplerParams,
  SMOTE,
  SMOTEN,
  SMOTENC,
  smotencParamSpecs,
  smotenParamSpecs,
  smoteParamSpecs,
} from "learnkit";
import type { SamplerCase } from "../sampler-checks.js";

interface Family {
  // biome-ignore lint/suspicious/noExplicitAny: hyper-parameters of various samplers
  readonly Sampler: { readonly typeName: string; new (params: any): BaseSampler<SamplerParams> };
  // biome-ignore lint/suspicious/noExplicitAny: tables of various samplers
  readonly specs: Readonly<Record<string, ParamSpec<any>>>;
  readonly settings: readonly object[];
  readonly more?: Partial<SamplerCase>;
}

const search = new NearestNeighbors({ nNeighbors: 4, algorithm: "brute", p: 1 });

const families: readonly Family[] = [
  {
    Sampler: RandomOverSampler,
    specs: randomOverSamplerParamSpecs,
    settings: [{}, { samplingStrategy: "minority" }],
    more: { takesMissing: true, takesText: true },
  },
  {
    Sampler: RandomOverSampler,
    specs: randomOverSamplerParamSpecs,
    settings: [
      { samplingStrategy: "all", shrinkage: 0.5, randomState: 3 },
      { samplingStrategy: "minority", shrinkage: { 0: 2, 1: 2, 2: 1, gamma: 1, "class 2": 1 } },
    ],
  },
  {
    Sampler: RandomOverSampler,
    specs: randomOverSamplerParamSpecs,
    settings: [{ samplingStrategy: 0.8 }],
    more: { nClasses: 2, takesMissing: true, takesText: true },
  },
  {
    Sampler: SMOTE,
    specs: smoteParamSpecs,
    settings: [{}, { kNeighbors: search, samplingStrategy: "not minority", randomState: 9 }],
  },
  {
    Sampler: BorderlineSMOTE,
    specs: borderlineSmoteParamSpecs,
    settings: [{}, { kind: "borderline-2", mNeighbors: search, kNeighbors: 3 }],
  },
  {
    Sampler: SMOTENC,
    specs: smotencParamSpecs,
    settings: [{ categoricalFeatures: [1, 3] }],
    more: { rounded: [1, 3], takesText: true },
  },
  {
    Sampler: SMOTENC,
    specs: smotencParamSpecs,
    settings: [{ categoricalFeatures: [false, true, false, true], kNeighbors: search, randomState: 2 }],
    more: {
      rounded: [1, 3],
      takesText: true,
      exceptions: { "takes constant and duplicate features": "its booleans are for four columns" },
    },
  },
  {
    Sampler: SMOTEN,
    specs: smotenParamSpecs,
    settings: [{}, { kNeighbors: 2, samplingStrategy: "not minority" }],
    more: { rounded: [0, 1, 2, 3], takesText: true },
  },
  {
    Sampler: KMeansSMOTE,
    specs: kmeansSmoteParamSpecs,
    settings: [
      { kmeansEstimator: 2, clusterBalanceThreshold: 0.05 },
      {
        kmeansEstimator: new KMeans({ nClusters: 1 }),
        kNeighbors: search,
        densityExponent: 2,
        samplingStrategy: "minority",
      },
    ],
  },
  {
    Sampler: ADASYN,
    specs: adasynParamSpecs,
    settings: [{}, { nNeighbors: search, samplingStrategy: "minority" }],
  },
];

export const cases: readonly SamplerCase[] = families.flatMap(({ Sampler, specs, settings, more }) =>
  settings.map((params) => ({
    title: `${Sampler.typeName}(${JSON.stringify(params)})`,
    make: () => new Sampler(params),
    specs,
    construct: (given: object) => new Sampler(given),
    ...more,
  })),
);
