import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  decisionTreeClassifierParamSpecs,
  decisionTreeRegressorParamSpecs,
  ExtraTreeClassifier,
  ExtraTreeRegressor,
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  extraTreeClassifierParamSpecs,
  extraTreeRegressorParamSpecs,
  extraTreesClassifierParamSpecs,
  extraTreesRegressorParamSpecs,
  IsolationForest,
  isolationForestParamSpecs,
  RandomForestClassifier,
  RandomForestRegressor,
  randomForestClassifierParamSpecs,
  randomForestRegressorParamSpecs,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const TREE = { takesMissing: true } as const;

const DRAWN = "rows are drawn by their position, as in scikit-learn";
const WEIGHTS = {
  "weight 2 equals a row repeated": DRAWN,
  "weight 0 equals a row left out": DRAWN,
} as const;
const DRAWS = { "the order of the rows does not matter": DRAWN, ...WEIGHTS } as const;

const classifierTree = {
  ...TREE,
  specs: decisionTreeClassifierParamSpecs,
  construct: (params: object) => new DecisionTreeClassifier(params),
};
const regressorTree = {
  ...TREE,
  specs: decisionTreeRegressorParamSpecs,
  construct: (params: object) => new DecisionTreeRegressor(params),
};
const classifierForest = {
  ...TREE,
  specs: randomForestClassifierParamSpecs,
  construct: (params: object) => new RandomForestClassifier(params),
};
const regressorForest = {
  ...TREE,
  specs: randomForestRegressorParamSpecs,
  construct: (params: object) => new RandomForestRegressor(params),
};
const extraClassifierTree = {
  ...TREE,
  specs: extraTreeClassifierParamSpecs,
  construct: (params: object) => new ExtraTreeClassifier(params),
};
const extraRegressorTree = {
  ...TREE,
  specs: extraTreeRegressorParamSpecs,
  construct: (params: object) => new ExtraTreeRegressor(params),
};
const extraClassifierForest = {
  ...TREE,
  specs: extraTreesClassifierParamSpecs,
  construct: (params: object) => new ExtraTreesClassifier(params),
};
const extraRegressorForest = {
  ...TREE,
  specs: extraTreesRegressorParamSpecs,
  construct: (params: object) => new ExtraTreesRegressor(params),
};
const isolationForest = {
  ...TREE,
  takesWeights: true,
  specs: isolationForestParamSpecs,
  construct: (params: object) => new IsolationForest(params),
};

export const cases: readonly ConformanceCase[] = [
  {
    title: "DecisionTreeClassifier()",
    ...classifierTree,
    make: () => new DecisionTreeClassifier(),
  },
  {
    title: "DecisionTreeClassifier(entropy, random splits, best first, balanced)",
    ...classifierTree,
    exceptions: {
      "weight 2 equals a row repeated": "balanced class weights count rows, not weights, as in scikit-learn",
    },
    make: () =>
      new DecisionTreeClassifier({
        criterion: "entropy",
        splitter: "random",
        maxLeafNodes: 6,
        classWeight: "balanced",
        maxFeatures: 2,
      }),
  },
  {
    title: "DecisionTreeClassifier(categoricalFeatures: [0])",
    ...classifierTree,
    categories: true,
    make: () => new DecisionTreeClassifier({ categoricalFeatures: [0] }),
  },
  {
    title: "DecisionTreeRegressor()",
    ...regressorTree,
    make: () => new DecisionTreeRegressor(),
  },
  {
    title: "DecisionTreeRegressor(absolute_error, pruned)",
    ...regressorTree,
    make: () => new DecisionTreeRegressor({ criterion: "absolute_error", ccpAlpha: 0.01, maxDepth: 4 }),
  },
  {
    title: "ExtraTreeClassifier()",
    ...extraClassifierTree,
    make: () => new ExtraTreeClassifier(),
  },
  {
    title: "ExtraTreeRegressor(best splits)",
    ...extraRegressorTree,
    make: () => new ExtraTreeRegressor({ splitter: "best", maxFeatures: 2 }),
  },
  {
    title: "ExtraTreeRegressor()",
    ...extraRegressorTree,
    make: () => new ExtraTreeRegressor(),
  },
  {
    title: "ExtraTreesClassifier(10 trees)",
    ...extraClassifierForest,
    make: () => new ExtraTreesClassifier({ nEstimators: 10 }),
  },
  {
    title: "ExtraTreesClassifier(entropy, bootstrap, balanced_subsample)",
    ...extraClassifierForest,
    exceptions: DRAWS,
    make: () =>
      new ExtraTreesClassifier({
        nEstimators: 8,
        criterion: "entropy",
        bootstrap: true,
        oobScore: true,
        maxSamples: 0.8,
        classWeight: "balanced_subsample",
      }),
  },
  {
    title: "ExtraTreesRegressor(8 trees, best first)",
    ...extraRegressorForest,
    make: () => new ExtraTreesRegressor({ nEstimators: 8, maxLeafNodes: 12, maxFeatures: 2 }),
  },
  {
    title: "IsolationForest(20 trees)",
    ...isolationForest,
    // Every tree takes all of the few rows.
    exceptions: WEIGHTS,
    make: () => new IsolationForest({ nEstimators: 20 }),
  },
  {
    title: "IsolationForest(12 trees, few rows and features with replacement, contamination)",
    ...isolationForest,
    exceptions: DRAWS,
    make: () =>
      new IsolationForest({
        nEstimators: 12,
        maxSamples: 0.5,
        maxFeatures: 0.6,
        bootstrap: true,
        contamination: 0.2,
      }),
  },
  {
    title: "RandomForestClassifier(20 trees)",
    ...classifierForest,
    exceptions: DRAWS,
    make: () => new RandomForestClassifier({ nEstimators: 20 }),
  },
  {
    title: "RandomForestClassifier(no bootstrap)",
    ...classifierForest,
    make: () => new RandomForestClassifier({ nEstimators: 5, bootstrap: false, maxFeatures: null }),
  },
  {
    title: "RandomForestClassifier(5 trees, categoricalFeatures: [0])",
    ...classifierForest,
    categories: true,
    exceptions: DRAWS,
    make: () => new RandomForestClassifier({ nEstimators: 5, categoricalFeatures: [0] }),
  },
  {
    title: "RandomForestRegressor(5 trees, no bootstrap, categoricalFeatures: [0])",
    ...regressorForest,
    categories: true,
    make: () => new RandomForestRegressor({ nEstimators: 5, bootstrap: false, categoricalFeatures: [0] }),
  },
  {
    title: "RandomForestRegressor(10 trees, out of bag)",
    ...regressorForest,
    exceptions: DRAWS,
    make: () => new RandomForestRegressor({ nEstimators: 10, oobScore: true, maxSamples: 0.7 }),
  },
  {
    title: "DecisionTreeClassifier(two outputs)",
    ...classifierTree,
    nOutputs: 2,
    make: () => new DecisionTreeClassifier({ maxDepth: 4 }),
  },
  {
    title: "DecisionTreeRegressor(two outputs)",
    ...regressorTree,
    nOutputs: 2,
    make: () => new DecisionTreeRegressor({ maxDepth: 3 }),
  },
  {
    title: "ExtraTreeClassifier(two outputs)",
    ...extraClassifierTree,
    nOutputs: 2,
    make: () => new ExtraTreeClassifier({ criterion: "entropy" }),
  },
  {
    title: "RandomForestClassifier(10 trees, two outputs)",
    ...classifierForest,
    nOutputs: 2,
    exceptions: DRAWS,
    make: () => new RandomForestClassifier({ nEstimators: 10 }),
  },
  {
    title: "RandomForestRegressor(10 trees, two outputs)",
    ...regressorForest,
    nOutputs: 2,
    exceptions: DRAWS,
    make: () => new RandomForestRegressor({ nEstimators: 10 }),
  },
  {
    title: "ExtraTreesRegressor(10 trees, two outputs)",
    ...extraRegressorForest,
    nOutputs: 2,
    make: () => new ExtraTreesRegressor({ nEstimators: 10 }),
  },
];
