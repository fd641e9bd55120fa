import { FunctionSampler, type FunctionSamplerParams, functionSamplerParamSpecs, SMOTE } from "learnkit";
import type { SamplerCase } from "../sampler-checks.js";

interface Setting {
  readonly name: string;
  readonly params: Partial<FunctionSamplerParams>;
  readonly exceptions: NonNullable<SamplerCase["exceptions"]>;
}

const settings: readonly Setting[] = [
  {
    name: "",
    params: {},
    exceptions: {
      "the leak guard tells of resampled rows that are split":
        "the rows stay as they are, so that nothing leaks",
    },
  },
  {
    name: "SMOTE",
    params: {
      func: (X, y, { kNeighbors }) => new SMOTE({ kNeighbors: Number(kNeighbors) }).fitResample(X, y),
      kwArgs: { kNeighbors: 3 },
    },
    exceptions: {
      "changes no class that the strategy leaves alone": "there is no strategy: the function decides",
      "the leak guard tells of resampled rows that are split":
        "the warning names the sampler that the function asks",
      "survives save and load": "no file can hold a function",
    },
  },
];

export const cases: readonly SamplerCase[] = settings.map(({ name, params, exceptions }) => ({
  title: `FunctionSampler(${name})`,
  make: () => new FunctionSampler(params) as never,
  specs: functionSamplerParamSpecs,
  exceptions,
  construct: (given: Partial<FunctionSamplerParams>) => new FunctionSampler(given) as never,
}));
