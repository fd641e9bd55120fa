import { expect, test } from "vitest";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { onWarning } from "../core/warning.js";
import { BayesianRidge } from "../linear-model/bayesian-ridge.js";
import { Ridge } from "../linear-model/ridge.js";
import { loadRuntime } from "../parallel/index.js";
import { deserialize, serialize } from "../persistence/index.js";
import { neighborProbabilities, orderFeatures } from "./imputation-order.js";
import { IterativeImputer } from "./iterative-imputer.js";
import { ObservedProducts } from "./observed-products.js";
import { drawTruncatedNormal } from "./truncated-normal.js";

const NAN = Number.NaN;

/** Rows on a plane with some noise; every seventh value is missing. */
function plane(rows: number, columns: number): Matrix {
  const random = new RandomState(1);
  const latent = random.normal(0, 1, rows);
  const noise = random.normal(0, 0.3, rows * columns);
  const data = noise.map((value, p) =>
    p % 7 === 3 ? NAN : value + (1 + (p % columns)) * latent[Math.floor(p / columns)]!,
  );
  return new Matrix(data, rows, columns);
}

test("a value on a line is found", async () => {
  const X = [
    [1, 2],
    [3, 6],
    [4, 8],
    [NAN, 3],
    [7, NAN],
  ];
  const { X: Z, model } = await new IterativeImputer({ tol: 1e-9, maxIter: 100 }).fitTransform(X);
  expect(Z.get(3, 0)).toBeCloseTo(1.5, 2);
  expect(Z.get(4, 1)).toBeCloseTo(14, 1);
  expect(model.converged).toBe(true);
});

test("what is observed stays to the last bit, and transform of the same rows gives what fitTransform gave", async () => {
  const X = plane(40, 4);
  for (const estimator of [new BayesianRidge(), new Ridge()]) {
    const { model, X: Z } = await new IterativeImputer({ estimator }).fitTransform(X);
    X.data.forEach((value, p) => {
      if (!Number.isNaN(value)) expect(Z.data[p]).toBe(value);
    });
    expect((await model.transform(X)).data).toEqual(Z.data);
  }
});

test("no rounds: the initial imputation", async () => {
  const { model, X } = await new IterativeImputer({ maxIter: 0, initialStrategy: "median" }).fitTransform([
    [1, 5],
    [2, NAN],
    [9, 7],
    [NAN, 8],
  ]);
  expect(X.toArray()).toEqual([
    [1, 5],
    [2, 7],
    [9, 7],
    [2, 8],
  ]);
  expect([model.nIter, model.converged, model.imputationSequence.length]).toEqual([0, false, 0]);
});

test("one feature, or nothing present: the initial imputation, and no round", async () => {
  const one = await new IterativeImputer().fitTransform([[1], [NAN], [4]]);
  expect(one.X.toArray()).toEqual([[1], [2.5], [4]]);
  expect([one.model.nIter, one.model.converged]).toEqual([0, true]);
  const warned: string[] = [];
  onWarning(({ message }) => warned.push(message));
  try {
    const none = await new IterativeImputer().fitTransform([
      [NAN, null],
      [undefined, NAN],
    ]);
    expect([none.X.rows, none.X.columns]).toEqual([2, 0]);
    expect(warned[0]).toContain("IterativeImputer: columns x0, x1 had no value in fit and are dropped");
    const kept = await new IterativeImputer({ keepEmptyFeatures: true }).fitTransform([[NAN, NAN]]);
    expect(kept.X.toArray()).toEqual([[0, 0]]);
  } finally {
    onWarning(null);
  }
});

test("a row that misses everything gets the initial imputation if it comes alone", async () => {
  const model = await new IterativeImputer({ maxIter: 2 }).fit(plane(30, 3));
  const [first] = (await model.transform([[NAN, NAN, NAN]])).toArray();
  expect(first).toEqual(Array.from(model.initialValues));
});

test("a feature that misses values at transform only has its model", async () => {
  const random = new RandomState(3);
  const X = Array.from({ length: 30 }, (_, i) => [i, 2 * i + 0.01 * random.normal(), i % 4 === 0 ? NAN : -i]);
  const model = await new IterativeImputer().fit(X);
  expect((await model.transform([[5, NAN, -5]])).get(0, 1)).toBeCloseTo(10, 1);
  const skipped = await new IterativeImputer({ skipComplete: true }).fit(X);
  expect((await skipped.transform([[5, NAN, -5]])).get(0, 1)).toBeCloseTo(29, 1);
});

test("limits hold, for all features or each", async () => {
  const X = plane(40, 3);
  const { X: Z } = await new IterativeImputer({ minValue: [-0.1, -0.2, -0.3], maxValue: 0.1 }).fitTransform(
    X,
  );
  X.data.forEach((value, p) => {
    if (!Number.isNaN(value)) return;
    expect(Z.data[p]).toBeLessThanOrEqual(0.1);
    expect(Z.data[p]).toBeGreaterThanOrEqual([-0.1, -0.2, -0.3][p % 3]!);
  });
  const wrong = new IterativeImputer({ minValue: [1, 2] });
  await expect(wrong.fit(X)).rejects.toThrow(
    "IterativeImputer: minValue must be a number or an array of 3 numbers, one for each feature; received",
  );
  await expect(new IterativeImputer({ minValue: 1, maxValue: [2, 1, 2] }).fit(X)).rejects.toThrow(
    "IterativeImputer: minValue must be less than maxValue (1); received 1",
  );
});

test("draws vary with the seed, repeat with it, and need a model that knows its spread", async () => {
  const X = plane(40, 3);
  const draw = async (randomState: number): Promise<Float64Array> =>
    (await new IterativeImputer({ samplePosterior: true, maxIter: 2, randomState }).fitTransform(X)).X.data;
  expect(await draw(0)).toEqual(await draw(0));
  expect(await draw(0)).not.toEqual(await draw(1));
  const model = await new IterativeImputer({ samplePosterior: true, maxIter: 2 }).fit(X);
  const again = deserialize(serialize(model)) as typeof model;
  expect((await again.transform(X)).data).toEqual((await model.transform(X)).data);
  expect((await model.transform(X)).data).toEqual((await model.transform(X)).data);
  await expect(
    new IterativeImputer({ samplePosterior: true, estimator: new Ridge() }).fit(X),
  ).rejects.toBeInstanceOf(InvalidParameterError);
});

test("only a regressor can predict a feature", () => {
  expect(() => new IterativeImputer({ estimator: new IterativeImputer() as never })).toThrow(
    "IterativeImputer: estimator must be a regressor",
  );
});

test("paths reach the hyper-parameters of the regressor", () => {
  const imputer = new IterativeImputer().withParam("estimator.alphaInit", 3);
  expect(imputer.params.estimator.params.alphaInit).toBe(3);
  expect(() => imputer.withParam("estimator.alpha", 3)).toThrow(InvalidParameterError);
});

test("a cancelled fit stops in the middle of a round", async () => {
  const reason = new Error("enough");
  const control = new AbortController();
  let done = 0;
  const fit = new IterativeImputer({ tol: 0, maxIter: 1000 }).fit(plane(400, 6), undefined, {
    signal: control.signal,
    onProgress: (progress) => {
      done = progress.done;
      if (done === 3) setTimeout(() => control.abort(reason), 0);
    },
  });
  await expect(fit).rejects.toBe(reason);
  expect(done).toBeGreaterThanOrEqual(3);
  expect(done).toBeLessThan(1000);
});

test("values so large that their squares overflow are refused", async () => {
  const X = [
    [1e300, 1],
    [NAN, 2],
    [-1e300, 3],
    [5, NAN],
  ];
  await expect(new IterativeImputer().fit(X)).rejects.toBeInstanceOf(InvalidInputError);
});

test("features go from fewest to most missing values, ties from left to right", () => {
  const missing = Int32Array.of(2, 0, 2, 1);
  const order = (name: "ascending" | "descending" | "roman" | "arabic", skip: boolean): number[] =>
    Array.from(orderFeatures(missing, name, skip, new RandomState(0)));
  expect(order("ascending", false)).toEqual([1, 3, 0, 2]);
  expect(order("descending", false)).toEqual([2, 0, 3, 1]);
  expect(order("roman", true)).toEqual([0, 2, 3]);
  expect(order("arabic", true)).toEqual([3, 2, 0]);
});

test("neighbours are likely by their correlation; a constant one has a chance", () => {
  const Z = Float64Array.of(1, 2, 5, 2, 4, 5, 3, 6, 5);
  const p = neighborProbabilities(Z, 3);
  expect(p[0]).toBe(0);
  expect(p[3]).toBeCloseTo(1 / (1 + 1e-6), 12);
  expect(p[6]).toBeCloseTo(1e-6 / (1 + 1e-6), 12);
});

test("sums that are kept up to date equal those made anew", async () => {
  const [n, d] = [37, 4];
  const random = new RandomState(2);
  const Z = random.normal(5, 1, n * d);
  const shift = new Float64Array(d).fill(5);
  const rows = Int32Array.from({ length: 9 }, (_, k) => 4 * k);
  const others = Int32Array.from({ length: n }, (_, i) => i).filter((i) => !rows.includes(i));
  const runtime = await loadRuntime();
  const products = await ObservedProducts.of(runtime, Z, d, shift);
  const before = Float64Array.from(rows, (i) => Z[i * d + 1]!);
  for (const i of rows) Z[i * d + 1] = 7 + i / 10;
  products.update(1, rows, before);
  const predictors = Int32Array.of(0, 3, 1);
  for (const [observed, missing] of [
    [others, rows],
    [rows, others],
  ] as const) {
    const updated = await products.regression(2, predictors, observed, missing);
    const fresh = await ObservedProducts.of(runtime, Z, d, shift);
    const anew = await fresh.regression(2, predictors, observed, missing);
    updated.gram.forEach((value, p) => {
      expect(value).toBeCloseTo(anew.gram[p]!, 11);
    });
    const mean = observed.reduce((sum, i) => sum + Z[i * d + 1]!, 0) / observed.length;
    expect(updated.means.x[2]).toBeCloseTo(mean, 12);
    const square = observed.reduce((sum, i) => sum + (Z[i * d + 1]! - mean) ** 2, 0);
    expect(updated.gram[8]).toBeCloseTo(square, 10);
  }
});

test("draws from a cut normal stay inside, and are the quantiles of the uniform numbers", () => {
  const draws = drawTruncatedNormal(
    new RandomState(0),
    new Float64Array(500),
    new Float64Array(500).fill(10),
    -1,
    2,
  );
  expect(draws.every((value) => value >= -1 && value <= 2)).toBe(true);
  // So wide a normal is nearly uniform between the limits.
  const uniform = new RandomState(0).random(500);
  draws.forEach((value, i) => {
    expect(value).toBeCloseTo(-1 + 3 * uniform[i]!, 1);
  });
});
