import { exp } from "../core/exp.js";
import { RandomState } from "../core/random-state.js";

/** Loss of one sample, as a function of its scores. */
export type SagLoss = "squared" | "log" | "multinomial";

/** A regularised sum of losses, and how to minimise it. */
export interface SagProblem {
  /** shape (nSamples, nFeatures), row-major. */
  readonly X: Float64Array;
  readonly nSamples: number;
  readonly nFeatures: number;
  /** Number for `"squared"`, 0 or 1 for `"log"`, class code for `"multinomial"`; shape (nSamples). */
  readonly y: ArrayLike<number>;
  readonly sampleWeight: Float64Array | undefined;
  readonly loss: SagLoss;
  /** Scores per sample: number of classes for `"multinomial"`, else 1. */
  readonly nScores: number;
  readonly fitIntercept: boolean;
  /** Squared penalty, α/2 ‖W‖². */
  readonly alpha: number;
  /** Absolute penalty, β ‖W‖₁; SAGA only. */
  readonly beta: number;
  /** Whether the gradient estimate is SAGA's unbiased one. */
  readonly saga: boolean;
  readonly maxIter: number;
  /** Ends when the largest change of a weight in an epoch is at most tol times the largest weight. */
  readonly tol: number;
  readonly randomState: number | null;
  /** Called after each epoch; throws to cancel. */
  readonly onEpoch?: (nIter: number) => void;
}

/** Result of {@link stochasticAverageGradient}. */
export interface SagResult {
  /** shape (nFeatures, nScores), row-major. */
  readonly weights: Float64Array;
  /** shape (nScores). */
  readonly intercept: Float64Array;
  /** Epochs, each of nSamples draws. */
  readonly nIter: number;
  readonly converged: boolean;
  /** Whether a weight stopped being finite. */
  readonly overflowed: boolean;
}

/**
 * Minimises a sum of losses by stochastic average gradient, SAG or SAGA, with a constant step 1 / L.
 *
 * Each draw replaces the remembered gradient of one sample and moves along the average of all remembered ones. Draws come from the same
 * 32-bit xorshift stream, seeded in the same way, as scikit-learn's, so the same seed visits the same samples. The squared penalty is kept
 * as a scale of the weights; the step along the average is applied just before the next draw.
 *
 * Cost of an epoch: 6 nSamples nFeatures nScores flops.
 *
 * @see Schmidt, Le Roux & Bach (2017), Minimizing finite sums with the stochastic average gradient, Math. Program. 162;
 *   Defazio, Bach & Lacoste-Julien (2014), SAGA, arXiv:1407.0202; Marsaglia (2003), Xorshift RNGs, doi:10.18637/jss.v008.i14.
 */
export function stochasticAverageGradient(problem: SagProblem): SagResult {
  const run = new SagRun(problem);
  let nIter = 0;
  let converged = false;
  let finite = run.canStep;
  while (nIter < problem.maxIter && !converged && finite) {
    finite = run.epoch();
    nIter++;
    if (finite) converged = run.settled();
    problem.onEpoch?.(nIter);
  }
  return { weights: run.weights, intercept: run.intercept, nIter, converged, overflowed: !finite };
}

/** Step 1 / L for SAG and 1 / (2 L + min(2 n μ, L)) for SAGA, L the Lipschitz constant of the gradient of one sample's loss. */
function stepSize({ X, nSamples, nFeatures, loss, fitIntercept, alpha, saga }: SagProblem): number {
  let largest = 0;
  for (let i = 0; i < nSamples; i++) {
    let square = 0;
    for (let j = i * nFeatures; j < (i + 1) * nFeatures; j++) square += X[j]! * X[j]!;
    largest = Math.max(largest, square);
  }
  const mu = alpha / nSamples;
  const rows = largest + (fitIntercept ? 1 : 0);
  const L = (loss === "squared" ? rows : 0.25 * rows) + mu;
  return saga ? 1 / (2 * L + Math.min(2 * nSamples * mu, L)) : 1 / L;
}

class SagRun {
  readonly weights: Float64Array;
  readonly intercept: Float64Array;
  private readonly problem: SagProblem;
  private readonly step: number;
  private readonly shrink: number;
  private readonly proximal: number;
  private readonly sum: Float64Array;
  private readonly interceptSum: Float64Array;
  private readonly memory: Float64Array;
  private readonly before: Float64Array;
  private readonly scores: Float64Array;
  private readonly seen: Uint8Array;
  private nSeen = 0;
  private state: number;
  private scale = 1;
  private pending = 0;
  private pendingProximal = 0;

  constructor(problem: SagProblem) {
    const { nSamples, nFeatures, nScores, alpha, beta, saga } = problem;
    this.problem = problem;
    this.step = stepSize(problem);
    this.shrink = 1 - (this.step * alpha) / nSamples;
    this.proximal = saga ? (this.step * beta) / nSamples : 0;
    this.weights = new Float64Array(nFeatures * nScores);
    this.intercept = new Float64Array(nScores);
    this.sum = new Float64Array(nFeatures * nScores);
    this.interceptSum = new Float64Array(nScores);
    this.memory = new Float64Array(nSamples * nScores);
    this.before = new Float64Array(nFeatures * nScores);
    this.scores = new Float64Array(nScores);
    this.seen = new Uint8Array(nSamples);
    this.state = new RandomState(problem.randomState).randint(1, 2147483647);
  }

  /** Whether the step is of use: it is 0 where the squares of a row overflow, and takes all weight away where α dwarfs them. */
  get canStep(): boolean {
    return this.step > 0 && this.shrink !== 0;
  }

  /** nSamples draws; false if something stopped being finite. */
  epoch(): boolean {
    const { nSamples } = this.problem;
    for (let k = 0; k < nSamples; k++) {
      const i = this.draw() % nSamples;
      if (this.seen[i] === 0) {
        this.seen[i] = 1;
        this.nSeen++;
      }
      if (k > 0) this.applyPending();
      this.predict(i);
      this.lossGradient(i);
      if (!this.update(i)) return false;
      if (this.scale < 1e-9 && !this.rescale()) return false;
    }
    return this.rescale();
  }

  /** Whether the weights changed by at most tol, relative to the largest. */
  settled(): boolean {
    let change = 0;
    let largest = 0;
    for (let p = 0; p < this.weights.length; p++) {
      largest = Math.max(largest, Math.abs(this.weights[p]!));
      change = Math.max(change, Math.abs(this.weights[p]! - this.before[p]!));
    }
    this.before.set(this.weights);
    return largest === 0 ? change === 0 : change / largest <= this.problem.tol;
  }

  private draw(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return x & 0x7fffffff;
  }

  /** The step along the average gradient that the last draw left, and its soft threshold. */
  private applyPending(): void {
    const { weights, sum, pending, pendingProximal } = this;
    if (pendingProximal === 0) {
      for (let p = 0; p < weights.length; p++) weights[p]! -= pending * sum[p]!;
      return;
    }
    for (let p = 0; p < weights.length; p++) {
      const moved = weights[p]! - pending * sum[p]!;
      weights[p] = Math.max(moved - pendingProximal, 0) - Math.max(-moved - pendingProximal, 0);
    }
  }

  private predict(i: number): void {
    const { X, nFeatures, nScores } = this.problem;
    const { weights, scores, intercept, scale } = this;
    scores.fill(0);
    const x = i * nFeatures;
    if (nScores === 1) {
      let product = 0;
      for (let j = 0; j < nFeatures; j++) product += weights[j]! * X[x + j]!;
      scores[0] = scale * product + intercept[0]!;
      return;
    }
    for (let j = 0, p = 0; j < nFeatures; j++) {
      const value = X[x + j]!;
      for (let c = 0; c < nScores; c++) scores[c]! += weights[p++]! * value;
    }
    for (let c = 0; c < nScores; c++) scores[c] = scale * scores[c]! + intercept[c]!;
  }

  /** Scores become the gradient of the loss by the scores. */
  private lossGradient(i: number): void {
    const { y, loss, sampleWeight } = this.problem;
    const { scores } = this;
    const weight = sampleWeight === undefined ? 1 : sampleWeight[i]!;
    const target = y[i]!;
    if (loss === "squared") scores[0] = (scores[0]! - target) * weight;
    else if (loss === "log") scores[0] = logGradient(scores[0]!, target) * weight;
    else softmaxGradient(scores, target, weight);
  }

  private update(i: number): boolean {
    const { X, nFeatures, nScores, saga, fitIntercept } = this.problem;
    const { weights, sum, memory, scores, step, nSeen } = this;
    this.scale *= this.shrink;
    const fresh = (step * (1 - 1 / nSeen)) / this.scale;
    const at = i * nScores;
    for (let j = 0, p = 0; j < nFeatures; j++) {
      const value = X[i * nFeatures + j]!;
      for (let c = 0; c < nScores; c++, p++) {
        const correction = value * (scores[c]! - memory[at + c]!);
        if (saga) weights[p]! -= correction * fresh;
        sum[p]! += correction;
      }
    }
    if (fitIntercept && !this.updateIntercept(at)) return false;
    memory.set(scores, at);
    this.pending = step / (this.scale * nSeen);
    this.pendingProximal = this.proximal / this.scale;
    return true;
  }

  private updateIntercept(at: number): boolean {
    const { intercept, interceptSum, memory, scores, step, nSeen } = this;
    for (let c = 0; c < scores.length; c++) {
      const correction = scores[c]! - memory[at + c]!;
      interceptSum[c]! += correction;
      intercept[c]! -= (step * interceptSum[c]!) / nSeen;
      if (this.problem.saga) intercept[c]! -= correction * step * (1 - 1 / nSeen);
      if (!Number.isFinite(intercept[c]!)) return false;
    }
    return true;
  }

  /** Multiplies the scale into the weights, after the step that is due; false if a weight is not finite. */
  private rescale(): boolean {
    this.applyPending();
    this.pending = 0;
    this.pendingProximal = 0;
    const { weights, scale } = this;
    this.scale = 1;
    let finite = true;
    for (let p = 0; p < weights.length; p++) {
      weights[p]! *= scale;
      if (!Number.isFinite(weights[p]!)) finite = false;
    }
    return finite;
  }
}

/** σ(z) − y. */
function logGradient(z: number, y: number): number {
  if (z <= -37) return exp(z) - y; // e⁻ᶻ would drown the 1 beside it
  const e = exp(-z);
  return (1 - y - y * e) / (1 + e);
}

/** Scores → weight (softmax − onehot(y)). */
function softmaxGradient(scores: Float64Array, y: number, weight: number): void {
  let largest = scores[0]!;
  for (let c = 1; c < scores.length; c++) largest = Math.max(largest, scores[c]!);
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    scores[c] = exp(scores[c]! - largest);
    sum += scores[c]!;
  }
  for (let c = 0; c < scores.length; c++) scores[c] = (scores[c]! / sum - (c === y ? 1 : 0)) * weight;
}
