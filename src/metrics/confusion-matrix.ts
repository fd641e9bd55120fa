import type { Label, VectorLike } from "../base/estimator.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { checkLabelList, positionOf, toLabelPairs } from "./label-pairs.js";

/** Options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions<L extends Label> {
  /** Labels of the rows and columns, in this order; other labels are left out. Default: all, sorted. */
  readonly labels?: readonly L[];
  /** Weight of each sample. */
  readonly sampleWeight?: VectorLike<number>;
  /** Divides by the sum of each row ("true"), of each column ("pred"), or of all ("all"). Default null: counts. */
  readonly normalize?: "true" | "pred" | "all" | null;
}

/**
 * Element (i, j): number, or weight, of the samples of class i that were predicted as class j.
 *
 * @returns shape (nClasses, nClasses).
 * @throws {InvalidInputError} if the two are empty, of different lengths or types, or no given label occurs in `yTrue`.
 * @example
 * ```ts
 * confusionMatrix(["cat", "ant", "cat"], ["ant", "ant", "cat"]).toArray(); // => [[1, 0], [1, 1]]
 * ```
 */
export function confusionMatrix<L extends Label>(
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  options: ConfusionMatrixOptions<L> = {},
): Matrix {
  return crossTable("confusionMatrix", yTrue, yPred, options);
}

/** {@link confusionMatrix} on behalf of another metric, which errors name. */
export function crossTable<L extends Label>(
  where: string,
  yTrue: VectorLike<L>,
  yPred: VectorLike<L>,
  { labels, sampleWeight, normalize = null }: ConfusionMatrixOptions<L>,
): Matrix {
  const pairs = toLabelPairs(where, yTrue, yPred, sampleWeight);
  const shown = labels ?? pairs.classes;
  checkLabelList(where, shown);
  const place = new Int32Array(pairs.classes.length).fill(-1);
  shown.forEach((label, at) => {
    const code = positionOf(pairs.classes, label);
    if (code >= 0) place[code] = at;
  });
  if (labels !== undefined && !pairs.trueCodes.some((code) => place[code]! >= 0))
    throw new InvalidInputError(where, "at least one of labels must be in yTrue", labels);
  const counts = Matrix.zeros(shown.length, shown.length);
  for (let i = 0; i < pairs.trueCodes.length; i++) {
    const row = place[pairs.trueCodes[i]!]!;
    const column = place[pairs.predCodes[i]!]!;
    if (row >= 0 && column >= 0) counts.data[row * shown.length + column]! += pairs.sampleWeight?.[i] ?? 1;
  }
  return normalized(where, counts, normalize);
}

/** Empty rows and columns stay 0. */
function normalized(where: string, counts: Matrix, normalize: "true" | "pred" | "all" | null): Matrix {
  if (normalize === null) return counts;
  const n = counts.rows;
  const total = pairwiseSum(counts.data);
  const rowSums = Array.from({ length: n }, (_, i) => pairwiseSum(counts.row(i)));
  const columnSums = Array.from({ length: n }, (_, j) =>
    counts.column(j).reduce((sum, value) => sum + value, 0),
  );
  const divisor = (p: number): number => {
    switch (normalize) {
      case "true":
        return rowSums[Math.floor(p / n)]!;
      case "pred":
        return columnSums[p % n]!;
      case "all":
        return total;
      default:
        throw new InvalidParameterError(
          where,
          "normalize",
          'one of "true", "pred", "all", or null',
          normalize,
        );
    }
  };
  return new Matrix(
    counts.data.map((value, p) => (divisor(p) === 0 ? 0 : value / divisor(p))),
    n,
    n,
  );
}
