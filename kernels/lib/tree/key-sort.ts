// Sorts entries by rank; the order of equal ranks is left open.
import { radixSort } from "../radix-sort";
import { entryAt, rankOf, setEntry } from "./entries";

const INSERTION: i32 = 8; // up to so many entries insertion sort is fastest
const MOST_IN_BUCKET: i32 = 24; // with more entries in a bucket insertion takes too long
const RADIX: i32 = 160; // from here on a radix sort pays its histogram
const MOST_BUCKET_BITS: i32 = 13;
const MOST_SPREAD: i32 = 1 << MOST_BUCKET_BITS; // from here on buckets get too many entries for insertion
/** Two to four buckets for each entry: few are shared, so that hardly an entry is out of its place before insertion. */
const BUCKET_BITS_MORE: i32 = 2;

/** Places that {@link sortKeys} needs. */
export const MOST_BUCKETS: i32 = 1 << (MOST_BUCKET_BITS - 1);

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

/** Eight counts with those before them added. */
@inline
function runningCounts(v: v128): v128 {
  const none = i16x8.splat(0);
  v = i16x8.add(v, i8x16.shuffle(none, v, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29));
  v = i16x8.add(v, i8x16.shuffle(none, v, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27));
  return i16x8.add(v, i8x16.shuffle(none, v, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23));
}

/** Turns the counts of buckets into the places where they start; false if one has more than `most` entries. */
@inline
function startBuckets(places: usize, end: usize, most: i32): bool {
  let before = i16x8.splat(0);
  let largest = before;
  for (let at = places; at < end; at += 16) {
    const counts = v128.load(at);
    const sums = i16x8.add(before, runningCounts(counts));
    largest = i16x8.max_u(largest, counts);
    v128.store(at, i16x8.sub(sums, counts));
    before = i8x16.shuffle(sums, sums, 14, 15, 14, 15, 14, 15, 14, 15, 14, 15, 14, 15, 14, 15, 14, 15);
  }
  return !v128.any_true(i16x8.gt_u(largest, i16x8.splat(<i16>most)));
}

/**
 * Sorts by spreading the entries over a few buckets for each of them, by the leading bits of their ranks, and then by
 * insertion. Returns false, with nothing moved, if a bucket gets too many. Knuth (1998), The Art of Computer Programming, volume 3, 5.2.5.
 */
function spread<T extends number>(entries: usize, spare: usize, n: i32, places: usize): bool {
  const bits = rankBits<T>(entries, n);
  const kept = min(bits, min(31 - clz<i32>(n) + BUCKET_BITS_MORE, MOST_BUCKET_BITS));
  const half = <i32>sizeof<T>() << 2;
  const least = <T>lowest << <T>half;
  const shift = <T>(half + bits - kept);
  const last = entries + <usize>n * sizeof<T>();
  const end = places + max<usize>(16, (<usize>2) << <usize>kept);
  for (let at = places; at < end; at += 16) v128.store(at, i16x8.splat(0));
  for (let p = entries; p < last; p += sizeof<T>()) {
    const at = places + (<usize>((load<T>(p) - least) >> shift) << 1);
    store<u16>(at, load<u16>(at) + 1);
  }
  const isRough = kept < bits;
  if (!startBuckets(places, end, isRough ? MOST_IN_BUCKET : MOST_SPREAD)) return false;
  for (let p = entries; p < last; p += sizeof<T>()) {
    const e = load<T>(p);
    const at = places + (<usize>((e - least) >> shift) << 1);
    const to = load<u16>(at);
    setEntry<T>(spare, to, e);
    store<u16>(at, to + 1);
  }
  if (isRough) insertion<T>(spare, n);
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
