import { expect, test } from "vitest";
import { Matrix } from "./matrix.js";
import { RandomState } from "./random-state.js";

test("rows come in the given order, repeated, consecutive or not, NaN included", () => {
  const random = new RandomState(0);
  for (const [rows, columns] of [
    [1, 1],
    [200, 3],
    [300, 20],
    [130, 0],
    [5, 9],
  ] as const) {
    const data = random.normal(0, 1, rows * columns).map((value, i) => (i % 7 === 0 ? Number.NaN : value));
    const X = new Matrix(data, rows, columns);
    const orders = [
      random.permutation(rows),
      random.choice(rows, 2 * rows + 1),
      Int32Array.from({ length: rows }, (_, i) => i),
      Int32Array.from({ length: rows - 1 }, (_, i) => i + 1),
      new Int32Array(0),
    ];
    for (const order of orders) {
      const expected = Array.from(order, (i) => Array.from(X.row(i)));
      expect(X.takeRows(order).toArray()).toEqual(expected);
    }
  }
});
