import type { ResampleOptions } from "../base/estimator.js";
import {
  BaseSampler,
  type LabelledSamples,
  type Resampling,
  type SampleIndices,
  type SamplerParams,
} from "../base/sampler.js";
import { type ClassedSamples, classedSamples } from "./classed-samples.js";

/** Rows that a sampler selects, and what else it tells. */
export interface Selection<E extends object> {
  readonly index: Int32Array;
  readonly told: E;
}

/** Base of the samplers that select rows by their numbers: a subclass says which. */
export abstract class SelectingSampler<
  P extends SamplerParams,
  E extends object = object,
> extends BaseSampler<P, SampleIndices & E> {
  /** @internal */
  protected async resample(
    samples: LabelledSamples,
    options: ResampleOptions,
  ): Promise<Resampling<SampleIndices & E>> {
    const { index, told } = await this.select(classedSamples(samples, options), samples);
    options.onProgress?.({ done: 1, total: 1 });
    return { parts: [{ rows: index }], told: { sampleIndices: index, ...told } };
  }

  /** @internal Rows to keep, in order. */
  protected abstract select(samples: ClassedSamples, labelled: LabelledSamples): Promise<Selection<E>>;
}
