import { fTails } from "./f-distribution.js";
import { searchQuantile } from "./quantile-search.js";

/** P(T <= x) of Student's t distribution with `df` > 0 degrees of freedom; scipy's `t.cdf`. */
export function tCdf(x: number, df: number): number {
  return tSf(-x, df);
}

/** P(T > x) of Student's t distribution, to full relative accuracy however small; scipy's `t.sf`. T² has an F(1, df) distribution. */
export function tSf(x: number, df: number): number {
  const { lower, upper } = fTails(x * x, 1, df);
  return x > 0 ? upper / 2 : 0.5 + lower / 2;
}

/** The x with P(T <= x) = p under Student's t distribution; scipy's `t.ppf`. NaN for p outside [0, 1]. */
export function tPpf(p: number, df: number): number {
  const outside = 2 * Math.min(p, 1 - p);
  const inside = 2 * Math.abs(p - 0.5);
  const size = Math.sqrt(searchQuantile((x) => fTails(x, 1, df), inside, outside, 1));
  return p < 0.5 ? -size : size;
}
