import {
  AllKNN,
  allKNNParamSpecs,
  type BaseSampler,
  CondensedNearestNeighbour,
  cleaningSamplerParamSpecs,
  condensingParamSpecs,
  EditedNearestNeighbours,
  editingParamSpecs,
  InstanceHardnessThreshold,
  instanceHardnessThresholdParamSpecs,
  NearMiss,
  NeighbourhoodCleaningRule,
  nearMissParamSpecs,
  neighbourhoodCleaningRuleParamSpecs,
  OneSidedSelection,
  RandomForestClassifier,
  RandomUnderSampler,
  RepeatedEditedNearestNeighbours,
  randomUnderSamplerParamSpecs,
  repeatedEditedNearestNeighboursParamSpecs,
  type SamplerParams,
  TomekLinks,
} from "learnkit";
import type { SamplerCase } from "../sampler-checks.js";

interface Subject {
  readonly Sampler: new (params: never) => BaseSampler<SamplerParams>;
  readonly specs: SamplerCase["specs"];
  readonly settings: readonly object[];
  readonly exceptions?: SamplerCase["exceptions"];
}

const subjects: readonly Subject[] = [
  {
    Sampler: RandomUnderSampler,
    specs: randomUnderSamplerParamSpecs,
    settings: [
      {},
      { samplingStrategy: "all", randomState: 3, replacement: true },
      { samplingStrategy: "majority" },
    ],
  },
  {
    Sampler: NearMiss,
    specs: nearMissParamSpecs,
    settings: [
      {},
      { version: 2, nNeighbors: 4 },
      { version: 3, nNeighborsVer3: 2, samplingStrategy: "majority" },
    ],
  },
  {
    Sampler: InstanceHardnessThreshold,
    specs: instanceHardnessThresholdParamSpecs,
    settings: [{ estimator: new RandomForestClassifier({ nEstimators: 4 }), cv: 2 }],
  },
  { Sampler: TomekLinks, specs: cleaningSamplerParamSpecs, settings: [{}, { samplingStrategy: "all" }] },
  {
    Sampler: EditedNearestNeighbours,
    specs: editingParamSpecs,
    settings: [{}, { kindSel: "mode", nNeighbors: 5, samplingStrategy: "not majority" }],
  },
  {
    Sampler: RepeatedEditedNearestNeighbours,
    specs: repeatedEditedNearestNeighboursParamSpecs,
    settings: [{}, { kindSel: "mode", maxIter: 2 }],
  },
  {
    Sampler: AllKNN,
    specs: allKNNParamSpecs,
    settings: [{}, { kindSel: "mode", allowMinority: true }],
    exceptions: {
      "changes no class that the strategy leaves alone":
        "in each round the smallest class is that of the rows left, as in imbalanced-learn",
    },
  },
  {
    Sampler: CondensedNearestNeighbour,
    specs: condensingParamSpecs,
    settings: [{}, { nNeighbors: 3, nSeedsS: 3, randomState: 5 }],
  },
  {
    Sampler: OneSidedSelection,
    specs: condensingParamSpecs,
    settings: [{}, { nNeighbors: 2, nSeedsS: 4, samplingStrategy: "majority" }],
  },
  {
    Sampler: NeighbourhoodCleaningRule,
    specs: neighbourhoodCleaningRuleParamSpecs,
    settings: [
      {},
      { nNeighbors: 2, thresholdCleaning: 1.5 },
      { editedNearestNeighbours: new EditedNearestNeighbours({ nNeighbors: 1 }) },
    ],
  },
];

export const cases: readonly SamplerCase[] = subjects.flatMap(
  ({ Sampler, specs, settings, exceptions = {} }) =>
    settings.map((params) => ({
      title: `${Sampler.name}(${Object.entries(params)
        .map(([name, value]) => (typeof value === "object" ? name : `${name}: ${value}`))
        .join(", ")})`,
      takesMissing: Sampler.name === "RandomUnderSampler",
      takesText: Sampler.name === "RandomUnderSampler",
      make: () => new Sampler(params as never),
      specs,
      exceptions,
      construct: (given: object) => new Sampler(given as never),
    })),
);
