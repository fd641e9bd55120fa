import { describe, expect, test } from "vitest";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { Normalizer } from "./normalizer.js";

describe("Normalizer", () => {
  const X = [
    [3, -4, 0],
    [0, 0, 0],
  ];

  test("each norm of a row becomes 1, and a row of zeros stays", async () => {
    const of = async (norm: "l1" | "l2" | "max"): Promise<number[][]> =>
      (await new Normalizer({ norm }).fitTransform(X)).X.toArray();
    expect(await of("l1")).toEqual([
      [3 / 7, -4 / 7, 0],
      [0, 0, 0],
    ]);
    expect(await of("l2")).toEqual([
      [0.6, -0.8, 0],
      [0, 0, 0],
    ]);
    expect(await of("max")).toEqual([
      [0.75, -1, 0],
      [0, 0, 0],
    ]);
  });

  test("a row as short as rounding is left alone when dense and scaled when sparse", async () => {
    const tiny = Matrix.from([[1e-16, 0]]);
    expect((await new Normalizer().fitTransform(tiny)).X.toArray()).toEqual([[1e-16, 0]]);
    const model = await new Normalizer().fit(tiny);
    expect((await model.transform(CsrMatrix.fromMatrix(tiny))).toArray()).toEqual([[1, 0]]);
  });

  test("a sparse matrix stays sparse; missing values are refused", async () => {
    const model = await new Normalizer().fit(X);
    const Z = await model.transform(CsrMatrix.fromMatrix(Matrix.from(X)));
    expect(Z.nnz).toBe(2);
    expect(Z.toArray()[0]).toEqual([0.6, -0.8, 0]);
    await expect(model.transform([[1, Number.NaN, 2]])).rejects.toThrow(/received NaN at row 0, column 1/);
  });
});
