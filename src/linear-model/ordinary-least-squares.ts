import { choleskySolve, tryCholesky } from "../linalg/cholesky.js";
import { householderQr } from "../linalg/householder-qr.js";
import { type LeastSquaresSolution, leastSquares } from "../linalg/least-squares.js";
import { symmetricEigen } from "../linalg/symmetric-eigen.js";
import { dot } from "../linalg/vector.js";
import type { CancelSignal, Runtime } from "../parallel/index.js";
import { centredDesign, interceptOf, type Means, requireFinite, weightedMeans } from "./centring.js";
import {
  combineRows,
  kernelMatrix,
  type LeastSquaresProblem,
  normalEquations,
  residualGradient,
} from "./normal-equations.js";

/** Coefficients of a plane, and what the data say about them. */
export interface OrdinaryLeastSquares {
  /** shape (nFeatures). */
  readonly coef: Float64Array;
  readonly intercept: number;
  /** Rank of the centred X. */
  readonly rank: number;
  /** Singular values of the centred X, descending, shape (min(nSamples, nFeatures)). */
  readonly singular: Float64Array;
}

/** Up to this many flops an orthogonal factorisation is as fast as starting the kernels. */
const SMALL_FLOPS = 2 ** 19;
/** Eigenvalues of the Gram matrix below this share of the largest have lost too many digits: factorise X instead. */
const SAFE_RATIO = 1e-6;
/** Below this share one step of refinement pays. */
const CLEAN_RATIO = 1e-3;

/**
 * Ordinary least squares with the minimum-norm solution where X is rank-deficient.
 *
 * Many rows and well-conditioned columns: centred Gram matrix, Cholesky, and a step of refinement where it adds digits. Otherwise
 * QR of X by row blocks and the singular value decomposition of R. Many more columns than rows: the same with X Xᵀ.
 *
 * @param tol singular values <= tol × the largest count as 0.
 * @throws {InvalidInputError} if a sum overflows.
 */
export async function ordinaryLeastSquares(
  where: string,
  runtime: () => Promise<Runtime>,
  problem: LeastSquaresProblem,
  tol: number,
  signal?: CancelSignal,
): Promise<OrdinaryLeastSquares> {
  const { nSamples, nFeatures: d } = problem;
  if (nSamples > 2 * d && nSamples * d * d > SMALL_FLOPS) {
    const fast = await byNormalEquations(where, await runtime(), problem, tol, signal);
    if (fast !== undefined) return fast;
  }
  if (d > nSamples + (nSamples >> 1) && nSamples * nSamples * d > SMALL_FLOPS) {
    const fast = await byKernelMatrix(where, await runtime(), problem, tol, signal);
    if (fast !== undefined) return fast;
  }
  const { A, b, rows, means } = reducedDesign(where, problem, signal);
  const { x, rank, singular } = leastSquares(A, rows, d, b, tol);
  return finish(x, means, { rank, singular });
}

function finish(
  coef: Float64Array,
  means: Means,
  { rank, singular }: Pick<LeastSquaresSolution, "rank" | "singular">,
): OrdinaryLeastSquares {
  return { coef, intercept: interceptOf(means, coef), rank, singular };
}

async function byNormalEquations(
  where: string,
  runtime: Runtime,
  problem: LeastSquaresProblem,
  tol: number,
  signal: CancelSignal | undefined,
): Promise<OrdinaryLeastSquares | undefined> {
  const { nFeatures: d, fitIntercept } = problem;
  const { gram, xy, means } = await normalEquations(where, runtime, problem, signal);
  const { values } = symmetricEigen(gram, d);
  const ratio = values[0]! / values[d - 1]!;
  if (!(ratio > Math.max(SAFE_RATIO, 2 * tol * tol))) return undefined;
  const L = tryCholesky(gram, d);
  if (L === undefined) return undefined;
  const coef = choleskySolve(L, d, xy);
  if (ratio < CLEAN_RATIO) {
    const intercept = fitIntercept ? interceptOf(means, coef) : 0;
    const left = await residualGradient(runtime, problem, means, coef, intercept, signal);
    const correction = choleskySolve(L, d, left);
    for (let j = 0; j < d; j++) coef[j]! += correction[j]!;
  }
  const singular = values.map((_, j) => Math.sqrt(values[d - 1 - j]!));
  return finish(coef, means, { rank: d, singular });
}

/**
 * The interpolating plane of least norm, coef = Xᵀ K⁻¹ y with K = X Xᵀ, where the rows of X are independent but for the means.
 *
 * Centring makes K √w = 0. Adding a multiple of √w √wᵀ larger than all eigenvalues takes that direction out of the way: y is
 * orthogonal to it. One step of refinement, from fresh residuals.
 */
async function byKernelMatrix(
  where: string,
  runtime: Runtime,
  { X, nSamples: n, nFeatures, y, weight, fitIntercept }: LeastSquaresProblem,
  tol: number,
  signal: CancelSignal | undefined,
): Promise<OrdinaryLeastSquares | undefined> {
  const design = centredDesign(where, X, y, weight, fitIntercept, true);
  const kernel = await kernelMatrix(where, runtime, design.X, n, nFeatures, signal);
  const { K } = kernel;
  if (fitIntercept) lift(K, n, weight);
  const values = symmetricEigen(K, n).values.subarray(0, fitIntercept ? n - 1 : n);
  const rank = values.length;
  if (!(values[0]! > Math.max(SAFE_RATIO, 2 * tol * tol) * values[rank - 1]!)) return undefined;
  const L = tryCholesky(K, n);
  if (L === undefined) return undefined;
  const dual = choleskySolve(L, n, design.y);
  const trial = combineRows(kernel, dual);
  const left = design.y.map(
    (value, i) => value - dot(design.X.subarray(i * nFeatures, (i + 1) * nFeatures), trial),
  );
  const correction = choleskySolve(L, n, left);
  for (let i = 0; i < n; i++) dual[i]! += correction[i]!;
  const singular = new Float64Array(n);
  for (let i = 0; i < rank; i++) singular[i] = Math.sqrt(values[rank - 1 - i]!);
  return finish(combineRows(kernel, dual), design.means, { rank, singular });
}

/** K ← K + 2 tr(K) u uᵀ, u = √w / ‖√w‖. */
function lift(K: Float64Array, n: number, weight: Float64Array | undefined): void {
  const root = Float64Array.from({ length: n }, (_, i) => (weight === undefined ? 1 : Math.sqrt(weight[i]!)));
  let trace = 0;
  for (let i = 0; i < n; i++) trace += K[i * n + i]!;
  const scale = (2 * trace) / dot(root, root);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) K[i * n + j]! += scale * root[i]! * root[j]!;
}

/** A problem with the same solutions and at most nFeatures rows. */
export interface ReducedDesign {
  /** shape (rows, nFeatures), row-major. */
  readonly A: Float64Array;
  /** shape (rows). */
  readonly b: Float64Array;
  readonly rows: number;
  readonly means: Means;
  /** What no coefficients can explain, beside the rows: ±‖y − X coef‖ at the best. */
  readonly residual: number;
}

/**
 * Reduces the centred and weighted rows of [X, y] to their triangular factor, a block of rows at a time; where there are no more
 * rows than features, leaves them as they are.
 *
 * @see Demmel, Grigori, Hoemmen & Langou (2012), Communication-optimal parallel and sequential QR, SIAM J. Sci. Comput. 34(1).
 */
export function reducedDesign(
  where: string,
  { X, nSamples, nFeatures: d, y, weight, fitIntercept }: LeastSquaresProblem,
  signal?: CancelSignal,
): ReducedDesign {
  if (nSamples <= d) {
    const design = centredDesign(where, X, y, weight, fitIntercept, true);
    requireFinite(where, design.X);
    return { A: design.X, b: design.y, rows: nSamples, means: design.means, residual: 0 };
  }
  const means = fitIntercept ? weightedMeans(where, X, y, weight) : { x: new Float64Array(d), y: 0 };
  const p = d + 1;
  const blockRows = Math.max(1024, 4 * p);
  let R = new Float64Array(0);
  for (let begin = 0; begin < nSamples; begin += blockRows) {
    signal?.throwIfAborted();
    const count = Math.min(blockRows, nSamples - begin);
    const above = R.length / p;
    const stacked = new Float64Array((above + count) * p);
    stacked.set(R);
    for (let i = begin, to = R.length; i < begin + count; i++) {
      const root = weight === undefined ? 1 : Math.sqrt(weight[i]!);
      for (let j = 0; j < d; j++) stacked[to++] = (X[i * d + j]! - means.x[j]!) * root;
      stacked[to++] = (y[i]! - means.y) * root;
    }
    R = Float64Array.from(householderQr(stacked, above + count, p).R);
  }
  requireFinite(where, R);
  const A = new Float64Array(d * d);
  const b = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    A.set(R.subarray(i * p, i * p + d), i * d);
    b[i] = R[i * p + d]!;
  }
  return { A, b, rows: d, means, residual: R[d * p + d]! };
}
