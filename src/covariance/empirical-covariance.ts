import { BaseEstimator, type FitOptions, type MatrixLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { refuseSampleWeight, toMatrix } from "../base/input.js";
import { flag, type ParamSpecs } from "../base/params.js";
import { Matrix } from "../core/matrix.js";
import { normalEquations } from "../linear-model/normal-equations.js";
import { loadRuntime } from "../parallel/index.js";
import { CovarianceModel, type CovarianceState, precisionOf } from "./covariance-model.js";

/** Hyper-parameters of {@link EmpiricalCovariance}. */
export interface EmpiricalCovarianceParams {
  /** Whether the model keeps the inverse of the covariance. Default true; false saves memory and makes each use dearer. */
  readonly storePrecision: boolean;
  /** Whether the columns are taken to have mean zero, and are not centred. Default false. */
  readonly assumeCentered: boolean;
}

/** Domain, default and help of {@link EmpiricalCovarianceParams}. */
export const empiricalCovarianceParamSpecs: ParamSpecs<EmpiricalCovarianceParams> = {
  storePrecision: flag({ default: true, help: "Keep the inverse of the covariance." }),
  assumeCentered: flag({ default: false, help: "Take the columns to have mean zero." }),
};

/**
 * Maximum-likelihood covariance: Σ (x − mean)(x − mean)ᵀ / nSamples.
 *
 * A singular covariance has its pseudo-inverse for precision. Cost: nSamples nFeatures² flops, on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Anderson (2003), An introduction to multivariate statistical analysis, section 3.2.
 *
 * @example
 * ```ts
 * const model = await new EmpiricalCovariance().fit([[0, 0], [2, 0], [0, 4], [2, 4]]);
 * model.covariance.toArray(); // => [[1, 0], [0, 4]]
 * Array.from(model.location); // => [1, 2]
 * Array.from(await model.mahalanobis([[3, 2], [1, 8]])); // => [4, 9]
 * ```
 */
export class EmpiricalCovariance extends BaseEstimator<EmpiricalCovarianceParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "EmpiricalCovariance";
  readonly kind = "density_estimator" as const;

  constructor(params: Partial<EmpiricalCovarianceParams> = {}) {
    super(EmpiricalCovariance.typeName, empiricalCovarianceParamSpecs, params);
  }

  /** @internal */
  static fromState(state: EmpiricalCovarianceParams): EmpiricalCovariance {
    return new EmpiricalCovariance(state);
  }

  /**
   * Takes mean and covariance of the rows.
   *
   * @param X shape (nSamples, nFeatures); neither kept nor changed.
   * @throws {InvalidInputError} if X is empty or not finite, or the covariance overflows.
   */
  async fit(X: MatrixLike, _y?: unknown, options: FitOptions = {}): Promise<EmpiricalCovarianceModel> {
    const where = "EmpiricalCovariance.fit";
    startFit(where, options);
    refuseSampleWeight(where, options.sampleWeight);
    const { data, rows, columns, columnNames } = toMatrix(where, X);
    const problem = {
      X: data,
      nSamples: rows,
      nFeatures: columns,
      y: new Float64Array(rows),
      weight: undefined,
      fitIntercept: !this.params.assumeCentered,
    };
    const { gram, means } = await normalEquations(where, await loadRuntime(), problem, options.signal);
    const covariance = new Matrix(
      gram.map((value) => value / rows),
      columns,
      columns,
    );
    options.onProgress?.({ done: 1, total: 1 });
    return new EmpiricalCovarianceModel({
      location: means.x,
      covariance,
      precision: this.params.storePrecision ? precisionOf(covariance) : null,
      nFeatures: columns,
      featureNames: columnNames,
    });
  }
}

/** Mean and covariance taken by {@link EmpiricalCovariance}. */
export class EmpiricalCovarianceModel extends CovarianceModel {
  /** Name under which the class is registered. */
  static readonly typeName = "EmpiricalCovarianceModel";
  /** Name under which the class is registered. */
  readonly typeName = "EmpiricalCovarianceModel";

  /** @internal */
  static fromState(state: CovarianceState): EmpiricalCovarianceModel {
    return new EmpiricalCovarianceModel(state);
  }

  /**
   * Mean log-likelihood of the rows of X under the normal distribution of this location and covariance; -Infinity where the
   * covariance is singular.
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async score(X: MatrixLike): Promise<number> {
    return this.logLikelihood("EmpiricalCovarianceModel.score", X);
  }
}
