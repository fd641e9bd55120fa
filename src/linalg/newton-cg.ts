import { MoreThuente } from "./line-search.js";
import type { Evaluation, LinearMap, Objective } from "./objective.js";
import { axpy, dot, maxAbs, norm1 } from "./vector.js";
import { wolfeSearch } from "./wolfe-search.js";

/** A function whose Hessian can be applied to a vector. */
export interface SecondOrderObjective {
  readonly evaluate: Objective;
  /** The Hessian at x as a map s ↦ H s. */
  readonly hessian: (x: Float64Array) => LinearMap | Promise<LinearMap>;
}

/** Settings of {@link newtonCg}. */
export interface NewtonCgOptions {
  readonly maxIter: number;
  /** Ends when the largest absolute element of the gradient is at most this. */
  readonly tol: number;
  /** Most conjugate-gradient iterations in one Newton step. Default 200. */
  readonly maxInner?: number;
  /** Called before each iteration; throws to cancel. */
  readonly onIteration?: (nIter: number) => void;
}

/** Result of an iterative minimisation. */
export interface MinimiseResult {
  readonly x: Float64Array;
  readonly nIter: number;
  readonly converged: boolean;
}

/** Sixteen units in the last place: differences below this are rounding. */
const TINY = 16 * 2 ** -52;

/**
 * Minimises a function by truncated Newton: each step solves H p = −g roughly by conjugate gradients, then searches along p.
 *
 * The forcing term, the curvature test and both line searches are scikit-learn's, so iterations correspond.
 *
 * @see Nocedal & Wright (2006), Numerical Optimization, algorithm 7.1.
 *
 * @example
 * ```ts
 * const bowl = {
 *   evaluate: ([x]: Float64Array) => ({ value: (x - 3) ** 2, gradient: Float64Array.of(2 * (x - 3)) }),
 *   hessian: () => (p: Float64Array) => p.map((value) => 2 * value),
 * };
 * const { x } = await newtonCg(bowl, Float64Array.of(0), { maxIter: 10, tol: 1e-12 });
 * x[0]; // => 3
 * ```
 */
export async function newtonCg(
  { evaluate, hessian }: SecondOrderObjective,
  x0: Float64Array,
  { maxIter, tol, maxInner = 200, onIteration }: NewtonCgOptions,
): Promise<MinimiseResult> {
  let x: Float64Array = x0.slice();
  let at = await evaluate(x);
  let valueBefore: number | undefined;
  for (let nIter = 0; nIter < maxIter; nIter++) {
    onIteration?.(nIter);
    if (maxAbs(at.gradient) <= tol) return { x, nIter, converged: true };
    const size = norm1(at.gradient);
    const step = await solveNewton(
      await hessian(x),
      at.gradient,
      Math.min(0.5, Math.sqrt(size)) * size,
      maxInner,
    );
    const found = await search(evaluate, x, at, step, valueBefore);
    if (found === undefined) return { x, nIter, converged: false };
    valueBefore = at.value;
    x = found.x;
    at = found.at;
  }
  return { x, nIter: maxIter, converged: false };
}

/** H p = −g by conjugate gradients, until Σ|residual| <= threshold. */
async function solveNewton(
  multiply: LinearMap,
  gradient: Float64Array,
  threshold: number,
  maxInner: number,
): Promise<Float64Array> {
  const x = new Float64Array(gradient.length);
  const r = gradient.slice();
  const p = gradient.map((value) => -value);
  let rr = dot(r, r);
  let pp = rr; // |p|², kept by recurrence
  for (let i = 0; i <= maxInner && norm1(r) > threshold; i++) {
    const Hp = await multiply(p);
    const curvature = dot(p, Hp);
    if (curvature >= 0 && curvature <= TINY * pp) break;
    if (curvature < 0) {
      if (i === 0) axpy(rr / curvature, p, x);
      break;
    }
    const alpha = rr / curvature;
    axpy(alpha, p, x);
    axpy(alpha, Hp, r);
    const rrAfter = dot(r, r);
    const beta = rrAfter / rr;
    for (let j = 0; j < p.length; j++) p[j] = beta * p[j]! - r[j]!;
    pp = rrAfter + beta * beta * pp;
    rr = rrAfter;
  }
  return x;
}

async function search(
  evaluate: Objective,
  x: Float64Array,
  at: Evaluation,
  step: Float64Array,
  valueBefore: number | undefined,
): Promise<{ readonly x: Float64Array; readonly at: Evaluation } | undefined> {
  const slope = dot(at.gradient, step);
  let last: { readonly t: number; readonly x: Float64Array; readonly at: Evaluation } | undefined;
  const pointAt = async (t: number): Promise<{ readonly x: Float64Array; readonly at: Evaluation }> => {
    if (last?.t !== t) {
      const point = x.map((value, i) => value + t * step[i]!);
      last = { t, x: point, at: await evaluate(point) };
    }
    return last;
  };
  let first = 1;
  if (valueBefore !== undefined && slope !== 0) {
    first = Math.min(1, (1.01 * 2 * (at.value - valueBefore)) / slope);
    if (first < 0) first = 1;
  }
  if (first >= 1e-8 && slope < 0) {
    const options = { decrease: 1e-4, curvature: 0.9, width: 1e-14, minStep: 1e-8, maxStep: 50 };
    const line = new MoreThuente(at.value, slope, first, options);
    for (let trial = 0; trial < 100 && Number.isFinite(line.step); trial++) {
      const found = await pointAt(line.step);
      line.tell(found.at.value, dot(found.at.gradient, step));
      if (line.state === "converged") return found;
      if (line.state === "stuck") break;
    }
  }
  // Near the minimum the loss no longer tells points apart; the gradient still does.
  const whole = await pointAt(1);
  const flat = Math.abs(whole.at.value - at.value) <= Math.abs(at.value * TINY);
  if (flat && norm1(whole.at.gradient) < norm1(at.gradient)) return whole;
  const line = {
    value: async (t: number) => (await pointAt(t)).at.value,
    slope: async (t: number) => dot((await pointAt(t)).at.gradient, step),
  };
  const t = await wolfeSearch(line, { step: 0, value: at.value, slope }, first);
  if (t === undefined) return undefined;
  const found = await pointAt(t);
  return Number.isFinite(found.at.value) ? found : undefined;
}
