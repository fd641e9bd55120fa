import { expect, test, vi } from "vitest";
import type { AnyEstimator } from "../base/index.js";
import { makePipeline, Pipeline } from "../compose/index.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { DummyRegressor } from "../dummy/index.js";
import { LinearRegression, LogisticRegression, Ridge, type RidgeModel } from "../linear-model/index.js";
import { makeScorer, meanSquaredError } from "../metrics/index.js";
import { StandardScaler } from "../preprocessing/index.js";
import { DecisionTreeClassifier } from "../tree/index.js";
import { crossValidate, crossValScore, GridSearchCV, GridSearchCVModel, GroupKFold, KFold } from "./index.js";
import { parameterGrid } from "./parameter-grid.js";
import { ranks } from "./search-results.js";

const random = new RandomState(0);
const X = new Matrix(random.standardNormal(120), 40, 3);
const y = Array.from({ length: 40 }, (_, i) => 2 * X.get(i, 0) - X.get(i, 1) + 0.1 * random.normal());
const labels = y.map((value) => (value > 0 ? "up" : "down"));

test("a grid has its paths in sorted order and the last varies fastest", () => {
  expect(parameterGrid("test", { b: [1, 2], a: ["x", "y"] })).toEqual([
    { a: "x", b: 1 },
    { a: "x", b: 2 },
    { a: "y", b: 1 },
    { a: "y", b: 2 },
  ]);
  expect(parameterGrid("test", [{ a: [1] }, { b: Float64Array.of(2) }])).toEqual([{ a: 1 }, { b: 2 }]);
  expect(parameterGrid("test", {})).toEqual([{}]);
  expect(() => parameterGrid("test", { a: [] })).toThrow('test: paramGrid["a"] must be a non-empty array');
  expect(() => parameterGrid("test", { a: "gini" })).toThrow(
    'paramGrid["a"] must be a non-empty array; received "gini"',
  );
});

test("equal means share the smaller rank and NaN comes last", () => {
  expect([...ranks(Float64Array.of(0.5, Number.NaN, 0.9, 0.9, 0.1))]).toEqual([3, 5, 1, 1, 4]);
  expect([...ranks(Float64Array.of(Number.NaN, Number.NaN))]).toEqual([1, 1]);
});

test("a fold is scored on the rows that were held out", async () => {
  const folds = [...new KFold({ nSplits: 4 }).split(X)];
  const scores = await crossValScore(new LinearRegression(), X, y, {
    cv: 4,
    scoring: "neg_mean_squared_error",
  });
  const { train, test: held } = folds[2]!;
  const pick = (rows: Int32Array): number[] => Array.from(rows, (i) => y[i]!);
  const model = await new LinearRegression().fit(X.takeRows(train), pick(train));
  expect(scores[2]).toBe(-meanSquaredError(pick(held), await model.predict(X.takeRows(held))));
});

test("a score may be a function, a scorer, or several by name; models and rows are returned on request", async () => {
  const bias = makeScorer((truth: number[], guess: Float64Array) => truth[0]! - guess[0]!);
  const found = await crossValidate(new Ridge(), X, y, {
    cv: 3,
    scoring: { coefficient: (model: RidgeModel) => (model.coef as Float64Array)[0]!, bias, r2: "r2" },
    returnModels: true,
    returnIndices: true,
    returnTrainScore: true,
  });
  expect(found.testScore.coefficient[1]).toBe((found.models![1]!.coef as Float64Array)[0]);
  expect(found.trainScore!.r2.every((score) => score > 0.9)).toBe(true);
  expect(found.indices!.map(({ test: held }) => held.length)).toEqual([14, 13, 13]);
  expect(Number.isFinite(found.testScore.bias[0])).toBe(true);
  expect(found.fitTime.length).toBe(3);
});

test("groups stay whole and weights go to the fits", async () => {
  const groups = y.map((_, i) => i % 7);
  const weights = y.map((_, i) => (i < 20 ? 1 : 0));
  const options = { cv: new GroupKFold({ nSplits: 3 }), groups, returnIndices: true } as const;
  const plain = await crossValidate(new DummyRegressor(), X, y, options);
  const weighted = await crossValidate(new DummyRegressor(), X, y, { ...options, sampleWeight: weights });
  expect(plain.indices).toEqual([...new GroupKFold({ nSplits: 3 }).split(X, y, groups)]);
  expect(weighted.testScore).not.toEqual(plain.testScore);
});

test("a fold that fails gets the error score, and says why; if all fail, the error is thrown", async () => {
  const early = labels.map((_, i) => (i < 10 ? "early" : "late"));
  const options = { cv: new KFold({ nSplits: 4 }) };
  const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  const { testScore, errors } = await crossValidate(new LogisticRegression(), X, early, options);
  expect(warn).toHaveBeenCalledOnce();
  expect(warn.mock.calls[0]![0]).toMatch(/^crossValidate: 1 of 4 folds failed and score NaN; the first: Log/);
  warn.mockRestore();
  expect([...testScore].map(Number.isNaN)).toEqual([true, false, false, false]);
  expect(errors[0]).toMatch(/^LogisticRegression.fit: y must hold at least 2 classes/);
  await expect(crossValidate(new Ridge(), X, labels as never, { cv: 4 })).rejects.toThrow(
    "Ridge.fit: y must hold finite numbers",
  );
  const raising = crossValidate(new LogisticRegression(), X, early, { ...options, errorScore: "raise" });
  await expect(raising).rejects.toThrow("at least 2 classes");
});

test("a search over a pipeline finds, refits and predicts", async () => {
  const pipeline = new Pipeline([
    ["scale", new StandardScaler()],
    ["model", new LogisticRegression()],
  ]);
  const search = new GridSearchCV(
    pipeline,
    { "model.C": [1e-4, 1], "scale.withStd": [true, false] },
    { cv: 4 },
  );
  let last = { done: 0, total: 0 };
  const model = await search.fit(X, labels, { onProgress: (progress) => (last = progress) });
  expect(model.cvResults.params.length).toBe(4);
  expect(model.bestParams["model.C"]).toBe(1);
  expect(model.classes).toEqual(["down", "up"]);
  expect((await model.predict(X)).length).toBe(40);
  expect(await model.score(X, labels)).toBe(await model.bestModel.score(X, labels));
  expect(last).toEqual({ done: 17, total: 17 });
  expect(search.params.estimator).toBe(pipeline);
  const again = GridSearchCVModel.fromState(model.toState() as never) as typeof model;
  expect(await again.predict(X)).toEqual(await model.predict(X));
});

test("a search can be cross-validated", async () => {
  const search = new GridSearchCV(new Ridge(), { alpha: [0.01, 100] }, { cv: 3 });
  const scores = await crossValScore(search, X, y, { cv: 3 });
  expect(scores.every((score) => score > 0.9)).toBe(true);
  expect(search.withParam("cv", 4).params.cv).toBe(4);
  expect(search.withParam("estimator.fitIntercept", false).params.estimator.params.fitIntercept).toBe(false);
});

test("a whole step can be searched", async () => {
  const pipeline = makePipeline(new StandardScaler(), new Ridge());
  const search = new GridSearchCV(
    pipeline as AnyEstimator,
    { standardscaler: ["passthrough", new StandardScaler()] },
    { cv: 3 },
  );
  const model = await search.fit(X, y);
  expect(model.cvResults.params.length).toBe(2);
});

test("without refit there are results and no model", async () => {
  const model = await new GridSearchCV(new Ridge(), { alpha: [1, 2] }, { refit: false, cv: 3 }).fit(X, y);
  expect(model.bestParams.alpha).toBe(1);
  expect(() => model.bestModel).toThrow("GridSearchCV: refit must be true");
  expect("predict" in model).toBe(false);
  const several = await new GridSearchCV(
    new Ridge(),
    { alpha: [1, 2] },
    { refit: false, scoring: ["r2"], cv: 3 },
  ).fit(X, y);
  expect(() => several.bestIndex).toThrow("refit must be given to choose among several scores");
  const chosen = await new GridSearchCV(new Ridge(), { alpha: [1, 2] }, { refit: () => 1, cv: 3 }).fit(X, y);
  expect(chosen.bestParams).toEqual({ alpha: 2 });
});

test("folds may be given; rows that do not exist and empty parts are refused", async () => {
  const fold = { train: Int32Array.of(0, 1, 2, 3, 4), test: Int32Array.of(5, 6) };
  expect((await crossValScore(new Ridge(), X, y, { cv: [fold, fold] })).length).toBe(2);
  const outside = { ...fold, test: Int32Array.of(5, 40) };
  await expect(crossValScore(new Ridge(), X, y, { cv: [outside] })).rejects.toThrow(
    "cv must be folds of rows in [0, 40); received 40",
  );
  const empty = { ...fold, test: new Int32Array(0) };
  await expect(crossValScore(new Ridge(), X, y, { cv: [empty] })).rejects.toThrow(
    "test part is a non-empty Int32Array",
  );
  await expect(
    crossValScore(new Ridge(), X, y, { cv: [{ train: [0], test: [1] }] as never }),
  ).rejects.toThrow("cv must be an integer");
});

test("bad grids and options are refused when the search is made", () => {
  const ridge = new Ridge();
  expect(() => new GridSearchCV(ridge, { alfa: [1] } as never)).toThrow('did you mean "alpha"?');
  expect(() => new GridSearchCV(ridge, { alpha: [1, -1] })).toThrow("Ridge: alpha must be");
  expect(() => new GridSearchCV(ridge, { alpha: [] })).toThrow(
    'paramGrid["alpha"] must be a non-empty array',
  );
  expect(() => new GridSearchCV(null as never, {})).toThrow(
    "GridSearchCV: estimator must be an estimator; received null",
  );
  expect(() => new GridSearchCV(ridge, {}, { cv: 1 })).toThrow("GridSearchCV: cv must be an integer >= 2");
  expect(() => new GridSearchCV(ridge, {}, { scoring: "r3" as never })).toThrow('(did you mean "r2"?)');
  expect(() => new GridSearchCV(ridge, {}, { scoring: ["r2"], refit: true })).toThrow(
    "refit must be one of r2",
  );
  expect(() => new GridSearchCV(ridge, {}, { CV: 5 } as never)).toThrow('did you mean "cv"?');
});

test("bad input is refused, and a cancelled run rejects with the reason", async () => {
  await expect(crossValidate(new Ridge(), X, y.slice(1))).rejects.toThrow(
    "crossValidate: y must have 40 values",
  );
  await expect(crossValidate(new Ridge(), X, y, { cv: 41 })).rejects.toThrow(
    "KFold.split: X must have at least 41 rows",
  );
  await expect(crossValidate(new Ridge(), X, y, { fold: 5 } as never)).rejects.toThrow(
    "parameter name must be one of",
  );
  await expect(crossValidate(new Ridge(), X, y, null as never)).rejects.toThrow("options must be an object");
  await expect(crossValidate(new DecisionTreeClassifier(), X, labels, { scoring: "f1" })).rejects.toThrow(
    "posLabel must be one of",
  );
  await expect(crossValidate({} as never, X, y)).rejects.toThrow("estimator must be an estimator");
  await expect(
    crossValidate(new DecisionTreeClassifier(), X, labels, { scoring: "neg_max_errors" as never }),
  ).rejects.toThrow('did you mean "neg_max_error"?');
  await expect(crossValScore(new StandardScaler(), X, undefined, { errorScore: "raise" })).rejects.toThrow(
    "no score of its own",
  );
  const reason = new Error("enough");
  await expect(crossValidate(new Ridge(), X, y, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  const control = new AbortController();
  const running = new GridSearchCV(new Ridge(), { alpha: [1, 2, 3] }, { cv: 3 }).fit(X, y, {
    signal: control.signal,
    onProgress: () => control.abort(reason),
  });
  await expect(running).rejects.toBe(reason);
});
