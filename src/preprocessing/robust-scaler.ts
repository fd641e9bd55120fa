import type { FitOptions, MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight, type SeenFeatures } from "../base/input.js";
import { custom, flag, type ParamSpecs } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { ndtri } from "../stats/normal-distribution.js";
import { addsNothing, multiplyAdd, subtractDivide } from "./affine.js";
import { centringSparse, toMatrixOrSparse } from "./dense-or-sparse.js";
import { OneToOneModel } from "./one-to-one-model.js";
import { columnCentresAndSpreads } from "./robust-statistics.js";
import { onesForZeros } from "./scale-of.js";

/** Hyper-parameters of {@link RobustScaler}. */
export interface RobustScalerParams {
  /** Whether to subtract the median. Default true; a sparse matrix needs false, since centring would make it dense. */
  readonly withCentering: boolean;
  /** Whether to divide by the range between the quantiles. Default true. */
  readonly withScaling: boolean;
  /** The quantiles in per cent; two numbers, 0 <= first <= second <= 100. Default [25, 75]. */
  readonly quantileRange: readonly [low: number, high: number];
  /**
   * Whether a normally distributed column gets variance 1 by the quantile range. Default false; true needs
   * 0 < first < second < 100.
   */
  readonly unitVariance: boolean;
}

/** Domain, default and help of {@link RobustScalerParams}. */
export const robustScalerParamSpecs: ParamSpecs<RobustScalerParams> = {
  withCentering: flag({ default: true, help: "Subtract the median of each column." }),
  withScaling: flag({ default: true, help: "Divide each column by the range between its quantiles." }),
  quantileRange: custom<readonly [number, number]>({
    default: [25, 75],
    domain: "two numbers from 0 to 100, the first not greater than the second",
    help: "The quantiles between which the range is taken, in per cent.",
    outside: [[75, 25], [-1, 50], [50, 101], [25], [0, Number.NaN], 25, "25,75", null],
    accepts: (value) =>
      Array.isArray(value) && value.length === 2 && value[0] >= 0 && value[0] <= value[1] && value[1] <= 100,
  }),
  unitVariance: flag({ default: false, help: "Give a normally distributed column variance 1." }),
};

/**
 * Centres each column at its median and divides it by its interquartile range, statistics that outliers do not move.
 * Missing values (NaN) are left out of the statistics and stay missing. A column without spread is only centred.
 *
 * Cost: selection of a few order statistics of each column, about 10 n operations; one pass over X to transform.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const scaler = await new RobustScaler().fit([[1], [2], [3], [4], [1000]]);
 * [scaler.center![0], scaler.scale![0]]; // => [3, 2]
 * (await scaler.transform([[5]])).toArray(); // => [[1]]
 * ```
 */
export class RobustScaler extends BaseTransformer<RobustScalerParams, RobustScalerModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "RobustScaler";

  constructor(params: Partial<RobustScalerParams> = {}) {
    super(RobustScaler.typeName, robustScalerParamSpecs, params);
    const { quantileRange, unitVariance } = this.params;
    const [low, high] = quantileRange;
    if (unitVariance && !(low > 0 && low < high && high < 100)) {
      const domain = "two numbers within (0, 100), the first smaller, where unitVariance is true";
      throw new InvalidParameterError(RobustScaler.typeName, "quantileRange", domain, quantileRange);
    }
  }

  /** @internal */
  static fromState(state: RobustScalerParams): RobustScaler {
    return new RobustScaler(state);
  }

  /**
   * Learns median and quantile range of each column.
   *
   * @param X shape (nSamples, nFeatures), dense or (only without `withCentering`) sparse; may hold NaN; neither kept nor changed.
   * @throws {InvalidInputError} if X is ragged, empty or holds Infinity, or is sparse while `withCentering` is true.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<RobustScalerModel> {
    const where = "RobustScaler.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { withCentering, withScaling, quantileRange, unitVariance } = this.params;
    if (X instanceof CsrMatrix && withCentering) throw centringSparse(where, "withCentering");
    const matrix = toMatrixOrSparse(where, X);
    const { center, spread } = await columnCentresAndSpreads(matrix, quantileRange, options.signal);
    const [low, high] = quantileRange;
    const normalSpread = unitVariance ? ndtri(high / 100) - ndtri(low / 100) : 1;
    return new RobustScalerModel({
      withCentering,
      withScaling,
      center: withCentering ? center : null,
      scale: withScaling ? onesForZeros(spread).map((value) => value / normalSpread) : null,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

interface RobustScalerState extends SeenFeatures {
  readonly withCentering: boolean;
  readonly withScaling: boolean;
  readonly center: Float64Array | null;
  readonly scale: Float64Array | null;
}

/** Medians and quantile ranges learned by {@link RobustScaler}: transform is (x - center) / scale. */
export class RobustScalerModel extends OneToOneModel {
  /** Name under which the class is registered. */
  static readonly typeName = "RobustScalerModel";
  /** Name under which the class is registered. */
  readonly typeName = "RobustScalerModel";
  /** Whether transform subtracts the median. */
  readonly withCentering: boolean;
  /** Whether transform divides by the scale. */
  readonly withScaling: boolean;
  /** Median of each column, shape (nFeatures); null without `withCentering`. */
  readonly center: Float64Array | null;
  /** What transform divides by, shape (nFeatures): the quantile range, or 1 where that is 0; null without `withScaling`. */
  readonly scale: Float64Array | null;

  /** @internal */
  constructor(state: RobustScalerState) {
    super(state);
    this.withCentering = state.withCentering;
    this.withScaling = state.withScaling;
    this.center = state.center;
    this.scale = state.scale;
  }

  /** @internal */
  static fromState(state: RobustScalerState): RobustScalerModel {
    return new RobustScalerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { withCentering, withScaling, center, scale, nFeatures, featureNames } = this;
    return { withCentering, withScaling, center, scale, nFeatures, featureNames };
  }

  /**
   * Scales X, shape (nSamples, nFeatures), into a new matrix. A sparse matrix (only without `withCentering`) stays sparse.
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds Infinity.
   */
  async transform(X: CsrMatrix): Promise<CsrMatrix>;
  async transform(X: Exclude<MatrixLike, CsrMatrix>): Promise<Matrix>;
  async transform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const where = "RobustScalerModel.transform";
    const scale = this.scale ?? new Float64Array(this.nFeatures).fill(1);
    if (X instanceof CsrMatrix) {
      if (this.withCentering) throw centringSparse(where, "withCentering");
      return this.mapSparse(where, X, true, (value, j) => value * (1 / scale[j]!));
    }
    const center = this.center ?? new Float64Array(this.nFeatures);
    return this.mapDense(where, X, true, ({ data, columns }) => subtractDivide(data, columns, center, scale));
  }

  /**
   * Undoes {@link transform}: x = z · scale + center.
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds Infinity.
   */
  async inverseTransform(X: CsrMatrix): Promise<CsrMatrix>;
  async inverseTransform(X: Exclude<MatrixLike, CsrMatrix>): Promise<Matrix>;
  async inverseTransform(X: MatrixLike): Promise<Matrix | CsrMatrix> {
    const where = "RobustScalerModel.inverseTransform";
    const scale = this.scale ?? new Float64Array(this.nFeatures).fill(1);
    if (X instanceof CsrMatrix) {
      if (this.withCentering) throw centringSparse(where, "withCentering");
      return this.mapSparse(where, X, true, (value, j) => value * scale[j]!);
    }
    const center = this.center ?? addsNothing(this.nFeatures);
    return this.mapDense(where, X, true, ({ data, columns }) => multiplyAdd(data, columns, scale, center));
  }
}
