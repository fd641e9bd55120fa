import { sortDescending } from "../core/radix-sort.js";

/**
 * Positions of numbers from the smallest to the largest; equal ones (-0 and 0 too) keep their order.
 *
 * @param values free of NaN.
 */
export function sortAscending(values: Float64Array): Int32Array {
  return sortDescending(values.map((value) => -value)).order;
}

/** Positions of numbers from the largest to the smallest; equal ones keep their order. */
export function sortDescendingOrder(values: Float64Array): Int32Array {
  return sortDescending(values).order;
}
