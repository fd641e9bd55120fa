import type { VectorLike } from "../base/estimator.js";
import { toNumbers } from "../base/input.js";
import { type ParamSpecs, real, resolveParams } from "../base/params.js";
import { presentValues } from "../core/present-values.js";
import { quantiles } from "../core/quantile.js";

/** Options of {@link iqrFences} and {@link iqrOutliers}. */
export interface IqrOptions {
  /** How many interquartile ranges beyond the quartiles the fences stand; a number >= 0. Default 1.5; 3 for far outliers. */
  readonly k: number;
}

/** Quartiles and what follows from them. */
export interface IqrFences {
  /** First quartile - k times the interquartile range. */
  readonly lower: number;
  /** Third quartile + k times the interquartile range. */
  readonly upper: number;
  readonly q1: number;
  readonly q3: number;
  /** Interquartile range q3 - q1. */
  readonly iqr: number;
}

const specs: ParamSpecs<IqrOptions> = {
  k: real({ default: 1.5, min: 0, help: "Interquartile ranges between quartile and fence." }),
};

/**
 * Tukey's fences: k interquartile ranges beyond the quartiles, which are interpolated linearly as NumPy and pandas do.
 *
 * A missing value (NaN or null) is left out; without values all is NaN.
 *
 * @param values shape (n), an array or a column; not changed.
 * @throws {InvalidInputError} if there is no value, or one is no finite number.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @see Tukey (1977), Exploratory data analysis, section 2D.
 *
 * @example
 * ```ts
 * iqrFences([1, 2, 3, 4, 5]); // => { lower: -1, upper: 7, q1: 2, q3: 4, iqr: 2 }
 * ```
 */
export function iqrFences(values: VectorLike<number | null>, options: Partial<IqrOptions> = {}): IqrFences {
  const { k } = resolveParams("iqrFences", specs, options);
  return fencesOf(toNumbers("iqrFences", "values", values), k);
}

/**
 * Which values lie beyond Tukey's fences ({@link iqrFences}). A missing value is no outlier, nor is any of equal values.
 *
 * @param values shape (n), an array or a column; not changed.
 * @returns shape (n).
 * @throws {InvalidInputError} if there is no value, or one is no finite number.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 *
 * @example
 * ```ts
 * iqrOutliers([1, 2, 3, 4, 5, 99]); // => [false, false, false, false, false, true]
 * ```
 */
export function iqrOutliers(values: VectorLike<number | null>, options: Partial<IqrOptions> = {}): boolean[] {
  const { k } = resolveParams("iqrOutliers", specs, options);
  const numbers = toNumbers("iqrOutliers", "values", values);
  const { lower, upper } = fencesOf(numbers, k);
  return Array.from(numbers, (value) => value < lower || value > upper);
}

function fencesOf(values: Float64Array, k: number): IqrFences {
  const present = presentValues(values);
  const missing = Float64Array.of(Number.NaN, Number.NaN);
  const [q1, q3] = present.length === 0 ? missing : quantiles(present, [0.25, 0.75]);
  const iqr = q3! - q1!;
  return { lower: q1! - k * iqr, upper: q3! + k * iqr, q1: q1!, q3: q3!, iqr };
}
