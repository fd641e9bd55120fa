import type { LabelledSamples } from "../base/sampler.js";
import type { ClassedSamples } from "./classed-samples.js";

import { SelectingSampler, type Selection } from "./selecting-sampler.js";
import { selectUnlinked } from "./tomek-selection.js";
import { type CleaningSamplerParams, cleaningSamplerParamSpecs } from "./under-sampler-params.js";

/** Hyper-parameters of {@link TomekLinks}. */
export interface TomekLinksParams extends CleaningSamplerParams {}

/**
 * Removes rows of Tomek's links: pairs of rows of different classes each of which is the nearest neighbour of the other, so that one of
 * them is noise or both lie at the border of the classes. By default the row of the smallest class stays.
 *
 * Distances are Euclidean, so scale the features first. The result tells `sampleIndices`, ascending.
 *
 * Cost: that of finding the nearest neighbour of every row outside the largest class, and of as many in it.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Tomek (1976), Two modifications of CNN, doi:10.1109/TSMC.1976.4309452.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [4], [4.5], [9]];
 * const y = ["often", "often", "often", "rare", "rare"];
 * (await new TomekLinks().fitResample(X, y)).sampleIndices; // => Int32Array.of(0, 1, 3, 4)
 * ```
 */
export class TomekLinks extends SelectingSampler<TomekLinksParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "TomekLinks";

  constructor(params: Partial<TomekLinksParams> = {}) {
    super(TomekLinks.typeName, cleaningSamplerParamSpecs, params, "clean-sampling");
  }

  /** @internal */
  static fromState(state: TomekLinksParams): TomekLinks {
    return new TomekLinks(state);
  }

  /** @internal */
  protected async select(samples: ClassedSamples, { targets }: LabelledSamples): Promise<Selection<object>> {
    return { index: await selectUnlinked(samples, targets), told: {} };
  }
}
