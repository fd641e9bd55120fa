import { pairwiseSum } from "../core/pairwise-sum.js";
import type { CategoryCodes } from "./category-table.js";

/**
 * Squared differences of categories by what they tell of the classes: (Σ_c |P(c | a) - P(c | b)|)² for categories a and b of one
 * column.
 *
 * @param classes class of each row.
 * @returns shape (nCategories, nCategories).
 * @see Stanfill & Waltz (1986), Toward memory-based reasoning, CACM 29(12), with k = 1 and r = 2.
 */
export function valueDifferences(
  { codes, nCategories }: CategoryCodes,
  classes: Int32Array,
  nClasses: number,
): Float64Array {
  const shares = new Float64Array(nCategories * nClasses);
  const totals = new Float64Array(nCategories);
  for (let i = 0; i < codes.length; i++) {
    shares[codes[i]! * nClasses + classes[i]!]!++;
    totals[codes[i]!]!++;
  }
  for (let p = 0; p < shares.length; p++) {
    const total = totals[Math.floor(p / nClasses)]!;
    shares[p] = total === 0 ? 0 : shares[p]! / total;
  }
  const out = new Float64Array(nCategories * nCategories);
  const terms = new Float64Array(nClasses);
  for (let a = 0; a < nCategories; a++) {
    for (let b = 0; b < nCategories; b++) {
      for (let c = 0; c < nClasses; c++)
        terms[c] = Math.abs(shares[b * nClasses + c]! - shares[a * nClasses + c]!);
      const sum = pairwiseSum(terms);
      out[a * nCategories + b] = sum * sum;
    }
  }
  return out;
}
