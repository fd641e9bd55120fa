// Sorts entries by rank; the order of equal ranks is left open.
import { radixSort } from "../radix-sort";
import { entryAt, rankOf, setEntry } from "./entries";

const INSERTION: i32 = 24; // below this insertion sort is fastest
const RADIX: i32 = 160; // from here on a radix sort pays its histogram
const MOST_BUCKET_BITS: i32 = 11;
const MOST_SPREAD: i32 = 4 << MOST_BUCKET_BITS; // from here on buckets get too many entries for insertion

/** Places that {@link sortKeys} needs. */
export const MOST_BUCKETS: i32 = 1 << MOST_BUCKET_BITS;

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

/** How many bits the ranks of the entries have when counted from the least, which is left in `lowest`. */
@inline
function rankBits<T extends number>(entries: usize, n: i32): i32 {
  let low = entryAt<T>(entries, 0);
  let high = low;
  let p = 1;
  if (sizeof<T>() == 4) {
    let lows = v128.load(entries);
    let highs = lows;
    for (p = 4; p + 4 <= n; p += 4) {
      const v = v128.load(entries + (<usize>p << 2));
      lows = i32x4.min_u(lows, v);
      highs = i32x4.max_u(highs, v);
    }
    lows = i32x4.min_u(lows, v128.shuffle<i32>(lows, lows, 2, 3, 0, 1));
    highs = i32x4.max_u(highs, v128.shuffle<i32>(highs, highs, 2, 3, 0, 1));
    lows = i32x4.min_u(lows, v128.shuffle<i32>(lows, lows, 1, 0, 3, 2));
    highs = i32x4.max_u(highs, v128.shuffle<i32>(highs, highs, 1, 0, 3, 2));
    low = <T>(<u32>i32x4.extract_lane(lows, 0));
    high = <T>(<u32>i32x4.extract_lane(highs, 0));
  }
  for (; p < n; p++) {
    const e = entryAt<T>(entries, p);
    low = e < low ? e : low;
    high = e > high ? e : high;
  }
  lowest = rankOf<T>(low);
  return 32 - clz<i32>(rankOf<T>(high) - lowest);
}

let lowest: u32 = 0; // used within one call of sortKeys only

/**
 * Sorts by spreading the entries over about as many buckets as there are entries, by the leading bits of their ranks, and then by
 * insertion. Returns false, with nothing moved, if a bucket gets too many. Knuth (1998), The Art of Computer Programming, volume 3, 5.2.5.
 */
function spread<T extends number>(entries: usize, spare: usize, n: i32, places: usize): bool {
  const bits = rankBits<T>(entries, n);
  const shift = <u32>max(0, bits - min(31 - clz<i32>(n), MOST_BUCKET_BITS));
  const low = lowest;
  const end = places + (<usize>1 << (<usize>bits - <usize>shift + 2));
  memory.fill(places, 0, end - places);
  for (let p = 0; p < n; p++) {
    const at = places + (<usize>((rankOf<T>(entryAt<T>(entries, p)) - low) >> shift) << 2);
    store<u32>(at, load<u32>(at) + 1);
  }
  let sum: u32 = 0;
  let most: u32 = 0;
  for (let at = places; at < end; at += 4) {
    const count = load<u32>(at);
    store<u32>(at, sum);
    sum += count;
    most = max(most, count);
  }
  if (shift != 0 && most > <u32>INSERTION) return false;
  for (let p = 0; p < n; p++) {
    const e = entryAt<T>(entries, p);
    const at = places + (<usize>((rankOf<T>(e) - low) >> shift) << 2);
    const to = load<u32>(at);
    setEntry<T>(spare, to, e);
    store<u32>(at, to + 1);
  }
  if (shift != 0) insertion<T>(spare, n);
  return true;
}

/** Sorts n entries whose ranks are below `ranks`; returns where they are then: `entries` or `spare`. */
export function sortKeys<T extends number>(
  entries: usize,
  spare: usize,
  n: i32,
  ranks: i32,
  places: usize, // u32 (MOST_BUCKETS)
): usize {
  if (n <= INSERTION) {
    insertion<T>(entries, n);
    return entries;
  }
  if (n <= MOST_SPREAD && spread<T>(entries, spare, n, places)) return spare;
  if (n >= RADIX && ranks > 1) {
    const rankByte = <i32>sizeof<T>() >> 1; // the rank is the upper half
    return radixSort<T>(entries, spare, n, rankByte, rankByte + ((39 - clz<i32>(ranks - 1)) >> 3), places);
  }
  quick<T>(entries, n);
  return entries;
}
