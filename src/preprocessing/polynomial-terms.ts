/** Which products of features a polynomial has. */
export interface TermRules {
  readonly minDegree: number;
  readonly maxDegree: number;
  /** Whether every feature occurs at most once in a product. */
  readonly interactionOnly: boolean;
  readonly includeBias: boolean;
}

/**
 * Products of features in the order of their degrees, those of one degree in lexicographic order of their features. A term of degree
 * >= 2 is its first feature times an earlier term, so that each costs one multiplication.
 */
export interface PolynomialTerms {
  /** First feature of each term; -1 for the constant. */
  readonly feature: Int32Array;
  /** Term of the other features; -1 for terms of degree <= 1. */
  readonly rest: Int32Array;
  /** The terms that are asked for; others are only needed on the way. */
  readonly wanted: Int32Array;
}

/** A plan of more terms, or one row of so many columns, would take 128 MB. */
export const MOST_TERMS: number = 2 ** 24;

/** Number of terms that are asked for; Infinity if there are more than {@link MOST_TERMS}. */
export function countTerms(nFeatures: number, rules: TermRules): number {
  let count = rules.includeBias ? 1 : 0;
  for (let degree = Math.max(1, rules.minDegree); degree <= rules.maxDegree; degree++) {
    const n = rules.interactionOnly ? nFeatures : nFeatures + degree - 1;
    if (degree > n) break;
    count += binomial(n, degree);
    if (count > MOST_TERMS) return Number.POSITIVE_INFINITY;
  }
  return count;
}

/** n over k. */
export function binomial(n: number, k: number): number {
  const factors = Math.min(k, n - k);
  let value = 1;
  for (let i = 1; i <= factors; i++) {
    value = (value * (n - factors + i)) / i;
    if (value > Number.MAX_SAFE_INTEGER) return Number.POSITIVE_INFINITY;
  }
  return Math.round(value);
}

/** The terms of a polynomial of `nFeatures` features. */
export function polynomialTerms(nFeatures: number, rules: TermRules): PolynomialTerms {
  const { minDegree, maxDegree, interactionOnly, includeBias } = rules;
  const feature: number[] = [-1];
  const rest: number[] = [-1];
  const wanted: number[] = includeBias ? [0] : [];
  // Terms of the degree before, by first feature: those of feature f are [starts[f], starts[f + 1]).
  let starts: number[] = [];
  for (let degree = 1; degree <= maxDegree; degree++) {
    const begin = feature.length;
    const next: number[] = [];
    for (let f = 0; f < nFeatures; f++) {
      next.push(feature.length);
      if (degree === 1) {
        feature.push(f);
        rest.push(-1);
        continue;
      }
      const first = starts[interactionOnly ? f + 1 : f]!;
      for (let term = first; term < starts[nFeatures]!; term++) {
        feature.push(f);
        rest.push(term);
      }
    }
    next.push(feature.length);
    starts = next;
    if (degree >= minDegree) for (let term = begin; term < feature.length; term++) wanted.push(term);
    if (feature.length === begin) break; // fewer features than factors
  }
  return { feature: Int32Array.from(feature), rest: Int32Array.from(rest), wanted: Int32Array.from(wanted) };
}

/** The features of a term, ascending, as often as they occur. */
export function featuresOf({ feature, rest }: PolynomialTerms, term: number): number[] {
  const features: number[] = [];
  for (let at = term; at >= 0 && feature[at]! >= 0; at = rest[at]!) features.push(feature[at]!);
  return features;
}
