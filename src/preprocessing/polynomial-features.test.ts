import { describe, expect, test } from "vitest";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { PolynomialFeatures } from "./polynomial-features.js";

describe("PolynomialFeatures", () => {
  test("degree 3 of two features, in order, with names and powers", async () => {
    const { model, X } = await new PolynomialFeatures({ degree: 3 }).fitTransform(
      Matrix.from([[2, 3]], ["a", "b"]),
    );
    expect(model.featureNamesOut()).toEqual([
      "1",
      "a",
      "b",
      "a^2",
      "a b",
      "b^2",
      "a^3",
      "a^2 b",
      "a b^2",
      "b^3",
    ]);
    expect(X.toArray()).toEqual([[1, 2, 3, 4, 6, 9, 8, 12, 18, 27]]);
    expect(model.powers.row(7)).toEqual(Float64Array.of(2, 1));
    expect(model.nOutputFeatures).toBe(10);
  });

  test("a range of degrees leaves lower ones out, interactions leave squares out", async () => {
    const range = await new PolynomialFeatures({ degree: [2, 2], includeBias: false }).fit([[2, 3, 5]]);
    expect(range.featureNamesOut()).toEqual(["x0^2", "x0 x1", "x0 x2", "x1^2", "x1 x2", "x2^2"]);
    expect((await range.transform([[2, 3, 5]])).toArray()).toEqual([[4, 6, 10, 9, 15, 25]]);
    const products = await new PolynomialFeatures({ degree: 9, interactionOnly: true }).fit([[2, 3, 5]]);
    expect((await products.transform([[2, 3, 5]])).toArray()).toEqual([[1, 2, 3, 5, 6, 10, 15, 30]]);
  });

  test("a sparse matrix gives the numbers of the dense one, and stores products of stored elements only", async () => {
    const X = Matrix.from([
      [0, 2, 0, 3],
      [1, 0, 0, 0],
      [0, 0, 0, 0],
      [2, 3, 5, 7],
    ]);
    for (const degree of [0, 1, 2, 3, 4, [2, 3], [0, 1]] as const)
      for (const interactionOnly of [false, true]) {
        const model = await new PolynomialFeatures({ degree, interactionOnly }).fit(X);
        const Z = await model.transform(CsrMatrix.fromMatrix(X));
        expect(Z.toArray(), `${degree}, ${interactionOnly}`).toEqual((await model.transform(X)).toArray());
        expect(Z.nnz).toBe(CsrMatrix.fromMatrix(Z.toMatrix()).nnz);
      }
  });

  test("nothing left, degrees upside down and too many products are refused", async () => {
    expect(() => new PolynomialFeatures({ degree: 0, includeBias: false })).toThrow(
      "PolynomialFeatures: degree must be greater than 0 where includeBias is false, or nothing is left; received 0",
    );
    expect(() => new PolynomialFeatures({ degree: [3, 2] })).toThrow(/first not greater than the second/);
    await expect(new PolynomialFeatures({ degree: 20 }).fit(Matrix.zeros(1, 2000))).rejects.toThrow(
      /at most 16777216 products; received 2000 features/,
    );
    await expect(new PolynomialFeatures({ degree: 2e9 }).fit([[1]])).rejects.toThrow(/products/);
  });
});
