import { type ClassWeight, classWeightSpec, computeClassWeight } from "../base/class-weight.js";
import {
  BaseEstimator,
  type FitOptions,
  type Label,
  type MatrixLike,
  type ProbabilisticModel,
  type VectorLike,
} from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { checkLength, toMatrix, toSampleWeight, toSeenMatrix } from "../base/input.js";
import { encodeLabels, requireTwoClasses } from "../base/labels.js";
import { choice, flag, integer, nullable, type ParamSpecs, randomStateSpec, real } from "../base/params.js";
import { Described, InvalidInputError, InvalidParameterError } from "../core/errors.js";
import { exp } from "../core/exp.js";
import { log } from "../core/log.js";
import { Matrix } from "../core/matrix.js";
import { loadRuntime } from "../parallel/index.js";
import { LinearClassifierModel, type LinearClassifierState } from "./linear-classifier-model.js";
import { multinomialDecision } from "./linear-decision.js";
import { type LogisticPenalty, type LogisticSolver, solveLogistic } from "./logistic-solvers.js";

/** Hyper-parameters of {@link LogisticRegression}. */
export interface LogisticRegressionParams {
  /**
   * Penalty on the coefficients; null for none. Default `"deprecated"`: `l1Ratio` and `C` decide. Going away with scikit-learn 1.10: prefer
   * `l1Ratio` 0, 1 or between, and `C: Infinity` for none.
   */
  readonly penalty: "l1" | "l2" | "elasticnet" | "deprecated" | null;
  /** Inverse strength of the penalty; a number > 0, Infinity for none. Default 1. Smaller shrinks more. */
  readonly C: number;
  /** Share of the absolute penalty: 0 is l2, 1 is l1, between is elastic net; in [0, 1]. Default 0. */
  readonly l1Ratio: number;
  /** Whether to solve the dual problem; liblinear with l2 only. Default false. */
  readonly dual: boolean;
  /** When the solver ends; a finite number >= 0. Default 1e-4. */
  readonly tol: number;
  /** Whether to fit an intercept. Default true. */
  readonly fitIntercept: boolean;
  /** Value of the constant feature that stands for the intercept in liblinear, which penalises it; a finite number > 0. Default 1. */
  readonly interceptScaling: number;
  /** Weights of the classes. Default null: 1 each. */
  readonly classWeight: ClassWeight;
  /** Seed of sag, saga and liblinear. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
  /** How it is solved. Default `"lbfgs"`. */
  readonly solver: LogisticSolver;
  /** Most iterations; an integer >= 0. Default 100. */
  readonly maxIter: number;
}

/** Domain, default and help of {@link LogisticRegressionParams}. */
export const logisticRegressionParamSpecs: ParamSpecs<LogisticRegressionParams> = {
  penalty: nullable(
    choice({
      default: "deprecated",
      options: ["l1", "l2", "elasticnet", "deprecated"],
      help: "Penalty on the coefficients; by default l1Ratio and C decide.",
    }),
    "no penalty",
  ),
  C: real({
    default: 1,
    above: 0,
    infinite: true,
    help: "Inverse strength of the penalty; smaller shrinks more.",
  }),
  l1Ratio: real({ default: 0, min: 0, max: 1, help: "Share of the absolute penalty: 0 is l2, 1 is l1." }),
  dual: flag({ default: false, help: "Solve the dual problem (liblinear with l2 only)." }),
  tol: real({ default: 1e-4, min: 0, help: "When the solver ends." }),
  fitIntercept: flag({ default: true, help: "Fit an intercept." }),
  interceptScaling: real({
    default: 1,
    above: 0,
    help: "Value of the feature that stands for the intercept (liblinear only).",
  }),
  classWeight: classWeightSpec,
  randomState: randomStateSpec,
  solver: choice({
    default: "lbfgs",
    options: ["lbfgs", "liblinear", "newton-cg", "newton-cholesky", "sag", "saga"],
    help: "How it is solved.",
  }),
  maxIter: integer({ default: 100, min: 0, help: "Most iterations." }),
};

/**
 * Logistic regression of two classes, and multinomial (softmax) regression of more: minimises C Σ w loss + penalty.
 *
 * Solvers: `lbfgs` (l2 or none), `newton-cg` (l2 or none), `newton-cholesky` (l2 or none; few features, many samples), `sag` (l2 or none),
 * `saga` (any penalty; scale the features first), `liblinear` (l1 or l2, two classes, penalises the intercept).
 *
 * Cost: lbfgs 4 nSamples nFeatures nScores flops an iteration, on all cores.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see Hastie, Tibshirani & Friedman (2009), The Elements of Statistical Learning, section 4.4; Fan et al. (2008), LIBLINEAR, JMLR 9.
 *
 * @example
 * ```ts
 * const model = await new LogisticRegression().fit([[0], [1], [3], [4]], ["low", "low", "high", "high"]);
 * await model.predict([[0.5], [3.5]]); // => ["low", "high"]
 * model.classes; // => ["high", "low"]
 * ```
 */
export class LogisticRegression extends BaseEstimator<LogisticRegressionParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "LogisticRegression";
  readonly kind = "classifier" as const;

  constructor(params: Partial<LogisticRegressionParams> = {}) {
    super(LogisticRegression.typeName, logisticRegressionParamSpecs, params);
  }

  /** @internal */
  static fromState(state: LogisticRegressionParams): LogisticRegression {
    return new LogisticRegression(state);
  }

  /**
   * Fits the model.
   *
   * @param X shape (nSamples, nFeatures); neither kept nor changed. A sparse X is made dense.
   * @param y labels, shape (nSamples); at least two classes, exactly two with liblinear.
   * @throws {InvalidParameterError} if the solver does not do the penalty, or not the dual problem.
   * @throws {InvalidInputError} if X is not finite, lengths differ, there is one class only, or weights are negative or all zero.
   */
  async fit<L extends Label>(
    X: MatrixLike,
    y: VectorLike<L>,
    options: FitOptions = {},
  ): Promise<LogisticRegressionModel<L>> {
    const where = "LogisticRegression.fit";
    startFit(where, options);
    const penalty = this.#penalty();
    const matrix = toMatrix(where, X);
    const { classes, codes } = encodeLabels(where, y);
    checkLength(where, "y", codes.length, matrix.rows);
    requireTwoClasses(where, classes);
    if (this.params.solver === "liblinear") checkLiblinear(where, matrix, classes);
    const sampleWeight = toSampleWeight(where, options.sampleWeight, matrix.rows);
    const data = {
      X: matrix.data,
      nSamples: matrix.rows,
      nFeatures: matrix.columns,
      codes,
      nClasses: classes.length,
      weight: classWeighted(this.params.classWeight, classes, codes, sampleWeight),
    };
    const { maxIter, classWeight: _, penalty: __, ...settings } = this.params;
    const solution = await solveLogistic(where, await loadRuntime(), data, {
      ...settings,
      maxIter,
      penalty,
      signal: options.signal,
      onIteration: (nIter) => {
        options.signal?.throwIfAborted();
        options.onProgress?.({ done: nIter, total: maxIter });
      },
    });
    options.signal?.throwIfAborted();
    options.onProgress?.({ done: maxIter, total: maxIter });
    return new LogisticRegressionModel({
      ...solution,
      coef: new Matrix(solution.coef, solution.intercept.length, matrix.columns),
      classes,
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
  }

  /** The penalty that is meant, if the solver does it. */
  #penalty(): LogisticPenalty {
    const { solver, dual, l1Ratio, C } = this.params;
    const given = this.params.penalty;
    const byRatio = l1Ratio === 0 ? "l2" : l1Ratio === 1 ? "l1" : "elasticnet";
    const penalty = given === "deprecated" ? (C === Number.POSITIVE_INFINITY ? null : byRatio) : given;
    const fault = solverFault(solver, penalty, dual);
    if (fault !== undefined) throw new InvalidParameterError("LogisticRegression", "solver", fault, solver);
    return penalty;
  }
}

/** What must hold of the solver for this penalty and problem; undefined if it does. */
function solverFault(solver: LogisticSolver, penalty: LogisticPenalty, dual: boolean): string | undefined {
  if (dual && (solver !== "liblinear" || penalty !== "l2"))
    return '"liblinear" with an l2 penalty where dual is true';
  if (penalty === "elasticnet" && solver !== "saga") return '"saga" for an elastic-net penalty';
  if (penalty === "l1" && solver !== "saga" && solver !== "liblinear")
    return '"saga" or "liblinear" for an l1 penalty';
  if (penalty === null && solver === "liblinear") return 'other than "liblinear" without a penalty';
  return undefined;
}

function checkLiblinear(where: string, { data, columns }: Matrix, classes: readonly Label[]): void {
  if (classes.length > 2)
    throw new InvalidInputError(
      where,
      "y must hold 2 classes for the solver liblinear",
      new Described(`${classes.length} classes`),
    );
  const large = data.findIndex((value) => value > 1e30);
  if (large >= 0) {
    const place = { row: Math.floor(large / columns), column: large % columns };
    throw new InvalidInputError(where, "X must be <= 1e30 for the solver liblinear", data[large], place);
  }
}

/** Sample weights times class weights; undefined where all are 1. */
function classWeighted(
  classWeight: ClassWeight,
  classes: readonly Label[],
  codes: Int32Array,
  sampleWeight: Float64Array | undefined,
): Float64Array | undefined {
  if (classWeight === null) return sampleWeight;
  const byClass = computeClassWeight("LogisticRegression", classWeight, classes, codes, sampleWeight);
  const empty = byClass.findIndex((weight) => !Number.isFinite(weight));
  if (empty >= 0)
    throw new InvalidInputError(
      "LogisticRegression.fit",
      "sampleWeight must leave weight to every class where classWeight is balanced",
      new Described(`weight 0 for the class ${JSON.stringify(classes[empty])}`),
    );
  return Float64Array.from(codes, (code, i) => byClass[code]! * (sampleWeight?.[i] ?? 1));
}

interface LogisticRegressionState<L extends Label> extends LinearClassifierState<L> {
  readonly nIter: number;
  readonly converged: boolean;
}

/** Model fitted by {@link LogisticRegression}. Its scores are log-odds of the second class, or logarithms of probabilities up to a constant. */
export class LogisticRegressionModel<L extends Label = Label>
  extends LinearClassifierModel<L>
  implements ProbabilisticModel<L>
{
  /** Name under which the class is registered. */
  static readonly typeName = "LogisticRegressionModel";
  /** Name under which the class is registered. */
  readonly typeName = "LogisticRegressionModel";
  /** Iterations made. */
  readonly nIter: number;
  /** false if the solver stopped before its tolerance was met; not an error. */
  readonly converged: boolean;

  /** @internal */
  constructor(state: LogisticRegressionState<L>) {
    super(state);
    this.nIter = state.nIter;
    this.converged = state.converged;
  }

  /** @internal */
  static fromState<L extends Label>(state: LogisticRegressionState<L>): LogisticRegressionModel<L> {
    return new LogisticRegressionModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    return { ...super.toState(), nIter: this.nIter, converged: this.converged };
  }

  /**
   * Probabilities, shape (nSamples, nClasses), columns in the order of `classes`.
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async predictProba(X: MatrixLike): Promise<Matrix> {
    const matrix = toSeenMatrix("LogisticRegressionModel.predictProba", X, this);
    if (this.classes.length > 2) {
      const shares = await multinomialDecision(matrix, this.coef, this.intercept, "probabilities");
      return new Matrix(shares, matrix.rows, this.classes.length);
    }
    const odds = await this.scoresOfTwo(matrix);
    const out = new Float64Array(2 * matrix.rows);
    odds.forEach((z, i) => {
      const p = sigmoid(z);
      out[2 * i] = 1 - p;
      out[2 * i + 1] = p;
    });
    return new Matrix(out, matrix.rows, 2);
  }

  /** Natural logarithm of {@link predictProba}. */
  async predictLogProba(X: MatrixLike): Promise<Matrix> {
    const { data, rows, columns } = await this.predictProba(X);
    return new Matrix(data.map(log), rows, columns);
  }
}

function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + exp(-z));
  const e = exp(z);
  return e / (1 + e);
}
