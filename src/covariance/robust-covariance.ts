import { Described, InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import type { RandomState } from "../core/random-state.js";
import { reportWarning } from "../core/warning.js";
import { symmetricEigen } from "../linalg/symmetric-eigen.js";
import { symmetricInverse } from "../linalg/symmetric-inverse.js";
import type { CancelSignal } from "../parallel/index.js";
import { chiSquaredCdf, chiSquaredIsf, chiSquaredPpf } from "../stats/chi-squared-distribution.js";
import { boundColumns } from "./bounded-columns.js";
import { type ColumnSample, type Moments, momentsOf, sampleDistances } from "./column-sample.js";
import { allRows, type RawMcd, searchMcd } from "./mcd-search.js";

/** Raw and reweighted minimum covariance determinant of some rows. */
export interface RobustCovariance extends Moments {
  readonly raw: RawMcd;
  /** Rows that location and covariance are taken of, ascending. */
  readonly support: Int32Array;
  /** Squared Mahalanobis distance of every row, shape (nSamples). */
  readonly distances: Float64Array;
}

// Share of the rows of a normal distribution that reweighting leaves out.
const TRIMMED = 0.025;

/**
 * Number of rows of the support: those of the highest breakdown point, ⌈(nSamples + nFeatures + 1) / 2⌉, or a share of all.
 *
 * @throws {InvalidInputError} if the share is less than a row.
 */
export function supportSize(where: string, { rows, columns }: Matrix, fraction: number | null): number {
  if (fraction === null) return Math.min(Math.ceil(0.5 * (rows + columns + 1)), rows);
  const size = Math.floor(fraction * rows);
  if (size < 1)
    throw new InvalidInputError(
      where,
      "X must have so many rows that supportFraction of them is one at least",
      new Described(`${rows} rows and supportFraction ${fraction}`),
    );
  return size;
}

/** The raw estimate, of values of any magnitude. */
export async function rawMcd(
  X: Matrix,
  nSupport: number,
  random: RandomState,
  signal?: CancelSignal,
): Promise<RawMcd & { readonly sample: ColumnSample }> {
  const sample = allRows(X.data, X.columns);
  const bounded = boundColumns(sample);
  const found = await searchMcd(bounded, nSupport, random, signal);
  return bounded === sample
    ? { ...found, sample }
    : { ...found, ...momentsOf(sample, found.support), sample };
}

/**
 * Minimum covariance determinant, corrected to be consistent at the normal distribution, and location and covariance anew from
 * the rows that lie within its 97.5 % ellipsoid.
 *
 * @throws {InvalidInputError} if the rows of the support coincide, or the covariance overflows.
 * @see Croux & Haesbroeck (1999), Influence function and efficiency of the minimum covariance determinant scatter matrix
 * estimator, doi:10.1006/jmva.1999.1839; Rousseeuw & Van Driessen (1999), doi:10.1080/00401706.1999.10485670.
 */
export async function robustCovariance(
  where: string,
  X: Matrix,
  nSupport: number,
  assumeCentered: boolean,
  random: RandomState,
  signal?: CancelSignal,
): Promise<RobustCovariance> {
  const { rows, columns: d } = X;
  const { sample, ...found } = await rawMcd(X, nSupport, random, signal);
  const raw = assumeCentered ? centeredRaw(sample, found) : found;
  checkOverflow(where, X, raw.covariance);
  if (nSupport < rows && raw.covariance.every((value) => value === 0))
    throw new InvalidInputError(
      where,
      "X must have a support of rows that differ (a larger supportFraction may find one)",
      new Described(`${nSupport} equal rows`),
    );
  const correction = consistencyFactor(d, nSupport / rows);
  const bound = chiSquaredIsf(TRIMMED, d);
  const support = Int32Array.from(raw.distances.keys()).filter((i) => raw.distances[i]! / correction < bound);
  if (support.length === 0) throw new InvalidInputError(where, "X must have rows near its robust centre", X);
  const { location, covariance } = momentsOf(sample, support, assumeCentered);
  const factor = consistencyFactor(d, 1 - TRIMMED);
  const corrected = covariance.map((value) => value * factor);
  checkOverflow(where, X, corrected);
  warnOfRank(where, corrected, d);
  const distances = sampleDistances(sample, location, symmetricInverse(corrected, d));
  return { raw, location, covariance: corrected, support, distances };
}

function checkOverflow(where: string, X: Matrix, covariance: Float64Array): void {
  if (!covariance.every(Number.isFinite))
    throw new InvalidInputError(where, "X must be small enough for its covariance to be finite", X);
}

/** The raw estimate about zero, from the same support. */
function centeredRaw(sample: ColumnSample, { support }: RawMcd): RawMcd {
  const { location, covariance } = momentsOf(sample, support, true);
  const precision = symmetricInverse(covariance, sample.features);
  return { location, covariance, support, distances: sampleDistances(sample, location, precision) };
}

/** What the covariance of the inner share `alpha` of a normal distribution is to be multiplied by. */
function consistencyFactor(nFeatures: number, alpha: number): number {
  return alpha / chiSquaredCdf(chiSquaredPpf(alpha, nFeatures), nFeatures + 2);
}

/** Warns where the inverse of the covariance leaves out directions, as {@link symmetricInverse} does. */
function warnOfRank(where: string, covariance: Float64Array, d: number): void {
  const { values } = symmetricEigen(covariance, d);
  if (values[0]! <= values[d - 1]! * d * Number.EPSILON)
    reportWarning(
      `${where}: the covariance of X is singular; distances leave out the directions without spread`,
    );
}
