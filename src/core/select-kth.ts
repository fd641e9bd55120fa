/**
 * Puts the k-th smallest of values[begin … end) at position k, none greater before it and none less behind it.
 *
 * Cost: n + min(k, n - k) + O(√n) comparisons on average.
 *
 * @param values without NaN; rearranged.
 * @returns the k-th smallest value.
 * @see Floyd & Rivest (1975), Algorithm 489: SELECT, doi:10.1145/360680.360694.
 */
export function selectKth(values: Float64Array, k: number, begin: number, end: number): number {
  let left = begin;
  let right = end - 1;
  while (right > left) {
    if (right - left > 600) narrow(values, k, left, right);
    const pivot = values[k]!;
    let i = left;
    let j = right;
    swap(values, left, k);
    if (values[right]! > pivot) swap(values, left, right);
    while (i < j) {
      swap(values, i++, j--);
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
    }
    if (values[left] === pivot) swap(values, left, j);
    else swap(values, ++j, right);
    if (j <= k) left = j + 1;
    if (k <= j) right = j - 1;
  }
  return values[k]!;
}

/** Selects first within a sample around k, so that values[k] becomes a pivot near the wanted one. */
function narrow(values: Float64Array, k: number, left: number, right: number): void {
  const n = right - left + 1;
  const at = k - left + 1;
  const z = Math.log(n);
  const s = 0.5 * Math.exp((2 * z) / 3);
  const spread = 0.5 * Math.sqrt((z * s * (n - s)) / n) * (at < n / 2 ? -1 : 1);
  const low = Math.max(left, Math.floor(k - (at * s) / n + spread));
  const high = Math.min(right, Math.floor(k + ((n - at) * s) / n + spread));
  selectKth(values, k, low, high + 1);
}

function swap(values: Float64Array, i: number, j: number): void {
  const held = values[i]!;
  values[i] = values[j]!;
  values[j] = held;
}
