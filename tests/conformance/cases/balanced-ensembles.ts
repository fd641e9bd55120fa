import {
  AdaBoostClassifier,
  BalancedBaggingClassifier,
  BalancedRandomForestClassifier,
  balancedBaggingClassifierParamSpecs,
  balancedRandomForestClassifierParamSpecs,
  DecisionTreeClassifier,
  EasyEnsembleClassifier,
  easyEnsembleClassifierParamSpecs,
  RUSBoostClassifier,
  rusBoostClassifierParamSpecs,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const DRAWN = "rows are drawn by their position, as in imbalanced-learn";

const forest = {
  takesMissing: true,
  exceptions: {
    "the order of the rows does not matter": DRAWN,
    "weight 2 equals a row repeated": DRAWN,
    "weight 0 equals a row left out": DRAWN,
  },
  specs: balancedRandomForestClassifierParamSpecs,
  construct: (params: object) => new BalancedRandomForestClassifier(params),
} as const;

const WEIGHTED = {
  "the order of the rows does not matter": DRAWN,
  "weight 2 equals a row repeated": DRAWN,
  "weight 0 equals a row left out": DRAWN,
} as const;

export const cases: readonly ConformanceCase[] = [
  {
    title: "BalancedRandomForestClassifier(6 trees)",
    ...forest,
    make: () => new BalancedRandomForestClassifier({ nEstimators: 6 }),
  },
  {
    title: "BalancedRandomForestClassifier(bootstrap, out of bag)",
    ...forest,
    make: () =>
      new BalancedRandomForestClassifier({
        nEstimators: 5,
        bootstrap: true,
        oobScore: true,
        replacement: false,
        samplingStrategy: "auto",
        classWeight: "balanced_subsample",
      }),
  },
  {
    title: "BalancedBaggingClassifier(3 trees)",
    takesMissing: true,
    takesWeights: false,
    exceptions: { "the order of the rows does not matter": DRAWN },
    specs: balancedBaggingClassifierParamSpecs,
    construct: (params) => new BalancedBaggingClassifier(params),
    make: () => new BalancedBaggingClassifier({ nEstimators: 3 }),
  },
  {
    title: "EasyEnsembleClassifier(2 boosted)",
    takesWeights: false,
    exceptions: { "the order of the rows does not matter": DRAWN },
    specs: easyEnsembleClassifierParamSpecs,
    construct: (params) => new EasyEnsembleClassifier(params),
    make: () =>
      new EasyEnsembleClassifier({
        nEstimators: 2,
        estimator: new AdaBoostClassifier({ nEstimators: 3 }),
        replacement: true,
      }),
  },
  {
    title: "RUSBoostClassifier(4 rounds)",
    exceptions: { "weight 2 equals a row repeated": DRAWN },
    specs: rusBoostClassifierParamSpecs,
    construct: (params) => new RUSBoostClassifier(params),
    make: () => new RUSBoostClassifier({ nEstimators: 4 }),
  },
  {
    title: "RUSBoostClassifier(deeper trees, replacement)",
    exceptions: WEIGHTED,
    specs: rusBoostClassifierParamSpecs,
    construct: (params) => new RUSBoostClassifier(params),
    make: () =>
      new RUSBoostClassifier({
        nEstimators: 3,
        replacement: true,
        learningRate: 0.5,
        samplingStrategy: "all",
        estimator: new DecisionTreeClassifier({ maxDepth: 3 }),
      }),
  },
];
