import { InvalidInputError } from "../core/errors.js";

/** Weighted means of the columns of X and of y; zero where no intercept is fitted. */
export interface Means {
  /** shape (nFeatures). */
  readonly x: Float64Array;
  readonly y: number;
}

/** X and y about their means, and, where asked for, each row times √weight. */
export interface CentredDesign {
  /** shape (nSamples, nFeatures), row-major; a copy. */
  readonly X: Float64Array;
  /** shape (nSamples); a copy. */
  readonly y: Float64Array;
  readonly means: Means;
}

/**
 * Weighted means, each corrected by the mean of what is left after subtracting it.
 *
 * @throws {InvalidInputError} if a sum overflows.
 */
export function weightedMeans(
  where: string,
  X: Float64Array,
  y: Float64Array,
  weight: Float64Array | undefined,
): Means {
  const n = y.length;
  const d = X.length / n;
  let total = 0;
  for (let i = 0; i < n; i++) total += weight === undefined ? 1 : weight[i]!;
  const means = new Float64Array(d + 1);
  for (let pass = 0; pass < 2; pass++) {
    const sums = new Float64Array(d + 1);
    for (let i = 0, p = 0; i < n; i++) {
      const w = weight === undefined ? 1 : weight[i]!;
      for (let j = 0; j < d; j++) sums[j]! += w * (X[p++]! - means[j]!);
      sums[d]! += w * (y[i]! - means[d]!);
    }
    for (let j = 0; j <= d; j++) means[j]! += sums[j]! / total;
  }
  requireFinite(where, means);
  return { x: means.subarray(0, d), y: means[d]! };
}

/** @throws {InvalidInputError} if a value is not finite: the input was, so a sum overflowed. */
export function requireFinite(where: string, values: ArrayLike<number>): void {
  for (let j = 0; j < values.length; j++) {
    if (!Number.isFinite(values[j]!))
      throw new InvalidInputError(
        where,
        "X and y must be neither so large that their products overflow nor so small that they vanish",
        values[j],
      );
  }
}

/**
 * Copies X and y, subtracts their weighted means where an intercept is fitted, and multiplies rows by √weight where `rescale` says so:
 * then the weighted least-squares problem is an unweighted one without intercept.
 *
 * @throws {InvalidInputError} if a sum overflows.
 */
export function centredDesign(
  where: string,
  X: Float64Array,
  y: Float64Array,
  weight: Float64Array | undefined,
  fitIntercept: boolean,
  rescale: boolean,
): CentredDesign {
  const n = y.length;
  const d = X.length / n;
  const means = fitIntercept ? weightedMeans(where, X, y, weight) : { x: new Float64Array(d), y: 0 };
  const Xc = new Float64Array(X.length);
  const yc = new Float64Array(n);
  for (let i = 0, p = 0; i < n; i++) {
    const root = rescale && weight !== undefined ? Math.sqrt(weight[i]!) : 1;
    for (let j = 0; j < d; j++, p++) Xc[p] = (X[p]! - means.x[j]!) * root;
    yc[i] = (y[i]! - means.y) * root;
  }
  return { X: Xc, y: yc, means };
}

/** Intercept that makes the plane go through the means. */
export function interceptOf(means: Means, coef: Float64Array): number {
  let sum = means.y;
  for (let j = 0; j < coef.length; j++) sum -= means.x[j]! * coef[j]!;
  return sum;
}
