import { exp } from "../core/exp.js";
import { log } from "../core/log.js";
import type { Tails } from "./incomplete-gamma.js";

/** More steps than any search has been seen to need. */
const MOST_STEPS = 500;

/**
 * The x > 0 at which a distribution on (0, ∞) has the given tails: Newton's method for the logarithm of the smaller tail as a function of ln x,
 * kept inside a bracket. Cost: 5 to 10 evaluations.
 *
 * @param tailsAt the distribution.
 * @param lower probability below x.
 * @param upper probability above x, 1 - lower; the smaller of the two is met.
 * @param start first guess, > 0.
 */
export function searchQuantile(
  tailsAt: (x: number) => Tails,
  lower: number,
  upper: number,
  start: number,
): number {
  if (!(lower >= 0 && upper >= 0)) return Number.NaN;
  if (lower === 0) return 0;
  if (upper === 0) return Number.POSITIVE_INFINITY;
  const below = lower <= upper;
  const target = below ? lower : upper;
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let x = start;
  for (let step = 0; step < MOST_STEPS; step++) {
    const tails = tailsAt(x);
    const tail = below ? tails.lower : tails.upper;
    const tooLow = below ? tail < target : tail > target;
    if (tooLow) low = x;
    else high = x;
    const move = ((below ? 1 : -1) * log(target / tail) * tail) / tails.slope;
    let next = Number.isFinite(move) && Math.abs(move) < 20 ? x * exp(move) : Number.NaN;
    if (Math.abs(next - x) <= 2 * Number.EPSILON * x) return next;
    if (!(next > low && next < high)) next = middle(low, high, x);
    if (next === x || next === 0 || next === Number.POSITIVE_INFINITY) return next;
    x = next;
  }
  return x;
}

/** Middle of a bracket on the logarithmic scale; where a side is still open, a step outwards. */
function middle(low: number, high: number, x: number): number {
  if (low === 0) return x / 16;
  if (high === Number.POSITIVE_INFINITY) return x * 16;
  return Math.sqrt(low) * Math.sqrt(high);
}
