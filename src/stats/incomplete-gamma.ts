import { exp } from "../core/exp.js";
import { expMinusDeviances } from "./deviance.js";
import { stirlingError } from "./stirling-error.js";

/** A probability and its complement, each to full relative accuracy, and what the derivative is made of. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
  /** Derivative of `lower` by the logarithm of the variable: x times the density. */
  readonly slope: number;
}

/** Least magnitude that the continued fraction of Lentz divides by. */
const TINY = 1e-300;

/**
 * Regularised incomplete gamma functions P(a, x) = γ(a, x)/Γ(a) and Q = 1 - P, for a > 0; scipy's `gammainc` and `gammaincc`.
 *
 * The power series below the mean, whose terms are positive, and Legendre's continued fraction above it; x^a e^-x / Γ(a + 1) about its
 * maximum in Loader's form. Cost: about √a steps.
 *
 * @see DLMF 8.11.4, 8.9.2; Lentz (1976), doi:10.1364/AO.15.000668.
 */
export function incompleteGamma(a: number, x: number): Tails {
  if (Number.isNaN(a) || Number.isNaN(x)) return { lower: Number.NaN, upper: Number.NaN, slope: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1, slope: 0 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0, slope: 0 };
  const front = (expMinusDeviances([a, x]) * exp(-stirlingError(a))) / Math.sqrt(2 * Math.PI * a);
  const slope = front * a;
  if (x < Math.max(a, 1)) {
    const lower = front * lowerSeries(a, x);
    return { lower, upper: 1 - lower, slope };
  }
  const upper = slope * upperFraction(a, x);
  return { lower: 1 - upper, upper, slope };
}

/** 1 + x/(a + 1) + x²/((a + 1)(a + 2)) + … */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-18; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** 1/(x + 1 - a - 1 (1 - a)/(x + 3 - a - 2 (2 - a)/(x + 5 - a - …))) */
function upperFraction(a: number, x: number): number {
  let b = x - a + 1;
  let c = 1 / TINY;
  let d = 1 / b;
  let value = d;
  for (let n = 1; ; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / guard(numerator * d + b);
    c = guard(b + numerator / c);
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < Number.EPSILON || !Number.isFinite(value)) return value;
  }
}

/** Keeps a divisor of a continued fraction from zero. */
export function guard(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
