// Indices of the rows of least value.

// Below so many values a plain selection is as fast as one that looks at a sample first.
const SAMPLED: i32 = 512;

@inline
function at(values: usize, i: i32): usize {
  return values + (<usize>i << 3);
}

@inline
function swap(values: usize, i: i32, j: i32): void {
  const held = load<f64>(at(values, i));
  store<f64>(at(values, i), load<f64>(at(values, j)));
  store<f64>(at(values, j), held);
}

/** The k-th smallest of `count` values, counted from 0; rearranges them. Hoare (1961), Algorithm 65: FIND. */
function selectKth(values: usize, count: i32, k: i32): f64 {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    const middle = left + ((right - left) >> 1);
    if (load<f64>(at(values, middle)) < load<f64>(at(values, left))) swap(values, left, middle);
    if (load<f64>(at(values, right)) < load<f64>(at(values, left))) swap(values, left, right);
    if (load<f64>(at(values, right)) < load<f64>(at(values, middle))) swap(values, middle, right);
    const pivot = load<f64>(at(values, middle));
    let i = left;
    let j = right;
    while (i <= j) {
      while (load<f64>(at(values, i)) < pivot) i++;
      while (pivot < load<f64>(at(values, j))) j--;
      if (i <= j) swap(values, i++, j--);
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return pivot;
  }
  return load<f64>(at(values, k));
}

/**
 * The k-th smallest of n values: an evenly spread sample gives bounds that hold it with near certainty, so that the selection
 * sees few of the values. Floyd & Rivest (1975), doi:10.1145/360680.360691.
 *
 * @param work n doubles
 */
function kthValue(values: usize, n: i32, k: i32, work: usize): f64 {
  if (n >= SAMPLED) {
    const size = n < 8192 ? 128 : 512;
    const stride = n / size;
    for (let i = 0; i < size; i++) store<f64>(at(work, i), load<f64>(at(values, i * stride)));
    const share = <f64>k / <f64>n;
    const margin = 3 * sqrt<f64>(<f64>size * share * (1 - share)) + 1;
    const rank = share * <f64>size;
    const low = <i32>(rank - margin);
    const high = <i32>(rank + margin) + 1;
    const from = low < 0 ? -Infinity : selectKth(work, size, low);
    const to = high >= size ? Infinity : selectKth(work, size, high);
    let below = 0;
    let held = 0;
    for (let i = 0; i < n; i++) {
      const value = load<f64>(at(values, i));
      store<f64>(at(work, held), value);
      below += <i32>(value < from);
      held += <i32>(value >= from) & <i32>(value <= to);
    }
    if (below <= k && k < below + held) return selectKth(work, held, k - below);
  }
  memory.copy(work, values, <usize>n << 3);
  return selectKth(work, n, k);
}

/**
 * Indices of the `count` least of n values, ascending; of equal ones the first.
 *
 * @param values IN (n), without NaN
 * @param work   n + 1 doubles
 * @param rows   OUT i32 (count), room for n + 1
 */
export function leastRows(values: usize, n: i32, count: i32, work: usize, rows: usize): void {
  const bound = kthValue(values, n, count - 1, work);
  let found = 0;
  for (let i = 0; i < n; i++) {
    store<i32>(rows + (<usize>found << 2), i);
    found += <i32>(load<f64>(at(values, i)) <= bound);
  }
  if (found == count) return;
  let ties = count;
  for (let i = 0; i < n; i++) ties -= <i32>(load<f64>(at(values, i)) < bound);
  found = 0;
  for (let i = 0; i < n; i++) {
    const value = load<f64>(at(values, i));
    const isTie = value == bound && ties > 0;
    if (isTie) ties--;
    store<i32>(rows + (<usize>found << 2), i);
    found += <i32>(isTie || value < bound);
  }
}
