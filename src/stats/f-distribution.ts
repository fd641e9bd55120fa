import { incompleteBeta } from "./incomplete-beta.js";
import type { Tails } from "./incomplete-gamma.js";
import { searchQuantile } from "./quantile-search.js";

/** Both tails of the F distribution at x. */
export function fTails(x: number, dfNumerator: number, dfDenominator: number): Tails {
  const above = dfNumerator * Math.max(x, 0);
  if (above === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0, slope: 0 };
  const total = above + dfDenominator;
  return incompleteBeta(dfNumerator / 2, dfDenominator / 2, above / total, dfDenominator / total);
}

/** P(X <= x) of the F distribution with `dfNumerator` and `dfDenominator` degrees of freedom; scipy's `f.cdf`. */
export function fCdf(x: number, dfNumerator: number, dfDenominator: number): number {
  return fTails(x, dfNumerator, dfDenominator).lower;
}

/** P(X > x) of the F distribution, to full relative accuracy however small; scipy's `f.sf`. */
export function fSf(x: number, dfNumerator: number, dfDenominator: number): number {
  return fTails(x, dfNumerator, dfDenominator).upper;
}

/** The x with P(X <= x) = p under the F distribution; scipy's `f.ppf`. NaN for p outside [0, 1]. */
export function fPpf(p: number, dfNumerator: number, dfDenominator: number): number {
  return searchQuantile((x) => fTails(x, dfNumerator, dfDenominator), p, 1 - p, 1);
}

/** The x with P(X > x) = p under the F distribution; scipy's `f.isf`. NaN for p outside [0, 1]. */
export function fIsf(p: number, dfNumerator: number, dfDenominator: number): number {
  return searchQuantile((x) => fTails(x, dfNumerator, dfDenominator), 1 - p, p, 1);
}
