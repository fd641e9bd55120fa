import { pairwiseSum } from "../../core/pairwise-sum.js";

// NumPy's block: up to 128 numbers are added in eight running sums.
const BLOCK = 128;

/** Writes the terms of values[from … from + count) into the head of `block`. */
export type TermsOfBlock = (block: Float64Array, from: number, count: number) => void;

/**
 * Sum of terms by halves in the order of `numpy.sum`, without an array of all terms: they are made block by block.
 *
 * Cost: one pass, no memory.
 */
export function sumOfTerms(count: number, terms: TermsOfBlock): number {
  return sumRange(new Float64Array(BLOCK), terms, 0, count);
}

function sumRange(block: Float64Array, terms: TermsOfBlock, from: number, count: number): number {
  if (count <= BLOCK) {
    terms(block, from, count);
    return pairwiseSum(block, 0, count);
  }
  const half = Math.floor(count / 2);
  const first = half - (half % 8);
  return sumRange(block, terms, from, first) + sumRange(block, terms, from + first, count - first);
}
