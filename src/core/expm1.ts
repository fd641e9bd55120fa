import { exp } from "./exp.js";
import { log } from "./log.js";

/** Beyond it eˣ - 1 loses less than a bit; below its negative, too. */
const DIRECT = 0.5;

/**
 * eˣ - 1 without the loss of digits that the subtraction means for small x, within 2 units in the last place; the same bits in every
 * engine.
 *
 * Method: for small x, (u - 1) x / ln u with u = eˣ rounded: the error of u cancels.
 *
 * @see Higham (2002), Accuracy and Stability of Numerical Algorithms, section 1.14.1 (Kahan's trick).
 * @example
 * ```ts
 * expm1(1e-20); // => 1e-20
 * ```
 */
export function expm1(x: number): number {
  const u = exp(x);
  if (x > DIRECT || x < -DIRECT) return u - 1;
  if (u === 1) return x;
  return ((u - 1) * x) / log(u);
}
