import { describe, expect, test } from "vitest";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import {
  binarize,
  maxabsScale,
  minmaxScale,
  normalize,
  powerTransform,
  quantileTransform,
  robustScale,
  scale,
} from "./scaling-functions.js";

const X = [
  [1, 2, 3],
  [3, 2, 7],
];

describe("functions beside the scalers", () => {
  test("axis 1 scales rows as axis 0 scales columns", async () => {
    const T = Matrix.from(X).transpose();
    for (const of of [scale, minmaxScale, maxabsScale, robustScale]) {
      const byRows = await of(X, { axis: 1 });
      expect(byRows.toArray(), of.name).toEqual((await of(T)).transpose().toArray());
    }
    const ranks = await quantileTransform(X, { nQuantiles: 2, axis: 1 });
    expect(Array.from(ranks.row(0))).toEqual([0, 0.5, 1]);
    expect(ranks.get(1, 0)).toBeCloseTo(0.2, 14);
  });

  test("names of columns stay, a sparse matrix stays sparse", async () => {
    const named = Matrix.from(X, ["a", "b", "c"]);
    expect((await scale(named, { axis: 1 })).columnNames).toEqual(["a", "b", "c"]);
    const sparse = CsrMatrix.fromMatrix(named);
    expect(await maxabsScale(sparse, { axis: 1 })).toBeInstanceOf(CsrMatrix);
    expect(await scale(sparse, { withMean: false })).toBeInstanceOf(CsrMatrix);
    expect((await binarize(sparse, { threshold: 2 })).toArray()).toEqual([
      [0, 0, 1],
      [1, 0, 1],
    ]);
  });

  test("normalize divides rows or columns, and tells the norms on request", async () => {
    const { X: Z, norms } = await normalize(X, { norm: "l1", axis: 0, returnNorm: true });
    expect(Array.from(norms)).toEqual([4, 4, 10]);
    expect(Z.toArray()).toEqual([
      [0.25, 0.5, 0.3],
      [0.75, 0.5, 0.7],
    ]);
    const sparse = CsrMatrix.fromMatrix(Matrix.from(X));
    expect((await normalize(sparse, { norm: "l1", axis: 0 })).toArray()).toEqual(Z.toArray());
  });

  test("powerTransform standardises by default", async () => {
    const Z = await powerTransform([[1], [2], [4], [9]]);
    expect(Z.data.reduce((a, b) => a + b)).toBeCloseTo(0, 12);
  });

  test("another axis and unknown options are refused", async () => {
    await expect(scale(X, { axis: 2 as 0 })).rejects.toThrow(
      "scale: axis must be 0 (features) or 1 (samples); received 2",
    );
    await expect(normalize(X, { axis: -1 as 0 })).rejects.toThrow(/axis/);
    await expect(robustScale(X, { quantile: 1 } as object)).rejects.toThrow(/quantileRange/);
    await expect(normalize(X, { nrom: "l1" } as object)).rejects.toThrow(/did you mean "norm"/);
  });
});
