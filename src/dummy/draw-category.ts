import type { RandomState } from "../core/random-state.js";

/**
 * Draws a category with the given probabilities, as `RandomState.multinomial(1, probabilities)` of NumPy does:
 * one binomial trial a category, by inversion, until one succeeds.
 *
 * @param probabilities shape (nCategories), summing to 1.
 * @see Devroye (1986), Non-Uniform Random Variate Generation, chapter X, section 4.
 */
export function drawCategory(random: RandomState, probabilities: ArrayLike<number>): number {
  const last = probabilities.length - 1;
  let remaining = 1;
  for (let k = 0; k < last; k++) {
    if (succeeds(random, probabilities[k]! / remaining)) return k;
    remaining -= probabilities[k]!;
  }
  return last;
}

/** One trial; NumPy draws the likelier outcome by the lower part of the unit interval. */
function succeeds(random: RandomState, p: number): boolean {
  if (p === 0) return false;
  return p <= 0.5 ? random.random() > 1 - p : random.random() <= 1 - (1 - p);
}
