import type { LabelledSamples } from "../base/sampler.js";
import { RandomState } from "../core/random-state.js";
import type { ClassedSamples } from "./classed-samples.js";

import { condense } from "./condensing.js";
import { type CondensingParams, condensingParamSpecs } from "./condensing-params.js";
import { SelectingSampler, type Selection } from "./selecting-sampler.js";

/** Hyper-parameters of {@link CondensedNearestNeighbour}. */
export interface CondensedNearestNeighbourParams extends CondensingParams {}

/**
 * Keeps of each larger class the rows that are needed to classify the others by their nearest neighbours: a random one, and then, in the
 * order of the rows, each that the kept ones and the smallest class classify wrongly.
 *
 * Distances are Euclidean, so scale the features first. The result tells `sampleIndices`: class by class, those of a condensed class in
 * the order in which they came; a row that repeats another one of the smallest class may be kept twice, as in imbalanced-learn.
 *
 * Cost: a search of the nearest row of the smallest class for every row, and at the most a distance to every row kept.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Hart (1968), The condensed nearest neighbor rule, doi:10.1109/TIT.1968.1054155.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [6], [10], [11]];
 * const y = ["often", "often", "often", "often", "rare", "often", "often"];
 * (await new CondensedNearestNeighbour().fitResample(X, y)).sampleIndices; // => Int32Array.of(5, 0, 3, 4)
 * ```
 */
export class CondensedNearestNeighbour extends SelectingSampler<CondensedNearestNeighbourParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "CondensedNearestNeighbour";

  constructor(params: Partial<CondensedNearestNeighbourParams> = {}) {
    super(CondensedNearestNeighbour.typeName, condensingParamSpecs, params, "clean-sampling");
  }

  /** @internal */
  static fromState(state: CondensedNearestNeighbourParams): CondensedNearestNeighbour {
    return new CondensedNearestNeighbour(state);
  }

  /** @internal */
  protected async select(samples: ClassedSamples, { targets }: LabelledSamples): Promise<Selection<object>> {
    const random = new RandomState(this.params.randomState);
    return { index: await condense(samples, targets, this.params, random), told: {} };
  }
}
