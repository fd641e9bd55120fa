import { expect, test } from "vitest";
import { InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { BayesianRidge } from "./bayesian-ridge.js";
import { maximiseEvidence } from "./evidence.js";
import { spectrumOfGram } from "./spectral-design.js";

const LINE = { X: [[0], [1], [2], [3]], y: [1, 3, 5, 7] };

test("one step by hand: x = ±1, y = ±1 with alpha = lambda = 1", () => {
  // XᵀX = 2, Xᵀy = 2: coef = 2 / (2 + 1), gamma = 2 / 3, sse = 2 (1/3)².
  const design = {
    s: Float64Array.of(Math.SQRT2),
    Vt: Float64Array.of(1),
    projections: Float64Array.of(Math.SQRT2),
    unexplained: 0,
    totalWeight: 2,
    variance: 1,
  };
  const { alpha, lambda, coef, nIter, converged, scores } = maximiseEvidence(design, {
    ...new BayesianRidge().params,
    maxIter: 1,
    alphaInit: 1,
    alpha1: 0,
    alpha2: 0,
    lambda1: 0,
    lambda2: 0,
    computeScore: true,
  });
  expect(lambda).toBeCloseTo(2 / 3 / (4 / 9), 12);
  expect(alpha).toBeCloseTo((2 - 2 / 3) / (2 / 9), 12);
  expect(coef[0]).toBeCloseTo(2 / (2 + lambda / alpha), 12);
  expect(nIter).toBe(1);
  expect(converged).toBe(false);
  // log N(y; 0, I + x xᵀ): determinant 3, yᵀ (I + x xᵀ)⁻¹ y = 2/3.
  expect(scores[0]).toBeCloseTo(-0.5 * (Math.log(3) + 2 / 3 + 2 * Math.log(2 * Math.PI)), 12);
});

test("a line is found, hardly shrunk, and its scores rise", async () => {
  const model = await new BayesianRidge({ computeScore: true }).fit(LINE.X, LINE.y);
  expect(model.coef[0]).toBeCloseTo(2, 5);
  expect(model.intercept).toBeCloseTo(1, 5);
  expect(model.converged).toBe(true);
  expect(model.scores.length).toBe(model.nIter + 1);
  expect(model.scores.at(-1)).toBeGreaterThan(model.scores[0]!);
});

test("without an intercept the plane goes through the origin", async () => {
  const model = await new BayesianRidge({ fitIntercept: false }).fit([[1], [2], [3]], [2, 4, 6]);
  expect(model.intercept).toBe(0);
  expect(await model.predict([[0]])).toEqual(Float64Array.of(0));
});

test("the standard deviation grows with the distance from the mean, from that of the noise", async () => {
  const model = await new BayesianRidge().fit([[0], [1], [2], [3], [4]], [0.1, 0.9, 2.2, 2.8, 4.1]);
  const [middle, edge, far] = await model.predictStd([[2], [4], [40]]);
  expect(middle).toBeCloseTo(Math.sqrt(1 / model.alpha), 12);
  expect(edge).toBeCloseTo(Math.sqrt(1 / model.alpha + 4 * model.sigma[0]!), 12);
  expect(far! > edge! && edge! > middle!).toBe(true);
});

test("a constant y is predicted, with no standard deviation to speak of", async () => {
  const model = await new BayesianRidge().fit(LINE.X, [5, 5, 5, 5]);
  expect(model.coef[0]).toBe(0);
  expect(model.intercept).toBe(5);
});

test("a constant y without priors gives coefficient 0, not NaN", async () => {
  const none = { alpha1: 0, alpha2: 0, lambda1: 0, lambda2: 0 };
  expect((await new BayesianRidge(none).fit(LINE.X, [5, 5, 5, 5])).coef[0]).toBe(0);
});

test("a direction that the design lacks keeps the variance of the prior", async () => {
  const model = await new BayesianRidge().fit(
    [
      [1, 7],
      [2, 7],
      [4, 7],
    ],
    [1, 2, 5],
  );
  expect(model.coef[1]).toBeCloseTo(0, 14);
  expect(model.sigma[3]! * model.lambda).toBeCloseTo(1, 12);
  expect(model.sigma[1]).toBeCloseTo(0, 14);
});

test("products that overflow are refused", async () => {
  await expect(new BayesianRidge().fit([[1e308], [-1e308], [3]], [1, 2, 3])).rejects.toBeInstanceOf(
    InvalidInputError,
  );
});

test("products that vanish are refused, and the message says so", async () => {
  const X = [[1e-310], [2e-310], [3e-310]];
  await expect(new BayesianRidge().fit(X, [1, 2, 4])).rejects.toThrow(
    "BayesianRidge.fit: X and y must be neither so large that their products overflow nor so small that they vanish",
  );
});

test("the squares are given up where they have lost too many digits", () => {
  expect(spectrumOfGram(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1), 2)).toBeUndefined();
  expect(spectrumOfGram(Float64Array.of(1, 0, 0, 1), Float64Array.of(1, 0), 1)).toBeUndefined();
  const { s, projections, unexplained } = spectrumOfGram(
    Float64Array.of(4, 0, 0, 1),
    Float64Array.of(2, 1),
    3,
  )!;
  expect(Array.from(s)).toEqual([2, 1]);
  expect(Array.from(projections, Math.abs)).toEqual([1, 1]);
  expect(unexplained).toBe(1);
});

test("many rows by their Gram matrix agree with the same rows, factorised", async () => {
  const random = new RandomState(5);
  const [rows, columns] = [6000, 12];
  const X = new Matrix(random.normal(3, 1, rows * columns), rows, columns);
  const y = random.normal(0, 1, rows).map((noise, i) => noise + X.get(i, 1) - 2 * X.get(i, 4));
  const settings = { tol: 1e-12, computeScore: true, alpha1: 3, lambda2: 0.5 };
  const fast = await new BayesianRidge(settings).fit(X, y);
  // A constant column changes nothing but makes the Gram matrix singular, so that the rows are factorised.
  const more = new Matrix(
    Float64Array.from({ length: rows * (columns + 1) }, (_, p) => {
      const j = p % (columns + 1);
      return j === columns ? 1 : X.get(Math.floor(p / (columns + 1)), j);
    }),
    rows,
    columns + 1,
  );
  const slow = await new BayesianRidge(settings).fit(more, y);
  for (let j = 0; j < columns; j++) expect(slow.coef[j]).toBeCloseTo(fast.coef[j]!, 11);
  expect(slow.alpha).toBeCloseTo(fast.alpha, 11);
  expect(slow.lambda / fast.lambda).toBeCloseTo(1, 10);
});
