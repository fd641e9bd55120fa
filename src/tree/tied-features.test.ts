import { expect, test } from "vitest";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { tiedShare } from "./tied-features.js";

test("features of few values are tied, continuous ones are not", () => {
  const data = new RandomState(0).normal(0, 1, 4000);
  for (let p = 0; p < 4000; p += 4) data[p] = Math.round(data[p]!);
  expect(tiedShare(new Matrix(data, 1000, 4))).toBe(0.25);
});

test("values count as singles, and zeros of either sign as one", () => {
  expect(tiedShare(new Matrix(Float64Array.of(1, 0, 1 + 1e-12, -0), 2, 2))).toBe(1);
  expect(tiedShare(new Matrix(Float64Array.of(1, 0, 2, 3), 2, 2))).toBe(0);
});

test("one row has no ties", () => {
  expect(tiedShare(new Matrix(Float64Array.of(1, 1), 1, 2))).toBe(0);
});
