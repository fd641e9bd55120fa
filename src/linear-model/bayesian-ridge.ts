import { BaseEstimator, type FitOptions, type MatrixLike, type VectorLike } from "../base/estimator.js";
import { startFit } from "../base/fit-options.js";
import { type SeenFeatures, toMatrix, toSampleWeight, toSeenMatrix, toTarget } from "../base/input.js";
import { flag, integer, nullByDefault, type ParamSpecs, real } from "../base/params.js";
import { loadRuntime } from "../parallel/index.js";
import { interceptOf, requireFinite } from "./centring.js";
import {
  type EvidenceSettings,
  type EvidenceSolution,
  maximiseEvidence,
  posteriorCovariance,
} from "./evidence.js";
import { LinearRegressorModel, type LinearRegressorState } from "./linear-regressor-model.js";
import { type CentredSpectrum, spectralDesign } from "./spectral-design.js";

/** Hyper-parameters of {@link BayesianRidge}. */
export interface BayesianRidgeParams extends EvidenceSettings {
  /** Whether to fit an intercept, which has no prior. Default true. */
  readonly fitIntercept: boolean;
}

const prior = (help: string): ReturnType<typeof real> => real({ default: 1e-6, min: 0, help });

/** Domain, default and help of {@link BayesianRidgeParams}. */
export const bayesianRidgeParamSpecs: ParamSpecs<BayesianRidgeParams> = {
  maxIter: integer({ default: 300, min: 1, help: "Most iterations." }),
  tol: real({ default: 1e-3, min: 0, help: "Ends when the coefficients move by less than this in all." }),
  alpha1: prior("Shape of the Gamma prior of alpha."),
  alpha2: prior("Rate of the Gamma prior of alpha."),
  lambda1: prior("Shape of the Gamma prior of lambda."),
  lambda2: prior("Rate of the Gamma prior of lambda."),
  alphaInit: nullByDefault(
    real({ default: 1, min: 0, help: "Precision of the noise to start from." }),
    "1 / variance of y",
  ),
  lambdaInit: nullByDefault(
    real({ default: 1, min: 0, help: "Precision of the coefficients to start from." }),
    "1",
  ),
  computeScore: flag({ default: false, help: "Keep the log marginal likelihood of each iteration." }),
  fitIntercept: flag({ default: true, help: "Fit an intercept." }),
};

/**
 * Bayesian ridge regression: y ~ N(x·coef + intercept, 1/alpha), coef ~ N(0, 1/lambda), where the data decide alpha and lambda.
 *
 * The strength of the penalty, lambda / alpha, needs no search: it maximises the evidence. Predictions come with a standard deviation.
 *
 * Cost: one pass of nSamples nFeatures² flops on all cores; iterations cost nFeatures² each.
 *
 * @throws {InvalidParameterError} if a hyper-parameter is unknown or outside its domain.
 * @see MacKay (1992), Bayesian Interpolation, Neural Computation 4(3); Tipping (2001), JMLR 1, appendix A (the updates).
 *
 * @example
 * ```ts
 * const model = await new BayesianRidge().fit([[0], [1], [2], [3]], [0, 1.1, 1.9, 3]);
 * model.coef[0]!.toFixed(2); // => "0.98"
 * (await model.predict([[4]]))[0]!.toFixed(1); // => "3.9"
 * (await model.predictStd([[4]]))[0]! < (await model.predictStd([[40]]))[0]!; // => true
 * ```
 */
export class BayesianRidge extends BaseEstimator<BayesianRidgeParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "BayesianRidge";
  readonly kind = "regressor" as const;

  constructor(params: Partial<BayesianRidgeParams> = {}) {
    super(BayesianRidge.typeName, bayesianRidgeParamSpecs, params);
  }

  /** @internal */
  static fromState(state: BayesianRidgeParams): BayesianRidge {
    return new BayesianRidge(state);
  }

  /**
   * Fits the plane.
   *
   * @param X shape (nSamples, nFeatures); neither kept nor changed. A sparse X is made dense.
   * @param y shape (nSamples).
   * @throws {InvalidInputError} if X or y is not finite, lengths differ, or weights are negative or all zero.
   */
  async fit(X: MatrixLike, y: VectorLike<number>, options: FitOptions = {}): Promise<BayesianRidgeModel> {
    const where = "BayesianRidge.fit";
    startFit(where, options);
    const { signal, onProgress } = options;
    const matrix = toMatrix(where, X);
    const problem = {
      X: matrix.data,
      nSamples: matrix.rows,
      nFeatures: matrix.columns,
      y: toTarget(where, y, matrix.rows),
      weight: toSampleWeight(where, options.sampleWeight, matrix.rows),
      fitIntercept: this.params.fitIntercept,
    };
    const spectrum = await spectralDesign(where, loadRuntime, problem, signal);
    const totals = weightedSpread(problem.y, problem.weight);
    const largest = spectrum.s[0]!;
    requireFinite(where, [largest * largest, spectrum.unexplained, totals.variance]);
    const model = bayesianRidgeModel(this.params, spectrum, totals, {
      nFeatures: matrix.columns,
      featureNames: matrix.columnNames,
    });
    signal?.throwIfAborted();
    onProgress?.({ done: 1, total: 1 });
    return model;
  }
}

/** Sum of the weights and weighted variance of y. */
export interface TargetSpread {
  readonly totalWeight: number;
  readonly variance: number;
}

function weightedSpread(y: Float64Array, weight: Float64Array | undefined): TargetSpread {
  let totalWeight = 0;
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    const w = weight === undefined ? 1 : weight[i]!;
    totalWeight += w;
    sum += w * y[i]!;
  }
  const mean = sum / totalWeight;
  let squares = 0;
  for (let i = 0; i < y.length; i++)
    squares += (weight === undefined ? 1 : weight[i]!) * (y[i]! - mean) * (y[i]! - mean);
  return { totalWeight, variance: squares / totalWeight };
}

/** The model of a problem whose spectrum is known. */
export function bayesianRidgeModel(
  params: BayesianRidgeParams,
  spectrum: CentredSpectrum,
  totals: TargetSpread,
  seen: SeenFeatures,
): BayesianRidgeModel {
  const design = { ...spectrum, ...totals };
  const solution = maximiseEvidence(design, params);
  const { means } = spectrum;
  return new BayesianRidgeModel({
    ...seen,
    ...solution,
    intercept: params.fitIntercept ? interceptOf(means, solution.coef) : 0,
    sigma: posteriorCovariance(design, solution.alpha, solution.lambda),
    offset: means.x,
  });
}

interface BayesianRidgeState extends LinearRegressorState, EvidenceSolution {
  readonly sigma: Float64Array;
  readonly offset: Float64Array;
}

/** Plane fitted by {@link BayesianRidge}. */
export class BayesianRidgeModel extends LinearRegressorModel {
  /** Name under which the class is registered. */
  static readonly typeName = "BayesianRidgeModel";
  /** Name under which the class is registered. */
  readonly typeName = "BayesianRidgeModel";
  /** Precision (1 / variance) of the noise. */
  readonly alpha: number;
  /** Precision of the coefficients. */
  readonly lambda: number;
  /** Covariance of the coefficients, shape (nFeatures, nFeatures), row-major. */
  readonly sigma: Float64Array;
  /** Log marginal likelihood before each iteration and at the end, shape (nIter + 1); empty without `computeScore`. */
  readonly scores: Float64Array;
  /** Number of iterations. */
  readonly nIter: number;
  /** false if it stopped at maxIter; not an error. */
  readonly converged: boolean;
  /** Means of the features in fit, shape (nFeatures); 0 without an intercept. */
  readonly #offset: Float64Array;

  /** @internal */
  constructor(state: BayesianRidgeState) {
    super(state);
    this.alpha = state.alpha;
    this.lambda = state.lambda;
    this.sigma = state.sigma;
    this.scores = state.scores;
    this.nIter = state.nIter;
    this.converged = state.converged;
    this.#offset = state.offset;
  }

  /** @internal */
  static fromState(state: BayesianRidgeState): BayesianRidgeModel {
    return new BayesianRidgeModel(state);
  }

  /** @internal */
  override toState(): Record<string, unknown> {
    const { alpha, lambda, sigma, scores, nIter, converged } = this;
    return { ...super.toState(), alpha, lambda, sigma, scores, nIter, converged, offset: this.#offset };
  }

  /**
   * Standard deviation of the predictions, shape (nSamples): √(1/alpha + (x − mean)ᵀ sigma (x − mean)).
   * scikit-learn's second answer of `predict(X, return_std=True)`.
   *
   * @throws {InvalidInputError} if X has other features than in fit or is not finite.
   */
  async predictStd(X: MatrixLike): Promise<Float64Array> {
    const { data, rows, columns: d } = toSeenMatrix("BayesianRidgeModel.predictStd", X, this);
    const out = new Float64Array(rows);
    const x = new Float64Array(d);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < d; j++) x[j] = data[i * d + j]! - this.#offset[j]!;
      let variance = 0;
      for (let j = 0; j < d; j++) {
        let sum = 0;
        for (let k = 0, p = j * d; k < d; k++, p++) sum += this.sigma[p]! * x[k]!;
        variance += sum * x[j]!;
      }
      out[i] = Math.sqrt(variance + 1 / this.alpha);
    }
    return out;
  }
}
