import {
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  histGradientBoostingClassifierParamSpecs,
  histGradientBoostingRegressorParamSpecs,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const TREE = { takesMissing: true } as const;

const DRAWN = "held-out rows are drawn by their position, as in scikit-learn";
const DRAWS = {
  "the order of the rows does not matter": DRAWN,
  "weight 2 equals a row repeated": DRAWN,
  "weight 0 equals a row left out": DRAWN,
} as const;

const classifierBoosting = {
  ...TREE,
  specs: histGradientBoostingClassifierParamSpecs,
  construct: (params: object) => new HistGradientBoostingClassifier(params),
};
const regressorBoosting = {
  ...TREE,
  specs: histGradientBoostingRegressorParamSpecs,
  construct: (params: object) => new HistGradientBoostingRegressor(params),
};
const LEAF_ROWS = {
  "weight 2 equals a row repeated": "minSamplesLeaf counts rows, not weights, as in scikit-learn",
  "weight 0 equals a row left out": "minSamplesLeaf counts rows of weight 0 too, as in scikit-learn",
} as const;

export const cases: readonly ConformanceCase[] = [
  {
    title: "HistGradientBoostingClassifier(8 iterations)",
    ...classifierBoosting,
    exceptions: LEAF_ROWS,
    make: () => new HistGradientBoostingClassifier({ maxIter: 8 }),
  },
  {
    title: "HistGradientBoostingClassifier(two classes, early stopping, balanced, half of the features)",
    ...classifierBoosting,
    nClasses: 2,
    exceptions: DRAWS,
    make: () =>
      new HistGradientBoostingClassifier({
        maxIter: 12,
        minSamplesLeaf: 3,
        earlyStopping: true,
        scoring: "accuracy",
        nIterNoChange: 3,
        classWeight: "balanced",
        maxFeatures: 0.5,
        maxBins: 16,
      }),
  },
  {
    title: "HistGradientBoostingRegressor(8 iterations)",
    ...regressorBoosting,
    exceptions: LEAF_ROWS,
    make: () => new HistGradientBoostingRegressor({ maxIter: 8 }),
  },
  {
    title: "HistGradientBoostingRegressor(absolute_error, leaves of one row, no interactions)",
    ...regressorBoosting,
    exceptions: {
      "weight 2 equals a row repeated":
        "a weighted median is the lower one of two middle values, as in scikit-learn",
      "weight 0 equals a row left out":
        "a weighted median is the lower one of two middle values, as in scikit-learn",
    },
    make: () =>
      new HistGradientBoostingRegressor({
        loss: "absolute_error",
        maxIter: 6,
        minSamplesLeaf: 1,
        interactionCst: "no_interactions",
        maxDepth: 3,
      }),
  },
];
