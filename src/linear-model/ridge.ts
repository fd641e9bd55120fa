import { BaseEstimator, type FitOptions, type MatrixLike, type VectorLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { type SeenFeatures, toMatrix, toSampleWeight, toTarget } from "../base/input.js";
import {
  choice,
  flag,
  integer,
  nullByDefault,
  type ParamSpecs,
  randomStateSpec,
  real,
} from "../base/params.js";
import { InvalidParameterError } from "../core/errors.js";
import { loadRuntime } from "../parallel/index.js";
import { LinearRegressorModel } from "./linear-regressor-model.js";
import { type RidgeSolution, type RidgeSolver, solveRidge } from "./ridge-solvers.js";

/** Hyper-parameters of {@link Ridge}. */
export interface RidgeParams {
  /** Strength of the penalty α ‖coef‖²; a finite number >= 0. Default 1. Larger shrinks more. */
  readonly alpha: number;
  /** Whether to fit an intercept, which is not penalised. Default true. */
  readonly fitIntercept: boolean;
  /** Most iterations; an integer >= 1, or null for the solver's own limit. Default null. */
  readonly maxIter: number | null;
  /** When iterative solvers end; a finite number >= 0. Default 1e-4. No effect on svd and cholesky. */
  readonly tol: number;
  /** How it is solved. Default `"auto"`: cholesky, or lbfgs with `positive`. */
  readonly solver: "auto" | RidgeSolver;
  /** Whether coefficients must be >= 0; lbfgs only. Default false. */
  readonly positive: boolean;
  /** Seed of sag and saga. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

/** Domain, default and help of {@link RidgeParams}. */
export const ridgeParamSpecs: ParamSpecs<RidgeParams> = {
  alpha: real({ default: 1, min: 0, help: "Strength of the penalty; larger shrinks more." }),
  fitIntercept: flag({ default: true, help: "Fit an intercept." }),
  maxIter: nullByDefault(
    integer({ default: 1000, min: 1, help: "Most iterations of an iterative solver." }),
    "the solver's own limit",
  ),
  tol: real({ default: 1e-4, min: 0, help: "When iterative solvers end." }),
  solver: choice({
    default: "auto",
    options: ["auto", "svd", "cholesky", "lsqr", "sparse_cg", "sag", "saga", "lbfgs"],
    help: "How it is solved.",
  }),
  positive: flag({ default: false, help: "Force the coefficients to be >= 0 (lbfgs only)." }),
  randomState: randomStateSpec,
};

/**
 * Ridge regression: minimises Σ w (y − x·coef − intercept)² + alpha ‖coef‖².
 *
 * `cholesky` solves the normal equations, of the smaller of X Xᵀ and XᵀX; `svd` shrinks singular directions and is the most stable;
 * `lsqr` and `sparse_cg` iterate with X; `sag` and `saga` draw samples (scale the features first); `lbfgs` is for `positive`.
 *
 * Cost: cholesky nSamples nFeatures² flops, on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Hoerl & Kennard (1970), Ridge regression, Technometrics 12(1).
 *
 * @example
 * ```ts
 * const model = await new Ridge({ alpha: 2 }).fit([[0], [1], [2]], [0, 1, 2]);
 * model.coef[0]; // => 0.5
 * model.intercept; // => 0.5
 * ```
 */
export class Ridge extends BaseEstimator<RidgeParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "Ridge";
  readonly kind = "regressor" as const;

  constructor(params: Partial<RidgeParams> = {}) {
    super(Ridge.typeName, ridgeParamSpecs, params);
  }

  /** @internal */
  static fromState(state: RidgeParams): Ridge {
    return new Ridge(state);
  }

  /**
   * Fits the plane.
   *
   * @param X shape (nSamples, nFeatures); neither kept nor changed. A sparse X is made dense.
   * @param y shape (nSamples).
   * @throws {InvalidParameterError} if solver and `positive` do not go together.
   * @throws {InvalidInputError} if X or y is not finite, lengths differ, or weights are negative or all zero.
   */
  async fit(X: MatrixLike, y: VectorLike<number>, options: FitOptions = {}): Promise<RidgeModel> {
    const where = "Ridge.fit";
    startFit(where, options);
    const solver = this.#solver();
    const { alpha, fitIntercept, maxIter, tol, randomState } = this.params;
    const { signal, onProgress } = options;
    const matrix = toMatrix(where, X);
    const problem = {
      X: matrix.data,
      nSamples: matrix.rows,
      nFeatures: matrix.columns,
      y: toTarget(where, y, matrix.rows),
      weight: toSampleWeight(where, options.sampleWeight, matrix.rows),
      fitIntercept,
    };
    const solution = await solveRidge(where, await loadRuntime(), problem, {
      alpha,
      solver,
      maxIter,
      tol,
      randomState,
      signal,
      onProgress: onProgress && ((done, total) => onProgress({ done, total })),
    });
    signal?.throwIfAborted();
    onProgress?.({ done: 1, total: 1 });
    return new RidgeModel({
      ...solution,
      intercept: fitIntercept ? solution.intercept : 0,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }

  #solver(): RidgeSolver {
    const { solver, positive } = this.params;
    if (positive && solver !== "auto" && solver !== "lbfgs")
      throw new InvalidParameterError("Ridge", "solver", '"auto" or "lbfgs" where positive is true', solver);
    if (!positive && solver === "lbfgs")
      throw new InvalidParameterError(
        "Ridge",
        "solver",
        'other than "lbfgs" where positive is false',
        solver,
      );
    if (solver !== "auto") return solver;
    return positive ? "lbfgs" : "cholesky";
  }
}

type RidgeState = RidgeSolution & SeenFeatures;

/** Plane fitted by {@link Ridge}. */
export class RidgeModel extends LinearRegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "RidgeModel";
  /** Name under which the class is registered. */
  readonly typeName = "RidgeModel";
  /** Iterations of lsqr, sag and saga; null for the other solvers. */
  readonly nIter: number | null;
  /** false if an iterative solver stopped at maxIter; not an error. */
  readonly converged: boolean;
  /** The solver that was used; svd where cholesky met a singular matrix. */
  readonly solver: RidgeSolver;

  /** @internal */
  constructor(state: RidgeState) {
    super(state);
    this.nIter = state.nIter;
    this.converged = state.converged;
    this.solver = state.solver;
  }

  /** @internal */
  static fromState(state: RidgeState): RidgeModel {
    return new RidgeModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { nIter, converged, solver } = this;
    return { ...super.toState(), nIter, converged, solver };
  }
}
