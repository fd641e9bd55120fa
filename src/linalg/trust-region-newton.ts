import type { MinimiseResult, SecondOrderObjective } from "./newton-cg.js";
import type { LinearMap } from "./objective.js";
import { axpy, dot, norm2 } from "./vector.js";

/** Settings of {@link trustRegionNewton}. */
export interface TrustRegionOptions {
  readonly maxIter: number;
  /** Ends when ‖g‖₂ <= tol × ‖g‖₂ at the start. */
  readonly tol: number;
  /** Called before each iteration; throws to cancel. */
  readonly onIteration?: (nIter: number) => void;
}

/**
 * Minimises a function by Newton steps inside a trust region, each found by conjugate gradients (TRON, as LIBLINEAR has it).
 *
 * @see Lin, Weng & Keerthi (2008), Trust region Newton method for large-scale logistic regression, JMLR 9;
 *   Lin & Moré (1999), Newton's method for large bound-constrained problems, SIAM J. Optim. 9(4).
 *
 * @example
 * ```ts
 * const bowl = {
 *   evaluate: ([x]: Float64Array) => ({ value: (x - 3) ** 2, gradient: Float64Array.of(2 * (x - 3)) }),
 *   hessian: () => (p: Float64Array) => p.map((value) => 2 * value),
 * };
 * const { x } = await trustRegionNewton(bowl, Float64Array.of(0), { maxIter: 10, tol: 1e-12 });
 * x[0]; // => 3
 * ```
 */
export async function trustRegionNewton(
  { evaluate, hessian }: SecondOrderObjective,
  x0: Float64Array,
  { maxIter, tol, onIteration }: TrustRegionOptions,
): Promise<MinimiseResult> {
  let x: Float64Array = x0.slice();
  let at = await evaluate(x);
  const first = norm2(at.gradient);
  let radius = first;
  let nIter = 0;
  let multiply = await hessian(x);
  if (norm2(at.gradient) <= tol * first) return { x, nIter, converged: true };
  while (nIter < maxIter) {
    onIteration?.(nIter);
    const { step, residual } = await steihaug(multiply, at.gradient, radius);
    const point = x.map((value, i) => value + step[i]!);
    const found = await evaluate(point);
    const slope = dot(at.gradient, step);
    const predicted = -0.5 * (slope - dot(step, residual));
    const actual = at.value - found.value;
    const length = norm2(step);
    if (nIter === 0) radius = Math.min(radius, length);
    radius = nextRadius(radius, length, actual, predicted, found.value - at.value - slope, slope);

    const value = at.value;
    if (actual > 1e-4 * predicted) {
      nIter++;
      x = point;
      at = found;
      if (norm2(at.gradient) <= tol * first) return { x, nIter, converged: true };
      multiply = await hessian(x);
    }
    if (at.value < -1e32 || (actual === 0 && predicted <= 0)) return { x, nIter, converged: true };
    const noise = 1e-12 * Math.abs(actual > 1e-4 * predicted ? at.value : value);
    if (Math.abs(actual) <= noise && Math.abs(predicted) <= noise) return { x, nIter, converged: true };
    if (!Number.isFinite(length)) return { x, nIter, converged: false };
  }
  return { x, nIter, converged: false };
}

/** The radius by the ratio of actual to predicted reduction. */
function nextRadius(
  radius: number,
  length: number,
  actual: number,
  predicted: number,
  excess: number,
  slope: number,
): number {
  const alpha = excess <= 0 ? 4 : Math.max(0.25, -0.5 * (slope / excess));
  if (actual < 1e-4 * predicted) return Math.min(Math.max(alpha, 0.25) * length, 0.5 * radius);
  if (actual < 0.25 * predicted) return Math.max(0.25 * radius, Math.min(alpha * length, 0.5 * radius));
  if (actual < 0.75 * predicted) return Math.max(0.25 * radius, Math.min(alpha * length, 4 * radius));
  return Math.max(radius, Math.min(alpha * length, 4 * radius));
}

/** H s = −g by conjugate gradients, stopped at the edge of the region; residual −g − H s. */
async function steihaug(
  multiply: LinearMap,
  gradient: Float64Array,
  radius: number,
): Promise<{ readonly step: Float64Array; readonly residual: Float64Array }> {
  const step = new Float64Array(gradient.length);
  const residual = gradient.map((value) => -value);
  const d = residual.slice();
  const threshold = 0.1 * norm2(gradient);
  let rr = dot(residual, residual);
  while (norm2(residual) > threshold) {
    const Hd = await multiply(d);
    const alpha = rr / dot(d, Hd);
    axpy(alpha, d, step);
    if (norm2(step) > radius) {
      axpy(-alpha, d, step);
      const edge = toEdge(step, d, radius);
      axpy(edge, d, step);
      axpy(-edge, Hd, residual);
      break;
    }
    axpy(-alpha, Hd, residual);
    const rrAfter = dot(residual, residual);
    for (let i = 0; i < d.length; i++) d[i] = d[i]! * (rrAfter / rr) + residual[i]!;
    rr = rrAfter;
  }
  return { step, residual };
}

/** t >= 0 with ‖s + t d‖ = radius. */
function toEdge(s: Float64Array, d: Float64Array, radius: number): number {
  const sd = dot(s, d);
  const dd = dot(d, d);
  const room = radius * radius - dot(s, s);
  const root = Math.sqrt(sd * sd + dd * room);
  return sd >= 0 ? room / (sd + root) : (root - sd) / dd;
}
