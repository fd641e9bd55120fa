import { describe, expect, test } from "vitest";
import { DummyClassifier } from "./dummy-classifier.js";
import { DummyRegressor } from "./dummy-regressor.js";

const X = [["any"], [null], [3], [true]] as unknown as number[][];

describe("DummyClassifier", () => {
  const y = ["b", "a", "b", "c"];

  test("guesses the most frequent label, the first of equals", async () => {
    const model = await new DummyClassifier().fit(X, ["b", "a", "b", "a"]);
    expect(await model.predict(X)).toEqual(["a", "a", "a", "a"]);
  });

  test("reads the shape of X alone", async () => {
    const model = await new DummyClassifier({ strategy: "most_frequent" }).fit(X, y);
    expect((await model.predictProba([["x"]] as never)).toArray()).toEqual([[0, 1, 0]]);
    expect((await model.predictLogProba([["x"]] as never)).toArray()).toEqual([[-Infinity, 0, -Infinity]]);
    await expect(model.predict([[1, 2]])).rejects.toThrow(/1 feature, as in fit; received 2 features/);
  });

  test("predictions and probabilities of drawn labels agree, call after call", async () => {
    const model = await new DummyClassifier({ strategy: "stratified", randomState: 5 }).fit(X, y);
    const rows = Array.from({ length: 200 }, () => [0]);
    const labels = await model.predict(rows);
    const P = await model.predictProba(rows);
    expect(labels).toEqual(await model.predict(rows));
    expect(labels.map((label, i) => P.get(i, model.classes.indexOf(label)))).toEqual(rows.map(() => 1));
    expect(new Set(labels).size).toBe(3);
  });

  test("fresh entropy draws anew", async () => {
    const model = await new DummyClassifier({ strategy: "uniform", randomState: null }).fit(X, y);
    const rows = Array.from({ length: 100 }, () => [0]);
    expect(await model.predict(rows)).not.toEqual(await model.predict(rows));
  });

  test("weights count", async () => {
    const model = await new DummyClassifier().fit(X, y, { sampleWeight: [0, 3, 0, 1] });
    expect(model.classPrior).toEqual(Float64Array.of(0.75, 0, 0.25));
    expect(await model.score(X, y, { sampleWeight: [0, 3, 0, 1] })).toBe(0.75);
  });

  test("the constant must be given and occur", async () => {
    const constant = new DummyClassifier({ strategy: "constant" });
    await expect(constant.fit(X, y)).rejects.toThrow(
      "DummyClassifier: constant must be a label for the strategy",
    );
    await expect(constant.with({ constant: "z" }).fit(X, y)).rejects.toThrow(
      /y must hold the constant; received "z"/,
    );
    const model = await constant.with({ constant: "c" }).fit(X, y);
    expect(await model.predict([[0]])).toEqual(["c"]);
  });

  test("numbers and booleans are labels too", async () => {
    const numbers = await new DummyClassifier().fit([[0], [0], [0]], Int32Array.of(10, 9, 9));
    expect(numbers.classes).toEqual([9, 10]);
    const booleans = await new DummyClassifier().fit([[0], [0], [0]], [true, true, false]);
    expect(await booleans.predict([[1]])).toEqual([true]);
  });
});

describe("DummyRegressor", () => {
  const y = [2, 3, 5, 10];
  const fitted = async (params: object, sampleWeight?: number[]): Promise<number> =>
    (await new DummyRegressor(params).fit(X, y, sampleWeight && { sampleWeight })).constant;

  test("predicts mean, median, quantile or constant", async () => {
    expect(await fitted({})).toBe(5);
    expect(await fitted({ strategy: "median" })).toBe(4);
    expect(await fitted({ strategy: "quantile", quantile: 0.25 })).toBe(2.75);
    expect(await fitted({ strategy: "quantile", quantile: 0 })).toBe(2);
    expect(await fitted({ strategy: "quantile", quantile: 1 })).toBe(10);
    expect(await fitted({ strategy: "constant", constant: -7 })).toBe(-7);
  });

  test("weights count", async () => {
    expect(await fitted({}, [1, 0, 0, 1])).toBe(6);
    expect(await fitted({ strategy: "median" }, [1, 1, 1, 9])).toBe(10);
    expect(await fitted({ strategy: "quantile", quantile: 0 }, [0, 1, 1, 1])).toBe(3);
  });

  test("the constant and the quantile must be given", async () => {
    await expect(fitted({ strategy: "constant" })).rejects.toThrow(
      /constant must be a number for the strategy/,
    );
    await expect(fitted({ strategy: "quantile" })).rejects.toThrow(
      /quantile must be a number for the strategy/,
    );
    expect(() => new DummyRegressor({ quantile: 1.5 })).toThrow(/>= 0 and <= 1.*received 1.5/);
  });

  test("scores at most 0 on the rows of fit", async () => {
    const model = await new DummyRegressor().fit(X, y);
    expect(await model.score(X, y)).toBe(0);
    expect(await model.predict(X)).toEqual(Float64Array.of(5, 5, 5, 5));
    await expect(new DummyRegressor().fit(X, [1, 2])).rejects.toThrow(/y must have 4 values/);
  });
});
