import { choleskySolve, reciprocalCondition, tryCholesky } from "../linalg/cholesky.js";
import { lbfgs } from "../linalg/lbfgs.js";
import type { MinimiseResult } from "../linalg/newton-cg.js";
import type { Evaluation } from "../linalg/objective.js";
import { dot, maxAbs, norm1 } from "../linalg/vector.js";
import type { LogisticObjective } from "./logistic-objective.js";

/** Settings of {@link newtonCholesky}. */
export interface NewtonCholeskyOptions {
  readonly maxIter: number;
  /** Ends when the largest absolute gradient and half the squared Newton decrement are at most this. */
  readonly tol: number;
  /** Classes, where the loss is multinomial; 1 for two classes. */
  readonly nScores: number;
  readonly fitIntercept: boolean;
  /** Whether there is a penalty; without one a multinomial loss does not tell classes' common shifts apart. */
  readonly penalised: boolean;
  readonly onIteration?: (nIter: number) => void;
}

/** Relative difference of losses that is rounding. */
const TINY = 16 * 2 ** -52;

/**
 * Minimises a logistic loss by Newton's method: each step solves H p = −g by Cholesky, then halves the step until the loss falls enough.
 *
 * A multinomial loss does not change when all classes shift alike; the last class's unpenalised parameters are held at zero meanwhile,
 * and at the end the unpenalised parameters are centred over the classes. Where H is singular or the search fails, L-BFGS takes over.
 *
 * @see Nocedal & Wright (2006), Numerical Optimization, section 3.3; Boyd & Vandenberghe (2004), Convex Optimization, section 9.5.
 */
export async function newtonCholesky(
  objective: LogisticObjective,
  options: NewtonCholeskyOptions,
): Promise<MinimiseResult> {
  const { maxIter, tol, onIteration } = options;
  let x: Float64Array = new Float64Array(objective.size);
  let at = await objective.evaluate(x);
  let nIter = 0;
  while (nIter < maxIter) {
    onIteration?.(nIter);
    const H = await objective.hessianMatrix(x);
    const step = newtonStep(H, at.gradient, options);
    const next = step && (await backtrack(objective, x, at, step));
    if (step === undefined || next === undefined) return fallBack(objective, x, nIter, options);
    x = next.x;
    at = next.at;
    nIter++;
    if (maxAbs(at.gradient) <= tol && 0.5 * quadraticForm(H, step) <= tol)
      return { x: centreClasses(x, options), nIter, converged: true };
  }
  return { x: centreClasses(x, options), nIter, converged: false };
}

/** Parameters that are held at zero: the last class's, all of them or the intercept's. */
function isHeld(
  p: number,
  size: number,
  { nScores, fitIntercept, penalised }: NewtonCholeskyOptions,
): boolean {
  if (nScores === 1 || p % nScores !== nScores - 1) return false;
  return !penalised || (fitIntercept && p === size - 1);
}

function newtonStep(
  H: Float64Array,
  gradient: Float64Array,
  options: NewtonCholeskyOptions,
): Float64Array | undefined {
  const size = gradient.length;
  const free = Array.from(gradient.keys()).filter((p) => !isHeld(p, size, options));
  const n = free.length;
  const A = new Float64Array(n * n);
  free.forEach((p, i) => {
    for (let j = 0; j < n; j++) A[i * n + j] = H[p * size + free[j]!]!;
  });
  const L = tryCholesky(A, n);
  if (L === undefined || !(reciprocalCondition(A, L, n) >= 2 ** -52)) return undefined;
  const reduced = choleskySolve(
    L,
    n,
    free.map((p) => -gradient[p]!),
  );
  const step = new Float64Array(size);
  free.forEach((p, i) => {
    step[p] = reduced[i]!;
  });
  return dot(gradient, step) > 0 ? undefined : step;
}

async function backtrack(
  objective: LogisticObjective,
  x: Float64Array,
  at: Evaluation,
  step: Float64Array,
): Promise<{ readonly x: Float64Array; readonly at: Evaluation } | undefined> {
  const slope = dot(at.gradient, step) / 2 ** 11;
  for (let k = 0, t = 1; k < 21; k++, t /= 2) {
    const point = x.map((value, p) => value + t * step[p]!);
    const found = await objective.evaluate(point);
    const change = found.value - at.value;
    if (change <= t * slope) return { x: point, at: found };
    const flat = Math.abs(change) <= Math.abs(at.value * TINY);
    if (flat && norm1(found.gradient) < norm1(at.gradient)) return { x: point, at: found };
  }
  return undefined;
}

async function fallBack(
  objective: LogisticObjective,
  x0: Float64Array,
  done: number,
  options: NewtonCholeskyOptions,
): Promise<MinimiseResult> {
  const { maxIter, tol } = options;
  const { x, nIter, converged } = await lbfgs(objective.evaluate, x0, {
    maxIter: maxIter - done - 1,
    maxLineSearch: 50,
    gtol: tol,
    ftol: 64 * 2 ** -52,
  });
  return {
    x: centreClasses(x, options),
    nIter: done + Math.min(nIter, Math.max(0, maxIter - done - 1)),
    converged,
  };
}

/** Subtracts the mean over the classes from every unpenalised parameter. */
function centreClasses(
  x: Float64Array,
  { nScores: k, fitIntercept, penalised }: NewtonCholeskyOptions,
): Float64Array {
  if (k === 1 || (penalised && !fitIntercept)) return x;
  const out = x.slice();
  for (let p = penalised ? x.length - k : 0; p < x.length; p += k) {
    const mean = x.subarray(p, p + k).reduce((sum, value) => sum + value, 0) / k;
    for (let c = p; c < p + k; c++) out[c]! -= mean;
  }
  return out;
}

function quadraticForm(H: Float64Array, x: Float64Array): number {
  let sum = 0;
  for (let i = 0, p = 0; i < x.length; i++)
    for (let j = 0; j < x.length; j++, p++) sum += x[i]! * H[p]! * x[j]!;
  return sum;
}
