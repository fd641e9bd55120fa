import type { FitOptions, MatrixLike, TransformerModel } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { startFit } from "../base/fit-options.js";
import {
  allFinite,
  checkFinite,
  checkSeenFeatures,
  checkSparseFinite,
  type SeenFeatures,
  toSampleWeight,
  toSeenMatrix,
} from "../base/input.js";
import { flag, type ParamSpecs } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { Matrix } from "../core/matrix.js";
import { multiplyAdd, subtractDivide } from "./affine.js";
import { columnMoments, meanOf, sparseColumnMoments } from "./column-moments.js";
import { centringSparse, toMatrixOrSparse } from "./dense-or-sparse.js";
import { deviationsOf } from "./scale-of.js";

// The statistics and the maps tell on the way whether a value is not finite.
const DEFERRED = { allowMissing: true, deferFinite: true } as const;

/** Hyper-parameters of {@link StandardScaler}. */
export interface StandardScalerParams {
  /** Whether to subtract the mean. Default true; a sparse matrix needs false, since centring would make it dense. */
  readonly withMean: boolean;
  /** Whether to divide by the standard deviation. Default true. */
  readonly withStd: boolean;
}

/** Domain, default and help of {@link StandardScalerParams}. */
export const standardScalerParamSpecs: ParamSpecs<StandardScalerParams> = {
  withMean: flag({ default: true, help: "Subtract the mean of each column." }),
  withStd: flag({ default: true, help: "Divide each column by its standard deviation." }),
};

/**
 * Standardises each column: z = (x - mean) / standard deviation, the deviation being the biased one (÷ n).
 * Missing values (NaN) are left out of the statistics and stay missing. A constant column is only centred.
 *
 * Cost: one pass over X to fit, one to transform.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance,
 * doi:10.1080/00031305.1983.10483115: pairwise merging of block variances.
 *
 * @example
 * ```ts
 * const scaler = await new StandardScaler().fit([[0, 1], [0, 1], [2, 1], [2, 1]]);
 * Array.from(scaler.mean!); // => [1, 1]
 * (await scaler.transform([[3, 1]])).toArray(); // => [[2, 0]]
 * ```
 */
export class StandardScaler extends BaseTransformer<StandardScalerParams, StandardScalerModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "StandardScaler";

  constructor(params: Partial<StandardScalerParams> = {}) {
    super(StandardScaler.typeName, standardScalerParamSpecs, params);
  }

  /** @internal */
  static fromState(state: StandardScalerParams): StandardScaler {
    return new StandardScaler(state);
  }

  /**
   * Learns mean and standard deviation of each column.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN; neither kept nor changed.
   * @param options.sampleWeight weight of each sample in mean and deviation.
   * @throws {InvalidInputError} if X is ragged, empty or holds Infinity, or is sparse while `withMean` is true.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<StandardScalerModel> {
    const where = "StandardScaler.fit";
    startFit(where, options);
    const { withMean, withStd } = this.params;
    if (X instanceof CsrMatrix && withMean) throw centringSparse(where, "withMean");
    const matrix = toMatrixOrSparse(where, X, DEFERRED);
    const weight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const moments =
      matrix instanceof CsrMatrix ? sparseColumnMoments(matrix, weight) : columnMoments(matrix, weight);
    if (matrix instanceof Matrix && !allFinite(moments.squares)) checkFinite(where, matrix, true);
    const mean = meanOf(moments);
    const variance = moments.squares.map((squares, j) => squares / moments.count[j]!);
    return new StandardScalerModel({
      withMean,
      withStd,
      mean: withMean || withStd ? mean : null,
      var: withStd ? variance : null,
      scale: withStd ? deviationsOf(moments.count, mean, variance) : null,
      nSamplesSeen: allEqual(moments.count) ? moments.count[0]! : moments.count,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

function allEqual(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

interface StandardScalerState extends StandardScalerParams, SeenFeatures {
  readonly mean: Float64Array | null;
  readonly var: Float64Array | null;
  readonly scale: Float64Array | null;
  readonly nSamplesSeen: number | Float64Array;
}

/** Statistics learned by {@link StandardScaler}. */
export class StandardScalerModel implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "StandardScalerModel";
  /** Name under which the class is registered. */
  readonly typeName = "StandardScalerModel";
  /** Whether transform subtracts the mean. */
  readonly withMean: boolean;
  /** Whether transform divides by the scale. */
  readonly withStd: boolean;
  /** Mean of each column, shape (nFeatures); null if neither mean nor deviation is used. */
  readonly mean: Float64Array | null;
  /** Biased variance of each column, shape (nFeatures); null without `withStd`. */
  readonly var: Float64Array | null;
  /** What transform divides by, shape (nFeatures): the standard deviation, or 1 for a constant column. */
  readonly scale: Float64Array | null;
  /** Number (or total weight) of values seen; one for each feature where they differ through missing values. */
  readonly nSamplesSeen: number | Float64Array;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;

  /** @internal */
  constructor(state: StandardScalerState) {
    this.withMean = state.withMean;
    this.withStd = state.withStd;
    this.mean = state.mean;
    this.var = state.var;
    this.scale = state.scale;
    this.nSamplesSeen = state.nSamplesSeen;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  static fromState(state: StandardScalerState): StandardScalerModel {
    return new StandardScalerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { withMean, withStd, mean, scale, nSamplesSeen, nFeatures, featureNames } = this;
    return { withMean, withStd, mean, var: this.var, scale, nSamplesSeen, nFeatures, featureNames };
  }

  /** Names of the output columns: those of the input. */
  featureNamesOut(): readonly string[] {
    return inputNames(this);
  }

  /**
   * Standardises X, shape (nSamples, nFeatures), into a new matrix. A sparse matrix (only without `withMean`) stays sparse.
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds Infinity.
   */
  async transform(X: CsrMatrix): Promise<CsrMatrix>;
  async transform(X: Exclude<MatrixLike, CsrMatrix>): Promise<Matrix>;
  async transform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const where = "StandardScalerModel.transform";
    if (X instanceof CsrMatrix) return this.#transformSparse(where, X, (value, scale) => value / scale);
    return this.#apply(where, X, subtractDivide);
  }

  /**
   * Undoes {@link transform}: x = z · scale + mean.
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds Infinity.
   */
  async inverseTransform(X: CsrMatrix): Promise<CsrMatrix>;
  async inverseTransform(X: Exclude<MatrixLike, CsrMatrix>): Promise<Matrix>;
  async inverseTransform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const where = "StandardScalerModel.inverseTransform";
    if (X instanceof CsrMatrix) return this.#transformSparse(where, X, (value, scale) => value * scale);
    return this.#apply(where, X, (data, columns, mean, scale) => multiplyAdd(data, columns, scale, mean));
  }

  #apply(where: string, X: MatrixLike, map: typeof subtractDivide): Matrix {
    const seen = toSeenMatrix(where, X, this, DEFERRED);
    const mean = this.withMean ? this.mean! : new Float64Array(this.nFeatures);
    const scale = this.scale ?? new Float64Array(this.nFeatures).fill(1);
    const { out, finite } = map(seen.data, seen.columns, mean, scale);
    if (!finite) checkFinite(where, seen, true);
    return new Matrix(out, seen.rows, seen.columns, seen.columnNames ?? this.featureNames);
  }

  #transformSparse(where: string, X: CsrMatrix, apply: (value: number, scale: number) => number): CsrMatrix {
    if (this.withMean) throw centringSparse(where, "withMean");
    checkSeenFeatures(where, checkSparseFinite(where, X, true), this);
    const { scale } = this;
    const data =
      scale === null ? X.data.slice() : X.data.map((value, k) => apply(value, scale[X.indices[k]!]!));
    return new CsrMatrix(data, X.indices, X.indptr, X.columns, X.columnNames ?? this.featureNames);
  }
}
