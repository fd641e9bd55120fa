import { expect, test } from "vitest";
import { addsNothing, multiplyAdd, subtractDivide } from "./affine.js";

test("each column has its own constants, whatever their number and that of the rows", () => {
  for (const columns of [1, 2, 3, 4, 5, 6, 20])
    for (const rows of [1, 2, 3, 4, 7]) {
      const data = Float64Array.from({ length: rows * columns }, (_, p) => p * 1.5 - 4);
      const shift = Float64Array.from({ length: columns }, (_, j) => j + 0.25);
      const scale = Float64Array.from({ length: columns }, (_, j) => 3 - j / 7);
      const divided = data.map((x, p) => (x - shift[p % columns]!) / scale[p % columns]!);
      const multiplied = data.map((x, p) => x * scale[p % columns]! + shift[p % columns]!);
      expect(subtractDivide(data, columns, shift, scale)).toEqual({ out: divided, finite: true });
      expect(multiplyAdd(data, columns, scale, shift)).toEqual({ out: multiplied, finite: true });
      for (const bad of [Number.NaN, Number.NEGATIVE_INFINITY])
        for (const at of [0, data.length - 1]) {
          const holed = data.with(at, bad);
          expect(subtractDivide(holed, columns, shift, scale).finite).toBe(false);
          expect(multiplyAdd(holed, columns, scale, shift).finite).toBe(false);
        }
    }
});

test("no columns are no work, and adding nothing keeps the sign of zero", () => {
  expect(subtractDivide(new Float64Array(0), 0, new Float64Array(0), new Float64Array(0)).out.length).toBe(0);
  const zero = multiplyAdd(Float64Array.of(-0), 1, Float64Array.of(1), addsNothing(1)).out[0];
  expect(Object.is(zero, -0)).toBe(true);
});
