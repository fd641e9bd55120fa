import { integer, type ParamSpecs, randomStateSpec, real, resolveParams } from "../base/params.js";
import { Matrix } from "../core/matrix.js";
import { RandomState } from "../core/random-state.js";
import { sin } from "../core/sin-cos.js";

/** Options of {@link makeFriedman1}. */
export interface MakeFriedman1Options {
  /** Number of samples; an integer >= 1. Default 100. */
  readonly nSamples: number;
  /** Number of features, of which five matter; an integer >= 5. Default 10. */
  readonly nFeatures: number;
  /** Standard deviation of normal noise on y; >= 0. Default 0. */
  readonly noise: number;
  /** Seed. Default 0; null: fresh entropy. */
  readonly randomState: number | null;
}

/** Domain, default and help of {@link MakeFriedman1Options}. */
export const makeFriedman1Specs: ParamSpecs<MakeFriedman1Options> = {
  nSamples: integer({ default: 100, min: 1, help: "Number of samples." }),
  nFeatures: integer({ default: 10, min: 5, help: "Number of features, of which five matter." }),
  noise: real({ default: 0, min: 0, help: "Standard deviation of normal noise on y." }),
  randomState: randomStateSpec,
};

/** Samples and a target of numbers. */
export interface TargetedSamples {
  /** Shape (nSamples, nFeatures). */
  readonly X: Matrix;
  /** Target of each sample, shape (nSamples). */
  readonly y: Float64Array;
}

/**
 * Friedman's first regression problem, y = 10 sin(π x₀ x₁) + 20 (x₂ − ½)² + 10 x₃ + 5 x₄ + noise, with features uniform in [0, 1):
 * the samples of scikit-learn's `make_friedman1` for the same seed. The sine is correctly rounded; the library that NumPy
 * calls differs in the last bit now and then.
 *
 * @throws {InvalidParameterError} if an option is unknown or outside its domain.
 * @see Friedman (1991), Multivariate adaptive regression splines, doi:10.1214/aos/1176347963.
 *
 * @example
 * ```ts
 * const { X, y } = makeFriedman1({ nSamples: 2, randomState: 42 });
 * [X.rows, X.columns, y.length]; // => [2, 10, 2]
 * X.get(0, 0); // => 0.3745401188473625
 * ```
 */
export function makeFriedman1(options: Partial<MakeFriedman1Options> = {}): TargetedSamples {
  const { nSamples, nFeatures, noise, randomState } = resolveParams(
    "makeFriedman1",
    makeFriedman1Specs,
    options,
  );
  const random = new RandomState(randomState);
  const X = new Matrix(random.random(nSamples * nFeatures), nSamples, nFeatures);
  const y = Float64Array.from({ length: nSamples }, (_, i) => {
    const [a, b, c, d, e] = X.row(i) as unknown as [number, number, number, number, number];
    const wave = 10 * sin(Math.PI * a * b);
    return wave + 20 * ((c - 0.5) * (c - 0.5)) + 10 * d + 5 * e + noise * random.standardNormal();
  });
  return { X, y };
}
