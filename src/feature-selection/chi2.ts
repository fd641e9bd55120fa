import type { Label, MatrixLike, VectorLike } from "../base/estimator.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { chiSquaredSf } from "../stats/chi-squared-distribution.js";
import { classCounts, classSums } from "./column-sums.js";
import type { TestedScores } from "./score-function.js";
import { classesOf, toDenseOrSparse } from "./score-samples.js";

/**
 * χ² test of each feature of counts (term counts, indicators) against the classes: Σ (observed - expected)² / expected, where the expected
 * count of a class is its share of the samples times the feature's total. Large where the feature depends on the class. Continuous
 * features must be binned first.
 *
 * Cost: one pass over X; of a sparse matrix over its stored elements.
 *
 * @param X shape (nSamples, nFeatures), numbers >= 0; a sparse matrix is taken as it is.
 * @param y class of each sample, shape (nSamples).
 * @returns `scores`, χ² of each feature, NaN for one that is zero everywhere or if there is one class only; `pvalues` with
 * nClasses - 1 degrees of freedom.
 * @throws {InvalidInputError} if a value of X is negative or not finite, or y has another length or holds what is no label.
 * @see Pearson (1900), doi:10.1080/14786440009463897.
 * @example
 * ```ts
 * const X = [[1, 1, 3], [0, 1, 5], [5, 4, 1], [6, 6, 2], [1, 4, 0], [0, 0, 0]];
 * const { scores, pvalues } = chi2(X, [1, 1, 0, 0, 2, 2]);
 * Array.from(scores, (score) => score.toFixed(4)); // => ["15.3846", "6.5000", "8.9091"]
 * Array.from(pvalues, (p) => p.toFixed(6)); // => ["0.000456", "0.038774", "0.011626"]
 * ```
 */
export function chi2(X: MatrixLike, y: VectorLike<Label>): TestedScores {
  const where = "chi2";
  const samples = toDenseOrSparse(where, X);
  refuseNegative(where, samples);
  const { classes, codes } = classesOf(where, y, samples.rows);
  const { rows, columns } = samples;
  const counts = classCounts(codes, classes.length);
  const { sums } = classSums(samples, codes, classes.length);
  // One class is compared with an empty second one, so that nothing can be expected of it.
  const nClasses = Math.max(classes.length, 2);
  const scores = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    let total = 0;
    for (let c = 0; c < classes.length; c++) total += sums[c * columns + j]!;
    for (let c = 0; c < nClasses; c++) {
      const expected = ((counts[c] ?? 0) / rows) * total;
      const difference = (sums[c * columns + j] ?? 0) - expected;
      scores[j]! += (difference * difference) / expected;
    }
  }
  return { scores, pvalues: scores.map((score) => chiSquaredSf(score, nClasses - 1)) };
}

function refuseNegative(where: string, X: Matrix | CsrMatrix): void {
  const at = X.data.findIndex((value) => value < 0);
  if (at < 0) return;
  const column = X instanceof CsrMatrix ? X.indices[at]! : at % X.columns;
  const row = X instanceof CsrMatrix ? X.indptr.findIndex((end) => end > at) - 1 : Math.floor(at / X.columns);
  const place = { row, column: X.columnNames?.[column] ?? column };
  throw new InvalidInputError(where, "X must hold no negative number, but counts", X.data[at], place);
}
