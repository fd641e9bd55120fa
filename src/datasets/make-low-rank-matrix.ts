import { integer, type ParamSpecs, randomStateSpec, real, resolveParams } from "../base/params.js";
import { exp } from "../core/exp.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { householderQr } from "../linalg/householder-qr.js";

/** Options of {@link makeLowRankMatrix}. */
export interface MakeLowRankMatrixOptions {
  /** Number of rows; an integer >= 1. Default 100. */
  readonly nSamples: number;
  /** Number of columns; an integer >= 1. Default 100. */
  readonly nFeatures: number;
  /** About how many singular values explain most of the matrix; an integer >= 1. Default 10. */
  readonly effectiveRank: number;
  /** Weight of the slowly falling tail of singular values; in [0, 1]. Default 0.5. */
  readonly tailStrength: number;
  /** Seed. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

/** Domain, default and help of {@link MakeLowRankMatrixOptions}. */
export const makeLowRankMatrixSpecs: ParamSpecs<MakeLowRankMatrixOptions> = {
  nSamples: integer({ default: 100, min: 1, help: "Number of rows." }),
  nFeatures: integer({ default: 100, min: 1, help: "Number of columns." }),
  effectiveRank: integer({ default: 10, min: 1, help: "How many singular values explain most." }),
  tailStrength: real({ default: 0.5, min: 0, max: 1, help: "Weight of the tail of singular values." }),
  randomState: randomStateSpec,
};

/**
 * A matrix with singular values that fall like a bell and then slowly: U S Vᵀ with random orthonormal U and V. Agrees with scikit-learn's
 * `make_low_rank_matrix` for the same seed to the rounding of a QR factorisation.
 *
 * Cost: O(nSamples × nFeatures × min(nSamples, nFeatures)).
 *
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const X = makeLowRankMatrix({ nSamples: 6, nFeatures: 4, effectiveRank: 2 });
 * [X.rows, X.columns]; // => [6, 4]
 * ```
 */
export function makeLowRankMatrix(options: Partial<MakeLowRankMatrixOptions> = {}): Matrix {
  const given = resolveParams("makeLowRankMatrix", makeLowRankMatrixSpecs, options);
  return lowRankMatrix(given, new RandomState(given.randomState));
}

/** {@link makeLowRankMatrix} with a generator that goes on. */
export function lowRankMatrix(
  { nSamples, nFeatures, effectiveRank, tailStrength }: Omit<MakeLowRankMatrixOptions, "randomState">,
  random: RandomState,
): Matrix {
  const rank = Math.min(nSamples, nFeatures);
  const U = orthonormal(random, nSamples, rank);
  const V = orthonormal(random, nFeatures, rank);
  const singular = Float64Array.from({ length: rank }, (_, k) => {
    const x = k / effectiveRank;
    return (1 - tailStrength) * exp(-1 * (x * x)) + tailStrength * exp((-0.1 * k) / effectiveRank);
  });
  const out = new Float64Array(nSamples * nFeatures);
  for (let i = 0; i < nSamples; i++) {
    for (let j = 0; j < nFeatures; j++) {
      let sum = 0;
      for (let k = 0; k < rank; k++) sum += U[k]![i]! * singular[k]! * V[k]![j]!;
      out[i * nFeatures + j] = sum;
    }
  }
  return new Matrix(out, nSamples, nFeatures);
}

/** Orthonormal columns, each of length `rows`, of a normal random matrix. */
function orthonormal(random: RandomState, rows: number, columns: number): Float64Array[] {
  const factors = householderQr(random.standardNormal(rows * columns), rows, columns);
  return Array.from({ length: columns }, (_, k) => {
    const unit = new Float64Array(rows);
    // LAPACK does not reflect a last row of one element, whose sign we turn.
    unit[k] = k === rows - 1 ? -1 : 1;
    factors.apply(unit);
    return unit;
  });
}
