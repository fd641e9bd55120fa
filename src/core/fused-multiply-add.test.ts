import { expect, test } from "vitest";
import { fusedMultiplyAdd } from "./fused-multiply-add.js";
import { RandomState } from "./random-state.js";

const VIEW = new DataView(new ArrayBuffer(8));
/** Every double is an integer times 2^-1074. */
const UNIT = 1074n;

/** The double times 2^1074. */
function toInteger(value: number): bigint {
  VIEW.setFloat64(0, value);
  const bits = VIEW.getBigUint64(0);
  const exponent = (bits >> 52n) & 2047n;
  const fraction = bits & ((1n << 52n) - 1n);
  const magnitude = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return value < 0 ? -magnitude : magnitude;
}

/** The double nearest to value 2^-(2 * 1074), ties to even. */
function nearestDouble(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  const length = BigInt(magnitude.toString(2).length);
  const dropped = length - 53n > UNIT ? length - 53n : UNIT;
  const kept = magnitude >> dropped;
  const twiceRest = (magnitude - (kept << dropped)) * 2n;
  const one = 1n << dropped;
  const up = twiceRest > one || (twiceRest === one && (kept & 1n) === 1n);
  const exponent = Number(dropped - 2n * UNIT);
  const half = Math.trunc(exponent / 2); // in two steps: either alone is a double
  const scaled = Number(up ? kept + 1n : kept) * 2 ** half * 2 ** (exponent - half);
  return value < 0n ? -scaled : scaled;
}

function exact(a: number, b: number, c: number): number {
  return nearestDouble(toInteger(a) * toInteger(b) + (toInteger(c) << UNIT));
}

/** Numbers whose significands are mostly runs of equal bits: the products and sums meet ties, cancellation and long carries. */
function hardNumber(random: RandomState, spread: number): number {
  let value = 0;
  const terms = random.randint(1, 4);
  for (let i = 0; i < terms; i++) value += random.choice([-1, 1]) * 2 ** -random.randint(0, 53);
  return (value === 0 ? 1 : value) * 2 ** random.randint(-spread, spread + 1);
}

test("the reference rounds once, to the nearest and to even", () => {
  expect(exact(3, 5, -15)).toBe(0);
  expect(exact(1 + 2 ** -52, 1, 2 ** -53)).toBe(1 + 2 ** -51);
  expect(exact(1, 1, 2 ** -53)).toBe(1);
  expect(exact(1 + 2 ** -30, 1 + 2 ** -30, -1)).toBe(2 ** -29 + 2 ** -60);
  expect(exact(-1.5, 2 ** 900, 1)).toBe(-1.5 * 2 ** 900);
});

test("it is correctly rounded for 100,000 uniforms", () => {
  const random = new RandomState(1);
  let wrong = 0;
  for (let i = 0; i < 100_000; i++) {
    const [a, b, c] = random.uniform(-1, 1, 3) as unknown as [number, number, number];
    if (fusedMultiplyAdd(a, b, c) !== exact(a, b, c)) wrong++;
  }
  expect(wrong).toBe(0);
});

test.each([0, 3, 30, 60, 200])(
  "it is correctly rounded where ties and cancellation abound, exponents to ±%d",
  (spread) => {
    const random = new RandomState(spread);
    let wrong = 0;
    let doublyRounded = 0;
    for (let i = 0; i < 30_000; i++) {
      const a = hardNumber(random, spread);
      const b = hardNumber(random, spread);
      // Every third sum nearly cancels.
      const c = i % 3 === 0 ? -a * b * (1 + random.randint(-2, 3) * 2 ** -52) : hardNumber(random, spread);
      const expected = exact(a, b, c);
      if (fusedMultiplyAdd(a, b, c) !== expected) wrong++;
      if (a * b + c !== expected) doublyRounded++;
    }
    expect(wrong).toBe(0);
    expect(doublyRounded).toBeGreaterThan(100);
  },
);

test("a sum on the brink of a tie is decided by what lies below it", () => {
  // a b = 1 - 2^-106 or 1 + ..; c makes the tie: rounding the low half to nearest first would lose the 2^-106.
  const a = 1 + 2 ** -53 * 2;
  const b = 1 - 2 ** -53;
  for (const sign of [-1, 1]) {
    for (const exponent of [51, 52, 53, 54, 55, 104, 105, 106, 107]) {
      for (const c of [sign * 2 ** exponent, sign * (2 ** exponent + 2 ** (exponent - 52))]) {
        expect(fusedMultiplyAdd(a, b, c)).toBe(exact(a, b, c));
        expect(fusedMultiplyAdd(a * 2 ** 53, b, c)).toBe(exact(a * 2 ** 53, b, c));
        expect(fusedMultiplyAdd(-a, b, c)).toBe(exact(-a, b, c));
      }
    }
  }
});

test("it takes the ends of its domain, and 0", () => {
  expect(fusedMultiplyAdd(0, 5, 3)).toBe(3);
  expect(fusedMultiplyAdd(7, 5, 0)).toBe(35);
  expect(fusedMultiplyAdd(7, 5, -35)).toBe(0);
  for (const [a, b, c] of [
    [1.1 * 2 ** 995, 1.3, -1.7 * 2 ** 990],
    [1.1 * 2 ** -458, 1.3 * 2 ** -458, -1.7 * 2 ** -920],
    [1.1 * 2 ** -458, 1.3 * 2 ** -458, 5e-324],
    [1.1, 1.3, 5e-324],
  ] as const) {
    expect(fusedMultiplyAdd(a, b, c)).toBe(exact(a, b, c));
  }
});
