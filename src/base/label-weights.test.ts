import { expect, test } from "vitest";
import { computeClassWeight, computeSampleWeight } from "./label-weights.js";

const y = ["a", "a", "a", "b"];

test("balanced weights make every class weigh the same, by sampleWeight where given", () => {
  expect(computeClassWeight("balanced", { classes: ["b", "a"], y })).toEqual(Float64Array.of(2, 2 / 3));
  const sampleWeight = [1, 1, 0, 2];
  expect(computeClassWeight("balanced", { classes: ["a", "b"], y, sampleWeight })).toEqual(
    Float64Array.of(1, 1),
  );
  expect(computeSampleWeight(new Map([["b", 7]]), y)).toEqual(Float64Array.of(1, 1, 1, 7));
});

test("a class that is absent from the sub-sample weighs 0", () => {
  expect(computeSampleWeight("balanced", y, { indices: [0, 1] })).toEqual(Float64Array.of(1, 1, 1, 0));
});

test("foreign labels, absent classes, misspelt tables and stray rows are refused", () => {
  expect(() => computeClassWeight("balanced", { classes: ["a"], y })).toThrow(/at row 3|row 3/);
  expect(() => computeClassWeight("balanced", { classes: ["a", "b", "c"], y })).toThrow(
    'computeClassWeight: y must hold every class; received "c"',
  );
  expect(() => computeClassWeight({ bb: 2 }, { classes: ["a", "b"], y })).toThrow(
    /a table of the classes in y/,
  );
  expect(() => computeSampleWeight("balance" as "balanced", y)).toThrow(/classWeight must be "balanced"/);
  expect(() => computeSampleWeight("balanced", y, { indices: [4] })).toThrow(/rows in \[0, 4\); received 4/);
  expect(() => computeSampleWeight(null, y, { indices: [0] })).toThrow(/since indices are given/);
});
