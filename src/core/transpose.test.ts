import { expect, test } from "vitest";
import { CsrMatrix } from "./csr-matrix.js";
import { Matrix } from "./matrix.js";

test("element (i, j) of the transpose is element (j, i), dense and sparse, whatever the block", () => {
  const X = new Matrix(
    Float64Array.from({ length: 70 * 3 }, (_, p) => (p % 4 === 0 ? 0 : p)),
    70,
    3,
  );
  const T = X.transpose();
  expect([T.rows, T.columns]).toEqual([3, 70]);
  for (let j = 0; j < 3; j++) expect(T.row(j)).toEqual(X.column(j));
  const S = CsrMatrix.fromMatrix(X).transpose();
  expect(S.toArray()).toEqual(T.toArray());
  expect(S.transpose().toArray()).toEqual(X.toArray());
});

test("an empty matrix has an empty transpose", () => {
  expect(Matrix.zeros(0, 3).transpose().rows).toBe(3);
  expect(CsrMatrix.fromMatrix(Matrix.zeros(2, 0)).transpose().columns).toBe(2);
});
