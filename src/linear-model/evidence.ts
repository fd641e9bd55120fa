import { log } from "../core/log.js";
import type { CancelSignal } from "../parallel/index.js";

/** A centred and weighted least-squares problem in the directions that decouple it: X = U diag(s) Vᵀ. */
export interface SpectralDesign {
  /** Singular values, shape (r), r = min(nSamples, nFeatures); 0 where a direction says nothing. */
  readonly s: Float64Array;
  /** Vᵀ, shape (r, nFeatures), row-major; rows where s is 0 do not matter. */
  readonly Vt: Float64Array;
  /** Uᵀ y, shape (r); 0 where s is 0. */
  readonly projections: Float64Array;
  /** ‖y − U Uᵀ y‖²: what no coefficients can explain. */
  readonly unexplained: number;
  /** Number of samples, or the sum of their weights. */
  readonly totalWeight: number;
  /** Weighted variance of y. */
  readonly variance: number;
}

/** Gamma priors of the two precisions, and when to stop. */
export interface EvidenceSettings {
  /** Most iterations; an integer >= 1. Default 300. */
  readonly maxIter: number;
  /** Ends when the coefficients move by less than this in all (sum of absolute changes); a finite number >= 0. Default 1e-3. */
  readonly tol: number;
  /** Shape of the Gamma prior of alpha; a finite number >= 0. Default 1e-6. */
  readonly alpha1: number;
  /** Rate of the Gamma prior of alpha; a finite number >= 0. Default 1e-6. */
  readonly alpha2: number;
  /** Shape of the Gamma prior of lambda; a finite number >= 0. Default 1e-6. */
  readonly lambda1: number;
  /** Rate of the Gamma prior of lambda; a finite number >= 0. Default 1e-6. */
  readonly lambda2: number;
  /** Precision of the noise to start from; a finite number >= 0, or null for 1 / variance of y. Default null. */
  readonly alphaInit: number | null;
  /** Precision of the coefficients to start from; a finite number >= 0, or null for 1. Default null. */
  readonly lambdaInit: number | null;
  /** Whether to keep the log marginal likelihood of each iteration. Default false. */
  readonly computeScore: boolean;
}

/** Posterior mean of the coefficients at the precisions that maximise the evidence. */
export interface EvidenceSolution {
  /** shape (nFeatures). */
  readonly coef: Float64Array;
  /** Precision of the noise. */
  readonly alpha: number;
  /** Precision of the coefficients. */
  readonly lambda: number;
  /** Log marginal likelihood at each step and at the end; empty where it was not asked for. */
  readonly scores: Float64Array;
  readonly nIter: number;
  readonly converged: boolean;
}

const LOG_TWO_PI = 1.8378770664093453;

/**
 * Maximises the evidence of Bayesian ridge regression by MacKay's fixed point: γ effective parameters,
 * λ ← (γ + 2λ₁) / (‖coef‖² + 2λ₂), α ← (n − γ + 2α₁) / (sse + 2α₂), until the coefficients move by less than `tol` in all.
 *
 * Cost: nFeatures r flops a step. A direction with s = 0 and λ = 0 gets coefficient 0.
 *
 * @see MacKay (1992), Bayesian Interpolation, Neural Computation 4(3); Tipping (2001), JMLR 1, appendix A (the two updates).
 */
export function maximiseEvidence(
  design: SpectralDesign,
  settings: EvidenceSettings,
  signal?: CancelSignal,
): EvidenceSolution {
  const { maxIter, tol, alpha1, alpha2, lambda1, lambda2, alphaInit, lambdaInit, computeScore } = settings;
  const { s, totalWeight, variance } = design;
  let alpha = alphaInit ?? 1 / (variance + Number.EPSILON);
  let lambda = lambdaInit ?? 1;
  const scores: number[] = [];
  let before: Float64Array | undefined;
  let nIter = 0;
  let converged = false;
  let norm = 0;
  while (nIter < maxIter && !converged) {
    signal?.throwIfAborted();
    const { coef, squaredNorm, sse } = posteriorMean(design, alpha, lambda);
    if (computeScore) scores.push(logEvidence(design, settings, alpha, lambda, squaredNorm, sse));
    let gamma = 0;
    for (let k = 0; k < s.length; k++) {
      const information = alpha * s[k]! * s[k]!;
      if (information > 0) gamma += information / (lambda + information);
    }
    lambda = (gamma + 2 * lambda1) / (squaredNorm + 2 * lambda2);
    alpha = (totalWeight - gamma + 2 * alpha1) / (sse + 2 * alpha2);
    nIter++;
    converged = before !== undefined && distance1(before, coef) < tol;
    before = coef;
    norm = squaredNorm;
  }
  const { coef, sse } = posteriorMean(design, alpha, lambda);
  // As scikit-learn: the last score takes ‖coef‖² of the last iteration, one step behind.
  if (computeScore) scores.push(logEvidence(design, settings, alpha, lambda, norm, sse));
  return { coef, alpha, lambda, scores: Float64Array.from(scores), nIter, converged };
}

interface PosteriorMean {
  readonly coef: Float64Array;
  readonly squaredNorm: number;
  /** Sum of squared errors. */
  readonly sse: number;
}

function posteriorMean(
  { s, Vt, projections, unexplained }: SpectralDesign,
  alpha: number,
  lambda: number,
): PosteriorMean {
  const nFeatures = Vt.length / s.length;
  const coef = new Float64Array(nFeatures);
  const ratio = lambda / alpha;
  let squaredNorm = 0;
  let sse = unexplained;
  for (let k = 0; k < s.length; k++) {
    const shrunk = s[k]! * s[k]! + ratio;
    const product = s[k]! * projections[k]!;
    const c = product === 0 ? 0 : product / shrunk;
    const left = projections[k]! - s[k]! * c;
    squaredNorm += c * c;
    sse += left * left;
    if (c !== 0) for (let j = 0, p = k * nFeatures; j < nFeatures; j++, p++) coef[j]! += c * Vt[p]!;
  }
  return { coef, squaredNorm, sse };
}

function logEvidence(
  { s, Vt, totalWeight }: SpectralDesign,
  { alpha1, alpha2, lambda1, lambda2 }: EvidenceSettings,
  alpha: number,
  lambda: number,
  squaredNorm: number,
  sse: number,
): number {
  const nFeatures = Vt.length / s.length;
  let logDeterminant = -(nFeatures - s.length) * log(lambda);
  for (let k = 0; k < s.length; k++) logDeterminant -= log(lambda + alpha * s[k]! * s[k]!);
  const prior = lambda1 * log(lambda) - lambda2 * lambda + alpha1 * log(alpha) - alpha2 * alpha;
  const likelihood =
    nFeatures * log(lambda) +
    totalWeight * log(alpha) -
    alpha * sse -
    lambda * squaredNorm +
    logDeterminant -
    totalWeight * LOG_TWO_PI;
  return prior + 0.5 * likelihood;
}

/**
 * Covariance of the coefficients, (α XᵀX + λ I)⁻¹, shape (nFeatures, nFeatures), symmetric.
 *
 * Cost: nFeatures² r flops. Directions that the design lacks have variance 1/λ.
 */
export function posteriorCovariance({ s, Vt }: SpectralDesign, alpha: number, lambda: number): Float64Array {
  const r = s.length;
  const d = Vt.length / r;
  const sigma = new Float64Array(d * d);
  const outside = r < d || s.includes(0) ? 1 / lambda : 0;
  for (let j = 0; j < d; j++) sigma[j * d + j] = outside;
  for (let k = 0; k < r; k++) {
    if (s[k] === 0) continue;
    const variance = 1 / (alpha * s[k]! * s[k]! + lambda) - outside;
    const v = Vt.subarray(k * d, (k + 1) * d);
    for (let i = 0; i < d; i++) {
      const f = variance * v[i]!;
      for (let j = 0; j <= i; j++) sigma[i * d + j]! += f * v[j]!;
    }
  }
  for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) sigma[j * d + i] = sigma[i * d + j]!;
  return sigma;
}

function distance1(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += Math.abs(a[j]! - b[j]!);
  return sum;
}
