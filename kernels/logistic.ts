import { addScaledRow, addScaledRows, dot, dotRows, expVector, logVector, multiplyAdd, splat, sumLanes } from "./lib/f64x2-math";
import { addOuterTile } from "./lib/outer-tile";

// Rows whose intermediate values are kept at a time: they and the rows of X stay in the first-level cache.
const CHUNK: i32 = 32;

/**
 * Logistic loss and gradient for two classes, in one pass: adds up w (log(1 + e^z) − y z) and w (σ(z) − y) [x, 1], z = xᵀcoef + b.
 *
 * Scratch: 32 doubles.
 *
 * @param X          IN (nSamples, nFeatures)
 * @param y          IN (nSamples), 0 or 1
 * @param weight     IN (nSamples), or 0: weight 1
 * @param coef       IN (nFeatures + 1), the intercept last
 * @param curvature  OUT (nSamples), w σ(z) (1 − σ(z)), or 0: not wanted
 * @param out        OUT (nBlocks, nFeatures + 2): gradient, gradient of the intercept, loss
 */
export function logisticBlock(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  X: usize,
  nFeatures: i32,
  y: usize,
  weight: usize,
  coef: usize,
  curvature: usize,
  out: usize,
): void {
  const stride = <usize>nFeatures * 8;
  const intercept = load<f64>(coef + stride);
  const g = out + <usize>block * (stride + 16);
  memory.fill(g, 0, stride + 16);
  let loss = splat(0);
  let residuals = splat(0);
  const zero = splat(0);
  const one = splat(1);
  for (let start = begin; start < end; start += CHUNK) {
    const count = min(CHUNK, end - start);
    const rows = X + <usize>start * stride;
    scoreChunk(count, nFeatures, rows, stride, coef, intercept, scratch);
    for (let r = 0; r < count; r += 2) {
      const at = <usize>(start + r) << 3;
      const pair = r + 1 < count;
      const z = pair ? v128.load(scratch + (<usize>r << 3)) : v128.load64_zero(scratch + (<usize>r << 3));
      const target = pair ? v128.load(y + at) : v128.load64_zero(y + at);
      let w = pair ? one : f64x2.replace_lane(zero, 0, 1.0);
      if (weight != 0) w = pair ? v128.load(weight + at) : v128.load64_zero(weight + at);
      const e = expVector(f64x2.neg(f64x2.abs(z)));
      const e1 = f64x2.add(one, e);
      const larger = f64x2.div(one, e1);
      const smaller = f64x2.mul(e, larger);
      const p = v128.bitselect(smaller, larger, f64x2.lt(z, zero));
      const l = f64x2.sub(f64x2.add(logVector(e1), f64x2.pmax(z, zero)), f64x2.mul(target, z));
      const residual = f64x2.mul(w, f64x2.sub(p, target));
      loss = multiplyAdd(w, l, loss);
      residuals = f64x2.add(residuals, residual);
      v128.store(scratch + (<usize>r << 3), residual);
      if (curvature != 0) {
        const h = f64x2.mul(w, f64x2.mul(larger, smaller));
        if (pair) v128.store(curvature + at, h);
        else store<f64>(curvature + at, f64x2.extract_lane(h, 0));
      }
    }
    addRows(count, nFeatures, scratch, rows, stride, g);
  }
  store<f64>(g + stride, sumLanes(residuals));
  store<f64>(g + stride, sumLanes(loss), 8);
}

/** z = X w + b over `count` rows. */
@inline
function scoreChunk(count: i32, nFeatures: i32, rows: usize, stride: usize, w: usize, b: f64, z: usize): void {
  let i: i32 = 0;
  for (; i + 4 <= count; i += 4) dotRows(nFeatures, rows + <usize>i * stride, stride, w, b, z + (<usize>i << 3));
  for (; i < count; i++) store<f64>(z + (<usize>i << 3), dot(nFeatures, rows + <usize>i * stride, w) + b);
}

/** g += Σ rᵢ xᵢ over `count` rows. */
@inline
function addRows(count: i32, nFeatures: i32, r: usize, rows: usize, stride: usize, g: usize): void {
  let i: i32 = 0;
  for (; i + 4 <= count; i += 4) addScaledRows(nFeatures, r + (<usize>i << 3), rows + <usize>i * stride, stride, g);
  for (; i < count; i++) addScaledRow(nFeatures, load<f64>(r + (<usize>i << 3)), rows + <usize>i * stride, g);
}

/**
 * Product of the loss's Hessian with a vector: adds up h [x, 1] ([x, 1]ᵀ s).
 *
 * Scratch: 32 doubles.
 *
 * @param X          IN (nSamples, nFeatures)
 * @param curvature  IN (nSamples), h
 * @param s          IN (nFeatures + 1), the intercept's last
 * @param out        OUT (nBlocks, nFeatures + 1)
 */
export function logisticHessianBlock(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  X: usize,
  nFeatures: i32,
  curvature: usize,
  s: usize,
  out: usize,
): void {
  const stride = <usize>nFeatures * 8;
  const last = load<f64>(s + stride);
  const g = out + <usize>block * (stride + 8);
  memory.fill(g, 0, stride + 8);
  let sum = 0.0;
  for (let start = begin; start < end; start += CHUNK) {
    const count = min(CHUNK, end - start);
    const rows = X + <usize>start * stride;
    scoreChunk(count, nFeatures, rows, stride, s, last, scratch);
    for (let r = 0; r < count; r++) {
      const at = scratch + (<usize>r << 3);
      const value = load<f64>(at) * load<f64>(curvature + (<usize>(start + r) << 3));
      sum += value;
      store<f64>(at, value);
    }
    addRows(count, nFeatures, scratch, rows, stride, g);
  }
  store<f64>(g + stride, sum);
}

/**
 * Scores Z = X W + b for a block of rows and classes padded to a multiple of 4.
 *
 * @param X  IN (nSamples, nFeatures)
 * @param W  IN (nFeatures + 1, q), the intercepts last; q = 4 ⌈nClasses / 4⌉
 * @param Z  OUT (nSamples, q)
 */
export function scoresBlock(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  X: usize,
  nFeatures: i32,
  W: usize,
  q: i32,
  Z: usize,
): void {
  for (let i = begin; i < end; i += 4) scoreRows(X, nFeatures, i, end, W, q, Z + <usize>i * q * 8);
}

/** Scores of rows i … i + 3, those before `end`; Z is where row i goes. */
function scoreRows(X: usize, nFeatures: i32, i: i32, end: i32, W: usize, q: i32, Z: usize): void {
  const stride = <usize>nFeatures * 8;
  const width = <usize>q * 8;
  const last = end - 1;
  const x0 = X + <usize>i * stride;
  const x1 = X + <usize>min(i + 1, last) * stride;
  const x2 = X + <usize>min(i + 2, last) * stride;
  const x3 = X + <usize>min(i + 3, last) * stride;
  const count = end - i;
  for (let c: usize = 0; c < width; c += 32) {
    let w = W + c;
    const b = W + <usize>nFeatures * width + c;
    let s00 = v128.load(b);
    let s01 = v128.load(b, 16);
    let s10 = s00;
    let s11 = s01;
    let s20 = s00;
    let s21 = s01;
    let s30 = s00;
    let s31 = s01;
    for (let j: usize = 0; j < stride; j += 8) {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      let t = v128.load64_splat(x0 + j);
      s00 = multiplyAdd(t, w0, s00);
      s01 = multiplyAdd(t, w1, s01);
      t = v128.load64_splat(x1 + j);
      s10 = multiplyAdd(t, w0, s10);
      s11 = multiplyAdd(t, w1, s11);
      t = v128.load64_splat(x2 + j);
      s20 = multiplyAdd(t, w0, s20);
      s21 = multiplyAdd(t, w1, s21);
      t = v128.load64_splat(x3 + j);
      s30 = multiplyAdd(t, w0, s30);
      s31 = multiplyAdd(t, w1, s31);
      w += width;
    }
    const z = Z + c;
    v128.store(z, s00);
    v128.store(z, s01, 16);
    if (count > 1) {
      v128.store(z + width, s10);
      v128.store(z + width, s11, 16);
    }
    if (count > 2) {
      v128.store(z + 2 * width, s20);
      v128.store(z + 2 * width, s21, 16);
    }
    if (count > 3) {
      v128.store(z + 3 * width, s30);
      v128.store(z + 3 * width, s31, 16);
    }
  }
}

/** Largest of q scores. */
@inline
function largestScore(z: usize, width: usize): f64 {
  let largest = f64x2.pmax(v128.load(z), v128.load(z, 16));
  for (let c: usize = 32; c < width; c += 32)
    largest = f64x2.pmax(largest, f64x2.pmax(v128.load(z + c), v128.load(z + c, 16)));
  return max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1));
}

/** z ← exp(z − largest), exactly 0 where that is below e⁻⁷⁰⁸; returns the sum. */
@inline
function exponentials(z: usize, width: usize, largest: f64): f64 {
  const shift = splat(largest);
  let sums = splat(0);
  for (let c: usize = 0; c < width; c += 16) {
    const centred = f64x2.sub(v128.load(z + c), shift);
    const e = v128.and(expVector(centred), f64x2.ge(centred, splat(-708)));
    sums = f64x2.add(sums, e);
    v128.store(z + c, e);
  }
  return sumLanes(sums);
}

@inline
function scale(z: usize, width: usize, factor: f64): void {
  const factors = splat(factor);
  for (let c: usize = 0; c < width; c += 16) v128.store(z + c, f64x2.mul(v128.load(z + c), factors));
}

/**
 * Probabilities from scores, in place.
 *
 * @param Z  IN scores, OUT probabilities (nSamples, q); scores of −1e300 in the padding become 0
 */
export function softmaxBlock(begin: i32, end: i32, block: i32, scratch: usize, Z: usize, q: i32): void {
  const width = <usize>q * 8;
  for (let i = begin; i < end; i++) {
    const z = Z + <usize>i * width;
    scale(z, width, 1 / exponentials(z, width, largestScore(z, width)));
  }
}

/**
 * Multinomial loss and gradient in one pass: adds up w (log Σ eᶻ − z_y) and w (p − onehot(y)) for [x, 1].
 *
 * Scratch: 32 (q + 1) doubles.
 *
 * @param X            IN (nSamples, nFeatures)
 * @param y            IN (nSamples), i32 class codes
 * @param weight       IN (nSamples), or 0: weight 1
 * @param W            IN (nFeatures + 1, q), the intercepts last; q = 4 ⌈nClasses / 4⌉; intercepts of the padding −1e300, so that it gets
 *   probability 0
 * @param probability  OUT (nSamples, q), or 0: not wanted
 * @param out          OUT (nBlocks, (nFeatures + 1) q + 1): gradient, then the loss
 */
export function multinomialBlock(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  X: usize,
  nFeatures: i32,
  y: usize,
  weight: usize,
  W: usize,
  q: i32,
  probability: usize,
  out: usize,
): void {
  const stride = <usize>nFeatures * 8;
  const width = <usize>q * 8;
  const size = <usize>(nFeatures + 1) * width;
  const g = out + <usize>block * (size + 8);
  memory.fill(g, 0, size + 8);
  const sums = scratch + <usize>CHUNK * width;
  let loss = 0.0;
  for (let start = begin; start < end; start += CHUNK) {
    const count = min(CHUNK, end - start);
    for (let r = 0; r < count; r += 4) scoreRows(X, nFeatures, start + r, start + count, W, q, scratch + <usize>r * width);
    for (let r = 0; r < count; r++) {
      const i = start + r;
      const z = scratch + <usize>r * width;
      const own = z + (<usize>load<i32>(y + (<usize>i << 2)) << 3);
      const w = weight == 0 ? 1.0 : load<f64>(weight + (<usize>i << 3));
      const score = load<f64>(own);
      const largest = largestScore(z, width);
      loss += w * (largest - score);
      const sum = exponentials(z, width, largest);
      store<f64>(sums + (<usize>r << 3), sum);
      if (probability == 0) {
        scale(z, width, w / sum);
      } else {
        scale(z, width, 1 / sum);
        memory.copy(probability + <usize>i * width, z, width);
        if (weight != 0) scale(z, width, w);
      }
      store<f64>(own, load<f64>(own) - w);
    }
    loss += sumOfLogs(count, sums, weight == 0 ? 0 : weight + (<usize>start << 3));
    addOuter(count, X + <usize>start * stride, nFeatures, scratch, q, g);
  }
  store<f64>(g + size, loss);
}

/** Σ w log(s) over `count` values, two at a time. */
function sumOfLogs(count: i32, s: usize, weight: usize): f64 {
  let total = splat(0);
  let r: i32 = 0;
  for (; r + 2 <= count; r += 2) {
    const logs = logVector(v128.load(s + (<usize>r << 3)));
    total = weight == 0 ? f64x2.add(total, logs) : multiplyAdd(v128.load(weight + (<usize>r << 3)), logs, total);
  }
  let sum = sumLanes(total);
  if (r < count) {
    const last = f64x2.extract_lane(logVector(v128.load64_splat(s + (<usize>r << 3))), 0);
    sum += weight == 0 ? last : last * load<f64>(weight + (<usize>r << 3));
  }
  return sum;
}

/** g += Σ [x, 1] rᵀ over `count` rows; r has q columns. */
function addOuter(count: i32, X: usize, nFeatures: i32, R: usize, q: i32, g: usize): void {
  const stride = <usize>nFeatures * 8;
  const width = <usize>q * 8;
  for (let c: usize = 0; c < width; c += 32) {
    let j: i32 = 0;
    for (; j + 4 <= nFeatures; j += 4) addOuterTile(count, X + (<usize>j << 3), stride, R + c, width, g + <usize>j * width + c, width);
    for (; j < nFeatures; j++) {
      let x = X + (<usize>j << 3);
      let r = R + c;
      const target = g + <usize>j * width + c;
      let s0 = v128.load(target);
      let s1 = v128.load(target, 16);
      for (let i = 0; i < count; i++) {
        const t = v128.load64_splat(x);
        s0 = multiplyAdd(t, v128.load(r), s0);
        s1 = multiplyAdd(t, v128.load(r, 16), s1);
        x += stride;
        r += width;
      }
      v128.store(target, s0);
      v128.store(target, s1, 16);
    }
    const target = g + <usize>nFeatures * width + c;
    let s0 = v128.load(target);
    let s1 = v128.load(target, 16);
    let r = R + c;
    for (let i = 0; i < count; i++) {
      s0 = f64x2.add(s0, v128.load(r));
      s1 = f64x2.add(s1, v128.load(r, 16));
      r += width;
    }
    v128.store(target, s0);
    v128.store(target, s1, 16);
  }
}

/**
 * Product of the multinomial loss's Hessian with a vector: with t = [x, 1]ᵀS, adds up [x, 1] (w p (t − pᵀt))ᵀ.
 *
 * Scratch: 32 q doubles.
 *
 * @param X            IN (nSamples, nFeatures)
 * @param weight       IN (nSamples), or 0: weight 1
 * @param probability  IN (nSamples, q)
 * @param S            IN (nFeatures + 1, q), the intercepts' last
 * @param out          OUT (nBlocks, (nFeatures + 1) q)
 */
export function multinomialHessianBlock(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  X: usize,
  nFeatures: i32,
  weight: usize,
  probability: usize,
  S: usize,
  q: i32,
  out: usize,
): void {
  const stride = <usize>nFeatures * 8;
  const width = <usize>q * 8;
  const size = <usize>(nFeatures + 1) * width;
  const g = out + <usize>block * size;
  memory.fill(g, 0, size);
  for (let start = begin; start < end; start += CHUNK) {
    const count = min(CHUNK, end - start);
    for (let r = 0; r < count; r += 4) scoreRows(X, nFeatures, start + r, start + count, S, q, scratch + <usize>r * width);
    for (let r = 0; r < count; r++) {
      const t = scratch + <usize>r * width;
      const p = probability + <usize>(start + r) * width;
      const w = weight == 0 ? 1.0 : load<f64>(weight + (<usize>(start + r) << 3));
      const mean = splat(dot(q, p, t));
      for (let c: usize = 0; c < width; c += 16) {
        const scaled = f64x2.mul(v128.load(p + c), splat(w));
        v128.store(t + c, f64x2.mul(f64x2.sub(v128.load(t + c), mean), scaled));
      }
    }
    addOuter(count, X + <usize>start * stride, nFeatures, scratch, q, g);
  }
}
