import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { glibcLog1p } from "./glibc-log1p.js";
import { RandomState } from "./random-state.js";

// Expected values: Python's math.log1p with glibc 2.36 on x86-64 with fused multiply-add.

test("it is the C library's, with and without reduction, where products are fused, and near powers of two", () => {
  for (const [x, expected] of [
    [-0.3668193177552223, -0.4569994595822015],
    [0.26999675571304915, 0.2390143459105828],
    [-0.30804084135791443, -0.3682283444095197],
    [0.336949350242882, 0.2903904142630162],
    [4.4656406764225365e116, 268.59628347990474],
    [3.203828018459583e-12, 3.2038280184544505e-12],
    [4.623578806807313e-18, 4.623578806807313e-18],
    [68719476735, 24.95329850015803],
    [255, 5.545177444479562],
    [536870911, 20.101268236238415],
  ] as const)
    expect(glibcLog1p(x)).toBe(expected);
});

test("it is the C library's at 200,000 arguments in (-1, 2)", () => {
  const x = new RandomState(11).random(200_000).map((v) => 3 * v - 1);
  const digest = createHash("sha256")
    .update(new Uint8Array(x.map(glibcLog1p).buffer))
    .digest("hex");
  expect(digest).toBe("6ce3b251cbe0305fd1ab194cae1c16f91c1ceac82cf4fa9da3c631acf6f73b69");
});

test("ends of the domain", () => {
  expect(glibcLog1p(-1)).toBe(Number.NEGATIVE_INFINITY);
  expect(glibcLog1p(-1.5)).toBeNaN();
  expect(glibcLog1p(Number.NaN)).toBeNaN();
  expect(glibcLog1p(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  expect(glibcLog1p(-0)).toBe(-0);
});
