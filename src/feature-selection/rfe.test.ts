import { afterEach, describe, expect, test } from "vitest";
import { Pipeline } from "../compose/index.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { onWarning } from "../core/warning.js";
import { Frame } from "../frame/index.js";
import { LinearRegression, LogisticRegression, Ridge } from "../linear-model/index.js";
import { crossValScore, GridSearchCV } from "../model-selection/index.js";
import { KNeighborsClassifier } from "../neighbors/index.js";
import { deserialize, serialize } from "../persistence/index.js";
import { StandardScaler } from "../preprocessing/index.js";
import { DecisionTreeClassifier } from "../tree/index.js";
import { RFE } from "./rfe.js";
import { RFECV } from "./rfecv.js";

const warnings: string[] = [];
onWarning(({ message }) => warnings.push(message));
afterEach(() => warnings.splice(0));

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

describe("RFE", () => {
  test("ranks features by the round in which they go", async () => {
    const model = await new RFE(new LinearRegression(), { nFeaturesToSelect: 1 }).fit(X, y);
    expect(Array.from(model.ranking)).toEqual([2, 1, 3]);
    expect(model.support).toEqual([false, true, false]);
    expect(model.nFeaturesSelected).toBe(1);
    expect(model.estimator.nFeatures).toBe(1);
  });

  test("keeps half of the features by default, a share rounded down otherwise", async () => {
    expect((await new RFE(new Ridge()).fit(X, y)).nFeaturesSelected).toBe(1);
    expect((await new RFE(new Ridge(), { nFeaturesToSelect: 0.9 }).fit(X, y)).nFeaturesSelected).toBe(2);
    await expect(new RFE(new Ridge(), { nFeaturesToSelect: 0.2 }).fit(X, y)).rejects.toThrow(
      "RFE.fit: nFeaturesToSelect must be a share of the 3 features that leaves one at least; received 0.2",
    );
  });

  test("a step drops several at once, but none too many", async () => {
    const model = await new RFE(new LinearRegression(), { nFeaturesToSelect: 2, step: 5 }).fit(X, y);
    expect(Array.from(model.ranking)).toEqual([1, 1, 2]);
    const share = await new RFE(new LinearRegression(), { nFeaturesToSelect: 1, step: 0.7 }).fit(X, y);
    expect(Array.from(share.ranking)).toEqual([2, 1, 2]);
  });

  test("more features than there are keeps all and says so", async () => {
    expect((await new RFE(new Ridge(), { nFeaturesToSelect: 7 }).fit(X, y)).support).not.toContain(false);
    expect(warnings[0]).toMatch(/nFeaturesToSelect = 7 is more than the 3 features of X/);
  });

  test("predicts through the final model, with what it can do and no more", async () => {
    const model = await new RFE(new LogisticRegression(), { nFeaturesToSelect: 2 }).fit(X, labels);
    expect(await model.predict(X)).toEqual(await model.estimator.predict(await model.transform(X)));
    expect((await model.predictProba(X)).columns).toBe(2);
    expect(model.classes).toEqual(["high", "low"]);
    expect(await model.score(X, labels)).toBe(await model.estimator.score(await model.transform(X), labels));
    expect("predictProba" in (await new RFE(new Ridge()).fit(X, y))).toBe(false);
  });

  test("keeps names and takes sparse input", async () => {
    const frame = Frame.fromColumns({ a: X.map((row) => row[0]!), b: X.map((row) => row[1]!) });
    const named = await new RFE(new LinearRegression()).fit(frame, y);
    expect(named.featureNamesOut()).toEqual(["b"]);
    expect(named.estimator.featureNames).toEqual(["b"]);
    const sparse = CsrMatrix.fromMatrix(Matrix.from(X));
    const model = await new RFE(new LinearRegression(), { nFeaturesToSelect: 2 }).fit(sparse, y);
    expect(model.support).toEqual([true, true, false]);
    expect(await model.transform(sparse)).toBeInstanceOf(CsrMatrix);
  });

  test("finds importances by a path or a function", async () => {
    const pipeline = new Pipeline([
      ["scale", new StandardScaler()],
      ["model", new Ridge()],
    ]);
    const byPath = await new RFE(pipeline, { importanceGetter: "namedSteps.model.coef" }).fit(X, y);
    expect(byPath.support).toEqual([false, true, false]);
    const first = await new RFE(new Ridge(), { importanceGetter: (model) => model.coef.map(() => 1) }).fit(
      X,
      y,
    );
    expect(first.support).toEqual([false, false, true]); // of equal ones the first go first
    await expect(new RFE(new KNeighborsClassifier({ nNeighbors: 1 })).fit(X, labels)).rejects.toThrow(
      'importanceGetter must be given, since the model has neither "coef" nor "featureImportances"',
    );
    await expect(new RFE(new Ridge(), { importanceGetter: "coefs" }).fit(X, y)).rejects.toThrow(
      'importanceGetter must be the path of a property of the model; received "coefs"',
    );
    await expect(new RFE(new Ridge(), { importanceGetter: "intercept" }).fit(X, y)).rejects.toThrow(
      /one number for each of the 3 features/,
    );
  });

  test("weights go to every fit, progress is told, a cancelled fit stops", async () => {
    const estimator = new RFE(new LinearRegression(), { nFeaturesToSelect: 1 });
    const sampleWeight = [1, 1, 1, 1, 1, 0];
    const model = await estimator.fit(X, y, { sampleWeight });
    const left = await estimator.fit(X.slice(0, 5), y.slice(0, 5));
    expect(model.estimator.intercept).toBeCloseTo(left.estimator.intercept as number, 9);
    const seen: number[] = [];
    const controller = new AbortController();
    await expect(
      estimator.fit(X, y, {
        signal: controller.signal,
        onProgress: ({ done, total }) => {
          seen.push(done / total);
          if (done === 2) controller.abort(new Error("enough"));
        },
      }),
    ).rejects.toThrow("enough");
    expect(seen).toEqual([1 / 3, 2 / 3]);
  });

  test("is a step before the last of a pipeline, and a classifier or regressor where it is the last", async () => {
    const pipeline = new Pipeline([
      ["select", new RFE(new DecisionTreeClassifier(), { nFeaturesToSelect: 1 })],
      ["model", new KNeighborsClassifier({ nNeighbors: 1 })],
    ]);
    expect(await (await pipeline.fit(X, labels)).predict(X)).toEqual(labels);
    expect([new RFE(new Ridge()).kind, new RFE(new LogisticRegression()).kind]).toEqual([
      "regressor",
      "classifier",
    ]);
    const rows = [...X, ...X, ...X, ...X];
    const eliminating = new RFE(new LinearRegression(), { nFeaturesToSelect: 2 });
    const scores = await crossValScore(eliminating, rows, [...y, ...y, ...y, ...y], { cv: 4 });
    expect(scores.every((score) => score > 0.9)).toBe(true);
  });

  test("hyper-parameters of the estimator are searched by path", async () => {
    const search = new GridSearchCV(new RFE(new Ridge()), { "estimator.alpha": [0.01, 100] }, { cv: 2 });
    const found = await search.fit(X, y);
    expect(found.bestParams).toEqual({ "estimator.alpha": 0.01 });
  });

  test("a saved model predicts the same; a function cannot be saved", async () => {
    const model = await new RFE(new LogisticRegression(), { nFeaturesToSelect: 2 }).fit(X, labels);
    const again = deserialize(serialize(model)) as typeof model;
    expect(await again.predictProba(X)).toEqual(await model.predictProba(X));
    expect(again.classes).toEqual(model.classes);
    const own = new RFE(new Ridge(), { importanceGetter: (fitted) => fitted.coef });
    expect(() => serialize(own)).toThrow(/a function cannot be saved/);
  });

  test("one feature, Infinity and what is no estimator are refused", async () => {
    await expect(new RFE(new Ridge()).fit([[1], [2]], [1, 2])).rejects.toThrow(
      "X must have at least 2 columns",
    );
    await expect(new RFE(new Ridge()).fit([[1, Infinity]], [1])).rejects.toThrow("row 0, column 1");
    expect(() => new RFE("Ridge" as unknown as Ridge)).toThrow(
      'RFE: estimator must be an estimator; received "Ridge"',
    );
  });

  test("missing values are taken if the estimator takes them", async () => {
    const holed = X.map((row, i) => (i === 2 ? [NaN, row[1]!, row[2]!] : row));
    const model = await new RFE(new DecisionTreeClassifier(), { nFeaturesToSelect: 2 }).fit(holed, labels);
    expect(await model.predict(holed)).toEqual(labels);
    const whole = await new RFE(new Ridge()).fit(X, y);
    await expect(whole.transform(holed)).rejects.toThrow("row 2, column 0");
    await expect(new RFE(new Ridge()).fit(holed, y)).rejects.toThrow("row 2, column 0");
  });
});

describe("RFECV", () => {
  const rows = Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 5, (i * i) % 3, Math.abs(i - 9)]);
  const target = rows.map(([a, b]) => a! - 2 * b!);

  test("keeps the fewest features of the best score", async () => {
    const model = await new RFECV(new LinearRegression(), { cv: 4 }).fit(rows, target);
    expect(model.nFeaturesSelected).toBe(2);
    expect(Array.from(model.cvResults.nFeatures)).toEqual([1, 2, 3, 4]);
    expect(model.cvResults.meanTestScore[1]).toBeCloseTo(1, 9);
    expect(model.cvResults.split3Support[0]!.filter(Boolean).length).toBe(1);
    expect(await model.score(rows, target)).toBeCloseTo(1, 12);
  });

  test("scores by the score that chose, saved or not", async () => {
    const selector = new RFECV(new Ridge(), {
      cv: 4,
      scoring: "neg_mean_squared_error",
      minFeaturesToSelect: 3,
    });
    const model = await selector.fit(rows, target);
    expect(await model.score(rows, target)).toBeLessThan(0);
    const again = deserialize(serialize(model)) as typeof model;
    expect(await again.score(rows, target)).toBe(await model.score(rows, target));
    expect(again.cvResults).toEqual(model.cvResults);
    const own = await new RFECV(new Ridge(), { cv: 4, scoring: () => 1 }).fit(rows, target);
    expect([own.scorer, own.nFeaturesSelected]).toEqual([null, 1]);
  });

  test("more features than there are keeps all; weights, unknown scores and folds are refused", async () => {
    expect(
      (await new RFECV(new Ridge(), { minFeaturesToSelect: 9 }).fit(rows, target)).support,
    ).not.toContain(false);
    expect(warnings[0]).toMatch(/minFeaturesToSelect = 9 is more than the 4 features of X/);
    await expect(new RFECV(new Ridge()).fit(rows, target, { sampleWeight: target })).rejects.toThrow(
      /sampleWeight/,
    );
    expect(() => new RFECV(new Ridge(), { scoring: "r3" as "r2" })).toThrow(/r2/);
    await expect(new RFECV(new Ridge(), { cv: 30 }).fit(rows, target)).rejects.toThrow(/30/);
    await expect(new RFECV(new Ridge()).fit(rows, target.slice(1))).rejects.toThrow("y must have 20 values");
  });

  test("progress is told by fold, and a cancelled fit stops", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const fitted = new RFECV(new Ridge(), { cv: 4 }).fit(rows, target, {
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        seen.push(done, total);
        controller.abort(new Error("enough"));
      },
    });
    await expect(fitted).rejects.toThrow("enough");
    expect(seen).toEqual([1, 5]);
  });
});
