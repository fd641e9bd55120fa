import { describe, expect, test } from "vitest";
import { InvalidParameterError } from "../core/errors.js";
import { DummyClassifier } from "../dummy/dummy-classifier.js";
import { DummyRegressor } from "../dummy/dummy-regressor.js";
import { LinearRegression } from "../linear-model/linear-regression.js";
import { LogisticRegression } from "../linear-model/logistic-regression.js";
import { RidgeModel } from "../linear-model/ridge.js";
import { KNeighborsClassifier } from "../neighbors/k-neighbors-classifier.js";
import { deserialize, serialize } from "../persistence/index.js";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.js";
import { StackingClassifier } from "./stacking-classifier.js";
import { StackingRegressor } from "./stacking-regressor.js";
import { VotingClassifier } from "./voting-classifier.js";

const X = [[0], [1], [2], [3], [4], [5], [6], [7], [8]];
const y = ["a", "a", "a", "b", "b", "b", "c", "c", "c"];
const tree = new DecisionTreeClassifier();

describe("StackingClassifier", () => {
  test("asks each member for probabilities, else decisions, else class numbers", async () => {
    const hard = new VotingClassifier({ estimators: [["tree", tree]] });
    const stack = new StackingClassifier({
      estimators: [
        ["tree", tree],
        ["hard", hard],
      ],
      cv: 3,
    });
    const model = await stack.fit(X, y);
    expect(model.stackMethod).toEqual(["predict_proba", "predict"]);
    expect((await model.transform([[4]])).toArray()).toEqual([[0, 1, 0, 1]]);
    expect(model.featureNamesOut()).toEqual([
      "stackingclassifier_tree0",
      "stackingclassifier_tree1",
      "stackingclassifier_tree2",
      "stackingclassifier_hard",
    ]);
  });

  test("of two classes the second's probability alone is a feature, and X stands behind with passthrough", async () => {
    const stack = new StackingClassifier({ estimators: [["tree", tree]], cv: 2, passthrough: true });
    const model = await stack.fit(X.slice(0, 6), y.slice(0, 6));
    expect((await model.transform([[5]])).toArray()).toEqual([[1, 5]]);
    expect(model.featureNamesOut()).toEqual(["stackingclassifier_tree", "x0"]);
  });

  test("a class that a fold's training part lacks gets probability 0", async () => {
    const folds = [0, 1, 2].map((f) => ({
      train: Int32Array.from({ length: 9 }, (_, i) => i).filter((i) => Math.floor(i / 3) !== f),
      test: Int32Array.of(3 * f, 3 * f + 1, 3 * f + 2),
    }));
    const stack = new StackingClassifier({
      estimators: [["near", new KNeighborsClassifier({ nNeighbors: 1 })]],
      finalEstimator: tree,
      cv: folds,
    });
    expect((await stack.fit(X, y)).classes).toEqual(["a", "b", "c"]);
    await expect(
      stack
        .with({ estimators: [["lr", new LogisticRegression()]] as never, stackMethod: "decision_function" })
        .fit(X, y),
    ).rejects.toThrow(/the training part of every fold must hold all 3 classes.*received 2 classes/);
  });

  test("has the methods of its final model and no others", async () => {
    const estimators = [["tree", tree]] as const;
    const linear: object = await new StackingClassifier({ estimators, cv: 3 }).fit(X, y);
    expect("decisionFunction" in linear && "predictProba" in linear).toBe(true);
    const hard = new VotingClassifier({ estimators });
    const voted: object = await new StackingClassifier({ estimators, cv: 3, finalEstimator: hard }).fit(X, y);
    expect("predictProba" in voted).toBe(false);
  });

  test("weights go to members and final estimator", async () => {
    const estimators = [["prior", new DummyClassifier()]] as const;
    const stack = new StackingClassifier({ estimators, cv: 3, finalEstimator: new DummyClassifier() });
    const sampleWeight = [1, 1, 1, 1, 1, 1, 2, 2, 2];
    const model = await stack.fit(X, y, { sampleWeight });
    expect((await model.predictProba([[0]])).toArray()).toEqual([[0.25, 0.25, 0.5]]);
    expect((await model.transform([[0]])).toArray()).toEqual([[0.25, 0.25, 0.5]]);
  });

  test("counts every fit, and cancels between them", async () => {
    const seen: string[] = [];
    const stack = new StackingClassifier({ estimators: [["tree", tree]], cv: 3 });
    await stack.fit(X, y, { onProgress: ({ done, total }) => seen.push(`${done}/${total}`) });
    expect(seen).toEqual(["1/5", "2/5", "3/5", "4/5", "5/5"]);
    const control = new AbortController();
    const reason = new Error("enough");
    const onProgress = (): void => control.abort(reason);
    await expect(stack.fit(X, y, { signal: control.signal, onProgress })).rejects.toBe(reason);
  });

  test("refuses folds that do not hold every row once, and methods that a member lacks", async () => {
    const half = [{ train: Int32Array.of(0, 3, 6), test: Int32Array.of(1, 2) }];
    const estimators = [["tree", tree]] as const;
    await expect(new StackingClassifier({ estimators, cv: half }).fit(X, y)).rejects.toThrow(
      "StackingClassifier: cv must be folds whose test parts hold every row once",
    );
    await expect(
      new StackingClassifier({ estimators, cv: 3, stackMethod: "decision_function" }).fit(X, y),
    ).rejects.toThrow(/stackMethod must be "auto" or a method that the model of "tree" has/);
    expect(
      () => new StackingClassifier({ estimators, finalEstimator: new LinearRegression() as never }),
    ).toThrow(InvalidParameterError);
  });
});

describe("StackingRegressor", () => {
  test("its default final estimator is a ridge that predicts rows left out best", async () => {
    const target = [0, 2, 4, 6, 8, 10, 12, 14, 16];
    const stack = new StackingRegressor({
      estimators: [
        ["line", new LinearRegression()],
        ["mean", new DummyRegressor()],
      ],
    });
    const model = await stack.fit(X, target);
    expect(model.finalEstimator).toBeInstanceOf(RidgeModel);
    expect((await model.predict([[4]]))[0]).toBeCloseTo(8, 1);
    expect(model.featureNamesOut()).toEqual(["stackingregressor_line", "stackingregressor_mean"]);
  });
});

describe('a stack with cv: "prefit"', () => {
  test("keeps the fitted members, gives their classes' numbers on, and is saved with them", async () => {
    const fitted = await tree.fit(X, y);
    const stack = new StackingClassifier({
      estimators: [["tree", fitted]],
      finalEstimator: tree,
      stackMethod: "predict",
      cv: "prefit",
    });
    const model = await deserialize<typeof stack>(serialize(stack)).fit(X, y);
    expect((await model.transform(X)).toArray().flat()).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
    expect(await model.predict(X)).toEqual(y);
    expect((await stack.fit(X, y)).estimators[0]).toBe(fitted);
  });

  test("takes the members' columns as they are, and gives weights to the final estimator alone", async () => {
    const fitted = await tree.fit(X.slice(0, 6), y.slice(0, 6));
    const stack = new StackingClassifier({
      estimators: [["tree", fitted]],
      finalEstimator: new DummyClassifier(),
      cv: "prefit",
    });
    const sampleWeight = y.map((label) => (label === "c" ? 9 : 1));
    const model = await stack.fit(X, y, { sampleWeight });
    expect((await model.transform([[0]])).toArray()).toEqual([[1, 0]]);
    expect(await model.predict([[0]])).toEqual(["c"]);
  });

  test("refuses members that are not fitted, of another kind, or all dropped", async () => {
    const line = await new LinearRegression().fit(X, [...X.keys()]);
    for (const member of [tree, line, 1])
      expect(() => new StackingClassifier({ estimators: [["m", member as never]], cv: "prefit" })).toThrow(
        'estimators[0], "m", must be a fitted classifier or "drop", since cv is "prefit"',
      );
    expect(() => new StackingRegressor({ estimators: [["m", "drop"]], cv: "prefit" })).toThrow(/not dropped/);
    expect(() => new StackingRegressor({ estimators: [["line", line]] })).toThrow(/an estimator or "drop"/);
  });
});
