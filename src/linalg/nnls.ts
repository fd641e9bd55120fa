import { InvalidInputError } from "../core/errors.js";
import { householderQr } from "./householder-qr.js";
import { solveUpper } from "./triangular.js";

/**
 * Non-negative least squares: min ‖A x − b‖₂ subject to x >= 0, by the active-set method of Lawson and Hanson.
 *
 * Where columns are dependent there may be many solutions; this is one of them, with at most `rows` positive coefficients.
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
  const passive: number[] = []; // in the order in which they came in
  let steps = 0;
  while (passive.length < rows) {
    const entered = enter(A, rows, columns, b, x, passive);
    if (entered === undefined) return x;
    let solution: Float64Array = entered;
    while (true) {
      if (++steps > maxIter)
        throw new InvalidInputError("nnls", `A must be solved within ${maxIter} steps`, steps);
      if (moveTowards(x, solution, passive)) break;
      solution = solvePassive(A, rows, columns, b, passive).x;
    }
  }
  return x;
}

/** Adds the column with the steepest descent that is independent of the passive ones; undefined if none is left. */
function enter(
  A: Float64Array,
  rows: number,
  columns: number,
  b: Float64Array,
  x: Float64Array,
  passive: number[],
): Float64Array | undefined {
  const gradient = negativeGradient(A, rows, columns, b, x);
  for (const j of passive) gradient[j] = 0;
  for (let j = steepest(gradient); j >= 0; j = steepest(gradient)) {
    passive.push(j);
    const { x: solution, independent } = solvePassive(A, rows, columns, b, passive);
    // A value <= 0 comes of rounding: the column cannot help.
    if (independent && solution[j]! > 0) return solution;
    passive.pop();
    gradient[j] = 0;
  }
  return undefined;
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

/** Position of the largest positive element; -1 if there is none. */
function steepest(gradient: Float64Array): number {
  let best = -1;
  let largest = 0;
  for (let j = 0; j < gradient.length; j++) {
    if (!(gradient[j]! > largest)) continue;
    largest = gradient[j]!;
    best = j;
  }
  return best;
}

interface PassiveSolution {
  readonly x: Float64Array;
  /** Whether the last column is independent of those before it: a hundredth of what is its own still counts beside the rest. */
  readonly independent: boolean;
}

/** Least squares over the passive columns, zero elsewhere. */
function solvePassive(
  A: Float64Array,
  rows: number,
  columns: number,
  b: Float64Array,
  passive: readonly number[],
): PassiveSolution {
  const k = passive.length;
  const part = new Float64Array(rows * k);
  for (let i = 0; i < rows; i++) for (let c = 0; c < k; c++) part[i * k + c] = A[i * columns + passive[c]!]!;
  const { R, applyTransposed } = householderQr(part, rows, k);
  const z = b.slice(0, rows);
  applyTransposed(z);
  solveUpper(R, k, k, z);
  const x = new Float64Array(columns);
  passive.forEach((j, c) => {
    x[j] = z[c]!;
  });
  let shared = 0;
  for (let i = 0; i < k - 1; i++) shared += R[i * k + k - 1]! ** 2;
  shared = Math.sqrt(shared);
  return { x, independent: shared + Math.abs(R[k * k - 1]!) * 0.01 - shared > 0 };
}

/** Moves x to `solution`, or as far as x stays >= 0; then what reached zero leaves the passive set. True if it went all the way. */
function moveTowards(x: Float64Array, solution: Float64Array, passive: number[]): boolean {
  let step = 1;
  let leaving = -1;
  for (const j of passive) {
    if (solution[j]! > 0) continue;
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
  for (const j of passive) x[j]! += step * (solution[j]! - x[j]!);
  const stays = passive.filter((j) => j !== leaving && x[j]! > 0);
  for (const j of passive) if (!stays.includes(j)) x[j] = 0;
  passive.splice(0, passive.length, ...stays);
  return false;
}
