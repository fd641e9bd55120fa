import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { glibcLog } from "./glibc-log.js";
import { log } from "./log.js";
import { RandomState } from "./random-state.js";

// Expected values: Python's math.log with glibc 2.36 on x86-64 with fused multiply-add.

/** SHA-256 of the little-endian logarithms. */
function digest(x: Float64Array): string {
  return createHash("sha256")
    .update(new Uint8Array(x.map(glibcLog).buffer))
    .digest("hex");
}

test("it is the C library's where that is not correctly rounded", () => {
  for (const [x, expected] of [
    [0.9292132869528282, -0.07341697884155263],
    [0.911980837334417, -0.09213630082327258],
    [0.1552718393390311, -1.862577895990883],
    [0.592995943998305, -0.5225677198083006],
    [0.9860717810267803, -0.014026126799309492],
    [1.053124349876449, 0.051761317230398084],
  ] as const) {
    expect(glibcLog(x)).toBe(expected);
    expect(log(x)).not.toBe(expected);
  }
});

test("it is the C library's at 200,000 arguments in (0, 1)", () => {
  const x = new RandomState(5).random(200_000);
  expect(digest(x)).toBe("0ede73619bfd37fda629cc11f47879a75cafe6e13aa9d2c6e68afc87548e2547");
});

test("it is the C library's at 200,000 arguments near 1", () => {
  const x = new RandomState(6).uniform(0.93, 1.07, 200_000);
  expect(digest(x)).toBe("6f88aeefe1cf5e225443e496d2ee4a90fcdb153416beff97ebf67bac1e11b0f1");
});

test("it is the C library's at 200,000 arguments of all magnitudes", () => {
  const random = new RandomState(7);
  const x = random.random(200_000);
  const exponents = random.randint(-1000, 1024, x.length);
  const scaled = x.map((value, i) => value * 2 ** exponents[i]!);
  expect(digest(scaled)).toBe("3c3c7aa04e7bead144f61ac5d424d7cda5f442d3146baedb50588cd37de284d7");
});

test("it takes the ends of its domain and of its series", () => {
  for (const [x, expected] of [
    [Number.NaN, Number.NaN],
    [-1, Number.NaN],
    [0, Number.NEGATIVE_INFINITY],
    [-0, Number.NEGATIVE_INFINITY],
    [5e-324, -744.4400719213812],
    [2.2250738585072014e-308, -708.3964185322641],
    [0.5, -Math.LN2],
    [0.9375, -0.06453852113757118],
    [1 - 2 ** -53, -1.1102230246251565e-16],
    [1, 0],
    [1 + 2 ** -52, 2.2204460492503128e-16],
    [1.064697265625, 0.06269050112342274],
    [2, Math.LN2],
    [Number.MAX_VALUE, 709.782712893384],
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ] as const) {
    expect(glibcLog(x)).toBe(expected);
  }
});
