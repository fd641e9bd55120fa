import type { LinearMap } from "./objective.js";
import { norm2 } from "./vector.js";

/** Settings of {@link lsqr}. */
export interface LsqrOptions {
  /** √α of the penalty α ‖x‖². Default 0. */
  readonly damp?: number;
  /** Relative error assumed in A. Default 1e-6. */
  readonly atol?: number;
  /** Relative error assumed in b. Default 1e-6. */
  readonly btol?: number;
  /** Most iterations; default 2 n. */
  readonly maxIter?: number;
}

/** Result of {@link lsqr}. */
export interface LsqrResult {
  readonly x: Float64Array;
  readonly nIter: number;
  /** Whether one of the tolerances was met. */
  readonly converged: boolean;
}

/**
 * Solves min ‖A x − b‖² + damp² ‖x‖² by LSQR: Golub–Kahan bidiagonalisation and a sequence of plane rotations.
 *
 * @param multiply x ↦ A x.
 * @param multiplyTransposed u ↦ Aᵀ u.
 * @param n number of columns of A.
 * @see Paige & Saunders (1982), LSQR: an algorithm for sparse linear equations and sparse least squares, ACM TOMS 8(1).
 *
 * @example
 * ```ts
 * const twice = (x: Float64Array) => x.map((value) => 2 * value); // A = 2 I
 * const { x } = await lsqr(twice, twice, Float64Array.of(2, 4), 2);
 * Array.from(x); // => [1, 2]
 * ```
 */
export async function lsqr(
  multiply: LinearMap,
  multiplyTransposed: LinearMap,
  b: Float64Array,
  n: number,
  options: LsqrOptions = {},
): Promise<LsqrResult> {
  const { damp = 0, atol = 1e-6, btol = 1e-6, maxIter = 2 * n } = options;
  const x = new Float64Array(n);
  const bNorm = norm2(b);
  if (bNorm === 0) return { x, nIter: 0, converged: true };
  let beta = bNorm;
  let u: Float64Array = scaled(b, 1 / beta);
  let v: Float64Array = (await multiplyTransposed(u)).slice();
  let alpha = norm2(v);
  if (alpha * beta === 0) return { x, nIter: 0, converged: true };
  v = scaled(v, 1 / alpha);
  const w = v.slice();
  const test = new LsqrTest(alpha, beta, damp, atol, btol);

  for (let nIter = 1; nIter <= maxIter; nIter++) {
    const Av = await multiply(v);
    u = Av.map((value, i) => value - alpha * u[i]!);
    beta = norm2(u);
    const alphaBefore = alpha;
    if (beta > 0) {
      u = scaled(u, 1 / beta);
      const before = v;
      const betaNow = beta;
      v = (await multiplyTransposed(u)).map((value, i) => value - betaNow * before[i]!);
      alpha = norm2(v);
      if (alpha > 0) v = scaled(v, 1 / alpha);
    }
    const { along, back, rho } = test.rotate(alphaBefore, alpha, beta, bNorm);
    let square = 0;
    for (let i = 0; i < n; i++) {
      square += (w[i]! / rho) ** 2;
      x[i]! += along * w[i]!;
      w[i] = v[i]! + back * w[i]!;
    }
    if (test.ended(alpha, bNorm, square)) return { x, nIter, converged: true };
  }
  return { x, nIter: maxIter, converged: false };
}

function scaled(x: Float64Array, factor: number): Float64Array {
  return x.map((value) => value * factor);
}

/** Rotations of the bidiagonal system, and the estimates that decide when to end. */
class LsqrTest {
  private readonly damp: number;
  private readonly atol: number;
  private readonly btol: number;
  private rhoBar: number;
  private phiBar: number;
  private aNorm = 0;
  private dNorm2 = 0;
  private penalty = 0;
  private xNorm2 = 0;
  private xNorm = 0;
  private z = 0;
  private c2 = -1;
  private s2 = 0;
  private tau = 0;

  constructor(alpha: number, beta: number, damp: number, atol: number, btol: number) {
    this.rhoBar = alpha;
    this.phiBar = beta;
    this.damp = damp;
    this.atol = atol;
    this.btol = btol;
  }

  rotate(
    alphaBefore: number,
    alpha: number,
    beta: number,
    bNorm: number,
  ): { readonly along: number; readonly back: number; readonly rho: number } {
    const damp2 = this.damp * this.damp;
    if (beta > 0 && bNorm > 0) this.aNorm = Math.sqrt(this.aNorm ** 2 + alphaBefore ** 2 + beta ** 2 + damp2);
    let rhoBar = this.rhoBar;
    if (this.damp > 0) {
      rhoBar = Math.sqrt(this.rhoBar ** 2 + damp2);
      this.penalty += ((this.damp / rhoBar) * this.phiBar) ** 2;
      this.phiBar *= this.rhoBar / rhoBar;
    }
    const rho = Math.sqrt(rhoBar * rhoBar + beta * beta);
    const c = rhoBar / rho;
    const s = beta / rho;
    const theta = s * alpha;
    this.rhoBar = -c * alpha;
    const phi = c * this.phiBar;
    this.phiBar = s * this.phiBar;
    this.tau = s * phi;

    const delta = this.s2 * rho;
    const gammaBar = -this.c2 * rho;
    const rhs = phi - delta * this.z;
    this.xNorm = Math.sqrt(this.xNorm2 + (rhs / gammaBar) ** 2);
    const gamma = Math.sqrt(gammaBar ** 2 + theta ** 2);
    this.c2 = gammaBar / gamma;
    this.s2 = theta / gamma;
    this.z = rhs / gamma;
    this.xNorm2 += this.z ** 2;
    return { along: phi / rho, back: -theta / rho, rho };
  }

  ended(alpha: number, bNorm: number, square: number): boolean {
    this.dNorm2 += square;
    const residual = Math.sqrt(this.phiBar ** 2 + this.penalty);
    const condition = this.aNorm * Math.sqrt(this.dNorm2);
    const eps = 2 ** -52;
    const test1 = residual / bNorm;
    const test2 = (alpha * Math.abs(this.tau)) / (this.aNorm * residual + eps);
    const test3 = 1 / (condition + eps);
    const relative = (this.aNorm * this.xNorm) / bNorm;
    return (
      1 + test3 <= 1 ||
      1 + test2 <= 1 ||
      1 + test1 / (1 + relative) <= 1 ||
      test3 <= 1e-8 ||
      test2 <= this.atol ||
      test1 <= this.btol + this.atol * relative
    );
  }
}
