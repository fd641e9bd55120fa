import type { RandomState } from "../core/random-state.js";
import { ndtr, ndtri } from "../stats/normal-distribution.js";

/**
 * Draws from normal distributions cut off outside [low, high], by the inverse of their distribution function: one uniform number
 * each, as scipy's `truncnorm.rvs`.
 *
 * @param means between low and high.
 * @param stds > 0; one for each mean.
 */
export function drawTruncatedNormal(
  random: RandomState,
  means: Float64Array,
  stds: Float64Array,
  low: number,
  high: number,
): Float64Array {
  const draws = random.random(means.length);
  return means.map((mean, i) => {
    const std = stds[i]!;
    const below = ndtr((low - mean) / std);
    const above = ndtr((mean - high) / std);
    const inside = 1 - below - above;
    // From the nearer tail, where the probability keeps its digits.
    const q = draws[i]!;
    const left = below + q * inside;
    const x = left < 0.5 ? ndtri(left) : -ndtri(above + (1 - q) * inside);
    return Math.min(high, Math.max(low, mean + x * std));
  });
}
