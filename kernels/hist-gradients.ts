// Gradients, hessians and values of the losses of histogram gradient boosting, row by row, two at a time.
import { logVector, multiplyAdd, splat } from "./lib/f64x2-math";
import { expPair } from "./lib/glibc-exp";

// Numbers of the losses, as src/ensemble/hist-gradient-boosting/losses.ts has them.
const SQUARED_ERROR: i32 = 0;
const ABSOLUTE_ERROR: i32 = 1;
const QUANTILE: i32 = 2;
const POISSON: i32 = 3;
const GAMMA: i32 = 4;
const BINOMIAL: i32 = 5;

/** Gradients of two rows are noted here, their hessians in the next one; no state is kept from call to call. */
let gradients: v128 = i64x2.splat(0);
let hessians: v128 = i64x2.splat(0);

@inline
function choose(a: v128, b: v128, mask: v128): v128 {
  return v128.bitselect(a, b, mask);
}

@inline
function binomial(y: v128, z: v128): void {
  const e = expPair(f64x2.neg(z));
  const rest = f64x2.sub(splat(1), y);
  const base = f64x2.add(splat(1), e);
  gradients = f64x2.div(f64x2.sub(rest, f64x2.mul(y, e)), base);
  hessians = f64x2.div(e, f64x2.mul(base, base));
  const below = f64x2.le(z, splat(-37));
  if (!v128.any_true(below)) return;
  const tail = expPair(z); // e^z is the probability and the hessian far below
  gradients = choose(f64x2.sub(tail, y), gradients, below);
  hessians = choose(tail, hessians, below);
}

/**
 * Constants of {@link nearExp} in pairs, each twice: it costs less to read a vector than to put it together. First a polynomial for 2^f
 * with |f| <= 1/2, of degree 8 and within 9e-13 of it: the one that equals it at the nodes of Chebyshev, the highest power first.
 */
const NEAR_CONSTANTS: StaticArray<f64> = [
  1.3255232837537796e-6, 1.3255232837537796e-6,
  1.5310090890738245e-5, 1.5310090890738245e-5,
  0.00015403455822606227, 0.00015403455822606227,
  0.0013333450524916463, 0.0013333450524916463,
  0.009618129159433652, 0.009618129159433652,
  0.05550410941250814, 0.05550410941250814,
  0.2402265069581291, 0.2402265069581291,
  0.6931471805459223, 0.6931471805459223,
  1, 1,
  -1.4426950408889634, -1.4426950408889634, // -1 / ln 2
  6755399441055744, 6755399441055744, // 1.5 × 2^52: adding it rounds to a whole number, left in the low bits
];

@inline
function constant(number: i32): v128 {
  return v128.load(changetype<usize>(NEAR_CONSTANTS) + (<usize>number << 4));
}

/** e^-z within 12,000 units in the last place, for |z| <= 36. */
@inline
function nearExp(z: v128): v128 {
  const power = f64x2.mul(z, constant(9));
  const shifted = f64x2.add(power, constant(10));
  const f = f64x2.sub(power, f64x2.sub(shifted, constant(10)));
  const f2 = f64x2.mul(f, f);
  const f4 = f64x2.mul(f2, f2);
  const low = multiplyAdd(f2, multiplyAdd(f, constant(5), constant(6)), multiplyAdd(f, constant(7), constant(8)));
  const middle = multiplyAdd(f2, multiplyAdd(f, constant(1), constant(2)), multiplyAdd(f, constant(3), constant(4)));
  const e = multiplyAdd(f4, multiplyAdd(f4, constant(0), middle), low);
  return i64x2.add(e, i64x2.shl(shifted, 52));
}

/** More units in the last place of doubles than gradients and hessians from {@link nearExp} are wrong by. */
const NEAR: i32 = 65536;
/** The least upper half of a vector's words: none is below it. */
const LEAST_UPPER: i64 = <i64>0x80000000 << 32;

/** Whether numbers that are so near as that may round to other singles: they stand in the middle between two, but for this. */
@inline
function mayRoundOtherwise(x: v128): v128 {
  const above = v128.and(i32x4.sub(x, i32x4.splat(0x10000000 - NEAR)), i64x2.splat(0x1fffffff));
  return i32x4.lt_s(above, i64x2.splat(LEAST_UPPER | (2 * NEAR)));
}

/** Whether singles are too small to have all their digits, so that they are rounded elsewhere. */
@inline
function isTiny(x: v128): v128 {
  return f64x2.lt(f64x2.abs(x), splat(1.2e-38));
}

/** Gradient and hessian of a loss at the predictions z for the targets y. */
@inline
function derive(loss: i32, y: v128, z: v128, quantile: f64): void {
  hessians = splat(1);
  if (loss == SQUARED_ERROR) gradients = f64x2.sub(z, y);
  else if (loss == ABSOLUTE_ERROR) gradients = choose(splat(1), splat(-1), f64x2.gt(z, y));
  else if (loss == QUANTILE) gradients = choose(splat(-quantile), splat(1 - quantile), f64x2.ge(y, z));
  else if (loss == POISSON) {
    hessians = expPair(z);
    gradients = f64x2.sub(hessians, y);
  } else if (loss == GAMMA) {
    const e = expPair(f64x2.neg(z));
    gradients = f64x2.sub(splat(1), f64x2.mul(y, e));
    hessians = f64x2.mul(e, y);
  } else binomial(y, z);
}

@inline
function weigh(weights: usize): void {
  if (weights == 0) return;
  const w = v128.load(weights);
  gradients = f64x2.mul(w, gradients);
  hessians = f64x2.mul(w, hessians);
}

/** Rounds gradients and hessians to singles and stores them as pairs, `stride` bytes apart; returns the largest hessian so far. */
@inline
function storePairs(at: usize, stride: usize, gradient: v128, hessian: v128, largest: v128): v128 {
  const g = f32x4.demote_f64x2_zero(gradient);
  const h = f32x4.demote_f64x2_zero(hessian);
  const both = v128.shuffle<f32>(g, h, 0, 4, 1, 5);
  v128.store_lane<u64>(at, both, 0);
  v128.store_lane<u64>(at + stride, both, 1);
  return f32x4.max(largest, h);
}

/** Gradient and hessian of each row, for a loss of one prediction a row. The arrays are padded to an even number of rows. */
export function histGradients(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  loss: i32,
  quantile: f64,
  y: usize, // IN f64 (rows)
  raw: usize, // IN f64 (rows): predictions
  weights: usize, // IN f64 (rows), or 0
  pairs: usize, // OUT f32 (rows, 2): pairs of a gradient and a hessian
  pairStride: i32, // bytes from one pair to the next
  largest: usize, // OUT f64 (nBlocks): largest hessian of each block
): void {
  let most = splat(0);
  for (let i = <usize>begin; i < <usize>end; i += 2) {
    const at = pairs + i * <usize>pairStride;
    const target = v128.load(y + (i << 3));
    const z = v128.load(raw + (i << 3));
    const w = weights == 0 ? <usize>0 : weights + (i << 3);
    if (loss == BINOMIAL) {
      // As binomial has it, from a quicker exponential, since y is 0 or 1; used where that makes no difference.
      const e = nearExp(z);
      const share = f64x2.div(constant(8), f64x2.add(constant(8), e));
      let g = f64x2.mul(f64x2.sub(f64x2.sub(constant(8), target), f64x2.mul(target, e)), share);
      let h = f64x2.mul(f64x2.mul(e, share), share);
      let doubtful = f64x2.gt(f64x2.abs(z), splat(36));
      if (w != 0) {
        g = f64x2.mul(v128.load(w), g);
        h = f64x2.mul(v128.load(w), h);
        doubtful = v128.or(doubtful, v128.or(isTiny(g), isTiny(h)));
      }
      doubtful = v128.or(doubtful, v128.or(mayRoundOtherwise(g), mayRoundOtherwise(h)));
      if (!v128.any_true(doubtful)) {
        most = storePairs(at, pairStride, g, h, most);
        continue;
      }
    }
    derive(loss, target, z, quantile);
    weigh(w);
    most = storePairs(at, pairStride, gradients, hessians, most);
  }
  store<f64>(largest + (<usize>block << 3), <f64>max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)));
}

/** Gradient and hessian of each row and class for the multinomial loss. Rows of a class lie `stride` apart, an even number. */
export function histSoftmaxGradients(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize, // f64 (nClasses, 2)
  classes: i32,
  stride: i32,
  y: usize, // IN f64 (rows): class codes
  raw: usize, // IN f64 (nClasses, stride)
  weights: usize, // IN f64 (rows), or 0
  pairs: usize, // OUT f32 (nClasses, stride, 2)
  largest: usize, // OUT f64 (nBlocks): largest hessian of each block
): void {
  const step = <usize>stride << 3;
  let most = splat(0);
  for (let i = <usize>begin; i < <usize>end; i += 2) {
    const sum = expRow(classes, raw + (i << 3), step, scratch);
    const target = v128.load(y + (i << 3));
    for (let k = 0; k < classes; k++) {
      const p = f64x2.div(v128.load(scratch + (<usize>k << 4)), sum);
      gradients = f64x2.sub(p, v128.and(f64x2.eq(target, splat(<f64>k)), splat(1)));
      hessians = f64x2.mul(p, f64x2.sub(splat(1), p));
      weigh(weights == 0 ? <usize>0 : weights + (i << 3));
      most = storePairs(pairs + <usize>k * step + (i << 3), 8, gradients, hessians, most);
    }
  }
  store<f64>(largest + (<usize>block << 3), <f64>max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)));
}

/** Copies the gradients and hessians of one class into the records of the rows [begin, end). */
export function histPlacePairs(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  pairs: usize, // IN f32 (rows, 2)
  recordBytes: i32,
  records: usize, // OUT u8 (rows, recordBytes): records of `Plan`, whose bins stay as they are
): void {
  for (let i = <usize>begin; i < <usize>end; i++) store<u64>(records + i * recordBytes, load<u64>(pairs + (i << 3)));
}

let greatest: v128 = i64x2.splat(0);

/** e^(z - max z) of the classes of two rows, which it stores, and their sum; the maximum is left in `greatest`. */
@inline
function expRow(classes: i32, raw: usize, step: usize, out: usize): v128 {
  greatest = v128.load(raw);
  for (let k = 1; k < classes; k++) greatest = f64x2.pmax(greatest, v128.load(raw + <usize>k * step));
  let sum = splat(0);
  for (let k = 0; k < classes; k++) {
    const e = expPair(f64x2.sub(v128.load(raw + <usize>k * step), greatest));
    v128.store(out + (<usize>k << 4), e);
    sum = f64x2.add(sum, e);
  }
  return sum;
}

/** ln(1 + e) for e >= 0 without loss of digits. */
@inline
function log1p(e: v128): v128 {
  const u = f64x2.add(splat(1), e);
  const lost = f64x2.sub(e, f64x2.sub(u, splat(1)));
  return f64x2.add(logVector(u), f64x2.div(lost, u));
}

@inline
function lossOf(loss: i32, y: v128, z: v128, quantile: f64): v128 {
  const difference = f64x2.sub(z, y);
  if (loss == SQUARED_ERROR) return f64x2.mul(f64x2.mul(splat(0.5), difference), difference);
  if (loss == ABSOLUTE_ERROR) return f64x2.abs(difference);
  if (loss == QUANTILE) {
    const above = f64x2.mul(splat(quantile), f64x2.sub(y, z));
    return choose(above, f64x2.mul(splat(1 - quantile), difference), f64x2.ge(y, z));
  }
  if (loss == POISSON) return f64x2.sub(expPair(z), f64x2.mul(y, z));
  if (loss == GAMMA) return f64x2.add(z, f64x2.mul(y, expPair(f64x2.neg(z))));
  // ln(1 + e^z) = max(z, 0) + ln(1 + e^-|z|)
  const e = expPair(f64x2.neg(f64x2.abs(z)));
  const logarithm = f64x2.add(f64x2.pmax(z, splat(0)), log1p(e));
  return f64x2.sub(logarithm, f64x2.mul(y, z));
}

/** Loss of each row. */
export function histLosses(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize, // f64 (nClasses, 2)
  loss: i32,
  quantile: f64,
  classes: i32, // 1: a loss of one prediction a row, else the multinomial loss
  stride: i32,
  y: usize, // IN f64 (rows)
  raw: usize, // IN f64 (nClasses, stride)
  out: usize, // OUT f64 (rows)
): void {
  const step = <usize>stride << 3;
  for (let i = <usize>begin; i < <usize>end; i += 2) {
    const target = v128.load(y + (i << 3));
    if (classes == 1) {
      v128.store(out + (i << 3), lossOf(loss, target, v128.load(raw + (i << 3)), quantile));
      continue;
    }
    const sum = expRow(classes, raw + (i << 3), step, scratch);
    const first = <usize>f64x2.extract_lane(target, 0) * step + (i << 3);
    const second = <usize>f64x2.extract_lane(target, 1) * step + (i << 3) + 8;
    const own = f64x2.replace_lane(splat(load<f64>(raw + first)), 1, load<f64>(raw + second));
    v128.store(out + (i << 3), f64x2.sub(f64x2.add(logVector(sum), greatest), own));
  }
}
