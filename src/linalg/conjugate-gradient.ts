import type { LinearMap } from "./objective.js";
import { axpy, dot, norm2 } from "./vector.js";

/** Result of {@link conjugateGradient}. */
export interface ConjugateGradientResult {
  readonly x: Float64Array;
  readonly nIter: number;
  /** Whether ‖b − A x‖ fell below rtol ‖b‖. */
  readonly converged: boolean;
}

/**
 * Solves A x = b for symmetric positive definite A by conjugate gradients, from x = 0.
 *
 * @param multiply x ↦ A x.
 * @param b shape (n); not changed.
 * @param rtol ends when ‖b − A x‖₂ < rtol ‖b‖₂.
 * @param maxIter most iterations; default 10 n.
 * @see Hestenes & Stiefel (1952), Methods of conjugate gradients for solving linear systems, J. Res. NBS 49.
 *
 * @example
 * ```ts
 * const diagonal = ([a, b]: Float64Array) => Float64Array.of(2 * a, 4 * b);
 * const { x } = await conjugateGradient(diagonal, Float64Array.of(2, 8), 1e-12);
 * Array.from(x); // => [1, 2]
 * ```
 */
export async function conjugateGradient(
  multiply: LinearMap,
  b: Float64Array,
  rtol: number,
  maxIter: number = 10 * b.length,
): Promise<ConjugateGradientResult> {
  const x = new Float64Array(b.length);
  const r = b.slice();
  const p = b.slice();
  const threshold = rtol * norm2(b);
  if (norm2(b) === 0) return { x, nIter: 0, converged: true };
  let rho = 0;
  for (let nIter = 0; nIter < maxIter; nIter++) {
    if (norm2(r) < threshold) return { x, nIter, converged: true };
    const rhoBefore = rho;
    rho = dot(r, r);
    if (nIter > 0) for (let i = 0; i < p.length; i++) p[i] = p[i]! * (rho / rhoBefore) + r[i]!;
    const q = await multiply(p);
    const alpha = rho / dot(p, q);
    axpy(alpha, p, x);
    axpy(-alpha, q, r);
  }
  return { x, nIter: maxIter, converged: norm2(r) < threshold };
}
