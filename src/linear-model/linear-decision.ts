import type { Matrix } from "../core/matrix.js";
import { loadRuntime } from "../parallel/index.js";
import { addPadding, removePadding } from "./class-padding.js";
import { forEachChunk, planRows } from "./row-stream.js";

/**
 * X w + b for every row, on all lanes.
 *
 * @param X shape (nSamples, nFeatures).
 * @param coef w, shape (nFeatures).
 * @returns shape (nSamples).
 */
export async function linearDecision(
  X: Matrix,
  coef: Float64Array,
  intercept: number,
): Promise<Float64Array> {
  const runtime = await loadRuntime();
  const plan = planRows(X.columns);
  const out = new Float64Array(X.rows);
  await runtime.arena.scope(async (scope) => {
    const w = scope.copyF64(coef);
    const z = scope.f64(Math.min(X.rows, plan.chunkRows));
    await forEachChunk(scope, X.data, X.rows, X.columns, plan, async ({ begin, count, pointer }) => {
      const args = [pointer, X.columns, w.pointer, intercept, z.pointer];
      await runtime.runBlocks("gemvBlock", { total: count, blockSize: plan.blockRows, args });
      out.set(z.view().subarray(0, count), begin);
    });
  });
  return out;
}

/** What {@link multinomialDecision} answers. */
export type ScoreKind = "scores" | "probabilities";

/**
 * X Wᵀ + b for every row and class, or the softmax of it, on all lanes.
 *
 * @param X shape (nSamples, nFeatures).
 * @param coef W, shape (nClasses, nFeatures).
 * @param intercept b, shape (nClasses).
 * @returns shape (nSamples, nClasses), row-major.
 */
export async function multinomialDecision(
  X: Matrix,
  coef: Matrix,
  intercept: Float64Array,
  kind: ScoreKind,
): Promise<Float64Array> {
  const runtime = await loadRuntime();
  const d = X.columns;
  const k = coef.rows;
  const q = 4 * Math.ceil(k / 4);
  const plan = planRows(d + q);
  const out = new Float64Array(X.rows * k);
  await runtime.arena.scope(async (scope) => {
    const W = scope.copyF64(addPadding(coef, intercept));
    const Z = scope.f64(Math.min(X.rows, plan.chunkRows) * q);
    await forEachChunk(scope, X.data, X.rows, d, plan, async ({ begin, count, pointer }) => {
      const work = { total: count, blockSize: plan.blockRows };
      await runtime.runBlocks("scoresBlock", { ...work, args: [pointer, d, W.pointer, q, Z.pointer] });
      if (kind === "probabilities")
        await runtime.runBlocks("softmaxBlock", { ...work, args: [Z.pointer, q] });
      removePadding(Z.view(), count, k, q, out, begin * k);
    });
  });
  return out;
}
