import { flag, type ParamSpecs } from "../base/params.js";
import type { LabelledSamples } from "../base/sampler.js";
import type { ClassedSamples } from "./classed-samples.js";

import { editByMoreAndMore } from "./editing.js";
import { type EditingParams, editingParamSpecs, targetsOfRest } from "./editing-params.js";
import { SelectingSampler, type Selection } from "./selecting-sampler.js";

/** Hyper-parameters of {@link AllKNN}. */
export interface AllKNNParams extends EditingParams {
  /** Whether a class may fall below the smallest one. Default false. */
  readonly allowMinority: boolean;
}

/** Domain, default and help of {@link AllKNNParams}. */
export const allKNNParamSpecs: ParamSpecs<AllKNNParams> = {
  ...editingParamSpecs,
  allowMinority: flag({ default: false, help: "Whether a class may fall below the smallest one." }),
};

/**
 * Removes rows whose nearest neighbours are of another class, asking one neighbour in the first round, two in the second, up to
 * `nNeighbors`; it stops early when a class falls below the smallest one or is lost.
 *
 * Distances are Euclidean, so scale the features first. The result tells `sampleIndices`, class by class.
 *
 * Cost: in each round that of finding the neighbours of every row of the classes to clean.
 *
 * @throws {InvalidParameterError} if a name is unknown or a value lies outside its domain.
 * @see Tomek (1976), An experiment with the edited nearest-neighbor rule, doi:10.1109/TSMC.1976.4309523.
 *
 * @example
 * ```ts
 * const X = [[0], [1], [2], [5], [6.5], [7], [7.5]];
 * const y = ["often", "often", "often", "often", "often", "rare", "rare"];
 * (await new AllKNN({ nNeighbors: 2 }).fitResample(X, y)).sampleIndices; // => Int32Array.of(0, 1, 2, 5, 6)
 * ```
 */
export class AllKNN extends SelectingSampler<AllKNNParams> {
  /** Name under which the class is registered. */
  static readonly typeName = "AllKNN";

  constructor(params: Partial<AllKNNParams> = {}) {
    super(AllKNN.typeName, allKNNParamSpecs, params, "clean-sampling");
  }

  /** @internal */
  static fromState(state: AllKNNParams): AllKNN {
    return new AllKNN(state);
  }

  /** @internal */
  protected async select(samples: ClassedSamples, labelled: LabelledSamples): Promise<Selection<object>> {
    const targets = targetsOfRest(this.params, labelled);
    const { index } = await editByMoreAndMore(samples, targets, this.params, this.params.allowMinority);
    return { index, told: {} };
  }
}
