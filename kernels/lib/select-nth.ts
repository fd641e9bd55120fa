// Selection of the n-th smallest of entries { key f64, id i32, place i32 }, ordered by (key, id): a line-by-line
// equivalent of libstdc++'s std::nth_element (Musser's introselect), because the order it leaves the entries in
// decides the order of equal distances in a k-d tree.

// @ts-ignore: decorator
@inline
function less(a: usize, b: usize): bool {
  const keyA = load<f64>(a);
  const keyB = load<f64>(b);
  return keyA < keyB || (keyA == keyB && load<i32>(a, 8) < load<i32>(b, 8));
}

// @ts-ignore: decorator
@inline
function swap(a: usize, b: usize): void {
  const entry = v128.load(a);
  v128.store(a, v128.load(b));
  v128.store(b, entry);
}

function medianToFirst(result: usize, a: usize, b: usize, c: usize): void {
  if (less(a, b)) {
    if (less(b, c)) swap(result, b);
    else if (less(a, c)) swap(result, c);
    else swap(result, a);
  } else if (less(a, c)) swap(result, a);
  else if (less(b, c)) swap(result, c);
  else swap(result, b);
}

// Partition of [first, last) around the entry at pivot; the pivot's median of three bounds both scans.
function partition(first: usize, last: usize, pivot: usize): usize {
  const key = load<f64>(pivot);
  const id = load<i32>(pivot, 8);
  while (true) {
    while (true) {
      const k = load<f64>(first);
      if (!(k < key || (k == key && load<i32>(first, 8) < id))) break;
      first += 16;
    }
    last -= 16;
    while (true) {
      const k = load<f64>(last);
      if (!(key < k || (k == key && id < load<i32>(last, 8)))) break;
      last -= 16;
    }
    if (first >= last) return first;
    swap(first, last);
    first += 16;
  }
}

function insertionSort(first: usize, last: usize): void {
  for (let i = first + 16; i < last; i += 16) {
    for (let j = i; j > first && less(j, j - 16); j -= 16) swap(j, j - 16);
  }
}

// libstdc++'s __adjust_heap: sinks the hole to a leaf along the larger children, then lifts the entry up again.
function adjustHeap(first: usize, hole: i32, length: i32, entry: v128): void {
  const top = hole;
  let child = hole;
  while (child < (length - 1) / 2) {
    child = 2 * (child + 1);
    if (less(first + (<usize>child << 4), first + (<usize>(child - 1) << 4))) child--;
    v128.store(first + (<usize>hole << 4), v128.load(first + (<usize>child << 4)));
    hole = child;
  }
  if ((length & 1) == 0 && child == (length - 2) / 2) {
    child = 2 * (child + 1);
    v128.store(first + (<usize>hole << 4), v128.load(first + (<usize>(child - 1) << 4)));
    hole = child - 1;
  }
  v128.store(first + (<usize>hole << 4), entry);
  while (hole > top) {
    const parent = (hole - 1) / 2;
    if (!less(first + (<usize>parent << 4), first + (<usize>hole << 4))) break;
    swap(first + (<usize>parent << 4), first + (<usize>hole << 4));
    hole = parent;
  }
}

function heapSelect(first: usize, middle: usize, last: usize): void {
  const length = <i32>((middle - first) >> 4);
  if (length >= 2) {
    for (let parent = (length - 2) / 2; parent >= 0; parent--)
      adjustHeap(first, parent, length, v128.load(first + (<usize>parent << 4)));
  }
  for (let i = middle; i < last; i += 16) {
    if (!less(i, first)) continue;
    const entry = v128.load(i);
    v128.store(i, v128.load(first));
    adjustHeap(first, 0, length, entry);
  }
}

/** Rearranges `count` entries so that entry `nth` is where a full sort would put it, smaller ones before it. */
export function selectNth(entries: usize, count: i32, nth: i32): void {
  let first = entries;
  let last = entries + (<usize>count << 4);
  const target = entries + (<usize>nth << 4);
  if (first == last || target == last) return;
  let depth = 2 * (31 - clz(count));
  while (last - first > 48) {
    if (depth == 0) {
      heapSelect(first, target + 16, last);
      swap(first, target);
      return;
    }
    depth--;
    const middle = first + ((((last - first) >> 4) / 2) << 4);
    medianToFirst(first, first + 16, middle, last - 16);
    const cut = partition(first + 16, last, first);
    if (cut <= target) first = cut;
    else last = cut;
  }
  insertionSort(first, last);
}
