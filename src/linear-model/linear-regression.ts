import { BaseEstimator, type FitOptions, type MatrixLike, type VectorLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { toMatrix, toSampleWeight, toTarget } from "../base/input.js";
import { flag, type ParamSpecs, real } from "../base/params.js";
import { nnls } from "../linalg/nnls.js";
import { type CancelSignal, loadRuntime } from "../parallel/index.js";
import { interceptOf } from "./centring.js";
import { LinearRegressorModel, type LinearRegressorState } from "./linear-regressor-model.js";
import type { LeastSquaresProblem } from "./normal-equations.js";
import { type OrdinaryLeastSquares, ordinaryLeastSquares, reducedDesign } from "./ordinary-least-squares.js";

/** Hyper-parameters of {@link LinearRegression}. */
export interface LinearRegressionParams {
  /** Whether to fit an intercept. Default true; false expects centred data. */
  readonly fitIntercept: boolean;
  /** Singular values of X at or below tol × the largest count as 0; a finite number >= 0. Default 1e-6. */
  readonly tol: number;
  /** Whether coefficients must be >= 0. Default false. */
  readonly positive: boolean;
}

/** Domain, default and help of {@link LinearRegressionParams}. */
export const linearRegressionParamSpecs: ParamSpecs<LinearRegressionParams> = {
  fitIntercept: flag({ default: true, help: "Fit an intercept." }),
  tol: real({ default: 1e-6, min: 0, help: "Relative size below which a singular value counts as 0." }),
  positive: flag({ default: false, help: "Force the coefficients to be >= 0." }),
};

/**
 * Ordinary least squares: minimises Σ w (y − x·coef − intercept)².
 *
 * Where columns are linearly dependent, the coefficients of least norm are taken, as scikit-learn does. With `positive`, non-negative
 * least squares by Lawson and Hanson.
 *
 * Cost: nSamples nFeatures² flops, on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Golub & Van Loan (2013), Matrix Computations, chapter 5; Lawson & Hanson (1995), chapter 23.
 *
 * @example
 * ```ts
 * const X = [[1, 1], [1, 2], [2, 2], [2, 3]];
 * const model = await new LinearRegression().fit(X, [6, 8, 9, 11]);
 * Array.from(model.coef); // => [1, 2]
 * model.intercept; // => 3
 * Array.from(await model.predict([[3, 5]])); // => [16]
 * ```
 */
export class LinearRegression extends BaseEstimator<LinearRegressionParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "LinearRegression";
  readonly kind = "regressor" as const;

  constructor(params: Partial<LinearRegressionParams> = {}) {
    super(LinearRegression.typeName, linearRegressionParamSpecs, params);
  }

  /** @internal */
  static fromState(state: LinearRegressionParams): LinearRegression {
    return new LinearRegression(state);
  }

  /**
   * Fits the plane.
   *
   * @param X shape (nSamples, nFeatures); neither kept nor changed. A sparse X is made dense.
   * @param y shape (nSamples).
   * @throws {InvalidInputError} if X or y is not finite, lengths differ, or weights are negative or all zero.
   */
  async fit(X: MatrixLike, y: VectorLike<number>, options: FitOptions = {}): Promise<LinearRegressionModel> {
    const where = "LinearRegression.fit";
    startFit(where, options);
    const { fitIntercept, tol, positive } = this.params;
    const matrix = toMatrix(where, X);
    const problem: LeastSquaresProblem = {
      X: matrix.data,
      nSamples: matrix.rows,
      nFeatures: matrix.columns,
      y: toTarget(where, y, matrix.rows),
      weight: toSampleWeight(where, options.sampleWeight, matrix.rows),
      fitIntercept,
    };
    const solution = positive
      ? nonNegative(where, problem, options.signal)
      : await ordinaryLeastSquares(where, loadRuntime, problem, tol, options.signal);
    options.signal?.throwIfAborted();
    options.onProgress?.({ done: 1, total: 1 });
    return new LinearRegressionModel({
      ...solution,
      intercept: fitIntercept ? solution.intercept : 0,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }
}

function nonNegative(
  where: string,
  problem: LeastSquaresProblem,
  signal: CancelSignal | undefined,
): Omit<OrdinaryLeastSquares, "rank" | "singular"> {
  const { A, b, rows, means } = reducedDesign(where, problem, signal);
  const coef = nnls(A, rows, problem.nFeatures, b);
  return { coef, intercept: interceptOf(means, coef) };
}

interface LinearRegressionState extends LinearRegressorState {
  readonly rank?: number | undefined;
  readonly singular?: Float64Array | undefined;
}

/** Plane fitted by {@link LinearRegression}. */
export class LinearRegressionModel extends LinearRegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "LinearRegressionModel";
  /** Name under which the class is registered. */
  readonly typeName = "LinearRegressionModel";
  /** Rank of the centred and weighted X; undefined with `positive`. */
  readonly rank: number | undefined;
  /** Singular values of the centred and weighted X, descending, shape (min(nSamples, nFeatures)); undefined with `positive`. */
  readonly singular: Float64Array | undefined;

  /** @internal */
  constructor(state: LinearRegressionState) {
    super(state);
    this.rank = state.rank;
    this.singular = state.singular;
  }

  /** @internal */
  static fromState(state: LinearRegressionState): LinearRegressionModel {
    return new LinearRegressionModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), rank: this.rank, singular: this.singular };
  }
}
