import { test } from "vitest";
import type { ParamGrid } from "../base/param-paths.js";
import type { Matrix } from "../core/matrix.js";
import { LogisticRegression } from "../linear-model/logistic-regression.js";
import { Ridge } from "../linear-model/ridge.js";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.js";
import type { TreeStructure } from "../tree/tree-structure.js";
import { VotingClassifier } from "./voting-classifier.js";
import { VotingRegressor } from "./voting-regressor.js";

const X = [[0], [1], [2], [3]];
const y = ["a", "a", "b", "b"] as string[];

test("voting is typed to its members, kind of voting and labels", async () => {
  const hard = new VotingClassifier({
    estimators: [
      ["lr", new LogisticRegression()],
      ["tree", new DecisionTreeClassifier()],
    ],
  });
  const model = await hard.fit(X, y);
  (await model.predict(X)) satisfies string[];
  model.namedEstimators.tree.tree satisfies TreeStructure;
  // @ts-expect-error hard voting has no probabilities
  model.predictProba;
  // @ts-expect-error no such member
  model.namedEstimators.treee;
  const soft = new VotingClassifier({ estimators: [["lr", new LogisticRegression()]], voting: "soft" });
  const softModel = await soft.fit(X, y);
  (await softModel.predictProba(X)) satisfies Matrix;
  (await softModel.transform(X)) satisfies Matrix;
  const apart = new VotingClassifier({
    estimators: [["lr", new LogisticRegression()]],
    voting: "soft",
    flattenTransform: false,
  });
  (await (await apart.fit(X, y)).transform(X)) satisfies readonly Matrix[];
  const grid: ParamGrid<typeof hard> = { "lr.C": [1, 2], tree: ["drop"], weights: [[1, 2], null] };
  // @ts-expect-error C is a number
  const mistyped: ParamGrid<typeof hard> = { "lr.C": ["1"] };
  // @ts-expect-error no such hyper-parameter
  const misspelt: ParamGrid<typeof hard> = { "lr.c": [1] };
  void [grid, mistyped, misspelt];
});

test("members of another kind do not compile", () => {
  if (Math.random() > 2) {
    // @ts-expect-error a regressor is no classifier
    new VotingClassifier({ estimators: [["ridge", new Ridge()]] });
    // @ts-expect-error a classifier is no regressor
    new VotingRegressor({ estimators: [["lr", new LogisticRegression()]] });
    // @ts-expect-error no such word
    new VotingRegressor({ estimators: [["ridge", "skip"]] });
    // @ts-expect-error a misspelt hyper-parameter
    new VotingRegressor({ estimators: [["ridge", new Ridge()]], weight: [1] });
    // @ts-expect-error no such voting
    new VotingClassifier({ estimators: [["lr", new LogisticRegression()]], voting: "loud" });
    // @ts-expect-error members are needed
    new VotingClassifier();
  }
});
