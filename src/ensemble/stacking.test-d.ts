import { test } from "vitest";
import type { ParamGrid } from "../base/param-paths.js";
import type { Matrix } from "../core/matrix.js";
import { LogisticRegression } from "../linear-model/logistic-regression.js";
import { Ridge } from "../linear-model/ridge.js";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.js";
import type { TreeStructure } from "../tree/tree-structure.js";
import { StackingClassifier } from "./stacking-classifier.js";
import { StackingRegressor } from "./stacking-regressor.js";

const X = [[0], [1], [2], [3]];
const y = ["a", "a", "b", "b"] as string[];

test("a stack is typed to its members and its final estimator", async () => {
  const stack = new StackingClassifier({
    estimators: [["tree", new DecisionTreeClassifier()]],
    finalEstimator: new LogisticRegression(),
    cv: 2,
  });
  const model = await stack.fit(X, y);
  (await model.predict(X)) satisfies string[];
  (await model.predictProba(X)) satisfies Matrix;
  model.namedEstimators.tree.tree satisfies TreeStructure;
  const grid: ParamGrid<typeof stack> = { "tree.maxDepth": [1], "finalEstimator.C": [1, 2], cv: [2, 3] };
  // @ts-expect-error C is a number
  const mistyped: ParamGrid<typeof stack> = { "finalEstimator.C": ["1"] };
  const trees = new StackingClassifier({
    estimators: [["tree", new DecisionTreeClassifier()]],
    finalEstimator: new DecisionTreeClassifier(),
    cv: 2,
  });
  // @ts-expect-error a tree has no decision function
  (await trees.fit(X, y)).decisionFunction;
  void [grid, mistyped];
  const fitted = await new DecisionTreeClassifier().fit(X, y);
  const prefit = new StackingClassifier({ estimators: [["tree", fitted]], cv: "prefit" });
  (await prefit.fit(X, y)).namedEstimators.tree.tree satisfies TreeStructure;
  // @ts-expect-error a misspelt way
  new StackingClassifier({ estimators: [["tree", fitted]], cv: "prefitted" });
});

test("members of another kind and misspelt settings do not compile", () => {
  if (Math.random() > 2) {
    // @ts-expect-error a regressor is no classifier
    new StackingClassifier({ estimators: [["ridge", new Ridge()]] });
    // @ts-expect-error a classifier is no regressor
    new StackingRegressor({ estimators: [["lr", new LogisticRegression()]] });
    // @ts-expect-error the final estimator is a regressor
    new StackingRegressor({ estimators: [["ridge", new Ridge()]], finalEstimator: new LogisticRegression() });
    // @ts-expect-error no such method
    new StackingClassifier({ estimators: [["lr", new LogisticRegression()]], stackMethod: "predictProba" });
  }
});
