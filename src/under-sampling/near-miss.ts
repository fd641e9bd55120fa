import { custom, type ParamSpecs } from "../base/params.js";
import type { LabelledSamples } from "../base/sampler.js";
import type { ClassedSamples } from "./classed-samples.js";

import { selectNearMisses } from "./near-miss-selection.js";
import { SelectingSampler, type Selection } from "./selecting-sampler.js";
import { neighborsSpec, type UnderSamplerParams, underSamplerParamSpecs } from "./under-sampler-params.js";

/** Hyper-parameters of {@link NearMiss}. */
export interface NearMissParams extends UnderSamplerParams {
  /**
   * Which rows of a class are kept: 1, those nearest on average to their `nNeighbors` nearest rows of the smallest class; 2, those
   * nearest to their `nNeighbors` farthest ones; 3, of the `nNeighborsVer3` nearest rows of each row of the smallest class those that
   * are farthest from their `nNeighbors` nearest ones. Default 1.
   */
  readonly version: 1 | 2 | 3;
  /** Rows of the smallest class whose distances are averaged; an integer >= 1. Default 3. */
  readonly nNeighbors: number;
  /** Rows that are short-listed for each row of the smallest class in version 3; an integer >= 1. Default 3. */
  readonly nNeighborsVer3: number;
}

/** Domain, default and help of {@link NearMissParams}. */
export const nearMissParamSpecs: ParamSpecs<NearMissParams> = {
  ...underSamplerParamSpecs,
  version: custom<1 | 2 | 3>({
    default: 1,
    domain: "1, 2 or 3",
    help: "Which rows of a class are kept.",
    outside: [0, 4, 1.5, "1", null],
    accepts: (value) => value === 1 || value === 2 || value === 3,
  }),
  nNeighbors: neighborsSpec(3, "Rows of the smallest class whose distances are averaged."),
  nNeighborsVer3: neighborsSpec(3, "Rows that are short-listed for each row of the smallest class."),
};

/**
 * Keeps those rows of the larger classes that lie near the smallest one (versions 1 and 2), or around it (version 3).
 *
 * Distances are Euclidean, so scale the features first. The result tells `sampleIndices`: class by class, those of a class that is
 * selected from by preference. Version 3 may find fewer rows than are asked, and warns then.
 *
 * Cost: that of finding the nearest rows of the smallest class for every row of the others; in version 2, of measuring them all.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Mani & Zhang (2003), kNN approach to unbalanced data distributions: a case study involving information extraction.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [5], [2], [3], [6], [10]];
 * const y = ["rare", "rare", "rare", "often", "often", "often", "often"];
 * (await new NearMiss({ nNeighbors: 1 }).fitResample(X, y)).sampleIndices; // => Int32Array.of(3, 5, 4, 0, 1, 2)
 * ```
 */
export class NearMiss extends SelectingSampler<NearMissParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "NearMiss";

  constructor(params: Partial<NearMissParams> = {}) {
    super(NearMiss.typeName, nearMissParamSpecs, params, "under-sampling");
  }

  /** @internal */
  static fromState(state: NearMissParams): NearMiss {
    return new NearMiss(state);
  }

  /** @internal */
  protected async select(samples: ClassedSamples, { targets }: LabelledSamples): Promise<Selection<object>> {
    return { index: await selectNearMisses(samples, targets, this.params), told: {} };
  }
}
