import {
  Binarizer,
  DecisionTreeRegressor,
  DummyRegressor,
  deserialize,
  GridSearchCV,
  InvalidInputError,
  InvalidParameterError,
  LinearRegression,
  MinMaxScaler,
  onWarning,
  Pipeline,
  Ridge,
  StandardScaler,
  serialize,
  TransformedTargetRegressor,
  type TransformedTargetRegressorModel,
} from "learnkit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let warnings: string[] = [];
beforeEach(() => {
  warnings = [];
  onWarning(({ message }) => warnings.push(message));
});
afterEach(() => onWarning(null));

const X = [[0], [1], [2], [3]];
const y = [1, 10, 100, 1000];
const log = { func: Math.log10, inverseFunc: (value: number) => 10 ** value };

describe("TransformedTargetRegressor", () => {
  test("fits the transformed target and takes predictions back", async () => {
    const model = await new TransformedTargetRegressor({ ...log, regressor: new LinearRegression() }).fit(
      X,
      y,
    );
    expect(model.regressor.coef[0]).toBeCloseTo(1, 12);
    expect((await model.predict([[4]]))[0]).toBeCloseTo(10_000, 6);
    expect(await model.score(X, y)).toBeCloseTo(1, 12);
    expect([model.nFeatures, model.transformer, warnings]).toEqual([1, null, []]);
  });

  test("without any hyper-parameter is linear regression", async () => {
    const model = await new TransformedTargetRegressor().fit(X, y);
    expect(await model.predict(X)).toEqual(await (await new LinearRegression().fit(X, y)).predict(X));
  });

  test("a transformer is fitted on the target", async () => {
    const estimator = new TransformedTargetRegressor({
      regressor: new DummyRegressor(),
      transformer: new MinMaxScaler(),
    });
    const model = await estimator.fit(X, [2, 4, 4, 6]);
    expect(model.transformer.dataMax).toEqual(Float64Array.of(6));
    expect(await model.predict(X)).toEqual(Float64Array.of(4, 4, 4, 4));
    expect((model.regressor as unknown as { constant: number }).constant).toEqual(0.5);
  });

  test("weights go to the regressor", async () => {
    const estimator = new TransformedTargetRegressor({
      regressor: new DummyRegressor(),
      transformer: new StandardScaler(),
    });
    const model = await estimator.fit(X, [0, 0, 0, 8], { sampleWeight: [1, 1, 1, 3] });
    expect((await model.predict([[1]]))[0]).toBeCloseTo(4, 12);
  });

  test("its paths reach the regressor and the transformer, in a search too", async () => {
    const estimator = new TransformedTargetRegressor({ ...log, regressor: new DecisionTreeRegressor() });
    const search = new GridSearchCV(estimator, { "regressor.maxDepth": [1, null] }, { cv: 2 });
    const rows = Array.from({ length: 12 }, (_, i) => [i]);
    const found = await search.fit(
      rows,
      rows.map(([x]) => 10 ** (x! % 3)),
    );
    expect(Object.keys(found.bestParams)).toEqual(["regressor.maxDepth"]);
    expect(() => estimator.withParam("regressor.maxDpeth", 2)).toThrow(/did you mean/);
    const piped = new TransformedTargetRegressor({
      regressor: new Pipeline([
        ["scale", new StandardScaler()],
        ["model", new Ridge()],
      ]),
    });
    expect(piped.withParam("regressor.model.alpha", 7).params.regressor.params.steps[1][1].params.alpha).toBe(
      7,
    );
  });

  test("a model with a transformer can be saved, one with functions tells that it cannot", async () => {
    const saved = await new TransformedTargetRegressor({ transformer: new StandardScaler() }).fit(X, y);
    const copy = deserialize(serialize(saved)) as TransformedTargetRegressorModel;
    expect(await copy.predict(X)).toEqual(await saved.predict(X));
    const model = await new TransformedTargetRegressor(log).fit(X, y);
    expect(() => serialize(model)).toThrow(/a function cannot be saved/);
  });

  test("warns if the inverse does not give the target back, unless told not to look", async () => {
    const wrong = { func: (value: number) => value + 1, inverseFunc: (value: number) => value };
    await new TransformedTargetRegressor(wrong).fit(X, y);
    expect(warnings).toEqual([
      "TransformedTargetRegressor: the inverse does not give the target back; set checkInverse to false if that is meant",
    ]);
    await new TransformedTargetRegressor({ ...wrong, checkInverse: false }).fit(X, y);
    expect(warnings).toHaveLength(1);
  });
});

describe("TransformedTargetRegressor refuses", () => {
  test.each([
    [{ func: Math.log }, /inverseFunc must be given if func is; received null/],
    [{ inverseFunc: Math.exp }, /func must be given if inverseFunc is; received null/],
    [{ ...log, transformer: new StandardScaler() }, /func must be null if a transformer is given/],
    [{ transformer: new Binarizer() }, /transformer must be one that has an inverse; received a Binarizer/],
  ])("hyper-parameters that do not go together, %#", async (params, message) => {
    const error = await new TransformedTargetRegressor<null, null>(params as object)
      .fit(X, y)
      .catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(InvalidParameterError);
    expect((error as Error).message).toMatch(message);
  });

  test("what is no regressor or no transformer", () => {
    expect(() => new TransformedTargetRegressor({ regressor: new StandardScaler() as never })).toThrow(
      /regressor must be a regressor, or null \(LinearRegression\)/,
    );
    expect(() => new TransformedTargetRegressor({ transformer: new Ridge() as never })).toThrow(
      /transformer must be a transformer, or null/,
    );
  });

  test("a target whose transform is not finite, by row", async () => {
    const error = await new TransformedTargetRegressor(log)
      .fit(X, [1, 10, 0, 5])
      .catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as Error).message).toBe(
      "TransformedTargetRegressor.fit: the transformed target must be finite, not -Infinity; received 0 at row 2",
    );
    await expect(new TransformedTargetRegressor(log).fit(X, [1, 10])).rejects.toThrow(/y must have 4 values/);
    await expect(new TransformedTargetRegressor(log).fit(X, undefined as never)).rejects.toThrow(
      /y must be an array/,
    );
  });
});
