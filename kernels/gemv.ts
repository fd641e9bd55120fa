import { addScaledRow, addScaledRows, dot, dotRows } from "./lib/f64x2-math";

/**
 * z = X w + b for a block of rows.
 *
 * @param X  IN (nSamples, nFeatures)
 * @param w  IN (nFeatures)
 * @param b  IN one number
 * @param z  OUT (nSamples)
 */
export function gemvBlock(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  X: usize,
  nFeatures: i32,
  w: usize,
  b: f64,
  z: usize,
): void {
  const stride = <usize>nFeatures * 8;
  let i = begin;
  for (; i + 4 <= end; i += 4) dotRows(nFeatures, X + <usize>i * stride, stride, w, b, z + (<usize>i << 3));
  for (; i < end; i++) store<f64>(z + (<usize>i << 3), dot(nFeatures, X + <usize>i * stride, w) + b);
}

/**
 * Xᵀ r over a block of rows, into the block's slot.
 *
 * @param X    IN (nSamples, nFeatures)
 * @param r    IN (nSamples)
 * @param out  OUT (nBlocks, nFeatures)
 */
export function gemvTransposedBlock(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  X: usize,
  nFeatures: i32,
  r: usize,
  out: usize,
): void {
  const stride = <usize>nFeatures * 8;
  const g = out + <usize>block * stride;
  memory.fill(g, 0, stride);
  let i = begin;
  for (; i + 4 <= end; i += 4) addScaledRows(nFeatures, r + (<usize>i << 3), X + <usize>i * stride, stride, g);
  for (; i < end; i++) addScaledRow(nFeatures, load<f64>(r + (<usize>i << 3)), X + <usize>i * stride, g);
}

/**
 * Gradient of a weighted sum of squares: with r = y − X coef − intercept, the sums of w r (x − shift) and of w r.
 *
 * @param X       IN (nSamples, nFeatures)
 * @param y       IN (nSamples)
 * @param weight  IN (nSamples), or 0: weight 1
 * @param coef    IN (nFeatures)
 * @param out     OUT (nBlocks, nFeatures + 1)
 */
export function residualGradientBlock(
  begin: i32,
  end: i32,
  block: i32,
  scratch: usize,
  X: usize,
  nFeatures: i32,
  y: usize,
  weight: usize,
  coef: usize,
  intercept: f64,
  shift: usize,
  out: usize,
): void {
  const stride = <usize>nFeatures * 8;
  const g = out + <usize>block * (stride + 8);
  memory.fill(g, 0, stride + 8);
  let sum = 0.0;
  for (let i = begin; i < end; i++) {
    const x = X + <usize>i * stride;
    let r = load<f64>(y + (<usize>i << 3)) - (dot(nFeatures, x, coef) + intercept);
    if (weight != 0) r *= load<f64>(weight + (<usize>i << 3));
    sum += r;
    addScaledRow(nFeatures, r, x, g);
  }
  for (let j = 0; j < nFeatures; j++) {
    const p = <usize>j << 3;
    store<f64>(g + p, load<f64>(g + p) - sum * load<f64>(shift + p));
  }
  store<f64>(g + stride, sum);
}
