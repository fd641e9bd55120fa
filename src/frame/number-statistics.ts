import { choice, integer, type ParamSpec, resolveParams } from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import { ComparableColumn } from "./comparable-column.js";
import { distinctCount, modesOf } from "./statistics/mode.js";
import { kurtOf, maxOf, meanOf, minOf, skewOf, sumOf, varOf } from "./statistics/moments.js";
import {
  medianOf,
  QUANTILE_INTERPOLATIONS,
  type QuantileInterpolation,
  quantileOf,
  quantilesOf,
} from "./statistics/present-quantiles.js";

/** Options of the spread of a column. */
export interface SpreadOptions {
  /** What is taken from the number of values, an integer >= 0. Default 1. */
  readonly ddof?: number;
}

/** Options of the quantiles of a column. */
export interface QuantileOptions {
  /** Where a quantile lies that falls between two values. Default "linear". */
  readonly interpolation?: QuantileInterpolation;
}

const ddofSpecs: { readonly ddof: ParamSpec<number> } = {
  ddof: integer({ default: 1, min: 0, help: "What is taken from the number of values." }),
};

const quantileSpecs: { readonly interpolation: ParamSpec<QuantileInterpolation> } = {
  interpolation: choice<QuantileInterpolation>({
    default: "linear",
    help: "Where a quantile lies that falls between two values.",
    options: QUANTILE_INTERPOLATIONS,
  }),
};

/**
 * Statistics of a column of numbers, as pandas has them: missing values are left out, and a statistic of no values is NaN.
 */
export abstract class NumberStatistics extends ComparableColumn<number> {
  /** Values, shape (length); a missing value is NaN. */
  abstract readonly values: Float64Array;

  /** Sum; 0 if all are missing. */
  sum(): number {
    return sumOf(this.values);
  }

  /** Arithmetic mean. */
  mean(): number {
    return meanOf(this.values);
  }

  /** The middle value, or the mean of the two in the middle. Cost: O(rows), by selection. */
  median(): number {
    return medianOf(this.values);
  }

  /** Variance Σ (x - mean)² / (n - ddof); NaN if n <= ddof. */
  var(options: SpreadOptions = {}): number {
    return varOf(this.values, resolveParams("NumberColumn.var", ddofSpecs, options).ddof);
  }

  /** Standard deviation √var. */
  std(options: SpreadOptions = {}): number {
    return Math.sqrt(varOf(this.values, resolveParams("NumberColumn.std", ddofSpecs, options).ddof));
  }

  /**
   * Quantiles. Cost: O(rows) each, by selection.
   *
   * @param q in [0, 1], one or several.
   * @throws {InvalidParameterError} if a q is not in [0, 1].
   */
  quantile(q?: number, options?: QuantileOptions): number;
  quantile(q: readonly number[], options?: QuantileOptions): Float64Array;
  quantile(q: number | readonly number[] = 0.5, options: QuantileOptions = {}): number | Float64Array {
    const where = "NumberColumn.quantile";
    const { interpolation } = resolveParams(where, quantileSpecs, options);
    for (const one of typeof q === "number" ? [q] : q)
      if (!(one >= 0 && one <= 1)) throw new InvalidParameterError(where, "q", "in [0, 1]", one);
    return typeof q === "number"
      ? quantileOf(this.values, q, interpolation)
      : quantilesOf(this.values, q, interpolation);
  }

  /** The most frequent values, ascending: several where they are equally frequent, none if all are missing. */
  mode(): number[] {
    return Array.from(modesOf(this.values));
  }

  /** Least value. */
  min(): number {
    return minOf(this.values);
  }

  /** Greatest value. */
  max(): number {
    return maxOf(this.values);
  }

  /** Number of distinct values. */
  nunique(): number {
    return distinctCount(this.values);
  }

  /** Skewness, adjusted for bias; NaN for constant values and for less than 3. */
  skew(): number {
    return skewOf(this.values);
  }

  /** Excess kurtosis, adjusted for bias; NaN for constant values and for less than 4. */
  kurt(): number {
    return kurtOf(this.values);
  }
}
