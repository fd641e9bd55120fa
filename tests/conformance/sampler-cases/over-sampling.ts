import { RandomOverSampler, type RandomOverSamplerParams, randomOverSamplerParamSpecs } from "learnkit";
import type { SamplerCase } from "../sampler-checks.js";

const randomSettings: readonly (Partial<RandomOverSamplerParams> & { nClasses?: number })[] = [
  {},
  { samplingStrategy: "all", shrinkage: 0.5, randomState: 3 },
  { samplingStrategy: "minority", shrinkage: { 2: 1, gamma: 1, "class 2": 1 } },
  { samplingStrategy: 0.8, nClasses: 2 },
];

export const cases: readonly SamplerCase[] = randomSettings.map(({ nClasses = 3, ...params }) => ({
  title: `RandomOverSampler(${JSON.stringify(params)})`,
  nClasses,
  takesMissing: params.shrinkage === undefined,
  takesText: params.shrinkage === undefined,
  make: () => new RandomOverSampler(params),
  specs: randomOverSamplerParamSpecs,
  construct: (given: Partial<RandomOverSamplerParams>) => new RandomOverSampler(given),
}));
