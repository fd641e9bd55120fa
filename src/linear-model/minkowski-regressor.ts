import { BaseEstimator, type FitOptions, type MatrixLike, type VectorLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { toMatrix, toSampleWeight, toTarget } from "../base/input.js";
import { flag, integer, type ParamSpecs, real } from "../base/params.js";
import { LinearRegressorModel, type LinearRegressorState } from "./linear-regressor-model.js";
import { minkowskiPlane } from "./minkowski-plane.js";

/** Hyper-parameters of {@link MinkowskiRegressor}. */
export interface MinkowskiRegressorParams {
  /**
   * Power of the residuals; a finite number >= 1. Default 1.5. 1 is least absolute deviations, which outliers of y hardly move,
   * 2 least squares; a large one comes near to the least greatest deviation.
   */
  readonly p: number;
  /** Whether to fit an intercept. Default true; false expects centred data. */
  readonly fitIntercept: boolean;
  /** Newton's method ends where a step promises less than this share of the objective; a finite number >= 0. Default 1e-12. */
  readonly tol: number;
  /** Most steps; an integer >= 1. Default 1000. */
  readonly maxIter: number;
}

/** Domain, default and help of {@link MinkowskiRegressorParams}. */
export const minkowskiRegressorParamSpecs: ParamSpecs<MinkowskiRegressorParams> = {
  p: real({ default: 1.5, min: 1, help: "Power of the residuals." }),
  fitIntercept: flag({ default: true, help: "Fit an intercept." }),
  tol: real({ default: 1e-12, min: 0, help: "Share of the objective below which a step is the last." }),
  maxIter: integer({ default: 1000, min: 1, help: "Most steps." }),
};

/**
 * Linear regression by Minkowski error: minimises Σ w |y - x·coef - intercept|^p.
 *
 * Between p = 1, robust against outliers of y, and p = 2, efficient for normal noise. At p = 2 it equals
 * {@link LinearRegression}, at p = 1 quantile regression of the median, without penalty. Where columns are linearly dependent, the
 * coefficients of least norm are taken. Of several solutions, which p = 1 may have, one is found.
 *
 * Cost: a singular value decomposition, then some tens of Newton steps of nSamples nFeatures² flops and a few powers a row each.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Boyd & Vandenberghe (2004), Convex optimization, sections 6.1 and 9.5; for p = 1, Bloomfield & Steiger (1983), Least
 * absolute deviations.
 *
 * @example
 * ```ts
 * const model = await new MinkowskiRegressor({ p: 1 }).fit([[0], [1], [2], [3], [4]], [1, 3, 5, 7, 100]);
 * Array.from(model.coef, Math.round); // => [2]
 * Math.round(model.intercept); // => 1
 * model.converged; // => true
 * ```
 */
export class MinkowskiRegressor extends BaseEstimator<MinkowskiRegressorParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "MinkowskiRegressor";
  readonly kind = "regressor" as const;

  constructor(params: Partial<MinkowskiRegressorParams> = {}) {
    super(MinkowskiRegressor.typeName, minkowskiRegressorParamSpecs, params);
  }

  /** @internal */
  static fromState(state: MinkowskiRegressorParams): MinkowskiRegressor {
    return new MinkowskiRegressor(state);
  }

  /**
   * Fits the plane.
   *
   * @param X shape (nSamples, nFeatures); neither kept nor changed. A sparse X is made dense.
   * @param y shape (nSamples).
   * @throws {InvalidInputError} if X or y is not finite or too large for its powers to be, lengths differ, or weights are negative
   * or all zero.
   */
  async fit(
    X: MatrixLike,
    y: VectorLike<number>,
    options: FitOptions = {},
  ): Promise<MinkowskiRegressorModel> {
    const where = "MinkowskiRegressor.fit";
    startFit(where, options);
    const { p, fitIntercept, tol, maxIter } = this.params;
    const matrix = toMatrix(where, X);
    const plane = minkowskiPlane(
      where,
      {
        X: matrix.data,
        nFeatures: matrix.columns,
        y: toTarget(where, y, matrix.rows),
        weight: toSampleWeight(where, options.sampleWeight, matrix.rows),
        fitIntercept,
      },
      p,
      { tol, maxIter, signal: options.signal },
    );
    options.onProgress?.({ done: 1, total: 1 });
    return new MinkowskiRegressorModel({
      ...plane,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

interface MinkowskiRegressorState extends LinearRegressorState {
  readonly nIter: number;
  readonly converged: boolean;
}

/** Plane fitted by {@link MinkowskiRegressor}. */
export class MinkowskiRegressorModel extends LinearRegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "MinkowskiRegressorModel";
  /** Name under which the class is registered. */
  readonly typeName = "MinkowskiRegressorModel";
  /** Number of steps. */
  readonly nIter: number;
  /** Whether the solution was reached to within `tol`. */
  readonly converged: boolean;

  /** @internal */
  constructor(state: MinkowskiRegressorState) {
    super(state);
    this.nIter = state.nIter;
    this.converged = state.converged;
  }

  /** @internal */
  static fromState(state: MinkowskiRegressorState): MinkowskiRegressorModel {
    return new MinkowskiRegressorModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), nIter: this.nIter, converged: this.converged };
  }
}
