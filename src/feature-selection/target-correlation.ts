import type { MatrixLike, VectorLike } from "../base/estimator.js";
import { toTarget } from "../base/input.js";
import { flag, type ParamSpecs, resolveParams } from "../base/params.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { fSf } from "../stats/f-distribution.js";
import type { TestedScores } from "./score-function.js";
import { toDenseOrSparse } from "./score-samples.js";

/** Options of {@link rRegression} and {@link fRegression}. */
export interface CorrelationOptions {
  /** Whether means are subtracted from the features and the target. Default true. */
  readonly center: boolean;
  /**
   * Whether what is not defined becomes finite: of a constant feature or target the correlation 0, F 0 and p-value 1; of a feature
   * in line with the target the largest F. Default true.
   */
  readonly forceFinite: boolean;
}

const OPTION_SPECS: ParamSpecs<CorrelationOptions> = {
  center: flag({ default: true, help: "Whether means are subtracted." }),
  forceFinite: flag({ default: true, help: "Whether undefined results become finite." }),
};

/**
 * Pearson's correlation coefficient of each feature with the target, E[(x - mean x)(y - mean y)] / (std x · std y).
 *
 * Sums are taken about the means: of a feature whose mean is large against its deviation scikit-learn, which takes them about zero, loses digits.
 *
 * Cost: two passes over X.
 *
 * @param X shape (nSamples, nFeatures), finite; a sparse matrix is taken as it is.
 * @param y target, shape (nSamples), finite.
 * @returns coefficients in [-1, 1], shape (nFeatures).
 * @throws {InvalidInputError} if X is empty or not finite, or y has another length or is not finite.
 * @example
 * ```ts
 * rRegression([[1, 3], [2, 2], [3, 1]], [10, 20, 30]); // => Float64Array.of(1, -1)
 * ```
 */
export function rRegression(
  X: MatrixLike,
  y: VectorLike<number>,
  options: Partial<CorrelationOptions> = {},
): Float64Array {
  return correlations("rRegression", X, y, options);
}

/**
 * Linear regression of the target on each feature alone: F = r² / (1 - r²) · df with {@link rRegression}'s r and nSamples - 2 degrees of freedom
 * (nSamples - 1 without centring), and its p-value.
 *
 * Cost: two passes over X.
 *
 * @param X shape (nSamples, nFeatures), finite; a sparse matrix is taken as it is.
 * @param y target, shape (nSamples), finite.
 * @returns `scores`, F of each feature; `pvalues`.
 * @throws {InvalidInputError} if X is empty or not finite, or y has another length or is not finite.
 * @example
 * ```ts
 * const { scores, pvalues } = fRegression([[1], [2], [3], [4]], [1, 3, 2, 4]);
 * scores[0].toFixed(6); // => "3.555556"
 * pvalues[0].toFixed(6); // => "0.200000"
 * ```
 */
export function fRegression(
  X: MatrixLike,
  y: VectorLike<number>,
  options: Partial<CorrelationOptions> = {},
): TestedScores {
  const where = "fRegression";
  const r = correlations(where, X, y, options);
  const { center, forceFinite } = resolveParams(where, OPTION_SPECS, options);
  const df = y.length - (center ? 2 : 1);
  const scores = r.map((value) => ((value * value) / (1 - value * value)) * df);
  const pvalues = scores.map((score) => fSf(score, 1, df));
  if (!forceFinite) return { scores, pvalues };
  for (const [j, score] of scores.entries()) {
    if (Number.isNaN(score)) {
      scores[j] = 0;
      pvalues[j] = 1;
    } else if (!Number.isFinite(score)) scores[j] = Number.MAX_VALUE;
  }
  return { scores, pvalues };
}

function correlations(
  where: string,
  X: MatrixLike,
  y: VectorLike<number>,
  options: Partial<CorrelationOptions>,
): Float64Array {
  const { center, forceFinite } = resolveParams(where, OPTION_SPECS, options);
  const samples = toDenseOrSparse(where, X);
  const target = toTarget(where, y, samples.rows);
  const mean = center ? pairwiseSum(target) / target.length : 0;
  const residuals = target.map((value) => value - mean);
  const norm = Math.sqrt(pairwiseSum(residuals.map((value) => value * value)));
  const means = center ? columnMeans(samples) : new Float64Array(samples.columns);
  const { squares, products, constant } =
    samples instanceof CsrMatrix
      ? sparseSums(samples, means, residuals)
      : denseSums(samples, means, residuals);
  return products.map((product, j) => {
    const r = center && constant[j] === 1 ? Number.NaN : product / Math.sqrt(squares[j]!) / norm;
    return forceFinite && Number.isNaN(r) ? 0 : r;
  });
}

function columnMeans(X: Matrix | CsrMatrix): Float64Array {
  const { data, rows, columns } = X;
  const sums = new Float64Array(columns);
  if (X instanceof CsrMatrix) for (let k = 0; k < data.length; k++) sums[X.indices[k]!]! += data[k]!;
  else for (let i = 0, p = 0; i < rows; i++) for (let j = 0; j < columns; j++, p++) sums[j]! += data[p]!;
  return sums.map((sum) => sum / rows);
}

/** Sums of each column about its mean. */
interface CentredSums {
  /** Σ (x - mean)². */
  readonly squares: Float64Array;
  /** Σ (x - mean) v. */
  readonly products: Float64Array;
  /** 1 for a column of equal values. */
  readonly constant: Uint8Array;
}

function denseSums({ data, rows, columns }: Matrix, means: Float64Array, v: Float64Array): CentredSums {
  const squares = new Float64Array(columns);
  const products = new Float64Array(columns);
  const constant = new Uint8Array(columns).fill(1);
  for (let i = 0, p = 0; i < rows; i++) {
    const factor = v[i]!;
    for (let j = 0; j < columns; j++, p++) {
      const deviation = data[p]! - means[j]!;
      squares[j]! += deviation * deviation;
      products[j]! += deviation * factor;
      if (data[p]! !== data[j]!) constant[j] = 0;
    }
  }
  return { squares, products, constant };
}

function sparseSums(X: CsrMatrix, means: Float64Array, v: Float64Array): CentredSums {
  const { data, indices, indptr, rows, columns } = X;
  const squares = new Float64Array(columns);
  const products = new Float64Array(columns);
  const constant = new Uint8Array(columns).fill(1);
  const stored = new Int32Array(columns);
  const first = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let k = indptr[i]!; k < indptr[i + 1]!; k++) {
      const j = indices[k]!;
      const deviation = data[k]! - means[j]!;
      squares[j]! += deviation * deviation;
      products[j]! += data[k]! * v[i]!; // the mean adds nothing, since v sums to 0 where there is one
      if (stored[j]!++ === 0) first[j] = data[k]!;
      else if (data[k]! !== first[j]!) constant[j] = 0;
    }
  }
  for (let j = 0; j < columns; j++) {
    squares[j]! += (rows - stored[j]!) * means[j]! * means[j]!;
    if (stored[j]! < rows && first[j] !== 0) constant[j] = 0;
  }
  return { squares, products, constant };
}
