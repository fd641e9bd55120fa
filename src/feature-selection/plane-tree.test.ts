import { expect, test } from "vitest";
import { RandomState } from "../core/random-state.js";
import { PlaneTree } from "./plane-tree.js";

/** The k-th distance by looking at all. */
function exhaustive(x: Float64Array, y: Float64Array, k: number): number[] {
  return Array.from(x, (_, i) => {
    const all = Array.from(x, (__, j) => Math.max(Math.abs(x[i]! - x[j]!), Math.abs(y[i]! - y[j]!)));
    return all.filter((__, j) => j !== i).sort((a, b) => a - b)[k - 1]!;
  });
}

test("k-th distances are those of an exhaustive search, with ties and duplicates, for any number of points", () => {
  const random = new RandomState(5);
  for (const n of [2, 8, 9, 17, 64, 200]) {
    const even = random.normal(0, 1, n);
    const tied = Float64Array.from({ length: n }, () => random.randint(0, 3));
    for (const [x, y] of [
      [even, tied],
      [tied, tied],
      [even, even.map((v) => 2 * v)],
      [tied, even],
    ] as const)
      for (const k of [1, Math.min(3, n - 1), n - 1])
        expect(Array.from(new PlaneTree(x, y).kthDistances(k))).toEqual(exhaustive(x, y, k));
  }
});
