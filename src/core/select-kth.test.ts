import { expect, test } from "vitest";
import { RandomState } from "./random-state.js";
import { selectKth } from "./select-kth.js";

test("every rank of every kind of array is the one that sorting gives", () => {
  const random = new RandomState(1);
  const arrays = [
    random.random(2000),
    random.random(2000).map((value) => Math.floor(value * 5)),
    Float64Array.from({ length: 1500 }, (_, i) => i),
    Float64Array.from({ length: 1500 }, (_, i) => -i),
    new Float64Array(700).fill(3),
    Float64Array.of(2, 1),
    Float64Array.of(7),
  ];
  for (const values of arrays) {
    const sorted = values.slice().sort();
    for (let k = 0; k < values.length; k += Math.max(1, values.length >> 5)) {
      const copy = values.slice();
      expect(selectKth(copy, k, 0, copy.length)).toBe(sorted[k]);
      expect(Math.max(...copy.subarray(0, k + 1))).toBe(sorted[k]);
      expect(copy.slice().sort()).toEqual(sorted);
    }
  }
});
