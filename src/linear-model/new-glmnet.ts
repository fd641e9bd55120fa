import { exp } from "../core/exp.js";
import { log } from "../core/log.js";
import type { BoundedIntegers } from "./liblinear-random.js";
import { type SignedProblem, type SignedResult, shuffle } from "./logistic-dual.js";

/** Keeps the quadratic model's curvature above zero. */
const NU = 1e-12;

/**
 * L1-regularised logistic regression: newGLMNET, that is, Newton steps whose quadratic model is minimised by coordinate descent,
 * with two levels of shrinking and a line search.
 *
 * @param problem X here is **column-major**, shape (nFeatures, nSamples).
 * @see Yuan, Ho & Lin (2012), An improved GLMNET for L1-regularized logistic regression, JMLR 13.
 */
export function newGlmnet(problem: SignedProblem, random: BoundedIntegers): SignedResult {
  const run = new NewGlmnet(problem, random);
  let nIter = 0;
  while (nIter < problem.maxIter) {
    if (run.outerViolation(nIter === 0) || run.idle >= 10) return { w: run.w, nIter, converged: true };
    run.idle++;
    const cycles = run.minimiseModel();
    run.lineSearch();
    if (cycles === 1) run.innerTolerance *= 0.25;
    nIter++;
    problem.onIteration?.(nIter);
  }
  return { w: run.w, nIter, converged: false };
}

class NewGlmnet {
  readonly w: Float64Array;
  /** Newton steps in a row in which coordinate descent changed nothing. */
  idle = 0;
  innerTolerance = 1;
  private readonly problem: SignedProblem;
  private readonly random: BoundedIntegers;
  /** Where the quadratic model's minimiser is built. */
  private readonly trial: Float64Array;
  private readonly index: Int32Array;
  private active: number;
  private readonly diagonal: Float64Array;
  private readonly gradient: Float64Array;
  /** Σ C x over the negative samples, for each feature. */
  private readonly negative: Float64Array;
  /** e^{wᵀx}, C / (1 + e^{wᵀx}) and C e^{wᵀx} / (1 + e^{wᵀx})². */
  private odds: Float64Array;
  private readonly tau: Float64Array;
  private readonly D: Float64Array;
  /** Xᵀ(trial − w). */
  private readonly step: Float64Array;
  private norm = 0;
  private firstViolation = 0;
  private largestBefore = Number.POSITIVE_INFINITY;
  private largest = Number.POSITIVE_INFINITY;

  constructor(problem: SignedProblem, random: BoundedIntegers) {
    const { X, nSamples, nFeatures, y, C } = problem;
    this.problem = problem;
    this.random = random;
    this.w = new Float64Array(nFeatures);
    this.trial = new Float64Array(nFeatures);
    this.index = Int32Array.from({ length: nFeatures }, (_, j) => j);
    this.active = nFeatures;
    this.diagonal = new Float64Array(nFeatures);
    this.gradient = new Float64Array(nFeatures);
    this.negative = new Float64Array(nFeatures);
    for (let j = 0; j < nFeatures; j++)
      for (let i = 0; i < nSamples; i++) if (y[i] === -1) this.negative[j]! += C[i]! * X[j * nSamples + i]!;
    this.odds = new Float64Array(nSamples).fill(1);
    this.tau = new Float64Array(nSamples);
    this.D = new Float64Array(nSamples);
    this.step = new Float64Array(nSamples);
    this.weigh();
  }

  private weigh(): void {
    const { C } = this.problem;
    for (let i = 0; i < C.length; i++) {
      const share = 1 / (1 + this.odds[i]!);
      this.tau[i] = C[i]! * share;
      this.D[i] = C[i]! * this.odds[i]! * share * share;
    }
  }

  /** Gradient and curvature of every feature; sets aside zeros that will stay. True if the violation is small enough to end. */
  outerViolation(first: boolean): boolean {
    const { X, nSamples, nFeatures, tol } = this.problem;
    const { w, index, diagonal, gradient, tau, D } = this;
    this.largestBefore = this.largest;
    let largest = 0;
    let sum = 0;
    this.active = nFeatures;
    for (let s = 0; s < this.active; s++) {
      const j = index[s]!;
      let h = NU;
      let g = 0;
      for (let i = 0, p = j * nSamples; i < nSamples; i++, p++) {
        h += X[p]! * X[p]! * D[i]!;
        g += X[p]! * tau[i]!;
      }
      diagonal[j] = h;
      gradient[j] = this.negative[j]! - g;
      const violation = violationOf(w[j]!, gradient[j]!, this.largestBefore / nSamples);
      if (violation === undefined) {
        this.active--;
        swap(index, s, this.active);
        s--;
        continue;
      }
      largest = Math.max(largest, violation);
      sum += violation;
    }
    this.largest = largest;
    if (first) this.firstViolation = sum;
    return sum <= tol * this.firstViolation;
  }

  /** Coordinate descent on the quadratic model; returns the number of cycles. */
  minimiseModel(): number {
    const { index, active, firstViolation } = this;
    this.step.fill(0);
    let inside = active;
    let largestBefore = Number.POSITIVE_INFINITY;
    for (let cycle = 1; cycle <= 1000; cycle++) {
      shuffle(index, inside, this.random);
      let largest = 0;
      let sum = 0;
      for (let s = 0; s < inside; s++) {
        const violation = this.descend(index[s]!, largestBefore);
        if (violation === undefined) {
          inside--;
          swap(index, s, inside);
          s--;
        } else if (violation > 0) {
          largest = Math.max(largest, violation);
          sum += violation;
        }
      }
      if (sum <= this.innerTolerance * firstViolation) {
        if (inside === active) return cycle;
        inside = active;
        largestBefore = Number.POSITIVE_INFINITY;
      } else {
        largestBefore = largest;
      }
    }
    return 1000;
  }

  /** One coordinate; undefined if it is a zero that will stay, 0 if it did not move. */
  private descend(j: number, largestBefore: number): number | undefined {
    const { X, nSamples } = this.problem;
    const { trial, w, D, step } = this;
    const h = this.diagonal[j]!;
    let g = this.gradient[j]! + (trial[j]! - w[j]!) * NU;
    for (let i = 0, p = j * nSamples; i < nSamples; i++, p++) g += X[p]! * D[i]! * step[i]!;
    const value = trial[j]!;
    const violation = violationOf(value, g, largestBefore / nSamples);
    if (violation === undefined) return undefined;
    let z = -value;
    if (g + 1 < h * value) z = -(g + 1) / h;
    else if (g - 1 > h * value) z = -(g - 1) / h;
    if (Math.abs(z) < 1e-12) return 0;
    z = Math.min(Math.max(z, -10), 10);
    this.idle = 0;
    trial[j] = value + z;
    for (let i = 0, p = j * nSamples; i < nSamples; i++, p++) step[i]! += X[p]! * z;
    return violation;
  }

  /** Halves the step until the objective falls by 1 % of what the model promises; at most 20 times. */
  lineSearch(): void {
    const { y, C } = this.problem;
    const { w, trial, step, gradient } = this;
    let delta = -this.norm;
    let normAfter = 0;
    for (let j = 0; j < w.length; j++) {
      delta += gradient[j]! * (trial[j]! - w[j]!);
      normAfter += Math.abs(trial[j]!);
    }
    delta += normAfter;
    let negativeStep = 0;
    for (let i = 0; i < C.length; i++) if (y[i] === -1) negativeStep += C[i]! * step[i]!;

    const after = new Float64Array(C.length);
    for (let turn = 0; turn < 20; turn++) {
      let excess = normAfter - this.norm + negativeStep - 0.01 * delta;
      for (let i = 0; i < C.length; i++) {
        const e = exp(step[i]!);
        after[i] = this.odds[i]! * e;
        excess += C[i]! * log((1 + after[i]!) / (e + after[i]!));
      }
      if (excess <= 0) {
        this.norm = normAfter;
        w.set(trial);
        this.odds = after;
        this.weigh();
        return;
      }
      normAfter = 0;
      for (let j = 0; j < w.length; j++) {
        trial[j] = (w[j]! + trial[j]!) * 0.5;
        normAfter += Math.abs(trial[j]!);
      }
      delta *= 0.5;
      negativeStep *= 0.5;
      for (let i = 0; i < step.length; i++) step[i]! *= 0.5;
    }
    this.recomputeOdds();
  }

  /** After a search that found nothing: the odds afresh, without the rounding of many updates. */
  private recomputeOdds(): void {
    const { X, nSamples } = this.problem;
    this.odds.fill(0);
    for (let j = 0; j < this.w.length; j++) {
      if (this.w[j] === 0) continue;
      for (let i = 0; i < nSamples; i++) this.odds[i]! += this.w[j]! * X[j * nSamples + i]!;
    }
    for (let i = 0; i < nSamples; i++) this.odds[i] = exp(this.odds[i]!);
  }
}

/** By how much ∂f ± 1 misses optimality at w; undefined for a zero whose gradient is further than `margin` inside (−1, 1). */
function violationOf(w: number, gradient: number, margin: number): number | undefined {
  const above = gradient + 1;
  const below = gradient - 1;
  if (w > 0) return Math.abs(above);
  if (w < 0) return Math.abs(below);
  if (above < 0) return -above;
  if (below > 0) return below;
  return above > margin && below < -margin ? undefined : 0;
}

function swap(index: Int32Array, a: number, b: number): void {
  const swapped = index[a]!;
  index[a] = index[b]!;
  index[b] = swapped;
}
