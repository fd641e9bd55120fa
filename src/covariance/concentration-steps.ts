import { selectKth } from "../core/select-kth.js";
import { logDeterminant } from "../linalg/log-determinant.js";
import { symmetricInverse } from "../linalg/symmetric-inverse.js";
import { type ColumnSample, type Moments, momentsOf, sampleDistances } from "./column-sample.js";

/** Where concentration steps begin: at rows, or at a location and covariance. */
export type Start = { readonly rows: Int32Array } | Moments;

/** Where concentration steps end. */
export interface Concentrated extends Moments {
  /** Logarithm of the covariance's determinant; -Infinity where it is singular, Infinity where it overflowed. */
  readonly logDeterminant: number;
  /** Rows of least distance, ascending. */
  readonly support: Int32Array;
  /** Covariance by which the last distances are taken: that of the step before. */
  readonly metric: Float64Array;
}

/**
 * Concentration steps of the minimum covariance determinant: from location and covariance of the support to the
 * `nSupport` rows nearest by Mahalanobis distance, and so on. No step raises the determinant; they end when it stays, when the
 * covariance is singular, or after `maxSteps` steps.
 *
 * @param sample the rows, small enough for the squares of their values to be finite.
 * @see Rousseeuw & Van Driessen (1999), A fast algorithm for the minimum covariance determinant estimator, theorem 1,
 * doi:10.1080/00401706.1999.10485670.
 */
export function concentrate(
  sample: ColumnSample,
  nSupport: number,
  start: Start,
  maxSteps: number,
): Concentrated {
  let support = "rows" in start ? start.rows : nearestRows(sample, nSupport, start);
  let moments = momentsOf(sample, support);
  let determinant = boundedLogDeterminant(moments.covariance, sample.features);
  let metric = moments.covariance;
  let previous = { moments, determinant: Number.POSITIVE_INFINITY, support };
  let left = maxSteps;
  while (determinant < previous.determinant && left > 0 && determinant !== Number.NEGATIVE_INFINITY) {
    previous = { moments, determinant, support };
    metric = moments.covariance;
    support = nearestRows(sample, nSupport, moments);
    moments = momentsOf(sample, support);
    determinant = boundedLogDeterminant(moments.covariance, sample.features);
    left--;
  }
  const rose = determinant > previous.determinant && !nearlyEqual(determinant, previous.determinant);
  if (rose && left > 0) return result(previous.moments, previous.determinant, previous.support, metric);
  return result(moments, determinant, support, metric);
}

function result(
  moments: Moments,
  determinant: number,
  support: Int32Array,
  metric: Float64Array,
): Concentrated {
  return { ...moments, logDeterminant: determinant, support: support.toSorted(), metric };
}

/** Equal as scikit-learn's steps take it: by `numpy.allclose`. */
function nearlyEqual(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b);
}

/** The logarithm of a determinant, Infinity where the covariance is not finite. */
function boundedLogDeterminant(covariance: Float64Array, d: number): number {
  const value = logDeterminant(covariance, d);
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
}

function nearestRows(sample: ColumnSample, count: number, { location, covariance }: Moments): Int32Array {
  const precision = symmetricInverse(covariance, sample.features);
  return leastOf(sampleDistances(sample, location, precision), count);
}

/** Indices of the `count` least values, ascending; of equal ones the first. */
export function leastOf(values: Float64Array, count: number): Int32Array {
  const bound = selectKth(values.slice(), count - 1, 0, values.length);
  let ties = count;
  for (const value of values) if (value < bound) ties--;
  const out = new Int32Array(count);
  for (let i = 0, to = 0; to < count; i++)
    if (values[i]! < bound || (values[i]! === bound && ties-- > 0)) out[to++] = i;
  return out;
}
