import {
  accuracyScore,
  averagePrecisionScore,
  crossValScore,
  DecisionTreeClassifier,
  DummyClassifier,
  KNeighborsClassifier,
  LabelEncoder,
  LogisticRegression,
  RandomUnderSampler,
  rocAucScore,
  SMOTE,
  StratifiedKFold,
  trainTestSplit,
} from "learnkit";
import { describe, expect, test } from "vitest";
import { encodeDistinct, encodeLabels } from "./labels.js";

const X = [[1], [2], [3], [4], [5], [6], [7], [8]];
const halves = [0.5, 1.5, 0.5, 1.5, 0.5, 1.5, 0.5, 1.5];
const whole = halves.map(Math.floor);
const rule = "must be classes (strings, booleans or whole numbers), not fractions; received 0.5 at row 0";

describe("fractions are values of a regression", () => {
  test("labels are whole numbers, though as large as numbers can be", () => {
    expect(encodeLabels("A.fit", [1e300, -2, 1e300]).classes).toEqual([-2, 1e300]);
    expect(() => encodeLabels("A.fit", [1, 2, 2.5])).toThrow(
      "A.fit: labels in y must be classes (strings, booleans or whole numbers), not fractions; received 2.5 at row 2",
    );
    expect(encodeDistinct("A.fit", [1, 2.5, 1]).classes).toEqual([1, 2.5]);
  });

  test.each([
    new DecisionTreeClassifier(),
    new KNeighborsClassifier({ nNeighbors: 1 }),
    new LogisticRegression(),
  ])("classifiers refuse them: %o", async (classifier) => {
    await expect(classifier.fit(X, halves)).rejects.toThrow(`fit: labels in y ${rule}`);
    const model = await classifier.fit(X, whole);
    await expect(model.score(X, halves)).rejects.toThrow(`score: labels in y ${rule}`);
  });

  test("samplers and stratified folds refuse them", async () => {
    await expect(new SMOTE().fitResample(X, halves)).rejects.toThrow(`labels in y ${rule}`);
    await expect(new RandomUnderSampler().fitResample(X, halves)).rejects.toThrow(`labels in y ${rule}`);
    expect(() => [...new StratifiedKFold({ nSplits: 2 }).split(X, halves)]).toThrow(`labels in y ${rule}`);
    await expect(crossValScore(new LogisticRegression(), X, halves, { cv: 2 })).rejects.toThrow(rule);
  });

  test("metrics of classes refuse them, true or predicted", () => {
    expect(() => accuracyScore(halves, halves)).toThrow(`labels in yTrue ${rule}`);
    expect(() => accuracyScore(whole, halves)).toThrow(`labels in yPred ${rule}`);
    expect(() => rocAucScore(halves, halves)).toThrow(rule);
    expect(() => averagePrecisionScore(halves, halves)).toThrow(rule);
  });

  test("what only tells values apart takes them, as in scikit-learn", async () => {
    expect((await new LabelEncoder().fit(halves)).classes).toEqual([0.5, 1.5]);
    expect((await new DummyClassifier().fit(X, halves)).classes).toEqual([0.5, 1.5]);
    expect(trainTestSplit(X, halves, { stratify: halves, testSize: 0.5 }).yTest.length).toBe(4);
  });
});
