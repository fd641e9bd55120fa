import { expect, test } from "vitest";
import { pairwiseSum, pairwiseSumOf } from "./pairwise-sum.js";

test("sums have the bits of numpy.sum", () => {
  // numpy 2.4.6: np.sum(1 / np.arange(1, n + 1))
  const harmonic = (n: number) => pairwiseSum(Float64Array.from({ length: n }, (_, i) => 1 / (i + 1)));
  const expected: readonly [number, number][] = [
    [1, 1.0],
    [7, 2.5928571428571425],
    [8, 2.7178571428571425],
    [9, 2.8289682539682537],
    [100, 5.187377517639621],
    [128, 5.433147092589173],
    [129, 5.440899030573669],
    [1000, 7.485470860550345],
    [4099, 8.895835961417054],
  ];
  for (const [n, sum] of expected) {
    expect(harmonic(n)).toBe(sum);
    expect(pairwiseSumOf(n, (i) => 1 / (i + 1))).toBe(sum);
  }
});

test("an empty sum is 0", () => expect(pairwiseSum([])).toBe(0));
