// numpy.argpartition for callers outside the kernels.
import { argPartition } from "./lib/arg-partition";

/**
 * Indices of values such that the kth smallest stands at its place and none behind it is smaller; of equal values as NumPy leaves them.
 *
 * @param values IN (n), none NaN
 * @param scratch 3072 bytes.
 * @param order OUT i32 (n)
 */
export function partitionIndices(values: usize, n: i32, kth: i32, scratch: usize, order: usize): void {
  argPartition(values, order, n, kth, scratch);
}
