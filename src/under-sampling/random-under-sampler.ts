import { checkCells } from "../base/check-cells.js";
import type { Label, ResampleOptions } from "../base/estimator.js";
import { flag, type ParamSpecs, randomStateSpec } from "../base/params.js";
import { BaseSampler, type LabelledSamples, type Resampling, type SampleIndices } from "../base/sampler.js";
import { resolveSamplingStrategy } from "../base/sampling-strategy.js";
import { RandomState } from "../core/random-state.js";
import { selectAtRandom } from "./random-selection.js";
import { type UnderSamplerParams, underSamplerParamSpecs } from "./under-sampler-params.js";

/** Hyper-parameters of {@link RandomUnderSampler}. */
export interface RandomUnderSamplerParams extends UnderSamplerParams {
  /** Seed; an integer in [0, 2³²), or null for fresh entropy. Default 0. */
  readonly randomState: number | null;
  /** Whether a row may be drawn twice. Default false. */
  readonly replacement: boolean;
}

/** Domain, default and help of {@link RandomUnderSamplerParams}. */
export const randomUnderSamplerParamSpecs: ParamSpecs<RandomUnderSamplerParams> = {
  ...underSamplerParamSpecs,
  randomState: randomStateSpec,
  replacement: flag({ default: false, help: "Draw rows with replacement." }),
};

/**
 * Keeps rows of the larger classes drawn at random, by default as many of each class as the smallest one has. Rows may hold
 * texts, dates and missing values.
 *
 * The result tells `sampleIndices`: class by class in sorted order, those of a class that is drawn from in the order of the draw.
 * They are imbalanced-learn's for the same seed.
 *
 * Cost: O(n), and one copy of the rows that are kept.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see imbalanced-learn 0.14, `RandomUnderSampler`.
 *
 * @example
 * ```ts
 * const X = Frame.fromColumns({ size: [1, 2, 3, 4], city: ["Oslo", "Rome", "Rome", "Bern"] });
 * const { X: fewer, y, sampleIndices } = await new RandomUnderSampler().fitResample(X, ["a", "a", "a", "b"]);
 * fewer.column("city").toArray(); // => ["Rome", "Bern"]
 * y; // => ["a", "b"]
 * sampleIndices; // => Int32Array.of(2, 3)
 * ```
 */
export class RandomUnderSampler extends BaseSampler<RandomUnderSamplerParams, SampleIndices> {
  /** Name under which the class is registered. */
  static readonly typeName = "RandomUnderSampler";

  constructor(params: Partial<RandomUnderSamplerParams> = {}) {
    super(RandomUnderSampler.typeName, randomUnderSamplerParamSpecs, params, "under-sampling");
  }

  /** @internal */
  static fromState(state: RandomUnderSamplerParams): RandomUnderSampler {
    return new RandomUnderSampler(state);
  }

  /** @internal Numbers of the rows that are left of samples of several classes, all of which occur: their classes alone decide. */
  choose(classes: readonly Label[], codes: Int32Array, counts: Int32Array): Promise<Int32Array> {
    const { samplingStrategy, randomState, replacement } = this.params;
    const labels = (): Label[] => Array.from(codes, (code) => classes[code]!);
    const targets = resolveSamplingStrategy(
      `${this.typeName}.fitResample`,
      this.samplingType,
      samplingStrategy,
      { classes, counts, labels },
    );
    return selectAtRandom(codes, classes.length, targets, replacement, new RandomState(randomState));
  }

  /** @internal */
  protected async resample(
    { where, X, codes, classes, targets }: LabelledSamples,
    options: ResampleOptions,
  ): Promise<Resampling<SampleIndices>> {
    checkCells(where, X);
    const { randomState, replacement } = this.params;
    const random = new RandomState(randomState);
    const index = await selectAtRandom(codes, classes.length, targets, replacement, random);
    options.onProgress?.({ done: 1, total: 1 });
    return { parts: [{ rows: index }], told: { sampleIndices: index } };
  }
}
