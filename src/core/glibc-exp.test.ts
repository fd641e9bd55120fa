import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { exp } from "./exp.js";
import { glibcExp } from "./glibc-exp.js";
import { RandomState } from "./random-state.js";

// Expected values: Python's math.exp with glibc 2.36 on x86-64 with fused multiply-add.

test("it is the C library's where that is not correctly rounded", () => {
  for (const [x, expected] of [
    [-1.649111005181122, 0.19222071590663078],
    [-0.4996857095526721, 0.606721316464221],
    [-0.4454839663863135, 0.6405142136591206],
  ] as const) {
    expect(glibcExp(x)).toBe(expected);
    expect(exp(x)).not.toBe(expected);
  }
});

test.each([
  [5, 1, "c3588c4d736f335ab933cce45020aed7f0fde763baac9abf34365c27271e3fa5"],
  [6, 40, "fc76144b4c3a23d7805598df564ea86e1f23018f10cd1add544c7e935dd430c7"],
  [7, 700, "e223e1b8d5b0be92eaec3ad66437ad243f1fe8e84e64db65236ca24ae7cc8020"],
])("it is the C library's at 200,000 arguments (seed %i) up to %i", (seed, most, digest) => {
  const powers = new RandomState(seed).uniform(-most, most, 200_000).map(glibcExp);
  expect(createHash("sha256").update(new Uint8Array(powers.buffer)).digest("hex")).toBe(digest);
});

test("it takes the ends of its domain", () => {
  for (const [x, expected] of [
    [Number.NaN, Number.NaN],
    [Number.NEGATIVE_INFINITY, 0],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    [710, Number.POSITIVE_INFINITY],
    [-746, 0],
    [0, 1],
    [1e-17, 1],
    [1, Math.E],
  ] as const)
    expect(glibcExp(x)).toBe(expected);
});
