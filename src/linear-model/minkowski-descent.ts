import { choleskySolve, tryCholesky } from "../linalg/cholesky.js";
import { dot } from "../linalg/vector.js";
import type { CancelSignal } from "../parallel/index.js";
import { curvatureAt, lossAt, type MinkowskiLoss, slopeAt } from "./minkowski-loss.js";

/** Residuals y - Z z of a plane in orthonormal coordinates. */
export interface ResidualProblem {
  /** shape (rows, size), row-major, its columns orthonormal. */
  readonly Z: Float64Array;
  readonly size: number;
  /** shape (rows). */
  readonly y: Float64Array;
  /** shape (rows), > 0. */
  readonly weight: Float64Array;
}

/** How long to go on. */
export interface DescentLimits {
  /** A step that promises less than this share of the objective is the last. */
  readonly tol: number;
  readonly maxIter: number;
  readonly signal: CancelSignal | undefined;
}

/** Where a descent ends. */
export interface Descended {
  readonly z: Float64Array;
  readonly nIter: number;
  readonly converged: boolean;
}

// A step is long enough where the slope along it has fallen to a tenth.
const SLOPE_LEFT = 0.1;
const MOST_TRIALS = 60;
// Where rounding keeps the objective from falling further, so small a promise is convergence, too.
const ROUNDING = 1e-9;

/**
 * Minimises Σ w ρ(y - Z z) by Newton's method with a line search that follows each direction almost to its minimum: the loss is
 * convex, so this descends from anywhere.
 */
export function descend(
  problem: ResidualProblem,
  loss: MinkowskiLoss,
  start: Float64Array,
  { tol, maxIter, signal }: DescentLimits,
): Descended {
  const z = start.slice();
  let last = Number.POSITIVE_INFINITY;
  for (let nIter = 0; ; nIter++) {
    signal?.throwIfAborted();
    const r = residuals(problem, z);
    const { value, gradient, hessian } = expand(problem, loss, r);
    const step = newtonStep(hessian, gradient);
    const promise = dot(gradient, step);
    if (value === 0) return { z, nIter, converged: true };
    if (promise <= tol * value) {
      if (nIter < maxIter && takeWhole(problem, loss, z, step, value)) nIter++;
      return { z, nIter, converged: true };
    }
    if (!(value < last)) return { z, nIter, converged: promise <= ROUNDING * value };
    if (nIter === maxIter) return { z, nIter, converged: false };
    last = value;
    const t = stepLength(problem, loss, r, step, promise);
    for (let j = 0; j < z.length; j++) z[j]! += t * step[j]!;
  }
}

/** Adds the whole of a step that is known to be small, unless rounding spoils it: near the solution it squares the error. */
function takeWhole(
  problem: ResidualProblem,
  loss: MinkowskiLoss,
  z: Float64Array,
  step: Float64Array,
  value: number,
): boolean {
  const next = z.map((coordinate, j) => coordinate + step[j]!);
  const isLower = objective(problem, loss, residuals(problem, next)) < value;
  if (isLower) z.set(next);
  return isLower;
}

/** y - Z z. */
export function residuals({ Z, size, y }: ResidualProblem, z: Float64Array): Float64Array {
  return y.map((value, i) => {
    let sum = value;
    for (let j = 0, p = i * size; j < size; j++) sum -= Z[p++]! * z[j]!;
    return sum;
  });
}

/** Σ w ρ(r). */
export function objective({ weight }: ResidualProblem, loss: MinkowskiLoss, r: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < r.length; i++) sum += weight[i]! * lossAt(loss, r[i]!);
  return sum;
}

/** Value, downhill gradient and Hessian at some residuals. */
function expand(problem: ResidualProblem, loss: MinkowskiLoss, r: Float64Array) {
  const { Z, size, weight } = problem;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (let i = 0; i < r.length; i++) {
    const row = Z.subarray(i * size, (i + 1) * size);
    const slope = weight[i]! * slopeAt(loss, r[i]!);
    const curvature = weight[i]! * curvatureAt(loss, r[i]!);
    for (let j = 0; j < size; j++) {
      gradient[j]! += slope * row[j]!;
      const scaled = curvature * row[j]!;
      for (let k = 0, p = j * size; k <= j; k++) hessian[p++]! += scaled * row[k]!;
    }
  }
  return { value: objective(problem, loss, r), gradient, hessian };
}

/** H⁻¹ g; where H is singular, of H with the least multiple of the identity that makes it definite. */
function newtonStep(hessian: Float64Array, gradient: Float64Array): Float64Array {
  const n = gradient.length;
  let largest = 0;
  for (let j = 0; j < n; j++) largest = Math.max(largest, hessian[j * n + j]!);
  for (let share = 0; share < 1; share = share === 0 ? 1e-15 : share * 10) {
    const shifted = hessian.slice();
    for (let j = 0; j < n; j++) shifted[j * n + j]! += share * largest;
    const factor = tryCholesky(shifted, n);
    if (factor !== undefined) return choleskySolve(factor, n, gradient);
  }
  return gradient.map((value) => value / (largest || 1));
}

/** Where the slope along the step has nearly vanished: by doubling, then by false position kept in bounds. */
function stepLength(
  { Z, size, weight }: ResidualProblem,
  loss: MinkowskiLoss,
  r: Float64Array,
  step: Float64Array,
  slope: number,
): number {
  const moved = r.map((_, i) => dot(Z.subarray(i * size, (i + 1) * size), step));
  const slopeAfter = (t: number): number => {
    let sum = 0;
    for (let i = 0; i < r.length; i++) sum += weight[i]! * slopeAt(loss, r[i]! - t * moved[i]!) * moved[i]!;
    return sum;
  };
  let low = { t: 0, slope };
  let high = { t: 1, slope: slopeAfter(1) };
  for (let trial = 0; trial < MOST_TRIALS && high.slope > SLOPE_LEFT * slope; trial++) {
    low = high;
    high = { t: 2 * high.t, slope: slopeAfter(2 * high.t) };
  }
  const valueAt = (t: number): number =>
    r.reduce((sum, value, i) => sum + weight[i]! * lossAt(loss, value - t * moved[i]!), 0);
  const start = valueAt(0);
  // Beyond the minimum a slope may be small where the objective is higher than at the start.
  const isNear = ({ t, slope: left }: { readonly t: number; readonly slope: number }): boolean =>
    Math.abs(left) <= SLOPE_LEFT * slope && (left >= 0 || valueAt(t) < start);
  if (isNear(high)) return high.t;
  for (let trial = 0; trial < MOST_TRIALS; trial++) {
    const share = low.slope / (low.slope - high.slope);
    const inside = trial % 2 === 1 || !(share > 0.01 && share < 0.99) ? 0.5 : share;
    const t = low.t + inside * (high.t - low.t);
    const next = { t, slope: slopeAfter(t) };
    if (isNear(next)) return t;
    if (next.slope > 0) low = next;
    else high = next;
  }
  return low.t;
}
