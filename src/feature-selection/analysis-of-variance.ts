import type { Label, MatrixLike, VectorLike } from "../base/estimator.js";
import { toTarget, toVector } from "../base/input.js";
import { encodeDistinct } from "../base/labels.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { reportWarning } from "../core/warning.js";
import { fSf } from "../stats/f-distribution.js";
import { classCounts, classSums } from "./column-sums.js";
import type { TestedScores } from "./score-function.js";
import { classesOf, toDenseOrSparse } from "./score-samples.js";

/**
 * Analysis of variance of each feature: F = (variance between the classes) / (variance within them), and the probability of so large a
 * value if the feature had one mean in all classes.
 *
 * The sums of squares are taken as scikit-learn takes them, about zero: of a feature whose mean is large against its deviation, digits are lost. A
 * constant feature has F = NaN and is reported as a warning, as is every feature if there is one class only.
 *
 * Cost: one pass over X.
 *
 * @param X shape (nSamples, nFeatures), finite; a sparse matrix is taken as it is.
 * @param y class of each sample, shape (nSamples).
 * @returns `scores`, F of each feature; `pvalues`, each to 13 digits in the far tail too.
 * @throws {InvalidInputError} if X is empty or not finite, or y has another length or holds what is no label.
 * @see Heiman (2002), Research Methods in Statistics, pages 394-397.
 * @example
 * ```ts
 * const { scores, pvalues } = fClassif([[1, 4], [2, 1], [6, 3], [7, 2]], ["a", "a", "b", "b"]);
 * scores; // => Float64Array.of(50, 0)
 * Array.from(pvalues, (p) => p.toFixed(4)); // => ["0.0194", "1.0000"]
 * ```
 */
export function fClassif(X: MatrixLike, y: VectorLike<Label>): TestedScores {
  const where = "fClassif";
  const samples = toDenseOrSparse(where, X);
  const { classes, codes } = classesOf(where, y, samples.rows, encodeDistinct);
  return varianceRatios(where, samples, codes, classes.length);
}

/** F of each column and its p-value. */
function varianceRatios(
  where: string,
  X: Parameters<typeof classSums>[0],
  codes: Int32Array,
  nClasses: number,
): TestedScores {
  const { rows, columns } = X;
  const counts = classCounts(codes, nClasses);
  const { sums, squares } = classSums(X, codes, nClasses);
  const scores = new Float64Array(columns);
  const pvalues = new Float64Array(columns);
  const constant: number[] = [];
  let withoutSpread = 0; // features whose class means agree exactly
  for (let j = 0; j < columns; j++) {
    let allSquares = 0;
    let allSums = 0;
    for (let c = 0; c < nClasses; c++) {
      allSquares += squares[c * columns + j]!;
      allSums += sums[c * columns + j]!;
    }
    let between = 0;
    for (let c = 0; c < nClasses; c++)
      between += (sums[c * columns + j]! * sums[c * columns + j]!) / counts[c]!;
    between -= (allSums * allSums) / rows;
    const within = allSquares - (allSums * allSums) / rows - between;
    const meanBetween = between / (nClasses - 1);
    const meanWithin = within / (rows - nClasses);
    if (meanWithin === 0) constant.push(j);
    if (meanBetween === 0) withoutSpread++;
    scores[j] = meanBetween / meanWithin;
    pvalues[j] = fSf(scores[j]!, nClasses - 1, rows - nClasses);
  }
  if (constant.length > 0 && withoutSpread > 0)
    reportWarning(`${where}: the features ${constant.join(", ")} are constant; they have no score`);
  return { scores, pvalues };
}

/** What {@link fOneway} finds. */
export interface OnewayResult {
  /** F = (variance between the samples) / (variance within them). */
  readonly statistic: number;
  /** Probability of an F so large if all means are equal. */
  readonly pvalue: number;
}

/**
 * One-way analysis of variance: whether two or more samples, of any sizes, come from distributions of one mean. Assumes that they are
 * independent, normal and of one variance.
 *
 * @param samples values of each group, finite, at least one in each.
 * @returns NaN if all values are equal.
 * @throws {InvalidInputError} if there are fewer than two samples, one is empty or holds what is not finite.
 * @see Heiman (2002), Research Methods in Statistics, pages 394-397.
 * @example
 * ```ts
 * const { statistic, pvalue } = fOneway([1, 2, 3], [2, 4, 6], [5, 7, 9]);
 * statistic.toFixed(6); // => "6.333333"
 * pvalue.toFixed(6); // => "0.033209"
 * ```
 */
export function fOneway(...samples: readonly VectorLike<number>[]): OnewayResult {
  const where = "fOneway";
  if (samples.length < 2)
    throw new InvalidInputError(
      where,
      "there must be at least 2 samples",
      new Described(`${samples.length}`),
    );
  const groups = samples.map((sample, k) => {
    const { length } = toVector(where, `sample ${k}`, sample);
    if (length === 0)
      throw new InvalidInputError(where, `sample ${k} must have at least 1 value`, new Described("none"));
    return toTarget(where, sample, length, `sample ${k}`);
  });
  const values = Float64Array.from(groups.flatMap((group) => Array.from(group)));
  const codes = Int32Array.from(groups.flatMap((group, k) => new Array<number>(group.length).fill(k)));
  // About the mean of all, so that a large one costs no digits.
  const mean = pairwiseSum(values) / values.length;
  const centred = new Matrix(
    values.map((value) => value - mean),
    values.length,
    1,
  );
  const { scores, pvalues } = varianceRatios(where, centred, codes, groups.length);
  return { statistic: scores[0]!, pvalue: pvalues[0]! };
}
