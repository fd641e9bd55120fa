import type { LabelledSamples } from "../base/sampler.js";
import type { ClassedSamples } from "./classed-samples.js";

import { edit } from "./editing.js";
import { type EditingParams, editingParamSpecs } from "./editing-params.js";
import { SelectingSampler, type Selection } from "./selecting-sampler.js";

/** Hyper-parameters of {@link EditedNearestNeighbours}. */
export interface EditedNearestNeighboursParams extends EditingParams {}

/**
 * Removes rows whose nearest neighbours are of another class.
 *
 * Distances are Euclidean, so scale the features first. The result tells `sampleIndices`, class by class.
 *
 * Cost: that of finding the neighbours of every row of the classes to clean.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Wilson (1972), Asymptotic properties of nearest neighbor rules using edited data, doi:10.1109/TSMC.1972.4309137.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [6], [7], [7.5]];
 * const y = ["often", "often", "often", "often", "rare", "rare"];
 * (await new EditedNearestNeighbours({ nNeighbors: 1 }).fitResample(X, y)).sampleIndices; // => Int32Array.of(0, 1, 2, 4, 5)
 * ```
 */
export class EditedNearestNeighbours extends SelectingSampler<EditedNearestNeighboursParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "EditedNearestNeighbours";

  constructor(params: Partial<EditedNearestNeighboursParams> = {}) {
    super(EditedNearestNeighbours.typeName, editingParamSpecs, params, "clean-sampling");
  }

  /** @internal */
  static fromState(state: EditedNearestNeighboursParams): EditedNearestNeighbours {
    return new EditedNearestNeighbours(state);
  }

  /** @internal */
  protected async select(samples: ClassedSamples, { targets }: LabelledSamples): Promise<Selection<object>> {
    return { index: await edit(samples, targets, this.params), told: {} };
  }
}
