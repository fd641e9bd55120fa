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

const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;

/**
 * Rows of the codes that are not negative, from the smallest code to the largest; equal ones keep their order.
 * Least-significant-digit radix sort, 11 bits a pass.
 *
 * @param count bound of the codes, at most 2^31.
 */
export function sortCodes(codes: Int8Array | Int16Array | Int32Array, count: number): Int32Array {
  let rows = new Int32Array(codes.length);
  let n = 0;
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) rows[n++] = i;
  rows = rows.subarray(0, n);
  let keys = new Int32Array(n);
  for (let k = 0; k < n; k++) keys[k] = codes[rows[k]!]!;
  let toRows = new Int32Array(n);
  let toKeys = new Int32Array(n);
  for (let shift = 0; shift < 31 && count > 2 ** shift; shift += DIGIT_BITS) {
    const starts = digitStarts(keys, shift);
    for (let k = 0; k < n; k++) {
      const at = starts[(keys[k]! >>> shift) & (BUCKETS - 1)]!++;
      toRows[at] = rows[k]!;
      toKeys[at] = keys[k]!;
    }
    [rows, toRows] = [toRows, rows];
    [keys, toKeys] = [toKeys, keys];
  }
  return rows;
}

function digitStarts(keys: Int32Array, shift: number): Int32Array {
  const starts = new Int32Array(BUCKETS);
  for (let k = 0; k < keys.length; k++) starts[(keys[k]! >>> shift) & (BUCKETS - 1)]!++;
  let start = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const size = starts[bucket]!;
    starts[bucket] = start;
    start += size;
  }
  return starts;
}
