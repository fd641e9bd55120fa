import {
  AdaBoostClassifier,
  BalancedBaggingClassifier,
  balancedBaggingClassifierParamSpecs,
  EasyEnsembleClassifier,
  easyEnsembleClassifierParamSpecs,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const DRAWN = "rows are drawn by their position, as in imbalanced-learn";

export const cases: readonly ConformanceCase[] = [
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
];
