import { expect, test } from "vitest";
import { weightedMedian, weightedQuantiles } from "./weighted-quantile.js";

const values = Float64Array.of(30, 10, 20, 5);
const weights = Float64Array.of(1, 2, 1, 0);

test("a weighted quantile is the least value up to which the weights reach the share", () => {
  expect(Array.from(weightedQuantiles(values, weights, [0, 0.5, 0.6, 1], false))).toEqual([10, 10, 20, 30]);
});

test("a share that is met exactly is averaged with the next value that has weight, the last with none", () => {
  expect(Array.from(weightedQuantiles(values, weights, [0.5, 0.6, 0.75, 1], true))).toEqual([15, 20, 25, 30]);
  expect(weightedMedian(Float64Array.of(1, 2, 9), Float64Array.of(1, 0, 1))).toBe(5);
});
