import { expect, test } from "vitest";
import { Matrix } from "./matrix.js";
import { copyRows, narrowMatrix, pickOf, pickRows } from "./picked-rows.js";

const X = Matrix.from(
  [
    [1, 2],
    [3, 4],
    [5, 6],
  ],
  ["a", "b"],
);

test("picked rows are a matrix like the copied ones", () => {
  const picked = pickRows(X, Int32Array.of(2, 0, 2));
  expect(picked).toBeInstanceOf(Matrix);
  expect({ ...picked }).toEqual({ ...X.takeRows([2, 0, 2]) });
  expect(picked.get(1, 1)).toBe(2);
});

test("rows picked of picked rows are read in the first matrix", () => {
  const picked = pickRows(pickRows(X, Int32Array.of(2, 0)), Int32Array.of(1));
  expect(pickOf(picked)).toEqual({ source: X.data, index: Int32Array.of(0) });
  expect(picked.toArray()).toEqual([[1, 2]]);
});

test("a narrow matrix shows its 32-bit floats as doubles", () => {
  const narrow = narrowMatrix(Float32Array.of(0.1, 2), 1, { columns: 2, columnNames: undefined });
  expect(narrow.data).toEqual(Float64Array.of(Math.fround(0.1), 2));
});

test("rows are copied from a place on", () => {
  const out = new Float64Array(4);
  copyRows(pickRows(X, Int32Array.of(0, 2, 1)), 1, out);
  expect(out).toEqual(Float64Array.of(5, 6, 3, 4));
  copyRows(X, 0, out);
  expect(out).toEqual(Float64Array.of(1, 2, 3, 4));
});
