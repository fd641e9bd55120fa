import { expect, test } from "vitest";
import { wolfeSearch } from "./wolfe-search.js";

/** A search on f(t) with slope g(t); also how often f was asked for. */
async function searched(f: (t: number) => number, g: (t: number) => number, first: number) {
  let calls = 0;
  const line = {
    value: async (t: number) => {
      calls++;
      return f(t);
    },
    slope: async (t: number) => g(t),
  };
  return { step: await wolfeSearch(line, { step: 0, value: f(0), slope: g(0) }, first), calls: () => calls };
}

test("a step that already satisfies both conditions is taken", async () => {
  expect(
    (
      await searched(
        (t) => (t - 2) ** 2,
        (t) => 2 * (t - 2),
        1,
      )
    ).step,
  ).toBe(1);
});

test("a step that is too long is brought back by interpolation", async () => {
  expect(
    (
      await searched(
        (t) => (t - 2) ** 2,
        (t) => 2 * (t - 2),
        10,
      )
    ).step,
  ).toBeCloseTo(2, 12);
  const quartic = await searched(
    (t) => (t - 1) ** 4,
    (t) => 4 * (t - 1) ** 3,
    5,
  );
  expect((quartic.step! - 1) ** 4).toBeLessThan(1);
});

test("a step that is too short is doubled", async () => {
  const { step } = await searched(
    (t) => -t / (t * t + 2),
    (t) => (t * t - 2) / (t * t + 2) ** 2,
    0.01,
  );
  expect(Math.abs((step! ** 2 - 2) / (step! ** 2 + 2) ** 2)).toBeLessThanOrEqual(0.9 * 0.5);
});

test("a function that only rises has no step", async () => {
  expect(
    (
      await searched(
        (t) => t,
        () => -1,
        1,
      )
    ).step,
  ).toBeUndefined();
});
