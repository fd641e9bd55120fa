import fc from "fast-check";
import { expect, test } from "vitest";
import { looksLikeCode, parseDecimal } from "./decimal.js";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (text: string): number => parseDecimal(bytesOf(text), 0, text.length);

test("every decimal is read as the engine reads it", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 22 });
  const exponent = fc.option(fc.integer({ min: -340, max: 320 }), { nil: undefined });
  fc.assert(
    fc.property(
      digits,
      fc.option(digits, { nil: "" }),
      exponent,
      fc.constantFrom("", "-", "+"),
      (whole, fraction, e, sign) => {
        const text = `${sign}${whole}${fraction === "" ? "" : `.${fraction}`}${e === undefined ? "" : `e${e}`}`;
        expect(parse(text)).toBe(Number(text));
      },
    ),
    { numRuns: 20_000 },
  );
});

test("the shortest decimals of doubles read back as these doubles", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parse(Object.is(value, -0) ? "-0" : String(value))).toBe(value);
    }),
    { numRuns: 20_000 },
  );
});

test("decimals half-way between two doubles, and next to it, round to even and to the nearer", () => {
  for (const base of [1, 3, 12345, 2 ** 40 + 1]) {
    const ulp = 2 ** (Math.floor(Math.log2(base)) - 52);
    for (const nudge of [-1n, 0n, 1n]) {
      const half =
        BigInt(base) * 10n ** 18n + (BigInt(Math.round(ulp * 2 ** 60)) * 10n ** 18n) / 2n ** 61n + nudge;
      const text = `${half / 10n ** 18n}.${String(half % 10n ** 18n).padStart(18, "0")}`;
      expect(parse(text)).toBe(Number(text));
    }
  }
});

test.each([
  "",
  "-",
  ".",
  "e5",
  "1e",
  "1e+",
  "1.2.3",
  "0x10",
  "1_000",
  "1,5",
  "nan",
  "infin",
  "--1",
  "1 2",
  "ⅷ",
])("%j is no number", (text) => {
  const bytes = bytesOf(text);
  expect(parseDecimal(bytes, 0, bytes.length)).toBeNaN();
});

test("codes: leading zeros, and whole numbers beyond the safe ones", () => {
  const code = (text: string): boolean => looksLikeCode(bytesOf(text), 0, text.length, Number(text));
  expect(
    ["007", "-00", "00.5", "9007199254740993", "-12345678901234567890"].filter((text) => !code(text)),
  ).toEqual([]);
  expect(["0", "0.5", "-0.5", "0e5", "9007199254740991", "1e20", "9007199254740993.0"].filter(code)).toEqual(
    [],
  );
});
