import { RandomState } from "../core/random-state.js";
import { solveLinear } from "../linalg/linear-solve.js";
import { dot, maxAbs } from "../linalg/vector.js";
import { type Descended, type ResidualProblem, residuals } from "./minkowski-descent.js";

// Rows whose part outside the span of those before is smaller than this are taken to depend on them.
const INDEPENDENT = 1e-9;
// Multipliers may exceed the weight by this share, which is rounding.
const ROUNDING = 1e-11;

// Targets are moved by shares of this of the largest, so that no more rows lie on a plane than determine it.
const PERTURBATION = 1e-10;

/**
 * Least absolute deviations: minimises Σ w |y - Z z| exactly, by going from vertex to vertex. A vertex is a plane through as many
 * independent rows as there are coordinates; of the rows it passes through, the one whose multiplier exceeds its weight most is let
 * go, and the plane moves to the weighted median of the rows in its way. Tiny shifts of the targets keep it from going round in
 * circles where many rows lie on one plane; the vertex that is optimal for them is optimal without.
 *
 * Cost: a pass over the rows, a sort of those in the way and size⁴ operations a step; from a start near the solution few steps.
 *
 * @param start coordinates near a solution; the first vertex goes through the rows nearest to that plane.
 * @see Bloomfield & Steiger (1983), Least absolute deviations, chapter 7; Barrodale & Roberts (1973), doi:10.1137/0710069.
 */
export function leastAbsoluteVertex(given: ResidualProblem, start: Float64Array, maxIter: number): Descended {
  const problem = { ...given, y: perturbed(given.y) };
  const { size, weight } = problem;
  const basis = nearestBasis(problem, residuals(problem, start));
  if (basis.length < size) return { z: start, nIter: 0, converged: false };
  for (let nIter = 0; ; nIter++) {
    const inverse = inverseOfRows(problem, basis);
    const r = exactResiduals(problem, basis, planeThrough(problem, basis, inverse));
    const multipliers = multipliersOf(problem, r, inverse);
    let leaving = -1;
    let excess = 0;
    for (const [b, row] of basis.entries()) {
      const over = Math.abs(multipliers[b]!) - weight[row]! * (1 + ROUNDING);
      if (over > excess) [leaving, excess] = [b, over];
    }
    const end = { z: planeThrough(given, basis, inverse), nIter };
    if (leaving < 0) return { ...end, converged: true };
    const sign = multipliers[leaving]! > 0 ? -1 : 1;
    const direction = Float64Array.from({ length: size }, (_, j) => sign * inverse[j * size + leaving]!);
    const entering = medianRow(problem, r, new Set(basis), direction, excess);
    if (entering < 0 || nIter === maxIter) return { ...end, converged: false };
    basis[leaving] = entering;
  }
}

function perturbed(y: Float64Array): Float64Array {
  const reach = PERTURBATION * maxAbs(y);
  const shifts = new RandomState(0).uniform(-reach, reach, y.length);
  return y.map((value, i) => value + shifts[i]!);
}

const rowOf = ({ Z, size }: ResidualProblem, i: number): Float64Array => Z.subarray(i * size, (i + 1) * size);

/** Independent rows of least residual. */
function nearestBasis(problem: ResidualProblem, r: Float64Array): number[] {
  const { size } = problem;
  const order = Array.from(r.keys()).sort((a, b) => Math.abs(r[a]!) - Math.abs(r[b]!));
  const basis: number[] = [];
  const directions: Float64Array[] = [];
  for (const i of order) {
    if (basis.length === size) break;
    const part = rowOf(problem, i).slice();
    const length = Math.sqrt(dot(part, part));
    for (let pass = 0; pass < 2; pass++)
      for (const unit of directions) {
        const along = dot(part, unit);
        for (let j = 0; j < size; j++) part[j]! -= along * unit[j]!;
      }
    const left = Math.sqrt(dot(part, part));
    if (!(left > INDEPENDENT * length)) continue;
    basis.push(i);
    directions.push(part.map((value) => value / left));
  }
  return basis;
}

/** Inverse of the matrix of the basis rows, shape (size, size), row-major. */
function inverseOfRows(problem: ResidualProblem, basis: readonly number[]): Float64Array {
  const { size } = problem;
  const B = new Float64Array(size * size);
  basis.forEach((row, b) => {
    B.set(rowOf(problem, row), b * size);
  });
  const inverse = new Float64Array(size * size);
  for (let b = 0; b < size; b++) {
    const unit = new Float64Array(size);
    unit[b] = 1;
    const column = solveLinear(B, size, unit);
    for (let j = 0; j < size; j++) inverse[j * size + b] = column[j]!;
  }
  return inverse;
}

function planeThrough(
  problem: ResidualProblem,
  basis: readonly number[],
  inverse: Float64Array,
): Float64Array {
  const { size, y } = problem;
  return Float64Array.from({ length: size }, (_, j) =>
    basis.reduce((sum, row, b) => sum + inverse[j * size + b]! * y[row]!, 0),
  );
}

/** Residuals with those of the basis zero. */
function exactResiduals(problem: ResidualProblem, basis: readonly number[], z: Float64Array): Float64Array {
  const r = residuals(problem, z);
  for (const row of basis) r[row] = 0;
  return r;
}

/** What the basis rows must pull for the others to be in balance, shape (size). */
function multipliersOf(
  { Z, size, weight }: ResidualProblem,
  r: Float64Array,
  inverse: Float64Array,
): Float64Array {
  const pull = new Float64Array(size);
  for (let i = 0; i < r.length; i++) {
    const force = Math.sign(r[i]!) * weight[i]!;
    if (force !== 0) for (let j = 0, p = i * size; j < size; j++) pull[j]! += force * Z[p++]!;
  }
  return Float64Array.from({ length: size }, (_, b) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum -= inverse[j * size + b]! * pull[j]!;
    return sum;
  });
}

/** The row at which the objective stops to fall along the direction; -1 if it does not. */
function medianRow(
  problem: ResidualProblem,
  r: Float64Array,
  basis: ReadonlySet<number>,
  direction: Float64Array,
  excess: number,
): number {
  const inTheWay: { readonly row: number; readonly t: number; readonly pull: number }[] = [];
  for (let i = 0; i < r.length; i++) {
    if (basis.has(i)) continue;
    const move = dot(rowOf(problem, i), direction);
    const pull = problem.weight[i]! * Math.abs(move);
    if (r[i] === 0 && Math.abs(move) > INDEPENDENT) inTheWay.push({ row: i, t: 0, pull: pull / 2 });
    else if (r[i]! * move > 0) inTheWay.push({ row: i, t: r[i]! / move, pull });
  }
  inTheWay.sort((a, b) => a.t - b.t || a.row - b.row);
  let left = excess;
  for (const { row, pull } of inTheWay) {
    left -= 2 * pull;
    if (left <= 0) return row;
  }
  return -1;
}
