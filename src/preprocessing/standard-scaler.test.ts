import { describe, expect, test } from "vitest";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { StandardScaler } from "./standard-scaler.js";

const list = (values: ArrayLike<number> | null): number[] => Array.from(values ?? []);

describe("StandardScaler", () => {
  test("centres and scales by the biased deviation", async () => {
    const { model, X } = await new StandardScaler().fitTransform([
      [1, 10],
      [3, 10],
    ]);
    expect(list(model.mean)).toEqual([2, 10]);
    expect(list(model.var)).toEqual([1, 0]);
    expect(list(model.scale)).toEqual([1, 1]);
    expect(model.nSamplesSeen).toBe(2);
    expect(X.toArray()).toEqual([
      [-1, 0],
      [1, 0],
    ]);
    expect((await model.inverseTransform(X)).toArray()).toEqual([
      [1, 10],
      [3, 10],
    ]);
  });

  test("leaves missing values out of the statistics and keeps them", async () => {
    const { model, X } = await new StandardScaler().fitTransform([
      [1, Number.NaN],
      [Number.NaN, Number.NaN],
      [3, Number.NaN],
    ]);
    expect(list(model.mean)).toEqual([2, Number.NaN]);
    expect(model.nSamplesSeen).toEqual(Float64Array.of(2, 0));
    expect(X.toArray()[1]).toEqual([Number.NaN, Number.NaN]);
    expect(X.get(2, 0)).toBe(1);
  });

  test("an integer weight equals repetition, and weight 0 equals absence", async () => {
    const weighted = await new StandardScaler().fit([[1], [2], [9], [7]], undefined, {
      sampleWeight: [2, 1, 0, 3],
    });
    const repeated = await new StandardScaler().fit([[1], [1], [2], [7], [7], [7]]);
    expect(weighted.mean![0]).toBeCloseTo(repeated.mean![0]!, 14);
    expect(weighted.var![0]).toBeCloseTo(repeated.var![0]!, 13);
    expect(weighted.nSamplesSeen).toBe(6);
  });

  test("the variance of many rows far from zero keeps its digits", async () => {
    const n = 10_001;
    const data = Float64Array.from({ length: n * 5 }, (_, p) => 1e9 + (p % 3));
    const model = await new StandardScaler().fit(new Matrix(data, n, 5));
    for (let j = 0; j < 5; j++) {
      const column = Array.from({ length: n }, (_, i) => (i * 5 + j) % 3);
      const mean = column.reduce((a, b) => a + b) / n;
      const variance = column.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
      expect(model.var![j]! / variance).toBeCloseTo(1, 9);
    }
  });

  test("a constant column is only centred, whatever its rounding", async () => {
    const model = await new StandardScaler().fit(Array.from({ length: 1000 }, () => [0.1, 1e30, -1e-30]));
    expect(list(model.scale)).toEqual([1, 1, 1]);
  });

  test("a sparse matrix stays sparse without centring, and is refused with it", async () => {
    const dense = Matrix.from([
      [0, 2],
      [4, 0],
      [0, 0],
    ]);
    const sparse = CsrMatrix.fromMatrix(dense);
    const scaler = new StandardScaler({ withMean: false });
    const model = await scaler.fit(sparse);
    const same = await scaler.fit(dense);
    expect(list(model.var)).toEqual(list(same.var));
    const Z = await model.transform(sparse);
    expect(Z).toBeInstanceOf(CsrMatrix);
    expect(Z.toArray()).toEqual((await same.transform(dense)).toArray());
    const back = await model.inverseTransform(Z);
    dense.data.forEach((value, p) => {
      expect(back.toMatrix().data[p]).toBeCloseTo(value, 14);
    });
    await expect(new StandardScaler().fit(sparse)).rejects.toThrow(/withMean false/);
  });

  test("Infinity is refused with its place, in fit and transform", async () => {
    const bad = [
      [1, 2],
      [3, Number.POSITIVE_INFINITY],
    ];
    await expect(new StandardScaler().fit(bad)).rejects.toThrow(
      "StandardScaler.fit: X must hold no Infinity; received Infinity at row 1, column 1",
    );
    const model = await new StandardScaler().fit([[1, 2]]);
    await expect(model.transform(bad)).rejects.toThrow(/no Infinity; received Infinity at row 1, column 1/);
    await expect(model.transform([[1]])).rejects.toThrow(/2 features, as in fit; received 1 feature/);
    await expect(new StandardScaler().fit([])).rejects.toThrow(/at least 1 row/);
  });

  test("names of columns pass through", async () => {
    const model = await new StandardScaler().fit(Matrix.from([[1, 2]], ["a", "b"]));
    expect(model.featureNamesOut()).toEqual(["a", "b"]);
    expect((await model.transform([[1, 2]])).columnNames).toEqual(["a", "b"]);
    expect((await new StandardScaler().fit([[1, 2]])).featureNamesOut()).toEqual(["x0", "x1"]);
  });
});
