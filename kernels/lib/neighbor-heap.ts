// Bounded max-heaps of (distance, index): the k nearest seen so far. Distances f64[k], indices i32[k], the largest
// distance at position 0. Two orders of equal distances:
// - `push` and `sort` keep scikit-learn's: a later equal distance never enters, and what leaves is what its heap
//   and its introsort let go (sklearn.utils._heap, _sorting; Musser 1997).
// - `pushByIndex` and `sortByIndex` break ties by the lowest index.

/** Empties a heap: every distance Infinity, every index -1. */
export function clearHeap(distances: usize, indices: usize, k: i32): void {
  for (let i = 0; i < k; i++) {
    store<f64>(distances + (<usize>i << 3), Infinity);
    store<i32>(indices + (<usize>i << 2), -1);
  }
}

/** Offers (value, index): it replaces the largest distance if it is smaller. */
export function push(distances: usize, indices: usize, k: i32, value: f64, index: i32): void {
  if (!(value < load<f64>(distances))) return;
  let at = 0;
  while (true) {
    const left = 2 * at + 1;
    const right = left + 1;
    if (left >= k) break;
    const leftValue = load<f64>(distances + (<usize>left << 3));
    let child = left;
    let childValue = leftValue;
    if (right < k) {
      const rightValue = load<f64>(distances + (<usize>right << 3));
      if (!(leftValue >= rightValue)) {
        child = right;
        childValue = rightValue;
      }
    }
    if (!(value < childValue)) break;
    store<f64>(distances + (<usize>at << 3), childValue);
    store<i32>(indices + (<usize>at << 2), load<i32>(indices + (<usize>child << 2)));
    at = child;
  }
  store<f64>(distances + (<usize>at << 3), value);
  store<i32>(indices + (<usize>at << 2), index);
}

// @ts-ignore: decorator
@inline
function swap(distances: usize, indices: usize, a: i32, b: i32): void {
  const pa = distances + (<usize>a << 3);
  const pb = distances + (<usize>b << 3);
  const value = load<f64>(pa);
  store<f64>(pa, load<f64>(pb));
  store<f64>(pb, value);
  const qa = indices + (<usize>a << 2);
  const qb = indices + (<usize>b << 2);
  const index = load<i32>(qa);
  store<i32>(qa, load<i32>(qb));
  store<i32>(qb, index);
}

// @ts-ignore: decorator
@inline
function valueAt(distances: usize, i: i32): f64 {
  return load<f64>(distances + (<usize>i << 3));
}

function insertionSort(distances: usize, indices: usize, n: i32): void {
  for (let i = 1; i < n; i++) {
    const value = valueAt(distances, i);
    const index = load<i32>(indices + (<usize>i << 2));
    let j = i;
    while (j > 0 && valueAt(distances, j - 1) > value) {
      store<f64>(distances + (<usize>j << 3), valueAt(distances, j - 1));
      store<i32>(indices + (<usize>j << 2), load<i32>(indices + (<usize>(j - 1) << 2)));
      j--;
    }
    store<f64>(distances + (<usize>j << 3), value);
    store<i32>(indices + (<usize>j << 2), index);
  }
}

function siftDown(distances: usize, indices: usize, start: i32, end: i32): void {
  let root = start;
  while (true) {
    const child = root * 2 + 1;
    let largest = root;
    if (child < end && valueAt(distances, largest) < valueAt(distances, child)) largest = child;
    if (child + 1 < end && valueAt(distances, largest) < valueAt(distances, child + 1)) largest = child + 1;
    if (largest == root) return;
    swap(distances, indices, root, largest);
    root = largest;
  }
}

function heapSort(distances: usize, indices: usize, n: i32): void {
  for (let start = (n - 2) / 2; start >= 0; start--) siftDown(distances, indices, start, n);
  for (let end = n - 1; end > 0; end--) {
    swap(distances, indices, 0, end);
    siftDown(distances, indices, 0, end);
  }
}

// Median of three: the least goes first, the median last, the largest to the middle.
function medianToLast(distances: usize, indices: usize, n: i32): f64 {
  const middle = n / 2;
  if (valueAt(distances, 0) > valueAt(distances, n - 1)) swap(distances, indices, 0, n - 1);
  if (valueAt(distances, n - 1) > valueAt(distances, middle)) {
    swap(distances, indices, n - 1, middle);
    if (valueAt(distances, 0) > valueAt(distances, n - 1)) swap(distances, indices, 0, n - 1);
  }
  return valueAt(distances, n - 1);
}

function introsort(distances: usize, indices: usize, n: i32, depth: i32): void {
  while (n > 15) {
    if (depth <= 0) {
      heapSort(distances, indices, n);
      return;
    }
    depth--;
    const pivot = medianToLast(distances, indices, n);
    let i = 1;
    let j = n - 2;
    while (true) {
      while (i <= j && valueAt(distances, i) < pivot) i++;
      while (i <= j && valueAt(distances, j) > pivot) j--;
      if (i >= j) break;
      swap(distances, indices, i, j);
      i++;
      j--;
    }
    swap(distances, indices, i, n - 1);
    introsort(distances, indices, i, depth);
    distances += <usize>(i + 1) << 3;
    indices += <usize>(i + 1) << 2;
    n -= i + 1;
  }
  insertionSort(distances, indices, n);
}

/** Sorts by distance, ascending; the order of equal distances is that of scikit-learn's introsort. */
export function sort(distances: usize, indices: usize, n: i32): void {
  introsort(distances, indices, n, 2 * (31 - clz(n)));
}

// @ts-ignore: decorator
@inline
function after(value: f64, index: i32, otherValue: f64, otherIndex: i32): bool {
  return value > otherValue || (value == otherValue && <u32>index > <u32>otherIndex);
}

// Moves (value, index) down from the root of a heap of n ordered by (distance, index).
function settleByIndex(distances: usize, indices: usize, n: i32, value: f64, index: i32): void {
  let at = 0;
  while (true) {
    let child = 2 * at + 1;
    if (child >= n) break;
    let childValue = valueAt(distances, child);
    let childIndex = load<i32>(indices + (<usize>child << 2));
    if (child + 1 < n) {
      const rightValue = valueAt(distances, child + 1);
      const rightIndex = load<i32>(indices + (<usize>(child + 1) << 2));
      if (after(rightValue, rightIndex, childValue, childIndex)) {
        child++;
        childValue = rightValue;
        childIndex = rightIndex;
      }
    }
    if (!after(childValue, childIndex, value, index)) break;
    store<f64>(distances + (<usize>at << 3), childValue);
    store<i32>(indices + (<usize>at << 2), childIndex);
    at = child;
  }
  store<f64>(distances + (<usize>at << 3), value);
  store<i32>(indices + (<usize>at << 2), index);
}

/** Offers (value, index) to a heap whose ties go to the lowest index. */
export function pushByIndex(distances: usize, indices: usize, k: i32, value: f64, index: i32): void {
  if (after(load<f64>(distances), load<i32>(indices), value, index))
    settleByIndex(distances, indices, k, value, index);
}

/** Sorts a heap of `pushByIndex` by (distance, index). */
export function sortByIndex(distances: usize, indices: usize, k: i32): void {
  for (let end = k - 1; end > 0; end--) {
    const value = valueAt(distances, end);
    const index = load<i32>(indices + (<usize>end << 2));
    store<f64>(distances + (<usize>end << 3), load<f64>(distances));
    store<i32>(indices + (<usize>end << 2), load<i32>(indices));
    settleByIndex(distances, indices, end, value, index);
  }
}
