import {
  DecisionTreeClassifier,
  FixedThresholdClassifier,
  fixedThresholdClassifierParamSpecs,
  LogisticRegression,
  makePipeline,
  StandardScaler,
  TunedThresholdClassifierCV,
  tunedThresholdClassifierCVParamSpecs,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const { estimator: _ofFixed, ...fixedSpecs } = fixedThresholdClassifierParamSpecs;
const { estimator: _ofTuned, ...tunedSpecs } = tunedThresholdClassifierCVParamSpecs;
const DEALT = "the folds are dealt by the order of the rows, and the scores taken over all of them";

const SPLIT = "the one fit is of the training part, whose rows are counted in the order of the split";
const LAST = "the weights of a pipeline go to its last step, and not to the scaler";
const logistic = new LogisticRegression({ tol: 1e-12, maxIter: 500 });

export const cases: readonly ConformanceCase[] = [
  {
    title: "FixedThresholdClassifier(LogisticRegression)",
    nClasses: 2,
    closeness: 1e-6,
    make: () => new FixedThresholdClassifier(logistic, { threshold: 0.3 }),
    specs: fixedSpecs,
    construct: (params) => new FixedThresholdClassifier(new LogisticRegression(), params),
  },
  {
    title: "FixedThresholdClassifier(pipeline, decision function)",
    nClasses: 2,
    exceptions: {
      "weight 2 equals a row repeated": LAST,
      "weight 0 equals a row left out": LAST,
    },
    closeness: 1e-6,
    make: () =>
      new FixedThresholdClassifier(makePipeline(new StandardScaler(), logistic), {
        threshold: 0.5,
        responseMethod: "decision_function",
      }),
  },
  {
    title: "TunedThresholdClassifierCV(DecisionTreeClassifier)",
    nClasses: 2,
    takesMissing: true,
    make: () => new TunedThresholdClassifierCV(new DecisionTreeClassifier({ maxDepth: 3 }), { cv: 3 }),
    specs: tunedSpecs,
    construct: (params) => new TunedThresholdClassifierCV(new DecisionTreeClassifier(), params),
  },
  {
    title: "TunedThresholdClassifierCV(LogisticRegression, one split, F1)",
    nClasses: 2,
    exceptions: {
      "the order of the rows does not matter": DEALT,
      "weight 2 equals a row repeated": DEALT,
      "weight 0 equals a row left out": DEALT,
      "takes missing values or refuses them by row and column": SPLIT,
      "refuses ragged rows": SPLIT,
      "refuses text among numbers by row and column": SPLIT,
    },
    make: () =>
      new TunedThresholdClassifierCV(new LogisticRegression(), {
        cv: 0.4,
        refit: false,
        scoring: "f1_macro",
        thresholds: [0.2, 0.4, 0.6],
        storeCvResults: true,
      }),
  },
];
