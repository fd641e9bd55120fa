import type { FitOptions, MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { checkFinite, refuseSampleWeight, type SeenFeatures } from "../base/input.js";
import { flag, type ParamSpecs } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import type { Matrix } from "../core/matrix.js";
import { addsNothing, multiplyAdd, subtractDivide } from "./affine.js";
import { clipInPlace } from "./clip.js";
import { columnRange, finishRange, sparseColumnRange } from "./column-range.js";
import { toMatrixOrSparse } from "./dense-or-sparse.js";
import { OneToOneModel } from "./one-to-one-model.js";
import { onesForZeros } from "./scale-of.js";

/** Hyper-parameters of {@link MaxAbsScaler}. */
export interface MaxAbsScalerParams {
  /** Whether transform clips to [-1, 1] what lies outside the range seen in fit. Default false. */
  readonly clip: boolean;
}

/** Domain, default and help of {@link MaxAbsScalerParams}. */
export const maxAbsScalerParamSpecs: ParamSpecs<MaxAbsScalerParams> = {
  clip: flag({ default: false, help: "Clip to [-1, 1] what lies outside the range seen in fit." }),
};

/**
 * Divides each column by its greatest absolute value; zeros stay zeros, and a sparse matrix stays sparse.
 * Missing values (NaN) are left out of the statistics and stay missing. A column of zeros is left as it is.
 *
 * Cost: one pass over X to fit, one to transform.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const scaler = await new MaxAbsScaler().fit([[1, -1, 2], [2, 0, 0], [0, 1, -1]]);
 * Array.from(scaler.maxAbs); // => [2, 1, 2]
 * (await scaler.transform([[1, -1, 2]])).toArray(); // => [[0.5, -1, 1]]
 * ```
 */
export class MaxAbsScaler extends BaseTransformer<MaxAbsScalerParams, MaxAbsScalerModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "MaxAbsScaler";

  constructor(params: Partial<MaxAbsScalerParams> = {}) {
    super(MaxAbsScaler.typeName, maxAbsScalerParamSpecs, params);
  }

  /** @internal */
  static fromState(state: MaxAbsScalerParams): MaxAbsScaler {
    return new MaxAbsScaler(state);
  }

  /**
   * Learns the greatest absolute value of each column.
   *
   * @param X shape (nSamples, nFeatures), dense or sparse; may hold NaN; neither kept nor changed.
   * @throws {InvalidInputError} if X is ragged, empty or holds Infinity.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<MaxAbsScalerModel> {
    const where = "MaxAbsScaler.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const matrix = toMatrixOrSparse(where, X, { allowMissing: true, deferFinite: true });
    const range = matrix instanceof CsrMatrix ? sparseColumnRange(matrix) : columnRange(matrix);
    const { min, max } = finishRange(range);
    const maxAbs = max.map((value, j) => Math.max(Math.abs(min[j]!), Math.abs(value)));
    if (!(matrix instanceof CsrMatrix) && maxAbs.includes(Number.POSITIVE_INFINITY))
      checkFinite(where, matrix, true);
    return new MaxAbsScalerModel({
      clip: this.params.clip,
      maxAbs,
      scale: onesForZeros(maxAbs),
      nSamplesSeen: matrix.rows,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

interface MaxAbsScalerState extends MaxAbsScalerParams, SeenFeatures {
  readonly maxAbs: Float64Array;
  readonly scale: Float64Array;
  readonly nSamplesSeen: number;
}

/** Magnitudes learned by {@link MaxAbsScaler}: transform is x / scale. */
export class MaxAbsScalerModel extends OneToOneModel {
  /** Name under which the class is registered. */
  static readonly typeName = "MaxAbsScalerModel";
  /** Name under which the class is registered. */
  readonly typeName = "MaxAbsScalerModel";
  /** Whether transform clips. */
  readonly clip: boolean;
  /** Greatest absolute value of each column, shape (nFeatures). */
  readonly maxAbs: Float64Array;
  /** What transform divides by, shape (nFeatures): `maxAbs`, or 1 where that is 0. */
  readonly scale: Float64Array;
  /** Number of samples seen in fit. */
  readonly nSamplesSeen: number;

  /** @internal */
  constructor(state: MaxAbsScalerState) {
    super(state);
    this.clip = state.clip;
    this.maxAbs = state.maxAbs;
    this.scale = state.scale;
    this.nSamplesSeen = state.nSamplesSeen;
  }

  /** @internal */
  static fromState(state: MaxAbsScalerState): MaxAbsScalerModel {
    return new MaxAbsScalerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { clip, maxAbs, scale, nSamplesSeen, nFeatures, featureNames } = this;
    return { clip, maxAbs, scale, nSamplesSeen, nFeatures, featureNames };
  }

  /**
   * Scales X, shape (nSamples, nFeatures), into a new matrix; a sparse one stays sparse.
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds Infinity.
   */
  async transform(X: CsrMatrix): Promise<CsrMatrix>;
  async transform(X: Exclude<MatrixLike, CsrMatrix>): Promise<Matrix>;
  async transform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const where = "MaxAbsScalerModel.transform";
    const Z =
      X instanceof CsrMatrix
        ? this.mapSparse(where, X, true, (value, j) => value * (1 / this.scale[j]!))
        : await this.mapDense(where, X, true, ({ data, columns }) =>
            subtractDivide(data, columns, new Float64Array(columns), this.scale),
          );
    if (this.clip) clipInPlace(Z.data, -1, 1);
    return Z;
  }

  /**
   * Undoes {@link transform}: x = z · scale; what was clipped stays clipped.
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds Infinity.
   */
  async inverseTransform(X: CsrMatrix): Promise<CsrMatrix>;
  async inverseTransform(X: Exclude<MatrixLike, CsrMatrix>): Promise<Matrix>;
  async inverseTransform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const where = "MaxAbsScalerModel.inverseTransform";
    if (X instanceof CsrMatrix) return this.mapSparse(where, X, true, (value, j) => value * this.scale[j]!);
    return this.mapDense(where, X, true, ({ data, columns }) =>
      multiplyAdd(data, columns, this.scale, addsNothing(columns)),
    );
  }
}
