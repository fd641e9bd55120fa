// Sum of numbers by halves, as NumPy adds a contiguous array: with its bits. Higham (1993), The accuracy of floating point summation,
// doi:10.1137/0914050.

// NumPy's block: up to 128 numbers are added in eight running sums.
const BLOCK: i32 = 128;

@inline
function pair(p: usize, at: usize): v128 {
  return v128.load(p + (at << 3));
}

/** Sum of n doubles. */
export function pairwiseSum(values: usize, n: i32): f64 {
  if (n > BLOCK) {
    const half = n >> 1;
    const first = half - (half & 7);
    return pairwiseSum(values, first) + pairwiseSum(values + (<usize>first << 3), n - first);
  }
  let sum: f64 = 0;
  let i = 0;
  if (n >= 8) {
    let a = pair(values, 0);
    let b = pair(values, 2);
    let c = pair(values, 4);
    let d = pair(values, 6);
    for (i = 8; i + 8 <= n; i += 8) {
      a = f64x2.add(a, pair(values, i));
      b = f64x2.add(b, pair(values, i + 2));
      c = f64x2.add(c, pair(values, i + 4));
      d = f64x2.add(d, pair(values, i + 6));
    }
    const left = f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1) + (f64x2.extract_lane(b, 0) + f64x2.extract_lane(b, 1));
    const right = f64x2.extract_lane(c, 0) + f64x2.extract_lane(c, 1) + (f64x2.extract_lane(d, 0) + f64x2.extract_lane(d, 1));
    sum = left + right;
  }
  for (; i < n; i++) sum += load<f64>(values + (<usize>i << 3));
  return sum;
}
