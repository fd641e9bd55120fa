import { describe, expect, test } from "vitest";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { columnMoments, firstValues, meanOf, mergeMoments } from "./column-moments.js";
import { columnRange, finishRange, mergeRange } from "./column-range.js";

const random = new RandomState(4);
const rows = 1000;
const columns = 7;
const data = random.normal(1e6, 3, rows * columns).map((value, p) => (p % 41 === 0 ? Number.NaN : value));
const X = new Matrix(data, rows, columns);
const weight = random.random(rows);
const part = (begin: number, end: number): Matrix =>
  new Matrix(data.slice(begin * columns, end * columns), end - begin, columns);
const cuts = [0, 1, 300, 301, 812, rows];

describe("statistics of parts, merged in order, are those of the whole", () => {
  test.each([
    ["without weights", undefined],
    ["with weights", weight],
  ] as const)("moments %s", (_, weights) => {
    const shift = firstValues(X);
    const whole = columnMoments(X, weights, shift);
    const total = columnMoments(part(0, 1), weights?.slice(0, 1), shift);
    for (let k = 1; k + 1 < cuts.length; k++) {
      const [begin, end] = [cuts[k]!, cuts[k + 1]!];
      mergeMoments(total, columnMoments(part(begin, end), weights?.slice(begin, end), shift));
    }
    for (let j = 0; j < columns; j++) {
      expect(total.count[j]! / whole.count[j]!).toBeCloseTo(1, 13);
      expect(meanOf(total)[j]! / meanOf(whole)[j]!).toBeCloseTo(1, 15);
      expect(total.squares[j]! / whole.squares[j]!).toBeCloseTo(1, 12);
    }
  });

  test("moments are those of the definition", () => {
    const { count, squares } = columnMoments(X);
    for (let j = 0; j < columns; j++) {
      const values = X.column(j)
        .filter((value) => !Number.isNaN(value))
        .map((value) => value - 1e6);
      const mean = values.reduce((a, b) => a + b) / values.length;
      expect(count[j]).toBe(values.length);
      expect(squares[j]! / values.reduce((a, b) => a + (b - mean) ** 2, 0)).toBeCloseTo(1, 12);
    }
  });

  test("ranges, also of columns without values", () => {
    const holed = new Matrix(
      data.map((value, p) => (p % columns === 2 ? Number.NaN : value)),
      rows,
      columns,
    );
    const total = columnRange(new Matrix(holed.data.slice(0, columns * 5), 5, columns));
    mergeRange(total, columnRange(new Matrix(holed.data.slice(columns * 5), rows - 5, columns)));
    expect(finishRange(total)).toEqual(finishRange(columnRange(holed)));
    const values = holed.column(6).filter((value) => !Number.isNaN(value));
    expect(finishRange(total).min[6]).toBe(Math.min(...values));
    expect(finishRange(total).max[6]).toBe(Math.max(...values));
    expect(finishRange(total).min[2]).toBeNaN();
  });
});
