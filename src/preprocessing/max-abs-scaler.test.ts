import { describe, expect, test } from "vitest";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { MaxAbsScaler } from "./max-abs-scaler.js";

const nan = Number.NaN;

describe("MaxAbsScaler", () => {
  test("divides by the greatest absolute value and comes back", async () => {
    const { model, X } = await new MaxAbsScaler().fitTransform([
      [1, -4, 0],
      [-2, 2, 0],
    ]);
    expect(X.toArray()).toEqual([
      [0.5, -1, 0],
      [-1, 0.5, 0],
    ]);
    expect(Array.from(model.scale)).toEqual([2, 4, 1]);
    expect(model.nSamplesSeen).toBe(2);
    expect((await model.inverseTransform(X)).toArray()).toEqual([
      [1, -4, 0],
      [-2, 2, 0],
    ]);
  });

  test("clip holds new values within 1, and missing ones stay missing", async () => {
    const model = await new MaxAbsScaler({ clip: true }).fit([[2], [nan], [-1]]);
    expect((await model.transform([[-9], [nan], [1]])).toArray()).toEqual([[-1], [nan], [0.5]]);
  });

  test("a sparse matrix stays sparse and gives the same numbers", async () => {
    const dense = Matrix.from([
      [0, -4],
      [2, 0],
      [0, 1],
    ]);
    const sparse = CsrMatrix.fromMatrix(dense);
    const model = await new MaxAbsScaler().fit(sparse);
    const Z = await model.transform(sparse);
    expect(Z.nnz).toBe(3);
    expect(Z.toArray()).toEqual((await (await new MaxAbsScaler().fit(dense)).transform(dense)).toArray());
    expect((await model.inverseTransform(Z)).toArray()).toEqual(dense.toArray());
  });

  test("Infinity is refused in either form, and so is a sparse matrix without rows", async () => {
    const bad = [[0], [Number.NEGATIVE_INFINITY]];
    await expect(new MaxAbsScaler().fit(bad)).rejects.toThrow(/received -Infinity at row 1, column 0/);
    const sparse = CsrMatrix.fromMatrix(Matrix.from(bad));
    await expect(new MaxAbsScaler().fit(sparse)).rejects.toThrow(/received -Infinity at row 1, column 0/);
    const none = CsrMatrix.fromMatrix(Matrix.zeros(0, 2));
    await expect(new MaxAbsScaler().fit(none)).rejects.toThrow(/at least 1 row; received 0 rows/);
  });
});
