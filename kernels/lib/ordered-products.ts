// Scalar products added in the orders in which matrix products of scikit-learn's wheels add them (OpenBLAS 0.3.31, its Haswell kernels, found by
// comparing bits): four rows, or two, or one at a time, each with another kernel. Which of two equally good candidates wins hangs on it.
import { fusedMultiplyAdd } from "./fused-multiply-add";

// @ts-ignore: decorator
@inline
function at(values: usize, j: i32): f64 {
  return load<f64>(values + (<usize>j << 3));
}

/** Fused, in order: matrix by matrix. */
export function fusedProduct(x: usize, c: usize, d: i32): f64 {
  let sum: f64 = 0;
  for (let j = 0; j < d; j++) sum = fusedMultiplyAdd(at(x, j), at(c, j), sum);
  return sum;
}

/** Fused, every fourth apart, the rest behind eights to the first: matrix by the last of an odd number of vectors. */
export function splitProduct(x: usize, c: usize, d: i32): f64 {
  const even = d & ~7;
  let s0: f64 = 0, s1: f64 = 0, s2: f64 = 0, s3: f64 = 0;
  for (let j = 0; j < even; j += 4) {
    s0 = fusedMultiplyAdd(at(x, j), at(c, j), s0);
    s1 = fusedMultiplyAdd(at(x, j + 1), at(c, j + 1), s1);
    s2 = fusedMultiplyAdd(at(x, j + 2), at(c, j + 2), s2);
    s3 = fusedMultiplyAdd(at(x, j + 3), at(c, j + 3), s3);
  }
  for (let j = even; j < d; j++) s0 = fusedMultiplyAdd(at(x, j), at(c, j), s0);
  return s0 + s1 + (s2 + s3);
}

// The last one, two or three products of a matrix by a vector, on top of the others.
function withRest(x: usize, c: usize, d: i32, sum: f64): f64 {
  const from = d & ~3;
  const count = d - from;
  if (count == 0) return sum;
  if (count == 1) return fusedMultiplyAdd(at(x, from), at(c, from), sum);
  const pair = fusedMultiplyAdd(at(x, from), at(c, from), at(x, from + 1) * at(c, from + 1));
  return sum + (count == 2 ? pair : fusedMultiplyAdd(at(x, from + 2), at(c, from + 2), pair));
}

/** Row of a matrix by a vector: rows by fours are fused. */
export function vectorProductOfFour(x: usize, c: usize, d: i32): f64 {
  let s0: f64 = 0, s1: f64 = 0, s2: f64 = 0, s3: f64 = 0;
  for (let j = 0; j < (d & ~3); j += 4) {
    s0 = fusedMultiplyAdd(at(x, j), at(c, j), s0);
    s1 = fusedMultiplyAdd(at(x, j + 1), at(c, j + 1), s1);
    s2 = fusedMultiplyAdd(at(x, j + 2), at(c, j + 2), s2);
    s3 = fusedMultiplyAdd(at(x, j + 3), at(c, j + 3), s3);
  }
  return withRest(x, c, d, s0 + s2 + (s1 + s3));
}

/** Row of a matrix by a vector: one of the last two or three rows. */
export function vectorProductOfTwo(x: usize, c: usize, d: i32): f64 {
  let even: f64 = 0, odd: f64 = 0;
  for (let j = 0; j < (d & ~3); j += 2) {
    even += at(x, j) * at(c, j);
    odd += at(x, j + 1) * at(c, j + 1);
  }
  return withRest(x, c, d, even + odd);
}

/** Row of a matrix by a vector: the last row of an odd number. */
export function vectorProductOfOne(x: usize, c: usize, d: i32): f64 {
  let s0: f64 = 0, s1: f64 = 0, s2: f64 = 0, s3: f64 = 0;
  for (let j = 0; j < (d & ~3); j += 4) {
    s0 += at(x, j) * at(c, j);
    s1 += at(x, j + 1) * at(c, j + 1);
    s2 += at(x, j + 2) * at(c, j + 2);
    s3 += at(x, j + 3) * at(c, j + 3);
  }
  return withRest(x, c, d, s0 + s2 + (s1 + s3));
}
