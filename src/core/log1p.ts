import { log } from "./log.js";

/**
 * ln(1 + x) without the loss of digits that 1 + x means for small x, within 1 unit in the last place; the same bits in every engine.
 *
 * Method: u = 1 + x rounded, and ln u + (x - (u - 1)) / u.
 *
 * @returns NaN for x < -1, -Infinity for -1.
 * @see Higham (2002), Accuracy and Stability of Numerical Algorithms, section 1.14.1 (Kahan's trick).
 * @example
 * ```ts
 * log1p(1e-20); // => 1e-20
 * ```
 */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1 || !(u > 0) || u === Number.POSITIVE_INFINITY) return u === 1 ? x : log(u);
  const lost = Math.abs(x) < 1 ? x - (u - 1) : 1 - (u - x);
  return log(u) + lost / u;
}
