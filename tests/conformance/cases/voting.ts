import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  KNeighborsClassifier,
  LogisticRegression,
  Ridge,
  VotingClassifier,
  VotingRegressor,
  votingClassifierParamSpecs,
  votingRegressorParamSpecs,
} from "learnkit";
import type { ConformanceCase } from "../case.js";

const tree = new DecisionTreeClassifier({ maxDepth: 3 });

export const cases: readonly ConformanceCase[] = [
  {
    title: "VotingClassifier(LogisticRegression, DecisionTreeClassifier)",
    closeness: 1e-6, // as far as minimisation goes
    specs: votingClassifierParamSpecs,
    construct: (params) => new VotingClassifier({ estimators: [["tree", tree]], ...params }),
    make: () =>
      new VotingClassifier({
        estimators: [
          ["lr", new LogisticRegression({ tol: 1e-10 })],
          ["tree", tree],
        ],
      }),
  },
  {
    title: "VotingClassifier(soft, KNeighborsClassifier, drop, DecisionTreeClassifier)",
    takesWeights: false,
    make: () =>
      new VotingClassifier({
        estimators: [
          ["near", new KNeighborsClassifier({ nNeighbors: 1 })],
          ["none", "drop"],
          ["tree", tree],
        ],
        voting: "soft",
        weights: [2, 1, 1.5],
      }),
  },
  {
    title: "VotingRegressor(Ridge, DecisionTreeRegressor)",
    specs: votingRegressorParamSpecs,
    construct: (params) => new VotingRegressor({ estimators: [["ridge", new Ridge()]], ...params }),
    make: () =>
      new VotingRegressor({
        estimators: [
          ["ridge", new Ridge()],
          ["tree", new DecisionTreeRegressor({ maxDepth: 4 })],
        ],
        weights: [1, 2],
      }),
  },
];
