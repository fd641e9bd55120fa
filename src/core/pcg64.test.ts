import { expect, test } from "vitest";
import { Pcg64 } from "./pcg64.js";

test("shuffles as numpy.random.default_rng does for the same seed", () => {
  const random = new Pcg64(12345);
  const array = Uint8Array.from({ length: 20 }, (_, i) => i);
  random.shuffle(array);
  expect(Array.from(array)).toEqual([17, 0, 6, 18, 10, 11, 15, 9, 5, 12, 4, 1, 7, 3, 8, 19, 14, 16, 2, 13]);
  const more = Uint8Array.from({ length: 7 }, (_, i) => i);
  random.shuffle(more);
  expect(Array.from(more)).toEqual([1, 0, 5, 6, 2, 3, 4]);
});
