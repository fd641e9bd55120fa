import { test } from "vitest";
import type { ParamGrid } from "../base/param-paths.js";
import type { Matrix } from "../core/matrix.js";
import { LogisticRegression } from "../linear-model/logistic-regression.js";
import { Ridge } from "../linear-model/ridge.js";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.js";
import type { TreeStructure } from "../tree/tree-structure.js";
import { BaggingClassifier } from "./bagging-classifier.js";
import { BaggingRegressor } from "./bagging-regressor.js";

const X = [[0], [1], [2], [3]];
const y = ["a", "a", "b", "b"] as string[];

test("bagging is typed to its member and to the labels", async () => {
  const trees = await new BaggingClassifier({ nEstimators: 2 }).fit(X, y);
  (await trees.predict(X)) satisfies string[];
  trees.estimators[0]!.tree satisfies TreeStructure;
  // @ts-expect-error trees have no decision function
  trees.decisionFunction;
  const linear = await new BaggingClassifier({ estimator: new LogisticRegression(), nEstimators: 2 }).fit(
    X,
    y,
  );
  (await linear.decisionFunction(X)) satisfies Float64Array | Matrix;
  const bagging = new BaggingClassifier({ estimator: new DecisionTreeClassifier() });
  const grid: ParamGrid<typeof bagging> = { "estimator.maxDepth": [1, null], maxSamples: [0.5] };
  // @ts-expect-error no such hyper-parameter
  const misspelt: ParamGrid<typeof bagging> = { "estimator.maxDept": [1] };
  void [grid, misspelt];
});

test("members of another kind and misspelt settings do not compile", () => {
  if (Math.random() > 2) {
    // @ts-expect-error a regressor is no classifier
    new BaggingClassifier({ estimator: new Ridge() });
    // @ts-expect-error a classifier is no regressor
    new BaggingRegressor({ estimator: new LogisticRegression() });
    // @ts-expect-error a misspelt hyper-parameter
    new BaggingRegressor({ nEstimator: 3 });
    // @ts-expect-error a number is wanted
    new BaggingRegressor({ maxSamples: "all" });
  }
});
