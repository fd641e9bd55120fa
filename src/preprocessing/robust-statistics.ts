import type { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { median, quantiles } from "../core/quantile.js";
import type { CancelSignal } from "../parallel/index.js";
import { forEachColumn } from "./dense-or-sparse.js";

/** Location and scale of each column that outliers do not move. */
export interface CentresAndSpreads {
  /** Median of each column, shape (nFeatures); NaN without values. */
  readonly center: Float64Array;
  /** Difference of the two quantiles of each column, shape (nFeatures); NaN without values. */
  readonly spread: Float64Array;
}

/**
 * Median and quantile range of each column; missing values (NaN) are left out.
 *
 * @param range the two quantiles, in per cent.
 */
export function columnCentresAndSpreads(
  X: Matrix | CsrMatrix,
  range: readonly [low: number, high: number],
  signal: CancelSignal | undefined,
): CentresAndSpreads {
  const center = new Float64Array(X.columns).fill(Number.NaN);
  const spread = center.slice();
  const probabilities = range.map((percent) => percent / 100);
  forEachColumn(X, (values, j) => {
    signal?.throwIfAborted();
    if (values.length === 0) return;
    center[j] = median(values);
    const [low, high] = quantiles(values, probabilities);
    spread[j] = high! - low!;
  });
  return { center, spread };
}
