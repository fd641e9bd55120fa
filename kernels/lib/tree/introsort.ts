// Introsort with a three-way quicksort. Unstable: which of two equal keys comes first decides the order of additions in regression, hence the last
// bits of an impurity, hence, through ties, a tree. So the steps (pivot, order of exchanges, cut-offs) are those that scikit-learn's trees take.
// Musser (1997), Introspective sorting and selection algorithms; Bentley & McIlroy (1993), Engineering a sort function.
//
// It sorts f64 values with an i32 index each, at `side`; or entries, u64, whose upper half is a key and whose lower half moves along: then `side` is a
// scratch of SORT_SCRATCH bytes.

/** Up to so many insertion sort is faster; the number is part of the order of equal values. */
export const MOST_INSERTED: i32 = 15;
/** Bytes of scratch for sorting entries. */
export const SORT_SCRATCH: usize = 16 * (4 + 8);

@inline
function at<T extends number>(v: usize, i: i32): T {
  return load<T>(v + (<usize>i << 3));
}

@inline
function put<T extends number>(v: usize, i: i32, x: T): void {
  store<T>(v + (<usize>i << 3), x);
}

@inline
function isBelow<T extends number>(a: T, b: T): bool {
  return isInteger<T>() ? <u64>a >> 32 < <u64>b >> 32 : a < b;
}

@inline
function exchangeIndices<T extends number>(side: usize, i: i32, j: i32): void {
  if (isInteger<T>()) return;
  const a = side + (<usize>i << 2);
  const b = side + (<usize>j << 2);
  const k = load<i32>(a);
  store<i32>(a, load<i32>(b));
  store<i32>(b, k);
}

@inline
function exchange<T extends number>(v: usize, side: usize, i: i32, j: i32): void {
  const x = at<T>(v, i);
  put<T>(v, i, at<T>(v, j));
  put<T>(v, j, x);
  exchangeIndices<T>(side, i, j);
}

function insertionSort(v: usize, side: usize, n: i32): void {
  for (let i = 1; i < n; i++) {
    const x = at<f64>(v, i);
    const k = load<i32>(side + (<usize>i << 2));
    let j = i;
    while (j > 0 && at<f64>(v, j - 1) > x) {
      put<f64>(v, j, at<f64>(v, j - 1));
      store<i32>(side + (<usize>j << 2), load<i32>(side + (<usize>(j - 1) << 2)));
      j--;
    }
    put<f64>(v, j, x);
    store<i32>(side + (<usize>j << 2), k);
  }
}

/** What insertion sort makes of up to MOST_INSERTED entries, without branches: the place of each is the number of those that belong before it. */
function placeEntries(v: usize, scratch: usize, n: i32): void {
  const sorted = scratch + 16 * 4;
  const blocks = (n + 3) >> 2;
  v128.store(scratch + (<usize>(blocks - 1) << 4), i32x4.splat(i32.MAX_VALUE));
  // Keys as signed integers, which vectors compare as quickly.
  for (let i = 0; i < n; i++) store<u32>(scratch + (<usize>i << 2), <u32>(at<u64>(v, i) >> 32) ^ 0x80000000);
  for (let i = 0; i < n; i++) {
    const key = v128.load32_splat(scratch + (<usize>i << 2));
    let below = 0;
    let equal = 0;
    for (let b = 0; b < blocks; b++) {
      const four = v128.load(scratch + (<usize>b << 4));
      below |= i32x4.bitmask(i32x4.lt_s(four, key)) << (b << 2);
      equal |= i32x4.bitmask(i32x4.eq(four, key)) << (b << 2);
    }
    put<u64>(sorted, popcnt<i32>(below) + popcnt<i32>(equal & ((1 << i) - 1)), at<u64>(v, i));
  }
  memory.copy(v, sorted, <usize>n << 3);
}

function siftDown<T extends number>(v: usize, side: usize, start: i32, end: i32): void {
  let root = start;
  while (true) {
    const child = root * 2 + 1;
    let largest = root;
    if (child < end && isBelow<T>(at<T>(v, largest), at<T>(v, child))) largest = child;
    if (child + 1 < end && isBelow<T>(at<T>(v, largest), at<T>(v, child + 1))) largest = child + 1;
    if (largest == root) return;
    exchange<T>(v, side, root, largest);
    root = largest;
  }
}

function heapSort<T extends number>(v: usize, side: usize, n: i32): void {
  for (let start = (n - 2) / 2; start >= 0; start--) siftDown<T>(v, side, start, n);
  for (let end = n - 1; end > 0; end--) {
    exchange<T>(v, side, 0, end);
    siftDown<T>(v, side, 0, end);
  }
}

@inline
function medianOfThree<T extends number>(v: usize, n: i32): T {
  const a = at<T>(v, 0);
  const b = at<T>(v, n / 2);
  const c = at<T>(v, n - 1);
  if (isBelow<T>(a, b)) return isBelow<T>(b, c) ? b : isBelow<T>(a, c) ? c : a;
  return isBelow<T>(b, c) ? (isBelow<T>(a, c) ? a : c) : b;
}

function sortWithin<T extends number>(v: usize, side: usize, n: i32, levels: i32): void {
  while (n > MOST_INSERTED) {
    if (levels <= 0) {
      heapSort<T>(v, side, n);
      return;
    }
    levels--;
    const pivot = medianOfThree<T>(v, n);
    let i = 0;
    let less = 0;
    let greater = n;
    // Without branches, which are hard to foretell here: an element that is neither less nor greater changes places with itself.
    while (i < greater) {
      const x = at<T>(v, i);
      const isLess = i32(isBelow<T>(x, pivot));
      const isMore = i32(isBelow<T>(pivot, x));
      greater -= isMore;
      const to = i + ((greater - i) & -isMore) + ((less - i) & -isLess);
      put<T>(v, i, at<T>(v, to));
      put<T>(v, to, x);
      exchangeIndices<T>(side, i, to);
      less += isLess;
      i += 1 - isMore;
    }
    sortWithin<T>(v, side, less, levels);
    v += <usize>greater << 3;
    if (isFloat<T>()) side += <usize>greater << 2;
    n -= greater;
  }
  if (isInteger<T>()) placeEntries(v, side, n);
  else insertionSort(v, side, n);
}

/** Sorts n values, or entries by their keys, ascending. */
export function introsort<T extends number>(v: usize, side: usize, n: i32): void {
  if (n == 0) return;
  sortWithin<T>(v, side, n, 2 * (31 - clz<i32>(n)));
}
