import type { FitOptions, MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight, type SeenFeatures } from "../base/input.js";
import { choice, type ParamSpecs } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { toMatrixOrSparse } from "./dense-or-sparse.js";
import { OneToOneModel } from "./one-to-one-model.js";
import { type Norm, normalizeRows, normalizeSparseRows } from "./row-norms.js";

/** Hyper-parameters of {@link Normalizer}. */
export interface NormalizerParams {
  /** "l1": sum of absolute values; "l2": Euclidean length; "max": greatest absolute value. Default "l2". */
  readonly norm: Norm;
}

/** Domain, default and help of {@link NormalizerParams}. */
export const normalizerParamSpecs: ParamSpecs<NormalizerParams> = {
  norm: choice({ default: "l2", options: ["l1", "l2", "max"], help: "Norm that every sample gets to be 1." }),
};

/**
 * Divides each sample (row) by its norm. Rows are independent: nothing but the number of features is learned.
 * A row of zeros is left as it is; a sparse matrix stays sparse.
 *
 * Cost: one pass over X to transform.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const { X } = await new Normalizer().fitTransform([[3, 4], [0, 0]]);
 * X.toArray(); // => [[0.6, 0.8], [0, 0]]
 * ```
 */
export class Normalizer extends BaseTransformer<NormalizerParams, NormalizerModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "Normalizer";

  constructor(params: Partial<NormalizerParams> = {}) {
    super(Normalizer.typeName, normalizerParamSpecs, params, false);
  }

  /** @internal */
  static fromState(state: NormalizerParams): Normalizer {
    return new Normalizer(state);
  }

  /**
   * Remembers the features of X.
   *
   * @param X shape (nSamples, nFeatures), finite, dense or sparse; neither kept nor changed.
   * @throws {InvalidInputError} if X is ragged, empty or not finite.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<NormalizerModel> {
    const where = "Normalizer.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { columns, columnNames } = toMatrixOrSparse(where, X, {});
    return new NormalizerModel({ norm: this.params.norm, nFeatures: columns, featureNames: columnNames });
  }
}

interface NormalizerState extends NormalizerParams, SeenFeatures {}

/** What {@link Normalizer} does to samples of the features seen in fit. */
export class NormalizerModel extends OneToOneModel {
  /** Name under which the class is registered. */
  static readonly typeName = "NormalizerModel";
  /** Name under which the class is registered. */
  readonly typeName = "NormalizerModel";
  /** Norm that every sample gets to be 1. */
  readonly norm: Norm;

  /** @internal */
  constructor(state: NormalizerState) {
    super(state);
    this.norm = state.norm;
  }

  /** @internal */
  static fromState(state: NormalizerState): NormalizerModel {
    return new NormalizerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { norm, nFeatures, featureNames } = this;
    return { norm, nFeatures, featureNames };
  }

  /**
   * Divides each row of X, shape (nSamples, nFeatures), by its norm, into a new matrix; a sparse one stays sparse.
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async transform(X: CsrMatrix): Promise<CsrMatrix>;
  async transform(X: Exclude<MatrixLike, CsrMatrix>): Promise<Matrix>;
  async transform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const where = "NormalizerModel.transform";
    if (X instanceof CsrMatrix) {
      this.checkSparse(where, X, false);
      const { data } = normalizeSparseRows(X, this.norm);
      return new CsrMatrix(data, X.indices, X.indptr, X.columns, X.columnNames ?? this.featureNames);
    }
    const seen = this.seenDense(where, X, false);
    return this.likeInput(normalizeRows(seen, this.norm).data, seen);
  }
}
