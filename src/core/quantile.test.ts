import { describe, expect, test } from "vitest";
import { median, type QuantileMethod, quantiles } from "./quantile.js";

const of = (values: number[], q: number[], method?: QuantileMethod): number[] =>
  Array.from(quantiles(Float64Array.from(values), q, method));

describe("quantiles", () => {
  test("each definition of Hyndman and Fan at the quartiles of 1, 2, 3, 4", () => {
    const answers: Readonly<Record<QuantileMethod, number[]>> = {
      inverted_cdf: [1, 2, 3],
      averaged_inverted_cdf: [1.5, 2.5, 3.5],
      closest_observation: [1, 2, 3],
      interpolated_inverted_cdf: [1, 2, 3],
      hazen: [1.5, 2.5, 3.5],
      weibull: [1.25, 2.5, 3.75],
      linear: [1.75, 2.5, 3.25],
      median_unbiased: [1.4166666666666665, 2.5, 3.583333333333333],
      normal_unbiased: [1.4375, 2.5, 3.5625],
    };
    for (const [method, expected] of Object.entries(answers)) {
      const actual = of([3, 1, 4, 2], [0.25, 0.5, 0.75], method as QuantileMethod);
      for (const [i, value] of expected.entries()) expect(actual[i], method).toBeCloseTo(value, 14);
      expect(of([3, 1, 4, 2], [0, 1], method as QuantileMethod)).toEqual([1, 4]);
      expect(of([7], [0, 0.3, 1], method as QuantileMethod)).toEqual([7, 7, 7]);
    }
  });

  test("many quantiles, by a sort, equal few, by selections", () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1009);
    const q = Array.from({ length: 201 }, (_, i) => i / 200);
    const many = of(values, q);
    for (const i of [0, 1, 33, 100, 199, 200]) expect(of(values, [q[i]!])).toEqual([many[i]]);
  });

  test("an end is exact even where the difference of neighbours is no double", () => {
    expect(of([-1e308, 1e308, 1.5e308], [0, 0.5, 1])).toEqual([-1e308, 1e308, 1.5e308]);
  });
});

test("the median of an even number is the mean of the two middle values", () => {
  expect(median(Float64Array.of(9, 1, 3, 2))).toBe(2.5);
  expect(median(Float64Array.of(9, 1, 3))).toBe(3);
});
