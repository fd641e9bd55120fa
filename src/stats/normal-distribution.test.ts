import { expect, test } from "vitest";
import { ndtr, ndtri } from "./normal-distribution.js";

// Values from an arbitrary-precision evaluation of erfc.
test.each([
  [-0.5, 0.3085375387259869],
  [0.6, 0.72574688224992645],
  [-1, 0.15865525393145705],
  [3, 0.9986501019683699],
  [-5, 2.866515718791939e-7],
  [-5.7, 5.990371401063534e-9],
  [-10, 7.619853024160525e-24],
  [-37, 5.725571222524577e-300],
])("ndtr(%f) = %f", (x, expected) => {
  expect(Math.abs(ndtr(x) / expected - 1)).toBeLessThan(1e-14);
});

test.each([
  [0.5, 0],
  [0.75, 0.6744897501960817],
  [0.975, 1.9599639845400543],
  [0.0013498980316300946, -3],
  [1e-20, -9.262340089798407],
  [1e-300, -37.0470962993612],
])("ndtri(%f) = %f", (p, expected) => {
  expect(Math.abs(ndtri(p) - expected)).toBeLessThan(2e-14);
});

test("ndtri undoes ndtr, and both keep to their limits", () => {
  for (let x = -8; x < 4; x += 0.37) expect(ndtri(ndtr(x))).toBeCloseTo(x, 9);
  expect([ndtr(-40), ndtr(40), ndtr(Number.NEGATIVE_INFINITY)]).toEqual([0, 1, 0]);
  expect(ndtr(Number.NaN)).toBeNaN();
  expect([ndtri(0), ndtri(1)]).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  expect([ndtri(-0.1), ndtri(1.1), ndtri(Number.NaN)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
