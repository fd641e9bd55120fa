// Sorts entries by rank; the order of equal ranks is left open.
import { radixSort } from "../radix-sort";
import { entryAt, setEntry } from "./entries";

const INSERTION: i32 = 24; // below this insertion sort is fastest
const RADIX: i32 = 160; // from here on a radix sort pays its histogram

function insertion<T extends number>(entries: usize, n: i32): void {
  for (let i = 1; i < n; i++) {
    const e = entryAt<T>(entries, i);
    let j = i;
    while (j > 0 && entryAt<T>(entries, j - 1) > e) {
      setEntry<T>(entries, j, entryAt<T>(entries, j - 1));
      j--;
    }
    setEntry<T>(entries, j, e);
  }
}

/** Quicksort with the median of three as pivot; Hoare (1962). Meant for a few dozen entries. */
function quick<T extends number>(entries: usize, n: i32): void {
  while (n > INSERTION) {
    const a = entryAt<T>(entries, 0);
    const b = entryAt<T>(entries, n >> 1);
    const c = entryAt<T>(entries, n - 1);
    const pivot = a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
    let i = 0;
    let j = n - 1;
    while (true) {
      while (entryAt<T>(entries, i) < pivot) i++;
      while (entryAt<T>(entries, j) > pivot) j--;
      if (i >= j) break;
      const e = entryAt<T>(entries, i);
      setEntry<T>(entries, i, entryAt<T>(entries, j));
      setEntry<T>(entries, j, e);
      i++;
      j--;
    }
    quick<T>(entries, i);
    entries += <usize>i * sizeof<T>();
    n -= i;
  }
  insertion<T>(entries, n);
}

/** Sorts n entries whose ranks are below `ranks`; returns where they are then: `entries` or `spare`. */
export function sortKeys<T extends number>(
  entries: usize,
  spare: usize,
  n: i32,
  ranks: i32,
  histogram: usize,
): usize {
  if (n >= RADIX && ranks > 1) {
    const rankByte = <i32>sizeof<T>() >> 1; // the rank is the upper half
    return radixSort<T>(entries, spare, n, rankByte, rankByte + ((39 - clz<i32>(ranks - 1)) >> 3), histogram);
  }
  quick<T>(entries, n);
  return entries;
}
