import { expect, test } from "vitest";
import { expm1 } from "./expm1.js";
import { log1p } from "./log1p.js";
import { RandomState } from "./random-state.js";

/** Arguments of every magnitude, either sign. */
function* magnitudes(): Generator<number> {
  const random = new RandomState(1);
  for (let k = -300; k <= 1; k++)
    for (let i = 0; i < 20; i++) yield (i % 2 === 0 ? 1 : -1) * random.uniform(1, 10) * 10 ** k;
}

test("log1p and expm1 agree with the engine's to 2 units in the last place", () => {
  for (const x of magnitudes()) {
    if (x > -1)
      expect(Math.abs(log1p(x) - Math.log1p(x)), `log1p(${x})`).toBeLessThanOrEqual(
        2 * Number.EPSILON * Math.abs(Math.log1p(x)),
      );
    expect(Math.abs(expm1(x) - Math.expm1(x)), `expm1(${x})`).toBeLessThanOrEqual(
      2 * Number.EPSILON * Math.abs(Math.expm1(x)),
    );
  }
});

test("the ends of log1p and expm1", () => {
  const infinity = Number.POSITIVE_INFINITY;
  expect([log1p(-1), log1p(-2), log1p(infinity), log1p(0)]).toEqual([-infinity, Number.NaN, infinity, 0]);
  expect([expm1(-infinity), expm1(infinity), expm1(Number.NaN), expm1(0)]).toEqual([
    -1,
    infinity,
    Number.NaN,
    0,
  ]);
  expect(Object.is(log1p(-0), -0) && Object.is(expm1(-0), -0)).toBe(true);
  expect(log1p(1e308)).toBeCloseTo(Math.log(1e308), 12);
});
