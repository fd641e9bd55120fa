import { expect, test } from "vitest";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { BoundedIntegers } from "./liblinear-random.js";
import { LinearRegression } from "./linear-regression.js";
import { LogisticRegression, type LogisticRegressionParams } from "./logistic-regression.js";
import { Ridge, type RidgeParams } from "./ridge.js";
import { planRows } from "./row-stream.js";

const LINE = { X: [[0], [1], [2], [3]], y: [1, 3, 5, 7] };

test("a line is found, and its residual is zero", async () => {
  const model = await new LinearRegression().fit(LINE.X, LINE.y);
  expect(model.coef[0]).toBeCloseTo(2, 14);
  expect(model.intercept).toBeCloseTo(1, 14);
  expect(await model.score(LINE.X, LINE.y)).toBe(1);
  expect(model.rank).toBe(1);
});

test("a line through the origin has no intercept", async () => {
  const model = await new LinearRegression({ fitIntercept: false }).fit([[1], [2]], [2, 4]);
  expect(model.intercept).toBe(0);
  expect(model.coef[0]).toBeCloseTo(2, 14);
});

test("ridge shrinks: coef = Sxy / (Sxx + alpha)", async () => {
  for (const solver of ["cholesky", "svd"] as const) {
    const model = await new Ridge({ alpha: 5, solver }).fit(LINE.X, LINE.y);
    expect(model.coef[0]).toBeCloseTo(10 / (5 + 5), 14);
  }
});

test("cholesky of a singular matrix falls back to svd and says so", async () => {
  const model = await new Ridge({ alpha: 0 }).fit(
    [
      [1, 1],
      [2, 2],
      [4, 4],
    ],
    [1, 2, 4],
  );
  expect(model.solver).toBe("svd");
  expect(model.coef[0]).toBeCloseTo(0.5, 12);
  expect(model.coef[1]).toBeCloseTo(0.5, 12);
});

test("a solver that cannot keep coefficients positive is refused, and lbfgs that need not", async () => {
  const refusal = async (params: Partial<RidgeParams>): Promise<unknown> =>
    new Ridge(params).fit(LINE.X, LINE.y).catch((error: unknown) => error);
  const positive = await refusal({ positive: true, solver: "svd" });
  expect(positive).toBeInstanceOf(InvalidParameterError);
  expect(String(positive)).toContain('Ridge: solver must be "auto" or "lbfgs" where positive is true');
  expect(await refusal({ solver: "lbfgs" })).toBeInstanceOf(InvalidParameterError);
});

test.each<[Partial<LogisticRegressionParams>, string]>([
  [{ l1Ratio: 1 }, "for an l1 penalty"],
  [{ l1Ratio: 0.5, solver: "liblinear" }, "for an elastic-net penalty"],
  [{ penalty: "elasticnet", l1Ratio: 0.5 }, "for an elastic-net penalty"],
  [{ dual: true }, "where dual is true"],
  [{ dual: true, solver: "liblinear", l1Ratio: 1 }, "where dual is true"],
  [{ C: Number.POSITIVE_INFINITY, solver: "liblinear" }, "without a penalty"],
  [{ penalty: null, solver: "liblinear" }, "without a penalty"],
])("LogisticRegression refuses %j", async (params, message) => {
  const error = await new LogisticRegression(params).fit(LINE.X, [0, 0, 1, 1]).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InvalidParameterError);
  expect(String(error)).toContain(message);
});

test("liblinear refuses more than two classes, and values that would freeze it", async () => {
  const liblinear = new LogisticRegression({ solver: "liblinear" });
  await expect(liblinear.fit(LINE.X, [0, 1, 2, 2])).rejects.toThrow("2 classes for the solver liblinear");
  await expect(liblinear.fit([[0], [1e31]], [0, 1])).rejects.toThrow("at row 1, column 0");
});

test("one class is refused by name", async () => {
  const error = await new LogisticRegression().fit(LINE.X, ["a", "a", "a", "a"]).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(String(error)).toContain('y must hold at least 2 classes; received one class, "a"');
});

test("a class weight for a label that does not occur is refused", async () => {
  const error = await new LogisticRegression({ classWeight: { no: 1, maybe: 2 } })
    .fit(LINE.X, ["no", "no", "yes", "yes"])
    .catch((e: unknown) => e);
  expect(error).toBeInstanceOf(InvalidParameterError);
});

const CLOUDS = (() => {
  const random = new RandomState(1);
  const X = Array.from({ length: 90 }, (_, i) => [random.normal() + (i % 3), random.normal() - (i % 3)]);
  return { X, two: X.map((_, i) => (i % 3 > 0 ? "yes" : "no")), three: X.map((_, i) => i % 3) };
})();

test.each(["lbfgs", "newton-cg", "newton-cholesky", "sag", "saga", "liblinear"] as const)(
  "at the optimum found by %s the gradient vanishes",
  async (solver) => {
    const C = 0.5;
    const { X, two } = CLOUDS;
    const params = { solver, C, tol: 1e-9, maxIter: 5000, interceptScaling: 2 };
    const model = await new LogisticRegression(params).fit(X, two);
    expect(model.converged).toBe(true);
    const { data } = await model.predictProba(X);
    const gradient = [0, 0, 0];
    X.forEach((row, i) => {
      const r = C * (data[2 * i + 1]! - (two[i] === "yes" ? 1 : 0));
      gradient[0]! += r * row[0]!;
      gradient[1]! += r * row[1]!;
      gradient[2]! += r;
    });
    const [a, b] = model.coef.data;
    // liblinear penalises the parameter w₀ of the intercept 2 w₀: its gradient is 2 Σr + w₀.
    const free = solver === "liblinear" ? 2 * gradient[2]! + model.intercept[0]! / 2 : gradient[2]!;
    for (const value of [gradient[0]! + a!, gradient[1]! + b!, free])
      expect(Math.abs(value)).toBeLessThan(1e-6);
  },
);

test.each(["saga", "liblinear"] as const)("an l1 penalty under %s makes exact zeros", async (solver) => {
  const X = CLOUDS.X.map(([a, b], i) => [a!, b!, Math.sin(i), Math.cos(3 * i)]);
  const params = { solver, l1Ratio: 1, C: 0.1, maxIter: 2000, tol: 1e-6 };
  const model = await new LogisticRegression(params).fit(X, CLOUDS.two);
  expect(Array.from(model.coef.data).filter((value) => value === 0).length).toBeGreaterThanOrEqual(2);
  expect(model.coef.data[0]).not.toBe(0);
});

test("probabilities of three classes add up to 1, and their largest is the prediction", async () => {
  const model = await new LogisticRegression().fit(CLOUDS.X, CLOUDS.three);
  const probabilities = await model.predictProba(CLOUDS.X);
  const predicted = await model.predict(CLOUDS.X);
  const scores = (await model.decisionFunction(CLOUDS.X)) as Matrix;
  for (let i = 0; i < CLOUDS.X.length; i++) {
    const row = probabilities.row(i);
    expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 14);
    expect(predicted[i]).toBe(row.indexOf(Math.max(...row)));
    expect(scores.row(i).indexOf(Math.max(...scores.row(i)))).toBe(predicted[i]);
  }
});

test("two classes have one row of coefficients, and scores are log-odds of the second", async () => {
  const model = await new LogisticRegression().fit(CLOUDS.X, CLOUDS.two);
  expect([model.coef.rows, model.coef.columns]).toEqual([1, 2]);
  const scores = (await model.decisionFunction(CLOUDS.X)) as Float64Array;
  const { data } = await model.predictLogProba(CLOUDS.X);
  scores.forEach((z, i) => {
    expect(data[2 * i + 1]! - data[2 * i]!).toBeCloseTo(z, 10);
  });
});

test("stopping at maxIter is a result, not an error", async () => {
  const model = await new LogisticRegression({ maxIter: 1 }).fit(CLOUDS.X, CLOUDS.three);
  expect(model.converged).toBe(false);
  expect(model.nIter).toBe(1);
  const ridge = await new Ridge({ solver: "sag", maxIter: 1 }).fit(LINE.X, LINE.y);
  expect([ridge.converged, ridge.nIter]).toEqual([false, 1]);
});

test("features that overflow sag are refused with advice", async () => {
  const X = [[1e200], [-1e200], [1e200], [2e200]];
  await expect(new Ridge({ solver: "sag" }).fit(X, LINE.y)).rejects.toBeInstanceOf(InvalidInputError);
});

test("balanced weights need weight in every class", async () => {
  const fit = new LogisticRegression({ classWeight: "balanced" }).fit(LINE.X, ["a", "a", "b", "b"], {
    sampleWeight: [1, 1, 0, 0],
  });
  await expect(fit).rejects.toThrow('received weight 0 for the class "b"');
});

test("an abort between iterations rejects with the reason", async () => {
  const abort = new AbortController();
  const fit = new LogisticRegression({ tol: 0 }).fit(CLOUDS.X, CLOUDS.three, {
    signal: abort.signal,
    onProgress: ({ done }) => {
      if (done === 2) abort.abort(new Error("enough"));
    },
  });
  await expect(fit).rejects.toThrow("enough");
});

test("the normal equations survive a large offset", async () => {
  const random = new RandomState(4);
  const n = 20000;
  const X = new Matrix(
    random.normal(0, 1, n * 8).map((value) => value + 1e7),
    n,
    8,
  );
  const y = Array.from({ length: n }, (_, i) => 2 * (X.get(i, 0) - 1e7) - (X.get(i, 5) - 1e7) + 3);
  const model = await new LinearRegression().fit(X, y);
  for (let j = 0; j < 8; j++) expect(model.coef[j]).toBeCloseTo(j === 0 ? 2 : j === 5 ? -1 : 0, 8);
});

test("dependent columns among many rows get the solution of least norm", async () => {
  const random = new RandomState(4);
  const n = 20000;
  const data = random.normal(0, 1, n * 8);
  for (let i = 0; i < n; i++) data[i * 8 + 7] = data[i * 8]!;
  const X = new Matrix(data, n, 8);
  const y = Array.from({ length: n }, (_, i) => 2 * X.get(i, 0));
  const model = await new LinearRegression().fit(X, y);
  expect(model.rank).toBe(7);
  expect(model.coef[0]).toBeCloseTo(1, 10);
  expect(model.coef[7]).toBeCloseTo(1, 10);
});

test("blocks of rows depend on the columns only, and divide chunks", () => {
  for (const columns of [1, 7, 50, 1000, 100000]) {
    const { blockRows, chunkRows } = planRows(columns);
    expect(blockRows % 64).toBe(0);
    expect(chunkRows % blockRows).toBe(0);
  }
});

test("bounded integers stay below their bound and reach all values", () => {
  const integers = new BoundedIntegers(0);
  const seen = new Set<number>();
  for (let k = 0; k < 500; k++) seen.add(integers.next(7));
  expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(integers.next(1)).toBe(0);
});
