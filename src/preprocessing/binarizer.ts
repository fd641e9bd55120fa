import type { FitOptions, MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight, type SeenFeatures } from "../base/input.js";
import { type ParamSpecs, real } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { toMatrixOrSparse } from "./dense-or-sparse.js";
import { OneToOneModel } from "./one-to-one-model.js";

/** Hyper-parameters of {@link Binarizer}. */
export interface BinarizerParams {
  /** Values above it become 1, all others 0; a finite number, >= 0 for a sparse matrix. Default 0. */
  readonly threshold: number;
}

/** Domain, default and help of {@link BinarizerParams}. */
export const binarizerParamSpecs: ParamSpecs<BinarizerParams> = {
  threshold: real({ default: 0, help: "Values above it become 1, all others 0." }),
};

/**
 * Turns numbers into 0 and 1: 1 where a value exceeds the threshold. A sparse matrix stays sparse.
 *
 * Cost: one pass over X to transform.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const { X } = await new Binarizer({ threshold: 1 }).fitTransform([[1, -1, 2], [2, 0, 0]]);
 * X.toArray(); // => [[0, 0, 1], [1, 0, 0]]
 * ```
 */
export class Binarizer extends BaseTransformer<BinarizerParams, BinarizerModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "Binarizer";

  constructor(params: Partial<BinarizerParams> = {}) {
    super(Binarizer.typeName, binarizerParamSpecs, params, false);
  }

  /** @internal */
  static fromState(state: BinarizerParams): Binarizer {
    return new Binarizer(state);
  }

  /**
   * Remembers the features of X.
   *
   * @param X shape (nSamples, nFeatures), finite, dense or sparse; neither kept nor changed.
   * @throws {InvalidInputError} if X is ragged, empty or not finite.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<BinarizerModel> {
    const where = "Binarizer.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { columns, columnNames } = toMatrixOrSparse(where, X, {});
    const { threshold } = this.params;
    return new BinarizerModel({ threshold, nFeatures: columns, featureNames: columnNames });
  }
}

interface BinarizerState extends BinarizerParams, SeenFeatures {}

/** What {@link Binarizer} does to samples of the features seen in fit. */
export class BinarizerModel extends OneToOneModel {
  /** Name under which the class is registered. */
  static readonly typeName = "BinarizerModel";
  /** Name under which the class is registered. */
  readonly typeName = "BinarizerModel";
  /** Values above it become 1, all others 0. */
  readonly threshold: number;

  /** @internal */
  constructor(state: BinarizerState) {
    super(state);
    this.threshold = state.threshold;
  }

  /** @internal */
  static fromState(state: BinarizerState): BinarizerModel {
    return new BinarizerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { threshold, nFeatures, featureNames } = this;
    return { threshold, nFeatures, featureNames };
  }

  /**
   * Binarizes X, shape (nSamples, nFeatures), into a new matrix; a sparse one stays sparse and stores the ones only.
   *
   * @throws {InvalidInputError} if X has other features than in fit, is not finite, or is sparse while the threshold is negative.
   */
  async transform(X: CsrMatrix): Promise<CsrMatrix>;
  async transform(X: Exclude<MatrixLike, CsrMatrix>): Promise<Matrix>;
  async transform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const where = "BinarizerModel.transform";
    const { threshold } = this;
    if (X instanceof CsrMatrix) {
      this.checkSparse(where, X, false);
      if (threshold < 0) {
        const rule = "X must be dense, or threshold >= 0: zeros that are not stored would become ones";
        throw new InvalidInputError(where, rule, threshold);
      }
      return storedAbove(X, threshold, X.columnNames ?? this.featureNames);
    }
    const seen = this.seenDense(where, X, false);
    const out = new Float64Array(seen.data.length);
    for (let p = 0; p < out.length; p++) if (seen.data[p]! > threshold) out[p] = 1;
    return this.likeInput(out, seen);
  }
}

/** Ones where stored elements exceed the threshold. */
function storedAbove(X: CsrMatrix, threshold: number, names: readonly string[] | undefined): CsrMatrix {
  const { data, indices, indptr, rows, columns } = X;
  const indptrOut = new Int32Array(rows + 1);
  const kept = new Int32Array(data.length);
  let nnz = 0;
  for (let i = 0; i < rows; i++) {
    for (let k = indptr[i]!; k < indptr[i + 1]!; k++) if (data[k]! > threshold) kept[nnz++] = indices[k]!;
    indptrOut[i + 1] = nnz;
  }
  return new CsrMatrix(new Float64Array(nnz).fill(1), kept.slice(0, nnz), indptrOut, columns, names);
}
