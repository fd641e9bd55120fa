import { describe, expect, test } from "vitest";
import { orderedPotentials } from "./ordered-potentials.js";

describe("orderedPotentials", () => {
  const row = [1e16, 1, -1e16, 1];
  const ones = new Float64Array(4).fill(1);

  test("one candidate is added in order, several by every fourth or second row", () => {
    expect(Array.from(orderedPotentials(Float64Array.from(row), 1, ones))).toEqual([1]);
    expect(Array.from(orderedPotentials(Float64Array.from([...row, ...row]), 2, ones))).toEqual([2, 2]);
  });

  test("the rows behind fours are added on their own", () => {
    const left = Float64Array.from([1e16, 0, 0, 0, 1, 1]);
    const weights = new Float64Array(6).fill(1);
    // In order, each 1 would be lost.
    const both = Float64Array.from([...left, ...left]);
    expect(Array.from(orderedPotentials(both, 2, weights))).toEqual([1e16 + 2, 1e16 + 2]);
  });

  test("candidates by fours fuse value and weight, the others round their product first", () => {
    const value = 1 + 2 ** -52;
    const left = new Float64Array(5 * 8);
    for (let k = 0; k < 5; k++) left.set([value, 0, 0, 0, -1, 0, 0, 0], k * 8);
    const weights = Float64Array.of(value, 1, 1, 1, 1 + 2 ** -51, 1, 1, 1);
    // (1 + ε)² - (1 + 2 ε) with ε = 2⁻⁵²: the product rounds down to 1 + 2 ε; either way the first sum is rounded.
    expect(Array.from(orderedPotentials(left, 5, weights))).toEqual([0, 0, 0, 0, 0]);
    left.fill(0);
    for (let k = 0; k < 5; k++) left.set([-1, 0, 0, 0, value, 0, 0, 0], k * 8);
    const turned = Float64Array.of(1 + 2 ** -51, 1, 1, 1, value, 1, 1, 1);
    expect(Array.from(orderedPotentials(left, 5, turned))).toEqual([
      2 ** -104,
      2 ** -104,
      2 ** -104,
      2 ** -104,
      0,
    ]);
  });
});
