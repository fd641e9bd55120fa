import type { FitOptions, VectorLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight } from "../base/input.js";
import { checkTable } from "../base/table.js";
import { BaseTransformer } from "../base/transformer.js";
import { Matrix } from "../core/matrix.js";
import { KNNImputerModel } from "./knn-imputer-model.js";
import { type KNNImputerParams, knnImputerParamSpecs } from "./knn-imputer-params.js";
import { learnMissing } from "./matrix-imputer-model.js";
import { missingNumbers } from "./missing-mask.js";
import { type HoledLike, holedSamples } from "./numeric-samples.js";

/**
 * Puts the mean of the nearest samples that have the value in the place of a missing one.
 *
 * Donors are the `nNeighbors` nearest rows of fit that have the column, by distance over the columns that both rows have. Of equally
 * near ones the first rows give; scikit-learn leaves that choice to NumPy's partition, which differs between processors. A row that has
 * no column in common with any donor gets the column's mean. Scale the features first: a feature in large units rules the distances.
 *
 * Cost of transform: nMissingRows nFitRows nFeatures flops, on all cores. Distances are sums of squared differences, so rows far from
 * the origin lose no digits, and equal rows are at distance 0 exactly.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Troyanskaya et al. (2001), Missing value estimation methods for DNA microarrays, Bioinformatics 17(6); Dixon (1979), Pattern
 *   Recognition with Partly Missing Data, IEEE Trans. Syst. Man Cybern. 9(10) (the distance).
 *
 * @example
 * ```ts
 * const { X } = await new KNNImputer({ nNeighbors: 2 }).fitTransform([[1, 2, NaN], [3, 4, 3], [NaN, 6, 5], [8, 8, 7]]);
 * X.toArray(); // => [[1, 2, 4], [3, 4, 3], [5.5, 6, 5], [8, 8, 7]]
 * ```
 */
export class KNNImputer extends BaseTransformer<KNNImputerParams, KNNImputerModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "KNNImputer";

  constructor(params: Partial<KNNImputerParams> = {}) {
    super(KNNImputer.typeName, knnImputerParamSpecs, params);
  }

  /** @internal */
  static fromState(state: KNNImputerParams): KNNImputer {
    return new KNNImputer(state);
  }

  /**
   * Remembers the rows that may give.
   *
   * @param X shape (nSamples, nFeatures), numbers; copied, not changed.
   * @throws {InvalidInputError} if X is empty, ragged, or holds Infinity or text.
   */
  async fit(X: HoledLike, _y?: VectorLike<unknown>, options: FitOptions = {}): Promise<KNNImputerModel> {
    const where = "KNNImputer.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const seen = checkTable(where, X);
    const { data, rows, columns } = holedSamples(where, X, this.params.missingValues);
    const fitX = new Matrix(data.slice(), rows, columns);
    const missing = learnMissing(missingNumbers(fitX, Number.NaN));
    return new KNNImputerModel({ ...this.params, ...seen, ...missing, fitX });
  }
}
