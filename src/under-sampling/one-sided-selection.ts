import type { LabelledSamples } from "../base/sampler.js";
import { RandomState } from "../core/random-state.js";
import { takeIndices } from "../core/row-indices.js";
import { type ClassedSamples, takeSamples } from "./classed-samples.js";

import { selectMisclassified } from "./condensing.js";
import { type CondensingParams, condensingParamSpecs } from "./condensing-params.js";
import { SelectingSampler, type Selection } from "./selecting-sampler.js";
import { selectUnlinked } from "./tomek-selection.js";

/** Hyper-parameters of {@link OneSidedSelection}. */
export interface OneSidedSelectionParams extends CondensingParams {}

/**
 * Keeps of each larger class a random row and those that it and the smallest class classify wrongly by their nearest neighbours, and
 * removes of these the ones in Tomek's links.
 *
 * Distances are Euclidean, so scale the features first. The result tells `sampleIndices`, class by class.
 *
 * Cost: that of finding the nearest row of the smallest class for every row, and Tomek's links of what is kept.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Kubat & Matwin (1997), Addressing the curse of imbalanced training sets: one-sided selection.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [3], [6], [6.5], [11]];
 * const y = ["often", "often", "often", "often", "rare", "often", "often"];
 * (await new OneSidedSelection().fitResample(X, y)).sampleIndices; // => Int32Array.of(0, 1, 2, 3, 4)
 * ```
 */
export class OneSidedSelection extends SelectingSampler<OneSidedSelectionParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "OneSidedSelection";

  constructor(params: Partial<OneSidedSelectionParams> = {}) {
    super(OneSidedSelection.typeName, condensingParamSpecs, params, "clean-sampling");
  }

  /** @internal */
  static fromState(state: OneSidedSelectionParams): OneSidedSelection {
    return new OneSidedSelection(state);
  }

  /** @internal */
  protected async select(samples: ClassedSamples, { targets }: LabelledSamples): Promise<Selection<object>> {
    const random = new RandomState(this.params.randomState);
    const selected = await selectMisclassified(samples, targets, this.params, random);
    const unlinked = await selectUnlinked(takeSamples(samples, selected), targets);
    return { index: takeIndices(selected, unlinked), told: {} };
  }
}
