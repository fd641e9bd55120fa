import type { Matrix } from "../core/matrix.js";

/** Intercept of the classes that fill up to a multiple of 4: their probability is exactly 0. */
export const PADDING_SCORE = -1e300;

/**
 * Coefficients as the kernels take them: feature by feature, classes side by side, padded to a multiple of 4, intercepts last.
 *
 * @param coef shape (nClasses, nFeatures).
 * @param intercept shape (nClasses).
 * @returns shape (nFeatures + 1, q).
 */
export function addPadding(coef: Matrix, intercept: Float64Array): Float64Array {
  const { rows: k, columns: d } = coef;
  const q = 4 * Math.ceil(k / 4);
  const out = new Float64Array((d + 1) * q);
  for (let c = 0; c < k; c++) {
    for (let j = 0; j < d; j++) out[j * q + c] = coef.get(c, j);
    out[d * q + c] = intercept[c]!;
  }
  out.fill(PADDING_SCORE, d * q + k);
  return out;
}

/** Copies `rows` rows of q columns without their padding to `out`, from position `at`. */
export function removePadding(
  padded: Float64Array,
  rows: number,
  k: number,
  q: number,
  out: Float64Array,
  at: number,
): void {
  for (let i = 0; i < rows; i++) for (let c = 0; c < k; c++) out[at++] = padded[i * q + c]!;
}
