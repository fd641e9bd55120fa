import { DecisionTreeClassifier, GridSearchCV, KFold, makePipeline, Ridge, StandardScaler } from "learnkit";
import type { ConformanceCase } from "../case.js";

export const cases: readonly ConformanceCase[] = [
  {
    title: "GridSearchCV(Ridge)",
    exceptions: {
      "the order of the rows does not matter": "the folds go by the order of the rows, as in scikit-learn",
      "weight 0 equals a row left out": "the folds are dealt, and the scores taken, over all rows",
    },
    make: () => new GridSearchCV(new Ridge(), { alpha: [0.1, 1, 10] }, { cv: 3 }),
  },
  {
    title: "GridSearchCV(pipeline of a tree, shuffled folds, two scores)",
    takesMissing: true,
    exceptions: {
      "score agrees with the metric of its predictions": "it scores by F1, the score that chose",
    },
    make: () =>
      new GridSearchCV(
        makePipeline(new StandardScaler(), new DecisionTreeClassifier()),
        { "decisiontreeclassifier.maxDepth": [1, 3] },
        {
          cv: new KFold({ nSplits: 3, shuffle: true }),
          scoring: ["accuracy", "f1_macro"],
          refit: "f1_macro",
        },
      ),
  },
];
