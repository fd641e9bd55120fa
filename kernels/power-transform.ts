// Box-Cox and Yeo-Johnson are one function of a logarithm l: y = l φ(λ l), φ(z) = (eᶻ - 1) / z. Box-Cox takes l = ln x; Yeo-Johnson
// l = ±ln(1 + |x|) with the sign of x, and λ - 2 in the place of λ where l is negative.

import { expVector, logVector, multiplyAdd, splat, sumLanes } from "./lib/f64x2-math";

/** ln x of positive x within 2 units in the last place, subnormal numbers included; NaN stays. */
@inline
function logOfPositive(x: v128): v128 {
  const tiny = f64x2.lt(x, splat(2.2250738585072014e-308));
  const full = v128.bitselect(f64x2.mul(x, splat(18014398509481984)), x, tiny); // 2⁵⁴
  const low = v128.and(tiny, splat(37.42994775023705)); // 54 ln 2
  return f64x2.add(f64x2.sub(logVector(full), low), f64x2.sub(x, x));
}

/** ±ln(1 + |x|) with the sign of x; what rounding 1 + |x| loses is put back. */
@inline
function signedLog1p(x: v128): v128 {
  const a = f64x2.abs(x);
  const u = f64x2.add(splat(1), a);
  const lost = f64x2.sub(a, f64x2.sub(u, splat(1)));
  const l = f64x2.add(logVector(u), f64x2.div(lost, u));
  return v128.or(f64x2.abs(l), v128.and(x, splat(-0.0)));
}

/** φ(z) = (eᶻ - 1) / z: a Taylor series of degree 15 for |z| < 1/2, where the subtraction would cancel. */
@inline
function phi(z: v128): v128 {
  let series = splat(1.0 / 16);
  for (let k = 15; k >= 2; k--) {
    series = f64x2.mul(f64x2.add(splat(1), f64x2.mul(z, series)), splat(1.0 / k));
  }
  series = f64x2.add(splat(1), f64x2.mul(z, series));
  const e = v128.bitselect(splat(Infinity), expVector(z), f64x2.gt(z, splat(709.782712893384)));
  const direct = f64x2.div(f64x2.sub(e, splat(1)), z);
  return v128.bitselect(series, direct, f64x2.lt(f64x2.abs(z), splat(0.5)));
}

/** l φ(l p), with q in the place of p where l < 0. */
@inline
function powerOfLog(l: v128, p: v128, q: v128): v128 {
  const exponent = v128.bitselect(q, p, f64x2.lt(l, splat(0)));
  return f64x2.mul(l, phi(f64x2.mul(l, exponent)));
}

/** The logarithms of values [begin, end), in place. */
export function powerLogs(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  boxCox: i32, // 1: ln x; 0: ±ln(1 + |x|)
  x: usize, // IN, OUT (n)
): void {
  let i = begin;
  for (; i + 2 <= end; i += 2) {
    const at = x + (<usize>i << 3);
    const value = v128.load(at);
    v128.store(at, boxCox ? logOfPositive(value) : signedLog1p(value));
  }
  if (i < end) {
    const at = x + (<usize>i << 3);
    const value = splat(load<f64>(at));
    store<f64>(at, f64x2.extract_lane(boxCox ? logOfPositive(value) : signedLog1p(value), 0));
  }
}

/**
 * Sum of the transformed values of logarithms [begin, end), and of their squared deviations from the mean of the block.
 */
export function powerMoments(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize, // (end - begin + 1)
  l: usize, // IN (n)
  shift: f64, // taken off each logarithm
  p: f64,
  q: f64,
  out: usize, // OUT (nBlocks, 2)
): void {
  const n = end - begin;
  const pairs = <usize>(n & ~1) << 3;
  const from = l + (<usize>begin << 3);
  let sums = splat(0);
  for (let at: usize = 0; at < pairs; at += 16) {
    const y = powerOfLog(f64x2.sub(v128.load(from + at), splat(shift)), splat(p), splat(q));
    v128.store(scratch + at, y);
    sums = f64x2.add(sums, y);
  }
  let sum = sumLanes(sums);
  let last: f64 = 0;
  if (n & 1) {
    last = f64x2.extract_lane(powerOfLog(splat(load<f64>(from + pairs) - shift), splat(p), splat(q)), 0);
    sum += last;
  }
  const mean = sum / <f64>n;
  let squares = splat(0);
  for (let at: usize = 0; at < pairs; at += 16) {
    const d = f64x2.sub(v128.load(scratch + at), splat(mean));
    squares = multiplyAdd(d, d, squares);
  }
  store<f64>(out + (<usize>block << 4), sum);
  store<f64>(out + (<usize>block << 4) + 8, sumLanes(squares) + (n & 1 ? (last - mean) * (last - mean) : 0));
}

/** (y - mean) / scale of the transformed values y of rows [begin, end), in place; each column has its own constants. */
export function powerTransform(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  d: i32,
  boxCox: i32,
  constants: usize, // IN (4, d): p, q, mean, scale
  x: usize, // IN, OUT (n, d)
): void {
  const row = <usize>d << 3;
  for (let at = x + <usize>begin * row; at < x + <usize>end * row; at += row) {
    let j: usize = 0;
    for (; j + 16 <= row; j += 16) {
      const c = constants + j;
      const value = v128.load(at + j);
      const l = boxCox ? logOfPositive(value) : signedLog1p(value);
      const y = powerOfLog(l, v128.load(c), v128.load(c + row));
      v128.store(at + j, f64x2.div(f64x2.sub(y, v128.load(c + 2 * row)), v128.load(c + 3 * row)));
    }
    if (j < row) {
      const c = constants + j;
      const value = splat(load<f64>(at + j));
      const l = boxCox ? logOfPositive(value) : signedLog1p(value);
      const y = f64x2.extract_lane(powerOfLog(l, splat(load<f64>(c)), splat(load<f64>(c + row))), 0);
      store<f64>(at + j, (y - load<f64>(c + 2 * row)) / load<f64>(c + 3 * row));
    }
  }
}
