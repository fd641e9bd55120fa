import { expect, test } from "vitest";
import { WeightedMedians } from "./weighted-medians.js";

test("the median is the first value at which half of the weight is reached", () => {
  const medians = new WeightedMedians(2, 3);
  medians.add(Float64Array.of(3, 1), 1);
  expect(medians.medians()).toEqual(Float64Array.of(3, 1));
  medians.add(Float64Array.of(1, 2), 1);
  expect(medians.medians()).toEqual(Float64Array.of(1, 1)); // 1 of 2 is half
  medians.add(Float64Array.of(2, 9), 5);
  expect(medians.medians()).toEqual(Float64Array.of(2, 9));
});

test("without any weight the least value is the median", () => {
  const medians = new WeightedMedians(1, 2);
  medians.add(Float64Array.of(4), 0);
  medians.add(Float64Array.of(3), 0);
  expect(medians.medians()).toEqual(Float64Array.of(3));
});
