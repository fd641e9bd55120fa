import { expect, test } from "vitest";
import { bootstrapInterval, wilsonInterval } from "./confidence-interval.js";

test("Wilson's interval is that of statsmodels' proportion_confint(method='wilson')", () => {
  const { low, high } = wilsonInterval(29, 30);
  expect(low).toBeCloseTo(0.8332960900859083, 12);
  expect(high).toBeCloseTo(0.9940914096183875, 12);
});

test("Wilson's interval reaches 0 and 1 exactly and is never empty", () => {
  expect(wilsonInterval(0, 10)).toMatchObject({ low: 0 });
  expect(wilsonInterval(10, 10)).toMatchObject({ high: 1 });
  expect(wilsonInterval(10, 10).low).toBeLessThan(1);
});

const meanOf = (values: readonly number[]) => (sample: Int32Array) =>
  sample.reduce((sum, i) => sum + values[i]!, 0) / sample.length;

test("the bootstrap of a mean is about ± 1.96 standard errors wide", () => {
  const values = Array.from({ length: 400 }, (_, i) => (i * 7919) % 400);
  const { low, high } = bootstrapInterval({ rows: 400, seed: 1 }, meanOf(values));
  const error = 1.96 * Math.sqrt((400 ** 2 - 1) / 12 / 400);
  expect((high - low) / 2 / error).toBeGreaterThan(0.9);
  expect((high - low) / 2 / error).toBeLessThan(1.1);
  expect((low + high) / 2).toBeCloseTo(199.5, -1);
});

test("the same seed gives the same interval, another one another", () => {
  const values = [1, 5, 2, 8, 3, 9];
  const run = (seed: number) => bootstrapInterval({ rows: 6, seed }, meanOf(values));
  expect(run(3)).toEqual(run(3));
  expect(run(4)).not.toEqual(run(3));
});

test("strata keep their number of rows in every sample", () => {
  const strata = Int32Array.of(0, 0, 0, 1, 1, 2);
  bootstrapInterval({ rows: 6, strata, seed: 0 }, (sample) => {
    const counts = [0, 0, 0];
    for (const i of sample) counts[strata[i]!]!++;
    expect(counts).toEqual([3, 2, 1]);
    return 0;
  });
});
