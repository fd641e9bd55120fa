import type { MatrixLike } from "../base/estimator.js";
import { toMatrix } from "../base/input.js";
import { choice, flag, type ParamSpecs, resolveParams } from "../base/params.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidParameterError } from "../core/errors.js";
import { Matrix } from "../core/matrix.js";
import { Binarizer, type BinarizerParams } from "./binarizer.js";
import { toMatrixOrSparse } from "./dense-or-sparse.js";
import { MaxAbsScaler } from "./max-abs-scaler.js";
import { MinMaxScaler, type MinMaxScalerParams } from "./min-max-scaler.js";
import { PowerTransformer, type PowerTransformerParams } from "./power-transformer.js";
import { QuantileTransformer, type QuantileTransformerParams } from "./quantile-transformer.js";
import { RobustScaler, type RobustScalerParams } from "./robust-scaler.js";
import { type Norm, normalizeRows, normalizeSparseRows } from "./row-norms.js";
import { StandardScaler, type StandardScalerParams } from "./standard-scaler.js";

/** Along which axis a function works: 0, each feature (column); 1, each sample (row). */
export interface AxisOption {
  /** 0: each feature; 1: each sample. */
  readonly axis?: 0 | 1;
}

/** What comes out of X: sparse for sparse, dense for all else. */
export type LikeX<X extends MatrixLike> = X extends CsrMatrix ? CsrMatrix : Matrix;

/** A transformer as these functions use it. */
interface OneShot {
  fitTransform(X: Matrix | CsrMatrix): Promise<{ readonly X: Matrix | CsrMatrix }>;
}

/** Fits and transforms X, or its transpose and back again. */
async function fitAlong<X extends MatrixLike>(
  where: string,
  X: X,
  axis: 0 | 1,
  transformer: object,
): Promise<LikeX<X>> {
  if (axis !== 0 && axis !== 1)
    throw new InvalidParameterError(where, "axis", "0 (features) or 1 (samples)", axis);
  const given = toMatrixOrSparse(where, X, { allowMissing: true, deferFinite: true });
  const { X: Z } = await (transformer as OneShot).fitTransform(axis === 0 ? given : given.transpose());
  if (axis === 0) return Z as LikeX<X>;
  return named(Z.transpose(), given.columnNames) as LikeX<X>;
}

function named(X: Matrix | CsrMatrix, names: readonly string[] | undefined): Matrix | CsrMatrix {
  if (X instanceof CsrMatrix) return new CsrMatrix(X.data, X.indices, X.indptr, X.columns, names);
  return new Matrix(X.data, X.rows, X.columns, names);
}

/**
 * Standardises X at once, as {@link StandardScaler} does. What is scaled so knows all rows: for a model that is to be tested, put the
 * scaler into a pipeline.
 *
 * @param X shape (nSamples, nFeatures); may hold NaN.
 * @param options `axis`, default 0; hyper-parameters of the scaler.
 * @throws {InvalidInputError} if X is ragged, empty or holds Infinity, or is sparse while `withMean` is true.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @example
 * ```ts
 * (await scale([[1], [3]])).toArray(); // => [[-1], [1]]
 * ```
 */
export async function scale<X extends MatrixLike>(
  X: X,
  { axis = 0, ...params }: AxisOption & Partial<StandardScalerParams> = {},
): Promise<LikeX<X>> {
  return fitAlong("scale", X, axis, new StandardScaler(params));
}

/**
 * Scales X to a range at once, as {@link MinMaxScaler} does; see {@link scale} for when not to.
 *
 * @param X shape (nSamples, nFeatures); may hold NaN.
 * @param options `axis`, default 0; `featureRange`.
 * @throws {InvalidInputError} if X is ragged, empty or holds Infinity.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @example
 * ```ts
 * (await minmaxScale([[1, 3, 5]], { axis: 1 })).toArray(); // => [[0, 0.5, 1]]
 * ```
 */
export async function minmaxScale(
  X: MatrixLike,
  { axis = 0, ...params }: AxisOption & Partial<Pick<MinMaxScalerParams, "featureRange">> = {},
): Promise<Matrix> {
  return fitAlong(
    "minmaxScale",
    toMatrix("minmaxScale", X, { allowMissing: true }),
    axis,
    new MinMaxScaler(params),
  );
}

/**
 * Divides X by greatest absolute values at once, as {@link MaxAbsScaler} does; see {@link scale} for when not to.
 *
 * @param X shape (nSamples, nFeatures); may hold NaN.
 * @param options `axis`, default 0.
 * @throws {InvalidInputError} if X is ragged, empty or holds Infinity.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @example
 * ```ts
 * (await maxabsScale([[1], [-2]])).toArray(); // => [[0.5], [-1]]
 * ```
 */
export async function maxabsScale<X extends MatrixLike>(
  X: X,
  { axis = 0, ...params }: AxisOption = {},
): Promise<LikeX<X>> {
  return fitAlong("maxabsScale", X, axis, new MaxAbsScaler(params));
}

/**
 * Centres and scales X by medians and quantile ranges at once, as {@link RobustScaler} does; see {@link scale} for when not to.
 *
 * @param X shape (nSamples, nFeatures); may hold NaN.
 * @param options `axis`, default 0; hyper-parameters of the scaler.
 * @throws {InvalidInputError} if X is ragged, empty or holds Infinity, or is sparse while `withCentering` is true.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @example
 * ```ts
 * (await robustScale([[1], [2], [3], [4], [1000]])).get(4, 0); // => 498.5
 * ```
 */
export async function robustScale<X extends MatrixLike>(
  X: X,
  { axis = 0, ...params }: AxisOption & Partial<RobustScalerParams> = {},
): Promise<LikeX<X>> {
  return fitAlong("robustScale", X, axis, new RobustScaler(params));
}

/**
 * Maps X to uniform or normal distributions at once, as {@link QuantileTransformer} does; see {@link scale} for when not to.
 *
 * @param X shape (nSamples, nFeatures); may hold NaN.
 * @param options `axis`, default 0; hyper-parameters of the transformer.
 * @throws {InvalidInputError} if X is ragged, empty or holds Infinity.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @example
 * ```ts
 * (await quantileTransform([[0], [1], [100]], { nQuantiles: 3 })).toArray(); // => [[0], [0.5], [1]]
 * ```
 */
export async function quantileTransform<X extends MatrixLike>(
  X: X,
  { axis = 0, subsample = 100_000, ...params }: AxisOption & Partial<QuantileTransformerParams> = {},
): Promise<LikeX<X>> {
  return fitAlong("quantileTransform", X, axis, new QuantileTransformer({ subsample, ...params }));
}

/**
 * Transforms each column of X by the power that makes it most like a normal distribution, at once, as {@link PowerTransformer} does; see
 * {@link scale} for when not to.
 *
 * @param X shape (nSamples, nFeatures); may hold NaN.
 * @param params hyper-parameters of the transformer.
 * @throws {InvalidInputError} if X is ragged, empty or holds Infinity or, for Box-Cox, a number <= 0.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @example
 * ```ts
 * (await powerTransform([[1], [2], [4]])).rows; // => 3
 * ```
 */
export async function powerTransform(
  X: MatrixLike,
  params: Partial<PowerTransformerParams> = {},
): Promise<Matrix> {
  return (await new PowerTransformer(params).fitTransform(X)).X;
}

/**
 * 1 where an element of X exceeds the threshold, else 0, as {@link Binarizer} does.
 *
 * @param X shape (nSamples, nFeatures), finite.
 * @throws {InvalidInputError} if X is ragged, empty or not finite, or is sparse while the threshold is negative.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @example
 * ```ts
 * (await binarize([[0.4, 0.6]], { threshold: 0.5 })).toArray(); // => [[0, 1]]
 * ```
 */
export async function binarize<X extends MatrixLike>(
  X: X,
  params: Partial<BinarizerParams> = {},
): Promise<LikeX<X>> {
  return fitAlong("binarize", X, 0, new Binarizer(params));
}

/** Options of {@link normalize}. */
export interface NormalizeOptions extends AxisOption {
  /** "l1", "l2" or "max". Default "l2". */
  readonly norm?: Norm;
  /** 1: each sample gets norm 1; 0: each feature. Default 1. */
  readonly axis?: 0 | 1;
  /** Whether to return the norms, too. Default false. */
  readonly returnNorm?: boolean;
}

/** X with norm 1, and the norms, shape (nSamples) or (nFeatures). */
export interface NormalizedX<X extends MatrixLike> {
  readonly X: LikeX<X>;
  readonly norms: Float64Array;
}

const normalizeSpecs: ParamSpecs<{ readonly norm: Norm; readonly returnNorm: boolean }> = {
  norm: choice({ default: "l2", options: ["l1", "l2", "max"], help: "Norm that becomes 1." }),
  returnNorm: flag({ default: false, help: "Return the norms, too." }),
};

/**
 * Divides each sample of X (or, with `axis: 0`, each feature) by its norm, as {@link Normalizer} does.
 *
 * @param X shape (nSamples, nFeatures), finite.
 * @returns X with norm 1; with `returnNorm`, `{ X, norms }`.
 * @throws {InvalidInputError} if X is ragged, empty or not finite.
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @example
 * ```ts
 * (await normalize([[3, 4]])).toArray(); // => [[0.6, 0.8]]
 * (await normalize([[3, 4]], { returnNorm: true })).norms[0]; // => 5
 * ```
 */
export async function normalize<X extends MatrixLike>(
  X: X,
  options: NormalizeOptions & { readonly returnNorm: true },
): Promise<NormalizedX<X>>;
export async function normalize<X extends MatrixLike>(
  X: X,
  options?: NormalizeOptions & { readonly returnNorm?: false },
): Promise<LikeX<X>>;
export async function normalize<X extends MatrixLike>(
  X: X,
  { axis = 1, ...params }: NormalizeOptions = {},
): Promise<LikeX<X> | NormalizedX<X>> {
  const where = "normalize";
  const { norm, returnNorm } = resolveParams(where, normalizeSpecs, params);
  if (axis !== 0 && axis !== 1)
    throw new InvalidParameterError(where, "axis", "0 (features) or 1 (samples)", axis);
  const given = toMatrixOrSparse(where, X, {});
  const turned = axis === 1 ? given : given.transpose();
  const { data, norms } =
    turned instanceof CsrMatrix ? normalizeSparseRows(turned, norm) : normalizeRows(turned, norm);
  const scaled =
    turned instanceof CsrMatrix
      ? new CsrMatrix(data, turned.indices, turned.indptr, turned.columns)
      : new Matrix(data, turned.rows, turned.columns);
  const back = axis === 1 ? scaled : scaled.transpose();
  const Z = named(back, given.columnNames) as LikeX<X>;
  return returnNorm ? { X: Z, norms } : Z;
}
