import type { FitOptions, MatrixLike, TransformerModel } from "../base/estimator.js";
import { inputNames } from "../base/feature-names.js";
import { startFit } from "../base/fit-options.js";
import { checkFinite, refuseSampleWeight, type SeenFeatures, toMatrix, toSeenMatrix } from "../base/input.js";
import { custom, flag, type ParamSpecs } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { Matrix } from "../core/matrix.js";
import { multiplyAdd, subtractDivide } from "./affine.js";
import { clipInPlace } from "./clip.js";
import { columnRange, finishRange } from "./column-range.js";
import { onesForZeros } from "./scale-of.js";

/** Hyper-parameters of {@link MinMaxScaler}. */
export interface MinMaxScalerParams {
  /** Where the least and the greatest value of each column go; two finite numbers, the first smaller. Default [0, 1]. */
  readonly featureRange: readonly [low: number, high: number];
  /** Whether transform clips values that lie outside the range seen in fit. Default false. */
  readonly clip: boolean;
}

/** Domain, default and help of {@link MinMaxScalerParams}. */
export const minMaxScalerParamSpecs: ParamSpecs<MinMaxScalerParams> = {
  featureRange: custom<readonly [number, number]>({
    default: [0, 1],
    domain: "two finite numbers, the first smaller than the second",
    help: "Where the least and the greatest value of each column go.",
    outside: [[1, 1], [1, 0], [0], [0, Number.NaN], [0, Number.POSITIVE_INFINITY], 1, "0,1", null],
    accepts: (value) =>
      Array.isArray(value) &&
      value.length === 2 &&
      Number.isFinite(value[0]) &&
      Number.isFinite(value[1]) &&
      value[0] < value[1],
  }),
  clip: flag({ default: false, help: "Clip values that lie outside the range seen in fit." }),
};

/**
 * Maps each column linearly so that its least value goes to `featureRange[0]` and its greatest to `featureRange[1]`.
 * Missing values (NaN) are left out of the statistics and stay missing. A constant column goes to `featureRange[0]`.
 *
 * Cost: one pass over X to fit, one to transform.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const scaler = await new MinMaxScaler().fit([[-1, 2], [-0.5, 6], [0, 10], [1, 18]]);
 * (await scaler.transform([[2, 2], [0, 10]])).toArray(); // => [[1.5, 0], [0.5, 0.5]]
 * ```
 */
export class MinMaxScaler extends BaseTransformer<MinMaxScalerParams, MinMaxScalerModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "MinMaxScaler";

  constructor(params: Partial<MinMaxScalerParams> = {}) {
    super(MinMaxScaler.typeName, minMaxScalerParamSpecs, params);
  }

  /** @internal */
  static fromState(state: MinMaxScalerParams): MinMaxScaler {
    return new MinMaxScaler(state);
  }

  /**
   * Learns the range of each column.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN; neither kept nor changed.
   * @throws {InvalidInputError} if X is ragged, empty or holds Infinity.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<MinMaxScalerModel> {
    startFit("MinMaxScaler.fit", options);
    const where = "MinMaxScaler.fit";
    refuseSampleWeight(where, options.sampleWeight);
    const { featureRange, clip } = this.params;
    const matrix = toMatrix(where, X, { allowMissing: true, deferFinite: true });
    const { min: dataMin, max: dataMax } = finishRange(columnRange(matrix));
    const isInfinite = (value: number): boolean => Math.abs(value) === Number.POSITIVE_INFINITY;
    if (dataMin.some(isInfinite) || dataMax.some(isInfinite)) checkFinite(where, matrix, true);
    const dataRange = dataMax.map((max, j) => max - dataMin[j]!);
    const [low, high] = featureRange;
    const scale = onesForZeros(dataRange).map((range) => (high - low) / range);
    return new MinMaxScalerModel({
      featureRange,
      clip,
      dataMin,
      dataMax,
      dataRange,
      scale,
      min: scale.map((s, j) => low - dataMin[j]! * s),
      nSamplesSeen: matrix.rows,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

interface MinMaxScalerState extends MinMaxScalerParams, SeenFeatures {
  readonly min: Float64Array;
  readonly scale: Float64Array;
  readonly dataMin: Float64Array;
  readonly dataMax: Float64Array;
  readonly dataRange: Float64Array;
  readonly nSamplesSeen: number;
}

/** Ranges learned by {@link MinMaxScaler}: transform is x · scale + min. */
export class MinMaxScalerModel implements TransformerModel {
  /** Name under which the class is registered. */
  static readonly typeName = "MinMaxScalerModel";
  /** Name under which the class is registered. */
  readonly typeName = "MinMaxScalerModel";
  /** Where the least and the greatest value of each column go. */
  readonly featureRange: readonly [low: number, high: number];
  /** Whether transform clips. */
  readonly clip: boolean;
  /** What transform adds, shape (nFeatures). */
  readonly min: Float64Array;
  /** What transform multiplies by, shape (nFeatures). */
  readonly scale: Float64Array;
  /** Least value of each column, shape (nFeatures). */
  readonly dataMin: Float64Array;
  /** Greatest value of each column, shape (nFeatures). */
  readonly dataMax: Float64Array;
  /** dataMax - dataMin, shape (nFeatures). */
  readonly dataRange: Float64Array;
  /** Number of samples seen in fit. */
  readonly nSamplesSeen: number;
  /** Number of features seen in fit. */
  readonly nFeatures: number;
  /** Names of the features seen in fit, where they had names. */
  readonly featureNames: readonly string[] | undefined;

  /** @internal */
  constructor(state: MinMaxScalerState) {
    this.featureRange = state.featureRange;
    this.clip = state.clip;
    this.min = state.min;
    this.scale = state.scale;
    this.dataMin = state.dataMin;
    this.dataMax = state.dataMax;
    this.dataRange = state.dataRange;
    this.nSamplesSeen = state.nSamplesSeen;
    this.nFeatures = state.nFeatures;
    this.featureNames = state.featureNames;
  }

  /** @internal */
  static fromState(state: MinMaxScalerState): MinMaxScalerModel {
    return new MinMaxScalerModel(state);
  }

  /** @internal */
  toState(): Record<string, unknown> {
    const { featureRange, clip, min, scale, dataMin, dataMax, dataRange } = this;
    const { nSamplesSeen, nFeatures, featureNames } = this;
    return {
      ...{ featureRange, clip, min, scale, dataMin, dataMax, dataRange },
      ...{ nSamplesSeen, nFeatures, featureNames },
    };
  }

  /** Names of the output columns: those of the input. */
  featureNamesOut(): readonly string[] {
    return inputNames(this);
  }

  /**
   * Scales X, shape (nSamples, nFeatures), into a new matrix.
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds Infinity.
   */
  async transform(X: MatrixLike): Promise<Matrix> {
    const where = "MinMaxScalerModel.transform";
    const seen = toSeenMatrix(where, X, this, { allowMissing: true, deferFinite: true });
    const { out, finite } = multiplyAdd(seen.data, seen.columns, this.scale, this.min);
    if (!finite) checkFinite(where, seen, true);
    if (this.clip) clipInPlace(out, ...this.featureRange);
    return new Matrix(out, seen.rows, seen.columns, seen.columnNames ?? this.featureNames);
  }

  /**
   * Undoes {@link transform}: (x - min) / scale; what was clipped stays clipped.
   *
   * @throws {InvalidInputError} if X has other features than in fit or holds Infinity.
   */
  async inverseTransform(X: MatrixLike): Promise<Matrix> {
    const where = "MinMaxScalerModel.inverseTransform";
    const seen = toSeenMatrix(where, X, this, { allowMissing: true, deferFinite: true });
    const { out, finite } = subtractDivide(seen.data, seen.columns, this.min, this.scale);
    if (!finite) checkFinite(where, seen, true);
    return new Matrix(out, seen.rows, seen.columns, seen.columnNames ?? this.featureNames);
  }
}
