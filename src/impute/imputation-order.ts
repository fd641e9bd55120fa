import type { RandomState } from "../core/random-state.js";

/** In which order features are imputed. */
export type ImputationOrder = "ascending" | "descending" | "roman" | "arabic" | "random";

/**
 * Positions of the features in the order in which they are imputed; "random" shuffles them.
 *
 * @param missing number of missing values of each feature.
 * @param skipComplete whether features without a missing value are left out.
 */
export function orderFeatures(
  missing: Int32Array,
  order: ImputationOrder,
  skipComplete: boolean,
  random: RandomState,
): Int32Array {
  const listed = Int32Array.from(missing.keys()).filter((j) => !skipComplete || missing[j]! > 0);
  if (order === "random") random.shuffle(listed);
  if (order === "ascending" || order === "descending")
    listed.sort((a, b) => missing[a]! - missing[b]! || a - b);
  return order === "arabic" || order === "descending" ? listed.reverse() : listed;
}

/** Least probability of a neighbour, before scaling: every feature has a chance. */
const EXPLORATION = 1e-6;

/**
 * Probabilities of drawing each feature as a predictor of another, shape (d, d), column j for feature j: proportional to the
 * absolute correlations, 0 for itself.
 *
 * @param Z shape (n, d), row-major, complete.
 */
export function neighborProbabilities(Z: Float64Array, d: number): Float64Array {
  const n = Z.length / d;
  const means = new Float64Array(d);
  for (let p = 0; p < Z.length; ) for (let j = 0; j < d; j++) means[j]! += Z[p++]!;
  for (let j = 0; j < d; j++) means[j]! /= n;
  const products = new Float64Array(d * d);
  const centred = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) centred[j] = Z[i * d + j]! - means[j]!;
    for (let j = 0; j < d; j++) {
      const value = centred[j]!;
      for (let k = 0; k <= j; k++) products[j * d + k]! += value * centred[k]!;
    }
  }
  const out = new Float64Array(d * d);
  for (let j = 0; j < d; j++) {
    for (let k = 0; k < j; k++) {
      const scale = Math.sqrt(products[j * d + j]!) * Math.sqrt(products[k * d + k]!);
      const correlation = Math.min(1, Math.abs(products[j * d + k]! / scale));
      out[j * d + k] = Number.isNaN(correlation) ? EXPLORATION : Math.max(EXPLORATION, correlation);
      out[k * d + j] = out[j * d + k]!;
    }
  }
  for (let j = 0; j < d; j++) {
    let sum = 0;
    for (let i = 0; i < d; i++) sum += out[i * d + j]!;
    if (sum > 0) for (let i = 0; i < d; i++) out[i * d + j]! /= sum;
  }
  return out;
}

/** The features that predict feature j: all others, or `count` of them drawn by their probabilities. */
export function neighborFeatures(
  j: number,
  d: number,
  count: number | null,
  probabilities: Float64Array | undefined,
  random: RandomState,
): Int32Array {
  if (probabilities === undefined || count === null)
    return Int32Array.from({ length: d - 1 }, (_, k) => (k < j ? k : k + 1));
  const p = Float64Array.from({ length: d }, (_, i) => probabilities[i * d + j]!);
  return random.choice(d, count, { replace: false, p });
}
