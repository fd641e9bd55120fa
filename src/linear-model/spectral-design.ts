import { allFinite } from "../base/input.js";
import { svdSolution } from "../linalg/svd.js";
import { symmetricEigen } from "../linalg/symmetric-eigen.js";
import { dot } from "../linalg/vector.js";
import type { CancelSignal, Runtime } from "../parallel/index.js";
import type { Means } from "./centring.js";
import type { SpectralDesign } from "./evidence.js";
import { type LeastSquaresProblem, normalEquations } from "./normal-equations.js";
import { reducedDesign } from "./ordinary-least-squares.js";

/** Up to this many flops an orthogonal factorisation is as fast as starting the kernels. */
const SMALL_FLOPS = 2 ** 19;
/** Eigenvalues of the Gram matrix below this share of the largest have lost too many digits. */
const SAFE_RATIO = 1e-5;

/** What decouples a problem without its totals: singular values, directions, projections of y. */
export type Spectrum = Pick<SpectralDesign, "s" | "Vt" | "projections" | "unexplained">;

/** {@link Spectrum} with the means that X and y were taken about. */
export interface CentredSpectrum extends Spectrum {
  readonly means: Means;
}

/**
 * Singular values, right singular vectors and projections of y of the centred and weighted design.
 *
 * Many rows and well-conditioned columns: from the Gram matrix. Otherwise from a triangular factor of the rows.
 *
 * @throws {InvalidInputError} if a sum overflows.
 */
export async function spectralDesign(
  where: string,
  runtime: () => Promise<Runtime>,
  problem: LeastSquaresProblem,
  signal?: CancelSignal,
): Promise<CentredSpectrum> {
  const { nSamples, nFeatures: d } = problem;
  if (nSamples > 2 * d && nSamples * d * d > SMALL_FLOPS) {
    const { gram, xy, yy, means } = await normalEquations(where, await runtime(), problem, signal);
    const spectrum = spectrumOfGram(gram, xy, yy);
    if (spectrum !== undefined) return { ...spectrum, means };
  }
  return spectrumOfRows(where, problem, signal);
}

/**
 * The spectrum of a design of which only products are known: X'X = V diag(s²) V'.
 *
 * @param gram XᵀX, shape (d, d).
 * @param xy Xᵀy, shape (d).
 * @param yy yᵀy.
 * @returns undefined where the squares have lost too many digits, or overflowed.
 */
export function spectrumOfGram(gram: Float64Array, xy: Float64Array, yy: number): Spectrum | undefined {
  const d = xy.length;
  if (!allFinite(gram) || !allFinite(xy) || !Number.isFinite(yy)) return undefined;
  const { values, vectors } = symmetricEigen(gram, d, true);
  if (!(values[0]! > SAFE_RATIO * values[d - 1]!)) return undefined;
  const s = new Float64Array(d);
  const Vt = new Float64Array(d * d);
  const projections = new Float64Array(d);
  let unexplained = yy;
  for (let k = 0; k < d; k++) {
    const from = d - 1 - k;
    s[k] = Math.sqrt(values[from]!);
    let sum = 0;
    for (let j = 0; j < d; j++) {
      const v = vectors![j * d + from]!;
      Vt[k * d + j] = v;
      sum += v * xy[j]!;
    }
    projections[k] = sum / s[k]!;
    unexplained -= projections[k]! * projections[k]!;
  }
  return unexplained > SAFE_RATIO * yy ? { s, Vt, projections, unexplained } : undefined;
}

function spectrumOfRows(
  where: string,
  problem: LeastSquaresProblem,
  signal: CancelSignal | undefined,
): CentredSpectrum {
  const { nFeatures: d } = problem;
  const { A, b, rows, means, residual } = reducedDesign(where, problem, signal);
  const { s, Vt, projections } = svdSolution(A, rows, d, b);
  const negligible = s[0]! * Number.EPSILON * Math.max(problem.nSamples, d);
  const best = new Float64Array(d);
  for (let k = 0; k < s.length; k++) {
    if (s[k]! <= negligible) {
      s[k] = 0;
      projections[k] = 0;
      continue;
    }
    for (let j = 0; j < d; j++) best[j]! += (projections[k]! / s[k]!) * Vt[k * d + j]!;
  }
  let unexplained = residual * residual;
  for (let i = 0; i < rows; i++) {
    const left = b[i]! - dot(A.subarray(i * d, (i + 1) * d), best);
    unexplained += left * left;
  }
  return { s, Vt, projections, unexplained, means };
}
