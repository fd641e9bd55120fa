import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  KNeighborsClassifier,
  Ridge,
  StackingClassifier,
  StackingRegressor,
  stackingClassifierParamSpecs,
  stackingRegressorParamSpecs,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const DEALT = "rows are dealt to folds by their position, as in scikit-learn";
const DEALS = {
  "the order of the rows does not matter": DEALT,
} as const;
const tree = new DecisionTreeClassifier({ maxDepth: 3 });

export const cases: readonly ConformanceCase[] = [
  {
    title: "StackingClassifier(DecisionTreeClassifier)",
    takesMissing: true,
    exceptions: DEALS,
    specs: stackingClassifierParamSpecs,
    construct: (params) => new StackingClassifier({ estimators: [["tree", tree]], ...params }),
    make: () => new StackingClassifier({ estimators: [["tree", tree]], cv: 2, finalEstimator: tree }),
  },
  {
    title: "StackingClassifier(KNeighborsClassifier, drop, passthrough)",
    takesWeights: false,
    make: () =>
      new StackingClassifier({
        estimators: [
          ["near", new KNeighborsClassifier({ nNeighbors: 2 })],
          ["none", "drop"],
        ],
        cv: 2,
        passthrough: true,
        stackMethod: "predict",
        finalEstimator: tree,
      }),
  },
  {
    title: "StackingRegressor(Ridge, DecisionTreeRegressor)",
    exceptions: DEALS,
    specs: stackingRegressorParamSpecs,
    construct: (params) => new StackingRegressor({ estimators: [["ridge", new Ridge()]], ...params }),
    make: () =>
      new StackingRegressor({
        estimators: [
          ["ridge", new Ridge()],
          ["tree", new DecisionTreeRegressor({ maxDepth: 3 })],
        ],
        cv: 3,
      }),
  },
];
