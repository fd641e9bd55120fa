import { describe, expect, test } from "vitest";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { minkowskiError } from "../metrics/minkowski-error.js";
import { LinearRegression } from "./linear-regression.js";
import { MinkowskiRegressor } from "./minkowski-regressor.js";

function heavyTailed(rows: number, columns: number, seed = 0): { X: Matrix; y: Float64Array } {
  const random = new RandomState(seed);
  const X = new Matrix(random.normal(0, 1, rows * columns), rows, columns);
  const noise = random.normal(0, 1, rows);
  const y = noise.map((value, i) => X.row(i).reduce((sum, x, j) => sum + (j + 1) * x, 3) + value ** 3);
  return { X, y };
}

describe("MinkowskiRegressor", () => {
  test("without features the intercept is the p-centre: median, mean, towards the middle of the range", async () => {
    const X = Matrix.from([[0], [0], [0], [0], [0]]);
    const y = [0, 1, 2, 3, 14];
    const centre = async (p: number): Promise<number> =>
      (await new MinkowskiRegressor({ p }).fit(X, y)).intercept;
    expect(await centre(1)).toBe(2);
    expect(await centre(2)).toBeCloseTo(4, 12);
    expect(await centre(100)).toBeGreaterThan(6.8);
    expect(await centre(100)).toBeLessThan(7);
  });

  test("p = 2 is least squares", async () => {
    const { X, y } = heavyTailed(50, 3);
    const sampleWeight = y.map((_, i) => i % 3);
    const model = await new MinkowskiRegressor({ p: 2 }).fit(X, y, { sampleWeight });
    const squares = await new LinearRegression().fit(X, y, { sampleWeight });
    for (let j = 0; j < 3; j++) expect(model.coef[j]).toBeCloseTo(squares.coef[j]!, 10);
    expect(model.intercept).toBeCloseTo(squares.intercept, 10);
  });

  test.each([1, 1.0000001, 1.001, 1.04, 1.06, 1.2, 1.5, 1.9, 2, 2.5, 3, 10, 50, 100])(
    "p = %f: no plane nearby has a smaller error",
    async (p) => {
      for (const seed of [1, 2, 3]) {
        const { X, y } = heavyTailed(40 + 30 * seed, seed);
        const model = await new MinkowskiRegressor({ p }).fit(X, y);
        expect(model.converged).toBe(true);
        const root = (coef: Float64Array, intercept: number): number => {
          const errors = y.map(
            (value, i) => (value - X.row(i).reduce((sum, x, j) => sum + x * coef[j]!, intercept)) / 100,
          );
          return minkowskiError(new Float64Array(y.length), errors, { p });
        };
        const least = root(model.coef, model.intercept);
        const random = new RandomState(seed);
        for (let trial = 0; trial < 60; trial++) {
          const reach = 10 ** -(1 + (trial % 6));
          const coef = model.coef.map((value) => value + random.uniform(-reach, reach));
          expect(root(coef, model.intercept + random.uniform(-reach, reach))).toBeGreaterThan(
            least * (1 - 1e-9),
          );
        }
      }
    },
  );

  test("p = 1 goes through most rows where most lie on a plane, whatever the others do", async () => {
    const X = Matrix.from(Array.from({ length: 30 }, (_, i) => [i, (i * i) % 7]));
    const y = Array.from(
      { length: 30 },
      (_, i) => 2 * i - 3 * ((i * i) % 7) + 5 + (i % 5 === 0 ? 1e6 * (i + 1) : 0),
    );
    for (const p of [1, 1.0000001]) {
      const { coef, intercept, converged } = await new MinkowskiRegressor({ p }).fit(X, y);
      expect([...coef, intercept].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([2, -3, 5]);
      expect(converged).toBe(true);
    }
  });

  test("collinear and constant columns share the coefficients of least norm", async () => {
    const { X, y } = heavyTailed(40, 1);
    const twice = Matrix.from(Array.from(y, (_, i) => [X.get(i, 0), X.get(i, 0), 7]));
    for (const p of [1, 1.5, 3]) {
      const one = await new MinkowskiRegressor({ p }).fit(X, y);
      const two = await new MinkowskiRegressor({ p }).fit(twice, y);
      expect(two.coef[0]).toBeCloseTo(one.coef[0]! / 2, 7);
      expect(two.coef[1]).toBeCloseTo(one.coef[0]! / 2, 7);
      expect(two.coef[2]).toBe(0);
    }
  });

  test("fewer rows than columns, and one row, are met exactly", async () => {
    const { X, y } = heavyTailed(4, 6);
    for (const p of [1, 1.5, 3]) {
      const model = await new MinkowskiRegressor({ p }).fit(X, y);
      const predicted = await model.predict(X);
      for (const [i, value] of y.entries()) expect(predicted[i]).toBeCloseTo(value, 9);
      const single = await new MinkowskiRegressor({ p }).fit([[3]], [5]);
      expect([single.coef[0], single.intercept]).toEqual([0, 5]);
    }
  });

  test("too few steps are told, not thrown", async () => {
    const { X, y } = heavyTailed(60, 3);
    const model = await new MinkowskiRegressor({ p: 1.2, maxIter: 1 }).fit(X, y);
    expect(model.converged).toBe(false);
    expect(model.nIter).toBe(1);
  });

  test("an outlier of 1e300 is ignored at p = 1 and refused where its power overflows", async () => {
    const X = Matrix.from(Array.from({ length: 11 }, (_, i) => [i]));
    const y = Array.from({ length: 11 }, (_, i) => (i === 4 ? 1e300 : 2 * i));
    await expect(new MinkowskiRegressor({ p: 1.9 }).fit(X, y)).resolves.toBeDefined();
    await expect(new MinkowskiRegressor().fit([[1e300], [-1e300]], [1, 2])).rejects.toThrow(
      InvalidInputError,
    );
  });

  test("a power below 1 or without end is refused", () => {
    for (const p of [0.99, 0, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => new MinkowskiRegressor({ p })).toThrow(InvalidParameterError);
  });
});

test("the error of p = 1 and p = 2 are absolute and squared errors", () => {
  expect(minkowskiError([1, 2], [4, 2], { p: 1 })).toBe(1.5);
  expect(minkowskiError([1, 2], [4, 2], { p: 2 })).toBe(4.5);
  expect(minkowskiError([1, 2], [5, 2])).toBeCloseTo(4, 13);
  expect(minkowskiError([1, 2], [5, 2], { sampleWeight: [3, 1] })).toBeCloseTo(6, 13);
  expect(() => minkowskiError([1], [1], { p: 0.5 })).toThrow(InvalidParameterError);
});
