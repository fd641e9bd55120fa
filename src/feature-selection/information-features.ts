import type { MatrixLike } from "../base/estimator.js";
import { encodeDistinct } from "../base/labels.js";
import { custom, integer, type ParamSpecs, randomStateSpec, resolveParams } from "../base/params.js";
import { CsrMatrix } from "../core/csr-matrix.js";
import { InvalidInputError, InvalidParameterError } from "../core/errors.js";
import type { Matrix } from "../core/matrix.js";
import { pairwiseSum } from "../core/pairwise-sum.js";
import { RandomState } from "../core/random-state.js";
import { toDenseOrSparse } from "./score-samples.js";

/** Options of {@link mutualInfoClassif} and {@link mutualInfoRegression}. */
export interface MutualInfoOptions {
  /**
   * Which features are discrete: `"auto"` (none of a dense X, all of a sparse one), true, false, one boolean for each feature, or the
   * positions of the discrete ones. Default `"auto"`.
   */
  readonly discreteFeatures: "auto" | boolean | readonly boolean[] | readonly number[];
  /** Neighbours that the estimate for continuous features asks; an integer >= 1. Default 3. More lower its variance and may add bias. */
  readonly nNeighbors: number;
  /** Seed of the noise, of relative size 1e-10, that separates equal values of continuous variables; null for fresh entropy. Default 0. */
  readonly randomState: number | null;
}

const OPTION_SPECS: ParamSpecs<MutualInfoOptions> = {
  discreteFeatures: custom<MutualInfoOptions["discreteFeatures"]>({
    default: "auto",
    domain: '"auto", true, false, an array of booleans or an array of integers >= 0',
    help: "Which features are discrete.",
    outside: ["all", 1, null, [1.5], [-1], [true, 1]],
    accepts: (value) =>
      value === "auto" ||
      typeof value === "boolean" ||
      (Array.isArray(value) &&
        (value.every((item) => typeof item === "boolean") ||
          value.every((item) => Number.isSafeInteger(item) && item >= 0))),
  }),
  nNeighbors: integer({ default: 3, min: 1, help: "Neighbours that the estimate asks." }),
  randomState: randomStateSpec,
};

/** A feature as the estimators of information take it. */
export type InformationFeature =
  | { readonly discrete: true; readonly codes: Int32Array; readonly nCodes: number }
  | { readonly discrete: false; readonly values: Float64Array };

/** What {@link informationFeatures} makes of X. */
export interface InformationFeatures {
  readonly rows: number;
  readonly nNeighbors: number;
  readonly features: readonly InformationFeature[];
  /** The generator, after the noise of the features was drawn from it. */
  readonly random: RandomState;
}

/**
 * Checks X and the options, numbers the values of discrete features, and scales and disturbs the continuous ones.
 *
 * @throws {InvalidInputError} if X is empty or not finite, or is sparse and has continuous features.
 * @throws {InvalidParameterError} if an option lies outside its domain or does not fit X.
 */
export function informationFeatures(
  where: string,
  X: MatrixLike,
  options: Partial<MutualInfoOptions>,
): InformationFeatures {
  const { discreteFeatures, nNeighbors, randomState } = resolveParams(where, OPTION_SPECS, options);
  const samples = toDenseOrSparse(where, X);
  const isDiscrete = discreteMask(where, samples, discreteFeatures);
  const random = new RandomState(randomState);
  const dense = samples instanceof CsrMatrix ? samples.toMatrix() : samples;
  const columns = isDiscrete.map((_, j) => dense.column(j));
  const continuous = columns.filter((_, j) => !isDiscrete[j]!);
  for (const values of continuous) scale(values);
  disturb(continuous, random);
  const features = columns.map((values, j): InformationFeature => {
    if (!isDiscrete[j]!) return { discrete: false, values };
    const { classes, codes } = encodeDistinct(where, values);
    return { discrete: true, codes, nCodes: classes.length };
  });
  return { rows: samples.rows, nNeighbors, features, random };
}

function discreteMask(
  where: string,
  X: Matrix | CsrMatrix,
  given: MutualInfoOptions["discreteFeatures"],
): boolean[] {
  const sparse = X instanceof CsrMatrix;
  let mask = new Array<boolean>(X.columns).fill(given === "auto" ? sparse : given === true);
  if (Array.isArray(given) && typeof given[0] === "boolean") {
    if (given.length !== X.columns)
      throw new InvalidParameterError(
        where,
        "discreteFeatures",
        `${X.columns} booleans, one a feature`,
        given,
      );
    mask = [...(given as boolean[])];
  } else if (Array.isArray(given)) {
    for (const j of given as number[]) {
      if (j >= X.columns)
        throw new InvalidParameterError(where, "discreteFeatures", `positions below ${X.columns}`, j);
      mask[j] = true;
    }
  }
  if (sparse && mask.includes(false))
    throw new InvalidInputError(where, "X must be dense to have continuous features", X);
  return mask;
}

/** Divides by the standard deviation, in place; a constant stays. */
export function scale(values: Float64Array): void {
  const n = values.length;
  const mean = pairwiseSum(values) / n;
  const deviation = Math.sqrt(pairwiseSum(values.map((value) => (value - mean) * (value - mean))) / n);
  if (deviation < 10 * Number.EPSILON) return;
  for (let i = 0; i < n; i++) values[i]! /= deviation;
}

/**
 * Adds normal noise of 1e-10 times the mean magnitude (or 1, if that is less) to variables, in place; drawn sample by sample.
 *
 * @see Kraskov, Stögbauer & Grassberger (2004), section II.A, for the reason.
 */
export function disturb(variables: readonly Float64Array[], random: RandomState): void {
  if (variables.length === 0) return;
  const n = variables[0]!.length;
  const noise = random.normal(0, 1, n * variables.length);
  for (const [j, values] of variables.entries()) {
    const size = 1e-10 * Math.max(1, pairwiseSum(values.map(Math.abs)) / n);
    for (let i = 0, p = j; i < n; i++, p += variables.length) values[i]! += size * noise[p]!;
  }
}
