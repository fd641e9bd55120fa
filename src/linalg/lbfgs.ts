import { boundedTarget, longestStep, projectedGradientNorm } from "./lbfgs-bounds.js";
import { MoreThuente } from "./line-search.js";
import type { Evaluation, Objective } from "./objective.js";
import { axpy, dot } from "./vector.js";

/** Settings of {@link lbfgs}. */
export interface LbfgsOptions {
  /** Most iterations; at least one is made, as scipy does. Default 15000. */
  readonly maxIter?: number;
  /** Ends when the largest element of the (projected) gradient is at most this. Default 1e-5. */
  readonly gtol?: number;
  /** Ends when (f − f′) / max(|f|, |f′|, 1) is at most this. Default 2.220446049250313e-9. */
  readonly ftol?: number;
  /** Most evaluations in one line search. Default 20. */
  readonly maxLineSearch?: number;
  /** Most evaluations; checked after each iteration. Default 15000. */
  readonly maxEvaluations?: number;
  /** Pairs remembered. Default 10. */
  readonly memory?: number;
  /** Lower bound of each variable; the start must satisfy it. Default: unbounded. */
  readonly lower?: Float64Array;
  /** Called before each iteration; throws to cancel. */
  readonly onIteration?: (nIter: number) => void;
}

/** Result of {@link lbfgs}. */
export interface LbfgsResult {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly nIter: number;
  readonly nEvaluations: number;
  /** Whether the gradient or the reduction met its tolerance. */
  readonly converged: boolean;
}

/** Pairs s = x′ − x, y = g′ − g, oldest first, with sᵀy, and the scale θ = yᵀy / sᵀy of the newest. */
export interface LbfgsMemory {
  readonly s: Float64Array[];
  readonly y: Float64Array[];
  readonly sy: number[];
  theta: number;
}

/**
 * Minimises a function by L-BFGS-B: limited-memory quasi-Newton steps, Moré–Thuente line search, optional lower bounds.
 *
 * Takes the path of the reference implementation (L-BFGS-B 3.0, which scipy uses) up to rounding: same first step, same line search
 * constants, same tests to end. Without bounds the direction comes from the two-loop recursion, which is the same direction.
 * Cost: two passes over 2 × memory vectors an iteration, beside the evaluations.
 *
 * @param x0 start; not changed.
 * @see Byrd, Lu, Nocedal & Zhu (1995), A limited memory algorithm for bound constrained optimization, SIAM J. Sci. Comput. 16(5);
 *   Morales & Nocedal (2011), Remark on algorithm 778, ACM TOMS 38(1); Nocedal & Wright (2006), algorithm 7.4.
 *
 * @example
 * ```ts
 * const bowl = (x: Float64Array) => ({ value: (x[0] - 3) ** 2, gradient: Float64Array.of(2 * (x[0] - 3)) });
 * const { x, converged } = await lbfgs(bowl, Float64Array.of(0), { gtol: 1e-12 });
 * converged; // => true
 * x[0]; // => 3
 * ```
 */
export async function lbfgs(
  objective: Objective,
  x0: Float64Array,
  options: LbfgsOptions = {},
): Promise<LbfgsResult> {
  const { maxIter = 15000, gtol = 1e-5, ftol = 2.220446049250313e-9 } = options;
  const { maxLineSearch = 20, maxEvaluations = 15000, memory: capacity = 10, lower } = options;
  const memory: LbfgsMemory = { s: [], y: [], sy: [], theta: 1 };
  let x: Float64Array = x0.slice();
  let at = await objective(x);
  let nEvaluations = 1;
  let nIter = 0;
  const end = (converged: boolean): LbfgsResult => ({
    x,
    value: at.value,
    gradient: at.gradient,
    nIter,
    nEvaluations,
    converged,
  });
  if (projectedGradientNorm(x, at.gradient, lower) <= gtol) return end(true);

  while (true) {
    options.onIteration?.(nIter);
    const target = nextTarget(x, at.gradient, memory, lower);
    const search = await searchAlong(objective, x, at, target, nIter === 0, lower, maxLineSearch);
    nEvaluations += search.nEvaluations;
    if (search.found === undefined) {
      if (memory.s.length === 0) return end(false); // steepest descent failed too
      forget(memory);
      continue;
    }
    const before = at;
    const { step, direction, slope, slopeBefore } = search;
    x = search.x;
    at = search.found;
    nIter++;
    if (nIter >= maxIter || nEvaluations > maxEvaluations) return end(false);
    if (projectedGradientNorm(x, at.gradient, lower) <= gtol) return end(true);
    const scale = Math.max(Math.abs(before.value), Math.abs(at.value), 1);
    if (before.value - at.value <= ftol * scale) return end(true);
    remember(memory, capacity, step, direction, slope, slopeBefore, before.gradient, at.gradient);
  }
}

/** Where a full step leads: the minimiser of the quadratic model, inside the bounds. */
function nextTarget(
  x: Float64Array,
  gradient: Float64Array,
  memory: LbfgsMemory,
  lower: Float64Array | undefined,
): Float64Array {
  if (lower !== undefined) return boundedTarget(x, gradient, memory, lower);
  const step = twoLoop(gradient, memory);
  return x.map((value, i) => value - step[i]!);
}

/** H g by the two-loop recursion, H₀ = I / θ. */
function twoLoop(gradient: Float64Array, { s, y, sy, theta }: LbfgsMemory): Float64Array {
  const q = gradient.slice();
  const alphas = new Float64Array(s.length);
  for (let i = s.length - 1; i >= 0; i--) {
    alphas[i] = dot(s[i]!, q) / sy[i]!;
    axpy(-alphas[i]!, y[i]!, q);
  }
  for (let j = 0; j < q.length; j++) q[j]! /= theta;
  for (let i = 0; i < s.length; i++) axpy(alphas[i]! - dot(y[i]!, q) / sy[i]!, s[i]!, q);
  return q;
}

interface Search {
  readonly x: Float64Array;
  /** Undefined if no acceptable point was found. */
  readonly found: Evaluation | undefined;
  readonly step: number;
  readonly direction: Float64Array;
  /** Slopes along the direction at the new point and at the old. */
  readonly slope: number;
  readonly slopeBefore: number;
  readonly nEvaluations: number;
}

async function searchAlong(
  objective: Objective,
  x: Float64Array,
  at: Evaluation,
  target: Float64Array,
  first: boolean,
  lower: Float64Array | undefined,
  maxLineSearch: number,
): Promise<Search> {
  const direction = target.map((value, i) => value - x[i]!);
  const slopeBefore = dot(at.gradient, direction);
  const fail: Search = { x, found: undefined, step: 0, direction, slope: 0, slopeBefore, nEvaluations: 0 };
  if (!(slopeBefore < 0)) return fail;
  const maxStep = lower === undefined ? 1e10 : first ? 1 : longestStep(x, direction, lower);
  const start = first ? Math.min(1 / Math.sqrt(dot(direction, direction)), maxStep) : 1;
  const search = new MoreThuente(at.value, slopeBefore, start, {
    decrease: 1e-3,
    curvature: 0.9,
    width: 0.1,
    minStep: 0,
    maxStep,
  });
  for (let nEvaluations = 1; nEvaluations <= maxLineSearch; nEvaluations++) {
    const { step } = search;
    const point = step === 1 ? target : x.map((value, i) => step * direction[i]! + value);
    if (lower !== undefined) for (let i = 0; i < point.length; i++) point[i] = Math.max(point[i]!, lower[i]!);
    const found = await objective(point);
    const slope = dot(found.gradient, direction);
    search.tell(found.value, slope);
    if (search.state !== "evaluate")
      return { x: point, found, step, direction, slope, slopeBefore, nEvaluations };
  }
  return { ...fail, nEvaluations: maxLineSearch };
}

function remember(
  memory: LbfgsMemory,
  capacity: number,
  step: number,
  direction: Float64Array,
  slope: number,
  slopeBefore: number,
  before: Float64Array,
  after: Float64Array,
): void {
  const sy = (slope - slopeBefore) * step;
  if (sy <= 2 ** -52 * -slopeBefore * step) return; // curvature too small to trust
  const y = after.map((value, i) => value - before[i]!);
  memory.s.push(direction.map((value) => value * step));
  memory.y.push(y);
  memory.sy.push(sy);
  memory.theta = dot(y, y) / sy;
  if (memory.s.length <= capacity) return;
  memory.s.shift();
  memory.y.shift();
  memory.sy.shift();
}

function forget(memory: LbfgsMemory): void {
  memory.s.length = 0;
  memory.y.length = 0;
  memory.sy.length = 0;
  memory.theta = 1;
}
