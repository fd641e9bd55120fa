import {
  BaseTransformer,
  ColumnTransformer,
  CsrMatrix,
  crossValidate,
  crossValScore,
  Frame,
  GridSearchCV,
  KFold,
  type LearnkitWarning,
  LinearRegression,
  LogisticRegression,
  loadIris,
  Matrix,
  MinMaxScaler,
  makePipeline,
  OneHotEncoder,
  onWarning,
  Ridge,
  SimpleImputer,
  StandardScaler,
  StratifiedShuffleSplit,
  trainTestSplit,
} from "learnkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let warnings: LearnkitWarning[] = [];
beforeEach(() => {
  warnings = [];
  onWarning((warning) => warnings.push(warning));
});
afterEach(() => onWarning(null));

const X = Matrix.from(Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 11]));
const y = Array.from({ length: 20 }, (_, i) => 2 * i + ((i * 7) % 3));
const labels = y.map((_, i) => (i % 2 === 0 ? "even" : "odd"));
const leaks = (): string[] => warnings.filter(({ code }) => code === "LEAK").map(({ message }) => message);

describe("rows that a transformer was fitted on must not be tested on", () => {
  test("trainTestSplit tells the step, how many test rows it saw, and the remedy", async () => {
    const scaled = await new StandardScaler().fitTransform(X);
    trainTestSplit(scaled.X, y, { testSize: 0.25 });
    expect(leaks()).toEqual([
      "trainTestSplit: X was transformed by StandardScaler, which was fitted on all 5 test rows; scores on them will be too good. " +
        "Split first, or let a pipeline fit it on training rows only: makePipeline(new StandardScaler(…), model)",
    ]);
  });

  test("fit and transform apart leak as fitTransform does", async () => {
    const model = await new MinMaxScaler().fit(X);
    trainTestSplit(await model.transform(X), y);
    expect(leaks()).toHaveLength(1);
  });

  test("every consumer of folds reports once, under its own name", async () => {
    const { X: Z } = await new StandardScaler().fitTransform(X);
    await crossValScore(new Ridge(), Z, y, { cv: 4 });
    await crossValidate(new Ridge(), Z, y, { cv: new KFold({ nSplits: 3, shuffle: true }) });
    await crossValidate(new Ridge(), Z, y, { cv: [...new KFold({ nSplits: 2 }).folds(X)] });
    await new GridSearchCV(new Ridge(), { alpha: [1, 2] }, { cv: 3 }).fit(Z, y);
    for (const _ of new KFold().split(Z)) void _;
    for (const _ of new StratifiedShuffleSplit({ nSplits: 3 }).split(Z, labels)) void _;
    expect(leaks().map((message) => message.split(":")[0])).toEqual([
      "crossValScore",
      "crossValidate",
      "crossValidate",
      "GridSearchCV.fit",
      "KFold.split",
      "StratifiedShuffleSplit.split",
    ]);
  });

  test("a transformer fitted on all rows before the split is found in the training rows", async () => {
    const model = await new StandardScaler().fit(X);
    const { XTrain, yTrain } = trainTestSplit(X, y);
    await crossValScore(new Ridge(), await model.transform(XTrain), yTrain, { cv: 3 });
    expect(leaks()).toHaveLength(1);
  });

  test("validation rows of training rows that were scaled as a whole are counted exactly", async () => {
    const { XTrain } = trainTestSplit(X, y, { trainSize: 12, testSize: 8 });
    const model = await new StandardScaler().fit(XTrain);
    trainTestSplit(await model.transform(X), y, { testSize: 10, shuffle: false });
    const seen = leaks()[0]!.match(/fitted on (\d+) of 10 test rows/)!;
    const { trainIndex } = trainTestSplit(X, y, { trainSize: 12, testSize: 8 });
    expect(Number(seen[1])).toBe(Array.from(trainIndex).filter((row) => row >= 10).length);
  });

  test("marks survive more transformers, row and column picks, frames and sparse matrices", async () => {
    const { X: Z } = await new StandardScaler().fitTransform(X);
    const second = await new MinMaxScaler().fit(
      Matrix.from([
        [0, 0],
        [1, 1],
      ]),
    );
    trainTestSplit(await second.transform(Z), y);
    trainTestSplit(Z.takeRows([3, 2, 1, 0, 9]).takeColumns([1]));
    const iris = await loadIris();
    const filled = await new SimpleImputer({ strategy: "most_frequent" }).fitTransform(iris);
    const frame = filled.X as Frame;
    trainTestSplit(
      frame
        .rename({ species: "kind" })
        .drop(["kind"])
        .filter((_, i) => i % 2 === 0),
    );
    const coded = await new OneHotEncoder().fitTransform(iris.select(["species"]));
    expect(coded.X).toBeInstanceOf(CsrMatrix);
    trainTestSplit((coded.X as CsrMatrix).takeRows(Int32Array.from({ length: 90 }, (_, i) => i)));
    expect(leaks().map((message) => message.match(/by (\w+)/)![1])).toEqual([
      "StandardScaler",
      "StandardScaler",
      "SimpleImputer",
      "OneHotEncoder",
    ]);
  });

  test("arrays of rows and frames are followed as matrices are", async () => {
    const rows = X.toArray();
    const { X: Z } = await new StandardScaler().fitTransform(rows);
    trainTestSplit(Z, y);
    const frame = Frame.fromColumns({ a: X.column(0), b: X.column(1) });
    const model = await new StandardScaler().fit(frame);
    trainTestSplit(await model.transform(frame.X()), y);
    trainTestSplit(await model.transform(frame.select(["a", "b"])), y);
    expect(leaks()).toHaveLength(3);
  });

  test("a column transformer and a pipeline of transformers are told as their steps", async () => {
    const columns = new ColumnTransformer([["scale", new StandardScaler(), [0, 1]]]);
    trainTestSplit((await columns.fitTransform(X)).X, y);
    const pipeline = makePipeline(new SimpleImputer(), new StandardScaler());
    const model = await pipeline.fit(X);
    trainTestSplit((await model.transform(X)) as Matrix, y);
    expect(leaks().map((message) => message.match(/by (\w+)/)![1])).toEqual([
      "ColumnTransformer",
      "SimpleImputer",
    ]);
  });
});

describe("correct work is silent", () => {
  afterEach(() => expect(warnings).toEqual([]));

  test("split first, fit on the training rows, transform both parts", async () => {
    const { XTrain, XTest, yTrain, yTest } = trainTestSplit(X, y);
    const { model: scaler, X: Z } = await new StandardScaler().fitTransform(XTrain);
    const model = await new LinearRegression().fit(Z, yTrain);
    await model.score(await scaler.transform(XTest), yTest);
  });

  test("pipelines and column transformers in cross-validation and searches", async () => {
    const columns = new ColumnTransformer([["scale", new StandardScaler(), [0, 1]]]);
    const pipeline = makePipeline(columns, new MinMaxScaler(), new LogisticRegression());
    await crossValScore(pipeline, X, labels, { cv: 4 });
    await crossValidate(pipeline, X, labels, { cv: 4, returnModels: true });
    const search = new GridSearchCV(pipeline, { "logisticregression.C": [1, 2] }, { cv: 4 });
    const { XTrain, XTest, yTrain, yTest } = trainTestSplit(X, labels, { stratify: labels });
    const best = await search.fit(XTrain, yTrain);
    await best.score(XTest, yTest);
  });

  test("test rows transformed by what was fitted on training rows may be split further", async () => {
    const { XTrain, XTest } = trainTestSplit(X, y);
    const scaler = await new StandardScaler().fit(XTrain);
    trainTestSplit(await scaler.transform(XTest));
    trainTestSplit(XTrain);
  });

  test("the same split again finds the rows that the scaler has not seen", async () => {
    const { XTrain } = trainTestSplit(X, y, { randomState: 3 });
    const scaler = await new StandardScaler().fit(XTrain);
    trainTestSplit(await scaler.transform(X), y, { randomState: 3 });
  });

  test("other data than those fitted on", async () => {
    const scaler = await new StandardScaler().fit(Matrix.from(X.toArray()));
    trainTestSplit(await scaler.transform(X), y);
  });

  test("the input itself is not marked, though an imputer passes its columns on", async () => {
    const frame = Frame.fromColumns({ a: [1, 2, null, 4], b: [1, 2, 3, 4] });
    await new SimpleImputer().fitTransform(frame);
    trainTestSplit(frame);
  });
});

test("a watched estimator still is what it was to equality, JSON and subclasses", () => {
  const scaler = new StandardScaler();
  expect(scaler).toBeInstanceOf(BaseTransformer);
  expect(Object.keys(scaler).sort()).toEqual(["kind", "params", "typeName"]);
  expect(scaler.with({ withMean: false }).params.withMean).toBe(false);
});

test("without a handler Node is told, with a code", async () => {
  onWarning(null);
  const seen = new Promise<NodeJS.ErrnoException>((resolve) => process.once("warning", resolve as never));
  const { X: Z } = await new StandardScaler().fitTransform(X);
  trainTestSplit(Z, y);
  const warning = await seen;
  expect([warning.name, warning.code]).toEqual(["LearnkitWarning", "LEAK"]);
});

test("a handler that throws makes the warning an error", async () => {
  onWarning(({ message }) => {
    throw new Error(message);
  });
  const { X: Z } = await new StandardScaler().fitTransform(X);
  expect(() => trainTestSplit(Z, y)).toThrow(/was fitted on all 5 test rows/);
  await expect(crossValScore(new Ridge(), Z, y)).rejects.toThrow(/^crossValScore: X was transformed/);
});
