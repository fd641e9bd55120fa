import { incompleteGamma } from "./incomplete-gamma.js";
import { ndtri } from "./normal-distribution.js";
import { searchQuantile } from "./quantile-search.js";

/** P(X <= x) of the χ² distribution with `df` > 0 degrees of freedom; scipy's `chi2.cdf`. */
export function chiSquaredCdf(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2).lower;
}

/** P(X > x) of the χ² distribution, to full relative accuracy however small; scipy's `chi2.sf`. */
export function chiSquaredSf(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2).upper;
}

/** The x with P(X <= x) = p under the χ² distribution; scipy's `chi2.ppf`. NaN for p outside [0, 1]. */
export function chiSquaredPpf(p: number, df: number): number {
  return quantile(p, 1 - p, df);
}

/** The x with P(X > x) = p under the χ² distribution; scipy's `chi2.isf`. NaN for p outside [0, 1]. */
export function chiSquaredIsf(p: number, df: number): number {
  return quantile(1 - p, p, df);
}

function quantile(lower: number, upper: number, df: number): number {
  // Wilson & Hilferty (1931): the cube root is nearly normal.
  const z = lower < upper ? ndtri(lower) : -ndtri(upper);
  const root = 1 - 2 / (9 * df) + z * Math.sqrt(2 / (9 * df));
  const start = df * Math.max(root * root * root, 1e-3) || df;
  return searchQuantile(
    (x) => incompleteGamma(df / 2, x / 2),
    lower,
    upper,
    Number.isFinite(start) ? start : df,
  );
}
