import { pairwiseSum } from "../core/pairwise-sum.js";
import type { NeighborIndices } from "./neighbor-table.js";

/**
 * Most voted class of each query, shape (queries); of equally voted ones the first.
 *
 * @param codes class of each training sample.
 * @param weights shape (queries, k); undefined: one vote each.
 */
export function mostVoted(
  table: NeighborIndices,
  codes: Int32Array,
  weights: Float64Array | undefined,
  nClasses: number,
): Int32Array {
  return weights === undefined
    ? countVotes(table, codes, nClasses)
    : weighVotes(table, codes, weights, nClasses);
}

function countVotes(
  { indices, queries, k }: NeighborIndices,
  codes: Int32Array,
  nClasses: number,
): Int32Array {
  const winners = new Int32Array(queries);
  const votes = new Int32Array(nClasses);
  for (let i = 0; i < queries; i++) {
    const start = i * k;
    let most = 0;
    let winner = 0;
    for (let j = start; j < start + k; j++) {
      const code = codes[indices[j]!]!;
      const count = ++votes[code]!;
      if (count > most || (count === most && code < winner)) {
        most = count;
        winner = code;
      }
    }
    winners[i] = winner;
    for (let j = start; j < start + k; j++) votes[codes[indices[j]!]!] = 0;
  }
  return winners;
}

/** Each class sums its weights in NumPy's order, zeros of the other classes between them, so that ties are the same. */
function weighVotes(
  { indices, queries, k }: NeighborIndices,
  codes: Int32Array,
  weights: Float64Array,
  nClasses: number,
): Int32Array {
  const winners = new Int32Array(queries);
  const own = new Float64Array(k);
  for (let i = 0; i < queries; i++) {
    const start = i * k;
    let most = 0;
    for (let code = 0; code < nClasses; code++) {
      let present = false;
      for (let j = 0; j < k; j++) {
        const voted = codes[indices[start + j]!] === code;
        own[j] = voted ? weights[start + j]! : 0;
        present ||= voted;
      }
      if (!present) continue;
      const sum = pairwiseSum(own);
      if (!(sum > most)) continue;
      most = sum;
      winners[i] = code;
    }
  }
  return winners;
}

/** Share of each class in the votes, shape (queries, nClasses). */
export function voteShares(
  { indices, queries, k }: NeighborIndices,
  codes: Int32Array,
  weights: Float64Array | undefined,
  nClasses: number,
): Float64Array {
  const shares = new Float64Array(queries * nClasses);
  for (let i = 0; i < queries; i++) {
    const row = shares.subarray(i * nClasses, (i + 1) * nClasses);
    for (let j = i * k; j < (i + 1) * k; j++) row[codes[indices[j]!]!]! += weights?.[j] ?? 1;
    const total = pairwiseSum(row);
    for (let code = 0; code < nClasses; code++) row[code]! /= total;
  }
  return shares;
}

/** Weighted mean of the neighbours' targets, shape (queries). */
export function meanTargets(
  { indices, queries, k }: NeighborIndices,
  targets: Float64Array,
  weights: Float64Array | undefined,
): Float64Array {
  const means = new Float64Array(queries);
  for (let i = 0; i < queries; i++) {
    let sum = 0;
    let total = 0;
    for (let j = i * k; j < (i + 1) * k; j++) {
      const weight = weights?.[j] ?? 1;
      sum += targets[indices[j]!]! * weight;
      total += weight;
    }
    means[i] = sum / total;
  }
  return means;
}
