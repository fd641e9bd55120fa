import { describe, expect, test } from "vitest";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { Binarizer } from "./binarizer.js";

describe("Binarizer", () => {
  test("a value equal to the threshold becomes 0", async () => {
    const { X } = await new Binarizer({ threshold: -1 }).fitTransform([[-2, -1, -0.5, 3]]);
    expect(X.toArray()).toEqual([[0, 0, 1, 1]]);
  });

  test("a sparse matrix stores the ones only", async () => {
    const sparse = CsrMatrix.fromMatrix(
      Matrix.from([
        [-2, 0, 3],
        [1, 2, 0],
      ]),
    );
    const { X } = await new Binarizer({ threshold: 1 }).fitTransform(sparse);
    expect(X).toBeInstanceOf(CsrMatrix);
    expect((X as unknown as CsrMatrix).nnz).toBe(2);
    expect(X.toArray()).toEqual([
      [0, 0, 1],
      [0, 1, 0],
    ]);
  });

  test("a negative threshold would fill a sparse matrix and is refused there", async () => {
    const model = await new Binarizer({ threshold: -0.5 }).fit([[1, 2]]);
    await expect(model.transform(CsrMatrix.fromMatrix(Matrix.from([[1, 0]])))).rejects.toThrow(
      /threshold >= 0: zeros that are not stored would become ones; received -0.5/,
    );
    await expect(model.transform([[1, Number.NaN]])).rejects.toThrow(/NaN at row 0, column 1/);
  });
});
