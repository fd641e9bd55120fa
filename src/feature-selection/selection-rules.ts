import { quantiles } from "../core/quantile.js";

/** Scores with NaN as the least of all numbers, so that they can be compared. */
function comparable(scores: Float64Array): Float64Array {
  return scores.map((score) => (Number.isNaN(score) ? -Number.MAX_VALUE : score));
}

/** The k greatest scores; of equal ones the later features, as a stable ascending sort leaves them. */
export function kBest(scores: Float64Array, k: number): boolean[] {
  const values = comparable(scores);
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
  const support = new Array<boolean>(scores.length).fill(false);
  for (const j of order.slice(Math.max(0, order.length - k))) support[j] = true;
  return support;
}

/**
 * The scores above the (100 - percentile)-th percentile, and of those that equal it the first, up to the whole number of features that
 * the share allows.
 */
export function bestPercentile(scores: Float64Array, percentile: number): boolean[] {
  if (percentile === 0 || percentile === 100)
    return new Array<boolean>(scores.length).fill(percentile === 100);
  const values = comparable(scores);
  const threshold = quantiles(values.slice(), [(100 - percentile) / 100])[0]!;
  const support = Array.from(values, (value) => value > threshold);
  const ties = [...values.keys()].filter((j) => values[j] === threshold);
  const most = Math.floor((scores.length * percentile) / 100);
  const above = support.filter(Boolean).length;
  for (const j of ties.slice(0, most - above)) support[j] = true;
  return support;
}

/** p-values below alpha: each feature has that chance to be kept for nothing. */
export function falsePositiveRate(pvalues: Float64Array, alpha: number): boolean[] {
  return Array.from(pvalues, (p) => p < alpha);
}

/**
 * p-values up to the largest that does not exceed alpha · rank / n: the expected share of features kept for nothing is at most alpha.
 *
 * @see Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.
 */
export function falseDiscoveryRate(pvalues: Float64Array, alpha: number): boolean[] {
  const sorted = pvalues.slice().sort();
  const n = pvalues.length;
  let bound = Number.NEGATIVE_INFINITY;
  for (let rank = 1; rank <= n; rank++)
    if (sorted[rank - 1]! <= (alpha / n) * rank) bound = sorted[rank - 1]!;
  return Array.from(pvalues, (p) => p <= bound);
}

/** p-values below alpha / n: the chance that any feature is kept for nothing is at most alpha (Bonferroni). */
export function familyWiseError(pvalues: Float64Array, alpha: number): boolean[] {
  return Array.from(pvalues, (p) => p < alpha / pvalues.length);
}
