import { describe, expect, test } from "vitest";
import { makePipeline } from "../compose/index.js";
import { Matrix } from "../core/matrix.js";
import { LinearRegression, LogisticRegression, Ridge } from "../linear-model/index.js";
import { GridSearchCV } from "../model-selection/index.js";
import { deserialize, serialize } from "../persistence/index.js";
import { DecisionTreeClassifier } from "../tree/index.js";
import { importanceNorms, isThreshold, supportOf } from "./importance-threshold.js";
import { SelectFromModel } from "./select-from-model.js";

// y = 10 a + 100 b + c
const X = [
  [1, 0, 5],
  [2, 1, 3],
  [3, 0, 1],
  [4, 1, 2],
  [5, 0, 4],
  [6, 1, 0],
];
const y = X.map(([a, b, c]) => 10 * a! + 100 * b! + c!);
const labels = y.map((value) => (value > 100 ? "high" : "low"));

describe("thresholds", () => {
  test("are numbers, mean, median and multiples of these", () => {
    for (const good of [0, -Infinity, "mean", "median", "1.25*mean", " 0.5 * median "])
      expect(isThreshold(good)).toBe(true);
    for (const bad of [NaN, "max", "2*max", "x*mean", "*mean", "1*2*mean", null])
      expect(isThreshold(bad)).toBe(false);
  });

  test("an importance that equals the threshold is enough; of equal ones the first are the most important", () => {
    expect(supportOf(Float64Array.of(1, 2, 2, 3), 2, null)).toEqual([false, true, true, true]);
    expect(supportOf(Float64Array.of(1, 2, 2, 3), 2, 2)).toEqual([false, true, false, true]);
  });

  test("norms are taken over the outputs", () => {
    const rows = [
      [3, -1],
      [-4, 2],
    ];
    expect(Array.from(importanceNorms(rows, 1))).toEqual([7, 3]);
    expect(Array.from(importanceNorms(rows, 2))).toEqual([5, Math.sqrt(5)]);
    expect(Array.from(importanceNorms(rows, Infinity))).toEqual([4, 2]);
    expect(Array.from(importanceNorms(rows, -Infinity))).toEqual([3, 1]);
    expect(importanceNorms(rows, 3)[0]).toBeCloseTo(91 ** (1 / 3), 14);
  });
});

describe("SelectFromModel", () => {
  test("keeps the features of at least mean importance by default", async () => {
    const model = await new SelectFromModel(new LinearRegression()).fit(X, y);
    expect(model.threshold).toBeCloseTo(37, 9);
    expect(model.getSupport()).toEqual([false, true, false]);
    expect(model.estimator.coef.length).toBe(3);
  });

  test("after an L1 penalty keeps what is not zero", async () => {
    const lasso = new LogisticRegression({ l1Ratio: 1, solver: "liblinear", C: 0.5 });
    const model = await new SelectFromModel(lasso).fit(X, labels);
    expect(model.threshold).toBe(1e-5);
    const coef = model.estimator.coef;
    expect(model.getSupport()).toEqual(Array.from(coef.row(0), (value) => Math.abs(value) >= 1e-5));
  });

  test("keeps at most so many, by number or by a function of X", async () => {
    const select = (maxFeatures: number | ((samples: { columns: number }) => number)) =>
      new SelectFromModel(new LinearRegression(), { threshold: -Infinity, maxFeatures }).fit(X, y);
    expect((await select(2)).getSupport()).toEqual([true, true, false]);
    const model = await select((samples) => samples.columns - 2);
    expect(model.maxFeatures).toBe(1);
    expect(model.getSupport()).toEqual([false, true, false]);
    await expect(select(() => 0.5)).rejects.toThrow(
      /maxFeatures must be a function that gives an integer >= 0; received 0.5/,
    );
  });

  test("takes a fitted model", async () => {
    const fitted = await new LinearRegression().fit(X, y);
    const model = await new SelectFromModel(fitted, { prefit: true }).fit(X);
    expect(model.getSupport()).toEqual([false, true, false]);
    expect(model.estimator).toBe(fitted);
    await expect(new SelectFromModel(fitted, { prefit: true }).fit([[1, 2]])).rejects.toThrow(
      "X must have 3 features",
    );
    expect(() => new SelectFromModel(fitted)).toThrow("an estimator, or prefit true for a fitted model");
    expect(() => new SelectFromModel(new Ridge(), { prefit: true })).toThrow(
      "a fitted model, since prefit is true",
    );
  });

  test("weights go to the fit of the estimator", async () => {
    const sampleWeight = [1, 1, 1, 1, 1, 0];
    const selector = new SelectFromModel(new LinearRegression());
    const model = await selector.fit(X, y, { sampleWeight });
    expect(model.threshold).toBeCloseTo((await selector.fit(X.slice(0, 5), y.slice(0, 5))).threshold, 9);
    const prefit = new SelectFromModel(model.estimator, { prefit: true });
    await expect(prefit.fit(X, y, { sampleWeight })).rejects.toThrow(/sampleWeight must not be given/);
  });

  test("is searched by path inside a pipeline", async () => {
    const pipeline = makePipeline(new SelectFromModel(new Ridge()), new Ridge());
    const grid = {
      "selectfrommodel.estimator.alpha": [1],
      "selectfrommodel.threshold": ["mean", -Infinity],
    } as const;
    const found = await new GridSearchCV(pipeline, grid, { cv: 2 }).fit(X, y);
    expect(found.bestParams["selectfrommodel.threshold"]).toBeDefined();
  });

  test("a saved model selects the same; a function cannot be saved", async () => {
    const model = await new SelectFromModel(new DecisionTreeClassifier()).fit(X, labels);
    const again = deserialize(serialize(model)) as typeof model;
    expect([again.threshold, again.maxFeatures]).toEqual([model.threshold, null]);
    expect(await again.transform(X)).toEqual(await model.transform(X));
    const own = new SelectFromModel(new Ridge(), { maxFeatures: () => 1 });
    expect(() => serialize(own)).toThrow(/a function cannot be saved/);
    const prefit = new SelectFromModel(model.estimator, { prefit: true });
    expect(
      ((deserialize(serialize(prefit)) as typeof prefit).params.estimator as { typeName: string }).typeName,
    ).toBe("DecisionTreeClassifierModel");
  });

  test("missing values are taken if the estimator takes them", async () => {
    const holed = Matrix.from(X);
    holed.data[0] = NaN;
    const tree = await new SelectFromModel(new DecisionTreeClassifier(), { threshold: 0 }).fit(holed, labels);
    expect((await tree.transform(holed)).get(0, 0)).toBeNaN();
    await expect(new SelectFromModel(new Ridge()).fit(holed, y)).rejects.toThrow("row 0, column 0");
    await expect((await new SelectFromModel(new Ridge()).fit(X, y)).transform(holed)).rejects.toThrow(
      "row 0, column 0",
    );
  });
});
