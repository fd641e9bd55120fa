import type { Label, VectorLike } from "../base/estimator.js";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { crossTable } from "./confusion-matrix.js";

/** Options of {@link matthewsCorrcoef}. */
export interface MatthewsOptions {
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
}

/**
 * Matthews correlation coefficient φ between true and predicted classes, from −1 to 1; 0 where one of them is constant.
 *
 * @throws {InvalidInputError} if the two are empty, of different lengths or types.
 * @see Gorodkin (2004), Comparing two K-category assignments by a K-category correlation coefficient, doi:10.1016/j.compbiolchem.2004.09.006.
 * @example
 * ```ts
 * matthewsCorrcoef([1, 1, 1, -1], [1, -1, 1, 1]); // => -0.3333333333333333
 * ```
 */
export function matthewsCorrcoef<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  { sampleWeight }: MatthewsOptions = {},
): number {
  const C = crossTable("matthewsCorrcoef", yTrue, yPred, sampleWeight === undefined ? {} : { sampleWeight });
  const actual = rowSums(C);
  const predicted = columnSums(C);
  const agreeing = Array.from({ length: C.rows }, (_, k) => C.get(k, k)).reduce((a, b) => a + b, 0);
  const total = pairwiseSum(predicted);
  const covariance = agreeing * total - dot(actual, predicted);
  const variances = (total * total - dot(predicted, predicted)) * (total * total - dot(actual, actual));
  return variances === 0 ? 0 : covariance / Math.sqrt(variances);
}

/** Options of {@link cohenKappaScore}. */
export interface CohenKappaOptions<L extends Label> {
  /** Labels to look at, in the order that weighting goes by. Default: all, sorted. */
  readonly labels?: readonly L[];
  /** How far apart labels are: equally (null), by |i − j| ("linear"), by (i − j)² ("quadratic"). Default null. */
  readonly weights?: "linear" | "quadratic" | null;
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
  /** Value where the coefficient is not defined. Default NaN. */
  readonly replaceUndefinedBy?: number;
}

/**
 * Cohen's κ: agreement of two annotators beyond what chance would give, (observed − expected) / (1 − expected).
 *
 * @throws {InvalidInputError} if the two are empty, of different lengths or types.
 * @throws {InvalidParameterError} if an option is outside its domain.
 * @see Cohen (1960), A coefficient of agreement for nominal scales, doi:10.1177/001316446002000104.
 * @example
 * ```ts
 * cohenKappaScore(["no", "no", "yes", "no"], ["no", "yes", "yes", "no"]); // => 0.5
 * ```
 */
export function cohenKappaScore<L extends Label>(
  y1: VectorLike<L>,
  y2: VectorLike<L>,
  { labels, weights = null, sampleWeight, replaceUndefinedBy = Number.NaN }: CohenKappaOptions<L> = {},
): number {
  if (weights !== null && weights !== "linear" && weights !== "quadratic") {
    throw new InvalidParameterError(
      "cohenKappaScore",
      "weights",
      'one of "linear", "quadratic", or null',
      weights,
    );
  }
  const C = crossTable("cohenKappaScore", y1, y2, {
    ...(labels === undefined ? {} : { labels }),
    ...(sampleWeight === undefined ? {} : { sampleWeight }),
  });
  const sum0 = columnSums(C);
  const sum1 = rowSums(C);
  const total = pairwiseSum(sum0);
  const distance = (i: number, j: number): number => {
    if (weights === null) return i === j ? 0 : 1;
    return weights === "linear" ? Math.abs(i - j) : (i - j) * (i - j);
  };
  const observed = new Float64Array(C.data.length);
  const expected = new Float64Array(C.data.length);
  for (let i = 0, p = 0; i < C.rows; i++) {
    for (let j = 0; j < C.rows; j++, p++) {
      observed[p] = distance(i, j) * C.data[p]!;
      expected[p] = distance(i, j) * ((sum0[i]! * sum1[j]!) / total);
    }
  }
  const byChance = pairwiseSum(expected);
  return total === 0 || byChance === 0 ? replaceUndefinedBy : 1 - pairwiseSum(observed) / byChance;
}

function rowSums(C: Matrix): Float64Array {
  return Float64Array.from({ length: C.rows }, (_, i) => pairwiseSum(C.row(i)));
}

function columnSums(C: Matrix): Float64Array {
  return Float64Array.from({ length: C.columns }, (_, j) =>
    C.column(j).reduce((sum, value) => sum + value, 0),
  );
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
