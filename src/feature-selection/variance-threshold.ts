import type { FitOptions, MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight } from "../base/input.js";
import { type ParamSpecs, real } from "../base/params.js";
import { BaseTransformer } from "../base/transformer.js";
import { Described, InvalidInputError } from "../core/errors.js";
import { columnSpread } from "./column-variance.js";
import { toDenseOrSparse } from "./score-samples.js";
import { SelectorModel, type SelectorState } from "./selector-model.js";

/** Hyper-parameters of {@link VarianceThreshold}. */
export interface VarianceThresholdParams {
  /** A feature is kept if its variance is greater; a finite number >= 0. Default 0: all that are not constant. */
  readonly threshold: number;
}

/** Domain, default and help of {@link VarianceThresholdParams}. */
export const varianceThresholdParamSpecs: ParamSpecs<VarianceThresholdParams> = {
  threshold: real({ default: 0, min: 0, help: "Variance above which a feature is kept." }),
};

/**
 * Keeps the features whose variance exceeds a threshold, and drops those that hardly vary. The target is not looked at.
 *
 * The variance is the mean of squared deviations (divisor n). Missing values (NaN) are left out of it. With threshold 0 a constant feature is recognised
 * by its range, whatever rounding leaves of its variance.
 *
 * Cost: two passes over X, three with threshold 0.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const X = [[0, 2, 0, 3], [0, 1, 4, 3], [0, 1, 1, 3]];
 * const { model, X: kept } = await new VarianceThreshold().fitTransform(X);
 * kept.toArray(); // => [[2, 0], [1, 4], [1, 1]]
 * model.getSupport({ indices: true }); // => Int32Array.of(1, 2)
 * ```
 */
export class VarianceThreshold extends BaseTransformer<VarianceThresholdParams, VarianceThresholdModel> {
  /** Name under which the class is registered. */
  static readonly typeName = "VarianceThreshold";

  constructor(params: Partial<VarianceThresholdParams> = {}) {
    super(VarianceThreshold.typeName, varianceThresholdParamSpecs, params);
  }

  /** @internal */
  static fromState(state: VarianceThresholdParams): VarianceThreshold {
    return new VarianceThreshold(state);
  }

  /**
   * Learns the variance of each feature.
   *
   * @param X shape (nSamples, nFeatures); may hold NaN, may be sparse; neither kept nor changed.
   * @throws {InvalidInputError} if X is ragged, empty or holds Infinity, or if no feature exceeds the threshold.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<VarianceThresholdModel> {
    const where = "VarianceThreshold.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { threshold } = this.params;
    const samples = toDenseOrSparse(where, X, true);
    const { variances, ranges } = columnSpread(samples, threshold === 0);
    // Rounding leaves a constant feature some variance; its range is 0.
    if (threshold === 0 && ranges !== undefined)
      for (let j = 0; j < variances.length; j++) if (ranges[j]! < variances[j]!) variances[j] = ranges[j]!;
    const support = Array.from(variances, (variance) => variance > threshold);
    if (!variances.some((variance) => Number.isFinite(variance) && variance > threshold)) {
      const most = variances.reduce((max, variance) => Math.max(max, variance || 0), 0);
      const rule = `X must have a feature whose variance exceeds the threshold ${threshold}`;
      const seen = samples.rows === 1 ? "one row, which does not vary" : `variances up to ${most}`;
      throw new InvalidInputError(where, rule, new Described(seen));
    }
    const { columns: nFeatures, columnNames: featureNames } = samples;
    return new VarianceThresholdModel({ support, nFeatures, featureNames, variances });
  }
}

interface VarianceThresholdState extends SelectorState {
  readonly variances: Float64Array;
}

/** Variances learned by {@link VarianceThreshold}. */
export class VarianceThresholdModel extends SelectorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "VarianceThresholdModel";
  /** Name under which the class is registered. */
  readonly typeName = "VarianceThresholdModel";
  /** Variance of each feature, shape (nFeatures); with threshold 0 the range, where that is less. */
  readonly variances: Float64Array;

  /** @internal */
  constructor(state: VarianceThresholdState) {
    super(state, true);
    this.variances = state.variances;
  }

  /** @internal */
  static fromState(state: VarianceThresholdState): VarianceThresholdModel {
    return new VarianceThresholdModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), variances: this.variances };
  }
}
