import { ndtr, ndtri } from "../stats/normal-distribution.js";

/** Distribution that values are mapped to. */
export type OutputDistribution = "uniform" | "normal";

/** Normal quantiles are cut off where less than this probability lies beyond them. */
const BOUNDS_THRESHOLD = 1e-7;
const LEAST_NORMAL = ndtri(BOUNDS_THRESHOLD - Number.EPSILON);
const GREATEST_NORMAL = ndtri(1 - (BOUNDS_THRESHOLD - Number.EPSILON));

/** Map between the values of a column and their ranks in (0, 1), or the normal quantiles of these. */
export class QuantileMap {
  readonly #quantiles: Float64Array;
  readonly #references: Float64Array;
  readonly #normal: boolean;

  /**
   * @param quantiles shape (n), ascending; NaN for a column without values.
   * @param references their ranks, shape (n), from 0 to 1.
   */
  constructor(quantiles: Float64Array, references: Float64Array, distribution: OutputDistribution) {
    this.#quantiles = quantiles;
    this.#references = references;
    this.#normal = distribution === "normal";
  }

  /** Mean of the ranks of the first and the last quantile that is no less or no greater: equal quantiles share theirs. */
  forward(x: number): number {
    if (Number.isNaN(x)) return x;
    const rank = this.#rank(x);
    if (!this.#normal) return rank;
    return Math.min(Math.max(ndtri(rank), LEAST_NORMAL), GREATEST_NORMAL);
  }

  #rank(x: number): number {
    const quantiles = this.#quantiles;
    const last = quantiles.length - 1;
    const margin = this.#normal ? BOUNDS_THRESHOLD : 0;
    if (this.#normal ? x - margin < quantiles[0]! : x === quantiles[0]) return 0;
    if (this.#normal ? x + margin > quantiles[last]! : x === quantiles[last]) return 1;
    return 0.5 * (interpolate(x, quantiles, this.#references) + this.#interpolateDown(x));
  }

  /** The interpolation from above: of equal quantiles it takes the first. */
  #interpolateDown(x: number): number {
    const quantiles = this.#quantiles;
    const references = this.#references;
    if (Number.isNaN(quantiles[0]!)) return Number.NaN;
    const above = firstNotLess(quantiles, x);
    if (above === 0) return references[0]!;
    if (above === quantiles.length) return references[above - 1]!;
    if (quantiles[above] === x) return references[above]!;
    const slope = (references[above]! - references[above - 1]!) / (quantiles[above]! - quantiles[above - 1]!);
    return references[above]! - slope * (quantiles[above]! - x);
  }

  /** The value of a rank or a normal quantile. */
  inverse(z: number): number {
    if (Number.isNaN(z)) return z;
    const rank = this.#normal ? ndtr(z) : z;
    const quantiles = this.#quantiles;
    const margin = this.#normal ? BOUNDS_THRESHOLD : 0;
    if (this.#normal ? rank - margin < 0 : rank === 0) return quantiles[0]!;
    if (this.#normal ? rank + margin > 1 : rank === 1) return quantiles[quantiles.length - 1]!;
    return interpolate(rank, this.#references, quantiles);
  }
}

/** Piecewise linear interpolation, constant beyond the ends, as `numpy.interp` has it. */
function interpolate(x: number, xs: Float64Array, ys: Float64Array): number {
  const last = xs.length - 1;
  if (Number.isNaN(xs[0]!)) return Number.NaN;
  if (x < xs[0]!) return ys[0]!;
  if (x > xs[last]!) return ys[last]!;
  const at = firstGreater(xs, x) - 1;
  if (at === last || xs[at] === x) return ys[at]!;
  const slope = (ys[at + 1]! - ys[at]!) / (xs[at + 1]! - xs[at]!);
  return slope * (x - xs[at]!) + ys[at]!;
}

/** Position of the first value > x. */
function firstGreater(values: Float64Array, x: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Position of the first value >= x. */
function firstNotLess(values: Float64Array, x: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! >= x) high = middle;
    else low = middle + 1;
  }
  return low;
}
