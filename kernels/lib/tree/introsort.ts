// Introsort with a three-way quicksort, of values with an index carried along. Unstable: which of two equal values comes
// first decides the order of additions in regression, hence the last bits of an impurity, hence, through ties, a tree.
// So the steps (pivot, order of exchanges, cut-offs) are those that scikit-learn's trees take.
// Musser (1997), Introspective sorting and selection algorithms; Bentley & McIlroy (1993), Engineering a sort function.

// 15: below this insertion sort is faster (and the cut-off is part of the order of equal values).
const SMALL: i32 = 15;

@inline
function at<T extends number>(v: usize, i: i32): T {
  return load<T>(v + <usize>i * sizeof<T>());
}

@inline
function put<T extends number>(v: usize, i: i32, x: T): void {
  store<T>(v + <usize>i * sizeof<T>(), x);
}

@inline
function exchange<T extends number>(v: usize, s: usize, i: i32, j: i32): void {
  const x = at<T>(v, i);
  put<T>(v, i, at<T>(v, j));
  put<T>(v, j, x);
  const k = at<i32>(s, i);
  put<i32>(s, i, at<i32>(s, j));
  put<i32>(s, j, k);
}

function insertionSort<T extends number>(v: usize, s: usize, n: i32): void {
  for (let i = 1; i < n; i++) {
    const x = at<T>(v, i);
    const k = at<i32>(s, i);
    let j = i;
    while (j > 0 && at<T>(v, j - 1) > x) {
      put<T>(v, j, at<T>(v, j - 1));
      put<i32>(s, j, at<i32>(s, j - 1));
      j--;
    }
    put<T>(v, j, x);
    put<i32>(s, j, k);
  }
}

function siftDown<T extends number>(v: usize, s: usize, start: i32, end: i32): void {
  let root = start;
  while (true) {
    const child = root * 2 + 1;
    let largest = root;
    if (child < end && at<T>(v, largest) < at<T>(v, child)) largest = child;
    if (child + 1 < end && at<T>(v, largest) < at<T>(v, child + 1)) largest = child + 1;
    if (largest == root) return;
    exchange<T>(v, s, root, largest);
    root = largest;
  }
}

function heapSort<T extends number>(v: usize, s: usize, n: i32): void {
  for (let start = (n - 2) / 2; start >= 0; start--) siftDown<T>(v, s, start, n);
  for (let end = n - 1; end > 0; end--) {
    exchange<T>(v, s, 0, end);
    siftDown<T>(v, s, 0, end);
  }
}

@inline
function medianOfThree<T extends number>(v: usize, n: i32): T {
  const a = at<T>(v, 0);
  const b = at<T>(v, n / 2);
  const c = at<T>(v, n - 1);
  if (a < b) return b < c ? b : a < c ? c : a;
  return b < c ? (a < c ? a : c) : b;
}

function sortWithin<T extends number>(v: usize, s: usize, n: i32, levels: i32): void {
  while (n > SMALL) {
    if (levels <= 0) {
      heapSort<T>(v, s, n);
      return;
    }
    levels--;
    const pivot = medianOfThree<T>(v, n);
    let i = 0;
    let less = 0;
    let greater = n;
    while (i < greater) {
      const x = at<T>(v, i);
      if (x < pivot) {
        exchange<T>(v, s, i, less);
        i++;
        less++;
      } else if (x > pivot) {
        greater--;
        exchange<T>(v, s, i, greater);
      } else {
        i++;
      }
    }
    sortWithin<T>(v, s, less, levels);
    v += <usize>greater * sizeof<T>();
    s += <usize>greater << 2;
    n -= greater;
  }
  insertionSort<T>(v, s, n);
}

/** Sorts n values ascending and moves the i32 indices with them. */
export function introsort<T extends number>(values: usize, indices: usize, n: i32): void {
  if (n == 0) return;
  sortWithin<T>(values, indices, n, 2 * (31 - clz<i32>(n)));
}
