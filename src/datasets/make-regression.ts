import {
  flag,
  integer,
  nullByDefault,
  type ParamSpecs,
  randomStateSpec,
  real,
  resolveParams,
} from "../base/params.js";
import { fusedMultiplyAdd } from "../core/fused-multiply-add.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import type { TargetedSamples } from "./make-friedman1.js";
import { lowRankMatrix } from "./make-low-rank-matrix.js";
import { reordered, shuffledOrder } from "./shuffle-samples.js";

/** Options of {@link makeRegression}. */
export interface MakeRegressionOptions {
  /** Number of samples; an integer >= 1. Default 100. */
  readonly nSamples: number;
  /** Number of features; an integer >= 1. Default 100. */
  readonly nFeatures: number;
  /** Number of features with a coefficient; an integer >= 0. Default 10. */
  readonly nInformative: number;
  /** Number of targets of each sample; an integer >= 1. Default 1. */
  readonly nTargets: number;
  /** Added to every target. Default 0. */
  readonly bias: number;
  /** About how many singular values explain most of X; an integer >= 1. Default null: features are independent. */
  readonly effectiveRank: number | null;
  /** Weight of the tail of singular values, if effectiveRank is given; in [0, 1]. Default 0.5. */
  readonly tailStrength: number;
  /** Standard deviation of normal noise on the target; >= 0. Default 0. */
  readonly noise: number;
  /** Whether samples and features are shuffled; else the informative features come first. Default true. */
  readonly shuffle: boolean;
  /** Whether the coefficients are told too. Default false. */
  readonly coef: boolean;
  /** Seed. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

/** Domain, default and help of {@link MakeRegressionOptions}. */
export const makeRegressionSpecs: ParamSpecs<MakeRegressionOptions> = {
  nSamples: integer({ default: 100, min: 1, help: "Number of samples." }),
  nFeatures: integer({ default: 100, min: 1, help: "Number of features." }),
  nInformative: integer({ default: 10, min: 0, help: "Number of features with a coefficient." }),
  nTargets: integer({ default: 1, min: 1, help: "Number of targets of each sample." }),
  bias: real({ default: 0, help: "Added to every target." }),
  effectiveRank: nullByDefault(
    integer({ default: 1, min: 1, help: "How many singular values explain most of X." }),
    "independent features",
  ),
  tailStrength: real({ default: 0.5, min: 0, max: 1, help: "Weight of the tail of singular values." }),
  noise: real({ default: 0, min: 0, help: "Standard deviation of normal noise on the target." }),
  shuffle: flag({ default: true, help: "Shuffles samples and features." }),
  coef: flag({ default: false, help: "Tell the coefficients." }),
  randomState: randomStateSpec,
};

/** Samples with one target or several, and the coefficients where they were asked for. */
export interface RegressionSamples {
  /** Shape (nSamples, nFeatures). */
  readonly X: Matrix;
  /** Shape (nSamples), or (nSamples, nTargets) for several targets. */
  readonly y: Float64Array | Matrix;
  /** Shape (nFeatures), or (nFeatures, nTargets); undefined unless asked for. */
  readonly coef?: Float64Array | Matrix;
}

/**
 * A linear regression problem: normal features, a few of which have coefficients uniform in [0, 100). The samples and coefficients of
 * scikit-learn's `make_regression` for the same seed; y agrees to the rounding of a sum, which in NumPy depends on the processor.
 *
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 *
 * @example
 * ```ts
 * const { X, y, coef } = makeRegression({ nSamples: 5, nFeatures: 3, nInformative: 1, coef: true, bias: 2 });
 * const j = coef.findIndex((value) => value !== 0);
 * y[4] === X.get(4, j) * coef[j] + 2; // => true
 * ```
 */
export function makeRegression(
  options?: Partial<Omit<MakeRegressionOptions, "nTargets" | "coef">> & {
    readonly nTargets?: 1;
    readonly coef?: false;
  },
): TargetedSamples;
export function makeRegression(
  options: Partial<Omit<MakeRegressionOptions, "nTargets" | "coef">> & {
    readonly nTargets?: 1;
    readonly coef: true;
  },
): TargetedSamples & { readonly coef: Float64Array };
export function makeRegression(options: Partial<MakeRegressionOptions>): RegressionSamples;
export function makeRegression(options: Partial<MakeRegressionOptions> = {}): RegressionSamples {
  const given = resolveParams("makeRegression", makeRegressionSpecs, options);
  const { nSamples, nFeatures, nTargets, bias, noise, shuffle, effectiveRank } = given;
  const random = new RandomState(given.randomState);
  const nInformative = Math.min(nFeatures, given.nInformative);
  const X =
    effectiveRank === null
      ? new Matrix(random.standardNormal(nSamples * nFeatures), nSamples, nFeatures)
      : lowRankMatrix({ ...given, effectiveRank }, random);
  const truth = new Float64Array(nFeatures * nTargets);
  for (let p = 0; p < nInformative * nTargets; p++) truth[p] = 100 * random.random();
  const target = new Float64Array(nSamples * nTargets);
  for (let i = 0; i < nSamples; i++) {
    for (let t = 0; t < nTargets; t++) {
      let sum = 0;
      for (let j = 0; j < nInformative; j++)
        sum = fusedMultiplyAdd(X.get(i, j), truth[j * nTargets + t]!, sum);
      target[i * nTargets + t] = sum + bias;
    }
  }
  if (noise > 0) for (let p = 0; p < target.length; p++) target[p]! += random.normal(0, noise);
  if (!shuffle)
    return shaped(X, new Matrix(target, nSamples, nTargets), new Matrix(truth, nFeatures, nTargets), given);
  const rowOrder = shuffledOrder(random, nSamples);
  const columnOrder = shuffledOrder(random, nFeatures);
  return shaped(
    reordered(X.data, nFeatures, rowOrder, columnOrder),
    reordered(target, nTargets, rowOrder),
    reordered(truth, nTargets, columnOrder),
    given,
  );
}

/** One target is a vector, several are a matrix. */
function shaped(
  X: Matrix,
  y: Matrix,
  truth: Matrix,
  { nTargets, coef }: MakeRegressionOptions,
): RegressionSamples {
  const plain = (matrix: Matrix): Float64Array | Matrix => (nTargets === 1 ? matrix.data : matrix);
  return coef ? { X, y: plain(y), coef: plain(truth) } : { X, y: plain(y) };
}
