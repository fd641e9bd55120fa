import { exp } from "../core/exp.js";
import { expMinusDeviances } from "./deviance.js";
import { guard, type Tails } from "./incomplete-gamma.js";
import { stirlingError } from "./stirling-error.js";

/**
 * Regularised incomplete beta function I_x(a, b) and its complement, for a, b > 0; scipy's `betainc` and `betaincc`.
 *
 * A continued fraction whose terms are positive below the mean; x^a y^b / B(a, b) about its maximum in Loader's form. Cost: about √(a + b) steps.
 *
 * @param y 1 - x, given apart so that it keeps its digits.
 * @returns `slope` is dI / d ln(x/y).
 * @see DiDonato & Morris (1992), Algorithm 708, doi:10.1145/131766.131776; DLMF 8.17.
 */
export function incompleteBeta(a: number, b: number, x: number, y: number): Tails {
  if (Number.isNaN(a + b + x + y)) return { lower: Number.NaN, upper: Number.NaN, slope: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1, slope: 0 };
  if (y <= 0) return { lower: 1, upper: 0, slope: 0 };
  const n = a + b;
  const errors = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const front =
    expMinusDeviances([a, n * x], [b, n * y]) * exp(errors) * Math.sqrt((a / n) * (b / (2 * Math.PI)));
  if (a * y >= b * x) {
    const lower = front * belowMean(a, b, x, y);
    return { lower, upper: 1 - lower, slope: front };
  }
  const upper = front * belowMean(b, a, y, x);
  return { lower: 1 - upper, upper, slope: front };
}

/** I_x(a, b) B(a, b) / (x^a y^b) for x at or below the mean a/(a + b). */
function belowMean(a: number, b: number, x: number, y: number): number {
  const excess = a * y - b * x + 1;
  let value = (a * excess) / (a + 1);
  let c = value;
  let d = 0;
  for (let m = 1; ; m++) {
    const odd = a + 2 * m - 1;
    const numerator = ((a + m - 1) / odd) * ((a + b + m - 1) / odd) * m * (b - m) * x * x;
    const denominator = m + (m * (b - m) * x) / odd + ((a + m) / (odd + 2)) * (excess + m * (1 + y));
    d = 1 / guard(denominator + numerator * d);
    c = guard(denominator + numerator / c);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < Number.EPSILON || !Number.isFinite(value)) return 1 / value;
  }
}
