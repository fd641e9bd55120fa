import { expect, test } from "vitest";
import { InvalidParameterError } from "../core/errors.js";
import { classWeightSpec, computeClassWeight, computeSampleWeight } from "./class-weight.js";

const codes = Int32Array.of(1, 1, 1, 1, 0, 0);

test("balanced weights are nSamples / (nClasses × count)", () => {
  expect([...computeClassWeight("T", "balanced", [0, 1], codes)]).toEqual([1.5, 0.75]);
  expect([...computeSampleWeight("T", "balanced", [0, 1], codes)]).toEqual([
    0.75, 0.75, 0.75, 0.75, 1.5, 1.5,
  ]);
});

test("balanced weights follow the sample weights where given", () => {
  const weights = computeClassWeight("T", "balanced", ["a", "b"], codes, [1, 1, 1, 1, 2, 2]);
  expect([...weights]).toEqual([1, 1]);
});

test("null weighs every class 1", () => {
  expect([...computeClassWeight("T", null, ["a", "b"], codes)]).toEqual([1, 1]);
});

test("a label outside the table weighs 1, and an object's keys stand for numbers and booleans too", () => {
  expect([...computeClassWeight("T", { 1: 3 }, [0, 1], codes)]).toEqual([1, 3]);
  expect([...computeClassWeight("T", new Map([[true, 3]]), [false, true], codes)]).toEqual([1, 3]);
});

test("a table that leaves out a class and names a stranger is refused", () => {
  expect(() => computeClassWeight("T", { a: 1, bee: 2 }, ["a", "b"], codes)).toThrow(InvalidParameterError);
});

test("strangers are ignored where every class has a weight", () => {
  expect([...computeClassWeight("T", { a: 1, b: 2, c: 3 }, ["a", "b"], codes)]).toEqual([1, 2]);
});

test("a sub-sample decides balanced weights, and an absent class weighs 0", () => {
  const weights = computeSampleWeight("T", "balanced", [0, 1, 2], [0, 1, 2, 0], [0, 0, 1]);
  expect([...weights]).toEqual([0.75, 1.5, 0, 0.75]);
});

test("the spec refuses what it says it refuses", () => {
  for (const value of classWeightSpec.outside) expect(classWeightSpec.accepts(value)).toBe(false);
  for (const value of [null, "balanced", { a: 0 }, new Map([[1, 2]])])
    expect(classWeightSpec.accepts(value)).toBe(true);
});
