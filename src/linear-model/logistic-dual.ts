import { log } from "../core/log.js";
import type { BoundedIntegers } from "./liblinear-random.js";

/** Samples with labels ±1 and a penalty weight each. */
export interface SignedProblem {
  /** shape (nSamples, nFeatures), row-major; a constant column stands for the intercept. */
  readonly X: Float64Array;
  readonly nSamples: number;
  readonly nFeatures: number;
  /** ±1, shape (nSamples). */
  readonly y: ArrayLike<number>;
  /** C × weight of each sample, > 0, shape (nSamples). */
  readonly C: Float64Array;
  readonly tol: number;
  readonly maxIter: number;
  /** Called after each iteration; throws to cancel. */
  readonly onIteration?: (nIter: number) => void;
}

/** Result of a LIBLINEAR solver. */
export interface SignedResult {
  /** shape (nFeatures). */
  readonly w: Float64Array;
  readonly nIter: number;
  readonly converged: boolean;
}

/**
 * L2-regularised logistic regression by coordinate descent on the dual: each step solves one sample's sub-problem by Newton's method.
 *
 * @see Yu, Huang & Lin (2011), Dual coordinate descent methods for logistic regression and maximum entropy models, Mach. Learn. 85.
 */
export function logisticDual(problem: SignedProblem, random: BoundedIntegers): SignedResult {
  const { X, nSamples, nFeatures, y, C, tol, maxIter } = problem;
  const alpha = Float64Array.from(C, (bound) => Math.min(0.001 * bound, 1e-8));
  const rest = C.map((bound, i) => bound - alpha[i]!); // C − α, kept apart: no cancellation near the bound
  const squares = new Float64Array(nSamples);
  const w = new Float64Array(nFeatures);
  for (let i = 0; i < nSamples; i++) {
    for (let j = 0, p = i * nFeatures; j < nFeatures; j++, p++) {
      squares[i]! += X[p]! * X[p]!;
      w[j]! += y[i]! * alpha[i]! * X[p]!;
    }
  }
  const order = Int32Array.from({ length: nSamples }, (_, i) => i);
  const tolerance = { inner: 1e-2, floor: Math.min(1e-8, tol) };
  let nIter = 0;
  while (nIter < maxIter) {
    shuffle(order, nSamples, random);
    let steps = 0;
    let largest = 0;
    for (const i of order) {
      const { violation, newtonSteps } = dualStep(problem, i, alpha, rest, squares[i]!, w, tolerance.inner);
      largest = Math.max(largest, violation);
      steps += newtonSteps;
    }
    nIter++;
    problem.onIteration?.(nIter);
    if (largest < tol) return { w, nIter, converged: nIter < maxIter };
    if (steps <= Math.floor(nSamples / 10))
      tolerance.inner = Math.max(tolerance.floor, 0.1 * tolerance.inner);
  }
  return { w, nIter, converged: false };
}

/** Fisher–Yates from the front, over the first `count` entries. */
export function shuffle(order: Int32Array, count: number, random: BoundedIntegers): void {
  for (let i = 0; i < count; i++) {
    const j = i + random.next(count - i);
    const swapped = order[i]!;
    order[i] = order[j]!;
    order[j] = swapped;
  }
}

/** Minimises z log z + (C − z) log(C − z) + a (z − α)² / 2 ± b (z − α) over one α. */
function dualStep(
  { X, nFeatures, y, C }: SignedProblem,
  i: number,
  alpha: Float64Array,
  rest: Float64Array,
  a: number,
  w: Float64Array,
  tolerance: number,
): { readonly violation: number; readonly newtonSteps: number } {
  const x = i * nFeatures;
  let b = 0;
  for (let j = 0; j < nFeatures; j++) b += w[j]! * X[x + j]!;
  b *= y[i]!;
  const bound = C[i]!;

  // Of α and C − α, work with the one that will be the smaller.
  const swapped = 0.5 * a * (rest[i]! - alpha[i]!) + b < 0;
  const sign = swapped ? -1 : 1;
  const old = swapped ? rest[i]! : alpha[i]!;
  let z = bound - old < 0.5 * bound ? 0.1 * old : old;
  const slope = (): number => a * (z - old) + sign * b + log(z / (bound - z));
  let g = slope();
  const violation = Math.abs(g);
  let newtonSteps = 0;
  while (newtonSteps <= 100 && !(Math.abs(g) < tolerance)) {
    const moved = z - g / (a + bound / (bound - z) / z);
    z = moved <= 0 ? 0.1 * z : moved;
    g = slope();
    newtonSteps++;
  }
  if (newtonSteps > 0) {
    (swapped ? rest : alpha)[i] = z;
    (swapped ? alpha : rest)[i] = bound - z;
    const change = sign * (z - old) * y[i]!;
    for (let j = 0; j < nFeatures; j++) w[j]! += change * X[x + j]!;
  }
  return { violation, newtonSteps };
}
