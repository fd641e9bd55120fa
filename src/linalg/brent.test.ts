import { expect, test } from "vitest";
import { boundedMinimum, brentMinimum } from "./brent.js";

test("a parabola is found from either side, far outside the first two points", () => {
  for (const [a, b] of [
    [0, 1],
    [100, 99],
    [-2, 2],
  ] as const) {
    const found = brentMinimum((x) => (x - 7) ** 2 + 1, a, b)!;
    expect(found.x).toBeCloseTo(7, 7);
    expect(found.value).toBeCloseTo(1, 14);
    expect(found.converged).toBe(true);
  }
});

test("a function that is no parabola is found in few evaluations", () => {
  let evaluations = 0;
  const f = (x: number): number => {
    evaluations++;
    return x * x * x * x - 3 * x + Math.abs(x);
  };
  expect(brentMinimum(f, -2, 2)!.x).toBeCloseTo(0.5 ** (1 / 3), 7);
  expect(evaluations).toBeLessThan(40);
  expect(boundedMinimum(f, -2, 2, 1e-8).x).toBeCloseTo(0.5 ** (1 / 3), 7);
});

test("the least value at a bound is approached to the tolerance", () => {
  expect(boundedMinimum((x) => x, 1, 5, 1e-8).x).toBeCloseTo(1, 6);
  expect(boundedMinimum((x) => -x, 1, 5, 1e-8).x).toBeCloseTo(5, 6);
});

test("a flat function and one without a least value have no bracket", () => {
  expect(brentMinimum(() => 1, 0, 1)).toBeUndefined();
  expect(brentMinimum((x) => -x, 0, 1)).toBeUndefined();
});
