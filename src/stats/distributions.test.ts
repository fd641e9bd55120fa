import { describe, expect, test } from "vitest";
import { chiSquaredCdf, chiSquaredIsf, chiSquaredPpf, chiSquaredSf } from "./chi-squared-distribution.js";
import { fCdf, fIsf, fPpf, fSf } from "./f-distribution.js";
import { ndtr, ndtri } from "./normal-distribution.js";
import { stirlingError } from "./stirling-error.js";
import { tCdf, tPpf, tSf } from "./t-distribution.js";

/** Relative agreement to 13 digits. */
function expectDigits(actual: number, expected: number): void {
  expect(Math.abs(actual / expected - 1), `${actual} against ${expected}`).toBeLessThan(1e-13);
}

describe("values from 50-digit arithmetic", () => {
  test.each([
    [0.01, 1.4340079537031842],
    [0.5, 0.15342640972002736],
    [1, 0.08106146679532726],
    [3.5, 0.023746163656297496],
    [20, 0.004166319691996922],
  ])("Stirling's error at %d", (z, expected) => expectDigits(stirlingError(z), expected));

  test("χ² far out on either side", () => {
    expectDigits(chiSquaredCdf(400, 1000), 6.174261434528856e-71);
    expectDigits(chiSquaredSf(26000, 20000), 4.712347177485643e-166);
    expectDigits(chiSquaredSf(1400, 2), 9.85967654375977e-305);
    expectDigits(chiSquaredSf(3, 0.02), 0.0010135430224953092);
  });

  test("F with a million degrees of freedom, and far out", () => {
    expectDigits(fCdf(1.05, 40, 499980), 0.6157302908915676);
    expectDigits(fSf(10, 300, 998), 1.0540129176566953e-169);
    expectDigits(fSf(1000, 1, 499980), 2.9618725478510685e-219);
  });
});

describe("distributions whose functions are elementary", () => {
  test("χ² with 2 degrees of freedom is exponential", () => {
    expectDigits(chiSquaredSf(2, 2), 0.36787944117144233);
    expectDigits(chiSquaredIsf(0.36787944117144233, 2), 2);
  });

  test("t with 1 degree of freedom has quartiles -1 and 1, with 2 a root", () => {
    expectDigits(tSf(1, 1), 0.25);
    expectDigits(tPpf(0.75, 1), 1);
    expectDigits(tCdf(1, 2), 0.5 + Math.sqrt(1 / 12));
    expect(tCdf(0, 7)).toBe(0.5);
    expect(tPpf(0.5, 7)).toBe(0);
  });

  test("F(2, 2) has P(X > x) = 1 / (1 + x)", () => {
    expectDigits(fSf(3, 2, 2), 0.25);
    expectDigits(fPpf(0.75, 2, 2), 3);
    expectDigits(fIsf(1e-9, 2, 2), 1e9 - 1);
  });
});

describe("edges", () => {
  test("beyond the support the probabilities are 0 and 1", () => {
    expect([chiSquaredCdf(-1, 3), chiSquaredSf(0, 3), chiSquaredSf(Infinity, 3)]).toEqual([0, 1, 0]);
    expect([fCdf(-1, 3, 4), fSf(0, 3, 4), fSf(Infinity, 3, 4), fSf(1e308, 30, 4)]).toEqual([0, 1, 0, 0]);
    expect([tSf(Infinity, 3), tCdf(-Infinity, 3)]).toEqual([0, 0]);
    expect([ndtr(-Infinity), ndtr(Infinity)]).toEqual([0, 1]);
  });

  test("NaN stays NaN, and a probability outside [0, 1] gives it", () => {
    for (const value of [chiSquaredSf(NaN, 3), fSf(NaN, 3, 4), tSf(NaN, 3), ndtr(NaN)])
      expect(value).toBeNaN();
    for (const p of [-0.1, 1.1, NaN]) {
      for (const value of [chiSquaredPpf(p, 3), fPpf(p, 3, 4), tPpf(p, 3), ndtri(p)]) expect(value).toBeNaN();
    }
  });

  test("probabilities 0 and 1 have the ends of the support as quantiles", () => {
    expect([chiSquaredPpf(0, 3), chiSquaredPpf(1, 3), fIsf(0, 3, 4), fPpf(0, 3, 4)]).toEqual([
      0,
      Infinity,
      Infinity,
      0,
    ]);
    expect([tPpf(0, 3), tPpf(1, 3), ndtri(0), ndtri(1)]).toEqual([-Infinity, Infinity, -Infinity, Infinity]);
  });
});

test("quantiles invert the probabilities over many degrees of freedom", () => {
  for (const df of [0.1, 1, 2, 17, 400, 1e5]) {
    for (const p of [1e-30, 1e-4, 0.2, 0.5]) {
      const low = chiSquaredPpf(p, df);
      if (low > 1e-300) expect(Math.abs(chiSquaredCdf(low, df) / p - 1)).toBeLessThan(1e-11);
      expect(Math.abs(chiSquaredSf(chiSquaredIsf(p, df), df) / p - 1)).toBeLessThan(1e-11);
      expect(Math.abs(fSf(fIsf(p, df, 9), df, 9) / p - 1)).toBeLessThan(1e-11);
      if (df >= 1) expect(Math.abs(tCdf(tPpf(p, df), df) / p - 1)).toBeLessThan(1e-11);
    }
  }
});
