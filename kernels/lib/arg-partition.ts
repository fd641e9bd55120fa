// The order in which numpy's argpartition and argsort leave doubles, equal ones among them, on a processor with vectors of four doubles:
// quicksort by vectors of four (Bramas 2017), sorting networks (Batcher 1968) below 257 elements, introsort (Musser 1997) where the
// pivots fail. Up to 256 elements the order is that of any processor.

// A bitonic network sorts that many elements.
const NETWORK: i32 = 256;
// Elements that a pass of the partition loads at a time, and those of a vector.
const LOADED: i32 = 16;
const VECTOR: i32 = 4;
// Below this many elements introsort leaves the rest to insertion.
const INSERTED: i32 = 16;

/** Bytes of scratch that {@link argPartition} and {@link argSort} want: keys and indices of a network. */
export const ARG_PARTITION_SCRATCH: usize = <usize>NETWORK * 12;

// @ts-ignore: decorator
@inline
function at(order: usize, i: i32): usize {
  return order + (<usize>i << 2);
}

// @ts-ignore: decorator
@inline
function keyAt(keys: usize, order: usize, i: i32): f64 {
  return load<f64>(keys + (<usize>load<i32>(at(order, i)) << 3));
}

// @ts-ignore: decorator
@inline
function swap(order: usize, i: i32, j: i32): void {
  const index = load<i32>(at(order, i));
  store<i32>(at(order, i), load<i32>(at(order, j)));
  store<i32>(at(order, j), index);
}

// Exchanges the elements i < j of a network where they are out of order; equal ones stay.
// @ts-ignore: decorator
@inline
function compare(values: usize, ids: usize, i: i32, j: i32): void {
  const a = load<f64>(values + (<usize>i << 3));
  const b = load<f64>(values + (<usize>j << 3));
  if (!(a > b)) return;
  store<f64>(values + (<usize>i << 3), b);
  store<f64>(values + (<usize>j << 3), a);
  swap(ids, i, j);
}

// Batcher's bitonic sorter: runs of 2, 4, 8 ... elements, each merged with its mirror image first.
function sortByNetwork(keys: usize, order: usize, n: i32, scratch: usize): void {
  const values = scratch;
  const ids = scratch + (<usize>NETWORK << 3);
  let size = VECTOR;
  while (size < n) size <<= 1;
  for (let i = 0; i < n; i++) {
    store<f64>(values + (<usize>i << 3), keyAt(keys, order, i));
    store<i32>(at(ids, i), load<i32>(at(order, i)));
  }
  for (let i = n; i < size; i++) store<f64>(values + (<usize>i << 3), Infinity);
  for (let run = 2; run <= size; run <<= 1) {
    for (let from = 0; from < size; from += run) {
      for (let i = from, j = from + run - 1; i < j; i++, j--) compare(values, ids, i, j);
    }
    for (let step = run >> 2; step > 0; step >>= 1) {
      for (let from = 0; from < size; from += 2 * step) {
        for (let i = from; i < from + step; i++) compare(values, ids, i, i + step);
      }
    }
  }
  memory.copy(order, ids, <usize>n << 2);
}

// Moves the median of the elements after the first, in the middle and last to the first place.
function medianToFirst(keys: usize, order: usize, first: i32, end: i32): void {
  const middle = first + ((end - first) >> 1);
  const a = keyAt(keys, order, first + 1);
  const b = keyAt(keys, order, middle);
  const c = keyAt(keys, order, end - 1);
  let median: i32;
  if (a < b) median = b < c ? middle : a < c ? end - 1 : first + 1;
  else median = a < c ? first + 1 : b < c ? end - 1 : middle;
  swap(order, first, median);
}

function quicksortLongRuns(keys: usize, order: usize, first: i32, end: i32): void {
  while (end - first > INSERTED) {
    medianToFirst(keys, order, first, end);
    const pivot = keyAt(keys, order, first);
    let i = first + 1;
    let j = end;
    while (true) {
      while (keyAt(keys, order, i) < pivot) i++;
      do j--; while (pivot < keyAt(keys, order, j));
      if (i >= j) break;
      swap(order, i, j);
      i++;
    }
    quicksortLongRuns(keys, order, i, end);
    end = i;
  }
}

function introsort(keys: usize, order: usize, left: i32, end: i32): void {
  quicksortLongRuns(keys, order, left, end);
  for (let i = left + 1; i < end; i++) {
    const index = load<i32>(at(order, i));
    const key = load<f64>(keys + (<usize>index << 3));
    let j = i;
    for (; j > left && key < keyAt(keys, order, j - 1); j--)
      store<i32>(at(order, j), load<i32>(at(order, j - 1)));
    store<i32>(at(order, j), index);
  }
}

// The third smallest of four elements that lie a quarter apart.
function pivotOf(keys: usize, order: usize, left: i32, right: i32): f64 {
  const apart = (right - left) / 4;
  const a = keyAt(keys, order, left + apart);
  const b = keyAt(keys, order, left + 2 * apart);
  const c = keyAt(keys, order, left + 3 * apart);
  const d = keyAt(keys, order, left + 4 * apart);
  return max(min(max(a, b), max(c, d)), max(min(a, b), min(c, d)));
}

// Stores sixteen loaded indices: of each vector those below the pivot from `low` on, the others, turned round, up to `high`. Returns how
// many lie below.
function storeSides(keys: usize, loaded: usize, pivot: f64, order: usize, low: i32, high: i32): i32 {
  let below = 0;
  for (let i = 0; i < LOADED; i++) {
    const index = load<i32>(at(loaded, i));
    if (load<f64>(keys + (<usize>index << 3)) < pivot) store<i32>(at(order, low + below++), index);
    else store<i32>(at(order, --high), index);
  }
  return below;
}

// Brings what is below the pivot before what is not, and returns where that begins.
function partition(keys: usize, order: usize, left: i32, right: i32, pivot: f64, scratch: usize): i32 {
  for (let i = (right - left) % LOADED; i > 0; i--) {
    if (keyAt(keys, order, left) < pivot) left++;
    else swap(order, left, --right);
  }
  if (left == right) return left;
  const bytes = <usize>LOADED << 2;
  const first = scratch;
  const last = scratch + bytes;
  const loaded = scratch + 2 * bytes;
  memory.copy(first, at(order, left), bytes);
  memory.copy(last, at(order, right - LOADED), bytes);
  let low = left;
  let high = right;
  left += LOADED;
  right -= LOADED;
  while (left != right) {
    let from = left;
    if (high - right < left - low) {
      right -= LOADED;
      from = right;
    } else left += LOADED;
    memory.copy(loaded, at(order, from), bytes);
    const below = storeSides(keys, loaded, pivot, order, low, high);
    low += below;
    high -= LOADED - below;
  }
  const below = storeSides(keys, first, pivot, order, low, high);
  low += below;
  high -= LOADED - below;
  return low + storeSides(keys, last, pivot, order, low, high);
}

// Sorts [left, right]; with a place to find (kth >= 0) only the part about it.
function arrange(keys: usize, order: usize, kth: i32, left: i32, right: i32, rounds: i32, scratch: usize): void {
  while (true) {
    if (rounds-- <= 0) {
      introsort(keys, order, left, right + 1);
      return;
    }
    if (right + 1 - left <= NETWORK) {
      sortByNetwork(keys, at(order, left), right + 1 - left, scratch);
      return;
    }
    let smallest = keyAt(keys, order, left);
    let biggest = smallest;
    for (let i = left + 1; i <= right; i++) {
      const key = keyAt(keys, order, i);
      smallest = min(smallest, key);
      biggest = max(biggest, key);
    }
    const pivot = pivotOf(keys, order, left, right);
    const border = partition(keys, order, left, right + 1, pivot, scratch);
    const before = pivot != smallest;
    const after = pivot != biggest;
    if (kth >= 0 ? before && kth < border : before && !after) right = border - 1;
    else if (kth >= 0 ? after && kth >= border : after) {
      if (kth < 0 && before) arrange(keys, order, kth, left, border - 1, rounds, scratch);
      left = border;
    } else return;
  }
}

// @ts-ignore: decorator
@inline
function roundsFor(n: i32): i32 {
  return 2 * (31 - clz(n));
}

/**
 * Indices of keys such that the kth smallest stands at its place and none behind it is smaller.
 *
 * @param keys IN f64 (n), none NaN
 * @param order OUT i32 (n)
 * @param scratch ARG_PARTITION_SCRATCH bytes
 */
export function argPartition(keys: usize, order: usize, n: i32, kth: i32, scratch: usize): void {
  for (let i = 0; i < n; i++) store<i32>(at(order, i), i);
  if (n > 1) arrange(keys, order, kth, 0, n - 1, roundsFor(n), scratch);
}

/**
 * Indices that sort the keys.
 *
 * @param keys IN f64 (n), none NaN
 * @param order OUT i32 (n)
 * @param scratch ARG_PARTITION_SCRATCH bytes
 */
export function argSort(keys: usize, order: usize, n: i32, scratch: usize): void {
  let sorted = true;
  for (let i = 0; i < n; i++) {
    store<i32>(at(order, i), i);
    if (i > 0 && load<f64>(keys + (<usize>i << 3)) < load<f64>(keys + (<usize>(i - 1) << 3))) sorted = false;
  }
  if (!sorted) arrange(keys, order, -1, 0, n - 1, roundsFor(n), scratch);
}
