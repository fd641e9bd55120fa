import { InvalidInputError } from "../core/errors.js";
import { median } from "../core/quantile.js";
import { svd } from "../linalg/svd.js";
import { maxAbs } from "../linalg/vector.js";
import { leastAbsoluteVertex } from "./least-absolute-vertex.js";
import {
  type Descended,
  type DescentLimits,
  descend,
  objective,
  type ResidualProblem,
  residuals,
} from "./minkowski-descent.js";

/** A plane to be fitted. */
export interface PlaneProblem {
  /** shape (nSamples, nFeatures), row-major. */
  readonly X: Float64Array;
  readonly nFeatures: number;
  readonly y: Float64Array;
  /** shape (nSamples), >= 0. */
  readonly weight: Float64Array | undefined;
  readonly fitIntercept: boolean;
}

/** A fitted plane. */
export interface MinkowskiPlane {
  readonly coef: Float64Array;
  readonly intercept: number;
  readonly nIter: number;
  readonly converged: boolean;
}

// Smoothing of the stages for p < 2, against the typical residual: each is solved from the one before.
const SMOOTHINGS = [1, 0.1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10];
// Powers of the stages for p > 2 grow by this factor.
const POWER_GROWTH = 1.5;
// How exactly all stages but the last are solved: to this share of the objective, and of what smoothing adds to it.
const STAGE_TOL = 1e-3;
const SMOOTHING_TOL = 0.1;
// Below this power, residuals of the rows nearest to the plane may be zero but for rounding, as at p = 1.
const NEARLY_ABSOLUTE = 1.05;
// Residuals so small against y come of rounding: the plane meets all rows.
const EXACT = 16 * Number.EPSILON;

/**
 * Minimises Σ w |y - X·coef - intercept|^p for p >= 1.
 *
 * In orthonormal coordinates, that leave out directions in which X has no spread: for p >= 2 Newton's method with a line
 * search, through powers that grow to p; for p < 2 through losses smoothed ever less; for p = 1 and little more also the exact
 * vertex next to it. Of several solutions the coefficients of least norm (for collinear columns) are taken.
 *
 * @throws {InvalidInputError} if powers of the residuals overflow.
 */
export function minkowskiPlane(
  where: string,
  given: PlaneProblem,
  p: number,
  limits: DescentLimits,
): MinkowskiPlane {
  const { rows, means, problem, toCoef } = orthonormal(where, withWeight(given));
  const first = projection(problem);
  const r = residuals(problem, first);
  const scale = residualScale(r, p);
  const exact = maxAbs(r) <= EXACT * maxAbs(problem.y);
  const scaled = { ...problem, y: problem.y.map((value) => value / scale) };
  const start = first.map((value) => value / scale);
  if (!exact && !Number.isFinite(objective(scaled, { p, smoothing: 0 }, residuals(scaled, start))))
    throw new InvalidInputError(where, `y must be small enough for powers of ${p} to be finite`, given.y);
  const { z, nIter, converged } = exact
    ? { z: start, nIter: 0, converged: true }
    : throughStages(scaled, start, p, limits);
  const coef = toCoef(z.map((value) => value * scale));
  let intercept = 0;
  if (given.fitIntercept) {
    intercept = means.y + (z[z.length - 1]! * scale) / Math.sqrt(rows);
    for (let j = 0; j < coef.length; j++) intercept -= coef[j]! * means.x[j]!;
  }
  if (!coef.every(Number.isFinite) || !Number.isFinite(intercept))
    throw new InvalidInputError(where, "X and y must be small enough for the plane to be finite", given.y);
  return { coef, intercept, nIter, converged };
}

function throughStages(
  problem: ResidualProblem,
  start: Float64Array,
  p: number,
  limits: DescentLimits,
): Descended {
  let z = start;
  let nIter = 0;
  let converged = false;
  const losses = stagesOf(p);
  for (const [stage, loss] of losses.entries()) {
    const isLast = stage === losses.length - 1;
    const found = descend(problem, loss, z, {
      ...limits,
      tol: isLast ? limits.tol : Math.max(limits.tol, p < 2 ? SMOOTHING_TOL * loss.smoothing : STAGE_TOL),
      maxIter: limits.maxIter - nIter,
    });
    z = found.z;
    nIter += found.nIter;
    converged = found.converged;
  }
  if (p >= NEARLY_ABSOLUTE) return { z, nIter, converged };
  const vertex = leastAbsoluteVertex(problem, z, Math.max(0, limits.maxIter - nIter));
  const exact = { p, smoothing: 0 };
  const better =
    objective(problem, exact, residuals(problem, vertex.z)) <=
    objective(problem, exact, residuals(problem, z)) * (1 + 1e-14);
  if (p === 1 || better)
    return { z: better ? vertex.z : z, nIter: nIter + vertex.nIter, converged: vertex.converged };
  return { z, nIter: nIter + vertex.nIter, converged };
}

function stagesOf(p: number): readonly { readonly p: number; readonly smoothing: number }[] {
  if (p < 2) return SMOOTHINGS.map((smoothing) => ({ p, smoothing }));
  const stages = [{ p: 2, smoothing: 0 }];
  for (let power = 2 * POWER_GROWTH; power < p; power *= POWER_GROWTH)
    stages.push({ p: power, smoothing: 0 });
  return p === 2 ? stages : [...stages, { p, smoothing: 0 }];
}

/** The greatest residual for p >= 2, whose powers must not overflow; the typical one below, which outliers do not move. */
function residualScale(r: Float64Array, p: number): number {
  const largest = maxAbs(r);
  if (p >= 2) return largest || 1;
  return Math.max(median(r.map((value) => Math.abs(value))), largest * 1e-6) || 1;
}

/** The rows that have weight. */
function withWeight(given: PlaneProblem): Required<PlaneProblem> & { readonly weight: Float64Array } {
  const { X, nFeatures: d, y, weight } = given;
  if (weight === undefined) return { ...given, weight: new Float64Array(y.length).fill(1) };
  const kept = Array.from(y.keys()).filter((i) => weight[i]! > 0);
  const rows = new Float64Array(kept.length * d);
  kept.forEach((i, to) => {
    rows.set(X.subarray(i * d, (i + 1) * d), to * d);
  });
  const largest = maxAbs(weight);
  return {
    ...given,
    X: rows,
    y: Float64Array.from(kept, (i) => y[i]!),
    weight: Float64Array.from(kept, (i) => weight[i]! / largest),
  };
}

interface Orthonormal {
  readonly rows: number;
  readonly means: { readonly x: Float64Array; readonly y: number };
  readonly problem: ResidualProblem;
  /** Coefficients of least norm of coordinates. */
  readonly toCoef: (z: Float64Array) => Float64Array;
}

/** Left singular vectors of the centred X as coordinates, and the constant one where an intercept is fitted. */
function orthonormal(
  where: string,
  { X, nFeatures: d, y, weight, fitIntercept }: PlaneProblem & { readonly weight: Float64Array },
): Orthonormal {
  const n = y.length;
  const x = new Float64Array(d);
  if (fitIntercept) for (let j = 0; j < d; j++) x[j] = meanOf(n, (i) => X[i * d + j]!);
  const means = { x, y: fitIntercept ? meanOf(n, (i) => y[i]!) : 0 };
  const centred = X.map((value, at) => value - x[at % d]!);
  const largest = maxAbs(centred);
  if (!(largest * largest * X.length < Number.POSITIVE_INFINITY) || !Number.isFinite(means.y))
    throw new InvalidInputError(
      where,
      "X and y must be small enough for their squares to be finite",
      largest,
    );
  const { Ut, s, Vt } = svd(centred, n, d);
  const bound = Math.max(n, d) * Number.EPSILON * s[0]!;
  const rank = s.reduce((count, value) => count + (value > bound ? 1 : 0), 0);
  const size = rank + (fitIntercept ? 1 : 0);
  const Z = new Float64Array(n * size);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < rank; k++) Z[i * size + k] = Ut[k * n + i]!;
    if (fitIntercept) Z[i * size + rank] = 1 / Math.sqrt(n);
  }
  const toCoef = (z: Float64Array): Float64Array => {
    const coef = new Float64Array(d);
    for (let k = 0; k < rank; k++) for (let j = 0; j < d; j++) coef[j]! += (z[k]! / s[k]!) * Vt[k * d + j]!;
    return coef;
  };
  return { rows: n, means, problem: { Z, size, y: y.map((value) => value - means.y), weight }, toCoef };
}

/** Mean about the first value: exact for a constant. */
function meanOf(n: number, at: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (at(i) - at(0)) / n;
  return at(0) + sum;
}

/** Zᵀ y: the least-squares coordinates. */
function projection({ Z, size, y }: ResidualProblem): Float64Array {
  const z = new Float64Array(size);
  for (let i = 0; i < y.length; i++) for (let j = 0, p = i * size; j < size; j++) z[j]! += Z[p++]! * y[i]!;
  return z;
}
