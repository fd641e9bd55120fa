import { expect, test } from "vitest";
import { cos, sin } from "./sin-cos.js";

test("the nearest doubles at and near multiples of π/2, where digits cancel", () => {
  // From series of 400 binary digits.
  expect(sin(Math.PI)).toBe(1.2246467991473532e-16);
  expect(cos(Math.PI / 2)).toBe(6.123233995736766e-17);
  expect(sin(2 * Math.PI)).toBe(-2.4492935982947064e-16);
  expect(cos(1.5 * Math.PI)).toBe(-1.8369701987210297e-16);
  expect([sin(Math.PI / 2), cos(Math.PI), cos(0), sin(1e-9)]).toEqual([1, -1, 1, 1e-9]);
});

test("odd and even, with zeros and what is no number", () => {
  for (const x of [0.1, 1, 2.5, 3.9, 700.25]) {
    expect(sin(-x)).toBe(-sin(x));
    expect(cos(-x)).toBe(cos(x));
  }
  expect([Object.is(sin(-0), -0), Object.is(sin(0), 0)]).toEqual([true, true]);
  expect([sin(Number.NaN), cos(Number.POSITIVE_INFINITY)]).toEqual([Number.NaN, Number.NaN]);
});

test("within one unit in the last place of the engine's own", () => {
  for (let i = 1; i < 2000; i++) {
    const x = ((i * 0.6180339887498949) % 1) * 20 - 10;
    expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThanOrEqual(
      2 ** -52 * Math.max(Math.abs(sin(x)), 2 ** -40),
    );
    expect(sin(x) ** 2 + cos(x) ** 2).toBeCloseTo(1, 15);
  }
});
