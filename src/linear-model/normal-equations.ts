import { transposed } from "../linalg/householder-qr.js";
import { dot } from "../linalg/vector.js";
import type { CancelSignal, Runtime } from "../parallel/index.js";
import { type Means, requireFinite } from "./centring.js";
import { addSlots, forEachChunk, planRows } from "./row-stream.js";

/** Normal equations of a weighted least-squares problem, centred where an intercept is fitted. */
export interface NormalEquations {
  /** Xᵀ W X about the means, shape (nFeatures, nFeatures), symmetric. */
  readonly gram: Float64Array;
  /** Xᵀ W y about the means, shape (nFeatures). */
  readonly xy: Float64Array;
  /** yᵀ W y about the mean. */
  readonly yy: number;
  readonly means: Means;
}

/** A weighted least-squares problem. */
export interface LeastSquaresProblem {
  /** shape (nSamples, nFeatures), row-major. */
  readonly X: Float64Array;
  readonly nSamples: number;
  readonly nFeatures: number;
  /** shape (nSamples). */
  readonly y: Float64Array;
  /** shape (nSamples). */
  readonly weight: Float64Array | undefined;
  readonly fitIntercept: boolean;
}

/**
 * Normal equations in one pass over the rows, on all lanes.
 *
 * Sums are taken about a shift near the means (the mean of some rows), then moved to the means exactly: uncentred sums would
 * cancel. Cost: nSamples nFeatures² flops; memory: 8 MB of rows at a time.
 *
 * @throws {InvalidInputError} if a sum overflows.
 * @see Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance, Am. Stat. 37(3).
 */
export async function normalEquations(
  where: string,
  runtime: Runtime,
  problem: LeastSquaresProblem,
  signal?: CancelSignal,
): Promise<NormalEquations> {
  const { X, nSamples, nFeatures: d, y, weight, fitIntercept } = problem;
  const shift = fitIntercept ? roughMeans(problem) : new Float64Array(d + 1);
  const q = 4 * Math.ceil((d + 2) / 4);
  const total = new Float64Array(q * q);
  const plan = planRows(d, Math.min(2 * q, 512), 8 * q * q);
  await runtime.arena.scope(async (scope) => {
    const shiftBlock = scope.copyF64(shift);
    const yBlock = scope.f64(Math.min(nSamples, plan.chunkRows));
    const weightBlock = weight && scope.f64(yBlock.length);
    const slots = scope.f64(Math.ceil(yBlock.length / plan.blockRows) * q * q);
    const visit = async ({ begin, count, pointer }: { begin: number; count: number; pointer: number }) => {
      yBlock.view().set(y.subarray(begin, begin + count));
      if (weightBlock !== undefined) weightBlock.view().set(weight!.subarray(begin, begin + count));
      await runtime.runBlocks("gramBlock", {
        total: count,
        blockSize: plan.blockRows,
        args: [pointer, d, yBlock.pointer, weightBlock?.pointer ?? 0, shiftBlock.pointer, slots.pointer],
        scratchBytes: 64 * q * 8,
        signal,
      });
      addSlots(slots.view(), Math.ceil(count / plan.blockRows), total);
    };
    await forEachChunk(scope, X, nSamples, d, plan, visit, signal);
  });
  requireFinite(where, total);
  return moveToMeans(total, q, d, shift, fitIntercept);
}

/** Means of at most 256 rows, evenly spread: near enough to the means for nothing to cancel. */
function roughMeans({ X, nSamples, nFeatures: d, y }: LeastSquaresProblem): Float64Array {
  const means = new Float64Array(d + 1);
  const count = Math.min(nSamples, 256);
  for (let k = 0; k < count; k++) {
    const i = Math.floor((k * nSamples) / count);
    for (let j = 0; j < d; j++) means[j]! += X[i * d + j]! / count;
    means[d]! += y[i]! / count;
  }
  return means;
}

/** Σ w (x − m)(x − m)ᵀ = Σ w (x − s)(x − s)ᵀ − W δ δᵀ with δ = m − s. */
function moveToMeans(
  total: Float64Array,
  q: number,
  d: number,
  shift: Float64Array,
  fitIntercept: boolean,
): NormalEquations {
  const ones = d + 1;
  const weight = total[ones * q + ones]!;
  const delta = new Float64Array(d + 1);
  if (fitIntercept) for (let j = 0; j <= d; j++) delta[j] = total[j * q + ones]! / weight;
  const gram = new Float64Array(d * d);
  const xy = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    for (let j = i; j < d; j++) {
      const value = total[i * q + j]! - weight * delta[i]! * delta[j]!;
      gram[i * d + j] = value;
      gram[j * d + i] = value;
    }
    xy[i] = total[i * q + d]! - weight * delta[i]! * delta[d]!;
  }
  const means = { x: shift.slice(0, d).map((s, j) => s + delta[j]!), y: shift[d]! + delta[d]! };
  const yy = total[d * q + d]! - weight * delta[d]! * delta[d]!;
  return { gram, xy, yy, means };
}

/** X Xᵀ and Xᵀ of a design with more features than samples. */
export interface KernelMatrix {
  /** X Xᵀ, shape (nSamples, nSamples), symmetric. */
  readonly K: Float64Array;
  /** Xᵀ, shape (nFeatures, nSamples), row-major. */
  readonly Xt: Float64Array;
}

/** X Xᵀ by the kernel that makes XᵀX, on all lanes. */
export async function kernelMatrix(
  where: string,
  runtime: Runtime,
  X: Float64Array,
  nSamples: number,
  nFeatures: number,
  signal?: CancelSignal,
): Promise<KernelMatrix> {
  const Xt = transposed(X, nSamples, nFeatures);
  const columns: LeastSquaresProblem = {
    X: Xt,
    nSamples: nFeatures,
    nFeatures: nSamples,
    y: new Float64Array(nFeatures),
    weight: undefined,
    fitIntercept: false,
  };
  const { gram } = await normalEquations(where, runtime, columns, signal);
  return { K: gram, Xt };
}

/** Xᵀ a from Xᵀ. */
export function combineRows({ Xt }: KernelMatrix, a: Float64Array): Float64Array {
  const n = a.length;
  return Float64Array.from({ length: Xt.length / n }, (_, j) => dot(Xt.subarray(j * n, (j + 1) * n), a));
}

/**
 * Xᵀ W r about the means, r = y − X coef − intercept: what is left of the normal equations at a trial solution.
 *
 * One more pass over the rows. Solving for it corrects the solution, since r has not lost the digits that XᵀX has.
 *
 * @see Björck (1987), Stability analysis of the method of seminormal equations, Linear Algebra Appl. 88/89.
 */
export async function residualGradient(
  runtime: Runtime,
  problem: LeastSquaresProblem,
  means: Means,
  coef: Float64Array,
  intercept: number,
  signal?: CancelSignal,
): Promise<Float64Array> {
  const { X, nSamples, nFeatures: d, y, weight } = problem;
  const plan = planRows(d);
  const total = new Float64Array(d + 1);
  await runtime.arena.scope(async (scope) => {
    const coefBlock = scope.copyF64(coef);
    const meanBlock = scope.copyF64(means.x);
    const yBlock = scope.f64(Math.min(nSamples, plan.chunkRows));
    const weightBlock = weight && scope.f64(yBlock.length);
    const slots = scope.f64(Math.ceil(yBlock.length / plan.blockRows) * (d + 1));
    const visit = async ({ begin, count, pointer }: { begin: number; count: number; pointer: number }) => {
      yBlock.view().set(y.subarray(begin, begin + count));
      if (weightBlock !== undefined) weightBlock.view().set(weight!.subarray(begin, begin + count));
      const weights = weightBlock?.pointer ?? 0;
      await runtime.runBlocks("residualGradientBlock", {
        total: count,
        blockSize: plan.blockRows,
        args: [
          pointer,
          d,
          yBlock.pointer,
          weights,
          coefBlock.pointer,
          intercept,
          meanBlock.pointer,
          slots.pointer,
        ],
        signal,
      });
      addSlots(slots.view(), Math.ceil(count / plan.blockRows), total);
    };
    await forEachChunk(scope, X, nSamples, d, plan, visit, signal);
  });
  return total.subarray(0, d);
}
