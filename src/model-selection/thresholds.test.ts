import { describe, expect, test } from "vitest";
import { DummyClassifier } from "../dummy/dummy-classifier.js";
import { LogisticRegression } from "../linear-model/logistic-regression.js";
import { makeScorer, type ScorerName } from "../metrics/scorer.js";
import { DecisionTreeClassifier } from "../tree/decision-tree-classifier.js";
import { FixedThresholdClassifier } from "./fixed-threshold-classifier.js";
import { GridSearchCV } from "./grid-search.js";
import { meanCurve, thresholdCurve } from "./threshold-curve.js";
import { TunedThresholdClassifierCV } from "./tuned-threshold-classifier-cv.js";

const X = [[0], [1], [2], [3], [4], [5], [6], [7], [8], [9]];
const y = ["no", "no", "no", "no", "yes", "no", "no", "no", "yes", "yes"];
const tree = new DecisionTreeClassifier({ maxDepth: 1 });

describe("FixedThresholdClassifier", () => {
  test("a score that equals the threshold is positive; above 1 and below 0 everything is one class", async () => {
    const share = (await tree.fit(X, y)).predictProba([[0]]); // one of eight
    expect((await share).get(0, 1)).toBe(0.125);
    for (const [threshold, label] of [
      [0.125, "yes"],
      [0.126, "no"],
      [2, "no"],
      [-1, "yes"],
    ] as const) {
      const model = await new FixedThresholdClassifier(tree, { threshold }).fit(X, y);
      expect(await model.predict([[0]])).toEqual([label]);
    }
  });

  test("auto is 0.5 of probabilities and 0 of a decision function, and gives the classifier's own labels", async () => {
    const plain = await new LogisticRegression().fit(X, y);
    for (const responseMethod of ["auto", "predict_proba", "decision_function"] as const) {
      const model = await new FixedThresholdClassifier(new LogisticRegression(), { responseMethod }).fit(
        X,
        y,
      );
      expect(await model.predict(X)).toEqual(await plain.predict(X));
      expect(await model.predictProba(X)).toEqual(await plain.predictProba(X));
      expect(model.classes).toEqual(["no", "yes"]);
    }
  });

  test("what is no label of y, has not two classes, or has no such scores is refused", async () => {
    await expect(new FixedThresholdClassifier(tree, { posLabel: "ja" }).fit(X, y)).rejects.toThrow(
      'FixedThresholdClassifier.fit: posLabel must be one of the classes ("no", "yes"); received "ja"',
    );
    for (const labels of [y.map(() => "no"), y.map((_, i) => String(i % 3))])
      await expect(new FixedThresholdClassifier(tree).fit(X, labels)).rejects.toThrow(
        /y must hold 2 classes; received \d class/,
      );
    const decision = new FixedThresholdClassifier(tree, { responseMethod: "decision_function" });
    const model = await decision.fit(X, y);
    await expect(model.predict(X)).rejects.toThrow(/responseMethod must be one that the estimator has/);
    expect(() => new FixedThresholdClassifier(tree, { threshold: Number.NaN })).toThrow(/threshold must be/);
    expect(() => new FixedThresholdClassifier({} as typeof tree)).toThrow(/estimator must be a classifier/);
  });
});

describe("TunedThresholdClassifierCV", () => {
  const tunedOn = async <L extends number | boolean | string>(labels: L[], scoring: ScorerName) => {
    const model = await tree.fit(X, labels);
    return new TunedThresholdClassifierCV(model, { scoring, cv: "prefit", refit: false }).fit(X, labels);
  };

  test("a score of probabilities takes labels for them: the area under the curve is the balanced accuracy", async () => {
    for (const labels of [y.map((label) => Number(label === "yes")), y.map((label) => label === "yes")]) {
      const area = await tunedOn<number | boolean>(labels, "roc_auc");
      const accuracy = await tunedOn<number | boolean>(labels, "balanced_accuracy");
      expect(area.bestThreshold).toBe(accuracy.bestThreshold);
      expect(area.bestScore).toBeCloseTo(accuracy.bestScore, 14);
    }
  });

  test("average precision calls 1 positive, and takes the labels as scores", async () => {
    const model = await tunedOn(
      y.map((label) => (label === "yes" ? 1 : 2)),
      "average_precision",
    );
    expect(new Set(await model.predict(X))).toEqual(new Set([1])); // the larger label is for class 2
    await expect(tunedOn(y, "average_precision")).rejects.toThrow(/posLabel must be one of the classes/);
  });

  test("the first threshold of the largest mean score is taken", async () => {
    const model = await new TunedThresholdClassifierCV(tree, {
      cv: 2,
      thresholds: [0.1, 0.5, 0.9],
      scoring: makeScorer((truth: string[]) => truth.length),
      storeCvResults: true,
    }).fit(X, y);
    expect(model.bestThreshold).toBe(0.1);
    expect(model.bestScore).toBe(5);
    expect(model.cvResults!.scores).toEqual(Float64Array.of(5, 5, 5));
  });

  test("it can be searched over, and searches inside", async () => {
    const search = new GridSearchCV(
      new TunedThresholdClassifierCV(new LogisticRegression(), { cv: 2 }),
      {
        "estimator.C": [0.01, 1],
        thresholds: [5, 20],
      },
      { cv: 2 },
    );
    const rows = Array.from({ length: 40 }, (_, i) => [i]);
    const { bestParams, bestModel } = await search.fit(
      rows,
      rows.map(([x]) => (x! > 24 || x === 9 ? "yes" : "no")),
    );
    expect(Object.keys(bestParams)).toEqual(["estimator.C", "thresholds"]);
    expect(await bestModel.predict([[0]])).toEqual(["no"]);
  });

  test("scores that do not tell rows apart are refused", async () => {
    const dummy = new TunedThresholdClassifierCV(new DummyClassifier({ strategy: "prior" }), { cv: 2 });
    await expect(dummy.fit(X, y)).rejects.toThrow(/must not give every row the same score/);
  });

  test("thresholds may repeat, if two differ", async () => {
    const once = new TunedThresholdClassifierCV(tree, { thresholds: [0.2, 0.5, 0.9], cv: 2 });
    const twice = once.with({ thresholds: [0.2, 0.5, 0.5, 0.9, 0.9] });
    expect((await twice.fit(X, y)).bestThreshold).toBe((await once.fit(X, y)).bestThreshold);
  });

  test("settings that do not go together are refused", async () => {
    expect(() => new TunedThresholdClassifierCV(tree, { refit: false })).toThrow(
      "TunedThresholdClassifierCV: refit must be true, since cv makes several folds; received false",
    );
    expect(() => new TunedThresholdClassifierCV(tree, { cv: "prefit", refit: false })).toThrow(
      /estimator must be a fitted model/,
    );
    const fitted = await tree.fit(X, y);
    expect(() => new TunedThresholdClassifierCV(fitted)).toThrow(/or cv "prefit" for a fitted one/);
    expect(() => new TunedThresholdClassifierCV(fitted, { cv: "prefit" })).toThrow(/refit must be false/);
    await expect(new TunedThresholdClassifierCV(tree, { scoring: "f1", cv: 2 }).fit(X, y)).rejects.toThrow(
      /posLabel must be one of the classes/,
    );
  });
});

test("curves are interpolated linearly and are constant beyond their ends", () => {
  const scorer = makeScorer(
    (truth: number[], labels: number[]) => truth.filter((label, i) => label === labels[i]).length,
  );
  const two = { classes: [0, 1], positive: 1 };
  const curve = thresholdCurve(Float64Array.of(0.1, 0.4, 0.9), [0, 0, 1], scorer, [0, 0.5, 1], two);
  expect(curve.scores).toEqual(Float64Array.of(1, 3, 2));
  const other = { thresholds: Float64Array.of(0.25, 0.75), scores: Float64Array.of(0, 4) };
  expect(meanCurve("test", [curve, other], [0, 0.25, 0.5, 1]).scores).toEqual(
    Float64Array.of(0.5, 1, 2.5, 3),
  );
});
