import { describe, expect, test, vi } from "vitest";
import { RandomState } from "../core/random-state.js";
import { setLanes } from "../parallel/index.js";
import { PowerTransformer } from "./power-transformer.js";

const nan = Number.NaN;
const normals = Array.from(new RandomState(3).normal(0, 1, 400));
const column = (values: number[]): number[][] => values.map((value) => [value]);

describe("PowerTransformer", () => {
  test("finds the logarithm of log-normal numbers and the square root of squares", async () => {
    const exponentials = column(normals.map((z) => Math.exp(0.3 * z)));
    const boxCox = await new PowerTransformer({ method: "box-cox" }).fit(exponentials);
    expect(Math.abs(boxCox.lambdas[0]!)).toBeLessThan(0.2);
    const squares = column(normals.map((z) => (10 + z) ** 2));
    const root = await new PowerTransformer({ method: "box-cox" }).fit(squares);
    expect(Math.abs(root.lambdas[0]! - 0.5)).toBeLessThan(0.3);
  });

  test("the power makes the likelihood greatest: any other is worse", async () => {
    const X = column(normals.map((z) => Math.exp(z) - 1));
    const model = await new PowerTransformer({ standardize: false }).fit(X);
    const likelihood = (lambda: number): number => {
      const y = X.map(([x]) =>
        x! >= 0
          ? Math.expm1(lambda * Math.log1p(x!)) / lambda
          : -Math.expm1((2 - lambda) * Math.log1p(-x!)) / (2 - lambda),
      );
      const mean = y.reduce((a, b) => a + b) / y.length;
      const variance = y.reduce((a, b) => a + (b - mean) ** 2, 0) / y.length;
      const logs = X.reduce((sum, [x]) => sum + Math.sign(x!) * Math.log1p(Math.abs(x!)), 0);
      return (-y.length / 2) * Math.log(variance) + (lambda - 1) * logs;
    };
    const best = likelihood(model.lambdas[0]!);
    for (const step of [-0.1, -1e-3, 1e-3, 0.1])
      expect(likelihood(model.lambdas[0]! + step)).toBeLessThan(best);
  });

  test("what was transformed has mean 0 and variance 1, and comes back", async () => {
    const X = column(normals.map((z) => Math.exp(z) - 1));
    const { model, X: Z } = await new PowerTransformer().fitTransform(X);
    const mean = Z.data.reduce((a, b) => a + b) / Z.rows;
    expect(mean).toBeCloseTo(0, 12);
    expect(Z.data.reduce((a, b) => a + b * b, 0) / Z.rows).toBeCloseTo(1, 12);
    const back = await model.inverseTransform(Z);
    for (const [i, [x]] of X.entries()) expect(back.get(i, 0)).toBeCloseTo(x!, 10);
  });

  test("digits that the values have in common do not blur the power", async () => {
    const near = column(normals.map((z) => 1e3 * (1 + 1e-3 * z)));
    const scaled = near.map(([x]) => [x! * 1024]);
    const fit = (X: number[][]): Promise<{ lambdas: Float64Array }> =>
      new PowerTransformer({ method: "box-cox" }).fit(X);
    const [a, b] = [(await fit(near)).lambdas[0]!, (await fit(scaled)).lambdas[0]!];
    expect(Math.abs(a / b - 1)).toBeLessThan(1e-3);
  });

  test("missing values stay; Yeo-Johnson leaves a constant column as it is", async () => {
    const { model, X } = await new PowerTransformer({ standardize: false }).fitTransform([
      [nan, 7],
      [1, 7],
      [2, nan],
      [9, 7],
    ]);
    expect(model.lambdas[1]).toBe(1);
    expect(X.get(0, 0)).toBeNaN();
    expect(X.get(2, 1)).toBeNaN();
    expect(X.get(0, 1)).toBeCloseTo(7, 14);
  });

  test("Box-Cox refuses zero, negative numbers and constant columns by their place", async () => {
    const boxCox = new PowerTransformer({ method: "box-cox" });
    await expect(boxCox.fit([[1], [0], [2]])).rejects.toThrow(
      "PowerTransformer.fit: X must hold positive numbers for Box-Cox; received 0 at row 1, column 0",
    );
    await expect(
      boxCox.fit([
        [1, 3],
        [2, 3],
      ]),
    ).rejects.toThrow(/two different values for Box-Cox; received 3 at column 1/);
    const model = await boxCox.fit([[1], [2], [5]]);
    await expect(model.transform([[1], [-1]])).rejects.toThrow(/received -1 at row 1, column 0/);
    for (const method of ["box-cox", "yeo-johnson"] as const)
      await expect(new PowerTransformer({ method }).fit([[nan], [nan]])).rejects.toThrow(
        /every column of X must have a value that is not missing/,
      );
  });

  test("magnitudes from 1e-300 to 1e300 have a power", async () => {
    const X = column(normals.map((z) => 10 ** (100 * Math.max(-3, Math.min(3, z)))));
    for (const method of ["box-cox", "yeo-johnson"] as const) {
      const { model, X: Z } = await new PowerTransformer({ method }).fitTransform(X);
      expect(Number.isFinite(model.lambdas[0])).toBe(true);
      expect(Z.data.every(Number.isFinite)).toBe(true);
    }
  });

  test("a power that would overflow within the data is held back", async () => {
    const X = column([2003, 1950, 1997, 2000, 2009].map((x) => x * 1e60));
    const { model, X: Z } = await new PowerTransformer({ method: "box-cox" }).fitTransform(X);
    expect(Number.isFinite(model.lambdas[0])).toBe(true);
    expect(Z.data.every((z) => Math.abs(z) < 3)).toBe(true);
  });

  test("values whose power overflows are refused by their place, values that are no power become NaN with a warning", async () => {
    const cube = await new PowerTransformer().fit(column(normals.map((z) => Math.cbrt(z + 20))));
    expect(cube.lambdas[0]).toBeGreaterThan(1);
    await expect(cube.transform([[1], [1e300]])).rejects.toThrow(
      /power is finite.*1e\+300 at row 1, column 0/,
    );
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    const inverse = await new PowerTransformer({ method: "box-cox" }).fit([[1], [2], [5]]);
    expect((await inverse.inverseTransform([[inverse.lambdas[0]! > 0 ? -1e6 : 1e6]])).get(0, 0)).toBeNaN();
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  test("columns fitted on two lanes have the bits of one lane", async () => {
    const random = new RandomState(1);
    const X = Array.from({ length: 9000 }, () => [
      random.normal() ** 3,
      random.exponential(),
      random.normal(5),
    ]);
    const found: Float64Array[] = [];
    for (const lanes of [1, 2]) {
      setLanes(lanes);
      const { model, X: Z } = await new PowerTransformer().fitTransform(X);
      found.push(Float64Array.of(...model.lambdas, ...Z.data.subarray(0, 100)));
    }
    setLanes(null);
    expect(found[0]).toEqual(found[1]);
  });
});
