import { InvalidInputError } from "../core/errors.js";
import { householderQr } from "./householder-qr.js";
import { solveUpper } from "./triangular.js";

/**
 * Non-negative least squares: min ‖A x − b‖₂ subject to x >= 0, by the active-set method of Lawson and Hanson.
 *
 * A is first reduced to its R factor, so that the steps do not depend on the number of rows.
 * Cost: 2 rows columns² flops, then columns³ a step, about as many steps as positive coefficients.
 *
 * @param A shape (rows, columns), row-major; not changed.
 * @param b shape (rows); not changed.
 * @throws {InvalidInputError} if it has not ended after `maxIter` inner steps, by default 3 columns.
 * @see Lawson & Hanson (1995), Solving Least Squares Problems, chapter 23.
 *
 * @example
 * ```ts
 * Array.from(nnls(Float64Array.of(1, 0, 1, 0, 0, 1), 3, 2, Float64Array.of(2, 1, -1))); // => [1.5, 0]
 * ```
 */
export function nnls(
  A: Float64Array,
  rows: number,
  columns: number,
  b: ArrayLike<number>,
  maxIter: number = 3 * columns,
): Float64Array {
  const qr = householderQr(A, rows, columns);
  const reduced = Float64Array.from(b);
  qr.applyTransposed(reduced);
  return activeSet(qr.R, Math.min(rows, columns), columns, reduced, maxIter);
}

function activeSet(
  A: Float64Array,
  rows: number,
  columns: number,
  b: Float64Array,
  maxIter: number,
): Float64Array {
  const x = new Float64Array(columns);
  const passive = new Uint8Array(columns);
  let steps = 0;
  while (true) {
    const gradient = negativeGradient(A, rows, columns, b, x);
    const blocked = new Uint8Array(columns);
    let solution: Float64Array | undefined;
    // A column that comes in with a value <= 0 does so through rounding only: try the next best.
    for (let j = bestEntering(gradient, passive, blocked); j >= 0; ) {
      passive[j] = 1;
      const candidate = solvePassive(A, rows, columns, b, passive);
      if (candidate[j]! > 0) {
        solution = candidate;
        break;
      }
      passive[j] = 0;
      blocked[j] = 1;
      j = bestEntering(gradient, passive, blocked);
    }
    if (solution === undefined) return x;
    while (true) {
      if (++steps > maxIter)
        throw new InvalidInputError("nnls", `A must be solved within ${maxIter} steps`, steps);
      if (moveTowards(x, solution, passive)) break;
      solution = solvePassive(A, rows, columns, b, passive);
    }
  }
}

/** w = Aᵀ(b − A x). */
function negativeGradient(
  A: Float64Array,
  rows: number,
  columns: number,
  b: Float64Array,
  x: Float64Array,
): Float64Array {
  const w = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    let residual = b[i]!;
    for (let j = 0; j < columns; j++) residual -= A[i * columns + j]! * x[j]!;
    for (let j = 0; j < columns; j++) w[j]! += A[i * columns + j]! * residual;
  }
  return w;
}

function bestEntering(gradient: Float64Array, passive: Uint8Array, blocked: Uint8Array): number {
  let best = -1;
  let largest = 0;
  for (let j = 0; j < gradient.length; j++) {
    if (passive[j] === 1 || blocked[j] === 1 || !(gradient[j]! > largest)) continue;
    largest = gradient[j]!;
    best = j;
  }
  return best;
}

/** Least squares over the passive columns, zero elsewhere. */
function solvePassive(
  A: Float64Array,
  rows: number,
  columns: number,
  b: Float64Array,
  passive: Uint8Array,
): Float64Array {
  const index = [...passive.keys()].filter((j) => passive[j] === 1);
  const part = new Float64Array(rows * index.length);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < index.length; k++) part[i * index.length + k] = A[i * columns + index[k]!]!;
  const qr = householderQr(part, rows, index.length);
  const z = b.slice(0, rows);
  qr.applyTransposed(z);
  const out = new Float64Array(columns);
  if (index.length > rows) return out;
  solveUpper(qr.R, index.length, index.length, z);
  index.forEach((j, k) => {
    out[j] = Number.isFinite(z[k]!) ? z[k]! : 0;
  });
  return out;
}

/** Moves x to `solution`, or as far as x stays >= 0; then what reached zero leaves the passive set. True if it went all the way. */
function moveTowards(x: Float64Array, solution: Float64Array, passive: Uint8Array): boolean {
  let step = 1;
  let leaving = -1;
  for (let j = 0; j < x.length; j++) {
    if (passive[j] === 0 || solution[j]! > 0) continue;
    const ratio = x[j]! / (x[j]! - solution[j]!);
    if (leaving < 0 || ratio < step) {
      step = ratio;
      leaving = j;
    }
  }
  if (leaving < 0) {
    x.set(solution);
    return true;
  }
  for (let j = 0; j < x.length; j++) {
    if (passive[j] === 0) continue;
    x[j]! += step * (solution[j]! - x[j]!);
    if (j === leaving || !(x[j]! > 0)) {
      x[j] = 0;
      passive[j] = 0;
    }
  }
  return false;
}
