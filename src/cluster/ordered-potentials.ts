import { fusedMultiplyAdd } from "../core/fused-multiply-add.js";

/**
 * What candidates leave: for each the weighted sum of a row of distances, to the last bit of NumPy's product of matrix and vector (OpenBLAS
 * 0.3.31, its Haswell kernels): candidates by fours, then two, then one, each in another order; a single one as a scalar product.
 *
 * @param left shape (m, n), row-major.
 * @param weights shape (n).
 * @returns shape (m).
 */
export function orderedPotentials(left: Float64Array, m: number, weights: Float64Array): Float64Array {
  const n = weights.length;
  const rowOf = (k: number): Float64Array => left.subarray(k * n, (k + 1) * n);
  if (m === 1) return Float64Array.of(scalarProduct(rowOf(0), weights));
  const pairFrom = (m & 2) === 0 ? m : m & ~3;
  return Float64Array.from({ length: m }, (_, k) => {
    const lanes = k >= pairFrom && k < pairFrom + 2 ? 2 : 4;
    return laneProduct(rowOf(k), weights, lanes, k < (m & ~3));
  });
}

/** Rows that the kernels take at a time. */
const BLOCK = 2048;

/** sum + value × weight, rounded once if `fused`. */
function add(sum: number, value: number, weight: number, fused: boolean): number {
  return fused && weight !== 1 ? fusedMultiplyAdd(value, weight, sum) : sum + value * weight;
}

function laneProduct(values: Float64Array, weights: Float64Array, lanes: 2 | 4, fused: boolean): number {
  const whole = values.length & ~3;
  let total = 0;
  for (let from = 0; from < whole; from += BLOCK) {
    const sums = new Float64Array(lanes);
    const end = Math.min(whole, from + BLOCK);
    for (let i = from; i < end; i++) {
      const lane = i & (lanes - 1);
      sums[lane] = add(sums[lane]!, values[i]!, weights[i]!, fused);
    }
    total += lanes === 2 ? sums[0]! + sums[1]! : sums[0]! + sums[2]! + (sums[1]! + sums[3]!);
  }
  let rest = 0;
  for (let i = whole; i < values.length; i++) rest += values[i]! * weights[i]!;
  return total + rest;
}

/** Sixteen sums, of which neighbours are added; the rest in order. */
function scalarProduct(values: Float64Array, weights: Float64Array): number {
  const whole = values.length & ~15;
  const sums = new Float64Array(16);
  for (let i = 0; i < whole; i++) sums[i & 15] = add(sums[i & 15]!, values[i]!, weights[i]!, true);
  for (let width = 2; width < 16; width *= 2)
    for (let k = 0; k < 16; k += 2 * width)
      for (const lane of [0, 1]) sums[k + lane]! += sums[k + width + lane]!;
  let total = sums[0]! + sums[1]!;
  for (let i = whole; i < values.length; i++) total += values[i]! * weights[i]!;
  return total;
}
