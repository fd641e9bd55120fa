import { integer, type ParamSpecs } from "../base/params.js";
import type { LabelledSamples } from "../base/sampler.js";
import type { ClassedSamples } from "./classed-samples.js";

import { editRepeatedly } from "./editing.js";
import { type EditingParams, editingParamSpecs, targetsOfRest } from "./editing-params.js";
import { SelectingSampler, type Selection } from "./selecting-sampler.js";

/** Hyper-parameters of {@link RepeatedEditedNearestNeighbours}. */
export interface RepeatedEditedNearestNeighboursParams extends EditingParams {
  /** Rounds at the most; an integer >= 1. Default 100. */
  readonly maxIter: number;
}

/** Domain, default and help of {@link RepeatedEditedNearestNeighboursParams}. */
export const repeatedEditedNearestNeighboursParamSpecs: ParamSpecs<RepeatedEditedNearestNeighboursParams> = {
  ...editingParamSpecs,
  maxIter: integer({ default: 100, min: 1, help: "Rounds at the most." }),
};

/** What {@link RepeatedEditedNearestNeighbours} tells beside the rows. */
export interface RepeatedRounds {
  /** Rounds that were run. */
  readonly nIter: number;
}

/**
 * Removes rows whose nearest neighbours are of another class, again and again, until no row is removed, a class falls below the
 * smallest one, or a class is lost.
 *
 * Distances are Euclidean, so scale the features first. The result tells `sampleIndices`, class by class, and `nIter`. Where nothing is
 * removed in the first round, imbalanced-learn's `sample_indices_` do not tell which rows it returns; these do.
 *
 * Cost: in each round that of finding the neighbours of every row of the classes to clean.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Tomek (1976), An experiment with the edited nearest-neighbor rule, doi:10.1109/TSMC.1976.4309523.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [5], [6], [7], [7.5]];
 * const y = ["often", "often", "often", "often", "often", "rare", "rare"];
 * const { sampleIndices, nIter } = await new RepeatedEditedNearestNeighbours({ nNeighbors: 2 }).fitResample(X, y);
 * sampleIndices; // => Int32Array.of(0, 1, 2, 5, 6)
 * nIter; // => 2
 * ```
 */
export class RepeatedEditedNearestNeighbours extends SelectingSampler<
  RepeatedEditedNearestNeighboursParams,
  RepeatedRounds
> {
  /** Name under which the class is registered. */
  static readonly typeName = "RepeatedEditedNearestNeighbours";

  constructor(params: Partial<RepeatedEditedNearestNeighboursParams> = {}) {
    const specs = repeatedEditedNearestNeighboursParamSpecs;
    super(RepeatedEditedNearestNeighbours.typeName, specs, params, "clean-sampling");
  }

  /** @internal */
  static fromState(state: RepeatedEditedNearestNeighboursParams): RepeatedEditedNearestNeighbours {
    return new RepeatedEditedNearestNeighbours(state);
  }

  /** @internal */
  protected async select(
    samples: ClassedSamples,
    labelled: LabelledSamples,
  ): Promise<Selection<RepeatedRounds>> {
    const targets = targetsOfRest(this.params, labelled);
    const { index, nIter } = await editRepeatedly(samples, targets, this.params, this.params.maxIter);
    return { index, told: { nIter } };
  }
}
