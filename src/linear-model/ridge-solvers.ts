import { InvalidInputError } from "../core/errors.js";
import { choleskySolve, tryCholesky } from "../linalg/cholesky.js";
import { conjugateGradient } from "../linalg/conjugate-gradient.js";
import { lbfgs } from "../linalg/lbfgs.js";
import { lsqr } from "../linalg/lsqr.js";
import { svdSolution } from "../linalg/svd.js";
import { dot } from "../linalg/vector.js";
import type { CancelSignal, Runtime } from "../parallel/index.js";
import { centredDesign, interceptOf, type Means, requireFinite } from "./centring.js";
import { designOperator } from "./design-operator.js";
import {
  combineRows,
  kernelMatrix,
  type LeastSquaresProblem,
  normalEquations,
  residualGradient,
} from "./normal-equations.js";
import { reducedDesign } from "./ordinary-least-squares.js";
import { stochasticAverageGradient } from "./sag.js";

/** Solvers of ridge regression that were decided on. */
export type RidgeSolver = "svd" | "cholesky" | "lsqr" | "sparse_cg" | "sag" | "saga" | "lbfgs";

/** How to solve it. */
export interface RidgeSettings {
  readonly alpha: number;
  readonly solver: RidgeSolver;
  readonly maxIter: number | null;
  readonly tol: number;
  readonly randomState: number | null;
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Solution of ridge regression. */
export interface RidgeSolution {
  readonly coef: Float64Array;
  readonly intercept: number;
  /** Iterations, where the solver counts them; else null. */
  readonly nIter: number | null;
  readonly converged: boolean;
  /** The solver that was used. */
  readonly solver: RidgeSolver;
}

interface Solved {
  readonly coef: Float64Array;
  readonly nIter?: number;
  readonly converged?: boolean;
}

/**
 * Minimises Σ w (y − x·coef − intercept)² + α ‖coef‖² by the solver in the settings.
 *
 * @throws {InvalidInputError} if a sum overflows, or SAG diverges.
 */
export async function solveRidge(
  where: string,
  runtime: Runtime,
  problem: LeastSquaresProblem,
  settings: RidgeSettings,
): Promise<RidgeSolution> {
  const solution = await solveBy(where, runtime, problem, settings);
  requireFinite(where, solution.coef);
  return solution;
}

async function solveBy(
  where: string,
  runtime: Runtime,
  problem: LeastSquaresProblem,
  settings: RidgeSettings,
): Promise<RidgeSolution> {
  if (settings.solver === "svd") return bySvd(where, problem, settings);
  if (settings.solver === "cholesky") {
    const wide = problem.nFeatures > problem.nSamples;
    const solution = await (wide ? byKernel : byGram)(where, runtime, problem, settings);
    return solution ?? bySvd(where, problem, settings); // singular matrix
  }
  const rescale = settings.solver !== "sag" && settings.solver !== "saga";
  const { X, y, means } = centredDesign(
    where,
    problem.X,
    problem.y,
    problem.weight,
    problem.fitIntercept,
    rescale,
  );
  const centred: LeastSquaresProblem = { ...problem, X, y };
  const solved = await iterate(where, runtime, centred, settings);
  return finish(solved, means, settings.solver);
}

function finish(solved: Solved, means: Means, solver: RidgeSolver): RidgeSolution {
  const { coef, nIter = null, converged = true } = solved;
  return { coef, intercept: interceptOf(means, coef), nIter, converged, solver };
}

/** (XᵀX + α I) coef = Xᵀy. */
async function byGram(
  where: string,
  runtime: Runtime,
  problem: LeastSquaresProblem,
  { alpha, signal }: RidgeSettings,
): Promise<RidgeSolution | undefined> {
  const { nFeatures: d } = problem;
  const { gram, xy, means } = await normalEquations(where, runtime, problem, signal);
  for (let j = 0; j < d; j++) gram[j * d + j]! += alpha;
  const L = tryCholesky(gram, d);
  if (L === undefined || (alpha === 0 && isSingular(gram, L, d))) return undefined;
  const coef = choleskySolve(L, d, xy);
  if (isIllConditioned(L, d)) {
    const intercept = problem.fitIntercept ? interceptOf(means, coef) : 0;
    const left = await residualGradient(runtime, problem, means, coef, intercept, signal);
    for (let j = 0; j < d; j++) left[j]! -= alpha * coef[j]!;
    const correction = choleskySolve(L, d, left);
    for (let j = 0; j < d; j++) coef[j]! += correction[j]!;
  }
  return finish({ coef }, means, "cholesky");
}

/** Whether the pivots span so much that a step of refinement adds digits. */
function isIllConditioned(L: Float64Array, d: number): boolean {
  let smallest = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let j = 0; j < d; j++) {
    smallest = Math.min(smallest, L[j * d + j]!);
    largest = Math.max(largest, L[j * d + j]!);
  }
  return smallest < 1e-3 * largest;
}

/** Whether a pivot is nothing but rounding: dependent columns, which would get arbitrary coefficients. */
function isSingular(gram: Float64Array, L: Float64Array, d: number): boolean {
  for (let j = 0; j < d; j++) {
    const pivot = L[j * d + j]! ** 2;
    if (pivot <= 2 ** -52 * d * gram[j * d + j]!) return true;
  }
  return false;
}

/** coef = Xᵀ (X Xᵀ + α I)⁻¹ y, the cheaper way round when there are more features than samples. */
async function byKernel(
  where: string,
  runtime: Runtime,
  { X, nSamples, nFeatures, y, weight, fitIntercept }: LeastSquaresProblem,
  { alpha, signal }: RidgeSettings,
): Promise<RidgeSolution | undefined> {
  const design = centredDesign(where, X, y, weight, fitIntercept, true);
  const kernel = await kernelMatrix(where, runtime, design.X, nSamples, nFeatures, signal);
  const { K } = kernel;
  for (let i = 0; i < nSamples; i++) K[i * nSamples + i]! += alpha;
  const L = alpha > 0 ? tryCholesky(K, nSamples) : undefined; // without a penalty K is singular but for rounding
  if (L === undefined) return undefined;
  const coef = combineRows(kernel, choleskySolve(L, nSamples, design.y));
  return finish({ coef }, design.means, "cholesky");
}

/** Shrinks each singular direction by s² / (s² + α); directions with s <= 1e-15 are left out. */
function bySvd(where: string, problem: LeastSquaresProblem, { alpha, signal }: RidgeSettings): RidgeSolution {
  const d = problem.nFeatures;
  const { A, b, rows, means } = reducedDesign(where, problem, signal);
  const { projections, s, Vt } = svdSolution(A, rows, d, b);
  const coef = new Float64Array(d);
  // Rounding leaves singular values of rank-deficient data at some ε times the largest, which are as good as zero.
  const threshold = Math.max(1e-15, (s[0] ?? 0) * 2 ** -52 * Math.max(rows, d));
  for (let i = 0; i < s.length && s[i]! > threshold; i++) {
    const factor = (projections[i]! * s[i]!) / (s[i]! * s[i]! + alpha);
    for (let j = 0; j < d; j++) coef[j]! += factor * Vt[i * d + j]!;
  }
  return finish({ coef }, means, "svd");
}

/** The iterative solvers, on centred data. */
async function iterate(
  where: string,
  runtime: Runtime,
  problem: LeastSquaresProblem,
  settings: RidgeSettings,
): Promise<Solved> {
  requireFinite(where, problem.X);
  const { solver, signal } = settings;
  if (solver === "sag" || solver === "saga") return bySag(where, problem, settings);
  const { X, nSamples, nFeatures } = problem;
  return runtime.arena.scope(async (scope) => {
    const design = designOperator(runtime, scope, X, nSamples, nFeatures, signal);
    if (solver === "lsqr") return byLsqr(design, problem, settings);
    if (solver === "sparse_cg") return byConjugateGradient(design, problem, settings);
    return byLbfgs(design, problem, settings);
  });
}

type Design = ReturnType<typeof designOperator>;

function byLsqr(
  { multiply, multiplyTransposed }: Design,
  { y, nFeatures }: LeastSquaresProblem,
  { alpha, tol, maxIter }: RidgeSettings,
): Promise<Solved> {
  const limit = maxIter === null ? {} : { maxIter };
  const options = { damp: Math.sqrt(alpha), atol: tol, btol: tol, ...limit };
  return lsqr(multiply, multiplyTransposed, y, nFeatures, options).then(({ x, nIter, converged }) => ({
    coef: x,
    nIter,
    converged,
  }));
}

async function byConjugateGradient(
  { multiply, multiplyTransposed }: Design,
  { y, nSamples, nFeatures }: LeastSquaresProblem,
  { alpha, tol, maxIter }: RidgeSettings,
): Promise<Solved> {
  const plusAlpha = (product: Float64Array, x: Float64Array): Float64Array =>
    product.map((value, j) => value + alpha * x[j]!);
  if (nFeatures > nSamples) {
    const K = async (x: Float64Array): Promise<Float64Array> =>
      plusAlpha(await multiply(await multiplyTransposed(x)), x);
    const { x, converged } = await conjugateGradient(K, y, tol);
    return { coef: await multiplyTransposed(x), converged };
  }
  const A = async (x: Float64Array): Promise<Float64Array> =>
    plusAlpha(await multiplyTransposed(await multiply(x)), x);
  const { x, converged } = await conjugateGradient(A, await multiplyTransposed(y), tol, maxIter ?? undefined);
  return { coef: x, converged };
}

async function byLbfgs(
  { multiply, multiplyTransposed }: Design,
  { y, nFeatures }: LeastSquaresProblem,
  { alpha, tol, maxIter, signal }: RidgeSettings,
): Promise<Solved> {
  const objective = async (w: Float64Array): Promise<{ value: number; gradient: Float64Array }> => {
    const product = await multiply(w);
    const residual = product.map((value, i) => value - y[i]!);
    const gradient = await multiplyTransposed(residual);
    for (let j = 0; j < nFeatures; j++) gradient[j]! += alpha * w[j]!;
    return { value: 0.5 * dot(residual, residual) + 0.5 * alpha * dot(w, w), gradient };
  };
  const { x, converged } = await lbfgs(objective, new Float64Array(nFeatures), {
    maxIter: maxIter ?? 15000,
    gtol: tol,
    ftol: tol,
    lower: new Float64Array(nFeatures),
    onIteration: () => signal?.throwIfAborted(),
  });
  return { coef: x, converged };
}

function bySag(where: string, problem: LeastSquaresProblem, settings: RidgeSettings): Solved {
  const { X, nSamples, nFeatures, y, weight } = problem;
  const { alpha, solver, tol, randomState, signal, onProgress } = settings;
  const maxIter = settings.maxIter ?? 1000;
  const result = stochasticAverageGradient({
    X,
    nSamples,
    nFeatures,
    y,
    sampleWeight: weight,
    loss: "squared",
    nScores: 1,
    fitIntercept: false, // the data are centred
    alpha,
    beta: 0,
    saga: solver === "saga",
    maxIter,
    tol,
    randomState,
    onEpoch: (nIter) => {
      onProgress?.(nIter, maxIter);
      signal?.throwIfAborted();
    },
  });
  if (result.overflowed) throw sagOverflow(where, result.nIter);
  const { weights: coef, nIter, converged } = result;
  return { coef, nIter, converged };
}

/** Error for stochastic gradients that blew up. */
export function sagOverflow(where: string, epoch: number): InvalidInputError {
  return new InvalidInputError(
    where,
    "X must be scaled so that weights stay finite under sag and saga (StandardScaler helps)",
    `overflow in epoch ${epoch}`,
  );
}
